import * as v from 'valibot';
import { sessionEnds } from '../../model/account';
import type { Obstacle, ApiProblem } from '../../model/errors/apiProblem';
import {
  between,
  isTrue,
  object,
  oneOf,
  time,
  whole,
  word,
  type Fields,
  type Kinds,
} from '../../platform/json';
import {
  actions,
  type Device,
  type Image,
  type Item,
  type Named,
  type Repeat,
} from '../../model/playback/item';
import type { ChangeRate, Idle, NowPlaying, Observation } from '../../model/playback/nowPlaying';
import type { Away, Playback } from '../../model/playback/playback';

/*
 * The schemas of what windows show, and of what it is made of, held to the types of `model` by the compiler: a field or
 * a kind that is missing here is an error.
 */

export const text = v.string();
export const flag = v.boolean();
export const number = time;
export const ms = time;
export const duration = between(0, 4e15);
export const noFields = {};

export const repeat = word<Repeat>({ off: 0, context: 0, track: 0 });
export const action = v.picklist(actions);
export const itemKind = word<Item['kind']>({
  track: 0,
  episode: 0,
  chapter: 0,
  local: 0,
  advertisement: 0,
  other: 0,
});
export const named = object<Named>({ name: text, uri: v.optional(text) });
export const image = v.optional(object<Image>({ url: text, ratio: v.optional(number) }));
export const item = object<Item>({
  kind: itemKind,
  title: text,
  artists: v.array(named),
  album: v.optional(named),
  durationMs: v.optional(duration),
  uri: v.optional(text),
  image,
  bare: isTrue,
  explicit: isTrue,
});
export const deviceFields: Fields<Device> = {
  id: v.optional(text),
  name: text,
  type: text,
  volume: v.optional(between(0, 100)),
  hasVolume: flag,
  restricted: flag,
  active: flag,
};
export const device = object(deviceFields);

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

export const problem = oneOf<ApiProblem>({
  offline: { blind: isTrue, obstacle: v.optional(word<Obstacle>({ certificate: 0, proxy: 0 })) },
  unreadable: noFields,
  unexpected: noFields,
  refused: { status: whole(0, 999), until: v.optional(ms) },
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
