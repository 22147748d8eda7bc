import * as v from 'valibot';
import { TroubleError } from '../core/trouble';
import { parseJson } from '../spotify/classify';
import type { Grant } from './session';

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

const replySchema = v.object({
  access_token: v.pipe(v.string(), v.minLength(1)),
  // Spotify's documentation writes it in both cases.
  token_type: v.pipe(v.string(), v.toLowerCase(), v.literal('bearer')),
  expires_in: v.optional(v.pipe(v.number(), v.minValue(0)), 3600),
  refresh_token: v.optional(v.string()),
  scope: v.optional(v.string()),
});

/**
 * The tokens in the body of a good reply (RFC 6749, section 5.1). The library would read it, too, and with it ID
 * tokens, which Spotify does not send: a tenth of the bundle for browsers. An empty refresh token means none.
 * @throws TroubleError when it is something else
 */
export async function readTokenReply(response: Response, grant: Grant): Promise<TokenReply> {
  const parsed = v.safeParse(replySchema, parseJson(await response.text()));
  if (!parsed.success) {
    throw new TroubleError({ kind: 'unreadable' });
  }
  const { access_token, expires_in, refresh_token, scope } = parsed.output;
  return {
    accessToken: access_token,
    expiresInMs: expires_in * 1000,
    refreshToken: refresh_token || undefined,
    scopes: scope?.split(' ').filter(Boolean),
    grant,
  };
}

/** The code of a refusal (RFC 6749, section 5.2), if the body is one. */
export function oauthErrorIn(text: string): string | undefined {
  const parsed = v.safeParse(v.object({ error: v.string() }), parseJson(text));
  return parsed.success ? parsed.output.error : undefined;
}
