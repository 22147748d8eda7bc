import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs, { chmod, mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { build } from 'esbuild';
import type { Connection, Listener } from '../../../../src/platform/connection';
import { LocalChannel } from '../../../../src/platform/node/localChannel';
import { TemporaryFolder, turns, until } from '../../support';

const posix = process.platform === 'win32' ? describe.skip : describe;
const name = `earshot-${process.getuid?.() ?? 0}`;

posix('the folder in which windows meet', () => {
  let folder: TemporaryFolder;
  let owned: (Connection | Listener)[];
  beforeEach(async () => {
    folder = await TemporaryFolder.make();
    owned = [];
  });
  afterEach(async () => {
    for (const thing of owned) thing.dispose();
    await turns(20);
    await folder.remove();
  });

  const storage = () => folder.file('storage');
  const meetings = () => folder.file(name);
  const [attic, cellar] = ['aaaaaaaa', 'cccccccc'] as const;
  /** A window of a machine, all of which share their folders. */
  const on = (machine: string, place = '') =>
    new LocalChannel(storage(), 1, [folder.file(place)], true, () => machine);

  /** Takes the place, after as many tries as windows make. */
  async function startListening(channel: LocalChannel): Promise<Listener> {
    for (let round = 0; round < 4; round += 1) {
      const listener = await channel.listen();
      if (listener) {
        owned.push(listener);
        return listener;
      }
    }
    throw new Error('It could not be taken.');
  }

  async function connectTo(channel: LocalChannel): Promise<Connection> {
    const connection = await channel.connect();
    assert.ok(connection, 'Nobody answered.');
    owned.push(connection);
    return connection;
  }

  function connectionsTo(listener: Listener): Connection[] {
    const connections: Connection[] = [];
    listener.onConnection((connection) => connections.push(connection));
    return connections;
  }

  describe('shared by two machines', () => {
    it('has a place for each, which neither takes from the other', async () => {
      const listeners = [await startListening(on(attic)), await startListening(on(cellar))] as const;
      const [inAttic, inCellar] = listeners.map(connectionsTo);
      assert.deepEqual(await Promise.all(listeners.map((listener) => listener.isOurs())), [true, true]);
      await connectTo(on(attic));
      await until(() => inAttic?.length === 1);
      await connectTo(on(cellar));
      await until(() => inCellar?.length === 1);
      assert.equal(inAttic?.length, 1);
    });

    it('tells windows of each where those of the same machine meet', async () => {
      const listeners = [await startListening(on(attic, 'one')), await startListening(on(cellar, 'two'))];
      assert.deepEqual(await Promise.all(listeners.map((listener) => listener.isOurs())), [true, true]);
      await connectTo(on(attic, 'two'));
      await connectTo(on(cellar, 'one'));
    });

    it('keeps for a week what the other has left, or has in use', async () => {
      const day = 24 * 3_600_000;
      const ago = (days: number) => new Date(Date.now() - days * day);
      await mkdir(storage());
      await mkdir(meetings(), { mode: 0o700 });
      const socket = (digit: string) => path.join(meetings(), `${digit.repeat(12)}${cellar}-1.sock`);
      const told = (machine: string) => path.join(storage(), `windows.place${machine}`);
      const files = [socket('1'), socket('2'), told(''), told(`-${cellar}`), told('-00000000')];
      for (const file of files) await writeFile(file, '');
      for (const file of [socket('1'), told(`-${cellar}`)]) await utimes(file, ago(6), ago(6));
      for (const file of [socket('2'), told(''), told('-00000000')]) await utimes(file, ago(8), ago(8));
      await startListening(on(attic));
      const names = async () => [...(await readdir(meetings())), ...(await readdir(storage()))];
      for (let turn = 0; turn < 500 && (await names()).length > 5; turn += 1) await turns(1);
      const now = await names();
      assert.deepEqual(
        files.map((file) => now.includes(path.basename(file))),
        [true, false, false, true, false],
      );
    });
  });

  describe('where XDG_RUNTIME_DIR is set', () => {
    let before: Record<string, string | undefined>;
    beforeEach(async () => {
      before = { XDG_RUNTIME_DIR: process.env['XDG_RUNTIME_DIR'], TMPDIR: process.env['TMPDIR'] };
      process.env['TMPDIR'] = folder.file('temporary');
      process.env['XDG_RUNTIME_DIR'] = folder.file('runtime');
      await mkdir(folder.file('temporary'));
    });
    afterEach(() => {
      for (const [variable, value] of Object.entries(before)) {
        if (value === undefined) Reflect.deleteProperty(process.env, variable);
        else process.env[variable] = value;
      }
    });

    const window = () => new LocalChannel(storage(), 1);
    const own = () => folder.file('runtime', name);

    /** Takes the address so that nothing can be put there. */
    async function obstruct(): Promise<void> {
      const listener = await startListening(window());
      const [socket = ''] = await readdir(own());
      listener.dispose();
      await mkdir(path.join(own(), socket, 'full'), { recursive: true });
    }

    const protect = () => mkdir(own(), { recursive: true }).then(() => chmod(own(), 0o500));
    const unusable: readonly (readonly [what: string, make: () => Promise<unknown>])[] = [
      ['below what is no folder', () => writeFile(folder.file('runtime'), '')],
      ['open to others', () => mkdir(own(), { recursive: true }).then(() => chmod(own(), 0o777))],
      ['in the way of a socket', obstruct],
      ['no absolute path', async () => Promise.resolve((process.env['XDG_RUNTIME_DIR'] = 'runtime'))],
      // The system's administrator may write everywhere.
      ...(process.getuid?.() === 0 ? [] : [['not to be written to', protect] as const]),
    ];
    for (const [what, make] of unusable) {
      it(`is that of the temporary folder instead if it is ${what}`, async () => {
        await make();
        const listener = await startListening(window());
        const connections = connectionsTo(listener);
        assert.equal((await readdir(folder.file('temporary', name))).length, 1);
        assert.equal(await listener.isOurs(), true);
        await connectTo(window());
        await until(() => connections.length === 1);
      });
    }

    it('is that of the temporary folder instead if its file system does not answer, within seconds', async () => {
      const real = fs.mkdir;
      let asked = 0;
      let hangs = true;
      const released: (() => void)[] = [];
      fs.mkdir = (async (file: string, options: object) => {
        if (hangs && file.startsWith(folder.file('runtime'))) {
          asked += 1;
          await new Promise<void>((resolve) => released.push(resolve));
        }
        return real(file, options);
      }) as typeof fs.mkdir;
      try {
        const began = performance.now();
        const listener = await startListening(window());
        await connectTo(window());
        assert.equal(await listener.isOurs(), true);
        assert.ok(performance.now() - began < 3_000, `${performance.now() - began} ms`);
        assert.equal(asked, 1, 'Each question holds a thread.');
        assert.equal((await readdir(folder.file('temporary', name))).length, 1);
      } finally {
        hangs = false;
        for (const release of released) release();
        fs.mkdir = real;
      }
    });
  });

  describe('cleaned while windows meet there', () => {
    for (const [what, clean] of [
      ['the folder', () => rm(meetings(), { recursive: true })],
      [
        'the socket',
        async () => {
          for (const file of await readdir(meetings())) await rm(path.join(meetings(), file));
        },
      ],
    ] as const) {
      it(`is made anew by the window that was called there, when ${what} is gone`, async () => {
        const listener = await startListening(on(attic));
        const connections = connectionsTo(listener);
        const connection = await connectTo(on(attic));
        await until(() => connections.length === 1);
        await clean();
        assert.equal(await on(attic).connect(), undefined);
        assert.deepEqual(await Promise.all([listener.isOurs(), listener.isOurs()]), [true, true]);
        await connectTo(on(attic));
        await until(() => connections.length === 2);
        const received: unknown[] = [];
        connections[0]?.onMessage((message) => received.push(message));
        connection.send('still here');
        await until(() => received.length === 1);
        assert.equal((await readdir(meetings())).length, 1);
        listener.dispose();
        assert.deepEqual(await readdir(meetings()), []);
      });
    }

    it('belongs to who has taken it meanwhile', async () => {
      const listener = await startListening(on(attic));
      await rm(meetings(), { recursive: true });
      const next = await startListening(on(attic));
      assert.deepEqual([await listener.isOurs(), await next.isOurs()], [false, true]);
      listener.dispose();
      await connectTo(on(attic));
    });

    it('is not made anew by a window that closes', async () => {
      const listener = await startListening(on(attic));
      await rm(meetings(), { recursive: true });
      const ours = listener.isOurs();
      listener.dispose();
      assert.equal(await ours, false);
      await turns(20);
      assert.deepEqual(await readdir(meetings()).catch(() => []), []);
    });
  });

  it('is left empty by a process that ends as soon as it has closed', async () => {
    const contents = `
      import { LocalChannel } from './src/platform/node/localChannel';
      const [folder, place] = process.argv.slice(2);
      void new LocalChannel(folder, 1, [place]).listen().then((listener) => {
        listener.dispose();
        process.exit(0);
      });`;
    const [outfile, resolveDir] = [folder.file('window.js'), process.cwd()];
    await build({ stdin: { contents, resolveDir, loader: 'ts' }, outfile, bundle: true, platform: 'node' });
    const child = spawn(process.execPath, [outfile, storage(), folder.path], { stdio: 'inherit' });
    assert.deepEqual(await once(child, 'exit'), [0, null]);
    assert.deepEqual(await readdir(meetings()), []);
    assert.match(await readFile(path.join(storage(), 'windows.key'), 'utf8'), /^[0-9a-f]{64}$/);
  });
});
