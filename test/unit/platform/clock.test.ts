import assert from 'node:assert/strict';
import { systemClock } from '../../../src/platform/clock';

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
