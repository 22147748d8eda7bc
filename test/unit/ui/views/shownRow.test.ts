import assert from 'node:assert/strict';
import type { LibraryItem } from '../../../../src/model/library/library';
import type { TreeRow } from '../../../../src/ui/views/rows';
import { shownRow } from '../../../../src/ui/views/shownRow';
import { albumNamed, playlistNamed, songNamed } from '../../browse/reader';
import { song } from '../../support';

const row = (item: LibraryItem, more: object = {}): TreeRow => ({ kind: 'music', item, ...more });
const noted = { uri: '', image: undefined, total: 1 };
const show: LibraryItem = { kind: 'show', title: 'Tide', ...noted, uri: 'spotify:show:Tide' };
const book: LibraryItem = { kind: 'audiobook', title: 'Moor', authors: song.artists, ...noted };
const by = song.artists.map(({ name }) => name).join(', ');
const failed: TreeRow = {
  kind: 'load',
  failed: true,
  description: 'Cannot reach Spotify.',
  load: () => undefined,
};
const more: TreeRow = { ...failed, failed: false, description: '50 of 300' };
const signIn = { label: 'Sign In Again', command: 'earshot.signIn' };

describe('a row of a tree', () => {
  const table: readonly (readonly [what: string, TreeRow, shown: readonly unknown[]])[] = [
    ['a song', row(songNamed('Rain')), ['music', 'Rain', by, 'track', 'none', 'earshot.row.play']],
    [
      'an explicit song',
      row({ ...songNamed('Rain'), explicit: true }),
      ['music', 'Rain', `${by} · Explicit`, 'track', 'none', 'earshot.row.play'],
    ],
    [
      'a song that plays next',
      row(songNamed('Rain'), { queueIndex: 3 }),
      ['music', 'Rain', by, 'track', 'none', 'earshot.playFromQueue'],
    ],
    [
      'a file without an address',
      row({ ...song, kind: 'local', title: 'Tape', uri: undefined }),
      ['file-media', 'Tape', by, 'local', 'none', undefined],
    ],
    [
      'a playlist',
      row(playlistNamed('Fog')),
      ['list-unordered', 'Fog', 'Wren · 7 items', 'playlist', 'collapsed', undefined],
    ],
    [
      'a pinned one',
      row(playlistNamed('Fog'), { isPinned: true, isSealed: true }),
      ['pinned', 'Fog', 'Wren · 7 items', 'playlist pinned', 'collapsed', undefined],
    ],
    [
      'one that Spotify does not open',
      row(playlistNamed('Fog'), { isSealed: true }),
      ['lock', 'Fog', 'Wren · 7 items', 'playlist', 'collapsed', undefined],
    ],
    [
      'an album',
      row(albumNamed('Sea')),
      ['record', 'Sea', `${by} · 11 songs`, 'album', 'collapsed', undefined],
    ],
    ['a podcast', row(show), ['radio-tower', 'Tide', '1 episode', 'show', 'none', 'earshot.row.play']],
    [
      'an audiobook',
      row(book),
      ['book', 'Moor', `${by} · 1 chapter`, 'audiobook', 'none', 'earshot.row.play'],
    ],
    [
      'podcasts',
      { kind: 'group', list: 'shows' },
      [undefined, 'Podcasts', '', 'group', 'expanded', undefined],
    ],
    [
      'audiobooks',
      { kind: 'group', list: 'audiobooks' },
      [undefined, 'Audiobooks', '', 'group', 'collapsed', undefined],
    ],
    ['the way to more', more, ['ellipsis', 'Load More…', '50 of 300', 'load', 'none', 'earshot.loadMore']],
    [
      'what failed',
      failed,
      ['warning', 'Try Again', 'Cannot reach Spotify.', 'load', 'none', 'earshot.loadMore'],
    ],
    [
      'a sentence',
      { kind: 'sentence', sentence: 'Empty.' },
      ['info', 'Empty.', '', 'sentence', 'none', undefined],
    ],
    [
      'a sentence with a way out',
      { kind: 'sentence', sentence: 'No permission.', action: signIn },
      ['info', 'Sign In Again', 'No permission.', 'sentence', 'none', 'earshot.signIn'],
    ],
  ];
  for (const [what, given, expected] of table) {
    it(`shows ${what}`, () => {
      const { icon, label, description, viewItem, below, click } = shownRow(given);
      assert.deepEqual([icon, label, description, viewItem, below, click?.command], expected);
    });
  }

  it('hands itself to what a click runs, and its place in the queue', () => {
    const playing = row(songNamed('Rain'));
    const queued = row(songNamed('Rain'), { queueIndex: 3 });
    assert.equal(shownRow(playing).click?.arguments?.[0], playing);
    assert.deepEqual(shownRow(queued).click?.arguments, [3, 'spotify:track:Rain']);
  });

  it('stays open by its URI when rows around it change, and is read out with what it is', () => {
    const { id, spoken, tooltip } = shownRow(row(playlistNamed('Fog')));
    assert.deepEqual([id, spoken], ['spotify:playlist:Fog', 'Fog. Playlist · Wren · 7 items']);
    assert.equal(tooltip, 'Fog\nWren · 7 items');
  });
});
