import type { Heard, Nothing } from '../core/heard';
import { describeError } from '../core/human';
import type { Item } from '../core/item';
import type { Playback } from '../core/playback';
import type { Clock } from '../platform/clock';
import { Owner, type Disposable } from '../platform/disposable';
import type { Event } from '../platform/emitter';
import type { Log } from '../platform/log';
import type { Remote } from './remote';
import type { Store } from './store';

/** Whether it is worth asking: this window asks for all, somebody looks, and the day's budget is not used up. */
export interface Interest {
  read(): boolean;
  readonly onDidChange: Event<unknown>;
}

/** Who skips through songs does not want to know about each. */
const settleMs = 2_000;
/** Right after a command only the item itself is asked about, so that no command costs much. */
const quietMs = 10_000;
/** Somebody may like a song on another device. */
const goodForMs = 60 * 60_000;

/**
 * Which items are in the user's library, and, as a by-product, in which order they come. Two requests tell of the
 * item that plays and of the twenty that follow it, so that most songs cost none.
 */
export class Likes extends Owner {
  readonly #known = new Map<string, { readonly liked: boolean; readonly at: number }>();
  /** The item that played when the queue was asked for, and those that follow it. */
  #order: readonly Item[] = [];
  #disturbedAt = -Infinity;
  /** The item that is about to be asked about. */
  #waiting: { readonly uri: string; readonly timer: Disposable } | undefined;
  /** Spotify did not say: it is not asked about the same item twice. */
  #unanswered: string | undefined;

  constructor(
    private readonly store: Store,
    private readonly remote: Pick<Remote, 'queue' | 'likes'>,
    private readonly interest: Interest,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super();
    this.own(store.onDidChange((playback) => this.#consider(playback)));
    this.own(interest.onDidChange(() => this.#consider(store.playback)));
    this.own({ dispose: () => this.#waiting?.timer.dispose() });
  }

  /** What was seen, with what is known about its item. */
  mark<T extends Heard | Nothing>(seen: T): T {
    return seen.kind === 'nothing' ? seen : { ...seen, liked: this.#recall(seen.item.uri) };
  }

  /** The item so many places after this one, or before it; `undefined` if that is not known. */
  neighbour({ uri }: Item, places: 1 | -1): Item | undefined {
    const index = uri === undefined ? -1 : this.#order.findIndex((item) => item.uri === uri);
    return index < 0 ? undefined : this.#order[index + places];
  }

  /** A command brings items that nobody can foresee; `reordered`: and what follows them, too. */
  disturb(reordered: boolean): void {
    this.#disturbedAt = this.clock.now();
    if (reordered) this.#order = [];
  }

  /** Whether an item is in the library; asks Spotify if that is not known. Throws as `SpotifyClient`. */
  async learn(uri: string): Promise<boolean> {
    const liked = this.#recall(uri) ?? (await this.remote.likes([uri])).get(uri) ?? false;
    this.note(uri, liked);
    return liked;
  }

  /** It is known, because Spotify said so or our own command made it so. */
  note(uri: string, liked: boolean): void {
    this.#known.set(uri, { liked, at: this.clock.now() });
    this.store.dispatch({ type: 'liked', uri, liked });
  }

  /** The account is another. */
  forget(): void {
    this.#known.clear();
    this.#order = [];
    this.#unanswered = undefined;
  }

  #recall(uri: string | undefined): boolean | undefined {
    const known = this.#known.get(uri ?? '');
    return known && this.clock.now() - known.at < goodForMs ? known.liked : undefined;
  }

  #consider(playback: Playback): void {
    const item = this.interest.read() ? unknownIn(playback) : undefined;
    const uri = item?.uri === this.#unanswered ? undefined : item?.uri;
    if (uri === this.#waiting?.uri) return;
    this.#waiting?.timer.dispose();
    this.#waiting =
      item && uri !== undefined
        ? { uri, timer: this.clock.after(settleMs, () => void this.#ask(item, uri)) }
        : undefined;
  }

  async #ask(item: Item, uri: string): Promise<void> {
    try {
      const quiet = this.clock.now() - this.#disturbedAt < quietMs;
      if (!quiet) this.#order = [item, ...(await this.remote.queue().catch(() => []))];
      const coming = this.#order.flatMap((other) => other.uri ?? []);
      const unknown = coming.filter((other) => other !== uri && this.#recall(other) === undefined);
      const answers = await this.remote.likes([...new Set([uri, ...unknown])]);
      for (const [answered, liked] of answers) this.note(answered, liked);
    } catch (error) {
      this.#unanswered = uri;
      this.log.debug(`Whether the song is liked cannot be had: ${describeError(error)}`);
    }
  }
}

/** The item that is heard, where nobody knows whether it is liked. */
function unknownIn(playback: Playback): Item | undefined {
  const heard = playback.kind === 'playing' || playback.kind === 'paused' ? playback : undefined;
  return heard?.liked === undefined && !heard?.changing ? heard?.item : undefined;
}
