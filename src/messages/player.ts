/* The controls, and what they ask and answer. */
import type { UnplayableType } from '../model/link';
import { namesOf, type Device, type Item, type Repeat } from '../model/playback/item';
import type { Shuffle } from '../model/playback/snapshot';
import { facts, openSettings, sentences, type Message } from './common';

/** What stands in the place of a name that Spotify does not give. */
export const untitled = 'Untitled';
export const advertisement = 'Advertisement';
export const podcastEpisode = 'Podcast episode';
export const audiobookChapter = 'Audiobook chapter';
export const unnamedDevice = 'Unnamed device';

/** What the controls do. */
export const previous = 'Previous';
export const play = 'Play';
export const pause = 'Pause';
export const playOrPause = 'Play or Pause';
export const next = 'Next';
// Spotify's design guidelines ask for these words.
export const like = 'Add to Liked Songs';
export const unlike = 'Remove from Liked Songs';
export const shuffleTitles: Readonly<Record<Shuffle, string>> = {
  off: 'Turn Shuffle On',
  on: 'Turn Shuffle Off',
  smart: 'Turn Smart Shuffle Off',
};
export const seekForward = 'Forward 15 Seconds';
export const seekBackward = 'Back 15 Seconds';
export const seekTo = 'Go to Time…';
export const volumeUp = 'Volume Up';
export const volumeDown = 'Volume Down';
export const mute = 'Mute';
export const unmute = 'Unmute';
export const setVolume = 'Set Volume…';
export const selectDevice = 'Select Device…';
export const showQueue = 'Show Queue…';
export const openInSpotify = 'Open in Spotify';
export const openSpotify = 'Open Spotify';
export const showRecentlyPlayed = 'Show Recently Played…';
export const copyLink = 'Copy Link';
export const copyAsText = 'Copy as Text';
export const resume = 'Resume';
export const search = 'Search…';
export const playLikedSongs = 'Play Liked Songs';
/** After Spotify refused something for want of it. */
export const checkPremium = 'Check for Premium Again';

/** A part of the row that shows the position; `time` as on a clock. */
export function seekToTime(time: string): string {
  return `Go to ${time}`;
}

/** How it repeats now, with the way to another. */
export const repeatTitles: Readonly<Record<Repeat, string>> = {
  off: 'Repeat: Off',
  context: 'Repeat: All',
  track: 'Repeat: One',
};

/** By these, VS Code's menu hides and shows the items of the status bar. */
export const songItem = 'Spotify: Song';
export const expiryItem = 'Spotify: Sign-In Ends Soon';
export const buttonItems = {
  previous: 'Spotify: Previous',
  playPause: 'Spotify: Play or Pause',
  next: 'Spotify: Next',
  like: 'Spotify: Like',
};

export function controlNotPossible(title: string): string {
  return `${title}: not available right now`;
}

/** What a screen reader says of one of the status bar's items. */
export function statusItemLabel(title: string): string {
  return `Spotify: ${title}`;
}

export const controlsTitle = 'Spotify';

/** What the list of controls is about. */
export function controlsHint(item: Item, lastKnown: string | undefined): string {
  return [item.title, namesOf(item.artists), explicitMark(item), lastKnown].filter(Boolean).join(' – ');
}

/** Types of Spotify's that are not words, as people call them; empty for those that say nothing. */
export const deviceTypes: Readonly<Record<string, string>> = {
  tv: 'TV',
  avr: 'Receiver',
  stb: 'Set-top box',
  castaudio: 'Cast',
  castvideo: 'Cast',
  unknown: '',
  unknownspotify: '',
};

export const playThere = 'Play on This Device';
export const prefer = 'Use When None Is Active';
export const preferNone = 'Do Not Use When None Is Active';
export const refreshDevices = 'Refresh';

/** What is known of a device besides what it says itself. */
export interface DeviceMarks {
  /** What tells it from others of its name. */
  readonly apart: string;
  readonly addressable: boolean;
  readonly preferred: boolean;
}

export function deviceFacts(
  { active, volume, hasVolume }: Device,
  { apart, addressable, preferred }: DeviceMarks,
): string {
  return facts(
    apart,
    active ? 'active' : '',
    preferred ? 'preferred' : '',
    volume === undefined ? '' : `${volume}%`,
    addressable && !hasVolume ? 'fixed volume' : '',
    addressable ? '' : 'cannot be controlled remotely',
  );
}

