import type { Page, PlacedItem, Playlist } from '../model/library/library';
import type { LibraryList, LibraryPages } from '../model/library/libraryRead';
import type { Clock } from '../platform/clock';
import { Emitter } from '../platform/event';
import { DisposableStore } from '../platform/lifecycle';
import type { AskLibrary } from './askLibrary';
import { PagedList } from './pagedList';

/** People change their library elsewhere, and Spotify allows to keep what it says only for a while. */
const validForMs = 60 * 60_000;
/** The list that was looked at longest ago goes first. */
const mostLists = 20;

/** Lists that come page by page. */
export type PagedLibrary = Exclude<LibraryList, 'search'>;
type EntryOf<L extends PagedLibrary> = LibraryPages[L] extends Page<infer T> ? T : never;

interface KeptList {
  readonly list: PagedList<unknown>;
  readonly snapshotId: string;
  /** By the monotonic clock. */
  readonly at: number;
}

/** The lists that were looked at, the same for all who look. */
export class LibraryLists extends DisposableStore {
  readonly #dropped = this.add(new Emitter<PagedLibrary | undefined>());
  /** What is shown of such lists, or, without a name, of all, is to be looked at anew. */
  readonly onDidDrop = this.#dropped.event;
  readonly #kept = new Map<string, KeptList>();

  constructor(
    private readonly ask: AskLibrary,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** One of the user's lists, or, with its URI, of an album or an artist. Nothing is loaded before its `loadMore`. */
  get<L extends PagedLibrary>(list: L, of?: string, snapshotId = ''): PagedList<EntryOf<L>> {
    const key = keyOf(list, of);
    const kept = this.#kept.get(key);
    const now = this.clock.monotonic();
    const isGood = kept && kept.snapshotId === snapshotId && now - kept.at < validForMs;
    const fresh = isGood ? kept : { list: this.#paged(list, of), snapshotId, at: now };
    this.#kept.delete(key);
    this.#kept.set(key, fresh);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostLists && oldest !== undefined) this.#kept.delete(oldest);
    return fresh.list as PagedList<EntryOf<L>>;
  }

  /** What is in a playlist, as long as nobody has changed it. */
  itemsOf({ uri, snapshotId }: Playlist): PagedList<PlacedItem> {
    return this.get('playlistItems', uri, snapshotId);
  }

  /** What was looked at of a playlist, whichever of its states that was; `undefined` for nothing. Nothing is asked. */
  lookedAt(playlist: string): Pick<PagedList<PlacedItem>, 'items' | 'hasMore'> | undefined {
    const kept = this.#kept.get(keyOf('playlistItems', playlist));
    const isGood = kept && this.clock.monotonic() - kept.at < validForMs;
    return isGood ? (kept.list as PagedList<PlacedItem>) : undefined;
  }

  /** A list is to be loaded anew when it is looked at next. */
  drop(list: PagedLibrary, of?: string): void {
    this.#kept.delete(keyOf(list, of));
    this.#dropped.fire(list);
  }

  /** The session is another. */
  forget(): void {
    this.#kept.clear();
    this.#dropped.fire(undefined);
  }

  #paged(list: PagedLibrary, of: string | undefined): PagedList<unknown> {
    return new PagedList<unknown>((from) => this.ask({ list, of, from }));
  }
}

function keyOf(list: PagedLibrary, of = ''): string {
  return `${list} ${of}`;
}
