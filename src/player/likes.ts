import { SignedOutError, ApiProblemError } from '../model/errors/apiProblem';
import { isLikable } from '../model/playback/abilities';
import { sameItem, type Item } from '../model/playback/item';
import type { NowPlaying, Idle } from '../model/playback/nowPlaying';
import { lastNowPlaying, type Playback } from '../model/playback/playback';
import type { Clock } from '../platform/clock';
import type { Event } from '../platform/event';
import { describeError, type Log } from '../platform/host';
import { DisposableStore, type Disposable } from '../platform/lifecycle';
import type { SpotifyApi } from './spotifyApi';
import type { Store } from './store';

/** Whether it is worth asking: this window asks for all, somebody looks, and the day's budget is not used up. */
interface Interest {
  read(): boolean;
  readonly onDidChange: Event<unknown>;
}

/** Who skips through songs does not want to know about each. */
const settleMs = 2_000;
/** Who is about to control something is not made to pay for more. */
const quietMs = 10_000;
/** Nor for what comes after the item, which is soon another if the user goes on. */
const songOnlyMs = 60_000;
/** Somebody may like a song on another device. */
const validForMs = 60 * 60_000;

/**
 * Which items are in the user's library, and, as a by-product, in which order they come. Two requests tell of the
 * item that plays and of the twenty that follow it, so that most songs cost none.
 */
export class Likes extends DisposableStore {
  readonly #known = new Map<string, { readonly liked: boolean; readonly at: number }>();
  /** The item that played when the queue was asked for, and those that follow it. */
  #order: readonly Item[] = [];
  #commandNotedAt = -Infinity;
  /** The item that is about to be asked about. */
  #scheduled: { readonly uri: string; readonly timer: Disposable } | undefined;
  /** Our own commands that are under way, by URI: how many, the newest, and what was known without them. */
  readonly #changes = new Map<string, { open: number; newest: object; known: boolean | undefined }>();
  /** Answers to questions from before it are about another account. */
  #generation = 0;
  /** Spotify did not say: it is not asked about the same item twice. */
  #unanswered: string | undefined;
  /** The session may not look into the library: it is not asked about any other item either. */
  #barred = false;

