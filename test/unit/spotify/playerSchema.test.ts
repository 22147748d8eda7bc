import assert from 'node:assert/strict';
import { pageOf, parseLink } from '../../../src/model/link';
import type { Item, Named } from '../../../src/model/playback/item';
import { shuffleOf, type ItemSnapshot } from '../../../src/model/playback/snapshot';
import { longestList, longestName, longestTitle } from '../../../src/model/text';
import { readCatalogItem } from '../../../src/spotify/catalogItemSchema';
import { imageOf } from '../../../src/spotify/itemSchema';
import {
  readContains,
  readDevices,
  readPlayer,
  readProfile,
  readQueue,
  readRecentlyPlayed,
} from '../../../src/spotify/playerSchema';
import { kitchen } from '../support';
import { device, player as playerWithout } from './replies';

const at = 1_234;
const id = '4uLU6hMCjMI75M1A2tKUQC';
const artistUri = 'spotify:artist:7qLU6hMCjMI75M1A2tKUQC';
const albumUri = 'spotify:album:2kLU6hMCjMI75M1A2tKUQC';
const named = (name: string, uri?: string): Named => ({ name, uri });

const track = {
  type: 'track',
  id,
  name: 'Lamplight Ferry',
  uri: `spotify:track:${id}`,
  is_local: false,
  duration_ms: 214_000,
  artists: [
    { name: 'The Borrowed Oars', uri: artistUri },
    { name: 'Ines Quill', uri: null },
  ],
  album: {
    name: 'Low Tide Letters',
    uri: albumUri,
    images: [640, 300, 64].map((width) => ({
      url: `https://i.scdn.co/image/${width}`,
      width,
      height: width,
    })),
  },
};
const player = {
  ...playerWithout,
  currently_playing_type: 'track',
  context: null,
  timestamp: 99,
  item: track,
};

const authors = [{ name: 'Maud Verrill' }, { name: null }, { name: 'Ó. Strand' }];
const cover = { url: 'https://i.scdn.co/image/book', width: 300, height: 300 };
const book = { name: 'The Lighthouse Log', uri: `spotify:show:${id}`, authors, images: [cover] };
const chapter = {
  type: 'chapter',
  id,
  name: 'Landfall',
  uri: `spotify:chapter:${id}`,
  duration_ms: 1_200_000,
  audiobook: book,
};
const chapterItem: Item = {
  kind: 'chapter',
  title: 'Landfall',
  artists: [named('Maud Verrill'), named('Ó. Strand')],
  album: named('The Lighthouse Log', `spotify:show:${id}`),
  durationMs: 1_200_000,
  uri: `spotify:chapter:${id}`,
  image: { url: 'https://i.scdn.co/image/book', ratio: 1 },
};
type Fields = Readonly<Record<string, unknown>> & { readonly item?: object };
const chapters: readonly (readonly [what: string, fields: Fields, item: Partial<Item>])[] = [
  ['with its book', {}, {}],
  ['with its book as a show', { item: { audiobook: undefined, show: book } }, {}],
  ['as an episode without a show', { item: { type: 'episode', show: null } }, {}],
  [
    'as an episode in all but the book',
    { currently_playing_type: 'episode', item: { type: 'episode', uri: `spotify:episode:${id}` } },
    { uri: `spotify:episode:${id}` },
  ],
  ['by its URI alone', { item: { type: undefined } }, {}],
  [
    'by the player’s word',
    { currently_playing_type: 'chapter', item: { type: null, uri: null } },
    { uri: undefined },
  ],
  [
    'with artwork of its own',
    { item: { images: [{ ...cover, url: 'https://i.scdn.co/image/own' }] } },
    { image: { url: 'https://i.scdn.co/image/own', ratio: 1 } },
  ],
  [
    'whose author nobody says',
    { item: { audiobook: { ...book, authors: null } } },
    { artists: [named('The Lighthouse Log', `spotify:show:${id}`)], album: undefined },
  ],
  ['without its book', { item: { audiobook: null } }, { artists: [], album: undefined, image: undefined }],
];

const advertisement = {
  type: 'track',
  name: 'Umbrellas, now half price',
  uri: 'spotify:ad:000000012c603a6600000020316a17a1',
  duration_ms: 30_000,
  artists: [{ name: 'Umbrellas', uri: artistUri }],
  album: {},
};
const advertisements: readonly (readonly [what: string, fields: Fields])[] = [
  ['all', { currently_playing_type: 'ad', item: { type: 'ad' } }],
  ['the player', { currently_playing_type: 'ad', item: { uri: null } }],
  ['the player, whatever its URI', { currently_playing_type: 'ad', item: { uri: `spotify:track:${id}` } }],
  ['its type', { item: { type: 'ad', uri: null } }],
  ['its URI', {}],
];

const trackItem: Item = {
  kind: 'track',
  title: 'Lamplight Ferry',
  artists: [named('The Borrowed Oars', artistUri), named('Ines Quill')],
  album: named('Low Tide Letters', albumUri),
  durationMs: 214_000,
  uri: `spotify:track:${id}`,
  image: { url: 'https://i.scdn.co/image/300', ratio: 1 },
};
const nothing = { kind: 'nothing', receivedAt: at };

