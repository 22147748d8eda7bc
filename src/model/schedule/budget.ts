import type { ApiProblem } from '../errors/apiProblem';

/** Why a request was sent. */
export type RequestKind = 'poll' | 'command' | 'lookup' | 'profile';

/** Why the schedule asks Spotify. */
export type Reason =
  | 'nothingKnown'
  | 'focusRegained'
  | 'heartbeat'
  | 'paused'
  | 'nothingPlays'
  | 'afterCommand'
  | 'predictedEnd'
  | 'unpredictableEnd'
  | 'overdueEnd'
  /** The Spotify app on this machine plays, and tells of each change. */
  | 'localHeartbeat'
  /** It says what Spotify has to be asked about. */
  | 'localChange'
  /** It does not tell all that is shown. */
  | 'details'
  | 'quotaUsedUp'
  | 'rateLimited'
  /** It may have passed. */
  | ApiProblem['kind'];

/** One request to the Web API. */
export interface SentRequest {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly kind: RequestKind;
}

/** Spotify's pause for all requests (429), which outlives a reload as the requests themselves do. */
export interface RateLimitBlock {
  /** From when to when, in milliseconds since 1970. */
  readonly at: number;
  readonly until: number;
  readonly quota: boolean;
}

const hour = 3_600_000;
/** Spotify counts the requests of the last 24 hours, as far as anyone has seen. */
export const windowMs = 24 * hour;
/** No pause seen so far ran longer than a day; what is far larger is a fault, and asking once a week is harmless. */
export const longestBlockMs = 7 * windowMs;

/** How much of the day's budget is used, at a moment. */
export interface Budget {
  readonly used: number;
  readonly limit: number;
}

/** Requests of the last 24 hours; `sent` in the order of time. */
export function recent(sent: readonly SentRequest[], now: number): readonly SentRequest[] {
  return sent.filter((one) => isRecent(one, now));
}

/** Of the last 24 hours; or of the next, which a clock that was set back makes of them. */
export function isRecent({ at }: Pick<SentRequest, 'at'>, now: number): boolean {
  return at > now - windowMs && at <= now + windowMs;
}

/**
 * What a block is worth at `now`: never more than `longestBlockMs`, and, where it begins in the future, its length from
 * now on, for then the clock was set back since.
 */
export function effectiveBlock({ at, until, quota }: RateLimitBlock, now: number): RateLimitBlock {
  const start = Math.min(at, now);
  return { at: start, until: start + Math.min(until - at, longestBlockMs), quota };
}

export function budgetAt(sent: readonly SentRequest[], limit: number, now: number): Budget {
  return { used: recent(sent, now).length, limit };
}

/** By how much the heartbeat slows down with each further budget that is used, once the first is. */
const slowing = 0.4;

/**
 * By how much the heartbeat slows down: not at all within the budget, then ever more. It never stops, and a song's
 * end is asked for when it comes.
 */
export function slowdownFactor({ used, limit }: Budget): number {
  return 1 + Math.max(0, used / limit - 1) * slowing;
}
