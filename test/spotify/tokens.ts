import { randomBytes } from 'node:crypto';
import type { App } from './apps';
import type { Secrets } from './secrets';

/** What a user has allowed an app. Times in ms on the stand-in's clock. */
interface Authorization {
  readonly clientId: string;
  /** Null for client credentials, which speak for no user. */
  readonly userId: string | null;
  scopes: readonly string[];
  readonly authorizedAt: number;
}

export interface AuthorizationCode extends Authorization {
  readonly value: string;
  readonly redirectUri: string;
  /** The S256 challenge; null when the app is to show its secret. */
  readonly challenge: string | null;
  readonly expiresAt: number;
  used: boolean;
}

export interface AccessToken extends Authorization {
  readonly value: string;
  expiresAt: number;
}

export interface RefreshToken extends Authorization {
  readonly value: string;
  /** Whether it came out of an exchange with PKCE: such a token is refreshed without the client secret. */
  readonly pkce: boolean;
  expiresAt: number;
  revoked: boolean;
}

/** The life of an authorization code, 10 minutes: the most that OAuth recommends; Spotify documents none. */
const codeLifeMs = 600_000;
/** The life of an access token (Spotify's documentation). */
export const accessLifeSeconds = 3600;

/** Six calendar months later (Spotify's documentation, since June 2026). */
function sixMonthsAfter(at: number): number {
  const end = new Date(at);
  end.setUTCMonth(end.getUTCMonth() + 6);
  return end.getTime();
}

/** Spotify's codes and tokens, with levers for tests. */
export class Tokens {
  /** True: each refresh brings a new refresh token and revokes the old one, as PKCE clients saw until mid-2026. */
  rotates = false;
  /** True: a refresh answers `"refresh_token": ""`. */
  repliesEmptyRefreshToken = false;
  readonly codes: AuthorizationCode[] = [];
  readonly accessTokens: AccessToken[] = [];
  readonly refreshTokens: RefreshToken[] = [];
  readonly #now: () => number;
  readonly #secrets: Secrets;

  constructor(now: () => number, secrets: Secrets) {
    this.#now = now;
    this.#secrets = secrets;
  }

  /** Lets every access token expire now. */
  expireAccessTokens(): void {
    for (const token of this.accessTokens) {
      token.expiresAt = Math.min(token.expiresAt, this.#now());
    }
  }

  /** Revokes every refresh token, as when the user removes the app from the account. */
  revokeRefreshTokens(): void {
    for (const token of this.refreshTokens) {
      token.revoked = true;
    }
  }

  /** Lets every refresh token reach the end of its six months now. */
  expireRefreshTokens(): void {
    for (const token of this.refreshTokens) {
      token.expiresAt = Math.min(token.expiresAt, this.#now());
    }
  }

  /** Leaves all tokens with these scopes only, as if the user had agreed to no others. */
  narrow(scopes: readonly string[]): void {
    for (const token of [...this.accessTokens, ...this.refreshTokens]) {
      token.scopes = scopes;
    }
  }

  /** A short cut for tests: what a sign-in with PKCE would bring, without one. */
  grant(app: App, userId: string, scopes: readonly string[]): { accessToken: string; refreshToken: string } {
    const granted = { clientId: app.clientId, userId, scopes, authorizedAt: this.#now() };
    const refreshToken = this.issueRefresh(granted, true).value;
    return { accessToken: this.issueAccess(granted).value, refreshToken };
  }

  /** A new authorization code. */
  issueCode(granted: Authorization, redirectUri: string, challenge: string | null): AuthorizationCode {
    const expiresAt = this.#now() + codeLifeMs;
    const value = this.#secret(160);
    const code = { ...authorization(granted), value, redirectUri, challenge, expiresAt, used: false };
    this.codes.push(code);
    return code;
  }

  /** A new access token. */
  issueAccess(granted: Authorization): AccessToken {
    const expiresAt = this.#now() + accessLifeSeconds * 1000;
    const token = { ...authorization(granted), value: this.#secret(128), expiresAt };
    this.accessTokens.push(token);
    return token;
  }

  /** A new refresh token; its six months count from the user's authorization, whenever it is issued. */
  issueRefresh(granted: Authorization, pkce: boolean): RefreshToken {
    const expiresAt = sixMonthsAfter(granted.authorizedAt);
    const token = { ...authorization(granted), value: this.#secret(96), pkce, expiresAt, revoked: false };
    this.refreshTokens.push(token);
    return token;
  }

  #secret(bytes: number): string {
    const value = randomBytes(bytes).toString('base64url');
    this.#secrets.note(value);
    return value;
  }
}

function authorization({ clientId, userId, scopes, authorizedAt }: Authorization): Authorization {
  return { clientId, userId, scopes, authorizedAt };
}
