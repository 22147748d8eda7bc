import type { Item } from '../playback/item';
import type { Album, Audiobook, Page, PlacedItem, Playlist, SearchResults, Show } from './library';

/** The types that Spotify searches, by its own words. */
export const searchTypes = ['track', 'album', 'artist', 'playlist', 'show', 'episode', 'audiobook'] as const;
export type SearchType = (typeof searchTypes)[number];

/** The lists that Spotify has: those of the user, and those of something else (`LibraryRead.of`). */
export const libraryLists = [
  ...(['playlists', 'likedSongs', 'recentlyPlayed', 'albums', 'shows', 'episodes', 'audiobooks'] as const),
  ...(['search', 'playlistItems', 'albumTracks', 'artistAlbums'] as const),
];
export type LibraryList = (typeof libraryLists)[number];

/** What a page of each list is. */
export interface LibraryPages extends Record<LibraryList, unknown> {
  readonly search: SearchResults;
  readonly playlists: Page<Playlist>;
  readonly likedSongs: Page<PlacedItem>;
  readonly recentlyPlayed: Page<Item>;
  readonly albums: Page<Album>;
  readonly shows: Page<Show>;
  readonly episodes: Page<Item>;
  readonly audiobooks: Page<Audiobook>;
  readonly playlistItems: Page<PlacedItem>;
  readonly albumTracks: Page<PlacedItem>;
  readonly artistAlbums: Page<Album>;
}

/** A page of a list, to be asked for. */
export interface LibraryRead<L extends LibraryList = LibraryList> {
  readonly list: L;
  /** What is searched for; the URI of the playlist, the album or the artist. */
  readonly of?: string | undefined;
  /** Of a search; all types where left out. */
  readonly types?: readonly SearchType[] | undefined;
  /** 0, or the `next` of the page before. */
  readonly from: number;
}

/** A change of a playlist's items. */
export interface PlaylistEdit {
  /** `add`: at its end. `remove`: each occurrence, for Spotify knows no other way. */
  readonly change: 'add' | 'remove';
  /** The playlist's URI. */
  readonly playlist: string;
  /** Of tracks and episodes, at most 100. */
  readonly uris: readonly string[];
}
