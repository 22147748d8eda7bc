import { commandFor, type Command, type Effect, type Intent } from '../model/commands/intent';
import { applyOptimistically, isConfirmedBy } from '../model/commands/optimistic';
import {
  areConfirmedBy,
  bringsAnother,
  pendingSince,
  withCommand,
  type PendingCommands,
} from '../model/commands/pendingCommands';
import { NotAskingError, ApiProblemError } from '../model/errors/apiProblem';
import { RejectedError } from '../model/errors/rejection';
import { assertCan } from '../model/playback/abilities';
import type { NowPlaying, Idle } from '../model/playback/nowPlaying';
import { lastNowPlaying, lastObservation, localIn, type Playback } from '../model/playback/playback';
import type { PlayerSnapshot } from '../model/playback/snapshot';
import { confirmWithinMs } from '../model/schedule/polling';
import type { Clock } from '../platform/clock';
import { Debouncer } from './debouncer';
import type { Likes } from './likes';
import type { CommandTarget } from './sources/playbackSource';
import type { Poller } from './poller';
import type { Store } from './store';
import type { Release } from './unconfirmedCommand';

/** Commands that are under way together: when one fails, those behind it are not sent. */
interface CommandBatch {
  open: number;
  failure: unknown;
  /** Lets the poller ask again. */
  release: Release;
}

/** What was so before a command, to go back to when it fails. */
interface Before {
  readonly observation: NowPlaying | Idle | undefined;
  readonly pending: PendingCommands;
}

/**
 * Executes intents, in the order in which they came: shows at once what a command will bring, sends it, and has the
 * poller look whether it came. In the window that asks Spotify only.
 */
export class Controls {
  #batch: CommandBatch | undefined;
  #pendingCommands: PendingCommands = new Map();
  #lastTurn: Promise<unknown> = Promise.resolve();
  /** The command that waits for another of its kind. */
  #debounced: { readonly kind: Effect['kind']; readonly debouncer: Debouncer<Effect> } | undefined;
  /** The volume before it was muted, in per cent. */
  #unmuted: number | undefined;

  constructor(
    private readonly store: Store,
    private readonly poller: Poller,
    private readonly likes: Likes,
    private readonly target: CommandTarget,
    private readonly clock: Clock,
  ) {}

  /**
   * Resolves when Spotify has taken the command, and also when it refused what was so already; of a like with whether
   * the item is liked now.
   * @throws RejectedError, ApiProblemError, SignedOutError
   */
  async execute(intent: Intent): Promise<boolean | null> {
    this.target.assertReachable(intent.kind);
    const nowPlaying = lastNowPlaying(this.store.playback);
    if (intent.kind === 'like') {
      return this.#like(intent.uri ?? assertCan(nowPlaying, 'like').item.uri ?? '', intent.liked);
    }
    const command = commandFor(intent, nowPlaying, this.clock.now(), this.#unmuted);
    if (command.kind === 'queue') {
      await this.#sendInTurn(command);
      this.likes.noteCommand(true);
      return null;
    }
    if (intent.kind === 'mute' && command.kind === 'volume' && command.percent === 0) {
      this.#unmuted = nowPlaying?.device?.volume;
    }
    await this.#send(command);
    return null;
  }

  /** The song that was meant, whatever comes while Spotify is asked how it stands with it. */
  async #like(uri: string, intended: boolean | undefined): Promise<boolean> {
    const liked = intended ?? !(await this.likes.learn(uri));
    const settle = this.likes.applyOptimistic(uri, liked);
    try {
      await this.#sendInTurn({ kind: 'like', uri, liked });
      settle(true);
      return liked;
    } catch (error) {
      settle(false);
      throw error;
    }
  }

