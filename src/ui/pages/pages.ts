import * as vscode from 'vscode';
import { authorizedAt, type Session } from '../../auth/session/session';
import type { SessionStore } from '../../auth/session/sessionStore';
import * as messages from '../../messages/pages';
import { rejectionMessage } from '../../messages/rejections';
import { flowDescription } from '../../messages/signIn';
import { rejectionOf } from '../../model/errors/rejection';
import type { Budget } from '../../model/schedule/budget';
import type { Clock } from '../../platform/clock';
import { DisposableStore } from '../../platform/lifecycle';
import { accountPage, type AccountFacts, type SessionFacts } from '../../render/accountPage';
import type { LeaderElection } from '../../windows/leaderElection';

const scheme = 'earshot-account';
const address = vscode.Uri.from({ scheme, path: `/${messages.accountFile}` });

/**
 * "Spotify: Show Account": a page in Markdown, shown as VS Code shows Markdown, because plain text has no picture and
 * a page of our own would need colours, a policy and a keyboard of its own.
 */
export class AccountView extends DisposableStore implements vscode.TextDocumentContentProvider {
  readonly #changed = this.add(new vscode.EventEmitter<vscode.Uri>());
  readonly onDidChange = this.#changed.event;
  #page: string | undefined;
  /** Answers to questions from before it are about another session. */
  #generation = 0;

  constructor(
    private readonly sessions: SessionStore,
    private readonly election: Pick<LeaderElection, 'request'>,
    private readonly budget: () => Promise<Budget>,
    private readonly clock: Clock,
  ) {
    super();
    this.add(vscode.workspace.registerTextDocumentContentProvider(scheme, this));
    this.add(sessions.onDidChange(() => this.#forget()));
  }

  /**
   * What `show` has made. Any extension may open the document, and VS Code does that where it has kept the page open
   * over a restart (`onFileSystem:` among our activation events has it start us then): without the command nobody is
   * told who is signed in, and Spotify is not asked.
   */
  async provideTextDocumentContent(asked: vscode.Uri): Promise<string> {
    if (asked.toString() !== address.toString()) return '';
    if (this.#page !== undefined) return this.#page;
    return (await this.sessions.read()).kind === 'signedIn'
      ? messages.accountNotShown
      : messages.nobodySignedIn;
  }

  /**
   * Asks Spotify once who is signed in, and shows it.
   * @throws RejectedError when nobody is signed in, and, in a window that cannot read the session, when Spotify cannot
   * be asked
   */
  async show(): Promise<void> {
    const location = vscode.ProgressLocation.Window;
    const title = messages.askingWhoIsSignedIn;
    const generation = this.#generation;
    const facts = await vscode.window.withProgress({ location, title }, () => this.#facts());
    if (generation !== this.#generation) return this.show();
    this.#page = accountPage(facts);
    this.#changed.fire(address);
    try {
      await vscode.commands.executeCommand('markdown.showPreview', address);
    } catch {
      // An editor without the Markdown preview, or with it switched off.
      await vscode.window.showTextDocument(address, { preview: true });
    }
  }

  #forget(): void {
    this.#generation += 1;
    this.#page = undefined;
    this.#changed.fire(address);
  }

  /** The window that asks Spotify knows who it is; the rest stands in the session, if this window can read it. */
  async #facts(): Promise<AccountFacts> {
    const state = await this.sessions.read();
    const session = state.kind === 'signedIn' ? factsOf(state.session) : undefined;
    const budget = await this.budget();
    try {
      const profile = await this.election.request({ kind: 'profile' });
      return { session, profile, fault: undefined, budget };
    } catch (error) {
      const rejection = rejectionOf(error);
      if (!session || rejection.kind === 'signedOut') throw error;
      const [fault] = rejectionMessage(rejection, this.clock.now());
      return { session, profile: undefined, fault, budget };
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

const budgetScheme = 'earshot';
const budgetAddress = vscode.Uri.from({ scheme: budgetScheme, path: `/${messages.budgetFile}` });

/** "Spotify: Show Request Budget": a read-only document, made anew each time it is asked for. */
export class BudgetView extends DisposableStore implements vscode.TextDocumentContentProvider {
  readonly #changed = this.add(new vscode.EventEmitter<vscode.Uri>());
  readonly onDidChange = this.#changed.event;

  constructor(private readonly report: () => Promise<string>) {
    super();
    this.add(vscode.workspace.registerTextDocumentContentProvider(budgetScheme, this));
  }

  async provideTextDocumentContent(asked: vscode.Uri): Promise<string> {
    return asked.toString() === budgetAddress.toString() ? this.report() : '';
  }

  async show(): Promise<void> {
    this.#changed.fire(budgetAddress);
    const document = await vscode.workspace.openTextDocument(budgetAddress);
    await vscode.window.showTextDocument(document, { preview: true });
  }
}