function snapshotOf(body: unknown): ItemSnapshot {
  const snapshot = readPlayer(body, at);
  assert.ok(snapshot.kind !== 'nothing');
  return snapshot;
}

describe('the state of the player', () => {
  for (const [shuffle_state, smart_shuffle, mode] of [
    [false, undefined, 'off'],
    [true, false, 'on'],
    [true, true, 'smart'],
    [undefined, true, 'smart'],
    [true, 'yes', 'on'],
  ] as const) {
    it(`shuffles “${mode}” with ${String(shuffle_state)}, Smart Shuffle ${String(smart_shuffle)}`, () => {
      assert.equal(shuffleOf(snapshotOf({ ...player, shuffle_state, smart_shuffle })), mode);
    });
  }

  for (const [explicit, marked] of [
    [true, true],
    [false, undefined],
    [null, undefined],
    ['true', undefined],
  ] as const) {
    it(`${marked ? 'is' : 'is not'} of something explicit where Spotify says ${JSON.stringify(explicit)}`, () => {
      assert.equal(snapshotOf({ ...player, item: { ...track, explicit } }).item.explicit, marked);
      assert.equal(readQueue({ queue: [{ ...track, explicit }] })[0]?.explicit, marked);
    });
  }

  it('is read whole', () => {
    assert.deepEqual(readPlayer(player, at), {
      kind: 'playing',
      item: trackItem,
      device: kitchen,
      privateSession: false,
      shuffle: true,
      repeat: 'context',
      disallows: ['skipping_prev', 'seeking'],
      progressMs: 61_000,
      receivedAt: at,
    });
  });

  it('can be paused, and private', () => {
    const snapshot = snapshotOf({
      ...player,
      is_playing: false,
      device: { ...device, is_private_session: true },
    });
    assert.equal(snapshot.kind, 'paused');
    assert.equal(snapshot.privateSession, true);
  });

  const unnamed = { artists: [], album: undefined, durationMs: undefined, uri: undefined, image: undefined };
  const items: readonly (readonly [what: string, changes: object, item: Item])[] = [
    [
      'an episode with its show',
      {
        currently_playing_type: 'episode',
        item: {
          type: 'episode',
          id,
          name: 'What the Bins Said',
          uri: `spotify:episode:${id}`,
          duration_ms: 1_845_000,
          show: { name: 'Night Post', uri: `spotify:show:${id}` },
        },
      },
      {
        kind: 'episode',
        title: 'What the Bins Said',
        artists: [named('Night Post', `spotify:show:${id}`)],
        album: undefined,
        durationMs: 1_845_000,
        uri: `spotify:episode:${id}`,
        image: undefined,
      },
    ],
    [
      'an episode without its show',
      { item: { type: 'episode', name: 'Bins', uri: `spotify:episode:${id}`, show: null } },
      {
        kind: 'episode',
        title: 'Bins',
        artists: [],
        album: undefined,
        durationMs: undefined,
        uri: `spotify:episode:${id}`,
        image: undefined,
      },
    ],
    [
      'an episode that is not shown',
      { currently_playing_type: 'episode', item: null },
      { ...unnamed, kind: 'episode', title: 'Podcast episode' },
    ],
    [
      'an advertisement',
      { currently_playing_type: 'ad', item: null },
      { ...unnamed, kind: 'advertisement', title: 'Advertisement' },
    ],
    ...chapters.map(
      ([what, fields, changes]) =>
        [
          `a chapter of an audiobook, ${what}`,
          { ...fields, item: { ...chapter, ...fields['item'] } },
          { ...chapterItem, ...changes },
        ] as const,
    ),
    [
      'a chapter that is not shown',
      { currently_playing_type: 'chapter', item: null },
      { ...unnamed, kind: 'chapter', title: 'Audiobook chapter' },
    ],
    ...advertisements.map(
      ([what, fields]) =>
        [
          `an advertisement that is told by ${what}`,
          { ...fields, item: { ...advertisement, ...fields['item'] } },
          {
            ...unnamed,
            kind: 'advertisement',
            title: 'Umbrellas, now half price',
            artists: [named('Umbrellas')],
            durationMs: 30_000,
          },
        ] as const,
    ),
    [
      'an advertisement without a name',
      { currently_playing_type: 'ad', item: { type: 'track', uri: 'spotify:ad:1', artists: [], album: {} } },
      { ...unnamed, kind: 'advertisement', title: 'Advertisement' },
    ],
    ...[
      'spotify:interruption:1',
      'spotify:video:2',
      'spotify:delimiter',
      'SPOTIFY:Station:x',
      'spotify:',
    ].map(
      (uri) =>
        [
          `what Spotify calls ${uri}, by its name`,
          { item: { ...track, uri } },
          {
            ...trackItem,
            kind: 'other',
            uri: undefined,
            artists: trackItem.artists.map(({ name }) => named(name)),
            album: named('Low Tide Letters'),
          },
        ] as const,
    ),
    [
      'what has no URI and is of a type that nobody knows, by its name',
      { item: { type: 'hologram', name: 'Ghost' } },
      { ...unnamed, kind: 'other', title: 'Ghost' },
    ],
    ['a track by its URI, whatever its type is called', { item: { ...track, type: 'hologram' } }, trackItem],
    [
      'a local file by its URI alone',
      { item: { name: 'demo', uri: 'spotify:local:a:b:c:180', artists: [{ name: 'a', uri: artistUri }] } },
      { ...unnamed, kind: 'local', title: 'demo', artists: [named('a')] },
    ],
    [
      'a local file',
      {
        item: {
          type: 'track',
          id: null,
          is_local: true,
          name: 'demo take 3',
          uri: 'spotify:local:Attic+Tapes::demo+take+3:180',
          duration_ms: 180_000,
          artists: [{ name: 'Attic Tapes', id: null, uri: null }],
          album: { album_type: null, id: null, images: [], name: 'Four Track' },
        },
      },
      {
        kind: 'local',
        title: 'demo take 3',
        artists: [named('Attic Tapes')],
        album: named('Four Track'),
        durationMs: 180_000,
        uri: undefined,
        image: undefined,
      },
    ],
    [
      'a track with null in every field',
      {
        item: {
          type: null,
          id: null,
          name: null,
          uri: null,
          is_local: null,
          duration_ms: null,
          artists: null,
          album: null,
          show: null,
        },
      },
      { ...unnamed, kind: 'track', title: 'Untitled' },
    ],
    ['a track without any field', { item: {} }, { ...unnamed, kind: 'track', title: 'Untitled' }],
    [
      'a track with wrong types in every field',
      { item: { type: 1, name: [], uri: {}, is_local: 'no', duration_ms: 'long', artists: 'x', album: 7 } },
      { ...unnamed, kind: 'track', title: 'Untitled' },
    ],
    ['a track whose duration is told in a text', { item: { ...track, duration_ms: '214000' } }, trackItem],
    [
      'a track with an empty URI, which is none',
      { item: { ...track, uri: '' } },
      { ...trackItem, uri: undefined },
    ],
    ...[-1, 1e300, 40 * 24 * 3_600_000].map(
      (duration_ms) =>
        [
          `a track with the impossible duration ${duration_ms}`,
          { item: { ...track, duration_ms } },
          { ...trackItem, durationMs: undefined },
        ] as const,
    ),
    [
      'artists without names',
      { item: { ...track, artists: [{ name: '' }, {}, { name: null }] } },
      { ...trackItem, artists: [] },
    ],
    [
      'a track of the DJ',
      {
        context: {
          type: 'playlist',
          uri: 'spotify:playlist:37i9dQZF1EYkqdzj48dyYq',
          href: null,
          external_urls: null,
        },
      },
      trackItem,
    ],
    ['a track in an old kind of context', { context: { uri: 'spotify:user:wren:playlist:x' } }, trackItem],
    [
      'a title that would steer',
      { item: { ...track, name: ' Be\u0007ll\r\n\u202egnp ', album: { name: '\u001b[31m' } } },
      { ...trackItem, title: 'Bell gnp', album: named('[31m'), image: undefined },
    ],
    [
      'artists that would steer',
      { item: { ...track, artists: [{ name: 'Nul\u0000l' }, { name: '\u2066\u2069' }] } },
      { ...trackItem, artists: [named('Null')] },
    ],
    [
      'a title of nothing but control characters',
      { item: { ...track, name: '\u0000\u202e' } },
      { ...trackItem, title: 'Untitled' },
    ],
  ];
  for (const [what, changes, item] of items) {
    it(`shows ${what}`, () => {
      assert.deepEqual(snapshotOf({ ...player, ...changes }).item, item);
    });
  }

  it('keeps the artists that it can read beside one that it cannot', () => {
    const artists = [null, { name: 'Ines Quill' }];
    assert.deepEqual(snapshotOf({ ...player, item: { ...track, artists } }).item.artists, [
      named('Ines Quill'),
    ]);
  });

  const devices: readonly (readonly [what: string, device: unknown, expected: ItemSnapshot['device']])[] = [
    ['no device', null, undefined],
    ['a device that is left out', undefined, undefined],
    ['garbage for a device', 'Kitchen', undefined],
    ['a device without an id', { ...device, id: null }, { ...kitchen, id: undefined }],
    ['a device without a name', { ...device, name: null }, { ...kitchen, name: 'Unnamed device' }],
    ['a device whose name would steer', { ...device, name: 'Kit\u202echen\n' }, kitchen],
    [
      'a device whose name steers and says nothing',
      { ...device, name: '\u202e' },
      { ...kitchen, name: 'Unnamed device' },
    ],
    [
      'a device without anything',
      {},
      {
        id: undefined,
        name: 'Unnamed device',
        type: '',
        volume: undefined,
        hasVolume: true,
        restricted: false,
        active: false,
      },
    ],
    [
      'a device with garbage in every field',
      {
        id: 7,
        name: {},
        type: null,
        volume_percent: 'loud',
        supports_volume: 'no',
        is_restricted: 1,
        is_active: 'yes',
        is_private_session: 'yes',
      },
      {
        id: undefined,
        name: 'Unnamed device',
        type: '',
        volume: undefined,
        hasVolume: true,
        restricted: false,
        active: false,
      },
    ],
    [
      'a phone',
      { ...device, type: 'Smartphone', supports_volume: false, volume_percent: null },
      { ...kitchen, type: 'Smartphone', hasVolume: false, volume: undefined },
    ],
    ['a device that takes no commands', { ...device, is_restricted: true }, { ...kitchen, restricted: true }],
    ['a device whose volume is told in a text', { ...device, volume_percent: '40' }, kitchen],
    ['a device with an empty id, which is none', { ...device, id: '' }, { ...kitchen, id: undefined }],
    ['a device that is silent', { ...device, volume_percent: 0 }, { ...kitchen, volume: 0 }],
    ['a device louder than loud', { ...device, volume_percent: 101 }, { ...kitchen, volume: undefined }],
    ['a device quieter than silent', { ...device, volume_percent: -1 }, { ...kitchen, volume: undefined }],
    [
      'a device whose volume is no number',
      { ...device, volume_percent: NaN },
      { ...kitchen, volume: undefined },
    ],
  ];
  for (const [what, given, expected] of devices) {
    it(`copes with ${what}`, () => {
      const snapshot = snapshotOf({ ...player, device: given });
      assert.deepEqual(snapshot.device, expected);
      assert.equal(snapshot.privateSession, false);
    });
  }

  it('is at a position that is told in a text', () => {
    assert.equal(snapshotOf({ ...player, progress_ms: '61000' }).progressMs, 61_000);
  });

  for (const progress of [null, undefined, -4, '', 'soon', '-5', NaN, Infinity]) {
    it(`is nowhere when the position is ${String(progress)}`, () => {
      assert.equal(snapshotOf({ ...player, progress_ms: progress }).progressMs, undefined);
    });
  }

  for (const duration of [null, undefined, 0, -4, 'soon', NaN, Infinity]) {
    for (const what of [track, { ...track, is_local: true }, { ...track, type: 'episode' }]) {
      it(`has an item without an end when its duration is ${String(duration)}: ${JSON.stringify(what).slice(0, 60)}`, () => {
        assert.equal(
          snapshotOf({ ...player, item: { ...what, duration_ms: duration } }).item.durationMs,
          undefined,
        );
      });
    }
  }

  it('survives null in everything but whether something plays', () => {
    const bare = {
      device: null,
      is_playing: true,
      progress_ms: null,
      currently_playing_type: null,
      item: null,
    };
    assert.deepEqual(readPlayer(bare, at), nothing);
  });

  const silent: readonly (readonly [what: string, body: unknown])[] = [
    ['there is no body', undefined],
    ['the player was stopped', { ...player, item: null, timestamp: 0, currently_playing_type: 'unknown' }],
    ['a track is not shown', { ...player, item: null, currently_playing_type: 'track' }],
    ['the type is left out', { is_playing: true }],
    // JSON that says nothing of a player says that there is none.
    ...[null, [], [player], '', 'playing', 0, 7, true, {}, { is_playing: 'yes' }].map(
      (body) => [`the body is ${JSON.stringify(body).slice(0, 40)}`, body] as const,
    ),
  ];
  for (const [what, body] of silent) {
    it(`is that nothing plays when ${what}`, () => {
      assert.deepEqual(readPlayer(body, at), nothing);
    });
  }

  for (const is_playing of [undefined, null, 'yes', 1, {}]) {
    it(`shows the song, and claims no more, when is_playing is ${JSON.stringify(is_playing)}`, () => {
      const snapshot = snapshotOf({ ...player, is_playing });
      assert.deepEqual([snapshot.kind, snapshot.item], ['paused', trackItem]);
    });
  }
});

