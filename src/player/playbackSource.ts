import type { PlayerSnapshot } from '../model/playback/snapshot';

/**
 * Whoever says what plays: the Web API is one. A source knows nothing of what was said before, of the library and of
 * commands; the poller tells the store what it says, and the store makes the state of it. A file of its own, so that
 * sources and poller need not know each other.
 */
export interface PlaybackSource {
  /** What plays now. Throws `ApiProblemError` when that is not to be had, `SignedOutError` when there is no session. */
  player(): Promise<PlayerSnapshot>;
}
