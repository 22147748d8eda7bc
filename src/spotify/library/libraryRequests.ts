import {
  searchTypes,
  type LibraryList,
  type LibraryRead,
  type PlaylistEdit,
} from '../../model/library/libraryRead';
import { parseLink } from '../../model/link';
import { cleanAndCut, longestName } from '../../model/text';
import type { ApiRequest } from '../requests';

/** Spotify's own limit since February 2026, for each type. */
const searchLimit = 10;
/** It shows nothing that stands further back. */
export const farthestResult = 1_000;

/**
 * How many of a list at a time. Spotify's limit is 10 for an artist's albums and 50 for all others; where each brings
 * its tracks or its long description along, fifty would be longer than any reply that is read (`longestReply`).
 */
const limits: Readonly<Partial<Record<LibraryList, number>>> = {
  search: searchLimit,
  artistAlbums: 10,
  albums: 10,
  shows: 20,
  episodes: 20,
  audiobooks: 20,
};

/** How many of a list come with one request. */
export function pageSize(list: LibraryList): number {
  return limits[list] ?? 50;
}

/** Where each list is; `:id` stands for the ID of what it is of. */
const paths: Readonly<Record<Exclude<LibraryList, 'search'>, string>> = {
  playlists: '/me/playlists',
  likedSongs: '/me/tracks',
  recentlyPlayed: '/me/player/recently-played',
  albums: '/me/albums',
  shows: '/me/shows',
  episodes: '/me/episodes',
  audiobooks: '/me/audiobooks',
  playlistItems: '/playlists/:id/items',
  albumTracks: '/albums/:id/tracks',
  artistAlbums: '/artists/:id/albums',
};

/** The path of a page of a list, with its query. */
export function libraryPath({ list, of = '', types = searchTypes, from }: LibraryRead): string {
  const limit = `limit=${pageSize(list)}`;
  switch (list) {
    case 'search':
      return `/search?q=${encodeURIComponent(cleanAndCut(of, longestName))}&type=${types.join()}&${limit}&offset=${from}`;
    case 'recentlyPlayed':
      // Spotify counts back from a time, in milliseconds since 1970.
      return `${paths[list]}?${limit}${from > 0 ? `&before=${from}` : ''}`;
    default:
      return `${paths[list].replace(':id', parseLink(of)?.id ?? '')}?${limit}&offset=${from}`;
  }
}

/** The one request that changes a playlist. */
export function editRequest({ change, playlist, uris }: PlaylistEdit): ApiRequest {
  const path = `/playlists/${parseLink(playlist)?.id ?? ''}/items`;
  return change === 'add'
    ? { kind: 'command', method: 'POST', path, body: { uris } }
    : { kind: 'command', method: 'DELETE', path, body: { items: uris.map((uri) => ({ uri })) } };
}
