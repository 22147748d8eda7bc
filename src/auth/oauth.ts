import * as oauth from 'oauth4webapi';
import { TroubleError } from '../core/trouble';
import type { Http } from '../platform/http';
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
  constructor(private readonly http: Http) {}

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
    return translated(async () => {
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
    return translated(async () => {
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
      [oauth.customFetch]: async (
        url: string,
        { method, headers, body }: oauth.CustomFetchOptions<'POST', URLSearchParams>,
      ) => withoutEmptyRefreshToken(await this.http(url, { method, headers, body })),
      // Plain HTTP only ever reaches a stand-in on this machine: `endpointsFor` lets nothing else through.
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so only to make people think twice
      [oauth.allowInsecureRequests]: endpoints.accounts.startsWith('http:'),
    };
  }
}

function serverAt({ accounts }: Endpoints): oauth.AuthorizationServer {
  return { issuer: accounts, token_endpoint: `${accounts}/api/token` };
}

/** Spotify can send `"refresh_token": ""`, which means none; the library takes it for a fault. */
async function withoutEmptyRefreshToken(response: Response): Promise<Response> {
  const text = await response.text();
  return new Response(dropEmptyRefreshToken(text), { status: response.status, headers: response.headers });
}

function dropEmptyRefreshToken(text: string): string {
  try {
    return JSON.stringify(
      JSON.parse(text, (key, value: unknown) =>
        key === 'refresh_token' && value === '' ? undefined : value,
      ),
    );
  } catch {
    return text;
  }
}

function readReply(reply: oauth.TokenEndpointResponse): TokenReply {
  return {
    accessToken: reply.access_token,
    expiresInMs: (reply.expires_in ?? 3600) * 1000,
    refreshToken: reply.refresh_token,
    scopes: reply.scope?.split(' '),
  };
}

/** The library's errors in our own terms: only a refusal in so many words says something about the session. */
async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof oauth.ResponseBodyError) throw new GrantRefused(error.error);
    if (error instanceof oauth.AuthorizationResponseError) throw new AuthorizationRefused(error.error);
    if (error instanceof TroubleError) throw error;
    throw new TroubleError(troubleOf(error));
  }
}

function troubleOf(error: unknown): TroubleError['trouble'] {
  const cause = error instanceof Error ? error.cause : undefined;
  const status = cause instanceof Response ? cause.status : undefined;
  return status !== undefined && status >= 400 ? { kind: 'refused', status } : { kind: 'unreadable' };
}