describe('what is far too long', () => {
  const endless = 'x'.repeat(2_000_000);
  const many = <T>(one: T) => Array.from({ length: 5_000 }, () => one);
  const cut = (most: number) => `${'x'.repeat(most - 1)}…`;

  it('is cut in a title, a name of an album, of an artist and of a device, and in what says who it is', () => {
    const fields = { name: endless, album: { name: endless }, artists: [{ name: endless }] };
    const { item, device: on } = snapshotOf({
      ...player,
      device: { ...device, name: endless, type: endless },
      item: fields,
    });
    assert.equal(item.title, cut(longestTitle));
    assert.equal(item.album?.name, cut(longestTitle));
    assert.deepEqual(item.artists, [named(cut(longestName))]);
    assert.deepEqual([on?.name, on?.type], [cut(longestName), cut(longestName)]);
    assert.equal(readProfile({ id: 'wren', display_name: endless })?.name, cut(longestName));
    const link = parseLink(`spotify:track:${id}`) ?? assert.fail();
    assert.equal(readCatalogItem(link, fields)?.title, cut(longestTitle));
  });

  it('is cut in every list', () => {
    const artists = many({ name: 'Ines Quill' });
    const images = many({ url: 'https://i.scdn.co/image/a' });
    const { item } = snapshotOf({ ...player, item: { ...track, artists, album: { images } } });
    assert.equal(item.artists.length, longestList);
    assert.equal(item.image?.url, 'https://i.scdn.co/image/a');
    assert.equal(readQueue({ queue: many(track) }).length, longestList);
    assert.equal(readDevices({ devices: many(device) }).length, longestList);
    const chapterOf = { ...chapter, audiobook: { ...book, authors: artists } };
    assert.equal(snapshotOf({ ...player, item: chapterOf }).item.artists.length, longestList);
  });

  it('is not taken for an address: half of one would be another', () => {
    const { item } = snapshotOf({
      ...player,
      item: {
        ...track,
        album: null,
        uri: `spotify:track:${endless}`,
        images: [{ url: `https://i.scdn.co/${endless}` }],
      },
    });
    assert.deepEqual([item.uri, item.image], [undefined, undefined]);
    assert.equal(readProfile({ id: endless }), undefined);
  });
});

