import assert from 'node:assert/strict';
import { soakRefresh } from '../../soak/refresh';

describe('windows that refresh the session at the same moment', () => {
  it('leave the user signed in, a hundred times, with any keychain, and with an earlier version beside them', async () => {
    const { longestMs, ...figures } = await soakRefresh(100);
    assert.deepEqual(figures, { rounds: 100, signedOut: 0, failures: [], collisions: 0 });
    assert.ok(longestMs > 0);
  });
});
