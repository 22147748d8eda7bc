/* The controls, and what they ask and answer. */
import * as l10n from '@vscode/l10n';
import type { Repeat } from '../model/playback/item';
import type { Shuffle } from '../model/playback/snapshot';

/** What the controls do. */
export const previous = l10n.t('Previous');
export const play = l10n.t('Play');
export const pause = l10n.t('Pause');
export const playOrPause = l10n.t('Play or Pause');
export const next = l10n.t('Next');
// Spotify's design guidelines ask for these words.
export const like = l10n.t('Add to Liked Songs');
export const unlike = l10n.t('Remove from Liked Songs');
export const shuffleTitles: Readonly<Record<Shuffle, string>> = {
  off: l10n.t('Turn Shuffle On'),
  on: l10n.t('Turn Shuffle Off'),
  smart: l10n.t('Turn Smart Shuffle Off'),
};
export const seekForward = l10n.t('Forward 15 Seconds');
export const seekBackward = l10n.t('Back 15 Seconds');
export const seekTo = l10n.t('Go to Time…');
export const volumeUp = l10n.t('Volume Up');
export const volumeDown = l10n.t('Volume Down');
export const mute = l10n.t('Mute');
export const unmute = l10n.t('Unmute');
export const setVolume = l10n.t('Set Volume…');
export const selectDevice = l10n.t('Select Device…');
export const showQueue = l10n.t('Show Queue…');
export const openInSpotify = l10n.t('Open in Spotify');
export const openSpotify = l10n.t('Open Spotify');
export const showRecentlyPlayed = l10n.t('Show Recently Played…');
export const copyLink = l10n.t('Copy Link');
export const copyAsText = l10n.t('Copy as Text');
export const resume = l10n.t('Resume');
export const search = l10n.t('Search…');
export const playLikedSongs = l10n.t('Play Liked Songs');
/** After Spotify refused something for want of it. */
export const checkPremium = l10n.t('Check for Premium Again');

/** A part of the row that shows the position; `time` as on a clock. */
export function seekToTime(time: string): string {
  return l10n.t('Go to {time}', { time });
}

/** How it repeats now, with the way to another. */
export const repeatTitles: Readonly<Record<Repeat, string>> = {
  off: l10n.t('Repeat: Off'),
  context: l10n.t('Repeat: All'),
  track: l10n.t('Repeat: One'),
};

/** By these, VS Code's menu hides and shows the items of the status bar. */
export const songItem = l10n.t('Spotify: Song');
export const expiryItem = l10n.t('Spotify: Sign-In Ends Soon');
export const buttonItems = {
  previous: l10n.t('Spotify: Previous'),
  playPause: l10n.t('Spotify: Play or Pause'),
  next: l10n.t('Spotify: Next'),
  like: l10n.t('Spotify: Like'),
};

export function controlNotPossible(title: string): string {
  return l10n.t('{title}: not available right now', { title });
}

/** What a screen reader says of one of the status bar's items. */
export function statusItemLabel(title: string): string {
  return l10n.t('Spotify: {title}', { title });
}
