/** Why a request was sent. */
export type RequestKind = 'poll' | 'command' | 'lookup' | 'profile';

/** One request to the Web API. */
export interface Sent {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly kind: RequestKind;
}

/** Spotify's refusal of all requests, and the only thing that outlives a reload besides the requests themselves. */
export interface Lock {
  readonly until: number;
  readonly quota: boolean;
}

const hour = 3_600_000;
/** Spotify counts the requests of the last 24 hours, as far as anyone has seen. */
export const windowMs = 24 * hour;

/** How much of the day's budget is used, at a moment. */
export interface Budget {
  readonly used: number;
  readonly limit: number;
}

/** Requests of the last 24 hours; `sent` in the order of time. */
export function recent(sent: readonly Sent[], now: number): readonly Sent[] {
  // A clock that was set back makes requests of the future; they count as well.
  return sent.filter(({ at }) => at > now - windowMs);
}

export function budgetAt(sent: readonly Sent[], limit: number, now: number): Budget {
  return { used: recent(sent, now).length, limit };
}

/** By how much the heartbeat slows down with each further budget that is used, once the first is. */
const slowing = 0.4;

/**
 * By how much the heartbeat is stretched: not at all within the budget, then ever more. It never stops, and a song's
 * end is asked for when it comes.
 */
export function stretch({ used, limit }: Budget): number {
  return 1 + Math.max(0, used / limit - 1) * slowing;
}
