import type { PlaybackEvent } from '../model/playback/playback';
import type { PlayerSnapshot } from '../model/playback/snapshot';
import type { Event } from '../platform/event';

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

/** A source that also tells by itself, from `start` to `stop`. */
export interface TellingSource extends PlaybackSource {
  readonly onDidTell: Event<Told>;
  start(): void;
  stop(): void;
  /** Another account is signed in, or none: what was known of it counts no more. */
  startOver(): void;
}
