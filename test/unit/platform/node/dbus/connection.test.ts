import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { DBusError, type DBusCall, type DBusConnection } from '../../../../../src/platform/dbus';
import { sessionBusAddresses } from '../../../../../src/platform/node/dbus/address';
import { connectToBus } from '../../../../../src/platform/node/dbus/connection';
import { PrivateBus, requireBus } from '../../../../dbus/bus';
import { ManualClock, second, TemporaryFolder, turns, until } from '../../../support';
import { listen } from '../../../../../src/platform/node/connection';
import { message, type Parts } from './bytes';

const posix = process.platform === 'win32' ? describe.skip : describe;
const linux = process.platform === 'linux' ? describe : describe.skip;
const call: DBusCall = { destination: ':1.5', path: '/a', interface: 'b.c', member: 'D' };
const sender = 'org.freedesktop.DBus';

/** Seen in Node 20, and not in Node 24: others then listen at, and connect to, another name. */
async function fillsAbstractNames(): Promise<boolean> {
  const name = `earshot-${process.pid}`;
  const server = createServer();
  await listen(server, `\0${name}`);
  const sockets = readFileSync('/proc/net/unix', 'utf8').split('\n');
  await new Promise((resolve) => server.close(resolve));
  return !sockets.some((line) => line.endsWith(` @${name}`));
}

/** What a bus says, whatever it is told; functions get the socket. */
type Script = readonly (string | Uint8Array | ((socket: Socket) => void))[];
const welcome: Script = ['DATA\r\n', 'OK 0123\r\n', reply(1, sender)];

function reply(serial: number, from: string, parts: Parts = {}): Uint8Array {
  return message('y', [5], { fields: [[5, 'u', serial], [7, 's', from]], ...parts }); // prettier-ignore
}

