import { searchPage } from '../link';
import { reckoned, type IdleSnapshot, type ItemSnapshot } from './snapshot';

/** How often replies bring what could not be foreseen: a skip, a pause, a seek on some other device. */
export interface ChangeRate {
  /** When the last change came that could not be predicted, in milliseconds since 1970. */
  readonly since: number;
  /** The usual time between two of them, in milliseconds. */
  readonly gap: number;
}

/** Something is heard, or was until it was paused: what a source said last, and what is tracked about it. */
export interface NowPlaying extends ItemSnapshot {
  /** Whether the item is in the user's library; `undefined` until that is known. */
  readonly liked: boolean | undefined;
  /** A command was sent that brings another item, and nobody knows yet which. */
  readonly changing: boolean;
  /**
   * When the item would have begun, had it played from its start without a pause (milliseconds since 1970); the same
   * in all replies while it goes on, although none of them is exact. `undefined` where the position is.
   */
  readonly startedAt: number | undefined;
  /** How many replies in a row still named this item although it should have ended. */
  readonly overdue: number;
  readonly changeRate: ChangeRate;
  /** A command was to bring it, and no reply has shown it yet. */
  readonly optimistic?: true | undefined;
  /** Spotify refused a command since the listener has no Premium, and has taken none since. */
  readonly premiumRequired?: true | undefined;
}

/** Nothing that Spotify shows. */
export interface Idle extends IdleSnapshot {
  /** As for `NowPlaying`. */
  readonly premiumRequired?: true | undefined;
  readonly changeRate: ChangeRate;
  /** A command was to bring something, and no reply has shown it yet. */
  readonly optimistic?: true | undefined;
}

/** Where Spotify has not been asked: what the app on this machine plays, if it plays anything. */
export interface WithLocal {
  readonly local?: NowPlaying | undefined;
}

/** Signed in, and not yet answered. */
export interface Waiting extends WithLocal {
  readonly kind: 'waiting';
}

export type Observation = NowPlaying | Idle | Waiting;

/** Position in the item at `now`, in milliseconds, never past the end; `undefined` where nobody knows. */
export function positionAt(nowPlaying: NowPlaying, now: number): number | undefined {
  const position = reckoned(nowPlaying, now);
  return position && Math.max(0, Math.min(position, nowPlaying.item.durationMs ?? Infinity));
}

/**
 * Where a song of the app on this machine can be looked for, if the system does not tell its URI (Windows); `undefined`
 * for all else.
 */
export function searchPageOf({ item, local }: NowPlaying): string | undefined {
  return local && item.kind === 'track' && item.uri === undefined
    ? searchPage([item.title, ...item.artists.map(({ name }) => name)].join(' '))
    : undefined;
}

/** The same with its position at `now`, both in milliseconds. */
export function withPosition(
  nowPlaying: NowPlaying,
  progressMs: number | undefined,
  now: number,
): NowPlaying {
  const startedAt = progressMs === undefined ? undefined : now - progressMs;
  return { ...nowPlaying, progressMs, receivedAt: now, startedAt };
}

/** The same, seen so many milliseconds earlier. */
export function observedEarlier<T extends NowPlaying | Idle>(observation: T, ms: number): T {
  const { receivedAt, changeRate } = observation;
  const times = { receivedAt: receivedAt - ms, changeRate: { ...changeRate, since: changeRate.since - ms } };
  return 'item' in observation && observation.startedAt !== undefined
    ? { ...observation, ...times, startedAt: observation.startedAt - ms }
    : { ...observation, ...times };
}