export const queueQuestion = {
  title: 'Queue',
  placeHolder: 'Select a song to skip to',
};
export const addToQueue = 'Add to Queue…';

export function queueEntry(place: number, title: string): string {
  return `${place}. ${title}`;
}

/** `end`: as on a clock; empty where nobody knows. */
export function positionQuestion(end: string) {
  return {
    title: 'Go to Time',
    prompt: end ? `Enter a time before ${end}.` : 'Enter a time.',
    placeHolder: '1:23 or 2m30s',
  };
}

export function positionFault(end: string): string {
  return end ? `Enter a time such as 1:23 or 2m30s, before ${end}.` : 'Enter a time such as 1:23 or 2m30s.';
}

export const volumeQuestion = {
  title: 'Set Volume',
  prompt: 'Enter the volume, from 0 to 100.',
  placeHolder: '0 to 100',
};
export const volumeFault = 'Enter a whole number from 0 to 100.';

const linkHint = 'https://open.spotify.com/track/… or spotify:track:…';
const linkQuestions = {
  play: {
    title: 'Play Link',
    prompt: 'Paste the link or URI of a song, album, artist, playlist, podcast, or audiobook.',
    placeHolder: linkHint,
  },
  queue: {
    title: 'Add to Queue',
    prompt: 'Paste the link or URI of a song or an episode.',
    placeHolder: linkHint,
  },
};
const notLinks = {
  play: 'This is not the Spotify link or URI of a song, album, artist, playlist, podcast, or audiobook.',
  queue: 'This is not the Spotify link or URI of a song or an episode.',
};
const unplayable: Readonly<Record<UnplayableType, string>> = {
  prerelease: 'This is not released yet. Spotify can play it after its release.',
  local: 'This is a local file. Spotify can play it only on the device that has it.',
};

export function linkQuestion(purpose: 'play' | 'queue') {
  return linkQuestions[purpose];
}

/** Why something is no link; `type`: what it is instead, if that is known. */
export function linkFault(purpose: 'play' | 'queue', type: UnplayableType | undefined): string {
  return type ? unplayable[type] : notLinks[purpose];
}

/** `address`: of the short link, to be opened. */
export function shortLinkNotFollowed(address: unknown): Message {
  return [
    'Earshot cannot resolve this short link. Open it in the browser and copy the address it leads to.',
    { label: 'Open in Browser', command: 'vscode.open', arguments: [address] },
  ];
}

/** A way to copy: `title` stands above what the clipboard does not take, `done` says that it did. */
export const copies = {
  link: { title: 'Link to the Song', done: '$(copy) Copied link' },
  text: { title: 'The Song as Text', done: '$(copy) Copied as text' },
  markdown: { title: 'The Song as Markdown', done: '$(copy) Copied as Markdown' },
};

/** `fault`: of the format, in a sentence. */
export function notCopied(fault: string): Message {
  return [sentences('Nothing was copied.', fault), openSettings('earshot.copy')];
}

const itemNames: Readonly<Partial<Record<Item['kind'], string>>> = {
  episode: 'podcast episode',
  chapter: 'chapter',
  local: 'local file',
  advertisement: 'advertisement',
};

const explicit = 'Explicit';

/** The mark that Spotify wants beside what it calls explicit; empty for all else. */
export function explicitMark(item: Pick<Item, 'explicit'>): string {
  return item.explicit ? explicit : '';
}

/** What stands beside a title in a list. */
export function itemFacts(item: Item): string {
  return facts(namesOf(item.artists), explicitMark(item));
}

/** What plays, as it is read out: "podcast episode Ferry by Ines Quill". */
export function itemName(item: Item): string {
  const { kind, title, artists, album } = item;
  const what = itemNames[kind];
  const named = what && title.toLowerCase() !== what ? `${what} ${title}` : title;
  const of = kind === 'chapter' && album ? ` of ${album.name}` : '';
  const by = artists.length > 0 ? ` by ${namesOf(artists)}` : '';
  return [`${named}${of}${by}`, explicitMark(item)].filter(Boolean).join(', ');
}
