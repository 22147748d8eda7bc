import assert from 'node:assert/strict';
import { RecentSearches } from '../../../src/browse/recentSearches';
import { longestName } from '../../../src/model/text';

/** What VS Code keeps for an extension. */
class State {
  value: unknown;
  readonly get = <T>(_key: string, otherwise?: T) => (this.value ?? otherwise) as T;
  update(_key: string, value: unknown): Promise<void> {
    this.value = value === undefined ? undefined : JSON.parse(JSON.stringify(value));
    return Promise.resolve();
  }
}

describe('recent searches', () => {
  let state: State;
  let recent: RecentSearches;
  beforeEach(() => {
    state = new State();
    recent = new RecentSearches(state);
  });

  const table: readonly (readonly [what: string, added: string[], kept: string[]])[] = [
    ['the newest first', ['fog', 'rain'], ['rain', 'fog']],
    ['the same in other capitals once', ['fog', 'rain', 'FOG'], ['FOG', 'rain']],
    ['nothing of nothing', ['', ' \n'], []],
    ['without what could steer', [' a\u202eb\n'], ['ab']],
    ['no more than ten', Array.from('abcdefghijkl'), Array.from('lkjihgfedc')],
    ['no more of one than a name has', ['x'.repeat(999)], [`${'x'.repeat(longestName - 1)}…`]],
  ];
  for (const [what, added, kept] of table) {
    it(`are kept ${what}`, async () => {
      for (const query of added) await recent.add(query);
      assert.deepEqual(recent.queries, kept);
      assert.deepEqual(new RecentSearches(state).queries, kept);
    });
  }

  it('are cleared', async () => {
    await recent.add('fog');
    await recent.clear();
    assert.deepEqual([recent.queries, state.value], [[], undefined]);
  });

  for (const value of ['fog', 7, { 0: 'fog' }, [7]]) {
    it(`are none where ${JSON.stringify(value)} is stored`, () => {
      state.value = value;
      assert.deepEqual(recent.queries, []);
    });
  }
});
