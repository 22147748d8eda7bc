import assert from 'node:assert/strict';
import { PlaylistTargets } from '../../../src/browse/playlistTargets';
import type { Profile } from '../../../src/model/account';

const target = (index: number) => ({
  uri: `spotify:playlist:${String(index).padStart(22, '0')}`,
  title: `Mix ${index}`,
});

describe('the playlists that songs were added to', () => {
  let values: Map<string, unknown>;
  let answers: (Profile | Error)[];
  let asked: number;
  let targets: PlaylistTargets;
  beforeEach(() => {
    values = new Map();
    answers = [];
    asked = 0;
    const state = {
      get: (key: string) => values.get(key) as never,
      update: (key: string, value: unknown) => Promise.resolve(void values.set(key, value)),
    };
    const profile = () => {
      asked += 1;
      const answer = answers.shift();
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer ?? assert.fail());
    };
    targets = new PlaylistTargets(profile, state);
  });

  it('are the last five, each once, the newest first', async () => {
    for (const index of [1, 2, 3, 1, 4, 5, 6]) await targets.add('wren', target(index));
    assert.deepEqual(targets.recent('wren'), [6, 5, 4, 1, 3].map(target));
  });

  it('are those of the one who is signed in', async () => {
    await targets.add('wren', target(1));
    assert.deepEqual(targets.recent('finch'), []);
    await targets.add(undefined, target(2));
    assert.deepEqual([targets.recent(undefined), targets.recent('wren')], [[], [target(1)]]);
  });

  for (const broken of ['x', { userId: 'wren' }, { userId: 'wren', playlists: [{ uri: 7 }] }]) {
    it(`are none where ${JSON.stringify(broken)} is kept`, () => {
      values.set('earshot.recentPlaylists', broken);
      assert.deepEqual(targets.recent('wren'), []);
    });
  }

  it('belong to somebody who is asked for once in a session, and again after a failure', async () => {
    answers = [new Error('offline'), { id: 'acc1', name: 'Wren', userId: 'wren' }];
    await assert.rejects(targets.userId(), /offline/);
    assert.deepEqual([await targets.userId(), await targets.userId(), asked], ['wren', 'wren', 2]);
    targets.forget();
    answers = [{ id: 'acc2', name: 'Finch', userId: 'finch' }];
    assert.equal(await targets.userId(), 'finch');
  });
});
