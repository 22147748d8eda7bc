import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { rejectionMessage } from '../../../src/messages/rejections';
import type { Intent } from '../../../src/model/commands/intent';
import type { WindowRequest, Outcome } from '../../../src/model/commands/windowRequest';
import type { ApiProblem } from '../../../src/model/errors/apiProblem';
import type { Rejection } from '../../../src/model/errors/rejection';
import { parseLink, type CatalogItem } from '../../../src/model/link';
import type { Item } from '../../../src/model/playback/item';
import type { Playback } from '../../../src/model/playback/playback';
import { present } from '../../../src/render/statusText';
import { outcomes } from '../../../src/windows/messageSchemas/requestSchemas';
import {
  protocolVersion,
  readOutcome,
  readToFollower,
  readToLeader,
  toFollower,
  toLeader,
  type ToFollower,
  type ToLeader,
} from '../../../src/windows/protocol';
import { everythingShown } from '../../shown';
import { hall, nowPlaying, kitchen, song } from '../support';

/** As it arrives: what is not known is left out on the way. */
const overTheWire = (message: unknown): unknown => JSON.parse(JSON.stringify(message));

const nonsense: readonly unknown[] = [
  undefined,
  null,
  true,
  7,
  'focus',
  '',
  [],
  [{ type: 'focus', focused: true }],
  {},
  { type: undefined },
  { type: 'dream' },
  { type: ['focus'] },
  { kind: 'focus', focused: true },
];

