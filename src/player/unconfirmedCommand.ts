import type { SentCommand } from '../model/schedule/plan';
import { confirmWithinMs, nextLook } from '../model/schedule/polling';
import type { PlayerSnapshot } from '../model/playback/snapshot';

/** A command was sent, and nobody has shown its effect yet. All times by the monotonic clock, in milliseconds. */
export class UnconfirmedCommand {
  #lookedAt: number | undefined;

  constructor(
    private readonly at: number,
    private readonly shows: (snapshot: PlayerSnapshot) => boolean,
  ) {}

  /** When it was sent, and last asked about, by the clock that is so many milliseconds behind. */
  sent(behind: number): SentCommand {
    return { at: this.at - behind, lookedAt: (this.#lookedAt ?? this.at) - behind };
  }

  /** Spotify was asked about it. */
  lookedAt(at: number): void {
    this.#lookedAt = at;
  }

  /** Right after a command an answer may still show what was before it; what is asked for later is so. */
  awaits(snapshot: PlayerSnapshot): boolean {
    return (
      nextLook({ at: this.at, lookedAt: this.#lookedAt ?? this.at }) !== undefined && !this.shows(snapshot)
    );
  }

  /** The same for what the app on this machine tells by itself at `now`. */
  awaitsTold(snapshot: PlayerSnapshot, now: number): boolean {
    return now - this.at < confirmWithinMs && !this.shows(snapshot);
  }
}
