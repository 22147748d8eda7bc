import assert from 'node:assert/strict';
import type { Rejection } from '../../../../src/model/errors/rejection';
import type {
  Album,
  LibraryItem,
  Page,
  Playlist,
  SearchResults,
} from '../../../../src/model/library/library';
import type { Row } from '../../../../src/model/library/row';
import type { Item } from '../../../../src/model/playback/item';
import { listRows, searchRows, type PickerRow } from '../../../../src/render/library/pickerRows';
import { song } from '../../support';

const id = (index: number) => String(index).padStart(22, '0');
const songs = (count: number): Item[] =>
  Array.from({ length: count }, (_, index) => ({
    ...song,
    title: `Song ${index}`,
    uri: `spotify:track:${id(index)}`,
  }));
const album: Album = {
  ...{ kind: 'album', title: 'Harbour', uri: `spotify:album:${id(1)}`, artists: song.artists },
  ...{ released: '2024-03-08', image: undefined, total: undefined },
};
const playlist: Playlist = {
  ...{ kind: 'playlist', title: '$(bell) Mix', uri: `spotify:playlist:${id(2)}`, owner: '$(sync~spin)' },
  ...{ ownerId: 'wren', collaborative: false, snapshotId: '', image: undefined, total: undefined },
};
const page = <T>(items: readonly T[], next?: number): Page<T> => ({ items, next, total: items.length });
const results = (found: Partial<SearchResults>): SearchResults => ({
  ...{ tracks: page([]), albums: page([]), artists: page([]), playlists: page([]) },
  ...{ shows: page([]), episodes: page([]), audiobooks: page([]), ...found },
});
const now = new Date(2026, 10, 2, 9, 0).getTime();
const limited: Rejection = {
  kind: 'problem',
  problem: { kind: 'limited', until: now + 3_600_000, quota: false },
};

/** The kind and the label of each row, the clock in plain blanks. */
const shown = (rows: readonly PickerRow[]) =>
  rows.map(({ kind, label }) => `${kind}: ${label.replaceAll('\u202f', ' ')}`);
const limitNote = 'note: $(info) Spotify is limiting requests. Updates resume at 10:00 AM.';

