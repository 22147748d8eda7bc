import type { SessionEnd } from '../account';
import type { ApiProblem } from '../errors/apiProblem';
import type { Idle, NowPlaying, Observation, WithLocal } from './nowPlaying';
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
export interface Starting extends WithLocal {
  readonly kind: 'starting';
}

interface SignedOut extends WithLocal {
  readonly kind: 'signedOut';
  /** Another window changed the session, and this one cannot read the new one until it is reloaded. */
  readonly elsewhere: boolean;
}

/** Spotify ended the session: refresh tokens live for six months and can be revoked. */
interface SignInAgain extends WithLocal {
  readonly kind: 'signInAgain';
  /** As far as it is known. */
  readonly why?: SessionEnd | undefined;
}

/** VS Code has no session any more, although nobody signed out: its keyring is another one, say. */
interface SessionLost extends WithLocal {
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

/**
 * How what the Spotify app on this machine says and what Spotify says went together when both were known last: the app
 * may be signed in to another account. `only`: Spotify is not asked at all.
 */
export type Trust = 'agrees' | 'unknown' | 'contradicts' | 'only';

export type PlaybackEvent =
  | { readonly type: 'signedIn' }
  | { readonly type: 'signedOut'; readonly elsewhere: boolean }
  | { readonly type: 'sessionEnded'; readonly why?: SessionEnd | undefined }
  | { readonly type: 'sessionLost' }
  | { readonly type: 'signInStarted' }
  | { readonly type: 'signInStopped' }
  /** A source said so; `liked` is what is known from elsewhere of whether its item is in the library. */
  | { readonly type: 'answered'; readonly snapshot: PlayerSnapshot; readonly liked?: boolean | undefined }
  /** The Spotify app on this machine said so by itself; 'nothing' is all that it knows of other devices. */
  | {
      readonly type: 'told';
      readonly snapshot: PlayerSnapshot;
      readonly trust: Trust;
      readonly liked?: boolean | undefined;
    }
  /** What a command will bring, before Spotify has said so; or, when it failed, what was there before. */
  | { readonly type: 'optimistic'; readonly observation: NowPlaying | Idle }
  /** Spotify refused a command for want of Premium, or has taken one, or is to be asked about it anew. */
  | { readonly type: 'premium'; readonly required: boolean }
  | { readonly type: 'liked'; readonly uri: string; readonly liked: boolean | undefined }
  /** Another window asks Spotify for all of them, and this is what it shows. */
  | { readonly type: 'shared'; readonly playback: Playback }
  /** The clock of this machine was set back by so many milliseconds: all times here are of before that. */
  | { readonly type: 'clockSetBack'; readonly ms: number }
  | { readonly type: 'failed'; readonly problem: ApiProblem; readonly at: number; readonly jitter: number };

export const initialPlayback: Playback = { kind: 'starting' };

const awayKinds: ReadonlySet<string> = new Set<Away['kind']>([
  'starting',
  'signedOut',
  'signInAgain',
  'sessionLost',
]);

/** Whether nobody is signed in here, as far as is known, and nobody is about to be. */
export function isAway(playback: Playback): playback is Away {
  return awayKinds.has(playback.kind);
}

/** What the Spotify app on this machine plays, where what is shown is what it says. */
export function localIn(playback: Playback): NowPlaying | undefined {
  switch (playback.kind) {
    case 'playing':
    case 'paused':
      return playback.local && playback;
    case 'nothing':
      return undefined;
    case 'unavailable':
      return 'item' in playback.last && playback.last.local ? playback.last : undefined;
    case 'signingIn':
      return playback.before.local;
    default:
      return playback.local;
  }
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

/** What plays or played last, also while Spotify cannot be asked or nobody is signed in. */
export function lastNowPlaying(playback: Playback): NowPlaying | undefined {
  const observation = lastObservation(playback);
  return observation && 'item' in observation ? observation : localIn(playback);
}
