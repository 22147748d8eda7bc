/* The song’s item in the status bar and its hover, the hover of a link, and the end of a session. */
import * as l10n from '@vscode/l10n';
import { formatDayAndMonth, type ExpiryNotice, type SessionEnd } from '../model/account';
import { sentences, signInAgain, type Message } from './common';

/** What is shown where there is no song: in the item, and in its hover. */
export interface Status {
  readonly title: string;
  readonly sentence: string;
}

const signedInElsewhere = l10n.t(
  'Sign in to Spotify. If another window is already signed in, reload this one.',
);

/** `elsewhere`: another window may have signed in; `hasClientId`: the settings have one, wherever it was set. */
export function signedOut(elsewhere: boolean, hasClientId: boolean): Status {
  return {
    title: l10n.t('Sign in to Spotify'),
    sentence: elsewhere
      ? signedInElsewhere
      : sentences(
          l10n.t('Sign in to see what you are listening to on Spotify.'),
          hasClientId &&
            l10n.t('Settings Sync shares your client ID with your other computers, but not your session.'),
        ),
  };
}

/** The same below what the app on this machine plays, which shows without a session. */
export function signInFor(elsewhere: boolean): string {
  return elsewhere ? signedInElsewhere : l10n.t('Sign in to use Liked Songs, devices, and the queue.');
}

const signInToSpotifyAgain = l10n.t('Sign in to Spotify again');
const clickToSignIn = l10n.t('Click to sign in again.');
const ends: Readonly<Record<SessionEnd | 'unknown', string>> = {
  expired: l10n.t('Your Spotify session expired. Sessions last six months.'),
  revoked: l10n.t(
    'Spotify ended your session before it expired. Access may have been removed at spotify.com/account/apps.',
  ),
  unknown: l10n.t('Spotify ended your session. It expired, or access was removed.'),
};

/** `why` as far as it is known. */
export function sessionEnded(why: SessionEnd | 'unknown' = 'unknown'): Status {
  return { title: signInToSpotifyAgain, sentence: sentences(ends[why], clickToSignIn) };
}

export const sessionLost: Status = {
  title: signInToSpotifyAgain,
  sentence: l10n.t(
    'VS Code no longer has your Spotify session. Its keyring may have changed. Click to sign in again.',
  ),
};
export const signingIn: Status = {
  title: l10n.t('Signing in to Spotify'),
  sentence: l10n.t('Waiting for Spotify in the browser.'),
};
export const asking: Status = {
  title: l10n.t('Spotify'),
  sentence: l10n.t('Checking what you are listening to on Spotify.'),
};
export const nothingPlaying: Status = {
  title: l10n.t('Nothing playing'),
  sentence: l10n.t(
    'Nothing is playing on Spotify, or a private session hides it. Click to resume, or to choose what to play and where.',
  ),
};

/** Below it, what plays something: links beside their icons. */
export const resume = l10n.t('Resume');
export const recentlyPlayed = l10n.t('Recently Played…');
export const likedSongs = l10n.t('Liked Songs');
export const search = l10n.t('Search…');

/** Below it. */
export const whyNothing = l10n.t('Why is nothing shown?');

/** `item`: as `itemName` in `player.ts`. */
export function nowPlayingLabel(kind: 'playing' | 'paused', item: string): string {
  return kind === 'playing'
    ? l10n.t('Spotify, playing: {item}', { item })
    : l10n.t('Spotify, paused: {item}', { item });
}

/** What Spotify said last; `time` as on a clock. */
export function lastKnown(kind: 'playing' | 'paused', time: string): string {
  return kind === 'playing'
    ? l10n.t('Last known: playing, {time}', { time })
    : l10n.t('Last known: paused, {time}', { time });
}

/** How far it has played; times as on a clock. */
export function stateOnly(kind: 'playing' | 'paused'): string {
  return kind === 'playing' ? l10n.t('Playing') : l10n.t('Paused');
}

export function pausedAt(position: string, whole: string): string {
  return l10n.t('Paused at {position} of {whole}', { position, whole });
}

export function playingUntil(whole: string, begin: string, end: string): string {
  return l10n.t('{whole} · began {begin}, ends {end}', { whole, begin, end });
}

/** Below controls that are dimmed. */
export const premiumRequired = l10n.t('Controls require Spotify Premium.');
export const privateSession = l10n.t('private session');
export const listenOnSpotify = l10n.t('Listen on Spotify');

export function artworkOf(name: string): string {
  return l10n.t('Artwork of {name}', { name });
}

/** After the first artists: how many there are besides. */
export function andMore(count: number): string {
  return l10n.t('and {count} more', { count });
}

/** What a notice says, in a sentence that stays true until its end: a hover that changed would close. */
export function expiryMessage({ at }: ExpiryNotice): string {
  return l10n.t('Sign in again by {at}, or Spotify ends this session.', { at: formatDayAndMonth(at) });
}

/** The same once, in a notification. */
export function expiryReminder(notice: ExpiryNotice): Message {
  return [sentences(expiryMessage(notice), l10n.t('Sessions last six months.')), signInAgain];
}

/** The button that leaves it for now. */
export const later = l10n.t('Later');
