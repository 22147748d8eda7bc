import { describeError } from '../core/human';
import type { Heard, Nothing, PlaybackEvent } from '../core/playback';
import { nextPoll } from '../core/polling';
import { SignedOutError, TroubleError, type Trouble } from '../core/trouble';
import type { Clock } from '../platform/clock';
import { Owner, type Disposable } from '../platform/disposable';
import type { Focus } from '../platform/focus';
import type { Log } from '../platform/log';
import type { Store } from './store';

/** Should the store still think that somebody is signed in, although there is no session. */
const retryMs = 60_000;

/** Asks Spotify when `nextPoll` says so, and tells the store what came of it. */
export class Poller extends Owner {
  #timer: Disposable | undefined;
  #asking: Promise<void> | undefined;
  /** Answers to questions from before it are stale. */
  #era = {};

  constructor(
    private readonly store: Store,
    private readonly ask: () => Promise<Heard | Nothing>,
    private readonly focus: Focus,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super();
    this.own(store.onDidChange(() => this.#schedule()));
    this.own(focus.onDidChange(() => this.#schedule()));
    this.own({ dispose: () => this.#timer?.dispose() });
  }

  /** The session is another: whatever is on its way belongs to the one before. To be called before the store knows. */
  startOver(): void {
    this.#era = {};
    this.#asking = undefined;
  }

  /**
   * Asks now, unless nobody is signed in or Spotify demanded a pause. Resolves with whether it asked, when the
   * answer is in the store; never rejects.
   */
  async refresh(): Promise<boolean> {
    const { playback } = this.store;
    const now = this.clock.now();
    const paused =
      playback.kind === 'unavailable' && playback.trouble.kind === 'limited' && playback.trouble.until > now;
    if (paused || !nextPoll(playback, this.#circumstances())) {
      return false;
    }
    await this.#poll();
    return true;
  }

  #circumstances() {
    return { now: this.clock.now(), focused: this.focus.focused };
  }

  #schedule(notBefore = 0): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    const plan = this.#asking ? undefined : nextPoll(this.store.playback, this.#circumstances());
    if (plan) {
      const wait = Math.max(plan.at, notBefore) - this.clock.now();
      this.log.debug(`Next request in ${Math.round(wait / 1000)} s: ${plan.why}`);
      this.#timer = this.clock.after(wait, () => void this.#poll());
    }
  }

  #poll(): Promise<void> {
    this.#asking ??= this.#askOnce(this.#era);
    return this.#asking;
  }

  async #askOnce(era: object): Promise<void> {
    this.#timer?.dispose();
    const event = await this.#outcome();
    if (era === this.#era) {
      this.#asking = undefined;
      if (event) this.store.dispatch(event);
      else this.#schedule(this.clock.now() + retryMs);
    }
  }

  /** `undefined` when nobody is signed in any more: whoever ended the session has told the store. */
  async #outcome(): Promise<PlaybackEvent | undefined> {
    try {
      return { type: 'answered', seen: await this.ask() };
    } catch (error) {
      if (error instanceof SignedOutError) return undefined;
      if (!(error instanceof TroubleError)) {
        this.log.error(`Asking Spotify failed: ${describeError(error)}`);
      }
      const trouble: Trouble = error instanceof TroubleError ? error.trouble : { kind: 'fault' };
      return { type: 'failed', trouble, at: this.clock.now(), jitter: this.clock.jitter() };
    }
  }
}
