/* The views of lists: queue, playlists, liked songs … */
import { obstacleOf, pauseEnd } from '../model/errors/apiProblem';
import type { Rejection } from '../model/errors/rejection';
import type { LibraryItem } from '../model/library/library';
import { notSpotify, notUnderstood, statusMessage } from './apiProblems';
import { tryAgain, type Message } from './common';
import { rejectionMessage } from './rejections';
import { linkTypes } from './statusBar';

export const loadMore = 'Load More…';
export const retry = 'Try Again';

/** How many of how many are shown. */
export function shownOf(shown: number, total: number): string {
  return `${shown} of ${total}`;
}

/** The groups of the view of podcasts and audiobooks. */
export const groups = { shows: 'Podcasts', episodes: 'Episodes', audiobooks: 'Audiobooks' } as const;

/** What stands in the place of music where there is none. */
export const nothingIn = {
  queue: 'Nothing plays next. Add songs to the queue, or play an album or a playlist.',
  playlists: 'You have no playlists. Playlists that you create or follow in Spotify appear here.',
  likedSongs: 'You have no liked songs. Songs that you like appear here.',
  recentlyPlayed:
    'Spotify has no recently played songs for this account. It leaves out podcasts and private sessions.',
  albums: 'You have no saved albums. Albums that you save in Spotify appear here.',
  shows: 'You follow no podcasts.',
  episodes: 'You have no saved episodes.',
  audiobooks: 'You have no saved audiobooks.',
  playlistItems: 'This playlist is empty.',
  albumTracks: 'This album has no songs.',
} as const;

/** In the place of what is in a playlist. */
export const playWhole = 'Play Playlist';
export const keptBySpotify =
  'Spotify does not share the contents of its own playlists with other apps, but it can play them.';
export const contentsRefused =
  'Spotify shares only the contents of playlists that you own or collaborate on. It can still play this one.';

const counted: Readonly<Partial<Record<LibraryItem['kind'], readonly [one: string, many: string]>>> = {
  playlist: ['item', 'items'],
  album: ['song', 'songs'],
  show: ['episode', 'episodes'],
  audiobook: ['chapter', 'chapters'],
};

/** How many it has in it; empty where nobody knows. */
export function itemCount(kind: LibraryItem['kind'], total: number | undefined): string {
  const [one, many] = counted[kind] ?? [];
  if (total === undefined || many === undefined) return '';
  return `${total} ${total === 1 ? one : many}`;
}

const otherKinds = { local: 'Local file', advertisement: 'Advertisement', other: 'Item' };

/** What it is, for who does not see its icon. */
export function kindName(kind: LibraryItem['kind']): string {
  return kind in otherKinds
    ? otherKinds[kind as keyof typeof otherKinds]
    : linkTypes[kind as keyof typeof linkTypes];
}

/** Why a list is not there, and, where asking again does not help, what does; `now` in milliseconds since 1970. */
export function listProblem(rejection: Rejection, now: number): Message {
  if (rejection.kind === 'notAsking' || rejection.kind === 'interrupted') {
    return ['The window that sends requests to Spotify did not respond.'];
  }
  const [sentence, ...actions] = rejectionMessage(rejection, now);
  const first = actions[0] === tryAgain ? [] : actions.slice(0, 1);
  if (rejection.kind !== 'problem') return [sentence, ...first];
  const { problem } = rejection;
  switch (problem.kind) {
    case 'offline':
      return [obstacleOf(problem) ? sentence : 'Cannot reach Spotify.'];
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
