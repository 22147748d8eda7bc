import { commandFor, type Command, type Effect, type Wish } from '../model/commands/intent';
import { expected, isShown } from '../model/commands/optimistic';
import {
  areShown,
  bringsAnother,
  outstandingSince,
  withCommand,
  type Outstanding,
} from '../model/commands/pendingCommands';
import { NotAskingError, SignedOutError, TroubleError } from '../model/errors/apiProblem';
import { RefusedError } from '../model/errors/rejection';
import { demand } from '../model/playback/abilities';
import type { Heard, Nothing } from '../model/playback/nowPlaying';
import { lastHeard, lastSeen, type Playback } from '../model/playback/playback';
import { shownWithin } from '../model/schedule/polling';
import type { Clock } from '../platform/clock';
import { Step } from './debouncer';
import type { Likes } from './likes';
import type { Poller, Release } from './poller';
import type { Store } from './store';

/** Sends one command to Spotify; throws as `SpotifyClient.command`. */
export type Send = (command: Command) => Promise<void>;

/** Commands that are under way together: when one fails, those behind it are not sent. */
interface Burst {
  open: number;
  failure: unknown;
  /** Lets the poller ask again. */
  release: Release;
}

/** What was so before a command, to go back to when it fails. */
interface Before {
  readonly seen: Heard | Nothing | undefined;
  readonly outstanding: Outstanding;
}

/**
 * Fulfils wishes, in the order in which they came: shows at once what a command will bring, sends it, and has the
 * poller look whether it came. In the window that asks Spotify only.
 */
export class Controls {
  #burst: Burst | undefined;
  #outstanding: Outstanding = new Map();
  #line: Promise<unknown> = Promise.resolve();
  /** What waits for another of its kind. */
  #waiting: { readonly kind: Effect['kind']; readonly step: Step<Effect> } | undefined;
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
   * Resolves when Spotify has taken the command, and also when it refused what was so already; of a like with whether
   * the item is liked now.
   * @throws RefusedError, TroubleError, SignedOutError
   */
  async fulfil(wish: Wish): Promise<boolean | null> {
    if (!lastSeen(this.store.playback)) throw new SignedOutError();
    const heard = lastHeard(this.store.playback);
    if (wish.kind === 'like') {
      return this.#like(wish.uri ?? demand(heard, 'like').item.uri ?? '', wish.liked);
    }
    const command = commandFor(wish, heard, this.clock.now(), this.#unmuted);
    if (command.kind === 'queue') {
      await this.#sendInTurn(command);
      this.likes.disturb(true);
      return null;
    }
    if (wish.kind === 'mute' && command.kind === 'volume' && command.percent === 0) {
      this.#unmuted = heard?.device?.volume;
    }
    await this.#carryOut(command);
    return null;
  }

  /** The song that was meant, whatever comes while Spotify is asked how it stands with it. */
  async #like(uri: string, wished: boolean | undefined): Promise<boolean> {
    const liked = wished ?? !(await this.likes.learn(uri));
    const settle = this.likes.suppose(uri, liked);
    try {
      await this.#sendInTurn({ kind: 'like', uri, liked });
      settle(true);
      return liked;
    } catch (error) {
      settle(false);
      throw error;
    }
  }

  async #carryOut(command: Effect): Promise<void> {
    const outstanding = outstandingSince(this.#outstanding, this.clock.monotonic() - shownWithin);
    const before: Before = { seen: this.#seen, outstanding };
    const release = this.poller.hold();
    const burst = (this.#burst ??= { open: 0, failure: undefined, release });
    burst.open += 1;
    burst.release = release;
    try {
      this.#suppose(command, before);
      await this.#deliver(command, burst);
    } catch (error) {
      // Of commands that went the same way one tells.
      if (this.#burst !== burst) {
        if (error instanceof NotAskingError) throw error;
        return;
      }
      // What follows is sent all the same, and the look after it tells what came of both.
      if (burst.open > 1 && mayBeSo(command, error)) return;
      this.#burst = undefined;
      burst.failure = error;
      await this.#takeBack(burst, before, error);
      if (!this.#isSo(command, error)) throw error;
    } finally {
      burst.open -= 1;
      if (burst.open === 0 && !burst.failure) this.#conclude(burst);
    }
  }

  get #seen(): Heard | Nothing | undefined {
    const seen = lastSeen(this.store.playback);
    return seen?.kind === 'waiting' ? undefined : seen;
  }

  /** Shows what the command will bring. */
  #suppose(command: Effect, { seen: before, outstanding }: Before): void {
    const now = this.clock.now();
    this.#outstanding = withCommand(outstanding, command, before, this.clock.monotonic());
    this.likes.disturb(command.kind === 'shuffle' || command.kind === 'playUri');
    if (!before) return;
    if (before.kind === 'nothing') {
      this.store.dispatch({ type: 'supposed', seen: { ...before, expected: true } });
      return;
    }
    const neighbour = this.likes.neighbour(before.item, command.kind === 'previous' ? -1 : 1);
    const supposed = { ...expected(before, command, now, neighbour), expected: true } as const;
    const another = supposed.item !== before.item;
    this.store.dispatch({ type: 'supposed', seen: another ? this.likes.mark(supposed) : supposed });
  }

  #deliver(command: Effect, burst: Burst): Promise<void> {
    const { kind } = command;
    if (this.#waiting?.kind === kind) {
      this.#waiting.step.replace(command);
      return this.#waiting.step.sent;
    }
    this.#waiting?.step.sendNow();
    if (kind !== 'seek' && kind !== 'volume') return this.#sendInTurn(command, burst);
    const step: Step<Effect> = new Step<Effect>(command, this.clock, (newest) => {
      if (this.#waiting?.step === step) this.#waiting = undefined;
      return this.#sendInTurn(newest, burst);
    });
    this.#waiting = { kind, step };
    return step.sent;
  }

  /** Spotify does not promise to keep an order, so that each command waits for the one before. */
  #sendInTurn(command: Command, burst?: Burst): Promise<void> {
    const turn = this.#line.then(async () => {
      // Each is sent by the window that asks next.
      if (burst?.failure instanceof NotAskingError) throw burst.failure;
      if (!burst?.failure) await this.send(command);
    });
    this.#line = turn.catch((error: unknown) => {
      if (burst && !mayBeSo(command, error)) burst.failure = error;
    });
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
    return outstanding.size === 0 ? undefined : (seen) => areShown(outstanding, supposed, seen);
  }

  /** What was there before is shown again, and Spotify is asked what is so now, where it answers at all. */
  async #takeBack(burst: Burst, before: Before, error: unknown): Promise<void> {
    this.#waiting = undefined;
    this.#outstanding = before.outstanding;
    const counts = burst.release(this.#whenShown(before.seen));
    if (counts && before.seen) this.store.dispatch({ type: 'supposed', seen: this.likes.mark(before.seen) });
    const answers = error instanceof TroubleError && /^(refused|forbidden)$/.test(error.trouble.kind);
    if (error instanceof RefusedError || answers) await this.poller.refresh();
  }

  #isSo(command: Effect, error: unknown): boolean {
    const seen = this.#seen;
    return mayBeSo(command, error) && seen !== undefined && isShown(command, undefined, undefined, seen);
  }
}

/** Spotify refuses to pause what is paused; so it does with several other commands that would change nothing. */
function mayBeSo(command: Command, error: unknown): boolean {
  const restricted = error instanceof RefusedError && error.refusal.kind === 'restricted';
  return restricted && !bringsAnother(command);
}
