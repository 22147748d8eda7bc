/* The pages about the account and about the budget of requests. */
import * as l10n from '@vscode/l10n';
import { formatDayAndMonth } from '../model/account';
import type { Budget, Reason, RequestKind } from '../model/schedule/budget';
import type { Plan } from '../model/schedule/plan';
import { dayAndTime } from '../model/text';
import { action, openSettings, signIn, signInAgain } from './common';
import { inTime, numberText } from './language';

/** The name of the page, as its tab has it. */
export const accountTitle = l10n.t('Spotify Account');
export const nobodySignedIn = l10n.t('You are not signed in to Spotify.');
export const askingWhoIsSignedIn = l10n.t('Getting your account from Spotify');

/** What stands on the left of the account’s page. */
export const accountFacts = {
  clientId: l10n.t('Client ID'),
  signedIn: l10n.t('Signed in'),
  signInAgainBy: l10n.t('Sign in again by'),
  premium: l10n.t('Premium'),
  requests: l10n.t('Requests in the last 24 hours'),
  scopes: l10n.t('Earshot can'),
};

/** What can be done there. */
export const accountLinks = {
  signIn,
  signInAgain,
  signOut: action(l10n.t('Sign Out'), 'signOut'),
  requestBudget: action(l10n.t('Show Request Budget'), 'showRequestBudget'),
};

/** `refusedAt` in milliseconds since 1970: Spotify tells nobody the plan, but refuses controls without Premium. */
export function premium(refusedAt: number | undefined): string {
  return refusedAt === undefined
    ? l10n.t('Not known')
    : l10n.t('Refused on {refusedAt}', { refusedAt: formatDayAndMonth(refusedAt) });
}

export const knownElsewhere = l10n.t(
  'Available in the window where you signed in. Reload this window to see it.',
);
export const noScopes = l10n.t('nothing');

export function budgetUsed({ used, limit }: Budget): string {
  return l10n.t('{used} of the daily budget of {limit}', {
    used: numberText(used),
    limit: numberText(limit),
  });
}

/** `end`: the day, as people write it; `undefined` where nobody knows. */
export function sessionEnd(end: string | undefined): string {
  return end === undefined
    ? l10n.t('Not known. Sessions last six months.')
    : l10n.t('{end}. Sessions last six months.', { end });
}

/** `link` makes a link in the language of the page. */
export function withdrawAgreement(link: (text: string, address: string) => string): string {
  const page = link('spotify.com/account/apps', 'https://www.spotify.com/account/apps/');
  return l10n.t('You can remove access at {page}.', { page });
}

/** What each scope allows, in the words of a person; Spotify lists them under "Scopes". */
const scopes: Readonly<Record<string, string>> = {
  'user-read-playback-state': l10n.t('see what is playing and on which device'),
  'user-read-currently-playing': l10n.t('see the current song and the queue'),
  'user-modify-playback-state': l10n.t('control the player'),
  'user-library-read': l10n.t('see which songs you like, and what else is in your library'),
  'user-library-modify': l10n.t('change which songs, albums, podcasts, and audiobooks are in your library'),
  'user-read-recently-played': l10n.t('see your recently played songs'),
  'user-read-playback-position': l10n.t('see your position in episodes'),
  'user-top-read': l10n.t('see your top artists and songs'),
  'user-follow-read': l10n.t('see which artists and people you follow'),
  'user-follow-modify': l10n.t('change which artists and people you follow'),
  'user-read-email': l10n.t('see your email address'),
  'user-read-private': l10n.t('see your subscription and country'),
  'playlist-read-private': l10n.t('see your private playlists'),
  'playlist-read-collaborative': l10n.t('see your collaborative playlists'),
  'playlist-modify-private': l10n.t('change your private playlists'),
  'playlist-modify-public': l10n.t('change your public playlists, and follow playlists'),
};

/** A scope in words; one that is not known here as it is. */
export function scopeDescription(scope: string): string {
  return Object.hasOwn(scopes, scope) ? (scopes[scope] ?? scope) : scope;
}

/** The name of the page, as its tab has it. */
export const budgetTitle = l10n.t('Spotify Request Budget');
export const budgetSubtitle = l10n.t('Requests from all windows in the last 24 hours');
export const hourHeading = l10n.t('From');
/** What can be done there. */
export const budgetLinks = {
  refresh: action(l10n.t('Refresh'), 'showRequestBudget'),
  pace: { ...openSettings('earshot.polling.pace'), label: l10n.t('Change Pace') },
  dailyBudget: { ...openSettings('earshot.polling.dailyBudget'), label: l10n.t('Change Daily Budget') },
};
export const requestKinds: Readonly<Record<RequestKind, string>> = {
  poll: l10n.t('Polls'),
  command: l10n.t('Commands'),
  lookup: l10n.t('Lookups'),
  profile: l10n.t('Profile'),
};

export const nothingPlanned = l10n.t(
  'No request is scheduled. You are not signed in, or polling is stopped.',
);

/** What is called by another name than its own. */
const reasons: Readonly<Partial<Record<Reason, string>>> = {
  nothingKnown: l10n.t('no data yet'),
  heartbeat: l10n.t('regular poll'),
  focusRegained: l10n.t('a window regained focus'),
  nothingPlays: l10n.t('nothing is playing'),
  afterCommand: l10n.t('after a command'),
  predictedEnd: l10n.t('predicted end of the song'),
  unpredictableEnd: l10n.t('the end of the song cannot be predicted'),
  overdueEnd: l10n.t('the end of the song is overdue'),
  localHeartbeat: l10n.t('the Spotify app on this computer reports changes'),
  localChange: l10n.t('the Spotify app on this computer changed'),
  details: l10n.t('artwork and links'),
  quotaUsedUp: l10n.t('daily quota used up'),
  rateLimited: l10n.t('rate limited'),
};

/** The units in which a wait is told, each up to so many milliseconds. */
const units = [
  ['second', 1_000, 90_000],
  ['minute', 60_000, 90 * 60_000],
  ['hour', 3_600_000, 36 * 3_600_000],
  ['day', 86_400_000, Infinity],
] as const;

/** A wait in milliseconds, such as "in 5 hours". */
function wait(ms: number): string {
  const [unit, length] = units.find(([, , most]) => ms < most) ?? units[3];
  return inTime(Math.round(ms / length), unit);
}

/** `now` in milliseconds since 1970. */
export function nextRequest({ at, why, attempt }: Plan, now: number): string {
  const reason = reasons[why] ?? why;
  const tries = attempt === undefined ? '' : l10n.t(', attempt {attempt}', { attempt });
  return l10n.t('Next request {wait}, at {at}. Reason: {reason}{tries}.', {
    wait: wait(Math.max(0, at - now)),
    at: dayAndTime(at, now),
    reason,
    tries,
  });
}

export const budgetExplained = l10n.t(
  'Between the ends of songs, Earshot polls more often when songs are skipped, and less often when playback is paused, nothing is playing, or no window has focus. Polling slows down when the budget is used up. Commands, and polls at the end of all but the shortest songs, always go through.',
);
