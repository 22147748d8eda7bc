import assert from 'node:assert/strict';
import { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import fc from 'fast-check';
import { createPlayer } from '../../../src/app/polling';
import { rejectionMessage } from '../../../src/messages/rejections';
import { ApiProblemError, SignedOutError } from '../../../src/model/errors/apiProblem';
import { rejectionOf, RejectedError } from '../../../src/model/errors/rejection';
import { reduce } from '../../../src/model/playback/reduce';
import { nextPoll } from '../../../src/model/schedule/polling';
import { parseJson } from '../../../src/platform/json';
import { SocketConnection } from '../../../src/platform/node/connection';
import { Store } from '../../../src/player/store';
import { always, SpotifyClient } from '../../../src/spotify/client';
import { RequestLog } from '../../../src/spotify/requestLog';
import { outcomes } from '../../../src/windows/messageSchemas/requestSchemas';
import { readOutcome, readToFollower, readToLeader } from '../../../src/windows/protocol';
import {
  Around,
  hall,
  kitchen,
  Lines,
  ManualClock,
  nowPlaying,
  Pages,
  song,
  ToldFocus,
  turns,
} from '../../unit/support';
import { anything, damaged, id, shortText, uriOf, written } from '../arbitraries';
import { assertShown, assertSpeaks, now, overTheWire } from '../invariants';
import { target } from '../target';

const plays = nowPlaying({
  receivedAt: now,
  liked: true,
  local: 'agrees',
  agreedAt: now,
  image: undefined,
} as object);
const playbacks = [
  plays,
  { kind: 'waiting', local: plays },
  { kind: 'signedOut', elsewhere: true, local: plays },
  { kind: 'signingIn', before: { kind: 'signInAgain', why: 'expired' } },
  { kind: 'nothing', receivedAt: now, changeRate: plays.changeRate, premiumRequired: true },
  {
    kind: 'unavailable',
    problem: { kind: 'limited', until: now + 9_000, quota: true },
    last: plays,
    since: now,
    failures: 1,
    failedAt: now,
    jitter: 0.5,
  },
];

/** Whatever another window says that it shows is passed over, or can be shown, and be told on. */
function assertPlayback(json: string): void {
  const message = readToFollower(parseJson(json));
  if (message?.type === 'done') assertSpeaks(message.id);
  if (message?.type !== 'playback') return;
  assert.deepEqual(overTheWire(readToFollower(overTheWire(message))), overTheWire(message));
  const playback = reduce({ kind: 'waiting' }, { type: 'shared', playback: message.playback });
  assertShown(playback);
  assertShown(reduce(playback, { type: 'clockSetBack', ms: 3_600_000 }));
  const plan = nextPoll(playback, { now, focusedSince: now, budget: { used: 0, limit: 1_000 }, pace: 1 });
  assert.ok(plan === undefined || (plan.at >= now && plan.at < Infinity));
}

const link = { type: 'track', id, uri: uriOf('track') };
const requests = [
  { kind: 'refresh' },
  { kind: 'devices' },
  { kind: 'profile' },
  { kind: 'catalogItem', link },
  { kind: 'library', list: 'playlistItems', of: uriOf('playlist'), from: 50 },
  { kind: 'library', list: 'search', of: 'x', types: ['track'], from: 0 },
  { kind: 'editPlaylist', change: 'remove', playlist: uriOf('playlist'), uris: [link.uri] },
  { kind: 'intent', intent: { kind: 'transfer', device: hall, play: true } },
  { kind: 'intent', intent: { kind: 'queue', uri: link.uri } },
  {
    kind: 'intent',
    intent: { kind: 'playUri', uri: link.uri, uris: [link.uri], position: 0, deviceId: 'd2' },
  },
  { kind: 'intent', intent: { kind: 'seekBy', ms: 5_000, uri: song.uri } },
  { kind: 'intent', intent: { kind: 'volumeTo', percent: 7 } },
  { kind: 'intent', intent: { kind: 'like', uri: link.uri, liked: true } },
  { kind: 'intent', intent: { kind: 'repeat', mode: 'track' } },
].map((request) => ({ type: 'request', id: 1, request }));

/** The address of a request, its method and its body, as they may be sent. */
const isProper = (url: string) => /^http:\/\/api\/v1\/[\w/.-]+(\?[\w.~!*'()%=&,+-]*)?$/.test(url);

/** Whatever another window asks for is refused, or asked of Spotify by an address that means what it says. */
async function assertHandled(json: string): Promise<void> {
  const message = readToLeader(parseJson(json));
  if (message?.type !== 'request' || !message.request) return;
  const clock = new ManualClock();
  const sent: string[] = [];
  const http = (url: string) => {
    sent.push(url);
    return Promise.resolve(new Response(null, { status: 204 }));
  };
  const tokens = always({ value: 'x', api: 'http://api/v1' });
  const client = new SpotifyClient(http, tokens, new RequestLog(new Pages(), clock), clock, new Lines());
  const store = new Store();
  store.dispatch({ type: 'shared', playback: nowPlaying({ receivedAt: clock.now(), device: kitchen }) });
  const conditions = new Around(new ToldFocus(true), clock);
  const player = createPlayer({ store, api: client, conditions, leads: () => true, clock, log: new Lines() });
  const handled = player.handle(message.request).catch((error: unknown) => error);
  await turns(1);
  await clock.advance(1_000);
  const outcome = await handled;
  player.dispose();
  for (const url of sent) assert.ok(isProper(url), url);
  if (!(outcome instanceof Error)) return;
  const known = [RejectedError, ApiProblemError, SignedOutError].some((type) => outcome instanceof type);
  assert.ok(known, outcome.stack);
  assertSpeaks(rejectionMessage(rejectionOf(outcome), now)[0]);
}

const kinds = Object.keys(outcomes) as (keyof typeof outcomes)[];
const profile = {
  id: 'x',
  name: 'Wren',
  userId: 'wren',
  image: { url: 'https://i.scdn.co/image/x', ratio: 1 },
};
const catalogItem = {
  link,
  title: 'x',
  by: song.artists,
  album: song.album,
  released: '2024',
  parts: 3,
  image: song.image,
};
const results = [
  true,
  null,
  [kitchen, hall],
  [song],
  profile,
  catalogItem,
  '',
  { kind: 'available', status: 'paused', elsewhere: true },
];
const done = [
  ...results.map((result) => ({ kind: 'done', result })),
  { kind: 'refused', rejection: { kind: 'problem', problem: { kind: 'refused', status: 503, until: now } } },
  { kind: 'refused', rejection: { kind: 'restricted', action: 'seeking' } },
  { kind: 'refused', rejection: { kind: 'notForItem', item: 'local' } },
];

function assertOutcome(json: string): void {
  for (const kind of kinds) {
    const outcome = readOutcome(kind, parseJson(json));
    if (!outcome) continue;
    assert.deepEqual(overTheWire(readOutcome(kind, overTheWire(outcome))), overTheWire(outcome));
    if (outcome.kind === 'refused') assertSpeaks(rejectionMessage(outcome.rejection, now)[0]);
  }
}

const messages = fc.array(anything.map(written), { maxLength: 6 });
const faults = fc.constantFrom('{', 'GET / HTTP/1.1\r', '\u0000', 'nul', '[[]');
const endless = fc.constant('x'.repeat(1_100_000));
const stream = fc.record({
  messages,
  fault: fc.option(fc.oneof(faults, shortText, endless), { nil: undefined }),
  cuts: fc.array(fc.nat(2_000), { maxLength: 12 }),
});

/** What JSON cannot carry, and no line can be. */
const isLine = (one: string) => one.length < 900_000 && parseJson(one) !== undefined;

/** Messages arrive whole and in order, wherever the bytes are divided, up to the first that is none. */
async function assertFramed({
  messages: sent,
  fault,
  cuts,
}: typeof stream extends fc.Arbitrary<infer T> ? T : never): Promise<void> {
  const good = sent.filter(isLine);
  const socket = new Duplex({ read: () => undefined, write: (_chunk, _encoding, then) => then() });
  const connection = new SocketConnection(socket as unknown as Socket);
  const received: unknown[] = [];
  const ends: unknown[] = [];
  connection.onMessage((message) => received.push(message));
  connection.onEnd(() => ends.push(true));
  const lines = [...good, ...(fault === undefined ? [] : [fault])].map((line) => `${line}\n\n`);
  const bytes = Buffer.from(lines.join(''));
  let from = 0;
  for (const cut of [...cuts.toSorted((a, b) => a - b), bytes.length]) {
    if (cut > from) socket.push(bytes.subarray(from, cut));
    from = Math.max(from, cut);
  }
  await turns(2);
  const told = (fault ?? '').toWellFormed().split('\n').filter(Boolean);
  const bad = told.findIndex((line) => parseJson(line) === undefined);
  const expected = [...good, ...told.slice(0, bad < 0 ? undefined : bad)].map((one) =>
    parseJson(one.toWellFormed()),
  );
  const ended = ends.length === 1;
  assert.equal(ended, bad >= 0);
  assert.deepEqual(received, expected);
  assert.equal(connection.send({ text: fault }), JSON.stringify({ text: fault }).length <= 1_000_000);
  connection.dispose();
}

export const windows = [
  target(
    'window: what plays',
    damaged(...playbacks.map((playback) => ({ type: 'playback', playback }))),
    assertPlayback,
    [
      JSON.stringify({ type: 'playback', playback: playbacks[0] }).replace(
        '"ratio":1',
        '"ratio":1,"more":1e999',
      ),
    ],
  ),
  target(
    'window: requests',
    damaged(...requests, { type: 'focus', focused: true }, { type: 'session', hasSession: true }),
    assertHandled,
  ),
  target('window: how a request ended', damaged(...done), assertOutcome, [
    JSON.stringify({
      kind: 'refused',
      rejection: { kind: 'problem', problem: { kind: 'refused', status: 5e-324 } },
    }),
  ]),
  target('window: bytes of a connection', stream, assertFramed),
];
