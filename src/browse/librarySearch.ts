import { rejectionOf, type Rejection } from '../model/errors/rejection';
import type { LibraryItem, Page, SearchResults } from '../model/library/library';
import type { SearchType } from '../model/library/libraryRead';
import type { Clock } from '../platform/clock';
import { Emitter } from '../platform/event';
import { DisposableStore, type Disposable } from '../platform/lifecycle';
import type { AskLibrary } from './askLibrary';
import type { LibraryIndex } from './libraryIndex';
import { PagedList } from './pagedList';

/** Who types pauses for less than this between two letters; then Spotify is asked. */
const pauseMs = 300;
/** Of what is remembered, that which was searched for longest ago goes first. */
const mostQueries = 50;
/** By Spotify's rules no more of a set of its content are shown together. */
const mostRows = 20;

/** What there is to show for what is typed. */
export interface SearchState {
  readonly query: string;
  /** From the user's own library, at once. */
  readonly fromLibrary: readonly LibraryItem[];
  /** From Spotify; `undefined` as long as it has not answered for this query. */
  readonly found: SearchResults | undefined;
  readonly searching: boolean;
  /** Why Spotify does not answer; `fromLibrary` goes on without it. */
  readonly rejection: Rejection | undefined;
}

/**
 * A search as it is typed: the user's own library at once, Spotify after a pause, one request for all types. What
 * Spotify answers to a query that is no longer typed is remembered, and not shown.
 */
export class LibrarySearch extends DisposableStore {
  readonly #changed = this.add(new Emitter<SearchState>());
  readonly onDidChange = this.#changed.event;
  readonly #remembered = new Map<string, SearchResults>();
  #state: SearchState = {
    query: '',
    fromLibrary: [],
    found: undefined,
    searching: false,
    rejection: undefined,
  };
  #pause: Disposable | undefined;
  /** Answers to questions from before it are about another account. */
  #generation = 0;

  constructor(
    private readonly ask: AskLibrary,
    private readonly index: LibraryIndex,
    private readonly clock: Clock,
  ) {
    super();
    this.add({ dispose: () => this.#pause?.dispose() });
  }

  get state(): SearchState {
    return this.#state;
  }

  /** The search is opened: the index is filled if need be, and shown with what is typed when it is. */
  open(): void {
    this.search(this.#state.query);
    this.index.load().then(
      () => this.#show({ fromLibrary: this.#fromLibrary() }),
      (error: unknown) => this.#show({ rejection: rejectionOf(error) }),
    );
  }

  /** What is typed now; `asks`: Spotify, too, and not the library alone. */
  search(typed: string, asks = true): void {
    this.#pause?.dispose();
    const query = normalized(typed);
    const found = this.#recall(query);
    const searching = asks && query !== '' && !found;
    // Nothing of an earlier query: its rows would stand below words that they do not fit.
    this.#state = { query, fromLibrary: [], found, searching, rejection: undefined };
    this.#show({ fromLibrary: this.#fromLibrary() });
    if (searching) this.#pause = this.clock.after(pauseMs, () => void this.#ask(query));
  }

  /** All that Spotify finds of one type for what is typed, from the page on that is known. */
  all(type: SearchType): PagedList<LibraryItem> {
    const { query, found } = this.#state;
    const key = `${type}s` as const;
    const ask = async (from: number): Promise<Page<LibraryItem>> =>
      (await this.ask({ list: 'search', of: query, types: [type], from }))[key];
    return new PagedList(ask, found?.[key]);
  }

  /** The session is another. */
  forget(): void {
    this.#generation += 1;
    this.#remembered.clear();
    this.search('');
  }

  #fromLibrary(): readonly LibraryItem[] {
    return this.index.find(this.#state.query, mostRows);
  }

  async #ask(query: string): Promise<void> {
    const generation = this.#generation;
    const isWanted = () => generation === this.#generation && this.#state.query === query;
    try {
      const found = await this.ask({ list: 'search', of: query, from: 0 });
      if (generation === this.#generation) this.#remember(query, found);
      if (isWanted()) this.#show({ found, searching: false });
    } catch (error) {
      if (isWanted()) this.#show({ rejection: rejectionOf(error), searching: false });
    }
  }

  #show(changes: Partial<SearchState>): void {
    this.#state = { ...this.#state, ...changes };
    this.#changed.fire(this.#state);
  }

  #recall(query: string): SearchResults | undefined {
    const found = this.#remembered.get(query);
    if (found) this.#remember(query, found);
    return found;
  }

  #remember(query: string, found: SearchResults): void {
    this.#remembered.delete(query);
    this.#remembered.set(query, found);
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size > mostQueries && oldest !== undefined) this.#remembered.delete(oldest);
  }
}

/** Queries that Spotify answers alike are one. */
function normalized(typed: string): string {
  return typed.trim().replace(/\s+/g, ' ').toLowerCase();
}
