import * as oauth from 'oauth4webapi';
import * as v from 'valibot';
import { TroubleError } from '../core/trouble';
import type { Clock } from '../platform/clock';
import type { Http, HttpRequest } from '../platform/http';
import { classify, parseJson } from '../spotify/classify';
import type { Endpoints } from '../spotify/endpoints';

/** What is sent to `/authorize`, and what has to be kept until the answer comes. Never logged or stored. */
export interface AuthorizationRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string;
  readonly codeVerifier: string;
}

/** A reply of the token endpoint. */
export interface TokenReply {
  readonly accessToken: string;
  readonly expiresInMs: number;
  /** `undefined` where Spotify sent none: the old one stays good. */
  readonly refreshToken: string | undefined;
  /** `undefined` where Spotify did not say. */
  readonly scopes: readonly string[] | undefined;
}

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
  ) {}

  /**
   * Exchanges the browser's answer for tokens.
   * @throws AuthorizationRefused, GrantRefused, TroubleError
   */
  async exchange(
    endpoints: Endpoints,
    request: AuthorizationRequest,
    answer: URLSearchParams,
  ): Promise<TokenReply> {
    const server = serverAt(endpoints);
    const client = { client_id: request.clientId };
    return inOwnTerms(async () => {
      const parameters = oauth.validateAuthResponse(server, client, answer, request.state);
      const response = await oauth.authorizationCodeGrantRequest(
        server,
        client,
        oauth.None(),
        parameters,
        request.redirectUri,
        request.codeVerifier,
        this.#options(endpoints),
      );
      return readReply(await oauth.processAuthorizationCodeResponse(server, client, response));
    });
  }

  /**
   * A fresh access token for a refresh token.
   * @throws GrantRefused (`invalid_grant`: the refresh token is dead), TroubleError
   */
  async refresh(endpoints: Endpoints, clientId: string, refreshToken: string): Promise<TokenReply> {
    const server = serverAt(endpoints);
    const client = { client_id: clientId };
    return inOwnTerms(async () => {
      const options = this.#options(endpoints);
      const response = await oauth.refreshTokenGrantRequest(
        server,
        client,
        oauth.None(),
        refreshToken,
        options,
      );
      return readReply(await oauth.processRefreshTokenResponse(server, client, response));
    });
  }

  #options(endpoints: Endpoints) {
    return {
      [oauth.customFetch]: (url: string, request: oauth.CustomFetchOptions<'POST', URLSearchParams>) =>
        this.#post(url, request),
      // Plain HTTP only ever reaches a stand-in on this machine: `endpointsFor` lets nothing else through.
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so only to make people think twice
      [oauth.allowInsecureRequests]: endpoints.accounts.startsWith('http:'),
    };
  }

  /** What is not a good reply is sorted out here, by the rules for all of Spotify, before the library sees it. */
  async #post(url: string, { method, headers, body }: HttpRequest): Promise<Response> {
    const response = await this.http(url, { method, headers, body });
    const text = await response.text();
    if (response.status !== 200) {
      const code = response.status < 500 ? oauthErrorIn(text) : undefined;
      throw code === undefined ? this.#trouble(response, text) : new GrantRefused(code);
    }
    return new Response(withoutEmptyRefreshToken(text), { headers: response.headers });
  }

  #trouble({ status, headers }: Response, text: string): TroubleError {
    if (status === 401 || status === 403 || status < 400) {
      return new TroubleError(status < 400 ? { kind: 'unreadable' } : { kind: 'refused', status });
    }
    const verdict = classify({ status, retryAfter: headers.get('retry-after'), text }, this.clock.now());
    return new TroubleError(verdict.kind === 'trouble' ? verdict.trouble : { kind: 'unreadable' });
  }
}

function serverAt({ accounts }: Endpoints): oauth.AuthorizationServer {
  return { issuer: accounts, token_endpoint: `${accounts}/api/token` };
}

/** The code of a refusal (RFC 6749, section 5.2), if the body is one. */
function oauthErrorIn(text: string): string | undefined {
  const parsed = v.safeParse(v.object({ error: v.string() }), parseJson(text));
  return parsed.success ? parsed.output.error : undefined;
}

/** Spotify can send `"refresh_token": ""`, which means none; the library takes it for a fault. */
function withoutEmptyRefreshToken(text: string): string {
  const parsed = v.safeParse(v.looseObject({ refresh_token: v.literal('') }), parseJson(text));
  return parsed.success ? JSON.stringify({ ...parsed.output, refresh_token: undefined }) : text;
}

function readReply(reply: oauth.TokenEndpointResponse): TokenReply {
  return {
    accessToken: reply.access_token,
    expiresInMs: (reply.expires_in ?? 3600) * 1000,
    refreshToken: reply.refresh_token,
    scopes: reply.scope?.split(' ').filter(Boolean),
  };
}

/** The library's errors in our own terms. */
async function inOwnTerms<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TroubleError || error instanceof GrantRefused) throw error;
    if (error instanceof oauth.AuthorizationResponseError) throw new AuthorizationRefused(error.error);
    throw new TroubleError({ kind: 'unreadable' });
  }
}
