import type { App } from './apps';
import { type Ask, type Reply, apiError, text } from './exchange';
import type { User } from './user';
import type { World } from './world';

/** Who asks, by the access token. */
export interface Caller {
  readonly app: App;
  /** Null with client credentials. */
  readonly user: User | null;
  readonly scopes: readonly string[];
}

// A body of development mode that is plain text where others are JSON (seen live in 2026).
const ownerWithoutPremium =
  'Active premium subscription required for the owner of the app. When the subscription status changes, it can take a few hours before requests are allowed again.';
const userNotListed =
  'The user is not registered for this application. Please check your settings on https://developer.spotify.com/dashboard.';

/** The caller of a Web API request, or why there is none. */
export function admit(world: World, ask: Ask): Caller | Reply {
  const [, bearer] = /^Bearer (\S+)$/i.exec(ask.headers.authorization ?? '') ?? [];
  if (bearer === undefined) {
    return apiError(401, 'No token provided');
  }
  const token = world.tokens.accessTokens.find(({ value }) => value === bearer);
  const app = world.apps.find(token?.clientId ?? null);
  if (token === undefined || app === undefined) {
    return apiError(401, 'Invalid access token');
  }
  if (token.expiresAt <= world.now()) {
    return apiError(401, 'The access token expired');
  }
  if (!app.ownerHasPremium) {
    return text(403, ownerWithoutPremium);
  }
  if (token.userId !== null && !app.users.includes(token.userId)) {
    return apiError(403, userNotListed);
  }
  const user = token.userId === null ? null : (world.users.find(token.userId) ?? null);
  return { app, user, scopes: token.scopes };
}

/** The refusal for want of a scope, or undefined. */
export function faultInScopes(caller: Caller, needed: readonly string[]): Reply | undefined {
  const covered = needed.every((scope) => caller.scopes.includes(scope));
  return covered ? undefined : apiError(403, 'Insufficient client scope');
}
