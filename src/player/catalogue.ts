import { Cancelled } from '../model/errors/userFacingError';
import type { CatalogItem, Link } from '../model/link';
import type { Clock } from '../platform/clock';

/** Spotify allows to keep what it says only for a while. */
const validForMs = 24 * 60 * 60_000;
/** Entries that are kept; the one that was asked for longest ago goes first. */
const most = 300;
/** Whoever asks for hundreds at once gets them one after the other, and none of them once Spotify refuses. */
const mostAtOnce = 2;

interface Kept {
  readonly catalogItem: Promise<CatalogItem | null>;
  readonly at: number;
  /** Of each who waits for its turn, whether they still do; empty once it has come. */
  readonly wanted: (() => boolean)[];
}

/** What links name, asked for once. */
export class Catalogue {
  readonly #kept = new Map<string, Kept>();
  #asking = 0;
  readonly #queue: (() => void)[] = [];

  constructor(
    /** `null` for what Spotify does not know; throws as `SpotifyClient.catalogItem`. */
    private readonly ask: (link: Link) => Promise<CatalogItem | null>,
    private readonly clock: Clock,
  ) {}

  /**
   * `null` for what Spotify does not know, which is remembered, too. Throws as `ask`, which is not, or `Cancelled` when
   * by `isWanted` nobody waits for it any more before its turn has come.
   */
  find(link: Link, isWanted: () => boolean = () => true): Promise<CatalogItem | null> {
    const kept = this.#kept.get(link.uri);
    this.#kept.delete(link.uri);
    const fresh = kept && this.clock.monotonic() - kept.at < validForMs ? kept : this.#begin(link, isWanted);
    if (fresh.wanted.length > 0) fresh.wanted.push(isWanted);
    this.#kept.set(link.uri, fresh);
    for (const [uri] of this.#kept) {
      if (this.#kept.size <= most) break;
      this.#kept.delete(uri);
    }
    return fresh.catalogItem;
  }

  /** The session is another: what the app or one user may not see, another user may. */
  forget(): void {
    this.#kept.clear();
  }

  #begin(link: Link, isWanted: () => boolean): Kept {
    const wanted = [isWanted];
    const catalogItem = this.#askInTurn(link, wanted);
    catalogItem.catch(() => this.#kept.delete(link.uri));
    return { catalogItem, at: this.clock.monotonic(), wanted };
  }

  async #askInTurn(link: Link, wanted: Kept['wanted']): Promise<CatalogItem | null> {
    if (this.#asking < mostAtOnce) this.#asking += 1;
    else await new Promise<void>((go) => this.#queue.push(go));
    try {
      if (!wanted.splice(0).some((isWanted) => isWanted())) throw new Cancelled();
      return await this.ask(link);
    } finally {
      const next = this.#queue.shift();
      if (next) next();
      else this.#asking -= 1;
    }
  }
}
