import assert from 'node:assert/strict';
import { systemClock, timeOf } from '../../../src/platform/clock';
import { hour, minute, second } from '../support';

describe('the clock of the system', () => {
  it('runs nothing before its time, by its own time of day', async () => {
    const early = (ms: number) =>
      new Promise<boolean>((resolve) => {
        const due = systemClock.now() + ms;
        systemClock.after(ms, () => resolve(systemClock.now() < due));
      });
    const runs: boolean[] = [];
    // One after the other: each begins at another moment of the millisecond.
    for (let run = 0; run < 300; run += 1) runs.push(await early(1 + (run % 3)));
    assert.equal(runs.filter(Boolean).length, 0);
  });
});

describe('the time', () => {
  const start = Date.UTC(2026, 10, 2, 9);

  /** Two clocks of a machine that are moved by hand, and what is told of them. */
  function machine() {
    const at = { day: start, ticks: 5 * second };
    const time = timeOf(
      () => at.day,
      () => at.ticks,
    );
    const told: number[] = [];
    time.onDidSetBack((ms) => told.push(ms));
    const goesOn = (ms: number, ticks = ms) => {
      at.day += ms;
      at.ticks += ticks;
    };
    return { time, told, goesOn };
  }

  const table: readonly (readonly [
    what: string,
    leaps: readonly (readonly [dayMs: number, ticksMs: number])[],
    told: readonly number[],
    wentBy: number,
  ])[] = [
    ['goes on', [[minute, minute]], [], minute],
    ['goes on while the machine sleeps', [[8 * hour, second]], [], 8 * hour],
    ['goes on with a clock that is set forward', [[hour, 0]], [], hour],
    ['is set back', [[second - hour, second]], [hour], second],
    [
      'is set back by less than what has gone by since anybody looked',
      [[minute - 10 * second, minute]],
      [10 * second],
      minute,
    ],
    [
      'is set back after it was set forward',
      [
        [hour, 0],
        [-hour, 0],
      ],
      [hour],
      hour,
    ],
    [
      'is set back twice',
      [
        [-hour, 0],
        [-minute, 0],
      ],
      [hour, minute],
      0,
    ],
    [
      'counts as right when it is slowed down a little, often',
      Array(100).fill([900, 1_000]),
      [],
      90 * second,
    ],
  ];
  for (const [what, leaps, expected, wentBy] of table) {
    it(what, async () => {
      const { time, told, goesOn } = machine();
      const begun = time.monotonic();
      for (const leap of leaps) {
        goesOn(...leap);
        time.now();
        await Promise.resolve();
      }
      assert.deepEqual(told, expected);
      assert.equal(time.now(), start + leaps.reduce((sum, [ms]) => sum + ms, 0));
      assert.equal(time.monotonic() - begun, wentBy);
    });
  }

  it('stays the old one for whoever notices that it was set back, until all are told', async () => {
    const { time, told, goesOn } = machine();
    goesOn(second - hour, second);
    assert.deepEqual([time.now(), time.monotonic(), time.now()], Array(3).fill(start + second));
    assert.deepEqual(told, []);
    time.onDidSetBack(() => assert.equal(time.now(), start + second - hour));
    await Promise.resolve();
    assert.deepEqual(told, [hour]);
    assert.equal(time.monotonic(), start + second);
  });
});
