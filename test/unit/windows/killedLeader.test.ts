import assert from 'node:assert/strict';
import process from 'node:process';
import { soakLeader, type LeaderFigures } from '../../soak/leader';

const posix = process.platform === 'win32' ? describe.skip : describe;

/** Real processes and signals; `npm run soak` does the same for longer. */
posix('the window that asks for all, killed five times and stopped once', () => {
  let figures: LeaderFigures;
  before(async () => {
    figures = await soakLeader({ windows: 4, kills: 5, stops: 1, seed: 1 });
  });

  it('is followed by another each time', () => {
    assert.deepEqual([figures.afterKills.length, figures.afterStops.length], [5, 1]);
  });

  it('is the only one that sends, also when it wakes up', () => {
    assert.ok(figures.requests > 20, `${figures.requests} requests`);
    assert.equal(figures.foreign, 0);
  });

  it('sends no skip twice, and leaves the user signed in', () => {
    assert.deepEqual([figures.skips, figures.signedIn], [{ wanted: 1, sent: 1 }, true]);
  });

  it('leaves nothing on disk', () => {
    assert.deepEqual(figures.left, []);
  });
});
