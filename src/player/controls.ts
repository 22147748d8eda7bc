import { commandFor, type Command, type Wish } from '../core/command';
import { expected, isShown } from '../core/expectation';
import type { Heard, Nothing } from '../core/heard';
import { areShown, bringsAnother, withCommand, type Outstanding } from '../core/outstanding';
import { lastHeard, lastSeen, type Playback } from '../core/playback';
import { shownWithin } from '../core/polling';
import { RefusedError } from '../core/refusal';
import type { Clock } from '../platform/clock';
import type { Likes } from './likes';
import type { Poller, Release } from './poller';
import { Step } from './step';
import type { Store } from './store';

/** Sends one command to Spotify; throws as `SpotifyClient.command`. */
export type Send = (command: Command) => Promise<void>;

/** Commands that are under way together: when one fails, those behind it are not sent. */
interface Burst {
  open: number;
  failed: boolean;
  /** Lets the poller ask again. */
  release: Release;
}

/** What was so before a command, to go back to when it fails. */
interface Before {
  readonly seen: Heard | Nothing | undefined;
  readonly outstanding: Outstanding | undefined;
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
    const command = this.#commandFor(wish);
    switch (command.kind) {
      case 'like':
        await this.#like(command, wish.kind === 'like' && wish.liked === undefined);
        break;
      case 'queue':
        await this.#sendInTurn(command);
        this.likes.disturb(true);
        break;
      default:
        await this.#carryOut(command);
    }
  }

  /** The song of that moment, whatever comes while Spotify is asked how it stands with it. */
  async #like({ uri, ...command }: Extract<Command, { kind: 'like' }>, toggles: boolean): Promise<void> {
    const liked = toggles ? !(await this.likes.learn(uri)) : command.liked;
    const before = this.likes.recall(uri);
    this.likes.note(uri, liked);
    try {
      await this.#sendInTurn({ kind: 'like', uri, liked });
    } catch (error) {
      // With another account nothing is known any more.
      if (this.likes.recall(uri) === liked) this.likes.note(uri, before);
      throw error;
    }
  }

  #commandFor(wish: Wish): Command {
    const heard = lastHeard(this.store.playback);
    const command = commandFor(wish, heard, this.clock.now(), this.#unmuted);
    if (wish.kind === 'mute' && command.kind === 'volume' && command.percent === 0) {
      this.#unmuted = heard?.device?.volume;
    }
    return command;
  }

  async #carryOut(command: Command): Promise<void> {
    const before: Before = { seen: this.#seen, outstanding: this.#outstanding };
    const release = this.poller.hold();
    const burst = (this.#burst ??= { open: 0, failed: false, release });
    burst.open += 1;
    burst.release = release;
    try {
      this.#suppose(command, before.seen);
      await this.#deliver(command, burst);
    } catch (error) {
      // Of commands that went the same way one tells.
      if (this.#burst !== burst) return;
      this.#burst = undefined;
      burst.failed = true;
      await this.#takeBack(burst, before, error);
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

  /** Shows what the command will bring. */
  #suppose(command: Command, before: Heard | Nothing | undefined): void {
    const now = this.clock.now();
    this.#outstanding = withCommand(this.#outstanding, command, before, now, now - shownWithin);
    this.likes.disturb(command.kind === 'shuffle' || command.kind === 'playUri');
    if (!before || before.kind === 'nothing') return;
    const neighbour = this.likes.neighbour(before.item, command.kind === 'previous' ? -1 : 1);
    const supposed = expected(before, command, now, neighbour);
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
    const step: Step<Command> = new Step<Command>(command, this.clock, (newest) => {
      if (this.#steps.get(newest.kind) === step) this.#steps.delete(newest.kind);
      return this.#sendInTurn(newest, burst);
    });
    this.#steps.set(command.kind, step);
    return step.sent;
  }

  /** Spotify does not promise to keep an order, so that each command waits for the one before. */
  #sendInTurn(command: Command, burst?: Burst): Promise<void> {
    const turn = this.#line.then(async () => {
      if (!burst?.failed) await this.send(command);
    });
    this.#line = turn.catch(() => burst && (burst.failed = true));
    return turn;
  }

  #conclude(burst: Burst): void {
    if (this.#burst === burst) this.#burst = undefined;
    burst.release(this.#whenShown());
  }

  /** Whether a reply shows what is outstanding. */
  #whenShown(shown: Playback = this.store.playback): ((seen: Heard | Nothing) => boolean) | undefined {
    const outstanding = this.#outstanding;
    const supposed = lastHeard(shown);
    return outstanding && ((seen) => areShown(outstanding, supposed, seen));
  }

  /** What was there before is shown again, and Spotify is asked what is so now, where it answers at all. */
  async #takeBack(burst: Burst, before: Before, error: unknown): Promise<void> {
    this.#steps.clear();
    this.#outstanding = before.outstanding;
    const counts = burst.release(this.#whenShown(before.seen));
    if (counts && before.seen) this.store.dispatch({ type: 'supposed', seen: this.likes.mark(before.seen) });
    if (error instanceof RefusedError) await this.poller.refresh();
  }

  /** Spotify refuses to pause what is paused; so do several other commands that change nothing. */
  #isSo(command: Command, error: unknown): boolean {
    const seen = this.#seen;
    return (
      error instanceof RefusedError &&
      error.refusal.kind === 'restricted' &&
      !bringsAnother(command) &&
      seen !== undefined &&
      isShown(command, undefined, undefined, seen)
    );
  }
}
