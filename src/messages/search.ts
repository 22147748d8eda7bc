/* Searching for music, and the lists that it leads to. */
import * as l10n from '@vscode/l10n';
import type { SearchType } from '../model/library/libraryRead';
import { action, type Message } from './common';
import { shownOf } from './views';

export const searchTitle = l10n.t('Search');
export const searchHint = l10n.t('Search for songs, albums, artists, playlists, podcasts, and audiobooks');
export const listHint = l10n.t('Select what to play');
export const recentSearches = l10n.t('Recent Searches');
export const clearRecentSearches = l10n.t('Clear Recent Searches');
export const yourLibrary = l10n.t('Your Library');

/** The types that Spotify searches, by many of each. */
export const groups: Readonly<Record<SearchType, string>> = {
  track: l10n.t('Songs'),
  album: l10n.t('Albums'),
  artist: l10n.t('Artists'),
  playlist: l10n.t('Playlists'),
  show: l10n.t('Podcasts'),
  episode: l10n.t('Episodes'),
  audiobook: l10n.t('Audiobooks'),
};

export const showAll: Readonly<Record<SearchType, string>> = {
  track: l10n.t('Show All Songs…'),
  album: l10n.t('Show All Albums…'),
  artist: l10n.t('Show All Artists…'),
  playlist: l10n.t('Show All Playlists…'),
  show: l10n.t('Show All Podcasts…'),
  episode: l10n.t('Show All Episodes…'),
  audiobook: l10n.t('Show All Audiobooks…'),
};

/** The list of all of a type that a query finds. */
export function allTitle(type: SearchType, query: string): string {
  return `${groups[type]}: ${query}`;
}

export function noResults(query: string): string {
  return query === '' ? l10n.t('Enter what to search for.') : l10n.t('No results.');
}
export const emptyList = l10n.t('Nothing here.');

/** `total`: of the whole list. */
export function loadMore(shown: number, total: number | undefined): readonly [label: string, fact: string] {
  return [l10n.t('Load More'), total === undefined || total <= shown ? '' : shownOf(shown, total)];
}

export const offline = l10n.t('Cannot reach Spotify. Only your library is searched.');
export const budgetUsedUp: Message = [
  l10n.t('The daily request budget is used up. Only your library is searched.'),
  action(l10n.t('Show Request Budget'), 'showRequestBudget'),
];
export const itemsNotShown = l10n.t(
  'Spotify does not let other apps list what is in this playlist. You can still play it as a whole.',
);

/** What the buttons of a row do. */
export const rowButtons = {
  list: l10n.t('Show Contents'),
  queue: l10n.t('Add to Queue'),
  addToPlaylist: l10n.t('Add to Playlist…'),
  copyLink: l10n.t('Copy Link'),
  open: l10n.t('Open in Spotify'),
};
