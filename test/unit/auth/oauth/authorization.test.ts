import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Authorizer, type Authorization } from '../../../../src/auth/oauth/authorization';
import { Callbacks, NoAnswer } from '../../../../src/auth/oauth/callbacks';
import type { Host } from '../../../../src/auth/oauth/flows';
import { AuthorizationRefused, GrantRefused, randomText } from '../../../../src/auth/oauth/tokenEndpoint';
import type { FlowName } from '../../../../src/model/account';
import { ApiProblemError } from '../../../../src/model/errors/apiProblem';
import { Cancelled } from '../../../../src/model/errors/userFacingError';
import { loopbackPages } from '../../../../src/messages/signInEnds';
import { openLoopback } from '../../../../src/platform/node/loopback';
import { scopes } from '../../../../src/spotify/requests';
import { fault } from '../../../spotify';
import { asked, Bench, hour, minute, press, queryOf, turns } from '../../support';

describe('signing in', () => {
  let bench: Bench;
  let callbacks: Callbacks;
  let authorizer: Authorizer;
  let nonce: string;
  let host: Host;
  let begun: Authorization[];

  beforeEach(async () => {
    bench = await Bench.start();
    callbacks = new Callbacks(bench.clock);
    authorizer = new Authorizer(callbacks, bench.endpoint, openLoopback(loopbackPages));
    nonce = randomText();
    const callback = 'vscode://earshot.earshot-for-spotify/callback';
    host = {
      desktop: true,
      local: true,
      callback,
      externalCallback: `${callback}?nonce=${nonce}&windowId=2`,
    };
    begun = [];
  });
  afterEach(async () => {
    for (const authorization of begun) authorization.dispose();
    await bench.close();
  });

  async function begin(flow: FlowName, showDialog = false): Promise<Authorization> {
    const { clientId } = bench.spotify.apps.default;
    const app = { clientId, endpoints: bench.endpoints, showDialog };
    const authorization = await authorizer.begin(flow, nonce, host, app);
    begun.push(authorization);
    return authorization;
  }

  const sent = (authorization: Authorization, name: string) =>
    new URL(authorization.url).searchParams.get(name) ?? '';
  const form = () => new URLSearchParams(asked(bench.spotify, '/api/token')[0]?.body);
  const get = (url: string) => fetch(url, { redirect: 'manual' });

  /** Where the relay sends the browser. */
  async function relayed(relayedUrl: string): Promise<string> {
    const { location } = await press(relayedUrl);
    return (await get(location)).headers.get('location') ?? '';
  }

  it('through this machine brings tokens with which Spotify answers', async () => {
    const authorization = await begin('loopback');
    const { location } = await press(authorization.url);
    assert.match(location, /^http:\/\/127\.0\.0\.1:\d+\/callback\?code=/);
    const page = await get(location);
    assert.equal(page.status, 200);
    assert.match(await page.text(), /Done\. You can close this page/);
    const { accessToken, refreshToken, expiresInMs, scopes: got } = await authorization.tokens;
    assert.equal(expiresInMs, hour);
    assert.deepEqual(got, scopes);
    assert.equal(refreshToken, bench.spotify.tokens.refreshTokens[0]?.value);
    const me = await fetch(`${bench.endpoints.api}/me`, {
      headers: { Authorization: `Bearer ${accessToken}` },
    });
    assert.equal(me.status, 200);
    assert.equal(bench.clock.waiting, 0);
  });

  it('through this machine names the same address, with its port, to both', async () => {
    const authorization = await begin('loopback');
    await get((await press(authorization.url)).location);
    await authorization.tokens;
    assert.match(sent(authorization, 'redirect_uri'), /^http:\/\/127\.0\.0\.1:\d+\/callback$/);
    assert.equal(form().get('redirect_uri'), sent(authorization, 'redirect_uri'));
  });

  it('sends a code verifier that matches the challenge (PKCE)', async () => {
    const authorization = await begin('loopback');
    await get((await press(authorization.url)).location);
    await authorization.tokens;
    const query = asked(bench.spotify, '/authorize')[0]?.query;
    const verifier = form().get('code_verifier') ?? '';
    assert.match(verifier, /^[A-Za-z0-9_.~-]{43,128}$/);
    assert.equal(query?.get('code_challenge_method'), 'S256');
    assert.equal(query.get('code_challenge'), createHash('sha256').update(verifier).digest('base64url'));
    assert.equal(form().get('grant_type'), 'authorization_code');
    assert.equal(form().has('client_secret'), false);
    assert.equal(asked(bench.spotify, '/api/token')[0]?.headers.authorization, undefined);
    assert.ok(!authorization.url.includes(verifier));
  });

  it('is of no use to somebody who caught the code but has another verifier (PKCE)', async () => {
    const [mine, theirs] = [await begin('paste'), await begin('paste')];
    const { location } = await press(mine.url);
    const refused = assert.rejects(
      theirs.tokens,
      (error) => error instanceof GrantRefused && error.code === 'invalid_grant',
    );
    theirs.receive(queryOf(location));
    await refused;
  });

  it('has another verifier and another challenge each time', async () => {
    const challenges = [await begin('paste'), await begin('paste')].map((one) => sent(one, 'code_challenge'));
    assert.notEqual(challenges[0], challenges[1]);
  });

  it('through the relay survives any editor on the way to the browser', async () => {
    const authorization = await begin('relay');
    assert.equal(sent(authorization, 'redirect_uri'), bench.endpoints.relay);
    const location = await relayed(authorization.url);
    assert.ok(location.startsWith(`${host.externalCallback}&code=`));
    assert.equal(callbacks.receive(queryOf(location)), 'taken');
    assert.ok((await authorization.tokens).accessToken);
    assert.equal(form().get('redirect_uri'), bench.endpoints.relay);
  });

  it('through the relay survives an editor that decodes the address once', async () => {
    const authorization = await begin('relay');
    const location = await relayed(decodeURIComponent(authorization.url));
    assert.ok(
      location.startsWith(`${host.externalCallback}&code=`),
      'The callback lost a part of its address.',
    );
    assert.equal(callbacks.receive(queryOf(location)), 'taken');
    assert.ok((await authorization.tokens).accessToken);
  });

  it('through the relay survives an editor that encodes the address once more', async () => {
    const authorization = await begin('relay');
    const { location } = await press(authorization.url);
    const code = new URL(location).searchParams.get('code') ?? '';
    const state = encodeURIComponent(sent(authorization, 'state'));
    const query = new URLSearchParams({ nonce, windowId: '2', code, state });
    assert.equal(callbacks.receive(query.toString()), 'taken');
    assert.ok((await authorization.tokens).accessToken);
  });

  it('through the relay survives an editor that decodes the callback once', async () => {
    const authorization = await begin('relay');
    const query = queryOf(await relayed(authorization.url));
    assert.equal(callbacks.receive(decodeURIComponent(query)), 'taken');
    assert.ok((await authorization.tokens).accessToken);
  });

  it('straight to the editor brings tokens', async () => {
    const authorization = await begin('direct');
    const { location } = await press(authorization.url);
    assert.ok(location.startsWith(`${host.callback}?code=`));
    assert.equal(callbacks.receive(queryOf(location)), 'taken');
    assert.ok((await authorization.tokens).refreshToken);
    assert.equal(form().get('redirect_uri'), host.callback);
  });

  it('by copy and paste brings tokens', async () => {
    const authorization = await begin('paste');
    const { location } = await press(authorization.url);
    assert.ok(location.startsWith('http://127.0.0.1/callback?code='));
    assert.equal(authorization.receive(new URL(location).search), 'taken');
    assert.ok((await authorization.tokens).refreshToken);
  });

  for (const flow of ['relay', 'direct', 'loopback', 'paste'] as const) {
    it(`by ${flow} asks for a code, all scopes and nothing superfluous`, async () => {
      const authorization = await begin(flow);
      const { searchParams } = new URL(authorization.url);
      assert.deepEqual([...searchParams.keys()].sort(), [
        'client_id',
        'code_challenge',
        'code_challenge_method',
        'redirect_uri',
        'response_type',
        'scope',
        'state',
      ]);
      assert.equal(searchParams.get('response_type'), 'code');
      assert.deepEqual(searchParams.get('scope')?.split(' '), scopes);
      assert.doesNotMatch(authorization.url, /\+/);
      assert.ok(decodeURIComponent(searchParams.get('state') ?? '').includes(nonce));
    });
  }

  it('lets Spotify sign in whom it knows, unless it is to show its page', async () => {
    bench.spotify.apps.default.remembersConsent = true;
    const first = await begin('paste');
    first.receive(queryOf((await press(first.url)).location));
    await first.tokens;
    const bounced = await get((await begin('paste')).url);
    assert.equal(bounced.status, 302);
    const asked = await get((await begin('paste', true)).url);
    assert.equal(asked.status, 200);
    assert.match(await asked.text(), /name="ticket"/);
  });

  it('reports an error by its code', async () => {
    const authorization = await begin('loopback');
    const refused = assert.rejects(
      authorization.tokens,
      (error) => error instanceof AuthorizationRefused && error.code === 'access_denied',
    );
    const page = await get((await press(authorization.url, 'cancel')).location);
    assert.equal(page.status, 200);
    assert.match(await page.text(), /Sign-in was cancelled/);
    await refused;
    assert.equal(bench.tokenRequests, 0);
  });

  it('is not ended by an answer with a wrong state', async () => {
    const authorization = await begin('loopback');
    const { location } = await press(authorization.url);
    for (const state of ['an0ther', '']) {
      const wrong = new URL(location);
      wrong.searchParams.set('state', state);
      const page = await get(wrong.href);
      assert.equal(page.status, 400);
      assert.match(await page.text(), /belongs to another sign-in/);
    }
    assert.equal(bench.tokenRequests, 0);
    assert.equal((await get(location)).status, 200);
    assert.ok((await authorization.tokens).accessToken);
  });

  it('uses an answer once', async () => {
    const authorization = await begin('direct');
    const query = queryOf((await press(authorization.url)).location);
    callbacks.receive(query);
    await authorization.tokens;
    assert.equal(callbacks.receive(query), 'unknown');
    assert.equal(bench.tokenRequests, 1);
  });

  it('closes its port after the answer', async () => {
    const authorization = await begin('loopback');
    const { location } = await press(authorization.url);
    await get(location);
    await authorization.tokens;
    await assert.rejects(get(location), TypeError);
  });

  it('ends when no answer comes within ten minutes, and closes its port', async () => {
    const authorization = await begin('loopback');
    const { location } = await press(authorization.url);
    const refused = assert.rejects(authorization.tokens, NoAnswer);
    await bench.clock.advance(10 * minute);
    await refused;
    await assert.rejects(get(location), TypeError);
    assert.equal(callbacks.receive(queryOf(location)), 'unknown');
    assert.equal(bench.tokenRequests, 0);
  });

  it('that is given up is cancelled, and closes its port', async () => {
    const authorization = await begin('loopback');
    const { location } = await press(authorization.url);
    authorization.dispose();
    await assert.rejects(authorization.tokens, Cancelled);
    await assert.rejects(get(location), TypeError);
    assert.equal(bench.clock.waiting, 0);
  });

  it('that is given up before anyone waits for it is no error that nobody handles', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    (await begin('direct')).dispose();
    await turns();
    process.off('unhandledRejection', note);
    assert.deepEqual(unhandled, []);
    assert.equal(bench.clock.waiting, 0);
  });

  it('fails in silence but for its own error when no port can be opened', async () => {
    const failure = new Error('no port');
    authorizer = new Authorizer(callbacks, bench.endpoint, () => Promise.reject(failure));
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    await assert.rejects(begin('loopback'), failure);
    await turns();
    process.off('unhandledRejection', note);
    assert.deepEqual(unhandled, []);
    assert.equal(bench.clock.waiting, 0);
  });

  it('says that Spotify cannot be reached when the exchange breaks', async () => {
    bench.spotify.faults.add(fault.reset(), { path: /token/ });
    const authorization = await begin('direct');
    callbacks.receive(queryOf((await press(authorization.url)).location));
    await assert.rejects(
      authorization.tokens,
      (error) => error instanceof ApiProblemError && error.problem.kind === 'offline',
    );
  });

  it('is not called back at all where the redirect URI is not registered', async () => {
    bench.spotify.apps.default.redirectUris = [];
    const authorization = await begin('direct');
    const page = await get(authorization.url);
    assert.equal(page.status, 400);
    assert.equal(bench.clock.waiting, 1);
  });
});
