/* The pages about the account and about the budget of requests. */
import type { Budget, Reason, RequestKind } from '../model/schedule/budget';
import type { Plan } from '../model/schedule/plan';
import { dayAndTime } from '../model/text';

/** The name of the page, as its tab has it. */
export const accountFile = 'Spotify Account.md';
export const nobodySignedIn = 'Nobody is signed in to Spotify.\n';
export const accountNotShown = 'Run “Spotify: Show Account” to see who is signed in to Spotify.\n';
export const askingWhoIsSignedIn = 'Asking Spotify who is signed in';

/** What stands on the left of the account’s page. */
export const accountFacts = {
  clientId: 'Client ID',
  signedIn: 'Signed in',
  signInAgainBy: 'Sign in again by',
  requests: 'Requests in the last 24 hours',
  scopes: 'Earshot may',
};

export const knownElsewhere = 'Known to the window in which you signed in; reload this one to see it.';
export const noScopes = 'nothing';

export function budgetUsed({ used, limit }: Budget): string {
  return `${used} of ${limit} that the schedule allows itself`;
}

/** `end`: the day, as people write it; `undefined` where nobody knows. */
export function sessionEnd(end: string | undefined): string {
  return end === undefined
    ? 'Not known: Spotify ends a session six months after you agreed.'
    : `${end}; Spotify ends a session six months after you agreed.`;
}

/** `link` makes a link in the language of the page. */
export function withdrawAgreement(link: (text: string, address: string) => string): string {
  const page = link('spotify.com/account/apps', 'https://www.spotify.com/account/apps/');
  return `You can withdraw your agreement at ${page}.`;
}

/** What each scope allows, in the words of a person; Spotify lists them under "Scopes". */
const scopes: Readonly<Record<string, string>> = {
  'user-read-playback-state': 'see what plays, and on which device',
  'user-read-currently-playing': 'see the current song and the queue',
  'user-modify-playback-state': 'control the player',
  'user-library-read': 'see which songs you like',
  'user-library-modify': 'like and unlike songs',
  'user-read-recently-played': 'see what you heard recently',
  'user-read-playback-position': 'see how far you are in an episode',
  'user-top-read': 'see what you hear most',
  'user-follow-read': 'see whom you follow',
  'user-follow-modify': 'follow and unfollow',
  'user-read-email': 'see your e-mail address',
  'user-read-private': 'see your subscription and country',
  'playlist-read-private': 'see your private playlists',
  'playlist-read-collaborative': 'see playlists that you share with others',
  'playlist-modify-private': 'change your private playlists',
  'playlist-modify-public': 'change your public playlists',
};

/** A scope in words; one that is not known here as it is. */
export function scopeDescription(scope: string): string {
  return Object.hasOwn(scopes, scope) ? (scopes[scope] ?? scope) : scope;
}

/** The name of the document, as its tab has it. */
export const budgetFile = 'Request Budget';
export const budgetTitle = 'Requests to Spotify, of all windows, in the last 24 hours';
export const hourHeading = 'hour';
export const requestKinds: Readonly<Record<RequestKind, string>> = {
  poll: 'poll',
  command: 'command',
  lookup: 'lookup',
  profile: 'profile',
};

/** `counts`: of the requests of each kind. */
export function budgetUsedFor(
  budget: Budget,
  counts: readonly (readonly [kind: RequestKind, count: number])[],
): string {
  const all = counts.map(([kind, count]) => `${requestKinds[kind]} ${count}`);
  return `${budgetUsed(budget)} (${all.join(', ')})`;
}

export const nothingPlanned = 'No request is planned: nobody is signed in, or Spotify is not to be asked.';

/** What is called by another name than its own. */
const reasons: Readonly<Partial<Record<Reason, string>>> = {
  nothingKnown: 'nothing is known yet',
  focusRegained: 'a window has the focus again',
  nothingPlays: 'nothing plays',
  afterCommand: 'after a command',
  predictedEnd: 'predicted end',
  unpredictableEnd: 'an end that cannot be predicted',
  overdueEnd: 'the end is overdue',
  localHeartbeat: 'the Spotify app on this computer tells of changes',
  localChange: 'the Spotify app on this computer changed',
  details: 'artwork and links',
  quotaUsedUp: 'daily quota used up',
  rateLimited: 'rate limited',
};

/** `now` in milliseconds since 1970. */
export function nextRequest({ at, why, attempt }: Plan, now: number): string {
  const reason = reasons[why] ?? why;
  const wait = Math.max(0, Math.round((at - now) / 1000));
  return attempt === undefined
    ? `Next request in ${wait} s, at ${dayAndTime(at, now)}. Reason: ${reason}.`
    : `Next request in ${wait} s, at ${dayAndTime(at, now)}. Reason: ${reason}, attempt ${attempt}.`;
}

/** In lines of plain text. */
export const budgetExplained = `A heartbeat comes sooner the more often songs are skipped, and later when paused, when nothing plays and when no
window has the focus. Beyond the budget it slows down; commands and the end of all but the shortest songs always
go through.
The settings earshot.polling.pace and earshot.polling.dailyBudget change that.`;
