import { describeError } from '../core/human';
import type { Heard, Nothing, Playback, PlaybackEvent } from '../core/playback';
import { nextPoll, type Circumstances, type Plan } from '../core/polling';
import { NotAskingError, SignedOutError, TroubleError, type Trouble } from '../core/trouble';
import type { Clock } from '../platform/clock';
import { Owner, type Disposable } from '../platform/disposable';
import type { Event } from '../platform/emitter';
import type { Log } from '../platform/log';
import type { Network } from '../platform/network';
import type { Store } from './store';

/** What the schedule depends on besides the playback, and when that has changed. */
export interface Conditions {
  read(): Circumstances;
  readonly network: Network;
  readonly onDidChange: Event<unknown>;
}

/** A command that was sent, and how its effect is known. */
interface Command {
  readonly at: number;
  readonly shows: (playback: Playback) => boolean;
}

/** Should the store still think that somebody is signed in, although there is no session. */
const retryMs = 60_000;
/**
 * A timer stands still while the machine sleeps, and nobody tells of a network that has returned: looked at this
 * often, the plan is kept soon after either.
 */
const lookMs = 5_000;

/** Asks Spotify when `nextPoll` says so, and tells the store what came of it. Rests until it is started. */
export class Poller extends Owner {
  #running = false;
  #timer: Disposable | undefined;
  #plan: Plan | undefined;
  #asking: Promise<void> | undefined;
  /** Answers to questions from before it are stale. */
  #era = {};
  #command: Command | undefined;

  constructor(
    private readonly store: Store,
    private readonly ask: () => Promise<Heard | Nothing>,
    private readonly conditions: Conditions,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super();
    this.own(
      store.onDidChange((playback) => {
        if (this.#command?.shows(playback)) this.#command = undefined;
        this.#schedule();
      }),
    );
    this.own(conditions.onDidChange(() => this.#schedule()));
    this.own({ dispose: () => this.stop() });
  }

  /** When it asks next, and why; `undefined` while it rests. */
  get plan(): Plan | undefined {
    return this.#plan;
  }

  start(): void {
    this.#running = true;
    this.#schedule();
  }

  /** Whatever is on its way is dropped. */
  stop(): void {
    this.#running = false;
    this.startOver();
    this.#schedule();
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
    const limit =
      playback.kind === 'unavailable' && playback.trouble.kind === 'limited' ? playback.trouble.until : 0;
    if (!this.#running || limit > this.clock.now() || !nextPoll(playback, this.conditions.read())) {
      return false;
    }
    await this.#poll();
    return true;
  }

  /**
   * To be called when a command has been sent: asks after about 1 s, and again after 3 s if what `shows` expects is
   * not there then.
   */
  commandSent(shows: (playback: Playback) => boolean): void {
    this.#command = { at: this.clock.now(), shows };
    this.#schedule();
  }

  #circumstances(): Circumstances {
    return { ...this.conditions.read(), commandAt: this.#command?.at };
  }

  #schedule(notBefore = 0): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    const idle = !this.#running || this.#asking !== undefined;
    const plan = idle ? undefined : nextPoll(this.store.playback, this.#circumstances());
    this.#plan = plan && { ...plan, at: Math.max(plan.at, notBefore) };
    if (this.#plan) {
      this.log.debug(
        `Next request in ${Math.round((this.#plan.at - this.clock.now()) / 1000)} s: ${this.#plan.why}`,
      );
      this.#waitFor(this.#plan);
    }
  }

  #waitFor(plan: Plan): void {
    const begun = this.clock.now();
    const wait = plan.at - begun;
    const network = this.#isOffline() ? this.conditions.network() : undefined;
    const look = () => {
      if (network !== undefined && this.conditions.network() !== network) void this.#poll();
      // A clock that was set back makes another plan.
      else if (this.clock.now() < begun) this.#schedule();
      else this.#waitFor(plan);
    };
    this.#timer =
      wait > lookMs ? this.clock.after(lookMs, look) : this.clock.after(wait, () => void this.#poll());
  }

  #isOffline(): boolean {
    const { playback } = this.store;
    return playback.kind === 'unavailable' && playback.trouble.kind === 'offline';
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

  /** `undefined` when there is nobody to ask for: whoever ended the session, or took our place, tells the store. */
  async #outcome(): Promise<PlaybackEvent | undefined> {
    try {
      return { type: 'answered', seen: await this.ask() };
    } catch (error) {
      if (error instanceof SignedOutError || error instanceof NotAskingError) return undefined;
      if (!(error instanceof TroubleError)) {
        this.log.error(`Asking Spotify failed: ${describeError(error)}`);
      }
      const trouble: Trouble = error instanceof TroubleError ? error.trouble : { kind: 'fault' };
      return { type: 'failed', trouble, at: this.clock.now(), jitter: this.clock.jitter() };
    }
  }
}
