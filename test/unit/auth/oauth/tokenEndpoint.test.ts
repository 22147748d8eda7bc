import assert from 'node:assert/strict';
import {
  authorizationUrl,
  GrantRefused,
  randomCodeVerifier,
  randomText,
} from '../../../../src/auth/oauth/tokenEndpoint';
import { ApiProblemError, type ApiProblem } from '../../../../src/model/errors/apiProblem';
import { fault, type Fault } from '../../../spotify';
import { asked, Bench, granted, hour } from '../../support';

const json = (status: number, value: unknown) =>
  fault.body(status, 'application/json', JSON.stringify(value));
const good = { access_token: 'BQaccess', token_type: 'Bearer', expires_in: 3600 };

describe('the address of the consent page', () => {
  const request = {
    clientId: 'a b+c&d',
    redirectUri: 'http://127.0.0.1:5/callback',
    state: encodeURIComponent('vscode://a/callback?nonce=x&y=z'),
    codeVerifier: 'v'.repeat(43),
  };
  const endpoints = { accounts: 'https://accounts.example', api: '', relay: '', shortLinks: '' };

  it('carries every value unharmed, and a blank as %20', async () => {
    const url = await authorizationUrl(endpoints, request, ['one', 'two']);
    assert.ok(url.startsWith('https://accounts.example/authorize?'));
    assert.ok(url.includes('scope=one%20two'));
    const { searchParams } = new URL(url);
    assert.equal(searchParams.get('client_id'), request.clientId);
    assert.equal(searchParams.get('redirect_uri'), request.redirectUri);
    assert.equal(searchParams.get('state'), request.state);
  });

  it('carries the challenge of RFC 7636, appendix B', async () => {
    const codeVerifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
    const url = await authorizationUrl(endpoints, { ...request, codeVerifier }, []);
    assert.equal(
      new URL(url).searchParams.get('code_challenge'),
      'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    );
  });
});

describe('random texts', () => {
  it('have 256 bits, stand in a URL as they are, and never come again', () => {
    for (const make of [randomText, randomCodeVerifier]) {
      const texts = Array.from({ length: 50 }, make);
      assert.ok(texts.every((text) => /^[A-Za-z0-9_-]{43}$/.test(text)));
      assert.equal(new Set(texts).size, 50);
    }
  });
});

describe('the token endpoint', () => {
  let bench: Bench;
  let refreshToken: string;
  beforeEach(async () => {
    bench = await Bench.start();
    ({ refreshToken } = granted(bench.spotify).session);
  });
  afterEach(() => bench.close());

  const refresh = (token = refreshToken, clientId = bench.spotify.apps.default.clientId) =>
    bench.endpoint.refresh(bench.endpoints, clientId, token);
  const misbehave = (what: Fault) => bench.spotify.faults.add(what, { path: /^\/api\/token$/ });

  it('gives a fresh access token for a refresh token, with a form and without a secret', async () => {
    const reply = await refresh();
    assert.equal(reply.accessToken, bench.spotify.tokens.accessTokens.at(-1)?.value);
    assert.equal(reply.expiresInMs, hour);
    assert.equal(reply.refreshToken, undefined);
    assert.ok(reply.scopes?.includes('user-read-playback-state'));
    const [request] = asked(bench.spotify, '/api/token');
    assert.equal(request?.headers.authorization, undefined);
    assert.deepEqual(Object.fromEntries(new URLSearchParams(request?.body)), {
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      client_id: bench.spotify.apps.default.clientId,
    });
  });

  it('gives the new refresh token where there is one', async () => {
    bench.spotify.tokens.rotates = true;
    assert.equal((await refresh()).refreshToken, bench.spotify.tokens.refreshTokens.at(-1)?.value);
  });

  it('gives none where Spotify sends an empty one', async () => {
    bench.spotify.tokens.repliesEmptyRefreshToken = true;
    const reply = await refresh();
    assert.equal(reply.refreshToken, undefined);
    assert.ok(reply.accessToken);
  });

  const replies: readonly (readonly [what: string, body: object, expected: object])[] = [
    ['a token type in another case', { ...good, token_type: 'bearer' }, { accessToken: 'BQaccess' }],
    ['no time of expiry', { ...good, expires_in: undefined }, { expiresInMs: hour }],
    ['no scopes', good, { scopes: undefined }],
    ['scopes', { ...good, scope: 'one two' }, { scopes: ['one', 'two'] }],
    [
      'what is no scope among them',
      { ...good, scope: 'one tw\u001bo th"ree four\nfive' },
      { scopes: ['one'] },
    ],
    ['null for scopes', { ...good, scope: null }, { scopes: undefined }],
    ['scopes that are none', { ...good, scope: ['one'] }, { scopes: undefined }],
    ['a refresh token with a line break', { ...good, refresh_token: 'AQ\n' }, { refreshToken: undefined }],
    ['null for a refresh token', { ...good, refresh_token: null }, { refreshToken: undefined }],
    ['a refresh token that is none', { ...good, refresh_token: 7 }, { refreshToken: undefined }],
    ['a time of expiry in a text', { ...good, expires_in: '1800' }, { expiresInMs: hour / 2 }],
    ...[null, 'soon', '', -5, 0, {}, 1e9, 1e308, '1e999'].map(
      (expires_in) =>
        [
          `${JSON.stringify(expires_in)} for a time of expiry`,
          { ...good, expires_in },
          { expiresInMs: hour },
        ] as const,
    ),
    [
      'all of them null',
      { ...good, scope: null, refresh_token: null, expires_in: null },
      { accessToken: 'BQaccess', scopes: undefined, refreshToken: undefined, expiresInMs: hour },
    ],
  ];
  for (const [what, body, expected] of replies) {
    it(`may answer with ${what}`, async () => {
      misbehave(json(200, body));
      const reply = await refresh();
      assert.deepEqual({ ...reply, ...expected }, reply);
    });
  }

  for (const access_token of ['BQ\r\nX-Header: 1', 'BQ\u001b', 'BQ\u00fc', 'BQ\ud83d', 7]) {
    it(`may not answer with ${JSON.stringify(access_token)} for an access token`, async () => {
      misbehave(json(200, { ...good, access_token }));
      await assert.rejects(refresh(), { message: 'unexpected' });
    });
  }

  const refusedWith: readonly (readonly [what: string, misbehave: Fault, code: string])[] = [
    [
      'invalid_grant',
      json(400, { error: 'invalid_grant', error_description: 'Refresh token expired' }),
      'invalid_grant',
    ],
    ['invalid_grant without a description', json(400, { error: 'invalid_grant' }), 'invalid_grant'],
    ['invalid_client', json(401, { error: 'invalid_client' }), 'invalid_client'],
    ['invalid_request', json(400, { error: 'invalid_request' }), 'invalid_request'],
  ];
  for (const [what, answer, code] of refusedWith) {
    it(`refuses with ${what}`, async () => {
      misbehave(answer);
      await assert.rejects(refresh(), (error) => error instanceof GrantRefused && error.code === code);
    });
  }

  it('refuses an invented refresh token and an unknown client by name', async () => {
    await assert.rejects(
      refresh('AQinvented'),
      (error) => error instanceof GrantRefused && error.code === 'invalid_grant',
    );
    await assert.rejects(
      refresh(refreshToken, 'f'.repeat(32)),
      (error) => error instanceof GrantRefused && error.code === 'invalid_client',
    );
  });

  const refused = (status: number): ApiProblem => ({ kind: 'refused', status });
  const challenge: Fault = {
    kind: 'reply',
    reply: { status: 401, headers: { 'www-authenticate': 'Basic realm="spotify"' }, body: '' },
  };
  const problems: readonly (readonly [what: string, misbehave: Fault, problem: ApiProblem])[] = [
    ['500', fault.serverError({ status: 500 }), refused(500)],
    ['502 in HTML', fault.serverError({ status: 502, body: 'html' }), refused(502)],
    ['503 without a body', fault.serverError({ status: 503, body: 'empty' }), refused(503)],
    ['500 that says invalid_grant', json(500, { error: 'invalid_grant' }), refused(500)],
    ['503 that says server_error', json(503, { error: 'server_error' }), refused(503)],
    ['400 in HTML', fault.body(400, 'text/html', '<p>invalid_grant'), refused(400)],
    ['400 that says nothing', json(400, {}), refused(400)],
    ['400 with a sentence for a code', json(400, { error: 'Bad request: a=b' }), refused(400)],
    ['403 without a body', fault.body(403, 'text/plain', ''), { kind: 'forbidden' }],
    ['403 for the country', fault.notInCountry(), { kind: 'notInCountry' }],
    ['401 with a challenge', challenge, refused(401)],
    ['a captive portal', fault.captivePortal(), { kind: 'unreadable' }],
    ['half a JSON', fault.unreadable(), { kind: 'unreadable' }],
    ['an empty 200', fault.emptyOk(), { kind: 'unexpected' }],
    ['204', { kind: 'reply', reply: { status: 204, headers: {}, body: '' } }, { kind: 'unexpected' }],
    ['a redirect', fault.body(302, 'text/html', ''), { kind: 'unreadable' }],
    ['JSON without a token', json(200, {}), { kind: 'unexpected' }],
    ['null', json(200, null), { kind: 'unexpected' }],
    ['a list', json(200, []), { kind: 'unexpected' }],
    ['an empty access token', json(200, { ...good, access_token: '' }), { kind: 'unexpected' }],
    ['a token of another type', json(200, { ...good, token_type: 'mac' }), { kind: 'unexpected' }],
    ['a connection that breaks in the middle', fault.truncated(), { kind: 'offline' }],
    ['a connection that breaks at once', fault.reset(), { kind: 'offline' }],
  ];
  for (const [what, answer, problem] of problems) {
    it(`has a problem with ${what}, which says nothing about the session`, async () => {
      misbehave(answer);
      await assert.rejects(refresh(), (error) => {
        assert.ok(error instanceof ApiProblemError, String(error));
        assert.deepEqual(error.problem, problem);
        return true;
      });
    });
  }

  it('is left alone for as long as it asks for, whatever it calls that', async () => {
    const headers = { 'content-type': 'application/json', 'retry-after': '5' };
    const body = JSON.stringify({ error: 'rate_limited' });
    misbehave({ kind: 'reply', reply: { status: 429, headers, body } });
    await assert.rejects(refresh(), (error) => {
      assert.ok(error instanceof ApiProblemError, String(error));
      assert.deepEqual(error.problem, { kind: 'limited', until: bench.clock.now() + 5000, quota: false });
      return true;
    });
  });

  for (const body of ['text', 'json'] as const) {
    it(`is left alone for as long as it asks for with 429 in ${body}`, async () => {
      misbehave(fault.rateLimit({ retryAfter: 5, body }));
      await assert.rejects(refresh(), (error) => {
        assert.ok(error instanceof ApiProblemError, String(error));
        assert.deepEqual(error.problem, { kind: 'limited', until: bench.clock.now() + 5000, quota: false });
        return true;
      });
    });
  }

  it('is not asked with an answer that has another state', async () => {
    const request = {
      clientId: 'x',
      redirectUri: 'http://127.0.0.1/callback',
      state: 'mine',
      codeVerifier: 'v'.repeat(43),
    };
    const answer = new URLSearchParams({ code: 'AQcode', state: 'theirs' });
    await assert.rejects(bench.endpoint.exchange(bench.endpoints, request, answer), ApiProblemError);
    assert.equal(bench.tokenRequests, 0);
  });

  it('is not asked with an answer that has no code', async () => {
    const request = {
      clientId: 'x',
      redirectUri: 'http://127.0.0.1/callback',
      state: 'mine',
      codeVerifier: 'v'.repeat(43),
    };
    const answer = new URLSearchParams({ state: 'mine' });
    await assert.rejects(bench.endpoint.exchange(bench.endpoints, request, answer), ApiProblemError);
    assert.equal(bench.tokenRequests, 0);
  });
});
