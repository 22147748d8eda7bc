import type { Episode, Item, Named, Track } from './items';
import { Collection } from './music/collection';

/** What the Web API can look up: all that has ever been in the player's list, and what there is besides. */
export class Catalogue {
  readonly #items = new Map<string, Item>();

  constructor(
    items: readonly Item[],
    private readonly collection = new Collection(new Set()),
  ) {
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
    return this.#items.get(uri) ?? this.collection.item(uri);
  }

  /** The tracks of the player's lists. */
  get tracks(): Track[] {
    return [...this.#items.values()].filter((item) => item.kind === 'track');
  }

  /** The episodes of the player's lists. */
  get episodes(): Episode[] {
    return [...this.#items.values()].filter((item) => item.kind === 'episode');
  }

  /**
   * What a context plays: an album, an artist, a show, or (any other playlist) every track of the lists; undefined in
   * the place of what Spotify has no more.
   */
  inContext(uri: string): readonly (Item | undefined)[] {
    const [, type, id] = uri.split(':');
    const others = this.collection.inContext(uri);
    if (others.length > 0) {
      return others;
    }
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
