import { scopeDescription } from '../messages/rejections';
import { formatDay, expiryOf, type Profile } from '../model/account';
import type { Budget } from '../model/schedule/budget';
import { clean } from '../model/text';
import { escapeMarkdown, picture } from './markup';

/** A session, without anything secret. */
export interface SessionFacts {
  /** As it was at sign-in. */
  readonly name: string;
  readonly clientId: string;
  /** The way back from the browser, in words. */
  readonly way: string;
  readonly scopes: readonly string[];
  /** In milliseconds since 1970; `undefined` where nobody knows. */
  readonly authorizedAt: number | undefined;
}

/** What the page is made of. */
export interface AccountFacts {
  /** `undefined` in a window that cannot read the session of another. */
  readonly session: SessionFacts | undefined;
  /** `undefined` when Spotify could not be asked; `fault` says why. */
  readonly profile: Profile | undefined;
  readonly fault: string | undefined;
  readonly budget: Budget;
}

const pictureSize = 128;
const notKnownHere = 'Known to the window in which you signed in; reload this one to see it.';

/** The page about the account, as Markdown. Whatever Spotify says in it is shown as characters and steers nothing. */
export function accountPage({ session, profile, fault, budget }: AccountFacts): string {
  const name = profile?.name ?? session?.name ?? 'Spotify';
  const facts: readonly (readonly [string, string])[] = [
    ['Client ID', session ? `<code>${escapeMarkdown(session.clientId)}</code>` : notKnownHere],
    ['Signed in', session ? escapeMarkdown(session.way) : notKnownHere],
    ['Sign in again by', session ? sessionExpiry(session.authorizedAt) : notKnownHere],
    ['Requests in the last 24 hours', `${budget.used} of ${budget.limit} that the schedule allows itself`],
    ['Earshot may', session ? permissions(session.scopes) : notKnownHere],
  ];
  return [
    `# ${escapeMarkdown(clean(name))}`,
    // No words instead of it: the name stands right above.
    profile?.image === undefined ? '' : picture(profile.image, '', pictureSize),
    fault === undefined ? '' : `_${escapeMarkdown(fault)}_`,
    `<table>\n${facts.map(([what, value]) => row(what, value)).join('\n')}\n</table>`,
    'You can withdraw your agreement at [spotify.com/account/apps](https://www.spotify.com/account/apps/).',
    '',
  ]
    .filter((paragraph, index, all) => paragraph !== '' || index === all.length - 1)
    .join('\n\n');
}

function row(what: string, value: string): string {
  // Not `th`: VS Code draws other lines below those.
  return `<tr><td valign="top"><strong>${what}</strong></td><td>${value}</td></tr>`;
}

function sessionExpiry(authorizedAt: number | undefined): string {
  return authorizedAt === undefined
    ? 'Not known: Spotify ends a session six months after you agreed.'
    : `${escapeMarkdown(formatDay(expiryOf(authorizedAt)))}; Spotify ends a session six months after you agreed.`;
}

function permissions(scopes: readonly string[]): string {
  return scopes.length === 0
    ? 'nothing'
    : scopes.map((scope) => escapeMarkdown(scopeDescription(clean(scope)))).join('<br>');
}
