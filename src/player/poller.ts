import { confirms } from '../model/commands/optimistic';
import { ApiProblemError, NotAskingError, pauseEnd, SignedOutError } from '../model/errors/apiProblem';
import { lastObservation, type PlaybackEvent } from '../model/playback/playback';
import type { PlayerSnapshot } from '../model/playback/snapshot';
import type { Circumstances, Plan } from '../model/schedule/plan';
import { firstLookMs, nextPoll } from '../model/schedule/polling';
import { atTime, type Clock } from '../platform/clock';
import type { Event } from '../platform/event';
import { describeError, type Log, type Network } from '../platform/host';
import { DisposableStore, type Disposable } from '../platform/lifecycle';
import type { Likes } from './likes';
import type { PlaybackSource, TellingSource, Told } from './sources/playbackSource';
import type { Store } from './store';
import { UnconfirmedCommand, type Release } from './unconfirmedCommand';

/** What the schedule depends on besides the playback, and when that has changed. */
export interface Conditions {
  read(): Circumstances;
  readonly network: Network;
  readonly onDidChange: Event<unknown>;
}

/** Whom the poller asks and tells, and when. */
export interface PollerParts {
  readonly store: Store;
  readonly source: PlaybackSource & Partial<TellingSource>;
  /** Knows what a source does not say: whether an item is in the library. */
  readonly likes: Pick<Likes, 'recall'>;
  readonly conditions: Conditions;
}

/** Should the store still think that there is a session. */
const retryMs = 60_000;
/** Nobody tells that the machine has slept, or that a network has returned: the plan is kept soon after either. */
const lookMs = 5_000;

/** Asks Spotify when `nextPoll` says so, and tells the store what came of it. Rests until it is started. */
export class Poller extends DisposableStore {
  #running = false;
  #timer: Disposable | undefined;
  #plan: Plan | undefined;
  #asking: Promise<void> | undefined;
  /** Answers to questions from before it are stale. */
  #generation = 0;
  #unconfirmed: UnconfirmedCommand | undefined;
  /** Commands are on their way: whatever is said now may be from before them. What was told is kept. */
  #currentHold: { told?: PlaybackEvent } | undefined;
  /** Since when there is something that only Spotify can say, in milliseconds since 1970. */
  #hintedAt: number | undefined;

