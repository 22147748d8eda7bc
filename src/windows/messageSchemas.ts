import * as v from 'valibot';
import { sessionEnds, type Profile } from '../model/account';
import type { Intent } from '../model/commands/intent';
import type { WindowRequest, Outcome, Results } from '../model/commands/windowRequest';
import type { Obstacle, ApiProblem } from '../model/errors/apiProblem';
import type { AppRefusal, Rejection } from '../model/errors/rejection';
import {
  between,
  isTrue,
  object,
  oneOf,
  whole,
  word,
  type Fields,
  type Kinds,
  type Schema,
} from '../platform/json';
import { linkTypes, type CatalogItem, type Link } from '../model/link';
import {
  actions,
  type Addressable,
  type Device,
  type Image,
  type Item,
  type Named,
  type Repeat,
} from '../model/playback/item';
import { localProblems, type LocalApp } from '../model/playback/localApp';
import type { ChangeRate, Idle, NowPlaying, Observation } from '../model/playback/nowPlaying';
import type { Away, Playback } from '../model/playback/playback';

/*
 * The schemas of what windows tell each other, held to the types of `model` by the compiler: a field or a kind that is
 * missing here is an error.
 */

const text = v.string();
const flag = v.boolean();
/** Of milliseconds, a `Date` can hold the sum of two (ECMAScript, "Time Values": 8.64e15); no other is larger. */
const number = between(-4e15, 4e15);
const ms = number;
const noFields = {};

const repeat = word<Repeat>({ off: 0, context: 0, track: 0 });
const action = v.picklist(actions);
const itemKind = word<Item['kind']>({
  track: 0,
  episode: 0,
  chapter: 0,
  local: 0,
  advertisement: 0,
  other: 0,
});
const named = object<Named>({ name: text, uri: v.optional(text) });
const image = v.optional(object<Image>({ url: text, ratio: v.optional(number) }));
const item = object<Item>({
  kind: itemKind,
  title: text,
  artists: v.array(named),
  album: v.optional(named),
  durationMs: v.optional(ms),
  uri: v.optional(text),
  image,
  bare: isTrue,
  explicit: isTrue,
});
const deviceFields: Fields<Device> = {
  id: v.optional(text),
  name: text,
  type: text,
  volume: v.optional(between(0, 100)),
  hasVolume: flag,
  restricted: flag,
  active: flag,
};
const device = object(deviceFields);

const changeRate = object<ChangeRate>({ since: ms, gap: number });
const nowPlaying: Fields<Omit<NowPlaying, 'kind'>> = {
  item,
  device: v.optional(device),
  privateSession: flag,
  shuffle: v.optional(flag),
  smartShuffle: isTrue,
  repeat: v.optional(repeat),
  disallows: v.array(action),
  liked: v.optional(flag),
  changing: flag,
  progressMs: v.optional(ms),
  receivedAt: ms,
  startedAt: v.optional(ms),
  overdue: whole(0),
  changeRate,
  optimistic: isTrue,
  premiumRequired: isTrue,
  local: v.optional(v.picklist(['alone', 'agrees'])),
  agreedAt: v.optional(ms),
};
/** What the Spotify app on this machine plays, beside what else is so. */
const withLocal = {
  local: v.optional(object<NowPlaying>({ kind: v.picklist(['playing', 'paused']), ...nowPlaying })),
};
const idle: Fields<Omit<Idle, 'kind'>> = {
  receivedAt: ms,
  changeRate,
  optimistic: isTrue,
  premiumRequired: isTrue,
};
const observation: Kinds<Observation> = {
  playing: nowPlaying,
  paused: nowPlaying,
  nothing: idle,
  waiting: withLocal,
};
const away: Kinds<Away> = {
  starting: withLocal,
  signedOut: { elsewhere: flag, ...withLocal },
  signInAgain: { why: v.optional(v.picklist(sessionEnds)), ...withLocal },
  sessionLost: withLocal,
};

