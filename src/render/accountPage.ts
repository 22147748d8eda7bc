import {
  accountFacts,
  budgetUsed,
  knownElsewhere,
  noScopes,
  scopeDescription,
  sessionEnd,
  withdrawAgreement,
} from '../messages/pages';
import { expiryOf, formatDay, type Profile } from '../model/account';
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

/** The page about the account, as Markdown. Whatever Spotify says in it is shown as characters and steers nothing. */
export function accountPage({ session, profile, fault, budget }: AccountFacts): string {
  const name = profile?.name ?? session?.name ?? 'Spotify';
  const facts: readonly (readonly [string, string])[] = [
    [accountFacts.clientId, session ? `<code>${escapeMarkdown(session.clientId)}</code>` : knownElsewhere],
    [accountFacts.signedIn, session ? escapeMarkdown(session.way) : knownElsewhere],
    [accountFacts.signInAgainBy, session ? sessionExpiry(session.authorizedAt) : knownElsewhere],
    [accountFacts.requests, budgetUsed(budget)],
    [accountFacts.scopes, session ? permissions(session.scopes) : knownElsewhere],
  ];
  return [
    `# ${escapeMarkdown(clean(name))}`,
    // No words instead of it: the name stands right above.
    profile?.image === undefined ? '' : picture(profile.image, '', pictureSize),
    fault === undefined ? '' : `_${escapeMarkdown(fault)}_`,
    `<table>\n${facts.map(([what, value]) => row(what, value)).join('\n')}\n</table>`,
    withdrawAgreement((text, page) => `[${text}](${page})`),
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
  return sessionEnd(
    authorizedAt === undefined ? undefined : escapeMarkdown(formatDay(expiryOf(authorizedAt))),
  );
}

function permissions(scopes: readonly string[]): string {
  return scopes.length === 0
    ? noScopes
    : scopes.map((scope) => escapeMarkdown(scopeDescription(clean(scope)))).join('<br>');
}
