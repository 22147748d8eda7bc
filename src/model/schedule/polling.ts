import { pauseEnd } from '../errors/apiProblem';
import type { NowPlaying, Idle } from '../playback/nowPlaying';
import { lastObservation, type Playback } from '../playback/playback';
import { slowdownFactor } from './budget';
import { expectedGap } from './changeRate';
import { minute, second, shortest, type Circumstances, type Plan, type SentCommand } from './plan';
import { planRetry } from './retry';

/** Beyond what must be known: while somebody looks, and within the day's budget. */
export function isWorthAsking({ focusedSince, budget }: Circumstances): boolean {
  return focusedSince !== undefined && slowdownFactor(budget) === 1;
}

/** The setting `earshot.polling.pace` as `Circumstances.pace`. */
export const paces = { relaxed: 2, normal: 1, eager: 0.5 } as const;

/** Spotify needs a moment at an item's end: asked at the very end it still names the old one. */
const afterTheEnd = 300;
/** Where the end passed and the reply still names the old item: soon, then ever later. */
const overdueSteps = [5 * second, 5 * second, 10 * second, 15 * second];
/**
 * Between ends, Spotify is asked in heartbeats. For changes that come by chance every `gap` the fewest wrong seconds
 * for a number of requests come from an interval in proportion to the square root of `gap`; so that is the law, with
 * `factor` in square roots of seconds, and bounds in seconds. The figures were found by `npm run bench`.
 */
interface Heartbeat {
  readonly factor: number;
  readonly least: number;
  readonly most: number;
}

const playing: Heartbeat = { factor: 0.97, least: 5, most: 38 };
/**
 * While the app on this machine plays, and tells of each change, Spotify is only asked whether it is still the same
 * account's: so long after it agreed, in milliseconds.
 */
const localPlaying = 60 * minute;
/**
 * While it is paused another device may have gone on, which is what some systems do not tell: that is asked at once,
 * and then at this share of the pause, within these bounds in milliseconds.
 */
const localPaused = { share: 1 / 4, least: 30 * second, most: 15 * minute };
/** What Spotify shows of a change is some 0.2 s behind. */
const afterHint = 0.15 * second;
/** Whatever the app says, and however often: one who skips through songs does not want to know all of each. */
const detailsAfter = 2 * second;
/** The app tells by then which item comes next, or that it plays the same again: that is read with its position. */
const localGrace = 20 * second;
const heartbeats = {
  playing: { focused: playing, unfocused: playing },
  paused: {
    focused: { factor: 1.5, least: 10, most: 30 },
    unfocused: { factor: 2, least: 10, most: 1800 },
  },
  nothing: {
    focused: { factor: 1.7, least: 20, most: 120 },
    unfocused: { factor: 3, least: 20, most: 1800 },
  },
} satisfies Record<string, Record<'focused' | 'unfocused', Heartbeat>>;
/** Nights are long: while nobody looks and nothing plays, this share of the silence may pass between two requests. */
const shareOfSilence = 1 / 30;
/** So much longer where the app on this machine would tell of its own, and only other devices are left. */
const elsewhereOnly = 4;

/** Who comes back to a window wants to see what plays now, unless that has only just been asked. */
const freshOnFocus = 15 * second;

/** Spotify shows the effect of a command after a moment; what contradicts it then is asked once more, and believed. */
export const firstLookMs = 1 * second;
const afterCommand = [firstLookMs, 3 * second];
/** After this time, in milliseconds, what Spotify shows is so. */
export const confirmWithinMs = 3 * second;

/**
 * When to ask again: at the item's predicted end, or at a heartbeat that is short when changes come often and long
 * in calm, whichever comes first; the heartbeat is slower when paused, when nothing plays, when no window has the
 * focus, and when the day's budget runs out. Never before Spotify's Retry-After. `undefined` when nobody is signed
 * in. A pure function.
 */
export function nextPoll(playback: Playback, circumstances: Circumstances): Plan | undefined {
  const { now } = circumstances;
  if (circumstances.localOnly) return undefined;
  const look = planLook(playback, circumstances);
  if (look) {
    return look;
  }
  switch (playback.kind) {
    case 'waiting':
      return { at: now, why: 'nothingKnown' };
    case 'nothing':
    case 'paused':
    case 'playing':
      return within(planObservation(playback, circumstances), playback, circumstances);
    case 'unavailable':
      return planRetry(playback, circumstances);
    default:
      return undefined;
  }
}

/**
 * Not in the past, and not sooner after the last reply than may be; should the clock have been set back meanwhile, not
 * further away than from now on.
 */
function within(plan: Plan, observation: NowPlaying | Idle, { now }: Circumstances): Plan {
  const { receivedAt } = observation;
  const askedAt = ('agreedAt' in observation && observation.agreedAt) || receivedAt;
  const at = Math.max(plan.at, askedAt + shortest);
  return { ...plan, at: Math.max(now, Math.min(at, now + at - receivedAt)) };
}

