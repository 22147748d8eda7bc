import assert from 'node:assert/strict';
import type { Connection, Listener } from '../../../src/platform/connection';
import type { Event } from '../../../src/platform/event';
import type { Disposable } from '../../../src/platform/lifecycle';
import { LocalChannel } from '../../../src/platform/web/localChannel';

const next = <T>(event: Event<T>) => new Promise<T>((resolve) => event(resolve));

/** Web Locks and BroadcastChannel know no difference between two pages and two of these in one. */
describe('the pages’ meeting place', () => {
  let owned: Disposable[];
  let place = '';
  beforeEach(() => {
    owned = [];
    // What one test has given back is free a moment later.
    place = `/tests/${crypto.randomUUID()}`;
  });
  afterEach(() => owned.forEach((thing) => void thing.dispose()));

  const own = <T extends Disposable>(thing: T | undefined): T => {
    assert.ok(thing);
    owned.push(thing);
    return thing;
  };
  const page = () => new LocalChannel(place, 1);
  const startListening = async (): Promise<Listener> => own(await page().listen());
  /** As `answer`, where the browser may still be taking the place back. */
  async function listenSoon(): Promise<Listener> {
    for (;;) {
      const listener = await page().listen();
      if (listener) return own(listener);
    }
  }
  async function connect(listener: Listener): Promise<readonly [client: Connection, server: Connection]> {
    const server = next(listener.onConnection);
    const client = own(await page().connect());
    return [client, own(await server)];
  }

  it('is empty at first', async () => {
    assert.equal(await page().connect(), undefined);
  });

  it('lets one page listen, until it gives that up', async () => {
    const listener = await startListening();
    assert.equal(await page().listen(), undefined);
    assert.equal(await listener.isOurs(), true);
    listener.dispose();
    assert.equal(await listener.isOurs(), false);
    const other = await listenSoon();
    assert.equal(await other.isOurs(), true);
  });

  it('lets one of many have it that try together', async () => {
    const listeners = await Promise.all(Array.from({ length: 8 }, () => page().listen()));
    listeners.forEach((listener) => listener && own(listener));
    assert.equal(listeners.filter(Boolean).length, 1);
  });

  it('is another for another folder', async () => {
    await startListening();
    assert.equal(await new LocalChannel('/others', 1).connect(), undefined);
    own(await new LocalChannel('/others', 1).listen());
  });

  it('is another for another version of the messages', async () => {
    const [listener, newer] = [await startListening(), new LocalChannel(place, 2)];
    assert.equal(await newer.connect(), undefined);
    const strays: Connection[] = [];
    listener.onConnection((connection) => strays.push(connection));
    const other = own(await newer.listen());
    const server = next(other.onConnection);
    own(await newer.connect());
    own(await server);
    assert.deepEqual(strays, []);
  });

  it('is not entered by what else is said at this origin', async () => {
    const listener = await startListening();
    const connections: Connection[] = [];
    listener.onConnection((connection) => connections.push(own(connection)));
    const stranger = new BroadcastChannel(`earshot 1 ${place}`);
    own({ dispose: () => stranger.close() });
    // No lock may have a name that begins with a hyphen (https://www.w3.org/TR/web-locks/).
    for (const said of ['-', '', 7, null, { name: place }]) stranger.postMessage(said);
    const [, server] = await connect(listener);
    assert.deepEqual(connections, [server]);
  });

  it('carries messages both ways, in order, also those that came before anyone listened', async () => {
    const [client, server] = await connect(await startListening());
    const messages = [1, 'two', { three: ['ü', null] }];
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      messages.forEach((message) => from.send(message));
      const got: unknown[] = [];
      await new Promise<void>((resolve) => {
        to.onMessage((message) => {
          if (got.push(message) === messages.length) resolve();
        });
      });
      assert.deepEqual(got, messages);
    }
  });

  it('keeps connections apart', async () => {
    const listener = await startListening();
    const [, firstServer] = await connect(listener);
    const [secondClient, secondServer] = await connect(listener);
    const strays: unknown[] = [];
    firstServer.onMessage((message) => strays.push(message));
    secondClient.send('hello');
    assert.equal(await next(secondServer.onMessage), 'hello');
    assert.deepEqual(strays, []);
  });

  it('tells the page that listens when a client is gone', async () => {
    const [client, server] = await connect(await startListening());
    const end = next(server.onEnd);
    client.dispose();
    await end;
  });

  it('tells all clients when the page that listens is gone', async () => {
    const listener = await startListening();
    const [first] = await connect(listener);
    const [second] = await connect(listener);
    const ends = Promise.all([next(first.onEnd), next(second.onEnd)]);
    listener.dispose();
    await ends;
    await connect(await listenSoon());
  });

  it('does not tell who disconnects that the connection has ended', async () => {
    const [client, server] = await connect(await startListening());
    let told = false;
    client.onEnd(() => (told = true));
    const end = next(server.onEnd);
    client.dispose();
    await end;
    assert.equal(told, false);
  });
});
