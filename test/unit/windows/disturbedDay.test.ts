import assert from 'node:assert/strict';
import process from 'node:process';
import { soakDay } from '../../soak/day/main';

const posix = process.platform === 'win32' ? describe.skip : describe;

/** `npm run soak` does the same for a day, with other faults each time. */
posix('three windows, disturbed for two simulated hours', () => {
  it('show what is true after each fault, one of them sends, and nobody is signed out', async () => {
    const { faults, requests, unmet } = await soakDay(2, 1);
    assert.deepEqual(unmet, []);
    assert.ok(faults > 20 && requests > 50, `${faults} faults, ${requests} requests`);
  });
});
