/* The pages about the account and about the budget of requests. */
import { formatDayAndMonth } from '../model/account';
import type { Budget, Reason, RequestKind } from '../model/schedule/budget';
import type { Plan } from '../model/schedule/plan';
import { dayAndTime } from '../model/text';
import { action, openSettings, signIn, signInAgain } from './common';

/** The name of the page, as its tab has it. */
export const accountTitle = 'Spotify Account';
export const nobodySignedIn = 'You are not signed in to Spotify.';
export const askingWhoIsSignedIn = 'Getting your account from Spotify';

/** What stands on the left of the account’s page. */
export const accountFacts = {
  clientId: 'Client ID',
  signedIn: 'Signed in',
  signInAgainBy: 'Sign in again by',
  premium: 'Premium',
  requests: 'Requests in the last 24 hours',
  scopes: 'Earshot can',
};

/** What can be done there. */
export const accountLinks = {
  signIn,
  signInAgain,
  signOut: action('Sign Out', 'signOut'),
  requestBudget: action('Show Request Budget', 'showRequestBudget'),
};

/** `refusedAt` in milliseconds since 1970: Spotify tells nobody the plan, but refuses controls without Premium. */
export function premium(refusedAt: number | undefined): string {
  return refusedAt === undefined ? 'Not known' : `Refused on ${formatDayAndMonth(refusedAt)}`;
}

export const knownElsewhere = 'Available in the window where you signed in. Reload this window to see it.';
export const noScopes = 'nothing';

export function budgetUsed({ used, limit }: Budget): string {
  return `${used.toLocaleString('en')} of the daily budget of ${limit.toLocaleString('en')}`;
}

/** `end`: the day, as people write it; `undefined` where nobody knows. */
export function sessionEnd(end: string | undefined): string {
  return end === undefined ? 'Not known. Sessions last six months.' : `${end}. Sessions last six months.`;
}

/** `link` makes a link in the language of the page. */
export function withdrawAgreement(link: (text: string, address: string) => string): string {
  const page = link('spotify.com/account/apps', 'https://www.spotify.com/account/apps/');
  return `You can remove access at ${page}.`;
}

/** What each scope allows, in the words of a person; Spotify lists them under "Scopes". */
const scopes: Readonly<Record<string, string>> = {
  'user-read-playback-state': 'see what is playing and on which device',
  'user-read-currently-playing': 'see the current song and the queue',
  'user-modify-playback-state': 'control the player',
  'user-library-read': 'see which songs you like, and what else is in your library',
  'user-library-modify': 'change which songs, albums, podcasts, and audiobooks are in your library',
  'user-read-recently-played': 'see your recently played songs',
  'user-read-playback-position': 'see your position in episodes',
  'user-top-read': 'see your top artists and songs',
  'user-follow-read': 'see which artists and people you follow',
  'user-follow-modify': 'change which artists and people you follow',
  'user-read-email': 'see your email address',
  'user-read-private': 'see your subscription and country',
  'playlist-read-private': 'see your private playlists',
  'playlist-read-collaborative': 'see your collaborative playlists',
  'playlist-modify-private': 'change your private playlists',
  'playlist-modify-public': 'change your public playlists, and follow playlists',
};

/** A scope in words; one that is not known here as it is. */
export function scopeDescription(scope: string): string {
  return Object.hasOwn(scopes, scope) ? (scopes[scope] ?? scope) : scope;
}

/** The name of the page, as its tab has it. */
export const budgetTitle = 'Spotify Request Budget';
export const budgetSubtitle = 'Requests from all windows in the last 24 hours';
export const hourHeading = 'From';
/** What can be done there. */
export const budgetLinks = {
  refresh: action('Refresh', 'showRequestBudget'),
  pace: { ...openSettings('earshot.polling.pace'), label: 'Change Pace' },
  dailyBudget: { ...openSettings('earshot.polling.dailyBudget'), label: 'Change Daily Budget' },
};
export const requestKinds: Readonly<Record<RequestKind, string>> = {
  poll: 'Polls',
  command: 'Commands',
  lookup: 'Lookups',
  profile: 'Profile',
};

export const nothingPlanned = 'No request is scheduled. You are not signed in, or polling is stopped.';

/** What is called by another name than its own. */
const reasons: Readonly<Partial<Record<Reason, string>>> = {
  nothingKnown: 'no data yet',
  heartbeat: 'regular poll',
  focusRegained: 'a window regained focus',
  nothingPlays: 'nothing is playing',
  afterCommand: 'after a command',
  predictedEnd: 'predicted end of the song',
  unpredictableEnd: 'the end of the song cannot be predicted',
  overdueEnd: 'the end of the song is overdue',
  localHeartbeat: 'the Spotify app on this computer reports changes',
  localChange: 'the Spotify app on this computer changed',
  details: 'artwork and links',
  quotaUsedUp: 'daily quota used up',
  rateLimited: 'rate limited',
};

const relative = new Intl.RelativeTimeFormat('en');
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
  return relative.format(Math.round(ms / length), unit);
}

/** `now` in milliseconds since 1970. */
export function nextRequest({ at, why, attempt }: Plan, now: number): string {
  const reason = reasons[why] ?? why;
  const tries = attempt === undefined ? '' : `, attempt ${attempt}`;
  return `Next request ${wait(Math.max(0, at - now))}, at ${dayAndTime(at, now)}. Reason: ${reason}${tries}.`;
}

export const budgetExplained =
  'Between the ends of songs, Earshot polls more often when songs are skipped, and less often when playback is paused, nothing is playing, or no window has focus. Polling slows down when the budget is used up. Commands, and polls at the end of all but the shortest songs, always go through.';