  constructor(
    private readonly parts: PollerParts,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super();
    this.add(parts.store.onDidChange(() => this.#schedule()));
    this.add(parts.conditions.onDidChange(() => this.#schedule()));
    this.add(clock.onDidSetBack((ms) => this.#clockSetBack(ms)));
    const told = parts.source.onDidTell?.((one) => this.#tell(one));
    if (told) this.add(told);
    this.add({ dispose: () => this.stop() });
  }

  /** When it asks next, and why; `undefined` while it rests. */
  get plan(): Plan | undefined {
    return this.#plan;
  }

  /** What only a command of the window that asked before was to bring is looked at now, as after one of ours. */
  start(): void {
    this.#running = true;
    const observation = lastObservation(this.parts.store.playback);
    if (observation && 'optimistic' in observation && observation.optimistic) {
      const sentAt = this.clock.monotonic() - firstLookMs;
      this.#unconfirmed = new UnconfirmedCommand(sentAt, (snapshot) => confirms(observation, snapshot));
    }
    this.parts.source.start?.();
    this.#schedule();
  }

  /** Whatever is on its way is dropped. */
  stop(): void {
    this.#running = false;
    this.parts.source.stop?.();
    this.startOver();
  }

  /** The session is another: whatever is on its way belongs to the one before. */
  startOver(): void {
    this.parts.source.startOver?.();
    this.#currentHold = undefined;
    this.#unconfirmed = undefined;
    this.#hintedAt = undefined;
    this.#drop();
    this.#schedule();
  }

  /**
   * Asks now, unless nobody is signed in or Spotify demanded a pause. Resolves with whether it asked, when the
   * answer is in the store; never rejects.
   */
  async refresh(): Promise<boolean> {
    const { playback } = this.parts.store;
    const pauses = playback.kind === 'unavailable' && (pauseEnd(playback.problem) ?? 0) > this.clock.now();
    if (!this.#running || this.#currentHold || pauses || !lastObservation(playback)) return false;
    await this.#poll();
    return true;
  }

  /**
   * Commands are about to be sent: answers that are on their way are from before them, and none is asked for until
   * what this returns is called. Of several holds the last one counts.
   */
  hold(): Release {
    const hold: { told?: PlaybackEvent } = {};
    this.#currentHold = hold;
    this.#unconfirmed = undefined;
    this.#drop();
    this.#schedule();
    return (shows) => {
      if (this.#currentHold !== hold) return false;
      this.#currentHold = undefined;
      this.#unconfirmed = shows && new UnconfirmedCommand(this.clock.monotonic(), shows);
      if (hold.told) this.#take(hold.told);
      this.#schedule();
      return true;
    };
  }

  #circumstances(): Circumstances {
    const read = this.parts.conditions.read();
    const command = this.#unconfirmed?.sent(this.clock.monotonic() - read.now);
    return { ...read, command, hintedAt: this.#hintedAt, readsApp: this.parts.source.readsApp };
  }

  #schedule(notBefore = 0): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    const idle = !this.#running || this.#currentHold !== undefined || this.#asking !== undefined;
    const plan = idle ? undefined : nextPoll(this.parts.store.playback, this.#circumstances());
    this.#plan = plan && { ...plan, at: Math.max(plan.at, notBefore) };
    if (this.#plan) {
      const { at, why, attempt } = this.#plan;
      const failed = attempt ? `, attempt ${attempt}` : '';
      this.log.debug(`Next request in ${Math.round((at - this.clock.now()) / 1000)} s: ${why}${failed}`);
      this.#timer = atTime(this.clock, at, lookMs, () => void this.#poll(), this.#networkReturned());
    }
  }

  /** Whether the network is another than now, while Spotify cannot be reached. */
  #networkReturned(): () => boolean {
    const { playback } = this.parts.store;
    if (playback.kind !== 'unavailable' || playback.problem.kind !== 'offline') return () => false;
    const before = this.parts.conditions.network();
    return () => this.parts.conditions.network() !== before;
  }

  /**
   * What is on its way may have a time of before, and what is left of a pause that Spotify demanded the log says: asked
   * once, whatever the plan. Where this rests, the window that asks tells what is so.
   */
  #clockSetBack(ms: number): void {
    if (!this.#running) return;
    this.log.info(`The clock was set back by ${Math.round(ms / 1000)} s`);
    this.#drop();
    this.parts.store.dispatch({ type: 'clockSetBack', ms });
    if (!this.#currentHold && lastObservation(this.parts.store.playback)) void this.#poll();
  }

  #poll(): Promise<void> {
    return (this.#asking ??= this.#askOnce(this.#generation));
  }

  async #askOnce(generation: number): Promise<void> {
    this.#timer?.dispose();
    // What comes meanwhile may be news to the answer.
    this.#hintedAt = undefined;
    const askedAt = this.clock.monotonic();
    const event = await this.#outcome();
    if (generation !== this.#generation) return;
    this.#unconfirmed?.lookedAt(askedAt);
    const taken = event !== undefined && this.#take(event);
    // Planned here rather than as one of those whom the store tells: without a plan nothing is ever asked again.
    if (generation === this.#generation) {
      this.#asking = undefined;
      this.#schedule(taken ? 0 : this.clock.now() + retryMs);
    }
  }

  #tell(told: Told): void {
    if (!this.#running) return;
    if (told !== 'ask') {
      if (this.#currentHold) this.#currentHold.told = told;
      else this.#take(told);
    } else {
      this.#hintedAt ??= this.clock.now();
      this.#schedule();
    }
  }

  /** Tells the store, unless the answer is from before a command; false where that failed by a fault of ours. */
  #take(event: PlaybackEvent): boolean {
    const { store, likes } = this.parts;
    try {
      if (event.type !== 'answered' && event.type !== 'told') store.dispatch(event);
      else if (this.#believes(event)) {
        const uri = 'item' in event.snapshot ? event.snapshot.item.uri : undefined;
        store.dispatch({ ...event, liked: likes.recall(uri) });
      }
      return true;
    } catch (error) {
      this.log.error(`Polling Spotify failed: ${describeError(error)}`);
      return false;
    }
  }

  #believes(event: Extract<PlaybackEvent, { readonly snapshot: PlayerSnapshot }>): boolean {
    const waits = this.#unconfirmed?.awaits(event, this.clock.monotonic());
    if (!waits) this.#unconfirmed = undefined;
    return !waits;
  }

  #drop(): void {
    this.#generation += 1;
    this.#asking = undefined;
  }

  /** `undefined` when there is nobody to ask for: whoever ended the session, or took our place, tells the store. */
  async #outcome(): Promise<PlaybackEvent | undefined> {
    try {
      return { type: 'answered', snapshot: await this.parts.source.player() };
    } catch (error) {
      if (error instanceof SignedOutError || error instanceof NotAskingError) return undefined;
      if (!(error instanceof ApiProblemError))
        this.log.error(`Polling Spotify failed: ${describeError(error)}`);
      const problem = error instanceof ApiProblemError ? error.problem : ({ kind: 'fault' } as const);
      return { type: 'failed', problem, at: this.clock.now(), jitter: this.clock.jitter() };
    }
  }
}
