import * as v from 'valibot';
import { ApiProblemError } from '../../model/errors/apiProblem';
import { between, parseReply } from '../../platform/json';
import { numeric } from '../../model/fields';
import type { Grant } from '../session/session';

/** A reply of the token endpoint. */
export interface TokenReply {
  readonly accessToken: string;
  readonly expiresInMs: number;
  /** `undefined` where Spotify sent none: the old one stays good. */
  readonly refreshToken: string | undefined;
  /** `undefined` where Spotify did not say. */
  readonly scopes: readonly string[] | undefined;
  /** How the tokens were had; PKCE alone where nothing is said. */
  readonly grant?: Grant;
}

/** Spotify has some twenty. */
const mostScopes = 100;

/** What a token may be made of (RFC 6749, appendix A): anything else would be no header. */
const token = v.pipe(v.string(), v.regex(/^[\x20-\x7e]+$/));
/** What a scope may be made of. */
const scopeFormat = /^[\x21\x23-\x5b\x5d-\x7e]+$/;
/** In seconds; Spotify's live for an hour. */
const longestLife = 86_400;

const replySchema = v.object({
  access_token: token,
  // Spotify's documentation writes it in both cases.
  token_type: v.pipe(
    v.string(),
    v.check((type) => type.toLowerCase() === 'bearer'),
  ),
  expires_in: v.fallback(numeric(between(1, longestLife)), 3600),
  refresh_token: v.fallback(v.optional(token), undefined),
  scope: v.fallback(v.optional(v.string()), undefined),
});

/**
 * The tokens in the body of a good reply (RFC 6749, section 5.1). An empty refresh token means none.
 * @throws ApiProblemError when it is something else
 */
export function readTokenReply(text: string, grant: Grant): TokenReply {
  const body = parseReply(text);
  const parsed = v.safeParse(replySchema, body);
  if (!parsed.success) {
    throw new ApiProblemError({
      kind: body === undefined && text.trim() !== '' ? 'unreadable' : 'unexpected',
    });
  }
  const { access_token, expires_in, refresh_token, scope } = parsed.output;
  return {
    accessToken: access_token,
    expiresInMs: expires_in * 1000,
    refreshToken: refresh_token,
    scopes: scope?.split(' ', mostScopes).filter((one) => scopeFormat.test(one)),
    grant,
  };
}

/** A token that is about to expire is not worth sending. */
const marginMs = 60_000;

/** Until when an access token that came at `now` is worth sending; both in milliseconds since 1970. */
export function expiresAt({ expiresInMs }: TokenReply, now: number): number {
  return now + expiresInMs - marginMs;
}

/**
 * The code of an error response (RFC 6749, section 5.2), if the body is one. It is logged: a text may repeat what was
 * sent.
 */
export function oauthErrorIn(text: string): string | undefined {
  const parsed = v.safeParse(v.object({ error: v.string() }), parseReply(text));
  return parsed.success && /^[a-z_]{1,40}$/.test(parsed.output.error) ? parsed.output.error : undefined;
}
