import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import fs, { readdir, readFile, rename, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { longestLock, type WithLock } from '../../../../src/platform/host';
import type { Disposable } from '../../../../src/platform/lifecycle';
import { openLock } from '../../../../src/platform/node/lock';
import { machineId } from '../../../../src/platform/node/meetingPlace';
import { Lines, ManualClock, realMillisecond, second, TemporaryFolder } from '../../support';

const posix = process.platform === 'win32' ? it.skip : it;

describe('a lock in a file', () => {
  let folder: TemporaryFolder;
  let clock: ManualClock;
  let log: Lines;
  let file: string;
  let lock: WithLock;
  beforeEach(async () => {
    folder = await TemporaryFolder.make();
    clock = new ManualClock();
    log = new Lines();
    file = folder.file('made', 'on', 'demand', 'refresh.lock');
    lock = open();
    await lock(() => Promise.resolve());
  });
  afterEach(() => folder.remove());

  const open = () => openLock({ fsPath: file }, clock, log);
  const left = () => readdir(path.dirname(file));

  /** Resolves with how long it took by the clock, which goes on meanwhile. */
  async function waits(work: Promise<unknown>, step = 100): Promise<number> {
    const begun = clock.now();
    const state: { ended?: number } = {};
    const end = () => void (state.ended = clock.now());
    work.then(end, end);
    while (state.ended === undefined) {
      await realMillisecond();
      await clock.advance(step);
    }
    await work;
    return state.ended - begun;
  }

  /** The process id of somebody who is dead. */
  async function deadPid(): Promise<number> {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    return child.pid ?? 0;
  }

  const holder = (changes: object = {}) =>
    JSON.stringify({ pid: process.pid, machine: machineId(), id: 'a1b2', at: clock.now(), ...changes });

  it('says who has it in a format that never changes, to this user only', async () => {
    await lock(async () => {
      const { id, ...rest } = JSON.parse(await readFile(file, 'utf8')) as { id: string };
      assert.match(id, /^[0-9a-f]{16}$/);
      assert.deepEqual(rest, { pid: process.pid, machine: machineId(), at: clock.now() });
      if (process.platform !== 'win32') assert.equal((await stat(file)).mode & 0o777, 0o600);
    });
    assert.deepEqual(await left(), []);
  });

  it('lets one at a time do its work, and each of them in the end', async () => {
    let inside = 0;
    let most = 0;
    let done = 0;
    const work = async () => {
      most = Math.max(most, ++inside);
      await realMillisecond();
      inside -= 1;
      done += 1;
    };
    const took = await waits(Promise.all(Array.from({ length: 20 }, () => open()(work))), 10);
    assert.deepEqual([most, done], [1, 20]);
    assert.ok(took < 20 * second, String(took));
    assert.deepEqual(await left(), []);
  });

  it('is given back after work that fails, which fails as it is', async () => {
    await assert.rejects(
      lock(() => Promise.reject(new Error('no network'))),
      /no network/,
    );
    assert.deepEqual(await left(), []);
  });

  const stale: readonly (readonly [who: string, text: () => Promise<string>])[] = [
    ['is dead', async () => holder({ pid: await deadPid() })],
    ['took it more than 30 s ago', () => Promise.resolve(holder({ at: clock.now() - longestLock - 1 }))],
    ['took it long ago on another machine', () => Promise.resolve(holder({ machine: 'attic', at: 0 }))],
    [
      'took it before the clock was set back',
      () => Promise.resolve(holder({ at: clock.now() + 86_400_000 })),
    ],
    ['took it at no time at all', () => Promise.resolve(holder({ at: 1e308 }))],
  ];
  for (const [who, text] of stale) {
    it(`is taken over at once, by one at a time, from somebody who ${who}`, async () => {
      await writeFile(file, await text());
      let inside = 0;
      const work = async () => {
        assert.equal(++inside, 1);
        await realMillisecond();
        inside -= 1;
      };
      const took = await waits(Promise.all(Array.from({ length: 5 }, () => open()(work))), 10);
      assert.ok(took < longestLock / 2, String(took));
      assert.deepEqual(await left(), []);
    });
  }

  for (const [what, text] of [
    ['lives', holder],
    ['may live on another machine', () => holder({ machine: 'attic', pid: 1 })],
    [
      'may live on another machine, whose clock is four minutes behind',
      () => holder({ machine: 'attic', at: clock.now() - 240_000 }),
    ],
    [
      'may live on another machine, whose clock is four minutes ahead',
      () => holder({ machine: 'attic', at: clock.now() + 240_000 }),
    ],
    ['may live on another machine of this name', () => holder({ machine: hostname(), pid: 2 ** 30 })],
  ] as const) {
    it(`is left to somebody who ${what}, for 30 s`, async () => {
      await writeFile(file, text());
      const took = await waits(lock(() => Promise.resolve()));
      // The clock is wound on while the file system, which is real, takes its time.
      assert.ok(took >= longestLock && took < 2 * longestLock, String(took));
    });
  }

  posix('is had although the answer of a shared file system was lost when it was taken', async () => {
    const { link } = fs;
    // As link(2) has it of NFS: the server made the link, and says of the second question that there is one.
    fs.link = async (from, to) => {
      await link(from, to);
      return link(from, to);
    };
    try {
      const took = await waits(lock(() => Promise.resolve()));
      assert.ok(took < longestLock / 2, String(took));
    } finally {
      fs.link = link;
    }
    assert.deepEqual(await left(), []);
  });

  it('is waited for no longer than 30 s, although others take it again and again', async () => {
    clock.chance = 1;
    let next: Disposable | undefined;
    const again = async () => {
      await writeFile(folder.file('next'), holder());
      await rename(folder.file('next'), file);
      next = clock.after(second, () => void again());
    };
    await again();
    const took = await waits(
      lock(() => Promise.resolve()),
      40,
    );
    next?.dispose();
    assert.ok(took >= longestLock && took < 2 * longestLock, String(took));
  });

  it('that is damaged counts by the time of its file', async () => {
    await writeFile(file, '{"pid":');
    const now = new Date(clock.now());
    await utimes(file, now, now);
    assert.ok((await waits(lock(() => Promise.resolve()))) >= longestLock);
    await writeFile(file, '{"pid":');
    const then = new Date(clock.now() - longestLock - second);
    await utimes(file, then, then);
    assert.ok((await waits(lock(() => Promise.resolve()))) < longestLock / 2);
    assert.deepEqual(await left(), []);
  });

  it('outlives somebody who died while taking an old one over', async () => {
    const text = holder({ pid: await deadPid() });
    await writeFile(file, text);
    const blocked = await guardOf(text);
    const took = await waits(lock(() => Promise.resolve()));
    assert.ok(took < 2 * longestLock, String(took));
    await clock.advance(longestLock);
    assert.ok((await waits(lock(() => Promise.resolve()))) < longestLock / 2);
    assert.ok(!(await left()).includes(path.basename(blocked)));
  });

  /** What somebody leaves behind who dies then: the file by which one alone may take that lock over. */
  async function guardOf(text: string): Promise<string> {
    const guard = `${file}.${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
    await writeFile(guard, '');
    const now = new Date(clock.now());
    await utimes(guard, now, now);
    return guard;
  }

  it('is swept of what others left half written, once that is old, and of nothing else', async () => {
    const old = new Date(clock.now() - longestLock - second);
    for (const name of [
      `${file}.0123`,
      `${file}.0123.old`,
      folder.file('made', 'on', 'demand', 'windows.key'),
    ]) {
      await writeFile(name, '');
      await utimes(name, old, old);
    }
    await writeFile(`${file}.4567`, '');
    const now = new Date(clock.now());
    await utimes(`${file}.4567`, now, now);
    await lock(() => Promise.resolve());
    assert.deepEqual((await left()).sort(), ['refresh.lock.4567', 'windows.key']);
  });

  posix('that cannot be written keeps nobody from working, and the log says so once', async () => {
    await writeFile(folder.file('plain'), '');
    const none = openLock({ fsPath: folder.file('plain', 'refresh.lock') }, clock, log);
    for (let round = 0; round < 2; round += 1) {
      assert.equal(await none(() => Promise.resolve(round)), round);
    }
    assert.equal(log.lines.length, 1);
    assert.match(log.text, /^warn Windows cannot lock the files they share: Error E[A-Z]+ /);
    assert.ok(!log.text.includes(folder.path));
  });

  posix('of a process that is killed is free at once', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
    await once(child, 'spawn');
    await writeFile(file, holder({ pid: child.pid }));
    const waiting = waits(lock(() => Promise.resolve()));
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    assert.ok((await waiting) < 20 * second);
  });
});
