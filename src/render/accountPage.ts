import {
  accountFacts,
  accountLinks,
  accountTitle,
  budgetUsed,
  knownElsewhere,
  nobodySignedIn,
  noScopes,
  premium,
  scopeDescription,
  sessionEnd,
  withdrawAgreement,
} from '../messages/pages';
import { expiryOf, formatDay, type Profile } from '../model/account';
import type { Budget } from '../model/schedule/budget';
import { clean } from '../model/text';
import { escapeMarkdown, picture } from './markup';
import { buttonBar, commandLink, pageWith, type PageContent } from './page';

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
  /** When Spotify refused a control for want of Premium, in milliseconds since 1970; `undefined` if it has not. */
  readonly premiumRefusedAt: number | undefined;
  readonly budget: Budget;
}

const pictureSize = 128;

const { signIn, signInAgain, signOut, requestBudget } = accountLinks;

/** The page about the account. Whatever Spotify says in it is shown as characters and steers nothing. */
export function accountPage({
  session,
  profile,
  fault,
  premiumRefusedAt,
  budget,
}: AccountFacts): PageContent {
  const name = profile?.name ?? session?.name ?? 'Spotify';
  const image = profile?.image;
  const facts: readonly (readonly [string, string])[] = [
    [accountFacts.clientId, session ? `<code>${escapeMarkdown(session.clientId)}</code>` : knownElsewhere],
    [accountFacts.signedIn, session ? escapeMarkdown(session.way) : knownElsewhere],
    [accountFacts.signInAgainBy, session ? sessionExpiry(session.authorizedAt) : knownElsewhere],
    [accountFacts.premium, escapeMarkdown(premium(premiumRefusedAt))],
    [accountFacts.requests, `${escapeMarkdown(budgetUsed(budget))}. ${commandLink(requestBudget)}`],
    [accountFacts.scopes, session ? permissions(session.scopes) : knownElsewhere],
  ];
  const body = [
    `<h1>${escapeMarkdown(clean(name))}</h1>`,
    // No words instead of it: the name stands right above.
    image === undefined ? '' : `<p>${picture(image, '', pictureSize)}</p>`,
    fault === undefined ? '' : `<p><em>${escapeMarkdown(fault)}</em></p>`,
    `<table>\n${facts.map(([what, value]) => row(what, value)).join('\n')}\n</table>`,
    buttonBar([signInAgain, signOut]),
    `<p>${withdrawAgreement((text, page) => `<a href="${page}">${text}</a>`)}</p>`,
  ];
  return pageWith(accountTitle, body, [signInAgain, signOut, requestBudget], image);
}

/** The same where there is nobody to be told about. */
export const nobodyPage: PageContent = pageWith(
  accountTitle,
  [`<h1>${accountTitle}</h1>`, `<p>${nobodySignedIn}</p>`, buttonBar([signIn])],
  [signIn],
);

function row(what: string, value: string): string {
  return `<tr><th scope="row">${what}</th><td>${value}</td></tr>`;
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
