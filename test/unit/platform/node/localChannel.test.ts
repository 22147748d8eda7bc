import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import {
  chmod,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import path from 'node:path';
import process from 'node:process';
import type { Connection, Listener } from '../../../../src/platform/connection';
import { LocalChannel } from '../../../../src/platform/node/localChannel';
import { machineId } from '../../../../src/platform/node/meetingPlace';
import { TemporaryFolder, turns, until } from '../../support';

/** What a child process runs that listens at an address until it is killed. */
const listenAt = `require('node:net').createServer().listen(process.argv[1], () => console.log('listening'))`;

/** Where windows of this machine are told of the folder in use. */
const placeFile = `windows.place-${machineId()}`;

const posix = process.platform === 'win32' ? describe.skip : describe;

posix('the windows’ meeting place', () => {
  let folder: TemporaryFolder;
  let runtime: string | undefined;
  /** Pipes that are none of ours, such as standard output. */
  let strange = 0;
  let listeners: Listener[];
  let connections: Connection[];
  let others: { readonly servers: Server[]; readonly sockets: Socket[] };

  beforeEach(async () => {
    strange = 0;
    strange = pipes();
    folder = await TemporaryFolder.make();
    runtime = process.env['XDG_RUNTIME_DIR'];
    process.env['XDG_RUNTIME_DIR'] = folder.path;
    listeners = [];
    connections = [];
    others = { servers: [], sockets: [] };
  });
  afterEach(async () => {
    for (const thing of [...connections, ...listeners]) thing.dispose();
    for (const socket of others.sockets) socket.destroy();
    for (const server of others.servers) server.close();
    // What has been let go is not counted in the next test.
    for (let turn = 0; turn < 100 && pipes() > 0; turn += 1) await turns(1);
    if (runtime === undefined) delete process.env['XDG_RUNTIME_DIR'];
    else process.env['XDG_RUNTIME_DIR'] = runtime;
    await folder.remove();
  });

  const storage = () => folder.file('storage');
  const meetings = () => folder.file(`earshot-${process.getuid?.() ?? 0}`);
  /** Another window of the same user. */
  const window = (places?: readonly string[]) => new LocalChannel(storage(), 1, places);
  /** How many sockets and servers are open in this process. */
  const pipes = () => process.getActiveResourcesInfo().filter((name) => /^Pipe/.test(name)).length - strange;
  const files = () => readdir(meetings());

  async function startListening(channel = window()): Promise<Listener> {
    const listener = await channel.listen();
    assert.ok(listener);
    listeners.push(listener);
    return listener;
  }

  async function connectTo(channel = window()): Promise<Connection> {
    const connection = await channel.connect();
    assert.ok(connection, 'Nobody answered.');
    connections.push(connection);
    return connection;
  }

  /** Who calls from now on. */
  function connectionsTo(listener: Listener): Connection[] {
    const connections: Connection[] = [];
    listener.onConnection((connection) => connections.push(connection));
    return connections;
  }

  function messages(connection: Connection | undefined): unknown[] {
    const received: unknown[] = [];
    assert.ok(connection);
    connection.onMessage((message) => received.push(message));
    return received;
  }

  /** The address that all windows use. */
  async function address(): Promise<string> {
    const listener = await startListening();
    const [name] = await files();
    assert.ok(name);
    listener.dispose();
    await waitFor(async () => (await files()).length === 0);
    return path.join(meetings(), name);
  }

  async function waitFor(condition: () => Promise<boolean>): Promise<void> {
    for (let turn = 0; turn < 2_000; turn += 1) {
      if (await condition()) return;
      await turns(1);
    }
    throw new Error('It never came to that.');
  }

  it('is empty while nobody answers, and leaves nothing but the key', async () => {
    assert.equal(await window().connect(), undefined);
    assert.deepEqual(await readdir(storage()), ['windows.key']);
    assert.deepEqual(await files(), []);
  });

  it('joins those who call with the one who answers', async () => {
    const listener = await startListening();
    const connections = connectionsTo(listener);
    const [first, second] = [await connectTo(), await connectTo()];
    await until(() => connections.length === 2);
    const [receivedByFirst, receivedBySecond] = [messages(first), messages(second)];
    const received = connections.map(messages);
    first.send('one');
    second.send('two');
    connections[0]?.send({ for: 'first' });
    connections[1]?.send({ for: 'second' });
    await until(
      () => received.flat().length === 2 && receivedByFirst.length === 1 && receivedBySecond.length === 1,
    );
    assert.deepEqual(received, [['one'], ['two']]);
    assert.deepEqual([receivedByFirst, receivedBySecond], [[{ for: 'first' }], [{ for: 'second' }]]);
    assert.equal(await listener.isOurs(), true);
    assert.match(listener.name, new RegExp(`^process ${process.pid}$`));
  });

  it('keeps those who call before anyone listens, and what they say', async () => {
    const listener = await startListening();
    const connection = await connectTo();
    connection.send(1);
    connection.send(2);
    await turns(20);
    const connections = connectionsTo(listener);
    await until(() => connections.length === 1);
    const received = messages(connections[0]);
    await until(() => received.length === 2);
    assert.deepEqual(received, [1, 2]);
  });

  it('loses nothing that is said at once on either side', async () => {
    const listener = await startListening();
    listener.onConnection((connection) => {
      for (const number of [1, 2, 3]) connection.send(number);
    });
    const received = messages(await connectTo());
    await until(() => received.length === 3);
    assert.deepEqual(received, [1, 2, 3]);
  });

  it('does not bring in who has hung up before anyone listened', async () => {
    const listener = await startListening();
    const gone = await connectTo();
    await turns(20);
    gone.dispose();
    await turns(20);
    const stays = await connectTo();
    const connections = connectionsTo(listener);
    await until(() => connections.length === 1);
    stays.send('hello');
    const received = messages(connections[0]);
    await until(() => received.length === 1);
    assert.equal(connections.length, 1);
  });

  it('tells those who called when it closes, and takes its file away', async () => {
    const listener = await startListening();
    let ends = 0;
    for (const connection of [await connectTo(), await connectTo()]) connection.onEnd(() => (ends += 1));
    listener.dispose();
    await until(() => ends === 2 && pipes() === 0);
    await waitFor(async () => (await files()).length === 0);
    assert.equal(await listener.isOurs(), false);
    assert.equal(await window().connect(), undefined);
  });

  it('tells the window that listens when another one goes', async () => {
    const connections = connectionsTo(await startListening());
    const connection = await connectTo();
    await until(() => connections.length === 1);
    let ends = 0;
    connections[0]?.onEnd(() => (ends += 1));
    connection.dispose();
    await until(() => ends === 1);
  });

  it('can be closed twice, and be opened again', async () => {
    const listener = await startListening();
    listener.dispose();
    listener.dispose();
    await until(() => pipes() === 0);
    const next = await startListening();
    await connectTo();
    assert.equal(await next.isOurs(), true);
  });

  it('belongs to exactly one of those who take it at the same moment', async () => {
    for (let round = 0; round < 10; round += 1) {
      const all = await Promise.all(Array.from({ length: 6 }, () => window().listen()));
      const taken = all.filter((listener) => listener !== undefined);
      listeners.push(...taken);
      const ours = await Promise.all(taken.map((listener) => listener.isOurs()));
      assert.equal(ours.filter(Boolean).length, 1);
      const winner = taken[ours.indexOf(true)];
      assert.ok(winner);
      const connections = connectionsTo(winner);
      const connection = await connectTo();
      await until(() => connections.length === 1);
      connection.dispose();
      for (const listener of taken) listener.dispose();
      await waitFor(async () => (await files()).length === 0);
    }
  });

  it('is not closed by those who have lost it', async () => {
    const loser = await startListening();
    const winner = await startListening();
    assert.deepEqual([await loser.isOurs(), await winner.isOurs()], [false, true]);
    loser.dispose();
    await turns(50);
    assert.equal(await winner.isOurs(), true);
    await connectTo();
  });

  it('is taken over from a process that was killed', async () => {
    const place = await address();
    const child = spawn(process.execPath, ['-e', listenAt, place], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      await new Promise((resolve) => child.stdout.once('data', resolve));
    } finally {
      child.kill('SIGKILL');
    }
    await new Promise((resolve) => child.once('exit', resolve));
    assert.deepEqual(await files(), [path.basename(place)], 'It left no file behind.');
    assert.equal(await window().connect(), undefined);
    const listener = await startListening();
    assert.equal(await listener.isOurs(), true);
    await connectTo();
    assert.deepEqual(await files(), [path.basename(place)]);
  });

  it('is taken over from a file that is no socket', async () => {
    const place = await address();
    await writeFile(place, 'x');
    assert.equal(await window().connect(), undefined);
    await startListening();
    await connectTo();
  });

  it('is another for each version of the messages, with one key', async () => {
    const listener = await startListening();
    const next = new LocalChannel(storage(), 2);
    assert.equal(await next.connect(), undefined);
    const other = await startListening(next);
    const [connections, otherConnections] = [connectionsTo(listener), connectionsTo(other)];
    await connectTo(next);
    await until(() => otherConnections.length === 1);
    assert.deepEqual([connections.length, await listener.isOurs(), await other.isOurs()], [0, true, true]);
    assert.deepEqual(await readdir(storage()), ['windows.key', placeFile]);
  });

  it('lets nobody in who does not know the key, and tells them nothing', async () => {
    const place = await address();
    const listener = await startListening();
    const connections = connectionsTo(listener);
    const stranger = new LocalChannel(folder.file('strange'), 1);
    assert.equal(await stranger.connect(), undefined);
    const said: string[] = [];
    for (const proof of ['y'.repeat(64), 'é'.repeat(64)]) {
      const socket = connect(place);
      others.sockets.push(socket);
      socket.on('data', (chunk) => said.push(String(chunk)));
      socket.write(`${JSON.stringify({ nonce: 'x' })}\n${JSON.stringify({ proof })}\n`);
      socket.write(`${JSON.stringify({ type: 'refresh', id: 1 })}\n`);
      await until(() => socket.closed);
    }
    assert.deepEqual(connections, []);
    const key = await readFile(path.join(storage(), 'windows.key'), 'utf8');
    assert.ok(!said.join('').includes(key));
    assert.doesNotMatch(said.join(''), /playback|session/);
  });

  it('lets nobody in who says something else than expected', async () => {
    const place = await address();
    const connections = connectionsTo(await startListening());
    for (const text of ['GET / HTTP/1.1\r\n\r\n', '\n', '{}\n', 'x'.repeat(1_100_000)]) {
      const socket = connect(place);
      socket.on('error', () => undefined);
      others.sockets.push(socket);
      socket.resume();
      socket.write(text);
      await until(() => socket.closed);
    }
    assert.deepEqual(connections, []);
  });

  it('is not mistaken for an impostor’s, who learns nothing', async () => {
    const place = await address();
    const received: string[] = [];
    const impostor = createServer((socket) => {
      socket.on('error', () => undefined);
      others.sockets.push(socket);
      socket.on('data', (chunk) => {
        received.push(String(chunk));
        socket.write(
          `${JSON.stringify({ nonce: '0'.repeat(32) })}\n${JSON.stringify({ proof: '0'.repeat(64) })}\n`,
        );
      });
    });
    others.servers.push(impostor);
    impostor.listen(place);
    await until(() => impostor.listening);
    assert.equal(await window().connect(), undefined);
    assert.ok(received.length > 0);
    const key = await readFile(path.join(storage(), 'windows.key'), 'utf8');
    assert.ok(!received.join('').includes(key));
    assert.match(received.join(''), /^\{"nonce":"[0-9a-f]{32}"\}\n(\{"proof":"[0-9a-f]{64}"\}\n)?$/);
  });

  /** A program that takes every connection and says nothing, as one that hangs does. */
  async function silentAt(place: string): Promise<void> {
    const silent = createServer((socket) => others.sockets.push(socket));
    others.servers.push(silent);
    silent.listen(place);
    await until(() => silent.listening);
  }

  it('is given up within a second or so where one listens who does not answer, and can be taken', async () => {
    await silentAt(await address());
    const started = Date.now();
    assert.equal(await window().connect(), undefined);
    assert.ok(Date.now() - started < 1_500, `${Date.now() - started} ms`);
    const connections = connectionsTo(await startListening());
    await connectTo();
    await until(() => connections.length === 1);
  });

  for (const [what, change] of [
    ['is taken away', () => rm(path.join(storage(), 'windows.key'))],
    ['is replaced', () => writeFile(path.join(storage(), 'windows.key'), 'a'.repeat(64))],
  ] as const) {
    it(`is not any more with whom it was when the key ${what}`, async () => {
      const listener = await startListening();
      await change();
      assert.equal(await listener.isOurs(), false);
      const connections = connectionsTo(await startListening());
      await connectTo();
      await until(() => connections.length === 1);
    });
  }

  describe('for windows with different runtime folders', () => {
    const [here, there] = ['here', 'there'];
    const at = (place: string) => window([folder.file(place)]);
    const own = (place: string) => folder.file(place, `earshot-${process.getuid?.() ?? 0}`);
    const told = () => readFile(path.join(storage(), placeFile), 'utf8');

    it('is where the first of them listens', async () => {
      const connections = connectionsTo(await startListening(at(here)));
      assert.equal(await told(), own(here));
      await connectTo(at(there));
      await until(() => connections.length === 1);
      assert.deepEqual(await readdir(folder.path), [here, 'storage']);
    });

    it('is where the last of two listens that began together, and the other finds out', async () => {
      const first = await startListening(at(here));
      await rm(path.join(storage(), placeFile));
      const last = await startListening(at(there));
      assert.deepEqual([await first.isOurs(), await last.isOurs()], [false, true]);
    });

    const strangers: readonly (readonly [what: string, make: (place: string) => Promise<unknown>])[] = [
      ['others can enter', (place) => mkdir(place, { recursive: true, mode: 0o755 })],
      ['is not there', () => Promise.resolve()],
      [
        'leads elsewhere',
        async (place) => {
          await mkdir(folder.file('elsewhere'), { mode: 0o700 });
          await mkdir(path.dirname(place));
          await symlink(folder.file('elsewhere'), place);
        },
      ],
    ];
    for (const [what, make] of strangers) {
      it(`is not in a folder that ${what}, whoever tells of it`, async () => {
        await make(own(here));
        await mkdir(storage());
        await writeFile(path.join(storage(), placeFile), own(here));
        await startListening(at(there));
        assert.equal(await told(), own(there));
        assert.equal((await readdir(own(there))).length, 1);
      });
    }

    for (const place of ['', 'earshot-0', '../earshot-0', '/tmp', '\0', 'x'.repeat(10_000)]) {
      it(`is not where it cannot be: ${JSON.stringify(place.slice(0, 20))}`, async () => {
        await mkdir(storage());
        await writeFile(path.join(storage(), placeFile), place);
        await startListening(at(there));
        assert.equal(await told(), own(there));
      });
    }
  });

  it('is swept of what windows left that were killed, and of nothing else', async () => {
    const [long, hex] = [new Date(Date.now() - 120_000), `${'a'.repeat(12)}${machineId()}`];
    await address();
    const held = path.join(meetings(), `${hex}-9.sock`);
    await silentAt(held);
    await utimes(held, long, long);
    const left = [`${hex}-7.sock`, `${hex}-7-1.sock`, `${hex}.sock`];
    const kept = ['notes.sock', `${hex}-8.txt`, 'windows.key.0123abcd'];
    for (const name of [...left, ...kept]) await writeFile(path.join(meetings(), name), '');
    const drafts = ['windows.key.0123abcd', `${placeFile}.0123abcd`, 'requests.log.0123abcd'];
    const files = ['windows.key.old', 'session.json'];
    for (const name of [...drafts, ...files]) await writeFile(path.join(storage(), name), '');
    for (const name of [...left, ...kept]) await utimes(path.join(meetings(), name), long, long);
    for (const name of [...drafts, ...files]) await utimes(path.join(storage(), name), long, long);
    const young = [`${'b'.repeat(12)}${machineId()}.sock`, `${hex}-6.sock`];
    for (const name of young) await writeFile(path.join(meetings(), name), '');
    await writeFile(path.join(storage(), 'windows.key.4567cdef'), '');
    await startListening();
    const gone = async () => (await readdir(meetings())).every((name) => !left.includes(name));
    await waitFor(gone);
    const stay = [...kept, ...young, path.basename(held)];
    const now = await readdir(meetings());
    assert.deepEqual(
      now.filter((name) => stay.includes(name)),
      stay.toSorted(),
    );
    assert.deepEqual(
      await readdir(storage()),
      [...files, 'windows.key', 'windows.key.4567cdef', placeFile].toSorted(),
    );
  });

  describe('where addresses cannot be replaced, as those of pipes', () => {
    const pipe = () => new LocalChannel(storage(), 1, [folder.path], false);
    /** All there are, the first first. */
    async function addresses(): Promise<readonly [string, string, string]> {
      const listener = await startListening(pipe());
      const [name = ''] = await files();
      listener.dispose();
      await waitFor(async () => (await files()).length === 0);
      const first = path.join(meetings(), name);
      return [first, first.replace('.sock', '-1.sock'), first.replace('.sock', '-2.sock')];
    }

    it('is the first one, and nobody takes another while a window answers there', async () => {
      const connections = connectionsTo(await startListening(pipe()));
      await connectTo(pipe());
      await until(() => connections.length === 1);
      assert.equal(await pipe().listen(), undefined);
      assert.equal((await files()).length, 1);
    });

    it('is behind one that hangs, which finds out when it lives again', async () => {
      const [first] = await addresses();
      const hung = await startListening(pipe());
      const parked = folder.file('parked');
      await rename(first, parked);
      await silentAt(first);
      const next = await startListening(pipe());
      const connections = connectionsTo(next);
      await connectTo(pipe());
      await until(() => connections.length === 1);
      await rename(parked, first);
      assert.deepEqual([await hung.isOurs(), await next.isOurs()], [false, true]);
      hung.dispose();
      await connectTo(pipe());
      await until(() => connections.length === 3);
    });

    it('cannot be had where strangers hold all, and the reason names nobody', async () => {
      for (const address of await addresses()) await silentAt(address);
      await assert.rejects(pipe().listen(), /Other programs use all addresses/);
    });
  });

  it('has a key that only this user can read, and everyone uses the same', async () => {
    await window().connect();
    const file = path.join(storage(), 'windows.key');
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    const key = await readFile(file, 'utf8');
    assert.match(key, /^[0-9a-f]{64}$/);
    await startListening();
    assert.equal(await readFile(file, 'utf8'), key);
  });

  it('has a key that nobody finds half written', async () => {
    const file = path.join(storage(), 'windows.key');
    let found = '';
    const made = window().connect();
    while (found === '') {
      found = await turns(1).then(() => (existsSync(file) ? `found: ${readFileSync(file, 'utf8')}` : ''));
    }
    assert.match(found, /^found: [0-9a-f]{64}$/);
    await made;
  });

  it('has a folder that only this user can enter', async () => {
    await startListening();
    assert.equal((await stat(meetings())).mode & 0o777, 0o700);
  });

  for (const mode of [0o777, 0o750, 0o705, 0o701]) {
    it(`is not used where others can enter its folder: ${mode.toString(8)}`, async () => {
      await mkdir(meetings());
      await chmod(meetings(), mode);
      await assert.rejects(window([folder.path]).listen(), /belongs to another user/);
      await assert.rejects(window([folder.path]).connect(), /belongs to another user/);
      assert.deepEqual(await files(), []);
    });
  }

  it('is not used where its folder leads elsewhere', async () => {
    await mkdir(folder.file('elsewhere'), { mode: 0o700 });
    await symlink(folder.file('elsewhere'), meetings());
    await assert.rejects(window([folder.path]).listen(), /belongs to another user/);
  });

  it('is not used where the key is damaged', async () => {
    await mkdir(storage());
    for (const key of ['', 'x', 'a'.repeat(63), `${'a'.repeat(64)}\n`]) {
      await writeFile(path.join(storage(), 'windows.key'), key);
      await assert.rejects(window().listen(), /damaged/);
    }
  });

  for (const name of ['XDG_RUNTIME_DIR', 'TMPDIR']) {
    it(`is below /tmp where ${name} makes its address too long for a socket`, async () => {
      const [before, own] = [process.env[name], `/tmp/earshot-${process.getuid?.() ?? 0}`];
      delete process.env['XDG_RUNTIME_DIR'];
      process.env[name] = path.join(folder.path, 'x'.repeat(89 - folder.path.length));
      assert.equal(process.env[name].length, 90);
      await mkdir(process.env[name]);
      try {
        const connections = connectionsTo(await startListening());
        await connectTo();
        await until(() => connections.length === 1);
        assert.deepEqual(await readdir(process.env[name]), []);
        assert.equal((await stat(own)).mode & 0o777, 0o700);
      } finally {
        if (before === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = before;
      }
    });
  }

  const longest = process.platform === 'linux' ? 107 : 103;
  for (const [length, elsewhere] of [
    [longest, false],
    [longest + 1, true],
  ] as const) {
    it(`is ${elsewhere ? 'elsewhere' : 'where it was to be'} if its address has ${length} bytes`, async () => {
      const rest = path.join('', `earshot-${process.getuid?.() ?? 0}`, `${'0'.repeat(20)}-1.sock`).length;
      // A letter of two bytes: it is bytes that count.
      const long = folder.file('é');
      const filled = long + 'x'.repeat(length - rest - 1 - Buffer.byteLength(long));
      const places = [filled, folder.file('short')];
      const listener = await startListening(window(places));
      await connectTo(window(places));
      assert.equal(await listener.isOurs(), true);
      const taken = await readdir(folder.path);
      assert.deepEqual(taken.includes('short'), elsewhere);
      assert.deepEqual(taken.includes(path.basename(filled)), !elsewhere);
    });
  }

  it('is in the next folder where the first cannot be had', async () => {
    await writeFile(folder.file('file'), '');
    const places = [folder.file('file'), folder.file('other')];
    await startListening(window(places));
    await connectTo(window(places));
    assert.ok((await readdir(folder.path)).includes('other'));
  });

  it('says so where it cannot be, and leaves nothing open', async () => {
    const places = [folder.file('x'.repeat(120)), folder.file('y'.repeat(120))];
    await assert.rejects(window(places).listen(), /too long/);
    await assert.rejects(window(places).connect(), /too long/);
    await turns(20);
    assert.equal(pipes(), 0);
  });

  it('says so where it may not write', async () => {
    await writeFile(storage(), 'a file');
    await assert.rejects(window().listen());
    await assert.rejects(window().connect());
  });

  it('is found by the very first windows, all opened at the same moment', async () => {
    for (let round = 0; round < 40; round += 1) {
      const place = folder.file(`first-${round}`);
      const calls = Array.from({ length: 8 }, () => new LocalChannel(place, 1).connect());
      const outcomes = await Promise.allSettled(calls);
      const failures = outcomes.filter(({ status }) => status === 'rejected');
      assert.equal(failures.length, 0, `${failures.length} of 8 in round ${round}`);
    }
  });

  it('leaves no socket, server or file after fifty have come and gone', async () => {
    for (let round = 0; round < 5; round += 1) {
      const listener = await startListening();
      const connections = connectionsTo(listener);
      const all = await Promise.all(Array.from({ length: 10 }, () => connectTo()));
      await until(() => connections.length === 10);
      for (const connection of all.slice(0, 5)) connection.dispose();
      for (const connection of connections.slice(5)) connection.dispose();
      listener.dispose();
      await until(() => pipes() === 0);
    }
    await waitFor(async () => (await files()).length === 0);
    assert.deepEqual(await readdir(storage()), ['windows.key', placeFile]);
  });

  it('leaves no socket when it closes in the middle of a handshake', async () => {
    const listener = await startListening();
    const calling = window().connect();
    await turns(2);
    listener.dispose();
    assert.equal(await calling, undefined);
    await until(() => pipes() === 0);
  });
});
