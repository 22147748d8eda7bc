/* Searching for music, and the lists that it leads to. */
import type { SearchType } from '../model/library/libraryRead';
import { action, facts, type Message } from './common';

export const searchTitle = 'Search';
export const searchHint = 'Search for songs, albums, artists, playlists, podcasts, and audiobooks';
export const listHint = 'Select what to play';
export const recentSearches = 'Recent Searches';
export const clearRecentSearches = 'Clear Recent Searches';
export const yourLibrary = 'Your Library';

/** The types that Spotify searches, by many of each. */
export const groups: Readonly<Record<SearchType, string>> = {
  track: 'Songs',
  album: 'Albums',
  artist: 'Artists',
  playlist: 'Playlists',
  show: 'Shows',
  episode: 'Episodes',
  audiobook: 'Audiobooks',
};

export function showAll(type: SearchType): string {
  return `Show All ${groups[type]}…`;
}

/** The list of all of a type that a query finds. */
export function allTitle(type: SearchType, query: string): string {
  return `${groups[type]}: ${query}`;
}

export function noResults(query: string): string {
  return query === '' ? 'Enter what to search for.' : 'No results.';
}
export const emptyList = 'Nothing here.';

/** `total`: of the whole list. */
export function loadMore(shown: number, total: number | undefined): readonly [label: string, fact: string] {
  return ['Load More', total === undefined || total <= shown ? '' : `${shown} of ${total}`];
}

export const offline = 'Cannot reach Spotify. Only your library is searched.';
export const budgetUsedUp: Message = [
  'The daily request budget is used up. Only your library is searched.',
  action('Show Request Budget', 'showRequestBudget'),
];
export const itemsNotShown =
  'Spotify does not let other apps list what is in this playlist. You can still play it as a whole.';

/** What the buttons of a row do. */
export const rowButtons = {
  list: 'Show Contents',
  queue: 'Add to Queue',
  addToPlaylist: 'Add to Playlist…',
  copyLink: 'Copy Link',
  open: 'Open in Spotify',
};

/** What stands beside a title: whose it is, and what tells it from others. */
export function rowFacts(credit: string, ...more: readonly string[]): string {
  return facts(credit, ...more);
}
