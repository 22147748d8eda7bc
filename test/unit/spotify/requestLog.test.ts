import assert from 'node:assert/strict';
import { appendFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { ApiProblemError, type ApiProblem } from '../../../src/model/errors/apiProblem';
import type { RequestKind } from '../../../src/model/schedule/budget';
import type { Journal } from '../../../src/platform/host';
import { journalFile } from '../../../src/platform/node/journalFile';
import { RequestLog } from '../../../src/spotify/requestLog';
import { hour, ManualClock, minute, second, TemporaryFolder } from '../support';

describe('the request log', () => {
  let clock: ManualClock;
  let folder: TemporaryFolder;
  let file: string;
  beforeEach(async () => {
    clock = new ManualClock();
    folder = await TemporaryFolder.make();
    file = folder.file('storage', 'requests.log');
  });
  afterEach(() => folder.remove());

  /** A window that has just been opened. */
  const open = (journal: Journal = journalFile({ fsPath: file })) => new RequestLog(journal, clock);
  const written = async () => (await readFile(file, 'utf8')).split('\n').filter(Boolean);

  async function record(requestLog: RequestLog, ...kinds: readonly RequestKind[]): Promise<void> {
    for (const kind of kinds) await requestLog.record(kind);
  }

  async function read(requestLog = open()): Promise<RequestLog> {
    await requestLog.read();
    return requestLog;
  }

  const limited = (until: number, quota: boolean) => (error: unknown) => {
    assert.ok(error instanceof ApiProblemError, String(error));
    assert.deepEqual(error.problem, { kind: 'limited', until, quota } satisfies ApiProblem);
    return true;
  };

  it('is empty at first, and writes nothing for being read', async () => {
    const requestLog = await read();
    assert.deepEqual(requestLog.sent, []);
    assert.equal(requestLog.budget(500).used, 0);
    assert.deepEqual(await readdir(folder.path), []);
  });

  it('enters each request with its time and kind', async () => {
    const requestLog = open();
    await requestLog.record('poll');
    await clock.advance(minute);
    await record(requestLog, 'command', 'lookup', 'profile');
    const now = clock.now();
    assert.deepEqual(requestLog.sent, [
      { at: now - minute, kind: 'poll' },
      { at: now, kind: 'command' },
      { at: now, kind: 'lookup' },
      { at: now, kind: 'profile' },
    ]);
    assert.equal((await written()).length, 4);
    assert.deepEqual((await read()).sent, requestLog.sent, 'Another window reads something else.');
  });

  it('counts over restarts', async () => {
    await record(open(), 'poll', 'command');
    await clock.advance(hour);
    await open().record('poll');
    const requestLog = await read();
    assert.deepEqual(
      requestLog.sent.map(({ kind }) => kind),
      ['poll', 'command', 'poll'],
    );
    assert.deepEqual(requestLog.budget(500), { used: 3, limit: 500 });
  });

  it('counts no request for longer than 24 hours, also without reading anew', async () => {
    const requestLog = open();
    await requestLog.record('poll');
    await clock.advance(12 * hour);
    await requestLog.record('poll');
    await clock.advance(12 * hour);
    assert.equal(requestLog.budget(500).used, 1);
    assert.equal(requestLog.sent.length, 1);
    await clock.advance(12 * hour);
    assert.equal(requestLog.budget(500).used, 0);
  });

  it('counts what another window sent, and a lock of another window closes it', async () => {
    const [mine, other] = [open(), open()];
    await record(other, 'poll', 'poll');
    await record(mine, 'command');
    assert.equal(mine.budget(500).used, 3);
    await read(other);
    assert.equal(other.budget(500).used, 3);
    const until = clock.now() + minute;
    await other.block({ until, quota: false });
    await assert.rejects(mine.record('poll'), limited(until, false));
  });

  for (const quota of [true, false]) {
    it(`refuses every kind until a lock ends, and admits then: ${quota ? 'quota' : 'rate'}`, async () => {
      const requestLog = open();
      const until = clock.now() + hour;
      await requestLog.block({ until, quota });
      for (const kind of ['poll', 'command', 'lookup', 'profile'] as const) {
        await assert.rejects(requestLog.record(kind), limited(until, quota));
      }
      await clock.advance(hour - 1);
      await assert.rejects(requestLog.record('poll'), limited(until, quota));
      assert.deepEqual(requestLog.sent, [], 'It counted what was never sent.');
      await clock.advance(1);
      await requestLog.record('poll');
      assert.equal(requestLog.sent.length, 1);
    });
  }

  it('refuses after a restart too', async () => {
    const until = clock.now() + 13 * hour;
    await open().block({ until, quota: true });
    await clock.advance(12 * hour);
    await assert.rejects(open().record('poll'), limited(until, true));
  });

  it('writes no more than the end and the kind of a lock, and when it began', async () => {
    const problem = { kind: 'limited', until: 5, quota: true, secret: 'AQsecret' } as const;
    await open().block(problem);
    assert.deepEqual(await written(), [`{"until":5,"quota":true,"at":${clock.now()}}`]);
  });

  for (const back of [10 * second, 10 * minute, hour, 25 * hour]) {
    it(`counts and refuses as before when the clock is set back meanwhile: ${back / second} s`, async () => {
      const requestLog = open();
      await requestLog.record('poll');
      await requestLog.block({ until: clock.now() + hour, quota: true });
      const other = open();
      await other.read();
      await clock.advance(minute);
      await clock.setBack(back);
      const until = clock.now() + 59 * minute;
      await assert.rejects(requestLog.assertOpen(), limited(until, true));
      for (const one of [requestLog, other, open()]) {
        await clock.advance(19 * minute);
        await assert.rejects(one.assertOpen(), limited(until, true));
        assert.equal(one.sent.length, 1);
      }
      await clock.advance(2 * minute);
      for (const one of [requestLog, other, open()]) await one.assertOpen();
      assert.equal(requestLog.sent.length, 1);
    });
  }

  describe('with a clock that was wrong when Spotify refused', () => {
    const day = 24 * hour;
    const set = async (ms: number) => (ms < 0 ? clock.setBack(-ms) : clock.sleep(ms));
    const offs = [60 * day, 8 * day, 2 * day, minute, -minute, -60 * day];
    for (const [who, sameWindow] of [
      ['the same window', true],
      ['a new one', false],
    ] as const) {
      for (const off of offs) {
        const ahead = `${Math.abs(off) / minute} minutes ${off > 0 ? 'ahead' : 'behind'}`;
        it(`is open when the time of the lock has gone by since it was put right: ${ahead}, ${who}`, async () => {
          await set(off);
          const before = open();
          await before.block({ until: clock.now() + hour, quota: true });
          await set(-off);
          const after = () => (sameWindow ? before : open());
          const end = clock.now() + hour;
          if (off > 0) await assert.rejects(after().record('poll'), limited(end, true));
          await clock.advance(hour / 2);
          if (off > 0) await assert.rejects(after().record('poll'), limited(end, true));
          await clock.advance(hour / 2);
          await after().record('poll');
          await set(off);
          if (off > 0) await open().record('poll');
        });
      }
    }

    it('is open at once where the log cannot be written anew, rather than shut for as long as it was wrong', async () => {
      const line = JSON.stringify({ until: clock.now() + 60 * day, quota: true, at: clock.now() + 59 * day });
      const requestLog = open({
        read: () => Promise.resolve([line]),
        append: () => Promise.resolve(),
        replace: () => Promise.reject(new Error('EROFS')),
      });
      await requestLog.record('poll');
    });
  });

  const beliefs: readonly (readonly [what: string, lock: object, days: number])[] = [
    ['for a week at most', { days: 30, at: 0 }, 7],
    ['for a week at most that has begun', { days: 30, at: -2 }, 5],
    ['of an older version for a day', { days: 1 }, 1],
    ['of an older version for no longer than a week', { days: 8 }, 0],
    ['of an older version for ever', { until: 1e308 }, 0],
    ['for ever', { until: 1e308, at: 0 }, 7],
    ['for longer than there are numbers', { until: Infinity, at: Infinity }, 0],
    ['that began after all time', { until: 1e308, at: 1e300 }, 7],
    ['that ends before it began', { days: 1, at: 2 }, 0],
    ['that began at no time', { days: 1, at: 'now' }, 1],
  ];
  for (const [what, lock, days] of beliefs) {
    it(`believes a lock ${what}: ${days} days`, async () => {
      const day = 24 * hour;
      const { days: length, at, ...others } = lock as { days?: number; at?: unknown; until?: number };
      const when = typeof at === 'number' && Math.abs(at) < 1e3 ? clock.now() + at * day : at;
      const until = length === undefined ? others.until : clock.now() + length * day;
      await mkdir(folder.file('storage'));
      const line = JSON.stringify({ until, quota: true, at: when }).replaceAll('null', '1e999');
      await writeFile(file, `${line}\n`);
      await read();
      if (days > 0) {
        await clock.advance(days * day - 1);
        await assert.rejects(open().record('poll'), limited(clock.now() + 1, true));
        await clock.advance(1);
      }
      await open().record('poll');
    });
  }

  it('goes by the newest lock', async () => {
    const requestLog = open();
    await requestLog.block({ until: clock.now() + minute, quota: false });
    const until = clock.now() + hour;
    await open().block({ until, quota: true });
    await assert.rejects(requestLog.record('poll'), limited(until, true));
  });

  it('is not opened early by a shorter lock that comes later, in this window, in another, or after a restart', async () => {
    const [mine, other] = [open(), open()];
    const until = clock.now() + hour;
    await mine.block({ until, quota: true });
    await mine.block({ until: clock.now() + minute, quota: false });
    await clock.advance(2 * minute);
    for (const requestLog of [mine, other, open()]) {
      await assert.rejects(requestLog.record('poll'), limited(until, true));
    }
  });

  it('keeps the order of time when what could not be written is older than what could', async () => {
    await mkdir(file, { recursive: true });
    const requestLog = open();
    await requestLog.record('poll');
    await rm(file, { recursive: true });
    await clock.advance(minute);
    await requestLog.record('command');
    await clock.advance(minute);
    await requestLog.record('lookup');
    await read(requestLog);
    assert.deepEqual(
      requestLog.sent.map(({ kind }) => kind),
      ['poll', 'command', 'lookup'],
    );
  });

  const damaged: readonly (readonly [what: string, line: string])[] = [
    ['half a line', '{"at":17936100'],
    ['no JSON', 'hello'],
    ['null', 'null'],
    ['a number', '7'],
    ['a list', '[1,2]'],
    ['an entry without a kind', '{"at":1793610000000}'],
    ['an entry of a kind that nobody knows', '{"at":1793610000000,"kind":"dream"}'],
    ['an entry without a time', '{"at":null,"kind":"poll"}'],
    ['a lock without an end', '{"until":"tomorrow","quota":true}'],
    ['control characters', '\u0000\u0000\u0000'],
    ['nothing', ''],
  ];
  for (const [what, line] of damaged) {
    it(`passes over a line that is damaged: ${what}`, async () => {
      const until = clock.now() + minute;
      await open().record('poll');
      await appendFile(file, `${line}\n`);
      await open().record('command');
      await open().block({ until, quota: false });
      await appendFile(file, `${line}\n`);
      const requestLog = await read();
      assert.equal(requestLog.budget(500).used, 2);
      await assert.rejects(requestLog.record('poll'), limited(until, false));
    });
  }

  it('reads entries with more in them than this version knows', async () => {
    await mkdir(folder.file('storage'));
    await writeFile(file, `${JSON.stringify({ at: clock.now(), kind: 'poll', by: 'a newer version' })}\n`);
    assert.equal((await read()).budget(500).used, 1);
  });

  it('counts entries of the future, where the clock was set back', async () => {
    await clock.advance(hour);
    await record(open(), 'poll', 'poll');
    const past = new ManualClock();
    assert.equal(past.now(), clock.now() - hour);
    const requestLog = await read(new RequestLog(journalFile({ fsPath: file }), past));
    assert.equal(requestLog.budget(500).used, 2);
  });

  describe('that has become long', () => {
    const old = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ at: clock.now() - 25 * hour - index, kind: 'poll' }));

    async function prepare(entries: readonly unknown[]): Promise<void> {
      await mkdir(folder.file('storage'), { recursive: true });
      await writeFile(file, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    }

    it('keeps what counts and the newest lock, and leaves no draft', async () => {
      const recent = [1, 2, 3].map((index) => ({ at: clock.now() - index * second, kind: 'poll' }));
      const lock = { until: clock.now() + hour, quota: true };
      await prepare([{ until: 1, quota: false }, ...old(2_100), lock, ...recent]);
      await read();
      assert.deepEqual(
        (await written()).map((line) => JSON.parse(line) as unknown),
        [...recent, { at: clock.now(), ...lock }],
      );
      assert.deepEqual(await readdir(folder.file('storage')), ['requests.log']);
      const requestLog = await read();
      assert.equal(requestLog.budget(500).used, 3);
      await assert.rejects(requestLog.record('poll'), limited(lock.until, true));
    });

    it('keeps what another version wrote lately, word by word', async () => {
      const entries = [
        { at: clock.now() - hour, kind: 'dream', about: 'sheep' },
        { at: clock.now(), of: ['a', 'newer', 'version'] },
        { at: clock.now(), kind: 'poll', by: 'another' },
      ];
      const older = { at: clock.now() - 25 * hour, kind: 'dream' };
      await prepare([...old(2_100), older, { kind: 'dream' }, 7, ...entries]);
      const requestLog = await read();
      assert.deepEqual(
        await written(),
        entries.map((entry) => JSON.stringify(entry)),
      );
      assert.equal(requestLog.budget(500).used, 1);
    });

    it('is cut where it is of the future, and counts none of that', async () => {
      const future = Array.from({ length: 200_000 }, (_, index) => ({
        at: clock.now() + 25 * hour + index,
        kind: index % 2 === 0 ? 'poll' : 'dream',
      }));
      const near = { at: clock.now() + 23 * hour, kind: 'poll' };
      await prepare([...future, near]);
      assert.equal((await read()).budget(500).used, 1);
      assert.deepEqual(await written(), [JSON.stringify(near)]);
    });

    it('is cut to the newest where more of it counts than any day has', async () => {
      const entries = Array.from({ length: 50_000 }, (_, index) => ({
        at: clock.now() - index,
        kind: 'poll',
      }));
      await prepare(entries.toReversed());
      const { used } = (await read()).budget(500);
      assert.ok(used >= 10_000 && used <= 20_000, String(used));
      assert.equal((await written()).length, used);
    });

    it('is not written anew for every request', async () => {
      await prepare(old(1_900));
      await record(open(), 'poll', 'poll');
      assert.equal((await written()).length, 1_902);
    });

    it('stays short over many days', async () => {
      const requestLog = open();
      for (let day = 0; day < 6; day += 1) {
        for (let request = 0; request < 500; request += 1) await requestLog.record('poll');
        await clock.advance(25 * hour);
      }
      await requestLog.record('poll');
      assert.ok((await written()).length < 2_600);
    });
  });

  it('writes once a request, and nothing for one that it refuses', async () => {
    const real = journalFile({ fsPath: file });
    const writes: string[] = [];
    const requestLog = open({
      read: () => real.read(),
      append: (line) => (writes.push('append'), real.append(line)),
      replace: (lines) => (writes.push('replace'), real.replace(lines)),
    });
    await record(requestLog, 'poll', 'command', 'poll');
    assert.deepEqual(writes, ['append', 'append', 'append']);
    await requestLog.block({ until: clock.now() + minute, quota: false });
    writes.length = 0;
    for (let round = 0; round < 3; round += 1)
      await assert.rejects(requestLog.record('poll'), ApiProblemError);
    assert.deepEqual(writes, []);
  });

  it('counts requests that several windows enter at the same moment', async () => {
    await Promise.all(Array.from({ length: 40 }, () => open().record('poll')));
    assert.equal((await read()).budget(500).used, 40);
  });

  /** Ways in which a file cannot be used; neither needs a user without rights. */
  const broken: readonly (readonly [what: string, make: () => Promise<void>])[] = [
    ['cannot be written, for it is a folder', () => mkdir(file, { recursive: true }).then(() => undefined)],
    ['cannot be written, for its folder is a file', () => writeFile(folder.file('storage'), 'x')],
  ];
  for (const [what, make] of broken) {
    describe(`whose file ${what}`, () => {
      beforeEach(make);

      it('stops no request', async () => {
        const requestLog = open();
        await requestLog.record('poll');
      });

      it('counts in memory', async () => {
        const requestLog = open();
        await record(requestLog, 'poll', 'poll').catch(() => undefined);
        await requestLog.record('poll').catch(() => undefined);
        assert.equal(requestLog.budget(500).used, 3);
      });

      it('keeps a lock in memory', async () => {
        const requestLog = open();
        const until = clock.now() + hour;
        await requestLog.block({ until, quota: true }).catch(() => undefined);
        await assert.rejects(requestLog.record('poll'), limited(until, true));
      });

      it('says nothing but what is the matter with Spotify when a lock cannot be written', async () => {
        await open().block({ until: clock.now() + hour, quota: true });
      });
    });
  }

  it('keeps a lock in memory when the file is taken away', async () => {
    const requestLog = open();
    const until = clock.now() + hour;
    await requestLog.block({ until, quota: true });
    await rm(file);
    await assert.rejects(requestLog.record('poll'), limited(until, true));
  });

  it('stops no request when it has become long and cannot be written anew', async () => {
    const lines = Array.from({ length: 2_100 }, () => JSON.stringify({ at: 1, kind: 'poll' }));
    const requestLog = open({
      read: () => Promise.resolve(lines),
      append: () => Promise.resolve(),
      replace: () => Promise.reject(new Error('ENOSPC')),
    });
    await requestLog.record('poll');
  });
});
