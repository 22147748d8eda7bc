/* What an action asks, and what it brought. */
import * as l10n from '@vscode/l10n';
import type { PlayIntent } from '../model/commands/intent';
import type { Repeat } from '../model/playback/item';
import type { Shuffle } from '../model/playback/snapshot';
import { selectDevice, signInAgain, startSpotify, type Message } from './common';
import { plural } from './language';

export const deviceTitle = l10n.t('Select Device');
export const moveToDevice = l10n.t('Select a device to transfer playback to');
export const playOnDevice = l10n.t('Select a device to play on');
/** `wanted`: what is to play; without it, what there was. */
export function noDevice(wanted: PlayIntent | undefined): Message {
  return [
    l10n.t('No Spotify devices found. Open Spotify on this computer or on another device.'),
    startSpotify(wanted),
  ];
}
export const waitingForSpotify = l10n.t('Waiting for Spotify to start…');
export const spotifyNotStarted: Message = [
  l10n.t('Spotify did not start on this computer. Open it, or use the web player.'),
  selectDevice,
  { label: l10n.t('Open Web Player'), command: 'vscode.open', arguments: ['https://open.spotify.com'] },
];

export const recentlyPlayedQuestion = {
  title: l10n.t('Recently Played'),
  placeHolder: l10n.t('Select a song to play'),
};
export const nothingPlayedRecently = l10n.t('Spotify has no recently played songs for this account.');
export const noLikedSongs = l10n.t('There are no liked songs to play. Like a song first.');
export const recentlyPlayedScope: Message = [
  l10n.t('Your sign-in does not include access to recently played songs. Sign in to Spotify again.'),
  signInAgain,
];

/* Said in the status bar for a moment, in VS Code’s label syntax. */

export const playing = l10n.t('Playing');
export const paused = l10n.t('Paused');
export const skipped = { next: l10n.t('Skipped to next'), previous: l10n.t('Skipped to previous') };
export const queueChanged = l10n.t('The queue has changed, so nothing was skipped.');
export function skippedSongs(count: number): string {
  return plural(count, l10n.t('Skipped {count} song', { count }), l10n.t('Skipped {count} songs', { count }));
}
/** Of so many, Spotify let nobody skip more. */
export function skippedSome(count: number, of: number): string {
  return l10n.t('Skipped {count} of {of} songs, then Spotify refused to skip the next one.', { count, of });
}
/** `most`: how many can be skipped. */
export function tooFarInQueue(most: number): string {
  return l10n.t('Spotify skips songs in its queue only one by one, so Earshot skips at most {most}.', {
    most,
  });
}
// Spotify's design guidelines ask for these words.
export const liked = l10n.t('$(earshot-liked) Added to Liked Songs');
export const unliked = l10n.t('$(circle-slash) Removed from Liked Songs');
export const saved = l10n.t('$(check) Saved to Your Library');
export const removed = l10n.t('$(circle-slash) Removed from Your Library');
export const followed = l10n.t('$(check) Following');
export const unfollowed = l10n.t('$(circle-slash) No longer following');
export const queued = l10n.t('$(list-ordered) Added to queue');

export const shuffles: Readonly<Record<Shuffle, string>> = {
  off: l10n.t('Shuffle off'),
  on: l10n.t('Shuffle on'),
  smart: l10n.t('Smart Shuffle on'),
};

export const repeats: Readonly<Record<Repeat, string>> = {
  off: l10n.t('Repeat off'),
  context: l10n.t('Repeat all'),
  track: l10n.t('Repeat one'),
};

/** In per cent; `undefined` where the device does not say. */
export function volume(percent: number | undefined): string {
  if (percent === 0) return l10n.t('Muted');
  return percent === undefined ? l10n.t('Volume changed') : l10n.t('Volume {percent}%', { percent });
}

/** Times as on a clock; `whole` is empty where nobody knows. */
export function position(at: string, whole: string): string {
  return whole ? l10n.t('{at} of {whole}', { at, whole }) : at;
}

/** `device`: its name. */
export function movedTo(device: string, plays: boolean): string {
  return plays ? l10n.t('Playing on {device}', { device }) : l10n.t('Moved to {device}', { device });
}
