import { SignedOutError, ApiProblemError } from '../model/errors/apiProblem';
import type { Clock } from '../platform/clock';
import type { AccessToken, AccessTokens, MayAsk } from '../spotify/client';
import type { Endpoints } from '../spotify/endpoints';
import type { TokenEndpoint } from './oauth/tokenEndpoint';
import { expiresAt } from './oauth/tokenReply';

interface CachedAppToken extends AccessToken {
  readonly clientId: string;
  readonly expiresAt: number;
}

/** Who hovers over one link after the other has the token endpoint refuse but once in that time. */
const quietMs = 60_000;

/**
 * Access tokens that speak for the app and for no user (Client Credentials): they open the catalogue, and nothing of
 * anybody's. In memory only; one request at a time.
 */
export class AppTokens implements AccessTokens {
  #cached: CachedAppToken | undefined;
  #asking: Promise<CachedAppToken> | undefined;
  #failed: { readonly error: unknown; readonly at: number } | undefined;

  constructor(
    private readonly endpoint: TokenEndpoint,
    private readonly endpoints: () => Endpoints,
    private readonly clientId: () => string,
    private readonly clock: Clock,
  ) {}

  /** Throws as `TokenEndpoint.forApp`, and the same again for a minute. */
  async get(mayAsk: MayAsk = () => Promise.resolve()): Promise<AccessToken> {
    const cached = this.#cached;
    const { api } = this.endpoints();
    const isGood =
      cached?.api === api && cached.clientId === this.clientId() && cached.expiresAt > this.clock.monotonic();
    if (isGood) return cached;
    const failed = this.#failed;
    if (failed && this.clock.monotonic() - failed.at < quietMs) throw failed.error;
    return this.#ask(mayAsk);
  }

  async refresh(refused: AccessToken): Promise<AccessToken> {
    if (this.#cached?.value === refused.value) this.#cached = undefined;
    return this.get();
  }

  #ask(mayAsk: MayAsk): Promise<CachedAppToken> {
    this.#asking ??= mayAsk()
      .then(() => this.#fetch().catch((error: unknown) => this.#remember(error)))
      .finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  /** Without a secret nothing was asked, and there may be one any moment. */
  #remember(error: unknown): never {
    const free = error instanceof ApiProblemError && error.problem.kind === 'secretMissing';
    this.#failed = free ? undefined : { error, at: this.clock.monotonic() };
    throw error;
  }

  async #fetch(): Promise<CachedAppToken> {
    const endpoints = this.endpoints();
    const clientId = this.clientId();
    const reply = await this.endpoint.clientCredentials(endpoints, clientId);
    const until = expiresAt(reply, this.clock.monotonic());
    return (this.#cached = { value: reply.accessToken, api: endpoints.api, clientId, expiresAt: until });
  }
}

/** The user's tokens, or, while nobody is signed in, the app's. */
export function withAppTokenFallback(user: AccessTokens, app: AccessTokens): AccessTokens {
  const ofApp = new WeakSet<AccessToken>();
  return {
    async get(mayAsk) {
      try {
        return await user.get(mayAsk);
      } catch (error) {
        if (!(error instanceof SignedOutError)) throw error;
        const token = await app.get(mayAsk);
        ofApp.add(token);
        return token;
      }
    },
    refresh: (refused) => (ofApp.has(refused) ? app : user).refresh(refused),
  };
}