const items: readonly Item[] = [
  song,
  { ...song, kind: 'episode', album: undefined, explicit: true },
  { ...song, kind: 'chapter' },
  {
    ...song,
    kind: 'other',
    image: { url: 'https://i.scdn.co/image/x', ratio: 16 / 9 },
  },
  { ...song, kind: 'local', uri: undefined, image: undefined },
  { ...song, kind: 'advertisement', artists: [], durationMs: undefined },
];
const problems: readonly ApiProblem[] = [
  { kind: 'offline' },
  { kind: 'offline', blind: true },
  { kind: 'offline', obstacle: 'certificate' },
  { kind: 'offline', obstacle: 'proxy' },
  { kind: 'unreadable' },
  { kind: 'unexpected' },
  { kind: 'refused', status: 503 },
  { kind: 'refused', status: 503, until: 9 },
  { kind: 'limited', until: 9, quota: true },
  { kind: 'notRegistered' },
  { kind: 'notInCountry' },
  { kind: 'forbidden' },
  { kind: 'ownerNeedsPremium' },
  { kind: 'scopeMissing' },
  { kind: 'clientUnknown' },
  { kind: 'secretWrong' },
  { kind: 'secretMissing' },
  { kind: 'secretUnusable' },
  { kind: 'sessionUnread', late: true },
  { kind: 'fault' },
];
const unavailable = (problem: ApiProblem): Playback => {
  const last = nowPlaying({ liked: false, overdue: 1 });
  return { kind: 'unavailable', problem, last, since: 1, failures: 2, failedAt: 3, jitter: 0.5 };
};
const playbacks: readonly Playback[] = [
  { kind: 'starting' },
  { kind: 'signedOut', elsewhere: true },
  { kind: 'signInAgain' },
  { kind: 'signInAgain', why: 'revoked' },
  { kind: 'sessionLost' },
  { kind: 'signingIn', before: { kind: 'signedOut', elsewhere: false } },
  { kind: 'waiting' },
  { kind: 'nothing', receivedAt: 1, changeRate: { since: 1, gap: 2.5 } },
  { kind: 'nothing', receivedAt: 1, changeRate: { since: 1, gap: 2.5 }, optimistic: true },
  { kind: 'nothing', receivedAt: 1, changeRate: { since: 1, gap: 2.5 }, premiumRequired: true },
  nowPlaying({ optimistic: true, premiumRequired: true }),
  nowPlaying({ liked: true, changeRate: { since: 3, gap: 600_000 } }),
  nowPlaying({ kind: 'paused', liked: false, changing: true, disallows: ['seeking'], repeat: 'track' }),
  nowPlaying({ device: undefined, privateSession: true }),
  nowPlaying({ shuffle: true, smartShuffle: true }),
  nowPlaying({ progressMs: undefined, startedAt: undefined }),
  ...items.map((item) => nowPlaying({ item })),
  ...problems.map(unavailable),
];
const intents: readonly Intent[] = [
  ...(['play', 'pause', 'playPause', 'next', 'previous', 'mute'] as const).map((kind) => ({ kind })),
  { kind: 'transfer', device: hall, play: true },
  { kind: 'queue', uri: 'spotify:track:x' },
  { kind: 'playUri', uri: 'spotify:track:x' },
  { kind: 'playUri', uri: 'spotify:track:x', deviceId: 'd1' },
  { kind: 'playUri', uri: 'spotify:track:x', context: 'spotify:album:x', position: 3 },
  { kind: 'playUri', uri: 'spotify:track:x', uris: ['spotify:track:x'], position: 0 },
  { kind: 'seekBy', ms: -15_000 },
  { kind: 'seekBy', ms: 15_000, uri: 'spotify:track:x' },
  { kind: 'seekTo', ms: 15_000 },
  { kind: 'seekTo', ms: 15_000, uri: 'spotify:track:x' },
  { kind: 'volumeBy', percent: -5 },
  { kind: 'volumeTo', percent: 5 },
  { kind: 'shuffle' },
  { kind: 'shuffle', on: true },
  { kind: 'repeat' },
  { kind: 'repeat', mode: 'track' },
  { kind: 'like' },
  { kind: 'like', liked: false },
  { kind: 'like', liked: true, uri: 'spotify:track:x' },
];
const link = parseLink('spotify:track:4uLU6hMCjMI75M1A2tKUQC') ?? assert.fail();
const requests: readonly WindowRequest[] = [
  { kind: 'refresh' },
  ...intents.map((intent): WindowRequest => ({ kind: 'intent', intent })),
  { kind: 'devices' },
  { kind: 'queue' },
  { kind: 'recentlyPlayed' },
  { kind: 'catalogItem', link },
  { kind: 'library', list: 'playlists', from: 50 },
  { kind: 'library', list: 'search', of: 'x', types: ['track'], from: 0 },
  { kind: 'editPlaylist', change: 'add', playlist: 'spotify:playlist:x', uris: ['spotify:track:x'] },
  { kind: 'profile' },
];
const catalogItem: CatalogItem = {
  link,
  title: 'Lamplight Ferry',
  by: song.artists,
  album: song.album,
  durationMs: 214_000,
  released: '2024-03-08',
  parts: undefined,
  image: song.image,
  explicit: true,
};
const rejections: readonly Rejection[] = [
  ...problems.map((problem): Rejection => ({ kind: 'problem', problem })),
  { kind: 'noActiveDevice' },
  { kind: 'deviceGone' },
  { kind: 'premiumRequired' },
  { kind: 'restricted' },
  { kind: 'restricted', action: 'seeking' },
  { kind: 'volumeFixed' },
  { kind: 'nothingPlays' },
  { kind: 'itemChanged' },
  ...items.map(({ kind }): Rejection => ({ kind: 'notForItem', item: kind })),
  { kind: 'positionUnknown' },
  { kind: 'unknownItem' },
  { kind: 'signedOut' },
  { kind: 'notAsking' },
  { kind: 'interrupted' },
];
const results: readonly (readonly [kind: WindowRequest['kind'], result: unknown])[] = [
  ['refresh', true],
  ['intent', null],
  ['intent', false],
  ['devices', [kitchen, hall]],
  ['queue', items],
  ['recentlyPlayed', items],
  ['catalogItem', null],
  ['catalogItem', catalogItem],
  ['library', { items: [null], total: 1 }],
  ['editPlaylist', 'MSwx'],
  ['profile', { id: 'x', name: 'Wren' }],
  ['profile', { id: 'x', name: 'Wren', userId: 'wren' }],
  ['profile', { id: 'x', name: 'Wren', image: { url: 'https://i.scdn.co/image/x', ratio: undefined } }],
];
const outcomesOf: readonly (readonly [kind: WindowRequest['kind'], outcome: Outcome])[] = [
  ...results.map(([kind, result]) => [kind, { kind: 'done', result }] as const),
  ...rejections.map((rejection) => ['intent', { kind: 'refused', rejection }] as const),
];

/** A message with each of its fields in turn taken out, or made into what it is not. */
function* damaged(value: unknown): Generator {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const others = [undefined, null, 7, NaN, 1e300, -1, '', true, [], {}, [null], { kind: 'x' }];
    for (const other of others) {
      yield Array.isArray(value) ? value.with(Number(key), other) : { ...value, [key]: other };
    }
    for (const worse of damaged(inner)) {
      yield Array.isArray(value) ? value.with(Number(key), worse) : { ...value, [key]: worse };
    }
  }
}