describe('the page of an item', () => {
  const table: readonly (readonly [uri: string, page: string | undefined])[] = [
    [`spotify:track:${id}`, `https://open.spotify.com/track/${id}`],
    [`spotify:episode:${id}`, `https://open.spotify.com/episode/${id}`],
    ['spotify:local:a:b:c:180', undefined],
    [`spotify:album:${id}`, undefined],
    [`spotify:ad:${id}`, undefined],
    [`spotify:track:${id}?x=1`, `https://open.spotify.com/track/${id}`],
    ['spotify:track:../../evil', undefined],
    ['spotify:track:', undefined],
    [`x spotify:track:${id}`, undefined],
    ['https://evil.example/track/1', undefined],
    ['command:workbench.action.quit', undefined],
    ['', undefined],
  ];
  for (const [uri, page] of table) {
    it(`of ${JSON.stringify(uri)} is ${page ?? 'not there'}`, () => {
      assert.equal(pageOf(snapshotOf({ ...player, item: { ...track, uri } }).item.uri), page);
    });
  }

  it('is never taken from the reply', () => {
    const item = {
      ...track,
      href: 'https://evil.example',
      external_urls: { spotify: 'https://evil.example' },
    };
    const page = (one: object) => pageOf(snapshotOf({ ...player, item: one }).item.uri);
    assert.equal(page(item), `https://open.spotify.com/track/${id}`);
    assert.equal(page({ ...item, uri: 'https://evil.example' }), undefined);
    assert.equal(page({ ...item, is_local: true }), undefined);
  });
});

