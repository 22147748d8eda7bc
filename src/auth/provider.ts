import * as vscode from 'vscode';
import { scopesNotOffered } from '../messages/signInEnds';
import { SignedOutError } from '../model/errors/apiProblem';
import { Cancelled } from '../model/errors/userFacingError';
import { DisposableStore } from '../platform/lifecycle';
import type { SpotifyClient } from '../spotify/client';
import { scopes } from '../spotify/requests';
import type { Account } from './account';
import { isMeant, type Session, type SessionState } from './session/session';
import type { SessionStore } from './session/sessionStore';
import type { Tokens } from './tokens';

const providerId = 'earshot-spotify';
const providerLabel = 'Spotify';

/** The session in VS Code's Accounts menu, and for other extensions if the user allows it. */
export class Provider extends DisposableStore implements vscode.AuthenticationProvider {
  readonly #changed = this.add(
    new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>(),
  );
  readonly onDidChangeSessions = this.#changed.event;
  #known: Session | undefined;

  constructor(
    private readonly sessions: SessionStore,
    private readonly tokens: Pick<Tokens, 'peek'>,
    private readonly account: Pick<Account, 'signIn' | 'signOut'>,
    private readonly client: Pick<SpotifyClient, 'accessToken'>,
  ) {
    super();
    this.#known = signedIn(sessions.state);
    this.add(
      sessions.onDidChange((state) => {
        this.#follow(signedIn(state));
        this.#offer(state).catch(() => undefined);
      }),
    );
    this.add(vscode.authentication.registerAuthenticationProvider(providerId, providerLabel, this));
  }

  /**
   * Who names scopes, be it an empty list, wants to use the access token, and gets a good one. The Accounts menu names
   * none, and must not cost a request. There is one session: it is the answer to any of its scopes, and names them all,
   * since that is what its token can do.
   */
  async getSessions(
    scopes?: readonly string[],
    { account }: vscode.AuthenticationProviderSessionOptions = {},
  ): Promise<vscode.AuthenticationSession[]> {
    const session = signedIn(await this.sessions.read());
    if (!session || !isMeant(session, scopes, account)) {
      return [];
    }
    try {
      const token = scopes ? (await this.client.accessToken()).value : this.tokens.peek(session);
      return [publicSession(session, token)];
    } catch (error) {
      // Spotify has just ended it: for VS Code there is none, so that it offers to sign in.
      if (error instanceof SignedOutError) return [];
      throw error;
    }
  }

  /** @throws Error for a scope that no session of ours has, before anybody is asked to sign in */
  async createSession(wanted: readonly string[] = []): Promise<vscode.AuthenticationSession> {
    const unknown = wanted.filter((scope) => !scopes.includes(scope));
    if (unknown.length > 0) {
      throw new Error(scopesNotOffered);
    }
    const session = await this.account.signIn().catch((error: unknown) => {
      // VS Code shows any other error to whoever changed their mind.
      throw error instanceof Cancelled ? new vscode.CancellationError() : error;
    });
    return publicSession(session, this.tokens.peek(session));
  }

  /** Signs out; of a session that is not there any more nothing is left to remove. */
  async removeSession(id: string): Promise<void> {
    if (signedIn(await this.sessions.read())?.id === id) await this.account.signOut();
  }

  /**
   * Has the Accounts menu offer the sign-in to whoever was signed in before: VS Code puts a number on its icon then,
   * for which nobody asked who only installed the extension. The next session with these scopes takes it back.
   */
  async #offer({ kind }: SessionState): Promise<void> {
    const wasThere = /^(ended|lost)$/.test(kind);
    if (wasThere || (kind === 'signedOut' && (await this.sessions.wasSignedOut()))) {
      await vscode.authentication.getSession(providerId, scopes);
    }
  }

  #follow(now: Session | undefined): void {
    const before = this.#known;
    this.#known = now;
    if (before?.id !== now?.id) {
      this.#changed.fire({
        added: now ? [publicSession(now, this.tokens.peek(now))] : [],
        removed: before ? [publicSession(before, undefined)] : [],
        changed: [],
      });
    }
  }
}

function signedIn(state: SessionState): Session | undefined {
  return state.kind === 'signedIn' ? state.session : undefined;
}

/**
 * The refresh token is nobody's but ours. A picture of the account has no place here: VS Code 1.139 knows
 * `account.icon` as the proposed API `authSessionAccountIcon` only, and its Accounts menu shows the label alone.
 */
function publicSession(session: Session, accessToken = ''): vscode.AuthenticationSession {
  const { id, name } = session.account;
  // As they are asked for, whatever the order in Spotify's reply: VS Code 1.99 compares them as one text.
  const ordered = [...session.scopes].sort((a, b) => scopes.indexOf(a) - scopes.indexOf(b));
  return { id: session.id, accessToken, account: { id, label: name }, scopes: ordered };
}
