import { pauseEnd, type ApiProblem } from '../errors/apiProblem';
import { observedEarlier, type NowPlaying, type Idle, type Observation } from './nowPlaying';
import { observe } from './observe';
import type { PlayerSnapshot } from './snapshot';

/** Signed in, but Spotify cannot be asked or refuses to answer; what was seen last is kept. */
export interface Unavailable {
  readonly kind: 'unavailable';
  readonly problem: ApiProblem;
  readonly last: Observation;
  readonly since: number;
  /** Problems in a row, at least 1. */
  readonly failures: number;
  /** When the newest of them came. */
  readonly failedAt: number;
  /** A number from 0 to 1 drawn with the newest problem, so that the schedule is a function of the state. */
  readonly jitter: number;
}

/** Whether anyone is signed in is not known yet. */
interface Starting {
  readonly kind: 'starting';
}

interface SignedOut {
  readonly kind: 'signedOut';
  /** Another window changed the session, and this one cannot read the new one until it is reloaded. */
  readonly elsewhere: boolean;
}

/** Spotify ended the session: refresh tokens live for six months and can be revoked. */
interface SignInAgain {
  readonly kind: 'signInAgain';
}

/** VS Code has no session any more, although nobody signed out: its keyring is another one, say. */
interface SessionLost {
  readonly kind: 'sessionLost';
}

/** Nobody is signed in here, as far as is known. */
export type Away = Starting | SignedOut | SignInAgain | SessionLost;

/** Who is signed in and signs in anew goes on seeing the song instead. */
export interface SigningIn {
  readonly kind: 'signingIn';
  readonly before: Away;
}

/** All that the user interface shows. Replaced whole, never changed in place. */
export type Playback = Away | SigningIn | Observation | Unavailable;

export type PlaybackEvent =
  | { readonly type: 'signedIn' }
  | { readonly type: 'signedOut'; readonly elsewhere: boolean }
  | { readonly type: 'sessionEnded' }
  | { readonly type: 'sessionLost' }
  | { readonly type: 'signInStarted' }
  | { readonly type: 'signInStopped' }
  /** A source said so; `liked` is what is known from elsewhere of whether its item is in the library. */
  | { readonly type: 'answered'; readonly snapshot: PlayerSnapshot; readonly liked?: boolean | undefined }
  /** What a command will bring, before Spotify has said so; or, when it failed, what was there before. */
  | { readonly type: 'optimistic'; readonly observation: NowPlaying | Idle }
  | { readonly type: 'liked'; readonly uri: string; readonly liked: boolean | undefined }
  /** Another window asks Spotify for all of them, and this is what it shows. */
  | { readonly type: 'shared'; readonly playback: Playback }
  /** The clock of this machine was set back by so many milliseconds: all times here are of before that. */
  | { readonly type: 'clockSetBack'; readonly ms: number }
  | { readonly type: 'failed'; readonly problem: ApiProblem; readonly at: number; readonly jitter: number };

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
    case 'sessionLost':
      return withoutSession(playback, { kind: 'sessionLost' });
    case 'signInStarted':
      return signInStarted(playback);
    case 'signInStopped':
      return playback.kind === 'signingIn' ? playback.before : playback;
    case 'answered':
      return answered(playback, event);
    case 'optimistic':
      return optimistic(playback, event.observation);
    case 'liked':
      return liked(playback, event);
    case 'shared':
      return shared(playback, event.playback);
    case 'clockSetBack':
      return earlier(playback, event.ms);
    case 'failed':
      return failed(playback, event);
  }
}

function withoutSession(playback: Playback, next: Exclude<Away, Starting>): Playback {
  if (playback.kind === 'signingIn') {
    return sameAbsence(playback.before, next) ? playback : { kind: 'signingIn', before: next };
  }
  return sameAbsence(playback, next) ? playback : next;
}

function sameAbsence(a: Playback, b: Away): boolean {
  return a.kind === 'signedOut' && b.kind === 'signedOut' ? a.elsewhere === b.elsewhere : a.kind === b.kind;
}

function signInStarted(playback: Playback): Playback {
  return isAway(playback) ? { kind: 'signingIn', before: playback } : playback;
}

const awayKinds: ReadonlySet<string> = new Set<Away['kind']>([
  'starting',
  'signedOut',
  'signInAgain',
  'sessionLost',
]);

function isAway(playback: Playback): playback is Away {
  return awayKinds.has(playback.kind);
}

/** A sign-in that is under way in this window goes on being shown until somebody is signed in. */
function shared(playback: Playback, theirs: Playback): Playback {
  const other = theirs.kind === 'signingIn' ? theirs.before : theirs;
  if (playback.kind !== 'signingIn') {
    return other;
  }
  return isAway(other) ? { kind: 'signingIn', before: other } : other;
}

function answered(playback: Playback, event: Extract<PlaybackEvent, { type: 'answered' }>): Playback {
  const last = lastObservation(playback);
  return last ? observe(last, event.snapshot, event.liked) : playback;
}

function optimistic(playback: Playback, observation: NowPlaying | Idle): Playback {
  const last = lastObservation(playback);
  if (!last || last.kind === 'waiting') return playback;
  return playback.kind === 'unavailable' ? { ...playback, last: observation } : observation;
}

function liked(playback: Playback, event: Extract<PlaybackEvent, { type: 'liked' }>): Playback {
  const nowPlaying = lastNowPlaying(playback);
  if (nowPlaying?.item.uri !== event.uri || nowPlaying.liked === event.liked) {
    return playback;
  }
  const marked = { ...nowPlaying, liked: event.liked };
  return playback.kind === 'unavailable' ? { ...playback, last: marked } : marked;
}

function failed(playback: Playback, event: Extract<PlaybackEvent, { type: 'failed' }>): Playback {
  const last = lastObservation(playback);
  if (!last) {
    return playback;
  }
  const earlier = playback.kind === 'unavailable' ? playback : undefined;
  return {
    kind: 'unavailable',
    problem: event.problem,
    last,
    since: earlier?.since ?? event.at,
    failures: (earlier?.failures ?? 0) + 1,
    failedAt: event.at,
    jitter: event.jitter,
  };
}

/** The same, with all its times so many milliseconds earlier. */
function earlier(playback: Playback, ms: number): Playback {
  if (playback.kind !== 'unavailable')
    return 'receivedAt' in playback ? observedEarlier(playback, ms) : playback;
  const { problem, last, since, failedAt } = playback;
  const end = pauseEnd(problem);
  return {
    ...playback,
    problem: end === undefined ? problem : ({ ...problem, until: end - ms } as ApiProblem),
    last: last.kind === 'waiting' ? last : observedEarlier(last, ms),
    since: since - ms,
    failedAt: failedAt - ms,
  };
}

/** What was seen last, `undefined` when nobody is signed in. */
export function lastObservation(playback: Playback): Observation | undefined {
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

/** What plays or played last, also while Spotify cannot be asked. */
export function lastNowPlaying(playback: Playback): NowPlaying | undefined {
  const observation = lastObservation(playback);
  return observation?.kind === 'playing' || observation?.kind === 'paused' ? observation : undefined;
}
