/* What an action asks, and what it brought. */
import type { PlayIntent } from '../model/commands/intent';
import type { Repeat } from '../model/playback/item';
import type { Shuffle } from '../model/playback/snapshot';
import { selectDevice, signInAgain, startSpotify, type Message } from './common';

export const deviceTitle = 'Select Device';
export const moveToDevice = 'Select a device to transfer playback to';
export const playOnDevice = 'Select a device to play on';
/** `wanted`: what is to play; without it, what there was. */
export function noDevice(wanted: PlayIntent | undefined): Message {
  return [
    'No Spotify devices found. Open Spotify on this computer or on another device.',
    startSpotify(wanted),
  ];
}
export const waitingForSpotify = 'Waiting for Spotify to start…';
export const spotifyNotStarted: Message = [
  'Spotify did not start on this computer. Open it, or use the web player.',
  selectDevice,
  { label: 'Open Web Player', command: 'vscode.open', arguments: ['https://open.spotify.com'] },
];

export const recentlyPlayedQuestion = {
  title: 'Recently Played',
  placeHolder: 'Select a song to play',
};
export const nothingPlayedRecently = 'Spotify has no recently played songs for this account.';
export const noLikedSongs = 'There are no liked songs to play. Like a song first.';
export const recentlyPlayedScope: Message = [
  'Your sign-in does not include access to recently played songs. Sign in to Spotify again.',
  signInAgain,
];

/* Said in the status bar for a moment, in VS Code’s label syntax. */

export const playing = 'Playing';
export const paused = 'Paused';
export const skipped = { next: 'Skipped to next', previous: 'Skipped to previous' };
export const queueChanged = 'The queue has changed, so nothing was skipped.';
export function skippedSongs(count: number): string {
  return count === 1 ? 'Skipped 1 song' : `Skipped ${count} songs`;
}
/** Of so many, Spotify let nobody skip more. */
export function skippedSome(count: number, of: number): string {
  return `Skipped ${count} of ${of} songs, then Spotify refused to skip the next one.`;
}
/** `most`: how many can be skipped. */
export function tooFarInQueue(most: number): string {
  return `Spotify skips songs in its queue only one by one, so Earshot skips at most ${most}.`;
}
// Spotify's design guidelines ask for these words.
export const liked = '$(earshot-liked) Added to Liked Songs';
export const unliked = '$(circle-slash) Removed from Liked Songs';
export const saved = '$(check) Saved to Your Library';
export const removed = '$(circle-slash) Removed from Your Library';
export const followed = '$(check) Following';
export const unfollowed = '$(circle-slash) No longer following';
export const queued = '$(list-ordered) Added to queue';

export const shuffles: Readonly<Record<Shuffle, string>> = {
  off: 'Shuffle off',
  on: 'Shuffle on',
  smart: 'Smart Shuffle on',
};

export const repeats: Readonly<Record<Repeat, string>> = {
  off: 'Repeat off',
  context: 'Repeat all',
  track: 'Repeat one',
};

/** In per cent; `undefined` where the device does not say. */
export function volume(percent: number | undefined): string {
  if (percent === 0) return 'Muted';
  return percent === undefined ? 'Volume changed' : `Volume ${percent}%`;
}

/** Times as on a clock; `whole` is empty where nobody knows. */
export function position(at: string, whole: string): string {
  return whole ? `${at} of ${whole}` : at;
}

/** `device`: its name. */
export function movedTo(device: string, plays: boolean): string {
  return plays ? `Playing on ${device}` : `Moved to ${device}`;
}
