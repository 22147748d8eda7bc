import assert from 'node:assert/strict';
import { RejectedError } from '../../../../src/model/errors/rejection';
import type { LibraryItem, Page } from '../../../../src/model/library/library';
import { libraryLists, type LibraryRead, type PlaylistEdit } from '../../../../src/model/library/libraryRead';
import { readLibrary } from '../../../../src/spotify/library/libraryReplies';
import { editRequest, libraryPath } from '../../../../src/spotify/library/libraryRequests';
import { songs } from '../../../spotify';
import { Bench } from '../../support';

const id = '4uLU6hMCjMI75M1A2tKUQC';
const all = 'track,album,artist,playlist,show,episode,audiobook';

describe('the path of a page', () => {
  const table: readonly (readonly [asked: LibraryRead, path: string])[] = [
    [{ list: 'playlists', from: 50 }, '/me/playlists?limit=50&offset=50'],
    [{ list: 'likedSongs', from: 0 }, '/me/tracks?limit=50&offset=0'],
    [{ list: 'albums', from: 10 }, '/me/albums?limit=10&offset=10'],
    [{ list: 'shows', from: 0 }, '/me/shows?limit=20&offset=0'],
    [{ list: 'episodes', from: 0 }, '/me/episodes?limit=20&offset=0'],
    [{ list: 'audiobooks', from: 0 }, '/me/audiobooks?limit=20&offset=0'],
    [{ list: 'recentlyPlayed', from: 0 }, '/me/player/recently-played?limit=50'],
    [{ list: 'recentlyPlayed', from: 99 }, '/me/player/recently-played?limit=50&before=99'],
    [
      { list: 'playlistItems', of: `spotify:playlist:${id}`, from: 0 },
      `/playlists/${id}/items?limit=50&offset=0`,
    ],
    [{ list: 'albumTracks', of: `spotify:album:${id}`, from: 0 }, `/albums/${id}/tracks?limit=50&offset=0`],
    [
      { list: 'artistAlbums', of: `spotify:artist:${id}`, from: 0 },
      `/artists/${id}/albums?limit=10&offset=0`,
    ],
    [{ list: 'search', of: 'a & b', from: 0 }, `/search?q=a%20%26%20b&type=${all}&limit=10&offset=0`],
    [{ list: 'search', of: 'a', types: ['show'], from: 20 }, '/search?q=a&type=show&limit=10&offset=20'],
    [
      { list: 'search', of: 'a\ud800\n', types: ['show'], from: 0 },
      '/search?q=a%EF%BF%BD&type=show&limit=10&offset=0',
    ],
    [{ list: 'albumTracks', of: '../me?x=', from: 0 }, '/albums//tracks?limit=50&offset=0'],
  ];
  for (const [asked, path] of table) {
    it(`for ${JSON.stringify(asked)} is ${path}`, () => assert.equal(libraryPath(asked), path));
  }
});

describe('the request that changes a playlist', () => {
  const uris = [`spotify:track:${id}`];
  const playlist = `spotify:playlist:${id}`;
  const table: readonly (readonly [PlaylistEdit['change'], method: string, body: object])[] = [
    ['add', 'POST', { uris }],
    ['remove', 'DELETE', { items: [{ uri: uris[0] }] }],
  ];
  for (const [change, method, body] of table) {
    it(`is ${method} with ${JSON.stringify(body)} to ${change}`, () => {
      const request = { kind: 'command', method, path: `/playlists/${id}/items`, body };
      assert.deepEqual(editRequest({ change, playlist, uris }), request);
    });
  }
});

describe('asking Spotify for a page', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await Bench.start();
    await bench.signIn({ withAccessToken: true });
  });
  afterEach(() => bench.close());

  const collection = () => bench.spotify.collection;
  const pageOf = async (asked: LibraryRead) => readLibrary(asked, await bench.client.library(asked));

  it('of any list costs one request that Spotify takes, and brings what can be chosen', async () => {
    collection().recentlyPlayed = 50;
    const album = collection().own('album').at(0);
    const of: Readonly<Partial<Record<LibraryRead['list'], string>>> = {
      search: 'kettle',
      playlistItems: collection().own('playlist').at(0),
      albumTracks: album,
      artistAlbums: `spotify:artist:${collection().artistOf(album.split(':')[2] ?? '').id}`,
    };
    for (const list of libraryLists) {
      const page = await pageOf({ list, of: of[list], from: 0 });
      const pages = 'items' in page ? [page] : Object.values(page);
      assert.ok(
        pages.every(({ items }: Page<unknown>) => items.length > 0),
        list,
      );
    }
    assert.equal(bench.spotify.requests.length, libraryLists.length);
  });

  for (const fieldNames of ['new', 'old', 'both'] as const) {
    it(`of playlists and of their items is the same in replies of the shape "${fieldNames}"`, async () => {
      const of = collection().own('playlist').at(0);
      const whole = async () => [
        await pageOf({ list: 'playlists', from: 0 }),
        await pageOf({ list: 'playlistItems', of, from: 0 }),
      ];
      const expected = await whole();
      collection().fieldNames = fieldNames;
      assert.deepEqual(await whole(), expected);
    });
  }

  it('leads from the first to the last of 300 playlists, each of them once', async () => {
    const uris = new Set<string | undefined>();
    let requests = 0;
    for (let from: number | undefined = 0; from !== undefined; requests += 1) {
      const page: Page<LibraryItem> = readLibrary(
        { list: 'playlists', from },
        await bench.client.library({ list: 'playlists', from }),
      );
      page.items.forEach(({ uri }) => uris.add(uri));
      from = page.next;
    }
    assert.deepEqual([uris.size, requests], [300, 6]);
  });

  it('says so where Spotify refuses the items of a playlist, or does not know it', async () => {
    const others = collection().own('playlist').at(3);
    await assert.rejects(pageOf({ list: 'playlistItems', of: others, from: 0 }), {
      problem: { kind: 'forbidden' },
    });
    const unknown = {
      list: 'playlistItems',
      of: 'spotify:playlist:37i9dQZF1EYkqdzj48dyYq',
      from: 0,
    } as const;
    await assert.rejects(pageOf(unknown), { rejection: { kind: 'unknownItem' } });
  });

  it('adds to a playlist and takes out of it, and says by which ID its items are known from then on', async () => {
    const playlist = collection().own('playlist').at(1);
    const edit = (change: PlaylistEdit['change']) =>
      bench.client.editPlaylist({ change, playlist, uris: [songs.plain.uri] });
    const now = () => collection().playlist(playlist);
    const before = now()?.total ?? NaN;
    assert.equal(await edit('add'), now()?.snapshotId);
    assert.equal(now()?.total, before + 1);
    assert.equal(await edit('remove'), now()?.snapshotId);
    assert.equal(now()?.total, before);
    const unknown = bench.client.editPlaylist({ change: 'add', playlist, uris: [`spotify:track:${id}`] });
    await assert.rejects(unknown, RejectedError);
  });
});