describe('the rows of a search', () => {
  type Facts = Parameters<typeof searchRows>[0];
  const nothing: Facts = {
    ...{ query: 'h', fromLibrary: [], found: undefined, searching: false, rejection: undefined },
    ...{ recent: [], sparing: false },
  };
  const rowsOf = (facts: Partial<Facts>) => searchRows({ ...nothing, ...facts }, now);

  it('are what was searched for, and the library, as long as nothing is typed', () => {
    const rows = rowsOf({ query: '', recent: ['ferry', '$(zap)'], fromLibrary: songs(1) });
    assert.deepEqual(shown(rows), [
      'separator: Recent Searches',
      'recent: $(history) ferry',
      'recent: $(history) \\$(zap)',
      'separator: Your Library',
      'music: $(music) Song 0',
    ]);
  });

  it('stand in groups, those of the library first, and no name in them is an icon', () => {
    const found = results({ tracks: page(songs(1), 10), albums: page([album]), playlists: page([playlist]) });
    const rows = rowsOf({ recent: ['ferry'], fromLibrary: songs(1), found });
    assert.deepEqual(shown(rows), [
      ...['separator: Your Library', 'music: $(music) Song 0'],
      ...['separator: Songs', 'music: $(music) Song 0', 'showAll: $(ellipsis) Show All Songs…'],
      ...['separator: Albums', 'music: $(record) Harbour'],
      ...['separator: Playlists', 'music: $(list-unordered) \\$(bell) Mix'],
    ]);
    assert.equal(new Set(rows.map(({ key }) => key)).size, rows.length);
    const described = new Map(rows.map(({ label, description }) => [label, description]));
    assert.equal(described.get('$(record) Harbour'), 'The Borrowed Oars, Ines Quill · 2024');
    assert.equal(described.get('$(list-unordered) \\$(bell) Mix'), '\\$(sync~spin)');
  });

  it('keep a name that is written from right to left apart from what stands beside it', () => {
    const [named] = rowsOf({ fromLibrary: [{ ...album, title: 'גשם 12' }] }).slice(1);
    assert.equal(named?.label, '$(record) \u2068גשם 12\u2069');
  });

  it('say in the library, where no heading does, what is no song', () => {
    const rows = rowsOf({ fromLibrary: [...songs(1), album, playlist] });
    assert.deepEqual(
      rows.map(({ description }) => description),
      [
        undefined,
        'The Borrowed Oars, Ines Quill',
        'Album · The Borrowed Oars, Ines Quill · 2024',
        'Playlist · \\$(sync~spin)',
      ],
    );
  });

  it('are twenty of a group at most', () => {
    const rows = rowsOf({ fromLibrary: songs(20), found: results({ tracks: page(songs(25)) }) });
    assert.equal(rows.filter(({ kind }) => kind === 'music').length, 40);
  });

  const notes: readonly (readonly [when: string, facts: Partial<Facts>, said: string[]])[] = [
    [
      'the budget is used up',
      { fromLibrary: songs(1), sparing: true },
      [
        'note: $(info) The daily request budget is used up. Only your library is searched.',
        'separator: Your Library',
        'music: $(music) Song 0',
      ],
    ],
    [
      'there is a limit',
      { fromLibrary: songs(1), rejection: limited },
      [limitNote, 'separator: Your Library', 'music: $(music) Song 0'],
    ],
    [
      'there is no network',
      { rejection: { kind: 'problem', problem: { kind: 'offline' } } },
      ['note: $(info) Cannot reach Spotify. Only your library is searched.'],
    ],
    [
      'nobody is signed in',
      { rejection: { kind: 'signedOut' } },
      ['note: $(info) You are not signed in to Spotify.'],
    ],
    ['nothing is found', { found: results({}) }, ['note: $(info) No results.']],
    ['nothing is typed', { query: '' }, ['note: $(info) Enter what to search for.']],
    ['Spotify has not answered yet', { searching: true }, []],
  ];
  for (const [when, facts, said] of notes) {
    it(`say so, and go on with the library, when ${when}`, () => {
      assert.deepEqual(shown(rowsOf(facts)), said);
    });
  }

  it('have the buttons of what they are', () => {
    const chapter: LibraryItem = { ...song, kind: 'chapter', uri: `spotify:chapter:${id(3)}` };
    const local: LibraryItem = { ...song, kind: 'local', uri: undefined };
    const rows = rowsOf({ fromLibrary: [...songs(1), album, playlist, chapter, local] });
    assert.deepEqual(
      rows.flatMap((row) => (row.kind === 'music' ? [row.buttons.join(' ')] : [])),
      ['queue addToPlaylist copyLink open', 'list copyLink open', 'list copyLink open', 'copyLink open', ''],
    );
  });
});

describe('the rows of a list', () => {
  type Facts = Parameters<typeof listRows>[0];
  const nothing: Facts = {
    ...{ rows: [], total: undefined, hasMore: false, loading: false, rejection: undefined },
    isPlaylist: false,
  };
  const rows: readonly Row[] = songs(2).map((item) => ({ item }));
  const music = ['music: $(music) Song 0', 'music: $(music) Song 1'];
  const more = 'loadMore: $(ellipsis) Load More';
  const forbidden: Rejection = { kind: 'problem', problem: { kind: 'forbidden' } };
  const table: readonly (readonly [what: string, facts: Partial<Facts>, shown: string[]])[] = [
    ['a list that is loaded', { rows }, music],
    ['one that goes on', { rows, total: 30, hasMore: true }, [...music, more]],
    ['one that comes', { hasMore: true, loading: true }, []],
    ['an empty one', {}, ['note: $(info) Nothing here.']],
    ['a page that did not come', { rows, hasMore: true, rejection: limited }, [limitNote, ...music, more]],
    [
      'a playlist that Spotify does not list',
      { isPlaylist: true, rejection: forbidden },
      [
        'note: $(info) Spotify does not let other apps list what is in this playlist. You can still play it as a whole.',
      ],
    ],
  ];
  for (const [what, facts, expected] of table) {
    it(`are those of ${what}`, () => {
      assert.deepEqual(shown(listRows({ ...nothing, ...facts }, now)), expected);
    });
  }
});
