import assert from 'node:assert/strict';
import type { Playback } from '../../../src/model/playback/playback';
import { Store } from '../../../src/player/store';
import { heard } from '../support';

describe('the store', () => {
  it('begins before anything is known', () => {
    assert.deepEqual(new Store().playback, { kind: 'starting' });
  });

  it('tells each change once, when it is already there', () => {
    const store = new Store();
    const seen: Playback[] = [];
    store.onDidChange((playback) => {
      assert.equal(store.playback, playback);
      seen.push(playback);
    });
    store.dispatch({ type: 'signedIn' });
    store.dispatch({ type: 'answered', seen: heard() });
    assert.deepEqual(seen, [{ kind: 'waiting' }, heard()]);
  });

  it('tells nothing of what means nothing', () => {
    const store = new Store();
    const seen: Playback[] = [];
    store.onDidChange((playback) => seen.push(playback));
    store.dispatch({ type: 'answered', seen: heard() });
    store.dispatch({ type: 'failed', trouble: { kind: 'offline' }, at: 1, jitter: 0 });
    store.dispatch({ type: 'signInStopped' });
    assert.deepEqual(seen, []);
    assert.deepEqual(store.playback, { kind: 'starting' });
  });

  it('tells nothing any more once it is disposed', () => {
    const store = new Store();
    const seen: Playback[] = [];
    store.onDidChange((playback) => seen.push(playback));
    store.dispose();
    store.dispatch({ type: 'signedIn' });
    assert.deepEqual(seen, []);
  });
});
