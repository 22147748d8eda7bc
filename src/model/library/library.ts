import type { Image, Item, Named } from '../playback/item';

/** What all that can be chosen has; `Item` has it, too. */
interface Titled<K extends string> {
  readonly kind: K;
  readonly title: string;
  /** `spotify:…` */
  readonly uri: string;
  readonly image: Image | undefined;
}

export interface Playlist extends Titled<'playlist'> {
  readonly owner: string;
  /** A user’s ID at Spotify; empty where it does not say. */
  readonly ownerId: string;
  /** Others may change it, too. */
  readonly collaborative: boolean;
  /** How many items it has; `undefined` where Spotify does not say. */
  readonly total: number | undefined;
  /** Another with each change of its items; empty where Spotify does not say. */
  readonly snapshotId: string;
}

/** A playlist that something can be added to. */
export type PlaylistTarget = Pick<Playlist, 'uri' | 'title'>;

/** Whether a user can change it, by their ID; where nobody knows who that is Spotify will say. */
export function isChangeable({ ownerId, collaborative }: Playlist, userId: string | undefined): boolean {
  return collaborative || userId === undefined || ownerId === userId;
}

export interface Album extends Titled<'album'> {
  readonly artists: readonly Named[];
  /** A year, a month or a day, such as `2024-03-08`; empty where Spotify does not say. */
  readonly released: string;
  /** How many tracks it has; `undefined` where Spotify does not say. */
  readonly total: number | undefined;
}

export type Artist = Titled<'artist'>;

export interface Show extends Titled<'show'> {
  /** How many episodes it has; `undefined` where Spotify does not say. */
  readonly total: number | undefined;
}

export interface Audiobook extends Titled<'audiobook'> {
  readonly authors: readonly Named[];
  /** How many chapters it has; `undefined` where Spotify does not say. */
  readonly total: number | undefined;
}

/** What people choose: something that plays by itself, or what has many of these. */
export type LibraryItem = Item | Playlist | Album | Artist | Show | Audiobook;

/** An item in a list, and where in it; what Spotify has no more, or shows to nobody, takes up a place, too. */
export interface PlacedItem {
  readonly item: Item;
  /** From 0 on, as Spotify counts it when something is to be played from there on. */
  readonly position: number;
}

/** A part of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Where the next page begins (`LibraryRead.from`); `undefined` after the last one. */
  readonly next: number | undefined;
  /** Of the whole list; what is left out of `items` counts, too. */
  readonly total: number;
}

/** What a search has found of each type, the best first; empty for types that were not asked for. */
export interface SearchResults {
  readonly tracks: Page<Item>;
  readonly albums: Page<Album>;
  readonly artists: Page<Artist>;
  readonly playlists: Page<Playlist>;
  readonly shows: Page<Show>;
  readonly episodes: Page<Item>;
  readonly audiobooks: Page<Audiobook>;
}

/** Who made it, or whose it is, as people write it after its name; empty where nobody says. */
export function creditOf(item: LibraryItem): string {
  switch (item.kind) {
    case 'playlist':
      return item.owner;
    case 'artist':
    case 'show':
      return '';
    default:
      return (item.kind === 'audiobook' ? item.authors : item.artists).map(({ name }) => name).join(', ');
  }
}
