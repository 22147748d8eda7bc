import type { Command, Intent } from '../../model/commands/intent';
import type { LocalApp } from '../../model/playback/localApp';
import type { PlaybackEvent } from '../../model/playback/playback';
import type { PlayerSnapshot } from '../../model/playback/snapshot';
import type { Event } from '../../platform/event';
import type { Disposable } from '../../platform/lifecycle';

/** Whoever does commands. */
export interface CommandTarget {
  /** @throws SignedOutError where nobody is there to be told that */
  assertReachable(intent: Intent['kind']): void;
  /** Sends one command; throws as `SpotifyClient.command`, and RejectedError. */
  command(command: Command): Promise<void>;
}

/** What a source says by itself; `ask`: that it is to be asked, for it cannot say it alone. */
export type Told = Extract<PlaybackEvent, { type: 'told' }> | 'ask';

/**
 * Whoever says what plays: the Web API is one. A source knows nothing of what was said before, of the library and of
 * commands; the poller tells the store what it says, and the store makes the state of it. A file of its own, so that
 * sources and poller need not know each other.
 */
export interface PlaybackSource {
  /** What plays now. Throws `ApiProblemError` when that is not to be had, `SignedOutError` when there is no session. */
  player(): Promise<PlayerSnapshot>;
}

/** What a source has that also tells by itself, from `start` to `stop`. */
export interface TellingSource {
  readonly onDidTell: Event<Told>;
  /** Whether it would tell if the app on this machine began to play something. */
  readonly readsApp: boolean;
  start(): void;
  stop(): void;
  /** Another account is signed in, or none: what was known of it counts no more. */
  startOver(): void;
}

/** All that is asked and told what plays. */
export interface Source extends PlaybackSource, Partial<TellingSource>, CommandTarget, Disposable {
  /** How it stands with the Spotify app on this machine. */
  readonly app: LocalApp;
}
