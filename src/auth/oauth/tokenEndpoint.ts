import * as oauth from 'oauth4webapi';
import { ApiProblemError } from '../../model/errors/apiProblem';
import type { Clock } from '../../platform/clock';
import type { Http } from '../../platform/host';
import { classify } from '../../spotify/classify';
import type { Endpoints } from '../../spotify/endpoints';
import { send } from '../../spotify/requests';
import type { Grant } from '../session/session';
import { oauthErrorIn, readTokenReply, type TokenReply } from './tokenReply';

/** What is sent to `/authorize`, and what has to be kept until the answer comes. Never logged or stored. */
export interface AuthorizationRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string;
  readonly codeVerifier: string;
  /** Spotify shows its consent page even to somebody whom it knows and who has agreed before. */
  readonly showDialog?: boolean;
}

/** Whether the host has what PKCE needs: browsers keep it from a page that came by plain HTTP from another machine. */
export function canAuthorize(): boolean {
  return 'subtle' in crypto;
}

/** Where the client secrets of apps are kept, and how they are shown. */
export interface SecretSource {
  /** `undefined` where there is none for this client ID at this Accounts service. */
  find(issuer: string, clientId: string): Promise<string | undefined>;
  readonly authentication: (secret: string) => oauth.ClientAuth;
}

/** The parameters of a grant, besides those that say which client asks. */
type GrantForm = { readonly grant_type: string } & Readonly<Record<string, string>>;

/** The token endpoint refused with one of the codes of RFC 6749, section 5.2, such as `invalid_grant`. */
export class GrantRefused extends Error {
  override readonly name = 'GrantRefused';
  constructor(readonly code: string) {
    super(code);
  }
}

/** The browser came back with an error instead of a code (RFC 6749, section 4.1.2.1), such as `access_denied`. */
export class AuthorizationRefused extends Error {
  override readonly name = 'AuthorizationRefused';
  constructor(readonly code: string) {
    super(code);
  }
}

/** 256 random bits, base64url. */
export const randomText = oauth.generateRandomState;
/** RFC 7636: 43 characters, kept in memory only. */
export const randomCodeVerifier = oauth.generateRandomCodeVerifier;

/** The address of the consent page. PKCE with S256, always. */
export async function authorizationUrl(
  endpoints: Endpoints,
  request: AuthorizationRequest,
  scopes: readonly string[],
): Promise<string> {
  const url = new URL(`${endpoints.accounts}/authorize`);
  const query = {
    client_id: request.clientId,
    response_type: 'code',
    redirect_uri: request.redirectUri,
    scope: scopes.join(' '),
    state: request.state,
    code_challenge_method: 'S256',
    code_challenge: await oauth.calculatePKCECodeChallenge(request.codeVerifier),
    ...(request.showDialog && { show_dialog: 'true' }),
  };
  // "%20" rather than "+": VS Code takes an address apart and puts it together again on its way to the browser.
  url.search = new URLSearchParams(query).toString().replaceAll('+', '%20');
  return url.href;
}

/** Talks to Spotify's token endpoint. */
export class TokenEndpoint {
  constructor(
    private readonly http: Http,
    private readonly clock: Clock,
    /** `undefined` in browsers: there Spotify's token endpoint does not answer requests with a secret. */
    private readonly secrets?: SecretSource,
  ) {}

