import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import path from 'node:path';
import process from 'node:process';
import { build } from 'esbuild';
import type { ChildEnd, ChildProcess, Program } from '../../../../src/platform/childProcess';
import { openChildProcess } from '../../../../src/platform/node/childProcess';
import { Lines, ManualClock, minute, second, TemporaryFolder, turns, until } from '../../support';

const fakeChild = path.resolve('test/unit/platform/node/fakeChild.js');
const posix = process.platform === 'win32' ? it.skip : it;

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('a child process', () => {
  let clock: ManualClock;
  let log: Lines;
  let folder: TemporaryFolder;
  let child: ChildProcess;
  let lines: string[];
  let ends: ChildEnd[];
  beforeEach(async () => {
    clock = new ManualClock();
    log = new Lines();
    folder = await TemporaryFolder.make();
    lines = [];
    ends = [];
  });
  afterEach(async () => {
    child.dispose();
    await folder.remove();
  });

  function open(program: Program, isLasting: (end: ChildEnd) => boolean = () => false): void {
    child = openChildProcess(program, { probe: 'probe', isLasting }, clock, log);
    child.onLine((line) => lines.push(line));
    child.onEnd((end) => ends.push(end));
    child.start();
  }

  const behave = (behaviour: string, isLasting?: (end: ChildEnd) => boolean) =>
    open({ file: process.execPath, args: [fakeChild, behaviour] }, isLasting);

  /** The ID that it says when it is there. */
  async function pid(): Promise<number> {
    await until(() => lines.some((line) => line.startsWith('ready ')));
    return Number(lines.find((line) => line.startsWith('ready '))?.slice(6));
  }

  const exited = (code: number, stderr = ''): ChildEnd => ({ kind: 'exited', code, stderr });
  const broken = (reason: Extract<ChildEnd, { kind: 'broken' }>['reason']): ChildEnd => ({
    kind: 'broken',
    reason,
  });

  it('is not there before it is started, nor twice when it is started twice', async () => {
    const program = { file: process.execPath, args: [fakeChild, 'converse'] };
    child = openChildProcess(program, { probe: 'probe', isLasting: () => false }, clock, log);
    child.onLine((line) => lines.push(line));
    assert.equal(child.send('x'), false);
    child.start();
    child.start();
    child.send('x');
    await until(() => lines.includes('heard x'));
    assert.equal(lines.length, 2);
  });

  it('is told whole lines, in order, and tells them', async () => {
    behave('converse');
    const texts = Array.from({ length: 100 }, (_, index) => `line ${index}`);
    for (const text of texts) assert.equal(child.send(text), true);
    await until(() => lines.length === 101);
    assert.deepEqual(
      lines.slice(1),
      texts.map((text) => `heard ${text}`),
    );
  });

  it('may speak in pieces, with a byte order mark and the line ends of Windows', async () => {
    behave('saysInPieces');
    await until(() => lines.length === 2);
    assert.deepEqual(lines, ['Tänze 🎧', 'next']);
  });

  const endings: readonly [behaviour: string, end: ChildEnd, lines: number][] = [
    ['dies', exited(7), 0],
    ['endsAmidALine', exited(0), 1],
    ['saysALineOf10MB', broken('longLine'), 0],
    ['saysALineOf70KBInTwoPieces', broken('longLine'), 0],
    ['saysALineWithoutEnd', broken('longLine'), 0],
    ['says1000LinesASecond', broken('flood'), 300],
    ['writesToStderr', exited(1, '\u001b[31mIt went wrong.\nPlaying: Lamplight Ferry\n'), 0],
    ['writes10KBToStderr', exited(0, 'x'.repeat(4_096)), 0],
    ['floodsStderr', broken('flood'), 0],
  ];
  for (const [behaviour, end, count] of endings) {
    it(`that ${behaviour} ends, and tells ${count} lines before`, async () => {
      behave(behaviour);
      await until(() => ends.length > 0);
      await turns();
      assert.deepEqual(ends, [end]);
      assert.equal(lines.length, count);
      assert.equal(child.send('x'), false);
    });
  }

  it('that dies later ends then', async () => {
    behave('diesLater');
    await pid();
    child.send('die');
    await until(() => ends.length > 0);
    assert.deepEqual(ends, [exited(3)]);
  });

  it('that says what its listener rejects is told no more, and killed', async () => {
    behave('converse');
    child.onLine((line) => {
      if (line === 'heard 1') child.reject();
    });
    for (const text of ['0', '1', '2']) child.send(text);
    const id = await pid();
    await until(() => ends.length > 0 && !isAlive(id));
    assert.deepEqual(lines.slice(1), ['heard 0', 'heard 1']);
    assert.deepEqual(ends, [broken('unreadable')]);
  });

  it('logs the first line of what is written to stderr, without what steers a terminal, and no other', async () => {
    behave('writesToStderr');
    await until(() => ends.length > 0);
    assert.deepEqual(log.lines, [
      `warn ${path.basename(process.execPath)} ended: exit code 1, [31mIt went wrong.`,
    ]);
  });

  describe('that cannot be started', () => {
    const missing = () => Promise.resolve(folder.file('missing'));
    const elsewhere = () => Promise.resolve(folder.file('no folder', 'missing'));
    const notExecutable = async () => {
      await writeFile(folder.file('program'), '#!/bin/sh\n');
      await chmod(folder.file('program'), 0o600);
      return folder.file('program');
    };
    for (const [title, code, make] of [
      ['because it is missing', 'ENOENT', missing],
      ['because its folder is', 'ENOENT', elsewhere],
      ['because it may not be executed', 'EACCES', notExecutable],
    ] as const) {
      posix(`${title} says so`, async () => {
        open({ file: await make(), args: [] });
        await until(() => ends.length > 0);
        assert.deepEqual(ends, [{ kind: 'notStarted', code }]);
      });
    }

    it('because its name is impossible says so after it was asked for', async () => {
      open({ file: '/a\0b', args: [] });
      assert.deepEqual(ends, []);
      await turns(1);
      assert.deepEqual(ends, [{ kind: 'notStarted', code: 'ERR_INVALID_ARG_VALUE' }]);
    });
  });

  describe('that is silent', () => {
    it('from its start is killed after half a minute', async () => {
      behave('neverAnswers');
      await clock.advance(30 * second - 1);
      assert.deepEqual(ends, []);
      await clock.advance(1);
      assert.deepEqual(ends, [broken('silent')]);
    });

    it('is probed, and killed when it hangs', async () => {
      behave('hangs');
      const id = await pid();
      // Of the first half minute, in which it spoke, of the second, and of the answer.
      await clock.advance(70 * second - 1);
      assert.deepEqual(ends, []);
      await clock.advance(1);
      assert.deepEqual(ends, [broken('silent')]);
      await until(() => !isAlive(id));
    });

    it('is left alone while it answers', async () => {
      behave('converse');
      await pid();
      await clock.advance(30 * second);
      for (let probes = 1; probes <= 5; probes += 1) {
        await clock.advance(30 * second);
        await until(() => lines.length === 1 + probes);
        await clock.advance(10 * second);
      }
      assert.deepEqual([...new Set(lines.slice(1))], ['heard probe']);
      assert.deepEqual(ends, []);
    });

    it('is not probed for as long as it is allowed to be', async () => {
      behave('hangs');
      await pid();
      child.allowSilence(5 * minute);
      await clock.advance(5 * minute + 10 * second - 1);
      assert.deepEqual(ends, []);
      await clock.advance(1);
      assert.deepEqual(ends, [broken('silent')]);
    });
  });

  it('that does not read is handed no more than it may leave unread', async () => {
    behave('doesNotRead');
    await pid();
    const line = 'x'.repeat(10_000);
    let sent = 0;
    while (child.send(line)) sent += 1;
    // Systems hold some of it, too.
    assert.ok(sent > 5 && sent < 100, `${sent} lines`);
  });

  it('whose pipes are held by another that it started ends all the same', async () => {
    behave('leavesAnother');
    await until(() => lines.length === 1);
    const [other = 0, own = 0] = (lines[0] ?? '').split(' ').slice(1).map(Number);
    try {
      // Until then the clock by hand would be ahead of it.
      await until(() => !isAlive(own));
      while (ends.length === 0) {
        await clock.advance(100);
        await turns();
      }
      assert.deepEqual(ends, [exited(0)]);
      assert.ok(isAlive(other));
    } finally {
      process.kill(other);
    }
  });

  describe('is started anew', () => {
    /** Says after how many seconds it was. */
    async function pause(): Promise<number> {
      const before = ends.length;
      await until(() => ends.length > before);
      const ended = clock.now();
      while (!child.send('x')) await clock.advance(500);
      return (clock.now() - ended) / second;
    }

    it('after pauses that grow from a second to a minute, and is logged once', async () => {
      behave('dies');
      const pauses = [];
      for (let count = 0; count < 8; count += 1) pauses.push(await pause());
      assert.deepEqual(pauses, [1, 2, 4, 8, 16, 32, 60, 60]);
      assert.equal(log.lines.length, 1);
    });

    it('after a second again when it has run for a minute', async () => {
      behave('diesLater');
      const pauses = [];
      for (const ran of [0, 0, minute]) {
        lines.length = 0;
        await pid();
        child.allowSilence(2 * minute);
        await clock.advance(ran);
        child.send('die');
        pauses.push(await pause());
      }
      assert.deepEqual(pauses, [1, 2, 1]);
    });

    it('after ten minutes when nothing will have changed before', async () => {
      behave('dies', (end) => end.kind === 'exited' && end.code === 7);
      assert.equal(await pause(), 600);
    });

    it('never when it was disposed of meanwhile', async () => {
      behave('dies');
      await until(() => ends.length > 0);
      child.dispose();
      assert.equal(clock.waiting, 0);
      child.start();
      assert.equal(child.send('x'), false);
    });
  });

  for (const behaviour of ['converse', 'ignoresTheEnd', 'hangs']) {
    it(`that ${behaviour} is gone when it is disposed of, and tells nothing more`, async () => {
      behave(behaviour);
      const id = await pid();
      child.dispose();
      await until(() => !isAlive(id));
      await turns();
      assert.deepEqual(ends, []);
      assert.equal(clock.waiting, 0);
    });
  }

  it('is gone when the process that keeps it is killed', async () => {
    child = openChildProcess({ file: '', args: [] }, { probe: '', isLasting: () => false }, clock, log);
    const program = folder.file('owner.js');
    await build({
      entryPoints: ['test/unit/platform/node/childOwner.ts'],
      outfile: program,
      bundle: true,
      platform: 'node',
      target: 'node20',
    });
    const address = process.platform === 'win32' ? `\\\\.\\pipe\\earshot-${process.pid}` : folder.file('s');
    const sockets: Socket[] = [];
    const server = createServer((socket) => sockets.push(socket.resume())).listen(address);
    await once(server, 'listening');
    const owner = fork(program, [process.execPath, fakeChild, 'connects', address]);
    try {
      await once(owner, 'message');
      await until(() => sockets.length === 1);
      owner.kill('SIGKILL');
      await until(() => sockets[0]?.closed === true);
      assert.equal(owner.signalCode, 'SIGKILL');
    } finally {
      owner.kill('SIGKILL');
      server.close();
    }
  });

  it('ends when it is stopped, without a word, and is started again by nobody but us', async () => {
    behave('converse');
    const first = await pid();
    child.stop();
    assert.equal(child.send('x'), false);
    await until(() => !isAlive(first));
    assert.deepEqual([ends, clock.waiting], [[], 0]);
    lines.length = 0;
    child.start();
    assert.notEqual(await pid(), first);
  });

  it('is not started anew once it is stopped', async () => {
    behave('dies');
    await until(() => ends.length === 1);
    assert.equal(clock.waiting, 1);
    child.stop();
    assert.equal(clock.waiting, 0);
  });

  it('stands in its own folder, and is told nothing that is meant for Node, VS Code or PowerShell 7', async () => {
    const foreign = { NODE_OPTIONS: '', VSCODE_EARSHOT: '1', ELECTRON_EARSHOT: '1', PSModulePath: '/7' };
    const own = { EARSHOT_SHOWN: '1' };
    Object.assign(process.env, foreign, own);
    try {
      behave('showsEnvironment');
      await until(() => lines.length === 1);
    } finally {
      for (const name of Object.keys({ ...foreign, ...own })) Reflect.deleteProperty(process.env, name);
    }
    const { names, folder } = JSON.parse(lines[0] ?? '') as { names: string[]; folder: string };
    assert.deepEqual(
      [...Object.keys(foreign), ...Object.keys(own)].filter((name) => names.includes(name)),
      ['EARSHOT_SHOWN'],
    );
    assert.equal(folder, path.dirname(process.execPath));
  });
});
