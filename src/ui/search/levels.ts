import type { Library } from '../../browse/library';
import type { PagedList } from '../../browse/pagedList';
import * as messages from '../../messages/search';
import { rejectionOf, type Rejection } from '../../model/errors/rejection';
import type { LibraryItem, PlacedItem } from '../../model/library/library';
import type { Row } from '../../model/library/row';
import { systemClock as clock } from '../../platform/clock';
import { Emitter, type Event } from '../../platform/event';
import { listRows, searchRows, type PickerRow } from '../../render/library/pickerRows';

/** One list of the picker: the search, or what something in it leads to. */
export interface Level {
  readonly title: string;
  readonly placeholder: string;
  /** What is typed: it stands there again for whoever comes back. */
  readonly typed: string;
  /** Whether the rows are what was found for it; else VS Code finds among them what fits. */
  readonly isSearch: boolean;
  readonly rows: readonly PickerRow[];
  readonly busy: boolean;
  readonly onDidChange: Event<unknown>;
  type(text: string): void;
}

/** The search itself. */
export class SearchLevel implements Level {
  readonly title = messages.searchTitle;
  readonly placeholder = messages.searchHint;
  readonly isSearch = true;
  readonly onDidChange: Event<unknown>;
  typed = '';
  #sparing = false;

  /** @param budgetIsUsedUp whether nothing is to be asked today that need not be */
  constructor(
    readonly library: Pick<Library, 'search' | 'recentSearches'>,
    budgetIsUsedUp: Promise<boolean>,
  ) {
    const { search } = library;
    this.onDidChange = search.onDidChange;
    search.search('');
    search.open();
    void budgetIsUsedUp.then((sparing) => {
      this.#sparing = sparing;
      if (sparing) search.search(this.typed, false);
    });
  }

  get rows(): readonly PickerRow[] {
    const { search, recentSearches } = this.library;
    const facts = { ...search.state, recent: recentSearches.queries, sparing: this.#sparing };
    return searchRows(facts, clock.now());
  }

  get busy(): boolean {
    return this.library.search.state.searching;
  }

  type(text: string): void {
    if (text === this.typed) return;
    this.typed = text;
    this.library.search.search(text, !this.#sparing);
  }
}

/** A list of Spotify's, loaded page by page. */
export class ListLevel implements Level {
  readonly placeholder = messages.listHint;
  readonly isSearch = false;
  readonly #changed = new Emitter<undefined>();
  readonly onDidChange = this.#changed.event;
  typed = '';
  busy = false;
  #rejection: Rejection | undefined;

  /** @param of the album or playlist that it is the list of: what is played goes on in it */
  constructor(
    readonly title: string,
    private readonly list: PagedList<LibraryItem | PlacedItem>,
    private readonly of?: { readonly kind: string; readonly uri: string },
  ) {
    if (list.items.length === 0) void this.loadMore();
  }

  get rows(): readonly PickerRow[] {
    const { items, total, hasMore } = this.list;
    const facts = { total, hasMore, loading: this.busy, rejection: this.#rejection };
    const rows = items.map((one) => this.#rowOf(one));
    return listRows({ ...facts, rows, isPlaylist: this.of?.kind === 'playlist' }, clock.now());
  }

  type(text: string): void {
    this.typed = text;
  }

  /** Has the next page loaded, if there is one. */
  async loadMore(): Promise<void> {
    this.busy = true;
    this.#rejection = undefined;
    this.#changed.fire(undefined);
    try {
      await this.list.loadMore();
    } catch (error) {
      this.#rejection = rejectionOf(error);
    }
    this.busy = false;
    this.#changed.fire(undefined);
  }

  #rowOf(one: LibraryItem | PlacedItem): Row {
    if (!('position' in one)) return { item: one };
    const { item, position } = one;
    return this.of ? { item, within: { context: this.of.uri, position } } : { item };
  }
}
