import { createHash } from 'node:crypto';
import type { App } from './apps';
import { type Ask, type Reply, empty, json } from './exchange';
import { type AuthorizationCode, type RefreshToken, accessLifeSeconds } from './tokens';
import type { World } from './world';

/** Who calls the token endpoint. `proven` when the client secret was shown. */
interface Client {
  readonly app: App;
  readonly authenticated: boolean;
}

function refuse(error: string, description: string): Reply {
  return json(400, { error, error_description: description });
}

/** `POST /api/token`, form-encoded only (Spotify's documentation). */
export function token(world: World, ask: Ask): Reply {
  const type = (ask.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') {
    return empty(415);
  }
  const form = new URLSearchParams(ask.body);
  for (const name of ['code', 'code_verifier', 'refresh_token', 'client_secret']) {
    world.secrets.note(form.get(name));
  }
  const client = identify(world, ask, form);
  if ('status' in client) {
    return client;
  }
  switch (form.get('grant_type')) {
    case 'authorization_code':
      return exchangeCode(world, client, form);
    case 'refresh_token':
      return refresh(world, client, form);
    case 'client_credentials':
      return clientCredentials(world, client);
    default:
      return refuse('unsupported_grant_type', 'grant_type parameter is missing or not supported');
  }
}

/** The client by its Basic header or, without one, by `client_id` in the body. */
function identify(world: World, ask: Ask, form: URLSearchParams): Client | Reply {
  const header = ask.headers.authorization;
  const stated = form.get('client_id');
  const [, encoded] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header ?? '') ?? [];
  if (header !== undefined && encoded === undefined) {
    return refuse('invalid_client', 'Invalid client');
  }
  const [id, secret] = splitOnce(Buffer.from(encoded ?? '', 'base64').toString());
  const app = world.apps.find(encoded === undefined ? stated : id);
  const contradicts = encoded !== undefined && stated !== null && stated !== id;
  if (app === undefined || contradicts) {
    return refuse('invalid_client', 'Invalid client');
  }
  if (encoded !== undefined && secret !== app.clientSecret) {
    world.secrets.note(secret);
    return refuse('invalid_client', 'Invalid client secret');
  }
  return { app, authenticated: encoded !== undefined };
}

function splitOnce(pair: string): [string, string] {
  const colon = pair.indexOf(':');
  return colon < 0 ? [pair, ''] : [pair.slice(0, colon), pair.slice(colon + 1)];
}

function exchangeCode(world: World, client: Client, form: URLSearchParams): Reply {
  const code = world.tokens.codes.find(({ value }) => value === form.get('code'));
  const foreign = code?.clientId !== client.app.clientId;
  if (code === undefined || foreign || code.used || code.expiresAt <= world.now()) {
    return refuse('invalid_grant', 'Invalid authorization code');
  }
  if (code.redirectUri !== form.get('redirect_uri')) {
    return refuse('invalid_grant', 'Invalid redirect URI');
  }
  const fault = faultInProof(code, client, form.get('code_verifier'));
  if (fault !== undefined) {
    return fault;
  }
  code.used = true;
  return json(200, {
    access_token: world.tokens.issueAccess(code).value,
    token_type: 'Bearer',
    expires_in: accessLifeSeconds,
    refresh_token: world.tokens.issueRefresh(code, code.challenge !== null).value,
    scope: code.scopes.join(' '),
  });
}

/** A code with a challenge wants its verifier, one without wants the client secret; a secret that is sent is checked anyway. */
function faultInProof(code: AuthorizationCode, client: Client, verifier: string | null): Reply | undefined {
  if (code.challenge === null && verifier === null) {
    return client.authenticated ? undefined : refuse('invalid_client', 'Invalid client secret');
  }
  if (verifier === null) {
    return refuse('invalid_request', 'code_verifier required');
  }
  if (!/^[A-Za-z0-9_.~-]{43,128}$/.test(verifier)) {
    return refuse('invalid_request', 'code_verifier is malformed');
  }
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  return challenge === code.challenge ? undefined : refuse('invalid_grant', 'code_verifier was incorrect');
}

function refresh(world: World, client: Client, form: URLSearchParams): Reply {
  const old = world.tokens.refreshTokens.find(({ value }) => value === form.get('refresh_token'));
  if (old?.clientId !== client.app.clientId) {
    return refuse('invalid_grant', 'Invalid refresh token');
  }
  if (!old.pkce && !client.authenticated) {
    return refuse('invalid_client', 'Invalid client secret');
  }
  if (old.revoked) {
    return refuse('invalid_grant', 'Refresh token revoked');
  }
  if (old.expiresAt <= world.now()) {
    return refuse('invalid_grant', 'Refresh token expired');
  }
  return json(200, {
    access_token: world.tokens.issueAccess(old).value,
    token_type: 'Bearer',
    expires_in: accessLifeSeconds,
    ...nextRefreshToken(world, old),
    scope: old.scopes.join(' '),
  });
}

function nextRefreshToken(world: World, old: RefreshToken): { refresh_token?: string } {
  if (world.tokens.rotates) {
    old.revoked = true;
    return { refresh_token: world.tokens.issueRefresh(old, old.pkce).value };
  }
  return world.tokens.repliesEmptyRefreshToken ? { refresh_token: '' } : {};
}

function clientCredentials(world: World, client: Client): Reply {
  if (!client.authenticated) {
    return refuse('invalid_client', 'Invalid client secret');
  }
  const granted = { clientId: client.app.clientId, userId: null, scopes: [], authorizedAt: world.now() };
  const value = world.tokens.issueAccess(granted).value;
  // Spotify's documentation spells the type in lower case here, and here only.
  return json(200, { access_token: value, token_type: 'bearer', expires_in: accessLifeSeconds });
}
