import assert from 'node:assert/strict';
import { type Answer, type Form, Visitor, allScopes } from './visitor';

const hour = 3_600_000;

function assertRefused(answer: Answer, error: string, description?: string): void {
  assert.equal(answer.status, 400);
  assert.equal(answer.json['error'], error);
  if (description !== undefined) {
    assert.equal(answer.json['error_description'], description);
  }
}

describe('the stand-in: exchanging a code', () => {
  let visitor: Visitor;
  beforeEach(async () => {
    visitor = await Visitor.arrive();
  });
  afterEach(() => visitor.spotify.close());

  it('gives both tokens for a code and its verifier', async () => {
    const { status, json } = await visitor.exchange(await visitor.code());
    assert.equal(status, 200);
    const { access_token: access, refresh_token: refresh, ...rest } = json;
    assert.deepEqual(rest, { token_type: 'Bearer', expires_in: 3600, scope: allScopes });
    assert.equal(typeof refresh, 'string');
    assert.equal((await visitor.call('GET', '/me', String(access))).status, 200);
  });

  const refusedWith: readonly (readonly [string, Form, string, string?])[] = [
    ['a wrong verifier', { code_verifier: 'x'.repeat(64) }, 'invalid_grant', 'code_verifier was incorrect'],
    ['no verifier', { code_verifier: '' }, 'invalid_request'],
    ['a short verifier', { code_verifier: 'x'.repeat(42) }, 'invalid_request'],
    ['a long verifier', { code_verifier: 'x'.repeat(129) }, 'invalid_request'],
    ['a verifier with a space', { code_verifier: `${'x'.repeat(60)} ` }, 'invalid_request'],
    ['another port', { redirect_uri: 'http://127.0.0.1:49153/callback' }, 'invalid_grant'],
    ['the port-less URI', { redirect_uri: 'http://127.0.0.1/callback' }, 'invalid_grant'],
    ['no redirect URI', { redirect_uri: '' }, 'invalid_grant'],
    ['an unknown client', { client_id: 'f'.repeat(32) }, 'invalid_client', 'Invalid client'],
    ['no client', { client_id: '' }, 'invalid_client', 'Invalid client'],
    ['an invented code', { code: 'AQinvented' }, 'invalid_grant', 'Invalid authorization code'],
    ['another grant', { grant_type: 'password' }, 'unsupported_grant_type'],
  ];
  for (const [what, changes, error, description] of refusedWith) {
    it(`refuses ${what}`, async () => {
      assertRefused(await visitor.exchange(await visitor.code(), changes), error, description);
    });
  }

  it('takes a code once', async () => {
    const code = await visitor.code();
    assert.equal((await visitor.exchange(code)).status, 200);
    assertRefused(await visitor.exchange(code), 'invalid_grant');
  });

  it('takes a code for ten minutes', async () => {
    const [early, late] = [await visitor.code(), await visitor.code()];
    visitor.clock.advance(599_999);
    assert.equal((await visitor.exchange(early)).status, 200);
    visitor.clock.advance(1);
    assertRefused(await visitor.exchange(late), 'invalid_grant');
  });

  it('takes no code of another client', async () => {
    const other = visitor.spotify.apps.add({ redirectUris: ['http://127.0.0.1/callback'] });
    const code = await visitor.code({ client_id: other.clientId });
    assertRefused(await visitor.exchange(code), 'invalid_grant');
  });

  it('wants the secret for a code without a challenge', async () => {
    const without = { code_challenge: null, code_challenge_method: null };
    const code = await visitor.code(without);
    const noVerifier = { code_verifier: '' };
    assertRefused(await visitor.exchange(code, noVerifier), 'invalid_client');
    assertRefused(await visitor.exchange(code, {}, visitor.basic()), 'invalid_grant');
    const wrong = await visitor.exchange(code, noVerifier, visitor.basic('0'.repeat(32)));
    assertRefused(wrong, 'invalid_client', 'Invalid client secret');
    assert.equal((await visitor.exchange(code, noVerifier, visitor.basic())).status, 200);
  });

  it('checks the secret and the verifier when both are sent', async () => {
    const code = await visitor.code();
    assertRefused(await visitor.exchange(code, {}, visitor.basic('0'.repeat(32))), 'invalid_client');
    assertRefused(
      await visitor.exchange(code, { code_verifier: 'x'.repeat(64) }, visitor.basic()),
      'invalid_grant',
    );
    assert.equal((await visitor.exchange(code, {}, visitor.basic())).status, 200);
  });

  it('reads nothing but a form', async () => {
    const body = JSON.stringify({ grant_type: 'authorization_code' });
    const headers = { 'content-type': 'application/json' };
    assert.equal((await visitor.open('/api/token', { method: 'POST', body, headers })).status, 415);
    assert.equal((await visitor.open('/api/token')).status, 404);
  });

  it('lets a browser post the form, but not with a secret', async () => {
    const plain = await visitor.exchange(await visitor.code());
    assert.equal(plain.headers.get('access-control-allow-origin'), '*');
    const preflight = (wanted: string) =>
      visitor.open('/api/token', {
        method: 'OPTIONS',
        headers: { 'access-control-request-headers': wanted },
      });
    assert.equal((await preflight('authorization')).headers.get('access-control-allow-origin'), null);
    const secret = await visitor.exchange(await visitor.code(), {}, visitor.basic());
    assert.equal(secret.headers.get('access-control-allow-origin'), null);
  });
});

