import type { Endpoints } from '../spotify/endpoints';
import type { AuthorizationResult } from './account';
import { GrantRefused, type TokenEndpoint } from './oauth/tokenEndpoint';
import type { TokenReply } from './oauth/tokenReply';

/** A refresh token that the user made, and the app that it was made for. */
export interface ManualToken {
  readonly endpoints: Endpoints;
  readonly clientId: string;
  /** `undefined` where there is none: then the token can only have been made by PKCE alone. */
  readonly secret: string | undefined;
  readonly refreshToken: string;
}

/**
 * Finds out by a refresh whether a refresh token is good, and whether the client secret belongs to it.
 * @throws GrantRefused (`invalid_grant`: dead, or of another client ID; `invalid_client`: without the secret Spotify
 * does not talk about it), ApiProblemError
 */
export async function validateRefreshToken(
  endpoint: TokenEndpoint,
  made: ManualToken,
): Promise<AuthorizationResult> {
  const { endpoints, clientId, refreshToken } = made;
  const reply = await refreshEitherWay(endpoint, made);
  const kept = { ...reply, refreshToken: reply.refreshToken ?? refreshToken };
  return { clientId, endpoints, flow: 'manual', reply: kept, given: refreshToken };
}

/** With the secret first: that is what people make by hand. */
async function refreshEitherWay(
  endpoint: TokenEndpoint,
  { endpoints, clientId, secret, refreshToken }: ManualToken,
): Promise<TokenReply> {
  const withoutSecret = () => endpoint.refresh(endpoints, clientId, refreshToken, 'pkce');
  if (secret === undefined) {
    return withoutSecret();
  }
  try {
    return await endpoint.refresh(endpoints, clientId, refreshToken, { secret });
  } catch (error) {
    if (!(error instanceof GrantRefused) || error.code !== 'invalid_grant') throw error;
    // An error of this second attempt says no more than the first one did.
    return withoutSecret().catch((second: unknown) => {
      throw second instanceof GrantRefused ? error : second;
    });
  }
}