  /**
   * Exchanges the browser's answer for tokens, always with the verifier, and with the client secret if there is one.
   * @throws AuthorizationRefused, GrantRefused, ApiProblemError
   */
  async exchange(
    endpoints: Endpoints,
    { clientId, state, redirectUri, codeVerifier }: AuthorizationRequest,
    answer: URLSearchParams,
  ): Promise<TokenReply> {
    const secret = await this.secrets?.find(endpoints.accounts, clientId);
    const client = { client_id: clientId };
    return inOwnTerms(secret, async () => {
      const code = oauth.validateAuthResponse(serverAt(endpoints), client, answer, state).get('code');
      if (!code) throw new ApiProblemError({ kind: 'unreadable' });
      return this.#grant(endpoints, clientId, secret, {
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
        code_verifier: codeVerifier,
      });
    });
  }

  /**
   * A fresh access token for a refresh token. `proof` is how the token was made; `secret` is then looked up, and a
   * secret that is not kept yet can be given itself.
   * @throws GrantRefused (`invalid_grant`: the refresh token is dead), ApiProblemError
   */
  async refresh(
    endpoints: Endpoints,
    clientId: string,
    refreshToken: string,
    proof: Grant | { readonly secret: string } = 'pkce',
  ): Promise<TokenReply> {
    const known = typeof proof === 'object' ? proof.secret : undefined;
    const secret = proof === 'secret' ? await this.#requireSecret(endpoints, clientId) : known;
    const form = { grant_type: 'refresh_token', refresh_token: refreshToken };
    return inOwnTerms(secret, () => this.#grant(endpoints, clientId, secret, form));
  }

  /**
   * An access token that speaks for the app and no user: Client Credentials (RFC 6749, section 4.4). With a `secret`
   * that is given, it proves that one; without, it is the one that is kept.
   * @throws ApiProblemError `secretWrong`; `secretMissing` where none is kept
   */
  async clientCredentials(endpoints: Endpoints, clientId: string, given?: string): Promise<TokenReply> {
    const secret = given ?? (await this.#requireSecret(endpoints, clientId));
    const form = { grant_type: 'client_credentials' };
    return inOwnTerms(secret, () => this.#grant(endpoints, clientId, secret, form));
  }

  async #requireSecret({ accounts }: Endpoints, clientId: string): Promise<string> {
    if (!this.secrets) throw new ApiProblemError({ kind: 'secretUnusable' });
    const secret = await this.secrets.find(accounts, clientId);
    if (secret === undefined) throw new ApiProblemError({ kind: 'secretMissing' });
    return secret;
  }

  /** One request, with the client named in the form, or in the header where it has a secret (RFC 6749, section 2.3.1). */
  async #grant(
    endpoints: Endpoints,
    clientId: string,
    secret: string | undefined,
    form: GrantForm,
  ): Promise<TokenReply> {
    const shown = secret === undefined ? undefined : this.secrets?.authentication(secret);
    const body = new URLSearchParams(form);
    const headers = new Headers({
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
    });
    await (shown ?? oauth.None())(serverAt(endpoints), { client_id: clientId }, body, headers);
    const response = await send(this.http, `${endpoints.accounts}/api/token`, {
      method: 'POST',
      headers: Object.fromEntries(headers),
      body,
    });
    const text = await response.text();
    const { status } = response;
    if (response.ok) {
      return readTokenReply(text, shown ? 'secret' : 'pkce');
    }
    const code = status === 400 || status === 401 ? oauthErrorIn(text) : undefined;
    throw code === undefined ? this.#problem(response, text) : new GrantRefused(code);
  }

  #problem({ status, headers }: Response, text: string): ApiProblemError {
    if (status === 401 || status < 400) {
      return new ApiProblemError(status < 400 ? { kind: 'unreadable' } : { kind: 'refused', status });
    }
    const verdict = classify({ status, retryAfter: headers.get('retry-after'), text }, this.clock.now());
    return new ApiProblemError(verdict.kind === 'problem' ? verdict.problem : { kind: 'unreadable' });
  }
}

function serverAt({ accounts }: Endpoints): oauth.AuthorizationServer {
  return { issuer: accounts, token_endpoint: `${accounts}/api/token` };
}

/** The library's errors in our own terms; with a secret in use, a client that is refused has shown a wrong one. */
async function inOwnTerms<T>(secret: string | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof GrantRefused && error.code === 'invalid_client' && secret !== undefined) {
      throw new ApiProblemError({ kind: 'secretWrong' });
    }
    if (error instanceof ApiProblemError || error instanceof GrantRefused) throw error;
    if (error instanceof oauth.AuthorizationResponseError) throw new AuthorizationRefused(error.error);
    throw new ApiProblemError({ kind: 'unreadable' });
  }
}
