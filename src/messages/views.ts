/* The views of lists: queue, playlists, liked songs … */
import * as l10n from '@vscode/l10n';
import { obstacleOf, pauseEnd } from '../model/errors/apiProblem';
import type { Rejection } from '../model/errors/rejection';
import type { LibraryItem } from '../model/library/library';
import { notSpotify, notUnderstood, statusMessage } from './apiProblems';
import { tryAgain, type Message } from './common';
import { plural } from './language';
import { rejectionMessage } from './rejections';
import { linkTypes, partCount } from './links';

export const loadMore = l10n.t('Load More…');
export const retry = l10n.t('Try Again');

/** How many of how many are shown. */
export function shownOf(shown: number, total: number): string {
  return l10n.t('{shown} of {total}', { shown, total });
}

/** The groups of the view of podcasts and audiobooks. */
export const groups = {
  shows: l10n.t('Podcasts'),
  episodes: l10n.t('Episodes'),
  audiobooks: l10n.t('Audiobooks'),
} as const;

/** What stands in the place of music where there is none. */
export const nothingIn = {
  queue: l10n.t('Nothing plays next. Add songs to the queue, or play an album or a playlist.'),
  playlists: l10n.t('You have no playlists. Playlists that you create or follow in Spotify appear here.'),
  likedSongs: l10n.t('You have no liked songs. Songs that you like appear here.'),
  recentlyPlayed: l10n.t(
    'Spotify has no recently played songs for this account. It leaves out podcasts and private sessions.',
  ),
  albums: l10n.t('You have no saved albums. Albums that you save in Spotify appear here.'),
  shows: l10n.t('You follow no podcasts.'),
  episodes: l10n.t('You have no saved episodes.'),
  audiobooks: l10n.t('You have no saved audiobooks.'),
  playlistItems: l10n.t('This playlist is empty.'),
  albumTracks: l10n.t('This album has no songs.'),
} as const;

/** In the place of what is in a playlist. */
export const playWhole = l10n.t('Play Playlist');
export const keptBySpotify = l10n.t(
  'Spotify does not share the contents of its own playlists with other apps, but it can play them.',
);
export const contentsRefused = l10n.t(
  'Spotify shares only the contents of playlists that you own or collaborate on. It can still play this one.',
);

/** How many it has in it; empty where nobody knows. */
export function itemCount(kind: LibraryItem['kind'], total: number | undefined): string {
  if (total === undefined) return '';
  switch (kind) {
    case 'playlist':
      return plural(
        total,
        l10n.t('{count} item', { count: total }),
        l10n.t('{count} items', { count: total }),
      );
    case 'album':
    case 'show':
    case 'audiobook':
      return partCount(kind, total);
    default:
      return '';
  }
}

const otherKinds = {
  local: l10n.t('Local file'),
  advertisement: l10n.t('Advertisement'),
  other: l10n.t('Item'),
};

/** What it is, for who does not see its icon. */
export function kindName(kind: LibraryItem['kind']): string {
  return kind in otherKinds
    ? otherKinds[kind as keyof typeof otherKinds]
    : linkTypes[kind as keyof typeof linkTypes];
}

/** Why a list is not there, and, where asking again does not help, what does; `now` in milliseconds since 1970. */
export function listProblem(rejection: Rejection, now: number): Message {
  if (rejection.kind === 'notAsking' || rejection.kind === 'interrupted') {
    return [l10n.t('The window that sends requests to Spotify did not respond.')];
  }
  const [sentence, ...actions] = rejectionMessage(rejection, now);
  const first = actions[0] === tryAgain ? [] : actions.slice(0, 1);
  if (rejection.kind !== 'problem') return [sentence, ...first];
  const { problem } = rejection;
  switch (problem.kind) {
    case 'offline':
      return [obstacleOf(problem) ? sentence : l10n.t('Cannot reach Spotify.')];
    case 'unreadable':
      return [notSpotify];
    case 'unexpected':
      return [notUnderstood];
    case 'refused':
      return [pauseEnd(problem) === undefined ? statusMessage(problem.status) : sentence];
    default:
      return [sentence, ...first];
  }
}
