import type { PlaybackEvent } from '../model/playback/playback';
import type { PlayerSnapshot } from '../model/playback/snapshot';
import type { SentCommand } from '../model/schedule/plan';
import { confirmWithinMs, nextLook } from '../model/schedule/polling';

type Said = Extract<PlaybackEvent, { readonly snapshot: PlayerSnapshot }>;

/**
 * The commands are through. Spotify is asked after about 1 s, and again after 3 s if what `shows` expects is not there
 * then; until that time an answer that does not show it is one from before. Without `shows` the poller goes on as if
 * there had been no command. Does nothing, and returns false, when there has been another hold, or another session,
 * since.
 */
export type Release = (shows?: (snapshot: PlayerSnapshot) => boolean) => boolean;

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

  /**
   * Right after a command an answer may still show what was before it; what is asked for later is so, and so is what
   * the app on this machine tells by itself `confirmWithinMs` later.
   */
  awaits({ type, snapshot }: Said, now: number): boolean {
    const mayBeOld = type === 'told' ? now - this.at < confirmWithinMs : nextLook(this.sent(0)) !== undefined;
    return mayBeOld && !this.shows(snapshot);
  }
}