posix('a connection to what may be a bus', () => {
  let folder: TemporaryFolder;
  let server: Server;
  let clock: ManualClock;
  let sockets: Socket[];
  let connection: DBusConnection | undefined;

  /** Says one line of the script each time that something comes. */
  const serve = async (script: Script) => {
    server = createServer((socket) => {
      const rest = [...script];
      sockets.push(socket);
      socket
        .on('error', () => undefined)
        .on('data', () => {
          const next = rest.shift();
          if (typeof next === 'function') next(socket);
          else if (next) socket.write(next);
        });
    });
    await listen(server, folder.file('bus'));
  };
  const connect = () => connectToBus([{ path: folder.file('bus') }], clock);
  const connected = async (...script: Script) => {
    await serve([...welcome, ...script]);
    return (connection = await connect());
  };

  before(async () => void (folder = await TemporaryFolder.make()));
  beforeEach(() => {
    clock = new ManualClock();
    sockets = [];
    connection = undefined;
  });
  afterEach(async () => {
    connection?.dispose();
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  after(() => folder.remove());

  const unusable: readonly (readonly [what: string, script: Script])[] = [
    ['says nothing', []],
    ['refuses us', ['REJECTED EXTERNAL\r\n']],
    ['ends at once', [(socket) => socket.destroy()]],
    ['never ends a line', ['x'.repeat(2_000)]],
    ['lets us in and ends', ['DATA\r\n', 'OK 1\r\n', (socket) => socket.destroy()]],
    ['lets us in and says nothing', ['DATA\r\n', 'OK 1\r\n']],
    ['lets us in and says what is no D-Bus', ['DATA\r\n', 'OK 1\r\n', 'HTTP/1.1 400 Bad Request\r\n\r\n']],
    ['does not say who we are', ['DATA\r\n', 'OK 1\r\n', reply(1, sender, { type: 3 })]],
  ];
  for (const [what, script] of unusable) {
    it(`is none to one that ${what}`, async () => {
      await serve(script);
      const failed = assert.rejects(connect(), DBusError);
      await until(() => sockets.length === 1);
      // Those that do say something have said it by then.
      await turns(50);
      await clock.advance(2 * second);
      await failed;
      assert.equal(clock.waiting, 0);
      await until(() => sockets.every((socket) => socket.destroyed));
    });
  }

  it('is none where nobody listens', async () => {
    await serve([]);
    await assert.rejects(connectToBus([{ path: folder.file('nobody') }], clock), DBusError);
    assert.equal(clock.waiting, 0);
  });

  it('believes an answer only from whom it asked', async () => {
    const bus = await connected(reply(2, ':1.6'), reply(3, ':1.5'));
    const first = assert.rejects(bus.callMethod(call), /no answer/);
    await turns(50);
    assert.deepEqual(await bus.callMethod(call), [5]);
    await clock.advance(2 * second);
    await first;
  });

  it('waits two seconds for an answer', async () => {
    const failed = assert.rejects((await connected()).callMethod(call), /no answer/);
    await clock.advance(2 * second - 1);
    assert.equal(clock.waiting, 1);
    await clock.advance(1);
    await failed;
    assert.equal(clock.waiting, 0);
  });

  const errors: readonly (readonly [name: string, shown: RegExp])[] = [
    ['org.freedesktop.DBus.Error.NoReply', /^org\.freedesktop\.DBus\.Error\.NoReply$/],
    ['Somebody’s words', /^unnamed error$/],
  ];
  for (const [name, shown] of errors) {
    it(`passes on the error ${name}, if that is a name`, async () => {
      const error = message('', [], { type: 3, fields: [[4, 's', name], [5, 'u', 2], [7, 's', ':1.5']] }); // prettier-ignore
      const failed = (await connected(error)).callMethod(call);
      await assert.rejects(failed, ({ message: told }: Error) => shown.test(told));
    });
  }

  it('sends nothing that is not valid, and no more than 32 calls that nobody answers', async () => {
    const bus = await connected();
    await assert.rejects(bus.callMethod({ ...call, path: 'a' }), DBusError);
    assert.equal(clock.waiting, 0);
    const waiting = Array.from({ length: 32 }, () => assert.rejects(bus.callMethod(call), /no answer/));
    await assert.rejects(bus.callMethod(call), /too many/);
    await clock.advance(2 * second);
    await Promise.all(waiting);
  });

  const ends: readonly (readonly [what: string, last: Script[number]])[] = [
    ['the bus goes', (socket) => socket.end()],
    ['the bus says what is no D-Bus', 'no D-Bus at all '],
  ];
  for (const [what, last] of ends) {
    it(`ends, with all that waits, when ${what}`, async () => {
      const bus = await connected(last);
      let ended = 0;
      bus.onEnd(() => (ended += 1));
      await assert.rejects(bus.callMethod(call), /disconnected/);
      assert.deepEqual([ended, clock.waiting], [1, 0]);
      await assert.rejects(bus.callMethod(call), /disconnected/);
    });
  }
});

linux('a connection to dbus-daemon', () => {
  let folder: TemporaryFolder;
  let bus: PrivateBus;

  before(async () => {
    requireBus();
    folder = await TemporaryFolder.make();
    bus = await PrivateBus.start(folder);
  });
  after(async () => {
    await bus.kill();
    await folder.remove();
  });

  const named: readonly (readonly [what: string, () => NodeJS.ProcessEnv])[] = [
    ['a path', () => ({ DBUS_SESSION_BUS_ADDRESS: bus.address('unix:path=') })],
    [
      'an abstract socket, or else the runtime folder',
      () => ({ XDG_RUNTIME_DIR: folder.path, DBUS_SESSION_BUS_ADDRESS: bus.address('unix:abstract=') }),
    ],
    ['a port', () => ({ DBUS_SESSION_BUS_ADDRESS: bus.address('tcp:') })],
    ['the second of two', () => ({ DBUS_SESSION_BUS_ADDRESS: `unix:path=/no;${bus.address('unix:path=')}` })],
    [
      'the runtime folder',
      () => ({ XDG_RUNTIME_DIR: folder.path, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/no' }),
    ],
  ];
  const connects = async (env: NodeJS.ProcessEnv) => {
    const connection = await connectToBus(sessionBusAddresses(env, undefined), new ManualClock());
    const names = await connection.callMethod({
      destination: sender,
      path: '/',
      interface: sender,
      member: 'ListNames',
    });
    connection.dispose();
    assert.ok((names[0] as string[]).includes(sender));
  };
  for (const [what, env] of named) {
    it(`is made by ${what}`, () => connects(env()));
  }

  it('is made by an abstract socket alone, unless this Node fills its name up with NULs', async function () {
    if (await fillsAbstractNames()) this.skip();
    await connects({ DBUS_SESSION_BUS_ADDRESS: bus.address('unix:abstract=') });
  });
});
