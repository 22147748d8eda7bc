import type { Page } from '../model/library/library';

/** A list of which no more is held than was looked at. */
export class PagedList<T> {
  #items: readonly T[] = [];
  #next: number | undefined = 0;
  #total: number | undefined;
  #loading: Promise<void> | undefined;

  constructor(
    /** The page that begins at `from`. */
    private readonly ask: (from: number) => Promise<Page<T>>,
    /** The first page, where it is known. */
    first?: Page<T>,
  ) {
    if (first) this.#append(first);
  }

  /** Those of the pages that were loaded. */
  get items(): readonly T[] {
    return this.#items;
  }

  /** Of the whole list; `undefined` before the first page. */
  get total(): number | undefined {
    return this.#total;
  }

  get hasMore(): boolean {
    return this.#next !== undefined;
  }

  /** Loads the first page, or the next one; once, however many want it. Rejects as `ask`, and may be tried again. */
  loadMore(): Promise<void> {
    if (this.#next === undefined) return Promise.resolve();
    return (this.#loading ??= this.#load(this.#next).finally(() => (this.#loading = undefined)));
  }

  async #load(from: number): Promise<void> {
    this.#append(await this.ask(from));
  }

  #append({ items, next, total }: Page<T>): void {
    this.#items = [...this.#items, ...items];
    this.#next = next;
    this.#total = total;
  }
}
