import type { Entry } from '../core/catalogue';
import type { Link } from '../core/link';
import type { Clock } from '../platform/clock';

/** Spotify allows to keep what it says only for a while. */
const goodForMs = 24 * 60 * 60_000;
/** Entries that are kept; the one that was asked for longest ago goes first. */
const most = 300;

interface Kept {
  readonly entry: Promise<Entry | null>;
  readonly at: number;
}

/** What links name, asked for once. */
export class Catalogue {
  readonly #kept = new Map<string, Kept>();

  constructor(
    /** `null` for what Spotify does not know; throws as `SpotifyClient.entry`. */
    private readonly ask: (link: Link) => Promise<Entry | null>,
    private readonly clock: Clock,
  ) {}

  /** `null` for what Spotify does not know, which is remembered, too. Throws as `ask`, which is not. */
  find(link: Link): Promise<Entry | null> {
    const kept = this.#kept.get(link.uri);
    this.#kept.delete(link.uri);
    const fresh = kept && this.clock.now() - kept.at < goodForMs ? kept : this.#begin(link);
    this.#kept.set(link.uri, fresh);
    for (const [uri] of this.#kept) {
      if (this.#kept.size <= most) break;
      this.#kept.delete(uri);
    }
    return fresh.entry;
  }

  /** The session is another: what the app or one user may not see, another user may. */
  forget(): void {
    this.#kept.clear();
  }

  #begin(link: Link): Kept {
    const entry = this.ask(link);
    entry.catch(() => this.#kept.delete(link.uri));
    return { entry, at: this.clock.now() };
  }
}
