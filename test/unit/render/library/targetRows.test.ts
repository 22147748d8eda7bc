import assert from 'node:assert/strict';
import type { Playlist } from '../../../../src/model/library/library';
import { targetRows } from '../../../../src/render/library/targetRows';

const playlist = (title: string, ownerId: string, collaborative = false): Playlist => ({
  ...{ kind: 'playlist', title, uri: `spotify:playlist:${title}`, image: undefined },
  ...{ owner: ownerId, ownerId, collaborative, total: 1, snapshotId: '' },
});
const own = playlist('Own', 'wren');
const icon = playlist('$(bell)', 'wren');
const theirs = playlist('Theirs', 'finch');
const shared = playlist('Shared', 'finch', true);

describe('the playlists that a song can be added to', () => {
  const nothing = { recent: [], playlists: [], userId: 'wren', total: undefined, hasMore: false };
  const more = ['loadMore', '$(ellipsis) Load More', '2 of 9'];
  const head = (label: string) => ['separator', label];
  const row = (name: string) => ['target', `$(list-unordered) ${name}`];
  const table: readonly (readonly [string, Partial<Parameters<typeof targetRows>[0]>, string[][]])[] = [
    ['none', {}, []],
    [
      'the user’s own and those that are shared',
      { playlists: [own, theirs, shared] },
      [head('Your Playlists'), row('Own'), row('Shared')],
    ],
    [
      'all of them where nobody knows whose they are',
      { playlists: [own, theirs], userId: undefined },
      [head('Your Playlists'), row('Own'), row('Theirs')],
    ],
    [
      'those used last before all others, each once',
      { recent: [own], playlists: [icon, own] },
      [head('Recently Used'), row('Own'), head('Your Playlists'), row('\\$(bell)')],
    ],
    [
      'more than were loaded',
      { playlists: [own, theirs], total: 9, hasMore: true },
      [head('Your Playlists'), row('Own'), more],
    ],
  ];
  for (const [what, facts, expected] of table) {
    it(`are ${what}`, () => {
      const rows = targetRows({ ...nothing, ...facts });
      assert.deepEqual(
        rows.map((one) => [one.kind, one.label, ...('description' in one ? [one.description] : [])]),
        expected,
      );
    });
  }
});
