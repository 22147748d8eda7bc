import { commandFor, type Command, type Wish } from '../core/command';
import { expected, isShown } from '../core/expectation';
import type { Heard, Nothing } from '../core/heard';
import { areShown, changesPlayer, withCommand, type Outstanding } from '../core/outstanding';
import { lastHeard, lastSeen } from '../core/playback';
import { shownWithin } from '../core/polling';
import { RefusedError } from '../core/refusal';
import type { Clock } from '../platform/clock';
import type { Likes } from './likes';
import type { Poller } from './poller';
import { Step } from './step';
import type { Store } from './store';

/** Sends one command to Spotify; throws as `SpotifyClient.command`. */
export type Send = (command: Command) => Promise<void>;

/** Commands that are under way together: when one fails, the others are not sent. */
interface Burst {
  open: number;
  failed: boolean;
  /** Whether replies have to show something new. */
  changesPlayer: boolean;
}

/**
 * Fulfils wishes, in the order in which they came: shows at once what a command will bring, sends it, and has the
 * poller look whether it came. In the window that asks Spotify only.
 */
export class Controls {
  #burst: Burst | undefined;
  #outstanding: Outstanding | undefined;
  #line: Promise<unknown> = Promise.resolve();
  readonly #steps = new Map<Command['kind'], Step<Command>>();
  /** The volume before it was muted, in per cent. */
  #unmuted: number | undefined;

  constructor(
    private readonly store: Store,
    private readonly poller: Poller,
    private readonly likes: Likes,
    private readonly send: Send,
    private readonly clock: Clock,
  ) {}

  /**
   * Resolves when Spotify has taken the command, and also when it refused what was so already.
   * @throws RefusedError, TroubleError, SignedOutError
   */
  async fulfil(wish: Wish): Promise<void> {
    const command = await this.#commandFor(wish);
    const before = this.#seen;
    const burst = this.#join(command, before);
    try {
      await this.#deliver(command, burst);
      if (command.kind === 'like') this.likes.note(command.uri, command.liked);
    } catch (error) {
      // Of commands that went the same way one tells.
      if (burst.failed) return;
      burst.failed = true;
      await this.#takeBack(before, error);
      if (!this.#isSo(command, error)) throw error;
    } finally {
      burst.open -= 1;
      if (burst.open === 0 && !burst.failed) this.#conclude(burst);
    }
  }

  get #seen(): Heard | Nothing | undefined {
    const seen = lastSeen(this.store.playback);
    return seen?.kind === 'waiting' ? undefined : seen;
  }

  async #commandFor(wish: Wish): Promise<Command> {
    const heard = lastHeard(this.store.playback);
    if (wish.kind === 'like' && wish.liked === undefined && heard?.item.uri !== undefined) {
      await this.likes.learn(heard.item.uri);
    }
    const now = lastHeard(this.store.playback);
    const command = commandFor(wish, now, this.clock.now(), this.#unmuted);
    if (wish.kind === 'mute' && command.kind === 'volume' && command.percent === 0) {
      this.#unmuted = now?.device?.volume;
    }
    return command;
  }

  #join(command: Command, before: Heard | Nothing | undefined): Burst {
    const now = this.clock.now();
    const burst = (this.#burst ??= { open: 0, failed: false, changesPlayer: false });
    burst.open += 1;
    if (changesPlayer(command)) {
      burst.changesPlayer = true;
      this.poller.hold();
      this.#outstanding = withCommand(this.#outstanding, command, before, now, now - shownWithin);
    }
    if (before && before.kind !== 'nothing') this.#show(command, before, now);
    if (command.kind === 'shuffle' || command.kind === 'queue' || command.kind === 'playUri') {
      this.likes.disturb(true);
    }
    return burst;
  }

  /** Shows what the command will bring. */
  #show(command: Command, before: Heard, now: number): void {
    const next = this.likes.neighbour(before.item, command.kind === 'previous' ? -1 : 1);
    const supposed = expected(before, command, now, next);
    if (supposed.changing) this.likes.disturb(false);
    const another = supposed.item !== before.item;
    this.store.dispatch({ type: 'supposed', seen: another ? this.likes.mark(supposed) : supposed });
  }

  #deliver(command: Command, burst: Burst): Promise<void> {
    const isStep = command.kind === 'seek' || command.kind === 'volume';
    const waiting = this.#steps.get(command.kind);
    if (isStep && waiting) {
      waiting.replace(command);
      return waiting.sent;
    }
    if (!isStep) {
      this.#steps.forEach((step) => step.sendNow());
      return this.#sendInTurn(command, burst);
    }
    const step = new Step<Command>(command, this.clock, (newest) => {
      this.#steps.delete(newest.kind);
      return this.#sendInTurn(newest, burst);
    });
    this.#steps.set(command.kind, step);
    return step.sent;
  }

  /** Spotify does not promise to keep an order, so that each command waits for the one before. */
  #sendInTurn(command: Command, burst: Burst): Promise<void> {
    const turn = this.#line.then(async () => {
      if (!burst.failed) await this.send(command);
    });
    this.#line = turn.catch(() => undefined);
    return turn;
  }

  #conclude(burst: Burst): void {
    this.#burst = undefined;
    const outstanding = this.#outstanding;
    if (!burst.changesPlayer || !outstanding) return;
    const supposed = lastHeard(this.store.playback);
    this.poller.release((seen) => areShown(outstanding, supposed, seen));
  }

  /** What was there before is shown again, and Spotify is asked what is so now, where it answers at all. */
  async #takeBack(before: Heard | Nothing | undefined, error: unknown): Promise<void> {
    this.#burst = undefined;
    this.#outstanding = undefined;
    if (before) this.store.dispatch({ type: 'supposed', seen: before });
    this.poller.release();
    if (error instanceof RefusedError) await this.poller.refresh();
  }

  /** Spotify refuses to pause what is paused; so do several other commands that change nothing. */
  #isSo(command: Command, error: unknown): boolean {
    const seen = this.#seen;
    const isState = command.kind !== 'next' && command.kind !== 'previous' && command.kind !== 'playUri';
    return (
      error instanceof RefusedError &&
      error.refusal.kind === 'restricted' &&
      isState &&
      changesPlayer(command) &&
      seen !== undefined &&
      isShown(command, undefined, undefined, seen)
    );
  }
}
