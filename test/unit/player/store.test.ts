import assert from 'node:assert/strict';
import type { Playback } from '../../../src/model/playback/playback';
import { Store } from '../../../src/player/store';
import { nowPlaying, snapshot } from '../support';

describe('the store', () => {
  it('begins before anything is known', () => {
    assert.deepEqual(new Store().playback, { kind: 'starting' });
  });

  it('tells each change once, when it is already there', () => {
    const store = new Store();
    const observation: Playback[] = [];
    store.onDidChange((playback) => {
      assert.equal(store.playback, playback);
      observation.push(playback);
    });
    store.dispatch({ type: 'signedIn' });
    store.dispatch({ type: 'answered', snapshot: snapshot() });
    assert.deepEqual(observation, [{ kind: 'waiting' }, nowPlaying()]);
  });

  it('tells nobody of what is over, whoever changes it when told', () => {
    const store = new Store();
    const before: string[] = [];
    const after: string[] = [];
    store.onDidChange(({ kind }) => before.push(kind));
    store.onDidChange(({ kind }) => {
      if (kind === 'waiting') store.dispatch({ type: 'answered', snapshot: snapshot() });
    });
    store.onDidChange(({ kind }) => after.push(kind));
    store.dispatch({ type: 'signedIn' });
    assert.deepEqual(before, ['waiting', 'playing']);
    assert.deepEqual(after, ['playing', 'playing']);
  });

  it('tells nothing of what means nothing', () => {
    const store = new Store();
    const observation: Playback[] = [];
    store.onDidChange((playback) => observation.push(playback));
    store.dispatch({ type: 'answered', snapshot: snapshot() });
    store.dispatch({ type: 'failed', problem: { kind: 'offline' }, at: 1, jitter: 0 });
    store.dispatch({ type: 'signInStopped' });
    assert.deepEqual(observation, []);
    assert.deepEqual(store.playback, { kind: 'starting' });
  });

  it('tells nothing any more once it is disposed', () => {
    const store = new Store();
    const observation: Playback[] = [];
    store.onDidChange((playback) => observation.push(playback));
    store.dispose();
    store.dispatch({ type: 'signedIn' });
    assert.deepEqual(observation, []);
  });
});
