import assert from 'node:assert/strict';
import { playIntentOf } from '../../../../src/model/library/row';
import {
  contentRows,
  likedRows,
  plainRows,
  playlistRows,
  queueRows,
  type MusicRow,
} from '../../../../src/ui/views/rows';
import { albumNamed, placed, playlistNamed, songNamed } from '../../browse/reader';
import { song } from '../../support';

const titlesOf = (rows: readonly MusicRow[]) => rows.map(({ item }) => item.title);
const uriOf = (title: string) => songNamed(title).uri;
const local = { ...song, kind: 'local', title: 'Tape', uri: undefined } as const;

describe('the rows of a list', () => {
  const album = albumNamed('Fog');
  const intents: readonly (readonly [
    what: string,
    rows: readonly MusicRow[],
    of: number,
    intent: unknown,
  ])[] = [
    [
      'a song where it stands in its album',
      contentRows(album, [placed('a', 0), placed('c', 2)]),
      1,
      { kind: 'playUri', uri: uriOf('c'), context: album.uri, position: 2 },
    ],
    [
      'a liked song with those that were loaded after it',
      likedRows([placed('a'), placed('b', 1), { item: local, position: 2 }, placed('c', 3)]),
      1,
      { kind: 'playUri', uri: uriOf('b'), uris: [uriOf('b'), uriOf('c')], position: 0 },
    ],
    [
      'all of a playlist',
      playlistRows([playlistNamed('Rain')], [], new Map()),
      0,
      { kind: 'playUri', uri: 'spotify:playlist:Rain' },
    ],
    [
      'what stands in no list by itself',
      plainRows([songNamed('a')]),
      0,
      { kind: 'playUri', uri: uriOf('a') },
    ],
    [
      'nothing of a file without an address',
      contentRows(album, [{ item: local, position: 0 }]),
      0,
      undefined,
    ],
  ];
  for (const [what, rows, of, intent] of intents) {
    it(`play ${what}`, () => assert.deepEqual(playIntentOf(rows[of] ?? assert.fail()), intent));
  }

  it('name a hundred liked songs to play at most', () => {
    const rows = likedRows(Array.from({ length: 150 }, (_, at) => placed(String(at), at)));
    const counts = [0, 49, 50, 51, 149].map((at) => {
      const within = rows[at]?.within;
      return within && 'uris' in within ? within.uris.length : undefined;
    });
    assert.deepEqual(counts, [100, 100, 100, 99, 1]);
  });

  it('have pinned playlists first, also before they are loaded, and each once', () => {
    const [fog, rain, snow] = ['Fog', 'Rain', 'Snow'].map((title) => playlistNamed(title));
    const pins = [{ uri: 'spotify:playlist:Ice', title: 'Ice' }, snow ?? assert.fail()];
    const all = [fog, rain, snow, fog].flatMap((one) => one ?? []);
    const rows = playlistRows(all, pins, new Map());
    assert.deepEqual(
      rows.map(({ item, isPinned }) => [item.title, isPinned]),
      [
        ['Ice', true],
        ['Snow', true],
        ['Fog', false],
        ['Rain', false],
      ],
    );
  });

  it('mark the playlists that Spotify does not open', () => {
    const own = playlistNamed('Rain');
    const refused = playlistNamed('Fog');
    const spotifys = { ...playlistNamed('Discover Weekly'), ownerId: 'spotify' };
    const rows = playlistRows([own, refused, spotifys], [], new Map([[refused.uri, '']]));
    assert.deepEqual(
      rows.map(({ isSealed }) => isSealed),
      [false, true, true],
    );
  });

  it('have once what comes with two pages, and count the queue', () => {
    assert.deepEqual(titlesOf(plainRows([songNamed('a'), local, songNamed('b'), songNamed('a'), local])), [
      'a',
      'Tape',
      'b',
    ]);
    assert.deepEqual(
      queueRows([song, song]).map(({ queueIndex }) => queueIndex),
      [0, 1],
    );
  });
});