  constructor(
    private readonly store: Store,
    private readonly api: Pick<SpotifyApi, 'queue' | 'likes'>,
    private readonly interest: Interest,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super();
    this.add(store.onDidChange(() => this.#consider()));
    this.add(interest.onDidChange(() => this.#consider()));
    this.add({ dispose: () => this.#unschedule() });
  }

  /** What is shown before a reply has shown it, with what is known about its item. */
  mark<T extends NowPlaying | Idle>(observation: T): T {
    if (observation.kind === 'nothing') return observation;
    const shown = lastNowPlaying(this.store.playback);
    const told = shown && sameItem(shown.item, observation.item) ? shown.liked : undefined;
    return { ...observation, liked: this.recall(observation.item.uri) ?? told };
  }

  /** Whether an item is in the library, as last known; `undefined` if nobody knows. */
  recall(uri: string | undefined): boolean | undefined {
    return this.#known.get(uri ?? '')?.liked;
  }

  /** The item after this one, or before it; `undefined` if that is not known, or not the same wherever this one comes. */
  neighbour(item: Item, places: 1 | -1): Item | undefined {
    const [first, ...others] = this.#order.flatMap((one, index) =>
      sameItem(one, item) ? [this.#order[index + places]] : [],
    );
    return first && others.every((other) => other && sameItem(other, first)) ? first : undefined;
  }

  /** One of the items that are to come. */
  find(matches: (item: Item) => boolean): Item | undefined {
    return this.#order.find(matches);
  }

  /** There was a command; `reordered`: it changes what comes. */
  noteCommand(reordered: boolean): void {
    this.#commandNotedAt = this.clock.monotonic();
    if (reordered) this.#order = [];
    this.#unschedule();
    this.#consider();
  }

  /** Whether an item is in the library; asks Spotify if that is not known well enough. Throws as `SpotifyClient`. */
  async learn(uri: string): Promise<boolean> {
    if (!this.#isFresh(uri)) {
      const generation = this.#generation;
      const answers = await this.api.likes([uri]);
      if (generation !== this.#generation) throw new SignedOutError();
      // A command that came meanwhile knows better.
      if (!this.#isFresh(uri)) {
        const liked = answers.get(uri);
        if (liked === undefined) throw new ApiProblemError({ kind: 'unexpected' });
        this.note(uri, liked);
      }
    }
    return this.recall(uri) ?? false;
  }

  /** A command of ours is to make it so. What this returns is to be called with whether Spotify took it. */
  applyOptimistic(uri: string, liked: boolean): (taken: boolean) => void {
    const command = {};
    const change = this.#changes.get(uri) ?? { open: 0, newest: command, known: this.recall(uri) };
    this.#changes.set(uri, change);
    change.open += 1;
    change.newest = command;
    this.note(uri, liked);
    return (taken) => {
      // With another account nothing is known any more.
      if (this.#changes.get(uri) !== change) return;
      change.open -= 1;
      if (change.open === 0) this.#changes.delete(uri);
      if (taken) change.known = liked;
      else if (change.newest === command) this.note(uri, change.known);
    };
  }

  /** It is known, because Spotify said so or our own command makes it so; `undefined`: it is not known any more. */
  note(uri: string, liked: boolean | undefined): void {
    if (liked === undefined) this.#known.delete(uri);
    else this.#known.set(uri, { liked, at: this.clock.monotonic() });
    this.store.dispatch({ type: 'liked', uri, liked });
  }

  /** The account is another. */
  forget(): void {
    this.#generation += 1;
    this.#changes.clear();
    this.#known.clear();
    this.#order = [];
    this.#unanswered = undefined;
    this.#barred = false;
    this.#unschedule();
    this.#consider();
  }

  #isFresh(uri: string): boolean {
    return this.clock.monotonic() - (this.#known.get(uri)?.at ?? -Infinity) < validForMs;
  }

  #consider(): void {
    const nowPlaying = this.interest.read() && !this.#barred ? currentItem(this.store.playback) : undefined;
    const item = nowPlaying && isLikable(nowPlaying) ? nowPlaying : undefined;
    const uri = item?.uri === this.#unanswered || this.#isFresh(item?.uri ?? '') ? undefined : item?.uri;
    if (uri === this.#scheduled?.uri) return;
    this.#unschedule();
    if (item && uri !== undefined) {
      const quietFor = this.#commandNotedAt + quietMs - this.clock.monotonic();
      const timer = this.clock.after(Math.max(settleMs, quietFor), () => void this.#ask(item, uri));
      this.#scheduled = { uri, timer };
    }
  }

  #unschedule(): void {
    this.#scheduled?.timer.dispose();
    this.#scheduled = undefined;
  }

  async #ask(item: Item, uri: string): Promise<void> {
    const generation = this.#generation;
    const before = this.#order;
    try {
      const songOnly = this.clock.monotonic() - this.#commandNotedAt < songOnlyMs;
      const order = songOnly ? before : [item, ...(await this.api.queue().catch(() => []))];
      const coming = order.flatMap((other) => (isLikable(other) ? (other.uri ?? []) : []));
      const unknown = coming.filter((other) => other !== uri && !this.#isFresh(other));
      const answers = await this.api.likes([...new Set([uri, ...unknown])]);
      if (generation !== this.#generation) return;
      // A command that came meanwhile knows better.
      if (this.#order === before) this.#order = order;
      for (const [answered, liked] of answers) {
        if (!this.#isFresh(answered)) this.note(answered, liked);
      }
      if (!answers.has(uri)) this.#unanswered = uri;
    } catch (error) {
      if (generation !== this.#generation) return;
      this.#unanswered = uri;
      this.#barred ||=
        error instanceof ApiProblemError && /^(scopeMissing|forbidden)$/.test(error.problem.kind);
      this.log.debug(`Cannot check whether the song is liked: ${describeError(error)}`);
    }
  }
}

/** The item that plays now. */
function currentItem(playback: Playback): Item | undefined {
  return 'item' in playback && !playback.changing ? playback.item : undefined;
}
