import type { Episode, Item, Named, Track } from './items';

/** What the Web API can look up: all that has ever been in the player's list. */
export class Catalogue {
  readonly #items = new Map<string, Item>();

  constructor(items: readonly Item[]) {
    this.add(items);
  }

  /** Makes items known. */
  add(items: readonly Item[]): void {
    for (const item of items) {
      this.#items.set(item.uri, item);
    }
  }

  /** The item with that URI. */
  find(uri: string): Item | undefined {
    return this.#items.get(uri);
  }

  /** All tracks. */
  get tracks(): Track[] {
    return [...this.#items.values()].filter((item) => item.kind === 'track');
  }

  /** All episodes. */
  get episodes(): Episode[] {
    return [...this.#items.values()].filter((item) => item.kind === 'episode');
  }

  /** What a context plays: an album, an artist, a show, or (any playlist) every track there is. */
  inContext(uri: string): readonly Item[] {
    const [, type, id] = uri.split(':');
    const isIt = (named: Named) => named.id === id;
    switch (type) {
      case 'album':
        return this.tracks.filter(({ album }) => isIt(album));
      case 'artist':
        return this.tracks.filter(({ artists }) => artists.some(isIt));
      case 'show':
        return this.episodes.filter(({ show }) => isIt(show));
      case 'playlist':
        return this.tracks;
      default:
        return [];
    }
  }
}
