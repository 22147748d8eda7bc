/* The song’s item in the status bar and its hover, the hover of a link, and the end of a session. */
import { formatDayAndMonth, type ExpiryNotice, type SessionEnd } from '../model/account';
import type { LinkType } from '../model/link';
import { sentences, signInAgain, type Message } from './common';

/** What is shown where there is no song: in the item, and in its hover. */
export interface Status {
  readonly title: string;
  readonly sentence: string;
}

const signedInElsewhere = 'Sign in to Spotify. If another window is already signed in, reload this one.';

/** `elsewhere`: another window may have signed in; `hasClientId`: the settings have one, wherever it was set. */
export function signedOut(elsewhere: boolean, hasClientId: boolean): Status {
  return {
    title: 'Sign in to Spotify',
    sentence: elsewhere
      ? signedInElsewhere
      : sentences(
          'Sign in to see what you are listening to on Spotify.',
          hasClientId &&
            'Settings Sync shares your client ID with your other computers, but not your session.',
        ),
  };
}

/** The same below what the app on this machine plays, which shows without a session. */
export function signInFor(elsewhere: boolean): string {
  return elsewhere ? signedInElsewhere : 'Sign in to use Liked Songs, devices, and the queue.';
}

const signInToSpotifyAgain = 'Sign in to Spotify again';
const clickToSignIn = 'Click to sign in again.';
const ends: Readonly<Record<SessionEnd | 'unknown', string>> = {
  expired: 'Your Spotify session expired. Sessions last six months.',
  revoked:
    'Spotify ended your session before it expired. Access may have been removed at spotify.com/account/apps.',
  unknown: 'Spotify ended your session. It expired, or access was removed.',
};

/** `why` as far as it is known. */
export function sessionEnded(why: SessionEnd | 'unknown' = 'unknown'): Status {
  return { title: signInToSpotifyAgain, sentence: sentences(ends[why], clickToSignIn) };
}

export const sessionLost: Status = {
  title: signInToSpotifyAgain,
  sentence:
    'VS Code no longer has your Spotify session. Its keyring may have changed. Click to sign in again.',
};
export const signingIn: Status = {
  title: 'Signing in to Spotify',
  sentence: 'Waiting for Spotify in the browser.',
};
export const asking: Status = {
  title: 'Spotify',
  sentence: 'Checking what you are listening to on Spotify.',
};
export const nothingPlaying: Status = {
  title: 'Nothing playing',
  sentence:
    'Nothing is playing on Spotify, or a private session hides it. Click to resume, or to choose what to play and where.',
};

/** Below it, what plays something: links beside their icons. */
export const resume = 'Resume';
export const recentlyPlayed = 'Recently Played…';
export const likedSongs = 'Liked Songs';
export const search = 'Search…';

/** Below it. */
export const whyNothing = 'Why is nothing shown?';

/** `item`: as `itemName` in `player.ts`. */
export function nowPlayingLabel(kind: 'playing' | 'paused', item: string): string {
  return kind === 'playing' ? `Spotify, playing: ${item}` : `Spotify, paused: ${item}`;
}

/** What Spotify said last; `time` as on a clock. */
export function lastKnown(kind: 'playing' | 'paused', time: string): string {
  return kind === 'playing' ? `Last known: playing, ${time}` : `Last known: paused, ${time}`;
}

/** How far it has played; times as on a clock. */
export function stateOnly(kind: 'playing' | 'paused'): string {
  return kind === 'playing' ? 'Playing' : 'Paused';
}

export function pausedAt(position: string, whole: string): string {
  return `Paused at ${position} of ${whole}`;
}

export function playingUntil(whole: string, begin: string, end: string): string {
  return `${whole} · began ${begin}, ends ${end}`;
}

/** Below controls that are dimmed. */
export const premiumRequired = 'Controls require Spotify Premium.';
export const privateSession = 'private session';
export const listenOnSpotify = 'Listen on Spotify';

export function artworkOf(name: string): string {
  return `Artwork of ${name}`;
}

/** After the first artists: how many there are besides. */
export function andMore(count: number): string {
  return `and ${count} more`;
}

/** Below a link's hover: in a word, and what that does. */
export const playLink = { text: 'Play', title: 'Play' };
export const queueLink = { text: 'Queue', title: 'Add to Queue' };
// Spotify's design guidelines ask for this title.
export const likeLink = { text: 'Like', title: 'Add to Liked Songs' };
export const saveLink = { text: 'Save', title: 'Save to Your Library' };
export const followLink = { text: 'Follow', title: 'Follow' };

/** Of what Spotify does not describe, for each type that it keeps to itself some of. */
export const notDescribed: Readonly<Partial<Record<LinkType, string>>> = {
  playlist: 'Spotify does not share the details of this playlist with other apps.',
  audiobook:
    'Spotify does not share the details of this audiobook, which may not be available in your country.',
  chapter: 'Spotify does not share the details of this chapter, which may not be available in your country.',
};

/** What a link leads to. */
export const linkTypes: Readonly<Record<LinkType, string>> = {
  track: 'Song',
  album: 'Album',
  artist: 'Artist',
  episode: 'Podcast episode',
  show: 'Podcast',
  playlist: 'Playlist',
  audiobook: 'Audiobook',
  chapter: 'Audiobook chapter',
};

/** How many parts it has. */
export function partCount(type: LinkType, count: number): string {
  switch (type) {
    case 'album':
    case 'playlist':
      return `${count} songs`;
    case 'show':
      return `${count} episodes`;
    case 'audiobook':
      return `${count} chapters`;
    default:
      return `${count}`;
  }
}

/** What a notice says, in a sentence that stays true until its end: a hover that changed would close. */
export function expiryMessage({ at }: ExpiryNotice): string {
  return `Sign in again by ${formatDayAndMonth(at)}, or Spotify ends this session.`;
}

/** The same once, in a notification. */
export function expiryReminder(notice: ExpiryNotice): Message {
  return [sentences(expiryMessage(notice), 'Sessions last six months.'), signInAgain];
}

/** The button that leaves it for now. */
export const later = 'Later';