describe('who is signed in', () => {
  const table: readonly (readonly [body: unknown, profile: unknown])[] = [
    [
      { id: 'wren', account_id: 'acc1', display_name: 'Wren Hedge' },
      { id: 'acc1', name: 'Wren Hedge', userId: 'wren' },
    ],
    [
      { id: 'wren', display_name: 'Wren Hedge' },
      { id: 'wren', name: 'Wren Hedge', userId: 'wren' },
    ],
    [
      { id: 'wren', account_id: null, display_name: null },
      { id: 'wren', name: 'wren', userId: 'wren' },
    ],
    [
      { id: 'wren', display_name: ' W\u202eren\n' },
      { id: 'wren', name: 'Wren', userId: 'wren' },
    ],
    [
      { id: 'wr\u202een', display_name: '' },
      { id: 'wr\u202een', name: 'wren', userId: 'wr\u202een' },
    ],
    [
      { id: null, account_id: 'acc1', display_name: 'Wren' },
      { id: 'acc1', name: 'Wren' },
    ],
    [{ display_name: 'Wren' }, undefined],
    [{ id: null }, undefined],
    [{ id: '' }, undefined],
    [undefined, undefined],
    [null, undefined],
    [[], undefined],
    ['wren', undefined],
  ];
  for (const [body, profile] of table) {
    it(`is read from ${body === undefined ? 'no body' : JSON.stringify(body)}`, () => {
      assert.deepEqual(readProfile(body), profile);
    });
  }
});