const problem = oneOf<ApiProblem>({
  offline: {
    blind: isTrue,
    obstacle: v.optional(word<Obstacle>({ certificate: 0, proxy: 0 })),
  },
  unreadable: noFields,
  unexpected: noFields,
  refused: { status: number, until: v.optional(ms) },
  limited: { until: ms, quota: flag },
  notRegistered: noFields,
  notInCountry: noFields,
  forbidden: noFields,
  ownerNeedsPremium: noFields,
  scopeMissing: noFields,
  clientUnknown: noFields,
  secretWrong: noFields,
  secretMissing: noFields,
  secretUnusable: noFields,
  sessionUnread: { late: flag },
  fault: noFields,
});

export const playback = oneOf<Playback>({
  ...away,
  ...observation,
  signingIn: { before: oneOf(away) },
  unavailable: {
    problem,
    last: oneOf(observation),
    since: ms,
    failures: whole(1),
    failedAt: ms,
    jitter: between(0, 1),
  },
});

const rejection = oneOf<Rejection>({
  problem: { problem },
  noActiveDevice: noFields,
  deviceGone: noFields,
  premiumRequired: noFields,
  restricted: { action: v.optional(action) },
  volumeFixed: noFields,
  nothingPlays: noFields,
  itemChanged: noFields,
  notForItem: { item: itemKind },
  positionUnknown: noFields,
  unknownItem: noFields,
  signedOut: noFields,
  appRefused: { reason: word<AppRefusal>({ notRunning: 0, notPermitted: 0, unsupported: 0, noAnswer: 0 }) },
  notAsking: noFields,
  interrupted: noFields,
});

const intent = oneOf<Intent>({
  play: noFields,
  pause: noFields,
  playPause: noFields,
  next: noFields,
  previous: noFields,
  transfer: { device: object<Addressable>({ ...deviceFields, id: text }), play: flag },
  queue: { uri: text },
  playUri: { uri: text, deviceId: v.optional(text) },
  mute: noFields,
  seekBy: { ms, uri: v.optional(text) },
  seekTo: { ms, uri: v.optional(text) },
  volumeBy: { percent: number },
  volumeTo: { percent: number },
  shuffle: { on: v.optional(flag) },
  repeat: { mode: v.optional(repeat) },
  like: { uri: v.optional(text), liked: v.optional(flag) },
});

const link = object<Link>({ type: v.picklist(linkTypes), id: text, uri: text });

export const request = oneOf<WindowRequest>({
  refresh: noFields,
  intent: { intent },
  devices: noFields,
  queue: noFields,
  recentlyPlayed: noFields,
  catalogItem: { link },
  profile: noFields,
  localApp: noFields,
});

const catalogItem = object<CatalogItem>({
  link,
  title: text,
  by: v.array(named),
  album: v.optional(named),
  durationMs: v.optional(ms),
  released: text,
  parts: v.optional(number),
  image,
  explicit: isTrue,
});
const profile = object<Profile>({ id: text, name: text, image });

const localApp = oneOf<LocalApp>({
  off: noFields,
  starting: noFields,
  unavailable: { problem: v.picklist(localProblems) },
  available: { status: v.picklist(['playing', 'paused', 'stopped']), elsewhere: flag },
});

const results: Fields<Results> = {
  refresh: flag,
  intent: v.nullable(flag),
  devices: v.array(device),
  queue: v.array(item),
  recentlyPlayed: v.array(item),
  catalogItem: v.nullable(catalogItem),
  profile,
  localApp,
};

/** What may come back from a request of a kind. */
export const outcomes = Object.fromEntries(
  Object.entries(results).map(([kind, result]) => [
    kind,
    oneOf<Outcome>({ done: { result }, refused: { rejection } }),
  ]),
) as Readonly<Record<WindowRequest['kind'], Schema<Outcome>>>;
