import { SignedOutError, ApiProblemError } from '../model/errors/apiProblem';
import { sleep, type Clock } from '../platform/clock';
import type { Log } from '../platform/host';
import type { AccessToken, AccessTokens, MayAsk } from '../spotify/client';
import type { Endpoints } from '../spotify/endpoints';
import { GrantRefused, type TokenEndpoint } from './oauth/tokenEndpoint';
import { expiresAt, type TokenReply } from './oauth/tokenReply';
import type { Session } from './session/session';
import type { SessionStore } from './session/sessionStore';

interface CachedToken extends AccessToken {
  readonly sessionId: string;
  readonly expiresAt: number;
}

/**
 * How long it takes until a session that Spotify refuses has ended, in steps of milliseconds: a window that got a new
 * refresh token for ours in the same moment, of a version that knows no lock, needs time to store it.
 */
const grace = [0, 100, 200, 400, 800];

/** Access tokens for the session, in memory only; one refresh at a time over all windows. */
export class Tokens implements AccessTokens {
  #cached: CachedToken | undefined;
  readonly #refreshes = new Map<string, Promise<CachedToken>>();

  constructor(
    private readonly sessions: SessionStore,
    private readonly endpoint: TokenEndpoint,
    private readonly endpoints: () => Endpoints,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async get(mayAsk: MayAsk = () => Promise.resolve()): Promise<AccessToken> {
    const session = await this.#session();
    const cached = this.#cached;
    return cached?.sessionId === session.id && cached.expiresAt > this.clock.monotonic()
      ? cached
      : this.#refreshOnce(session, mayAsk);
  }

  async refresh(refused: AccessToken): Promise<AccessToken> {
    if (this.#cached?.value === refused.value) {
      this.#cached = undefined;
    }
    return this.get();
  }

  /** Takes the tokens that came with a sign-in; must be called before the session is saved. */
  adopt(session: Session, reply: TokenReply): void {
    this.#cached = this.#cachedToken(session, reply);
  }

  /** The access token at hand, without asking Spotify for another. */
  peek(session: Session): string | undefined {
    return this.#cached?.sessionId === session.id ? this.#cached.value : undefined;
  }

  /** Nobody joins a refresh that is under way either: what it was asked for with may not be good any more. */
  forget(): void {
    this.#cached = undefined;
    this.#refreshes.clear();
  }

  async #session(): Promise<Session> {
    const state = await this.sessions.read();
    if (state.kind !== 'signedIn') {
      this.#cached = undefined;
      throw new SignedOutError();
    }
    return state.session;
  }

  #refreshOnce(session: Session, mayAsk: MayAsk): Promise<CachedToken> {
    const underWay = this.#refreshes.get(session.id);
    if (underWay) {
      return underWay;
    }
    const refresh = this.sessions
      .withLock(async () => {
        await mayAsk();
        return this.#refreshLocked(session.id);
      })
      .finally(() => {
        if (this.#refreshes.get(session.id) === refresh) this.#refreshes.delete(session.id);
      });
    this.#refreshes.set(session.id, refresh);
    return refresh;
  }

  /** Behind the lock. Reads the session anew: who has waited for another window finds the refresh token that it got. */
  async #refreshLocked(id: string): Promise<CachedToken> {
    const session = await this.#session();
    if (session.id !== id) throw new SignedOutError();
    return this.#exchange(session);
  }

  async #exchange(session: Session): Promise<CachedToken> {
    try {
      const reply = await this.endpoint.refresh(
        this.endpoints(),
        session.clientId,
        session.refreshToken,
        session.grant,
      );
      this.log.debug('Access token refreshed');
      return await this.#keep(session, reply);
    } catch (error) {
      if (!(error instanceof GrantRefused)) throw error;
      const newer = error.code === 'invalid_grant' ? await this.#exchangedMeanwhile(session) : undefined;
      if (newer) return this.#exchange(newer);
      throw await this.#refused(session, error);
    }
  }

  /** The session with another refresh token, if another window got one for ours while we asked. */
  async #exchangedMeanwhile({ id, refreshToken }: Session): Promise<Session | undefined> {
    for (const pause of grace) {
      if (pause > 0) await sleep(this.clock, pause);
      const state = await this.sessions.read();
      const gone =
        /^(signedOut|lost)$/.test(state.kind) || (state.kind === 'signedIn' && state.session.id !== id);
      if (gone) return undefined;
      if (state.kind === 'signedIn' && state.session.refreshToken !== refreshToken) return state.session;
    }
    return undefined;
  }

  async #keep(session: Session, reply: TokenReply): Promise<CachedToken> {
    const kept = await this.sessions.rotate(session, reply.refreshToken);
    if ((await this.#session()).id !== kept.id) {
      throw new SignedOutError();
    }
    return (this.#cached = this.#cachedToken(kept, reply));
  }

  #cachedToken(session: Session, reply: TokenReply): CachedToken {
    const { api } = this.endpoints();
    const until = expiresAt(reply, this.clock.monotonic());
    return { value: reply.accessToken, api, sessionId: session.id, expiresAt: until };
  }

  /** Only `invalid_grant` ends a session; Spotify asks not to try such a token again. */
  async #refused(session: Session, { code }: GrantRefused): Promise<Error> {
    this.log.warn(`Spotify refused to refresh the session: ${code}`);
    switch (code) {
      case 'invalid_grant':
        await this.sessions.end(session);
        return new SignedOutError();
      case 'invalid_client':
      case 'unauthorized_client':
        return new ApiProblemError({ kind: 'clientUnknown' });
      default:
        return new ApiProblemError({ kind: 'refused', status: 400 });
    }
  }
}
