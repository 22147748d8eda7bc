import type { Trouble } from './trouble';
import { surprised, unrestFrom, type Unrest } from './unrest';

/** What is heard: a track, a podcast episode, a file of the listener's own, an advertisement. */
export interface Item {
  readonly kind: 'track' | 'episode' | 'local' | 'advertisement';
  readonly title: string;
  /** The artists of a track; the show of an episode; empty for an advertisement. */
  readonly artists: readonly string[];
  /** The album of a track, empty where there is none. */
  readonly album: string;
  /** In milliseconds; `undefined` where Spotify does not say (advertisements). */
  readonly durationMs: number | undefined;
  /** `spotify:…`; local files and advertisements cannot be opened or liked. */
  readonly uri: string | undefined;
  /** The page on open.spotify.com. */
  readonly link: string | undefined;
}

export interface Device {
  readonly id: string | undefined;
  readonly name: string;
}

/** Something is heard, or was until it was paused. */
export interface Heard {
  readonly kind: 'playing' | 'paused';
  readonly item: Item;
  readonly device: Device | undefined;
  readonly privateSession: boolean;
  /** Position in the item at `receivedAt`, in milliseconds. */
  readonly progressMs: number;
  /** When the reply was received, by our own clock: Spotify's `timestamp` is not reliable. */
  readonly receivedAt: number;
  /** How many replies in a row still named this item although it should have ended. */
  readonly overdue: number;
  readonly unrest: Unrest;
}

/** Nothing that Spotify shows: no active device, or a private session that hides it. */
export interface Nothing {
  readonly kind: 'nothing';
  readonly receivedAt: number;
  readonly unrest: Unrest;
}

/** Signed in, and not yet answered. */
export interface Waiting {
  readonly kind: 'waiting';
}

export type Seen = Heard | Nothing | Waiting;

/** Signed in, but Spotify cannot be asked or refuses to answer; what was seen last is kept. */
export interface Unavailable {
  readonly kind: 'unavailable';
  readonly trouble: Trouble;
  readonly last: Seen;
  readonly since: number;
  /** Troubles in a row, at least 1. */
  readonly failures: number;
  /** When the newest of them came. */
  readonly failedAt: number;
  /** A number from 0 to 1 drawn with the newest trouble, so that the schedule is a function of the state. */
  readonly jitter: number;
}

/** Whether anyone is signed in is not known yet. */
export interface Starting {
  readonly kind: 'starting';
}

export interface SignedOut {
  readonly kind: 'signedOut';
  /** Another window changed the session, and this one cannot read the new one until it is reloaded. */
  readonly elsewhere: boolean;
}

/** Spotify ended the session: refresh tokens live for six months and can be revoked. */
export interface SignInAgain {
  readonly kind: 'signInAgain';
}

/** Who is signed in and signs in anew goes on seeing the song instead. */
export interface SigningIn {
  readonly kind: 'signingIn';
  readonly before: Starting | SignedOut | SignInAgain;
}

/** All that the user interface shows. Replaced whole, never changed in place. */
export type Playback = Starting | SignedOut | SignInAgain | SigningIn | Seen | Unavailable;

export type PlaybackEvent =
  | { readonly type: 'signedIn' }
  | { readonly type: 'signedOut'; readonly elsewhere: boolean }
  | { readonly type: 'sessionEnded' }
  | { readonly type: 'signInStarted' }
  | { readonly type: 'signInStopped' }
  | { readonly type: 'answered'; readonly seen: Heard | Nothing }
  /** Another window asks Spotify for all of them, and this is what it shows. */
  | { readonly type: 'shared'; readonly playback: Playback }
  | { readonly type: 'failed'; readonly trouble: Trouble; readonly at: number; readonly jitter: number };

export const initialPlayback: Playback = { kind: 'starting' };

/**
 * The only way in which the state changes. Returns the same object when an event means nothing to it: replies
 * that come when nobody is signed in are dropped.
 */
export function reduce(playback: Playback, event: PlaybackEvent): Playback {
  switch (event.type) {
    case 'signedIn':
      return { kind: 'waiting' };
    case 'signedOut':
      return withoutSession(playback, { kind: 'signedOut', elsewhere: event.elsewhere });
    case 'sessionEnded':
      return withoutSession(playback, { kind: 'signInAgain' });
    case 'signInStarted':
      return signInStarted(playback);
    case 'signInStopped':
      return playback.kind === 'signingIn' ? playback.before : playback;
    case 'answered':
      return answered(playback, event.seen);
    case 'shared':
      return shared(playback, event.playback);
    case 'failed':
      return failed(playback, event);
  }
}

