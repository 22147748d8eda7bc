import assert from 'node:assert/strict';
import { ApiProblemError } from '../../../../src/model/errors/apiProblem';
import type { LibraryItem, Page, PlacedItem } from '../../../../src/model/library/library';
import { libraryLists, type LibraryList } from '../../../../src/model/library/libraryRead';
import { longestTitle } from '../../../../src/model/text';
import { readLibrary } from '../../../../src/spotify/library/libraryReplies';
import { pageSize } from '../../../../src/spotify/library/libraryRequests';

const id = '4uLU6hMCjMI75M1A2tKUQC';
const uri = (type: string) => `spotify:${type}:${id}`;
const images = [{ url: 'https://i.scdn.co/image/a', width: 300, height: 300 }];
const image = { url: 'https://i.scdn.co/image/a', ratio: 1 };
const artists = [{ name: 'Ines Quill', uri: uri('artist') }, null, { name: '' }];
const named = [{ name: 'Ines Quill', uri: uri('artist') }];

const track = { type: 'track', name: 'Ferry', uri: uri('track'), artists, duration_ms: 9_000 };
const episode = {
  type: 'episode',
  name: 'Bins',
  uri: uri('episode'),
  show: { name: 'Post', uri: uri('show') },
};
const file = { ...track, is_local: true, uri: 'spotify:local:a:b:c:1' };
const album = {
  name: 'Low Tide',
  uri: uri('album'),
  images,
  artists,
  release_date: '2024',
  total_tracks: 11,
};
const show = { name: 'Night Post', uri: uri('show'), images, total_episodes: 40 };
const audiobook = { name: 'The Bins', uri: uri('audiobook'), images, authors: artists, total_chapters: 12 };
const playlist = {
  name: 'Rainy days',
  uri: uri('playlist'),
  images,
  owner: { id: 'wren', display_name: 'Wren Hedge' },
  collaborative: false,
  snapshot_id: 'MSwx',
  items: { total: 7 },
};

const paged = (items: unknown, rest: object = {}) => ({ items, next: null, total: 1, ...rest });
const pageIn = (list: LibraryList, body: unknown, from = 0) =>
  readLibrary({ list, from }, body) as Page<LibraryItem | PlacedItem>;
/** What stands first in a list. */
const firstOf = (list: LibraryList, entry: unknown) => {
  const [first] = pageIn(list, paged([entry])).items;
  return first && 'item' in first ? first.item : first;
};

