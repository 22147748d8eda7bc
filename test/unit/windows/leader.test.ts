import assert from 'node:assert/strict';
import process from 'node:process';
import { percentile, soakLeader, type LeaderFigures } from '../../soak/leader';

const posix = process.platform === 'win32' ? describe.skip : describe;

/** Real processes and signals; `npm run soak` does the same for longer. */
posix('the window that asks for all, killed five times and stopped once', () => {
  let figures: LeaderFigures;
  before(async () => {
    figures = await soakLeader({ kills: 5, stops: 1 });
  });

  it('is followed by another within a second, or five where it hangs', () => {
    const { afterKills, afterStops } = figures;
    assert.deepEqual([afterKills.length, afterStops.length], [5, 1]);
    assert.ok(percentile(afterKills, 0.95) < 1_000, `${afterKills.join(', ')} ms after kills`);
    assert.ok(percentile(afterStops, 0.95) < 5_000, `${afterStops.join(', ')} ms after a stop`);
  });

  it('is the only one that sends, also when it wakes up', () => {
    assert.ok(figures.requests > 20, `${figures.requests} requests`);
    assert.equal(figures.foreign, 0);
  });

  it('leaves nothing on disk', () => {
    assert.deepEqual(figures.left, []);
  });
});