/** Neither of these is for people. */
const nonsenseInText = /\bundefined\b|\bnull\b|NaN|\[object|Invalid/;

describe('a message to the leader', () => {
  const good: readonly ToLeader[] = [
    { type: 'focus', focused: true },
    { type: 'focus', focused: false },
    { type: 'session', hasSession: true },
    { type: 'session', hasSession: false },
    ...requests.map((request, id): ToLeader => ({ type: 'request', id, request })),
  ];
  for (const message of good) {
    it(`is read as it was written: ${JSON.stringify(message)}`, () => {
      assert.deepEqual(overTheWire(readToLeader(overTheWire(message))), overTheWire(message));
    });
  }

  it('is read with more in it than this version knows, and without that', () => {
    assert.deepEqual(readToLeader({ type: 'request', id: 1, request: { kind: 'refresh' }, why: 'x' }), {
      type: 'request',
      id: 1,
      request: { kind: 'refresh' },
    });
  });

  const senseless: readonly unknown[] = [
    undefined,
    null,
    'refresh',
    {},
    ['refresh'],
    { kind: 'playlists' },
    { kind: 'constructor' },
    { kind: 'intent' },
    { kind: 'intent', intent: { kind: 'dance' } },
    { kind: 'intent', intent: { kind: 'seekTo', ms: '1:23' } },
    { kind: 'library', list: 'spells', from: 0 },
    { kind: 'library', list: 'playlists', from: -1 },
    { kind: 'library', list: 'search', of: 'x', types: ['spell'], from: 0 },
    { kind: 'editPlaylist', change: 'burn', playlist: 'x', uris: [] },
    { kind: 'catalogItem', link: { type: 'spell', id: 'x', uri: 'x' } },
  ];
  for (const request of senseless) {
    it(`is read without its request, so that it can be rejected: ${JSON.stringify(request)}`, () => {
      const message = readToLeader(overTheWire({ type: 'request', id: 1, request }));
      assert.deepEqual(overTheWire(message), { type: 'request', id: 1 });
    });
  }

  const bad: readonly unknown[] = [
    ...nonsense,
    { type: 'focus' },
    { type: 'focus', focused: 'yes' },
    { type: 'session' },
    { type: 'session', hasSession: 1 },
    { type: 'request' },
    { type: 'request', request: { kind: 'refresh' } },
    { type: 'request', id: '1', request: { kind: 'refresh' } },
    { type: 'refresh', id: 1 },
    { type: 'done', id: 1, outcome: { kind: 'done', result: true } },
    { type: 'playback', playback: nowPlaying() },
  ];
  for (const message of bad) {
    it(`is passed over when it says ${JSON.stringify(message)}`, () => {
      assert.equal(readToLeader(message), undefined);
    });
  }
});

describe('a message to a follower', () => {
  const good: readonly ToFollower[] = [
    ...playbacks.map((playback): ToFollower => ({ type: 'playback', playback })),
    { type: 'session' },
    ...outcomesOf.map(([, outcome], id): ToFollower => ({ type: 'done', id, outcome })),
  ];
  for (const message of good) {
    const what = JSON.stringify(message);
    it(`is read as it was written: ${what}`, () => {
      assert.deepEqual(overTheWire(readToFollower(overTheWire(message))), overTheWire(message));
    });
  }

  it('leaves what nobody knows unknown', () => {
    const message = readToFollower(overTheWire({ type: 'playback', playback: nowPlaying() }));
    assert.ok(message?.type === 'playback' && message.playback.kind === 'playing');
    assert.equal(message.playback.liked, undefined);
    assert.deepEqual({ ...message.playback, liked: undefined }, nowPlaying());
  });

  const bad: readonly unknown[] = [
    ...nonsense,
    { type: 'playback' },
    { type: 'playback', playback: null },
    { type: 'playback', playback: 'playing' },
    { type: 'playback', playback: {} },
    { type: 'playback', playback: { kind: 'dreaming' } },
    { type: 'playback', playback: { kind: 'playing' } },
    { type: 'playback', playback: { kind: 'signingIn' } },
    { type: 'playback', playback: { kind: 'unavailable' } },
    { type: 'playback', playback: { kind: 'constructor' } },
    { type: 'playback', playback: { ...nowPlaying(), item: { ...song, kind: 'hologram' } } },
    { type: 'playback', playback: { ...nowPlaying(), item: { ...song, artists: undefined } } },
    { type: 'playback', playback: { ...unavailable({ kind: 'offline' }), problem: { kind: 'sunspots' } } },
    { type: 'playback', playback: { ...unavailable({ kind: 'offline' }), last: { kind: 'signInAgain' } } },
    { type: 'done', outcome: { kind: 'done', result: true } },
    { type: 'done', id: '1', outcome: { kind: 'done', result: true } },
    { type: 'request', id: 1, request: { kind: 'refresh' } },
    { type: 'refreshed', id: 1, asked: true },
    { type: 'focus', focused: true },
  ];
  for (const message of bad) {
    it(`is passed over when it says ${JSON.stringify(message)}`, () => {
      assert.equal(readToFollower(message), undefined);
    });
  }
});

describe('how a request ended', () => {
  for (const [kind, outcome] of outcomesOf) {
    it(`is read as it was written: ${kind}, ${JSON.stringify(outcome)}`, () => {
      assert.deepEqual(overTheWire(readOutcome(kind, overTheWire(outcome))), overTheWire(outcome));
    });
  }

  const bad: readonly (readonly [kind: WindowRequest['kind'], outcome: unknown])[] = [
    ['refresh', undefined],
    ['refresh', true],
    ['refresh', { kind: 'perhaps' }],
    ['refresh', { kind: 'done' }],
    ['refresh', { kind: 'done', result: null }],
    ['intent', { kind: 'done', result: [kitchen] }],
    ['devices', { kind: 'done', result: true }],
    ['devices', { kind: 'done', result: [kitchen, null] }],
    ['queue', { kind: 'done', result: [kitchen] }],
    ['queue', { kind: 'done', result: [song, { ...song, kind: 'hologram' }] }],
    ['catalogItem', { kind: 'done', result: { ...catalogItem, by: undefined } }],
    ['editPlaylist', { kind: 'done', result: null }],
    ['profile', { kind: 'done', result: { id: 'x' } }],
    ['profile', { kind: 'refused' }],
    ['intent', { kind: 'refused' }],
    ['profile', { kind: 'refused', rejection: { kind: 'mood' } }],
    ['profile', { kind: 'refused', rejection: { kind: 'problem', problem: { kind: 'sunspots' } } }],
    ['profile', { kind: 'refused', rejection: { kind: 'notForItem', item: 'hologram' } }],
  ];
  for (const [kind, outcome] of bad) {
    it(`is passed over when it says ${kind}, ${JSON.stringify(outcome)}`, () => {
      assert.equal(readOutcome(kind, outcome), undefined);
    });
  }
});

describe('a damaged message', () => {
  it('is passed over, or can be shown, whichever of its fields is damaged', () => {
    let [shown, passedOver] = [0, 0];
    for (const whole of playbacks) {
      for (const message of damaged({ type: 'playback', playback: overTheWire(whole) })) {
        const read = readToFollower(message);
        if (read?.type !== 'playback') {
          passedOver += 1;
          continue;
        }
        const texts = JSON.stringify(present(read.playback, everythingShown, 1_000_000) ?? '');
        assert.doesNotMatch(texts, nonsenseInText, JSON.stringify(message));
        shown += 1;
      }
    }
    assert.ok(shown > 500 && passedOver > 5_000, `${shown} shown, ${passedOver} passed over`);
  });

  it('is passed over, or is an outcome that can be put into words', () => {
    for (const [kind, whole] of outcomesOf) {
      for (const outcome of damaged(overTheWire(whole))) {
        const read = readOutcome(kind, outcome);
        if (read?.kind !== 'refused') continue;
        assert.doesNotMatch(rejectionMessage(read.rejection, 1)[0], nonsenseInText, JSON.stringify(outcome));
      }
    }
  });
});

describe('the version of the messages', () => {
  /** What a schema asks for, as data: its fields in the order of their names. */
  function describeSchema(schema: unknown): unknown {
    const { type, kinds, entries, wrapped, item, options, pipe } = schema as Record<string, unknown>;
    if (kinds !== undefined) return { oneOf: each(kinds, (fields) => each(fields, describeSchema)) };
    if (entries !== undefined) return each(entries, describeSchema);
    if (wrapped !== undefined) return { [String(type)]: describeSchema(wrapped) };
    if (item !== undefined) return [describeSchema(item)];
    if (options !== undefined) return (options as readonly string[]).toSorted();
    return pipe === undefined ? type : (pipe as readonly { type: string }[]).map((step) => step.type);
  }
  function each(values: unknown, describe: (value: unknown) => unknown): unknown {
    const names = Object.entries(values as object).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(names.map(([name, value]) => [name, describe(value)]));
  }

  /** The shapes of each version. Those of versions that have been released stay as they are. */
  const digests: Readonly<Record<number, string>> = {
    1: 'f33e5cbfdf8d186c',
    2: 'a7393b24e13f438c',
  };

  it('is raised with each change of their shapes', () => {
    const messages = [toLeader, toFollower].map((schemas) =>
      each(schemas, (fields) => each(fields, describeSchema)),
    );
    const shapes = JSON.stringify([...messages, each(outcomes, describeSchema)]);
    // Whatever is told to others stands in it.
    for (const word of [
      'advertisement',
      'ownerNeedsPremium',
      'interrupted',
      'notAsking',
      'expected',
      'released',
      'elsewhere',
      'volumeBy',
    ]) {
      assert.ok(shapes.includes(word), word);
    }
    assert.equal(
      createHash('sha256').update(shapes).digest('hex').slice(0, 16),
      digests[protocolVersion],
      'What windows tell each other has changed: raise protocolVersion in src/windows/protocol.ts, and add its digest.',
    );
  });

  it('has shapes of its own', () => {
    assert.equal(new Set(Object.values(digests)).size, Object.keys(digests).length);
  });
});