describe('a page of the library', () => {
  const kinds: readonly (readonly [LibraryList, entry: unknown, Partial<LibraryItem> | undefined])[] = [
    ['playlists', playlist, { kind: 'playlist', title: 'Rainy days', owner: 'Wren Hedge', ownerId: 'wren' }],
    ['playlists', playlist, { snapshotId: 'MSwx', total: 7, collaborative: false, image }],
    ['playlists', { ...playlist, items: undefined, tracks: { total: 8 } }, { total: 8 }],
    ['playlists', { ...playlist, tracks: { total: 8 } }, { total: 7 }],
    [
      'playlists',
      { ...playlist, items: null, owner: null, images: null },
      { total: undefined, owner: '', ownerId: '' },
    ],
    ['playlists', { ...playlist, uri: uri('album') }, undefined],
    ['likedSongs', { track }, { kind: 'track', title: 'Ferry', uri: uri('track'), durationMs: 9_000 }],
    ['likedSongs', { item: track }, { title: 'Ferry' }],
    ['recentlyPlayed', { track, played_at: '2026-11-02T09:00:00Z' }, { title: 'Ferry' }],
    ['albums', { album }, { kind: 'album', artists: named, released: '2024', total: 11, image }],
    ['shows', { show }, { kind: 'show', title: 'Night Post', total: 40 }],
    ['episodes', { episode }, { kind: 'episode', title: 'Bins' }],
    ['audiobooks', { audiobook }, { kind: 'audiobook', authors: named, total: 12 }],
    ['audiobooks', audiobook, { kind: 'audiobook', title: 'The Bins' }],
    ['playlistItems', { item: track }, { kind: 'track' }],
    ['playlistItems', { track }, { kind: 'track' }],
    ['playlistItems', { item: episode, track: null }, { kind: 'episode' }],
    ['playlistItems', { track: file, is_local: true }, { kind: 'local', uri: undefined }],
    ['playlistItems', { item: null }, undefined],
    ['albumTracks', { ...track, album: undefined }, { kind: 'track', album: undefined }],
    ['artistAlbums', album, { kind: 'album', title: 'Low Tide' }],
    ['artistAlbums', { ...album, name: 'x\u202ey\n', total_tracks: -1 }, { title: 'xy', total: undefined }],
  ];
  for (const [list, entry, expected] of kinds) {
    it(`of ${list} reads ${JSON.stringify(entry)} as ${JSON.stringify(expected) || 'nothing'}`, () => {
      const first = firstOf(list, entry);
      assert.equal(first === undefined, expected === undefined);
      for (const [field, value] of Object.entries(expected ?? {})) {
        assert.deepEqual((first as unknown as Record<string, unknown>)[field], value, field);
      }
    });
  }

  it('leaves out what is null or broken, and counts it all the same', () => {
    const page = pageIn(
      'playlistItems',
      paged([{ item: track }, null, 7, { item: episode }], { total: 60 }),
      50,
    );
    const places = page.items.map((one) => 'position' in one && one.position);
    assert.deepEqual([places, page.total], [[50, 53], 60]);
  });

  const pages: readonly (readonly [what: string, body: object, from: number, next: number | undefined])[] = [
    ['one with an address of the next', paged([album, album], { next: 'https://x' }), 4, 6],
    ['the last', paged([album, album]), 4, undefined],
    ['one with nothing on it', paged([], { next: 'https://x' }), 4, undefined],
    ['one of which nothing can be read', paged([null], { next: 'https://x' }), 4, 5],
    ['one of nothing', paged(null, { next: 'https://x' }), 0, undefined],
  ];
  for (const [what, body, from, next] of pages) {
    it(`is followed by ${next === undefined ? 'no other' : `the one from ${next}`}, ${what}`, () => {
      assert.equal(pageIn('artistAlbums', body, from).next, next);
    });
  }

  it('of what was played lately is followed by the one before a time', () => {
    const body = { ...paged([{ track }], { next: 'https://x' }), cursors: { before: '1793610000000' } };
    assert.equal(pageIn('recentlyPlayed', body).next, 1_793_610_000_000);
    assert.equal(pageIn('recentlyPlayed', { ...body, next: null }).next, undefined);
    assert.equal(pageIn('recentlyPlayed', { ...body, cursors: null }).next, undefined);
  });

  it('is no longer than it was asked for, and no title of it longer than any is shown', () => {
    for (const list of ['playlists', 'artistAlbums'] as const) {
      const one = { ...(list === 'playlists' ? playlist : album), name: 'a'.repeat(5_000) };
      const { items } = pageIn(list, paged(Array.from({ length: 80 }, () => one)));
      assert.equal(items.length, pageSize(list));
      assert.ok(items.every((item) => 'title' in item && item.title.length <= longestTitle));
    }
  });

  for (const list of libraryLists) {
    it(`of ${list} is not to be had from what is no object`, () => {
      for (const body of ['x', 7, null, undefined]) {
        assert.throws(() => readLibrary({ list, from: 0 }, body), ApiProblemError, JSON.stringify(body));
      }
    });
  }
});

describe('what a search has found', () => {
  it('is a page of each type, without what is null, and of types that were not asked for none', () => {
    const body = {
      tracks: paged([track]),
      albums: paged([album]),
      playlists: paged([null, playlist, null], { total: 300, next: 'https://x' }),
      episodes: paged([episode]),
    };
    const found = readLibrary({ list: 'search', of: 'x', from: 0 }, body);
    const titles = Object.values(found).map((page: Page<LibraryItem>) =>
      page.items.map(({ title }) => title),
    );
    assert.deepEqual(titles, [['Ferry'], ['Low Tide'], [], ['Rainy days'], [], ['Bins'], []]);
    assert.deepEqual([found.playlists.next, found.playlists.total, found.artists.total], [3, 300, 0]);
  });

  it('ends where Spotify shows nothing more', () => {
    const body = { tracks: paged([track], { next: 'https://x', total: 5_000 }) };
    const next = (from: number) => readLibrary({ list: 'search', of: 'x', from }, body).tracks.next;
    assert.deepEqual([next(999), next(1_000)], [1_000, undefined]);
  });
});
