import { requiresUserAction, obstacleOf, pauseEnd, type ApiProblem } from '../errors/apiProblem';
import type { NowPlaying, Idle } from '../playback/nowPlaying';
import { lastObservation, type Playback, type Unavailable } from '../playback/playback';
import { slowdownFactor, type Budget, type Reason } from './budget';
import { expectedGap } from './changeRate';

/** What the schedule depends on besides the playback. */
export interface Circumstances {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Since when any window has the focus, in milliseconds since 1970; `undefined` when none has it. */
  readonly focusedSince: number | undefined;
  readonly budget: Budget;
  /** A command whose effect no reply has shown yet. */
  readonly command?: SentCommand | undefined;
  /** 1 by default; 2 asks half as often, 0.5 twice as often. The predicted end of an item stays where it is. */
  readonly pace: number;
}

/** When a command was sent, and when Spotify was last asked about its effect; in milliseconds since 1970. */
export interface SentCommand {
  readonly at: number;
  readonly lookedAt?: number;
}

/** Beyond what must be known: while somebody looks, and within the day's budget. */
export function isWorthAsking({ focusedSince, budget }: Circumstances): boolean {
  return focusedSince !== undefined && slowdownFactor(budget) === 1;
}

/** The setting `earshot.polling.pace` as `Circumstances.pace`. */
export const paces = { relaxed: 2, normal: 1, eager: 0.5 } as const;

/** When to ask Spotify next (milliseconds since 1970, not before `now`), and why, for people who want to know. */
export interface Plan {
  readonly at: number;
  readonly why: Reason;
  /** How often it failed, where that decides. */
  readonly attempt?: number;
}

const second = 1_000;
const minute = 60 * second;

/** Spotify needs a moment at an item's end: asked at the very end it still names the old one. */
const afterTheEnd = 300;
/** Where the end passed and the reply still names the old item: soon, then ever later. */
const overdueSteps = [5 * second, 5 * second, 10 * second, 15 * second];
/** Between two requests, except after a command: items may be shorter than this, and Spotify still counts. */
const shortest = 5 * second;

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

/** Who comes back to a window wants to see what plays now, unless that has only just been asked. */
const freshOnFocus = 15 * second;

/** Spotify shows the effect of a command after a moment; what contradicts it then is asked once more, and believed. */
export const firstLookMs = 1 * second;
const afterCommand = [firstLookMs, 3 * second];
/** After this time, in milliseconds, what Spotify shows is so. */
export const confirmWithinMs = 3 * second;

/** First and last step of the back-off after a fault that may pass at any moment. */
const firstRetry = 5 * second;
const lastRetry = 5 * minute;
/** Where a 429 looks like a lost network, it has to be reckoned with. */
const lastRetryBlind = 30 * minute;
/** Without a network the question reaches nobody, so that it may be put more often: its return is soon noticed. */
const lastRetryOffline = 1 * minute;
/** Where only a person can end it (`requiresUserAction`). */
const userActionRetry = 15 * minute;

/**
 * When to ask again: at the item's predicted end, or at a heartbeat that is short when changes come often and long
 * in calm, whichever comes first; the heartbeat is slower when paused, when nothing plays, when no window has the
 * focus, and when the day's budget runs out. Never before Spotify's Retry-After. `undefined` when nobody is signed
 * in. A pure function.
 */
export function nextPoll(playback: Playback, circumstances: Circumstances): Plan | undefined {
  const { now } = circumstances;
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
function within(plan: Plan, { receivedAt }: NowPlaying | Idle, { now }: Circumstances): Plan {
  const at = Math.max(plan.at, receivedAt + shortest);
  return { ...plan, at: Math.max(now, Math.min(at, now + at - receivedAt)) };
}

function planObservation(observation: NowPlaying | Idle, circumstances: Circumstances): Plan {
  const { focusedSince, pace } = circumstances;
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

function heartbeatMs(observation: NowPlaying | Idle, { focusedSince, pace, budget }: Circumstances): number {
  const { kind, changeRate, receivedAt } = observation;
  const unseen = focusedSince === undefined;
  const { factor, least, most } = heartbeats[kind][unseen ? 'unfocused' : 'focused'];
  const byChangeRate = factor * Math.sqrt(expectedGap(changeRate, receivedAt) / second);
  const bySilence =
    unseen && kind !== 'playing' ? ((receivedAt - changeRate.since) / second) * shareOfSilence : 0;
  const calm = Math.min(Math.max(byChangeRate, bySilence, least), most);
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

/** Not before the end of a pause that Spotify demanded; what is left of it when the clock was set back, the log says. */
function planRetry(playback: Unavailable, circumstances: Circumstances): Plan {
  const plan = planAttempt(playback, circumstances);
  if (circumstances.now < playback.failedAt && pauseEnd(playback.problem) !== undefined) {
    return { ...plan, at: circumstances.now };
  }
  return { ...plan, at: Math.max(plan.at, (pauseEnd(playback.problem) ?? 0) + playback.jitter * second) };
}

function planAttempt(
  { problem, failures, failedAt, jitter }: Unavailable,
  { now, focusedSince }: Circumstances,
): Plan {
  if (problem.kind === 'limited') {
    return { at: now, why: problem.quota ? 'quotaUsedUp' : 'rateLimited' };
  }
  if (requiresUserAction.has(problem.kind)) {
    return { at: retryAt(failedAt, userActionRetry, now), why: problem.kind };
  }
  const blind = problem.kind === 'offline' && problem.blind;
  if (!blind && focusedSince !== undefined && focusedSince - failedAt > firstRetry) {
    return { at: now, why: 'focusRegained' };
  }
  const backOff = Math.min(firstRetry * 2 ** (failures - 1), longestRetry(problem)) * (0.75 + jitter / 2);
  const step = Math.max(shortest, backOff);
  return { at: retryAt(failedAt, step, now), why: problem.kind, attempt: failures };
}

function longestRetry(problem: ApiProblem): number {
  // What stands in between is reached each time, and stays until somebody changes something.
  if (problem.kind !== 'offline' || obstacleOf(problem)) {
    return lastRetry;
  }
  return problem.blind ? lastRetryBlind : lastRetryOffline;
}

/** As `within`. */
function retryAt(failedAt: number, wait: number, now: number): number {
  return Math.min(Math.max(failedAt + wait, now), now + wait);
}
