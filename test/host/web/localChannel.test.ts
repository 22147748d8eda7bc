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
  const answer = async (): Promise<Listener> => own(await page().listen());
  /** As `answer`, where the browser may still be taking the place back. */
  async function answerSoon(): Promise<Listener> {
    for (;;) {
      const listener = await page().listen();
      if (listener) return own(listener);
    }
  }
  async function connect(listener: Listener): Promise<readonly [caller: Connection, called: Connection]> {
    const called = next(listener.onConnection);
    const caller = own(await page().connect());
    return [caller, own(await called)];
  }

  it('is empty at first', async () => {
    assert.equal(await page().connect(), undefined);
  });

  it('lets one page have the switchboard, until it gives it back', async () => {
    const listener = await answer();
    assert.equal(await page().listen(), undefined);
    assert.equal(await listener.isOurs(), true);
    listener.dispose();
    assert.equal(await listener.isOurs(), false);
    const other = await answerSoon();
    assert.equal(await other.isOurs(), true);
  });

  it('lets one of many have it that try together', async () => {
    const listeners = await Promise.all(Array.from({ length: 8 }, () => page().listen()));
    listeners.forEach((listener) => listener && own(listener));
    assert.equal(listeners.filter(Boolean).length, 1);
  });

  it('is another for another folder', async () => {
    await answer();
    assert.equal(await new LocalChannel('/others', 1).connect(), undefined);
    own(await new LocalChannel('/others', 1).listen());
  });

  it('is another for another version of the messages', async () => {
    const [listener, newer] = [await answer(), new LocalChannel(place, 2)];
    assert.equal(await newer.connect(), undefined);
    const strays: Connection[] = [];
    listener.onConnection((connection) => strays.push(connection));
    const other = own(await newer.listen());
    const called = next(other.onConnection);
    own(await newer.connect());
    own(await called);
    assert.deepEqual(strays, []);
  });

  it('is not entered by what else is said at this origin', async () => {
    const listener = await answer();
    const connections: Connection[] = [];
    listener.onConnection((connection) => connections.push(own(connection)));
    const stranger = new BroadcastChannel(`earshot 1 ${place}`);
    own({ dispose: () => stranger.close() });
    // No lock may have a name that begins with a hyphen (https://www.w3.org/TR/web-locks/).
    for (const said of ['-', '', 7, null, { name: place }]) stranger.postMessage(said);
    const [, called] = await connect(listener);
    assert.deepEqual(connections, [called]);
  });

  it('carries messages both ways, in order, also those that came before anyone listened', async () => {
    const [caller, called] = await connect(await answer());
    const messages = [1, 'two', { three: ['ü', null] }];
    for (const [from, to] of [
      [caller, called],
      [called, caller],
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

  it('keeps lines apart', async () => {
    const listener = await answer();
    const [, firstCalled] = await connect(listener);
    const [secondCaller, secondCalled] = await connect(listener);
    const strays: unknown[] = [];
    firstCalled.onMessage((message) => strays.push(message));
    secondCaller.send('hello');
    assert.equal(await next(secondCalled.onMessage), 'hello');
    assert.deepEqual(strays, []);
  });

  it('tells the page that has the switchboard when a caller is gone', async () => {
    const [caller, called] = await connect(await answer());
    const end = next(called.onEnd);
    caller.dispose();
    await end;
  });

  it('tells all callers when the page that has it is gone', async () => {
    const listener = await answer();
    const [first] = await connect(listener);
    const [second] = await connect(listener);
    const ends = Promise.all([next(first.onEnd), next(second.onEnd)]);
    listener.dispose();
    await ends;
    await connect(await answerSoon());
  });

  it('does not tell who hangs up that the line has ended', async () => {
    const [caller, called] = await connect(await answer());
    let told = false;
    caller.onEnd(() => (told = true));
    const end = next(called.onEnd);
    caller.dispose();
    await end;
    assert.equal(told, false);
  });
});