describe('the artwork', () => {
  const at = (width: unknown, name = String(width)) => ({
    url: `https://i.scdn.co/image/${name}`,
    width,
    height: width,
  });
  const table: readonly (readonly [what: string, images: unknown, image: string | undefined])[] = [
    ['the smallest that is wide enough', [at(640), at(300), at(64)], '300'],
    ['one that is just wide enough', [at(640), at(200), at(199)], '200'],
    ['the widest where none is wide enough', [at(160), at(64)], '160'],
    ['the only one', [at(64)], '64'],
    ['the first where no width is known', [at(null, 'a'), at(null, 'b'), at(null, 'c')], 'a'],
    [
      'the first where widths are left out',
      [{ url: 'https://i.scdn.co/image/a' }, { url: 'https://i.scdn.co/image/b' }],
      'a',
    ],
    ['one that is wide enough beside some that do not say', [at(null, 'a'), at(300), at(null, 'c')], '300'],
    ['one whose width is nonsense, for want of others', [at('wide', 'a')], 'a'],
    ['one whose width is told in a text', [at('640'), at('300'), at('64')], '300'],
    ['none where there are none', [], undefined],
    ['none where it is no list', { url: 'https://i.scdn.co/image/a' }, undefined],
    ['none where that is null', null, undefined],
    [
      'what can be read beside what cannot',
      [null, {}, { url: null }, 'x', { url: 7, width: 300 }, at(300)],
      '300',
    ],
  ];
  for (const [what, images, name] of table) {
    it(`is ${what}`, () => {
      const image = name && `https://i.scdn.co/image/${name}`;
      assert.equal(
        snapshotOf({ ...player, item: { ...track, album: { ...track.album, images } } }).item.image?.url,
        image,
      );
      assert.equal(
        snapshotOf({ ...player, item: { type: 'episode', name: 'Bins', images } }).item.image?.url,
        image,
      );
    });
  }

  it('of an episode is its own before that of its show', () => {
    const item = {
      type: 'episode',
      name: 'Bins',
      images: [at(300, 'own')],
      show: { name: 'Post', images: [at(300, 'show')] },
    };
    assert.equal(snapshotOf({ ...player, item }).item.image?.url, 'https://i.scdn.co/image/own');
    assert.equal(
      snapshotOf({ ...player, item: { ...item, images: [] } }).item.image?.url,
      'https://i.scdn.co/image/show',
    );
  });

  const ratios: readonly (readonly [width: unknown, height: unknown, ratio: number | undefined])[] = [
    [300, 300, 1],
    [320, 180, 320 / 180],
    [180, 320, 180 / 320],
    ['320', '180', 320 / 180],
    [320, null, undefined],
    [320, undefined, undefined],
    [null, 180, undefined],
    [320, 0, undefined],
    [320, -180, undefined],
    [0, 180, undefined],
    ['wide', 'high', undefined],
    [{}, [], undefined],
  ];
  for (const [width, height, ratio] of ratios) {
    it(`has the proportions ${String(ratio)} when it is ${JSON.stringify(width)} by ${JSON.stringify(height)}`, () => {
      const images = [{ url: 'https://i.scdn.co/image/a', width, height }];
      const image = { url: 'https://i.scdn.co/image/a', ratio };
      assert.deepEqual(snapshotOf({ ...player, item: { ...track, images } }).item.image, image);
      assert.deepEqual(readProfile({ id: 'wren', images })?.image, image);
    });
  }

  for (const url of [
    'http://i.scdn.co/image/a',
    'HTTPS//i.scdn.co/a',
    'javascript:alert(1)',
    'data:image/png;base64,AAAA',
    'file:///etc/passwd',
    'command:workbench.action.quit',
    '//i.scdn.co/image/a',
    '/image/a',
    'https://',
    'https://exa mple/a',
    '',
  ]) {
    it(`is never at ${url || 'no address'}`, () => {
      assert.equal(imageOf([{ url, width: 300 }]), undefined);
      assert.equal(
        imageOf([{ url, width: 300 }, at(64) as { url: string; width: number }])?.url,
        'https://i.scdn.co/image/64',
      );
    });
  }

  const hostile: readonly (readonly [url: string, image: string])[] = [
    ['https://i.scdn.co/a)](command:x)', 'https://i.scdn.co/a%29%5d%28command:x%29'],
    ['https://i.scdn.co/a b', 'https://i.scdn.co/a%20b'],
    ['https://i.scdn.co/a\n\n[x](y)', 'https://i.scdn.co/a%5bx%5d%28y%29'],
    ['https://i.scdn.co/a?b=c\\)|d', 'https://i.scdn.co/a?b=c%5c%29%7cd'],
    ['https://i.scdn.co/a"<img>', 'https://i.scdn.co/a%22%3Cimg%3E'],
    ['https://i.scdn.co/$(bell)', 'https://i.scdn.co/%24%28bell%29'],
    ['https://i.scdn.co/a|width=9', 'https://i.scdn.co/a%7cwidth=9'],
    ['https://i.scdn.co/\u00a0\u2028', 'https://i.scdn.co/%C2%A0%E2%80%A8'],
    ['https://i.scdn.co/a%20b?c=d&e=f#g', 'https://i.scdn.co/a%20b?c=d&e=f#g'],
  ];
  for (const [url, image] of hostile) {
    it(`is at an address that ends where it ends: ${JSON.stringify(url)}`, () => {
      assert.equal(imageOf([{ url, width: 300 }])?.url, image);
    });
  }
});