function withoutSession(playback: Playback, next: SignedOut | SignInAgain): Playback {
  if (playback.kind === 'signingIn') {
    return sameAbsence(playback.before, next) ? playback : { kind: 'signingIn', before: next };
  }
  return sameAbsence(playback, next) ? playback : next;
}

function sameAbsence(a: Playback, b: SignedOut | SignInAgain): boolean {
  return a.kind === 'signedOut' && b.kind === 'signedOut' ? a.elsewhere === b.elsewhere : a.kind === b.kind;
}

function signInStarted(playback: Playback): Playback {
  const { kind } = playback;
  const away = kind === 'starting' || kind === 'signedOut' || kind === 'signInAgain';
  return away ? { kind: 'signingIn', before: playback } : playback;
}

/** A sign-in that is under way in this window goes on being shown until somebody is signed in. */
function shared(playback: Playback, theirs: Playback): Playback {
  const other = theirs.kind === 'signingIn' ? theirs.before : theirs;
  if (playback.kind !== 'signingIn') {
    return other;
  }
  const away = other.kind === 'starting' || other.kind === 'signedOut' || other.kind === 'signInAgain';
  return away ? { kind: 'signingIn', before: other } : other;
}

function answered(playback: Playback, seen: Heard | Nothing): Playback {
  const last = lastSeen(playback);
  if (!last) {
    return playback;
  }
  const unrest = unrestAfter(last, seen);
  const stuck =
    seen.kind === 'playing' && last.kind === 'playing' && isOverdue(seen) && sameItem(seen.item, last.item);
  return stuck ? { ...seen, unrest, overdue: last.overdue + 1 } : { ...seen, unrest };
}

function unrestAfter(last: Seen, seen: Heard | Nothing): Unrest {
  if (last.kind === 'waiting') {
    return unrestFrom(seen.receivedAt);
  }
  return isForeseen(last, seen) ? last.unrest : surprised(last.unrest, seen.receivedAt);
}

/** How far a position may be from where it was expected, in milliseconds; replies and devices are not exact. */
const tolerance = 4_000;

/** Whether a reply tells what could be foreseen from the one before: the same going on, or the next item on time. */
function isForeseen(last: Heard | Nothing, seen: Heard | Nothing): boolean {
  if (last.kind === 'nothing' || seen.kind === 'nothing') {
    return last.kind === seen.kind;
  }
  if (last.kind !== seen.kind || seen.kind === 'paused') {
    return last.kind === seen.kind && sameItem(last.item, seen.item);
  }
  const elapsed = seen.receivedAt - last.receivedAt;
  const expected = last.progressMs + elapsed;
  const wentOn = isOverdue(seen) || Math.abs(expected - seen.progressMs) < tolerance;
  // The next item began when this one ended; with repeat on it may be the same again.
  const duration = last.item.durationMs;
  const next = duration === undefined || Math.abs(expected - duration - seen.progressMs) < tolerance;
  return sameItem(last.item, seen.item) ? wentOn || (next && duration !== undefined) : next;
}

function failed(playback: Playback, event: Extract<PlaybackEvent, { type: 'failed' }>): Playback {
  const last = lastSeen(playback);
  if (!last) {
    return playback;
  }
  const earlier = playback.kind === 'unavailable' ? playback : undefined;
  return {
    kind: 'unavailable',
    trouble: event.trouble,
    last,
    since: earlier?.since ?? event.at,
    failures: (earlier?.failures ?? 0) + 1,
    failedAt: event.at,
    jitter: event.jitter,
  };
}

/** What was seen last, `undefined` when nobody is signed in. */
export function lastSeen(playback: Playback): Seen | undefined {
  switch (playback.kind) {
    case 'playing':
    case 'paused':
    case 'nothing':
    case 'waiting':
      return playback;
    case 'unavailable':
      return playback.last;
    default:
      return undefined;
  }
}

/** What is or was heard last, also while Spotify cannot be asked. */
export function lastHeard(playback: Playback): Heard | undefined {
  const seen = lastSeen(playback);
  return seen?.kind === 'playing' || seen?.kind === 'paused' ? seen : undefined;
}

/** Position in the item at `now`, in milliseconds, never past the end. */
export function positionAt(heard: Heard, now: number): number {
  const elapsed = heard.kind === 'playing' ? Math.max(0, now - heard.receivedAt) : 0;
  return Math.max(0, Math.min(heard.progressMs + elapsed, heard.item.durationMs ?? Infinity));
}

function isOverdue(heard: Heard): boolean {
  return heard.item.durationMs !== undefined && heard.progressMs >= heard.item.durationMs;
}

function sameItem(a: Item, b: Item): boolean {
  return a.uri === b.uri && a.title === b.title;
}
