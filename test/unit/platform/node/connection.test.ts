import assert from 'node:assert/strict';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { shakeHands, SocketConnection } from '../../../../src/platform/node/connection';
import { hour, ManualClock, TemporaryFolder, turns, until } from '../../support';

/** Both ends of a real socket. */
describe('a connection', () => {
  let folder: TemporaryFolder;
  let server: Server;
  let sockets: [near: Socket, far: Socket];
  beforeEach(async () => {
    folder = await TemporaryFolder.make();
    const address = folder.file('s');
    const accepted = new Promise<Socket>((resolve) => {
      server = createServer(resolve);
      server.listen(address);
    });
    await until(() => server.listening);
    const near = connect(address);
    sockets = [near, await accepted];
  });
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await folder.remove();
  });

  const near = () => new SocketConnection(sockets[0]);
  const far = () => new SocketConnection(sockets[1]);

  function listen(connection: SocketConnection): { messages: unknown[]; ends: number } {
    const received = { messages: [] as unknown[], ends: 0 };
    connection.onMessage((message) => received.messages.push(message));
    connection.onEnd(() => (received.ends += 1));
    return received;
  }

  it('carries messages both ways, in order', async () => {
    const [a, b] = [near(), far()];
    const [receivedByA, receivedByB] = [listen(a), listen(b)];
    const numbers = Array.from({ length: 300 }, (_, index) => index);
    for (const number of numbers) {
      a.send({ number });
      b.send(number);
    }
    await until(() => receivedByA.messages.length === 300 && receivedByB.messages.length === 300);
    assert.deepEqual(receivedByA.messages, numbers);
    assert.deepEqual(
      receivedByB.messages,
      numbers.map((number) => ({ number })),
    );
  });

  it('carries whatever JSON can, line breaks and all', async () => {
    const [a, b] = [near(), far()];
    const { messages } = listen(b);
    const all = [null, false, 0, '', 'a\nb\r\n', '\u2028', 'Tänze für Ø 🎧', [1, [2]], { a: { b: null } }];
    for (const message of all) a.send(message);
    await until(() => messages.length === all.length);
    assert.deepEqual(messages, all);
  });

  it('carries a message that comes in pieces, even in the middle of a letter', async () => {
    const { messages } = listen(far());
    const bytes = Buffer.from(`${JSON.stringify('Tänze 🎧')}\n`);
    for (const byte of bytes) {
      sockets[0].write(Buffer.of(byte));
      await turns(1);
    }
    await until(() => messages.length === 1);
    assert.deepEqual(messages, ['Tänze 🎧']);
  });

  it('carries a long message', async () => {
    const [a, b] = [near(), far()];
    const { messages } = listen(b);
    const long = 'x'.repeat(500_000);
    a.send(long);
    await until(() => messages.length === 1);
    assert.deepEqual(messages, [long]);
  });

  it('keeps what comes before anyone listens, and between two that listen', async () => {
    const [a, b] = [near(), far()];
    for (const number of [1, 2, 3]) a.send(number);
    await turns(20);
    const first: unknown[] = [];
    const once = b.onMessage((message) => {
      first.push(message);
      once.dispose();
    });
    await until(() => first.length === 1);
    await turns(20);
    const { messages } = listen(b);
    await until(() => messages.length === 2);
    assert.deepEqual([first, messages], [[1], [2, 3]]);
  });

  const faults: readonly (readonly [what: string, text: string])[] = [
    ['is no JSON', 'GET / HTTP/1.1\r\n'],
    ['is half a message', '{"type":"focus"\n'],
    ['has no end', 'x'.repeat(1_100_000)],
    ['is binary', '\u0000\u0001\u0002\n'],
  ];
  for (const [what, text] of faults) {
    it(`ends with what ${what}, and hears nothing of it`, async () => {
      const b = far();
      const received = listen(b);
      sockets[0].on('error', () => undefined);
      sockets[0].write(text);
      await until(() => received.ends === 1 && sockets[0].closed);
      assert.deepEqual(received.messages, []);
    });
  }

  it('says once that the other end has gone', async () => {
    const [a, b] = [near(), far()];
    const received = listen(b);
    a.dispose();
    await until(() => received.ends > 0);
    await turns();
    assert.equal(received.ends, 1);
  });

  it('delivers what was sent before a goodbye', async () => {
    const received = listen(far());
    sockets[0].end('1\n2\n');
    await until(() => received.ends === 1);
    assert.deepEqual(received.messages, [1, 2]);
  });

  it('does not say that its own end has gone', async () => {
    const [a, b] = [near(), far()];
    const [receivedByA, receivedByB] = [listen(a), listen(b)];
    a.dispose();
    a.dispose();
    await until(() => receivedByB.ends === 1);
    await turns();
    assert.equal(receivedByA.ends, 0);
  });

  it('does not send what is too long, says so, and stays', async () => {
    const [a, b] = [near(), far()];
    const [receivedByA, receivedByB] = [listen(a), listen(b)];
    assert.equal(a.send({ title: 'x'.repeat(1_500_000) }), false);
    assert.equal(a.send('after'), true);
    await until(() => receivedByB.messages.length > 0);
    assert.deepEqual(receivedByB.messages, ['after']);
    assert.equal(receivedByA.ends + receivedByB.ends, 0);
  });

  describe('that is watched', () => {
    let clock: ManualClock;
    beforeEach(() => (clock = new ManualClock()));

    it('ends within three seconds when the other end falls silent, as a process that hangs does', async () => {
      const a = near();
      const received = listen(a);
      a.watch(clock);
      await clock.advance(2_399);
      await turns();
      assert.equal(received.ends, 0);
      await clock.advance(1);
      await until(() => received.ends === 1 && clock.waiting === 0);
    });

    it('stays while both ends live, however little they have to say, and tells nothing of that', async () => {
      const [a, b] = [near(), far()];
      const [receivedByA, receivedByB] = [listen(a), listen(b)];
      for (const connection of [a, b]) connection.watch(clock);
      for (let passed = 0; passed < 60; passed += 1) {
        const [readByA, readByB] = [sockets[0].bytesRead, sockets[1].bytesRead];
        await clock.advance(800);
        await until(() => sockets[0].bytesRead > readByA && sockets[1].bytesRead > readByB);
      }
      assert.deepEqual(
        [receivedByA, receivedByB],
        [
          { messages: [], ends: 0 },
          { messages: [], ends: 0 },
        ],
      );
      assert.deepEqual([sockets[0].bytesRead, sockets[1].bytesRead], [60, 60]);
    });

    it('stays when the machine has slept for a night', async () => {
      const [a, b] = [near(), far()];
      const received = listen(a);
      for (const connection of [a, b]) connection.watch(clock);
      clock.sleep(8 * hour);
      await clock.advance(800);
      await until(() => sockets[0].bytesRead === 1 && sockets[1].bytesRead === 1);
      assert.equal(received.ends, 0);
    });

    it('leaves no timer when it is ended on either side', async () => {
      const [a, b] = [near(), far()];
      for (const connection of [a, b]) connection.watch(clock);
      a.dispose();
      await until(() => clock.waiting === 0);
    });
  });

  it('sends nothing once it has ended, and minds it not', async () => {
    const [a, b] = [near(), far()];
    const received = listen(b);
    b.dispose();
    a.send(1);
    await until(() => sockets[0].closed);
    a.send(2);
    a.dispose();
    a.send(3);
    assert.deepEqual(received.messages, []);
  });

  describe('on which both ends shake hands', () => {
    const key = 'a'.repeat(64);
    const another = 'b'.repeat(64);

    it('is good when both know the key, and loses nothing that is sent right after', async () => {
      const [a, b] = [near(), far()];
      const called = shakeHands(b, key, 'server').then((good) => {
        b.send('welcome');
        return good;
      });
      const caller = shakeHands(a, key, 'client').then((good) => {
        a.send('hello');
        return good;
      });
      assert.deepEqual(await Promise.all([caller, called]), [true, true]);
      const [receivedByA, receivedByB] = [listen(a), listen(b)];
      await until(() => receivedByA.messages.length + receivedByB.messages.length === 2);
      assert.deepEqual([receivedByA.messages, receivedByB.messages], [['welcome'], ['hello']]);
    });

    it('is bad on both ends when they know different keys', async () => {
      const both = [shakeHands(near(), key, 'client'), shakeHands(far(), another, 'server')];
      assert.deepEqual(await Promise.all(both), [false, false]);
    });

    it('is bad when both ends take themselves for the client', async () => {
      const both = [shakeHands(near(), key, 'client'), shakeHands(far(), key, 'client')];
      assert.deepEqual(await Promise.all(both), [false, false]);
    });

    it('never tells the key', async () => {
      const said: string[] = [];
      for (const socket of sockets) socket.on('data', (chunk) => said.push(String(chunk)));
      await Promise.all([shakeHands(near(), key, 'client'), shakeHands(far(), key, 'server')]);
      assert.ok(said.join().includes('proof'));
      assert.ok(!said.join().includes(key));
    });

    it('is bad when the other end says back what it hears', async () => {
      sockets[1].pipe(sockets[1]);
      assert.equal(await shakeHands(near(), key, 'client'), false);
    });

    it('is bad when the other end gives the proof of another time', async () => {
      const b = far();
      b.onMessage(() => {
        b.send({ nonce: '1'.repeat(32) });
        b.send({ proof: '2'.repeat(64) });
      });
      assert.equal(await shakeHands(near(), key, 'client'), false);
    });

    for (const message of [null, 7, {}, { nonce: 7 }, { proof: 'x' }, ['nonce']]) {
      it(`is bad when the other end begins with ${JSON.stringify(message)}`, async () => {
        far().send(message);
        assert.equal(await shakeHands(near(), key, 'client'), false);
      });
    }

    it('is bad at once when the other end goes away', async () => {
      const shaking = shakeHands(near(), key, 'client');
      await turns();
      sockets[1].destroy();
      const started = Date.now();
      assert.equal(await shaking, false);
      assert.ok(Date.now() - started < 1_000);
    });

    it('is bad when the other end stays silent for a second', async () => {
      far();
      const started = Date.now();
      assert.equal(await shakeHands(near(), key, 'client'), false);
      const took = Date.now() - started;
      assert.ok(took >= 900 && took < 2_000, `${took} ms`);
    });
  });
});