describe('what was played', () => {
  it('is what can be played again, each once, the newest first', () => {
    const other = { ...track, name: 'Salt Stair', uri: `spotify:track:${id.replace('4', '5')}` };
    const file = { ...track, is_local: true, uri: 'spotify:local:a:b:c:1' };
    const items = [other, track, null, file, other, track].map((one) => ({ track: one }));
    const titles = readRecentlyPlayed({ items }).map(({ title }) => title);
    assert.deepEqual(titles, ['Salt Stair', 'Lamplight Ferry']);
    for (const body of [undefined, null, [], {}, { items: null }, { items: 'x' }, { items: [track] }]) {
      assert.deepEqual(readRecentlyPlayed(body), [], JSON.stringify(body));
    }
  });
});

describe('what the player is set to', () => {
  const of = ({ shuffle, repeat, disallows }: ItemSnapshot) => ({ shuffle, repeat, disallows });
  const none = { shuffle: false, repeat: 'off', disallows: [] };
  const table: readonly (readonly [what: string, fields: object, expected: ReturnType<typeof of>])[] = [
    ...[null, undefined, 'true', 1, {}, []].map(
      (shuffle_state) =>
        [
          `shuffle ${JSON.stringify(shuffle_state)}`,
          { shuffle_state },
          { ...none, repeat: 'context', disallows: ['skipping_prev', 'seeking'] },
        ] as const,
    ),
    ...[null, undefined, 'all', true, 7, {}].map(
      (repeat_state) =>
        [
          `repeat ${JSON.stringify(repeat_state)}`,
          { repeat_state },
          { shuffle: true, repeat: 'off', disallows: ['skipping_prev', 'seeking'] },
        ] as const,
    ),
    ...(['off', 'context', 'track'] as const).map(
      (repeat) =>
        [
          `repeat ${repeat}`,
          { repeat_state: repeat },
          { shuffle: true, repeat, disallows: ['skipping_prev', 'seeking'] },
        ] as const,
    ),
    ...[
      null,
      undefined,
      'none',
      7,
      [],
      {},
      { disallows: null },
      { disallows: [] },
      { disallows: 'seeking' },
      { seeking: true },
    ].map(
      (actions) =>
        [
          `actions ${JSON.stringify(actions)}`,
          { actions },
          { shuffle: true, repeat: 'context', disallows: [] },
        ] as const,
    ),
    [
      'actions that are not all true',
      {
        actions: {
          disallows: {
            seeking: false,
            skipping_next: 'true',
            skipping_prev: 1,
            toggling_shuffle: null,
            transferring_playback: true,
          },
        },
      },
      { shuffle: true, repeat: 'context', disallows: ['transferring_playback'] },
    ],
    [
      'actions that nobody knows',
      {
        actions: {
          disallows: {
            dancing: true,
            pausing: true,
            resuming: true,
            interrupting_playback: true,
            seeking: true,
          },
        },
      },
      { shuffle: true, repeat: 'context', disallows: ['seeking'] },
    ],
    [
      'every action',
      {
        actions: {
          disallows: Object.fromEntries(
            [
              'skipping_next',
              'skipping_prev',
              'seeking',
              'toggling_shuffle',
              'toggling_repeat_context',
              'toggling_repeat_track',
              'transferring_playback',
            ].map((action) => [action, true]),
          ),
        },
      },
      {
        shuffle: true,
        repeat: 'context',
        disallows: [
          'skipping_next',
          'skipping_prev',
          'seeking',
          'toggling_shuffle',
          'toggling_repeat_context',
          'toggling_repeat_track',
          'transferring_playback',
        ],
      },
    ],
  ];
  for (const [what, fields, expected] of table) {
    it(`is read from ${what}`, () => {
      assert.deepEqual(of(snapshotOf({ ...player, ...fields })), expected);
    });
  }
});

describe('the devices', () => {
  it('are read with all that can be', () => {
    const phone = {
      id: null,
      name: 'Pocket',
      type: 'Smartphone',
      volume_percent: null,
      supports_volume: false,
      is_restricted: true,
    };
    assert.deepEqual(readDevices({ devices: [device, null, 'x', phone] }), [
      kitchen,
      {
        id: undefined,
        name: 'Pocket',
        type: 'Smartphone',
        volume: undefined,
        hasVolume: false,
        restricted: true,
        active: false,
      },
    ]);
  });

  it('can be none', () => {
    assert.deepEqual(readDevices({ devices: [] }), []);
  });

  for (const body of [
    undefined,
    null,
    [],
    '',
    7,
    {},
    { devices: null },
    { devices: {} },
    { devices: 'x' },
    [device],
  ]) {
    it(`are none in ${body === undefined ? 'no body' : JSON.stringify(body)}`, () => {
      assert.deepEqual(readDevices(body), []);
    });
  }
});

