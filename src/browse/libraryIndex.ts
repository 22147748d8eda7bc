import { creditOf, type LibraryItem } from '../model/library/library';
import { matchable, rankOf, wordsOf, type Matchable } from '../model/library/matching';
import type { Clock } from '../platform/clock';
import type { AskLibrary } from './askLibrary';

/** People change their library elsewhere, and Spotify allows to keep what it says only for a while. */
const validForMs = 60 * 60_000;

interface Indexed {
  readonly item: LibraryItem;
  readonly matchable: Matchable;
}

/**
 * The part of the user's library that answers at once: what was played lately, the first hundred playlists and any that
 * was looked at, and the newest fifty liked songs. At most four requests, made when it is first wanted, kept an hour.
 */
export class LibraryIndex {
  /** By URI, in the order in which those that fit alike are shown. */
  #indexed: ReadonlyMap<string, Indexed> = new Map();
  /** By the monotonic clock. */
  #loadedAt = -Infinity;
  #loading: Promise<void> | undefined;
  /** Answers to questions from before it are about another account. */
  #generation = 0;

  constructor(
    private readonly ask: AskLibrary,
    private readonly clock: Clock,
  ) {}

  /** Has it filled, where it is not or was filled too long ago. Rejects as `ask` where Spotify answers nothing at all. */
  load(): Promise<void> {
    if (this.clock.monotonic() - this.#loadedAt < validForMs) return Promise.resolve();
    const loading = (this.#loading ??= this.#load().finally(() => {
      if (this.#loading === loading) this.#loading = undefined;
    }));
    return loading;
  }

  /** The best that is known for a query, at most `most`; for none, all in their order. */
  find(query: string, most: number): LibraryItem[] {
    const words = wordsOf(query);
    const fitting = [...this.#indexed.values()].flatMap((one) => {
      const rank = rankOf(words, one.matchable);
      return rank === undefined ? [] : [{ item: one.item, rank }];
    });
    const sorted = fitting.sort((a, b) => a.rank - b.rank);
    return sorted.slice(0, most).map(({ item }) => item);
  }

  /** What was fetched for something else, and is the user's. */
  add(items: readonly LibraryItem[]): void {
    this.#indexed = new Map([...this.#indexed, ...indexed(items)]);
  }

  /** The session is another. */
  forget(): void {
    this.#generation += 1;
    this.#loading = undefined;
    this.#loadedAt = -Infinity;
    this.#indexed = new Map();
  }

  async #load(): Promise<void> {
    const generation = this.#generation;
    const parts = await Promise.allSettled([
      this.ask({ list: 'recentlyPlayed', from: 0 }).then(({ items }) => items),
      this.#playlists(),
      this.ask({ list: 'likedSongs', from: 0 }).then(({ items }) => items.map(({ item }) => item)),
    ]);
    if (generation !== this.#generation) return;
    const found = parts.flatMap((part): readonly LibraryItem[] =>
      part.status === 'fulfilled' ? part.value : [],
    );
    const [failed] = parts.filter((part) => part.status === 'rejected');
    // One list may be kept from the session, and the others not.
    if (failed && parts.every(({ status }) => status === 'rejected')) throw failed.reason;
    const kept = this.#loadedAt === -Infinity ? this.#indexed : [];
    this.#indexed = new Map([...indexed(found), ...kept]);
    this.#loadedAt = this.clock.monotonic();
  }

  async #playlists(): Promise<readonly LibraryItem[]> {
    const { items, next } = await this.ask({ list: 'playlists', from: 0 });
    if (next === undefined) return items;
    return [...items, ...(await this.ask({ list: 'playlists', from: next })).items];
  }
}

/** By URI; what has none cannot be chosen. */
function indexed(items: readonly LibraryItem[]): [string, Indexed][] {
  return items.flatMap((item) =>
    item.uri === undefined ? [] : [[item.uri, { item, matchable: matchable(item.title, creditOf(item)) }]],
  );
}