describe('the stand-in: refreshing', () => {
  let visitor: Visitor;
  let refreshToken: string;
  beforeEach(async () => {
    visitor = await Visitor.arrive();
    refreshToken = String((await visitor.exchange(await visitor.code())).json['refresh_token']);
  });
  afterEach(() => visitor.spotify.close());

  it('gives an access token, the scopes and no refresh token, again and again', async () => {
    for (let round = 0; round < 2; round += 1) {
      const { status, json } = await visitor.refresh(refreshToken);
      assert.equal(status, 200);
      assert.deepEqual(Object.keys(json).sort(), ['access_token', 'expires_in', 'scope', 'token_type']);
      assert.equal(json['scope'], allScopes);
    }
    assert.equal((await visitor.refresh(refreshToken, visitor.basic())).status, 200);
  });

  it('rotates when told to, and revokes the old token', async () => {
    visitor.spotify.tokens.rotates = true;
    const { json } = await visitor.refresh(refreshToken);
    assertRefused(await visitor.refresh(refreshToken), 'invalid_grant', 'Refresh token revoked');
    assert.equal((await visitor.refresh(String(json['refresh_token']))).status, 200);
  });

  it('sends an empty refresh token when told to', async () => {
    visitor.spotify.tokens.repliesEmptyRefreshToken = true;
    assert.equal((await visitor.refresh(refreshToken)).json['refresh_token'], '');
  });

  it('ends six months after the authorization, however often it is refreshed or rotated', async () => {
    visitor.spotify.tokens.rotates = true;
    const start = new Date(visitor.clock.ms);
    visitor.clock.ms = start.setUTCMonth(start.getUTCMonth() + 6) - 1;
    const rotated = String((await visitor.refresh(refreshToken)).json['refresh_token']);
    visitor.clock.advance(1);
    assertRefused(await visitor.refresh(rotated), 'invalid_grant', 'Refresh token expired');
  });

  it('has levers for the end of tokens', async () => {
    const { tokens } = visitor.spotify;
    tokens.expireRefreshTokens();
    assertRefused(await visitor.refresh(refreshToken), 'invalid_grant', 'Refresh token expired');
    tokens.revokeRefreshTokens();
    assertRefused(await visitor.refresh(refreshToken), 'invalid_grant', 'Refresh token revoked');
    const access = visitor.token();
    tokens.expireAccessTokens();
    assert.match((await visitor.call('GET', '/me', access)).text, /The access token expired/);
  });

  it('is bound to the client, and to its secret when it came with the secret', async () => {
    const other = visitor.spotify.apps.add({ redirectUris: [] });
    const fields = { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: other.clientId };
    assertRefused(await visitor.post('/api/token', fields), 'invalid_grant');
    assertRefused(await visitor.refresh('AQinvented'), 'invalid_grant');
    const code = await visitor.code({ code_challenge: null, code_challenge_method: null });
    const secret = await visitor.exchange(code, { code_verifier: '' }, visitor.basic());
    const bound = String(secret.json['refresh_token']);
    assertRefused(await visitor.refresh(bound), 'invalid_client');
    assert.equal((await visitor.refresh(bound, visitor.basic())).status, 200);
  });

  it('lets an access token live for an hour', async () => {
    const access = visitor.token();
    visitor.clock.advance(hour - 1);
    assert.equal((await visitor.call('GET', '/me', access)).status, 200);
    visitor.clock.advance(1);
    assert.equal((await visitor.call('GET', '/me', access)).status, 401);
  });

  it('gives client credentials for the secret only, and no user with them', async () => {
    const form = { grant_type: 'client_credentials', client_id: visitor.clientId };
    assertRefused(await visitor.post('/api/token', form), 'invalid_client');
    const { json } = await visitor.post('/api/token', form, visitor.basic());
    assert.deepEqual(Object.keys(json), ['access_token', 'token_type', 'expires_in']);
    assert.equal(json['token_type'], 'bearer');
    const access = String(json['access_token']);
    const { id } = visitor.spotify.player.state.item;
    assert.equal((await visitor.call('GET', '/me', access)).status, 401);
    assert.equal((await visitor.call('GET', `/tracks/${id ?? ''}`, access)).status, 200);
  });
});