describe('the queue', () => {
  it('is read in order, without what cannot be', () => {
    const episode = { type: 'episode', name: 'Bins', uri: `spotify:episode:${id}`, show: { name: 'Post' } };
    const queue = [track, null, episode, 7, { ...track, is_local: true, uri: 'spotify:local:a:b:c:1' }];
    assert.deepEqual(
      readQueue({ currently_playing: null, queue }).map(({ kind, title, uri }) => [kind, title, uri]),
      [
        ['track', 'Lamplight Ferry', `spotify:track:${id}`],
        ['episode', 'Bins', `spotify:episode:${id}`],
        ['local', 'Lamplight Ferry', undefined],
      ],
    );
    assert.deepEqual(readQueue({ queue: [track] }), [trackItem]);
  });

  it('can be empty', () => {
    assert.deepEqual(readQueue({ currently_playing: track, queue: [] }), []);
  });

  for (const body of [
    undefined,
    null,
    [],
    '',
    7,
    {},
    { queue: null },
    { queue: {} },
    { currently_playing: track },
  ]) {
    it(`is empty in ${body === undefined ? 'no body' : JSON.stringify(body).slice(0, 40)}`, () => {
      assert.deepEqual(readQueue(body), []);
    });
  }
});

describe('what is in the library', () => {
  const table: readonly (readonly [
    body: unknown,
    count: number,
    answers: readonly (boolean | undefined)[] | undefined,
  ])[] = [
    [[true], 1, [true]],
    [[true, false, true], 3, [true, false, true]],
    [[], 0, []],
    [[true], 2, undefined],
    [[true, false], 1, undefined],
    [[], 1, undefined],
    // Unknown is not the same as no.
    [[1], 1, [undefined]],
    [['true'], 1, [undefined]],
    [[true, null], 2, [true, undefined]],
    [{ 0: true, length: 1 }, 1, undefined],
    [true, 1, undefined],
    [undefined, 1, undefined],
    [null, 0, undefined],
  ];
  for (const [body, count, answers] of table) {
    it(`is ${answers ? 'read' : 'unreadable'} in ${body === undefined ? 'no body' : JSON.stringify(body)} for ${count}`, () => {
      assert.deepEqual(readContains(body, count), answers);
    });
  }
});

describe('what machines read', () => {
  const link = { type: 'album', id, uri: `spotify:album:${id}` } as const;
  const uris: readonly (readonly [what: string, uri: string, kept: string | undefined])[] = [
    ['a URI', track.uri, track.uri],
    ['a URI with white space around and in it', `\n spotify:track:\t${id} `, track.uri],
    ['the URI of a playlist with its owner', `spotify:user:wren:playlist:${id}`, `spotify:playlist:${id}`],
    ['a page', `https://open.spotify.com/track/${id}?si=1`, track.uri],
    ['an escape in a URI', `spotify:track:${id}\u001b[31m`, undefined],
    ['half a pair in a URI', `spotify:track:${id}\ud83d`, undefined],
    ['more than a URI', `${track.uri}:x](command:y)`, undefined],
    ['an ID that is too short', 'spotify:track:4uLU', undefined],
    ['no URI of Spotify’s', 'command:workbench.action.quit', undefined],
  ];
  for (const [what, uri, kept] of uris) {
    it(`has ${kept === undefined ? 'no URI' : 'a URI as the parser rebuilds it'} for ${what}`, () => {
      const of = { ...track, uri, artists: [{ name: 'A', uri }], album: { ...track.album, uri } };
      const found = readPlayer({ ...player, item: of }, at);
      assert.ok(found.kind === 'playing');
      assert.equal(found.item.uri, kept?.startsWith('spotify:track:') ? kept : undefined);
      const [first] = readQueue({ queue: [{ ...of, uri: track.uri }] });
      const entry = readCatalogItem(link, {
        name: 'B',
        artists: [{ name: 'A', uri }],
        album: { name: 'C', uri },
      });
      assert.deepEqual(
        [first?.artists[0], first?.album, entry?.by[0]].map((one) => one && one.uri),
        [kept, kept, kept],
      );
    });
  }

  for (const [what, value] of [
    ['an escape', 'd1\u001b[31m'],
    ['a line break', 'd1\r\nX-Header: 1'],
    ['half a pair', 'd1\ud83d'],
    ['nothing', ''],
    ['more than any has', 'd'.repeat(2_001)],
  ] as const) {
    it(`has no ID with ${what}, and no text with it`, () => {
      assert.equal(readDevices({ devices: [{ ...device, id: value }] })[0]?.id, undefined);
      assert.equal(readProfile({ id: value }), undefined);
      assert.equal(readProfile({ id: 'wren', account_id: value })?.id, 'wren');
      const dates = [{ release_date: value }, { album: { name: 'C', release_date: value } }];
      for (const fields of dates) {
        const released = readCatalogItem(link, { name: 'B', ...fields })?.released ?? '';
        assert.doesNotMatch(released, /[\p{Cc}\p{Cs}]/u);
        assert.ok(released.length <= longestName);
      }
    });
  }

  it('keeps an ID as it is otherwise', () => {
    const value = 'D1-\u00fc \u{1f3a7}';
    assert.equal(readDevices({ devices: [{ ...device, id: value }] })[0]?.id, value);
  });
});
