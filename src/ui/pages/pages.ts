import * as vscode from 'vscode';
import { authorizedAt, type Session } from '../../auth/session/session';
import type { SessionStore } from '../../auth/session/sessionStore';
import * as messages from '../../messages/pages';
import { rejectionMessage } from '../../messages/rejections';
import { flowDescription } from '../../messages/signIn';
import { rejectionOf } from '../../model/errors/rejection';
import type { Clock } from '../../platform/clock';
import { DisposableStore } from '../../platform/lifecycle';
import { accountPage, nobodyPage, type AccountFacts, type SessionFacts } from '../../render/accountPage';
import { budgetPage, type BudgetFacts } from '../../render/budgetPage';
import type { PageContent } from '../../render/page';
import type { LeaderElection } from '../../windows/leaderElection';
import { PagePanel } from './pagePanel';

/** Where the facts about the account come from. */
interface AccountParts {
  readonly sessions: SessionStore;
  readonly election: Pick<LeaderElection, 'request'>;
  readonly budget: () => Promise<BudgetFacts>;
  /** When Spotify refused a control for want of Premium, in milliseconds since 1970. */
  readonly premiumRefusedAt: () => number | undefined;
  readonly clock: Clock;
}

/** "Spotify: Show Account". Without the command nobody is told who is signed in, and Spotify is not asked. */
export class AccountView extends DisposableStore {
  readonly #panel = this.add(new PagePanel('earshot.account', messages.accountTitle));
  /** Answers to questions from before it are about another session. */
  #generation = 0;

  constructor(private readonly parts: AccountParts) {
    super();
    this.add(parts.sessions.onDidChange(() => void this.#follow()));
  }

  /**
   * Asks Spotify once who is signed in, and shows it.
   * @throws RejectedError when nobody is signed in, and, in a window that cannot read the session, when Spotify cannot
   * be asked
   */
  async show(): Promise<void> {
    const page = await this.#page();
    if (!page) return this.show();
    this.#panel.show(page);
  }

  /** An open page follows a sign-out and a sign-in. */
  async #follow(): Promise<void> {
    this.#generation += 1;
    if (!this.#panel.isOpen) return;
    this.#panel.update(nobodyPage);
    if (this.parts.sessions.state.kind !== 'signedIn') return;
    const page = await this.#page().catch(() => undefined);
    if (page) this.#panel.update(page);
  }

  /** `undefined` where the session has changed meanwhile. */
  async #page(): Promise<PageContent | undefined> {
    const location = vscode.ProgressLocation.Window;
    const title = messages.askingWhoIsSignedIn;
    const generation = this.#generation;
    const facts = await vscode.window.withProgress({ location, title }, () => this.#facts());
    return generation === this.#generation ? accountPage(facts) : undefined;
  }

  /** The window that asks Spotify knows who it is; the rest stands in the session, if this window can read it. */
  async #facts(): Promise<AccountFacts> {
    const { sessions, election, clock } = this.parts;
    const state = await sessions.read();
    const session = state.kind === 'signedIn' ? factsOf(state.session) : undefined;
    const { budget } = await this.parts.budget();
    const known = { session, premiumRefusedAt: this.parts.premiumRefusedAt(), budget };
    try {
      const profile = await election.request({ kind: 'profile' });
      return { ...known, profile, fault: undefined };
    } catch (error) {
      const rejection = rejectionOf(error);
      if (!session || rejection.kind === 'signedOut') throw error;
      const [fault] = rejectionMessage(rejection, clock.now());
      return { ...known, profile: undefined, fault };
    }
  }
}

function factsOf(session: Session): SessionFacts {
  const { account, clientId, flow, scopes } = session;
  return {
    name: account.name,
    clientId,
    way: flowDescription(flow),
    scopes,
    authorizedAt: authorizedAt(session),
  };
}

/** "Spotify: Show Request Budget": made anew each time it is asked for. */
export class BudgetView extends DisposableStore {
  readonly #panel = this.add(new PagePanel('earshot.requestBudget', messages.budgetTitle));

  constructor(private readonly facts: () => Promise<BudgetFacts>) {
    super();
  }

  async show(): Promise<void> {
    this.#panel.show(budgetPage(await this.facts()));
  }
}