function planObservation(observation: NowPlaying | Idle, circumstances: Circumstances): Plan {
  const { focusedSince, pace, hintedAt } = circumstances;
  if (hintedAt !== undefined) return { at: hintedAt + afterHint, why: 'localChange' };
  if (observation.kind !== 'nothing' && observation.local === 'agrees')
    return planLocal(observation, circumstances);
  if (focusedSince !== undefined && focusedSince - observation.receivedAt > freshOnFocus * pace) {
    return { at: focusedSince, why: 'focusRegained' };
  }
  const heartbeat = {
    at: observation.receivedAt + heartbeatMs(observation, circumstances),
    why: whys[observation.kind],
  };
  const end =
    observation.kind === 'playing' && endCounts(observation, circumstances)
      ? planEnd(observation)
      : undefined;
  return end && end.at <= heartbeat.at ? end : heartbeat;
}

/** The app on this machine tells of changes; what it cannot tell is asked for while somebody looks. */
function planLocal(nowPlaying: NowPlaying, circumstances: Circumstances): Plan {
  const { item, kind, receivedAt } = nowPlaying;
  if (item.bare && isWorthAsking(circumstances)) {
    return { at: receivedAt + detailsAfter, why: 'details' };
  }
  const heartbeat: Plan = { at: localHeartbeat(nowPlaying, circumstances), why: 'localHeartbeat' };
  const end = kind === 'playing' ? planEnd(nowPlaying) : undefined;
  return end && end.at + localGrace <= heartbeat.at ? { ...end, at: end.at + localGrace } : heartbeat;
}

function localHeartbeat(nowPlaying: NowPlaying, { pace, budget }: Circumstances): number {
  const { kind, receivedAt, agreedAt = receivedAt, changeRate } = nowPlaying;
  const calmFor = agreedAt - changeRate.since;
  if (kind === 'paused' && calmFor < 0) return changeRate.since + firstLookMs;
  const { share, least, most } = localPaused;
  const beat = kind === 'playing' ? localPlaying : Math.min(Math.max(calmFor * share, least), most);
  return agreedAt + beat * pace * slowdownFactor(budget);
}

/** After a command nothing else counts, but for a pause that Spotify demands and for nobody being signed in. */
function planLook(playback: Playback, { command, now }: Circumstances): Plan | undefined {
  const look = command && nextLook(command);
  const pauses = playback.kind === 'unavailable' && pauseEnd(playback.problem) !== undefined;
  return look === undefined || pauses || !lastObservation(playback)
    ? undefined
    : { at: Math.max(now, look), why: 'afterCommand' };
}

/** When to ask about the effect of a command; `undefined` when that has been done as often as it is worth. */
export function nextLook({ at, lookedAt = at }: SentCommand): number | undefined {
  return afterCommand.map((step) => at + step).find((look) => look > lookedAt);
}

const whys = { playing: 'heartbeat', paused: 'paused', nothing: 'nothingPlays' } as const;

function heartbeatMs(observation: NowPlaying | Idle, circumstances: Circumstances): number {
  const { focusedSince, pace, budget, readsApp } = circumstances;
  const { kind, changeRate, receivedAt } = observation;
  const unseen = focusedSince === undefined;
  const { factor, least, most } = heartbeats[kind][unseen ? 'unfocused' : 'focused'];
  const byChangeRate = factor * Math.sqrt(expectedGap(changeRate, receivedAt) / second);
  const bySilence =
    unseen && kind !== 'playing' ? ((receivedAt - changeRate.since) / second) * shareOfSilence : 0;
  const stretch = unseen && kind === 'nothing' && readsApp ? elsewhereOnly : 1;
  const calm = Math.min(Math.max(byChangeRate, bySilence, least) * stretch, most);
  const ms = calm * pace * slowdownFactor(budget) * second;
  return observation.kind === 'playing' && endCounts(observation, { budget }) ? spread(ms, observation) : ms;
}

/** Ends that come more often than heartbeats fall under the budget: beyond it none of them is asked for by itself. */
function endCounts({ item }: NowPlaying, { budget }: Pick<Circumstances, 'budget'>): boolean {
  return slowdownFactor(budget) === 1 || (item.durationMs ?? 0) >= playing.most * second;
}

/** Heartbeats that divide what is left of an item into equal parts, so that none comes right before the end. */
function spread(ms: number, { item, progressMs }: NowPlaying): number {
  const left = (item.durationMs ?? 0) - (progressMs ?? Infinity);
  if (left <= 0) {
    return ms;
  }
  const whole = left + afterTheEnd;
  return whole / Math.max(1, Math.min(Math.round(whole / ms), Math.floor(whole / shortest)));
}

function planEnd({ item, progressMs, receivedAt, overdue }: NowPlaying): Plan | undefined {
  if (item.durationMs === undefined || progressMs === undefined) {
    // An advertisement ends soon, whenever that is.
    return item.kind === 'advertisement'
      ? { at: receivedAt + 10 * second, why: 'unpredictableEnd' }
      : undefined;
  }
  const left = item.durationMs - progressMs;
  if (left > 0) {
    return { at: receivedAt + left + afterTheEnd, why: 'predictedEnd' };
  }
  const step = overdueSteps[overdue];
  return step === undefined ? undefined : { at: receivedAt + step, why: 'overdueEnd' };
}