  async #send(command: Effect): Promise<void> {
    const pendingCommands = pendingSince(this.#pendingCommands, this.clock.monotonic() - confirmWithinMs);
    const before: Before = { observation: this.#observation, pending: pendingCommands };
    const release = this.poller.hold();
    const batch = (this.#batch ??= { open: 0, failure: undefined, release });
    batch.open += 1;
    batch.release = release;
    try {
      this.#applyOptimistic(command, before);
      await this.#deliver(command, batch);
    } catch (error) {
      // Of commands that went the same way one tells.
      if (this.#batch !== batch) {
        if (error instanceof NotAskingError) throw error;
        return;
      }
      // What follows is sent all the same, and the look after it tells what came of both.
      if (batch.open > 1 && mayBeSo(command, error)) return;
      this.#batch = undefined;
      batch.failure = error;
      await this.#takeBack(batch, before, error);
      if (!this.#isSo(command, error)) throw error;
    } finally {
      batch.open -= 1;
      if (batch.open === 0 && !batch.failure) this.#conclude(batch);
    }
  }

  get #observation(): NowPlaying | Idle | undefined {
    const { playback } = this.store;
    const observation = lastObservation(playback);
    return observation && observation.kind !== 'waiting' ? observation : localIn(playback);
  }

  /** Shows what the command will bring. */
  #applyOptimistic(command: Effect, { observation: before, pending: pendingCommands }: Before): void {
    const now = this.clock.now();
    this.#pendingCommands = withCommand(pendingCommands, command, before, this.clock.monotonic());
    this.likes.noteCommand(command.kind === 'shuffle' || command.kind === 'playUri');
    if (!before) return;
    if (before.kind === 'nothing') {
      this.store.dispatch({ type: 'optimistic', observation: { ...before, optimistic: true } });
      return;
    }
    const neighbour = this.likes.neighbour(before.item, command.kind === 'previous' ? -1 : 1);
    const optimistic = { ...applyOptimistically(before, command, now, neighbour), optimistic: true } as const;
    const another = optimistic.item !== before.item;
    this.store.dispatch({
      type: 'optimistic',
      observation: another ? this.likes.mark(optimistic) : optimistic,
    });
  }

  #deliver(command: Effect, batch: CommandBatch): Promise<void> {
    const { kind } = command;
    if (this.#debounced?.kind === kind) {
      this.#debounced.debouncer.replace(command);
      return this.#debounced.debouncer.sent;
    }
    this.#debounced?.debouncer.sendNow();
    if (kind !== 'seek' && kind !== 'volume') return this.#sendInTurn(command, batch);
    const debouncer: Debouncer<Effect> = new Debouncer<Effect>(command, this.clock, (newest) => {
      if (this.#debounced?.debouncer === debouncer) this.#debounced = undefined;
      return this.#sendInTurn(newest, batch);
    });
    this.#debounced = { kind, debouncer };
    return debouncer.sent;
  }

  /** Spotify does not promise to keep an order, so that each command waits for the one before. */
  #sendInTurn(command: Command, batch?: CommandBatch): Promise<void> {
    const turn = this.#lastTurn.then(async () => {
      // Each is sent by the window that asks next.
      if (batch?.failure instanceof NotAskingError) throw batch.failure;
      if (!batch?.failure) await this.target.command(command);
    });
    this.#lastTurn = turn.catch((error: unknown) => {
      if (batch && !mayBeSo(command, error)) batch.failure = error;
    });
    return turn;
  }

  #conclude(batch: CommandBatch): void {
    if (this.#batch === batch) this.#batch = undefined;
    batch.release(this.#confirmation());
  }

  /** Whether a snapshot shows what the pending commands were to bring. */
  #confirmation(shown: Playback = this.store.playback): ((snapshot: PlayerSnapshot) => boolean) | undefined {
    const pendingCommands = this.#pendingCommands;
    const optimistic = lastNowPlaying(shown);
    return pendingCommands.size === 0
      ? undefined
      : (snapshot) => areConfirmedBy(pendingCommands, optimistic, snapshot);
  }

  /** What was there before is shown again, and Spotify is asked what is so now, where it answers at all. */
  async #takeBack(batch: CommandBatch, before: Before, error: unknown): Promise<void> {
    this.#debounced = undefined;
    this.#pendingCommands = before.pending;
    const confirmation = this.#confirmation(before.observation);
    const counts = batch.release(confirmation ?? (mayBeDone(error) ? () => true : undefined));
    if (counts && before.observation)
      this.store.dispatch({ type: 'optimistic', observation: this.likes.mark(before.observation) });
    const answers = error instanceof ApiProblemError && /^(refused|forbidden)$/.test(error.problem.kind);
    if (error instanceof RejectedError || answers) await this.poller.refresh();
  }

  #isSo(command: Effect, error: unknown): boolean {
    const observation = this.#observation;
    return (
      mayBeSo(command, error) &&
      observation !== undefined &&
      isConfirmedBy(command, undefined, undefined, observation)
    );
  }
}

/** No answer came, or none of Spotify's: the command may have arrived all the same, which the next look tells. */
function mayBeDone(error: unknown): boolean {
  return error instanceof ApiProblemError && /^(offline|unreadable)$/.test(error.problem.kind);
}

/** Spotify refuses to pause what is paused; so it does with several other commands that would change nothing. */
function mayBeSo(command: Command, error: unknown): boolean {
  const restricted = error instanceof RejectedError && error.rejection.kind === 'restricted';
  return restricted && !bringsAnother(command);
}
