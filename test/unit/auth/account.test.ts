import assert from 'node:assert/strict';
import { Account, type AuthorizationResult } from '../../../src/auth/account';
import { Authorizer } from '../../../src/auth/oauth/authorization';
import { Callbacks } from '../../../src/auth/oauth/callbacks';
import type { Host } from '../../../src/auth/oauth/flows';
import { randomText } from '../../../src/auth/oauth/tokenEndpoint';
import { ApiProblemError, type ApiProblem } from '../../../src/model/errors/apiProblem';
import { Cancelled } from '../../../src/model/errors/userFacingError';
import { http } from '../../../src/platform/node/http';
import { loopbackPages } from '../../../src/messages/signInEnds';
import { openLoopback } from '../../../src/platform/node/loopback';
import { SpotifyClient, type AccessToken } from '../../../src/spotify/client';
import { scopes } from '../../../src/spotify/requests';
import { fault, type Fault } from '../../spotify';
import { asked, Bench, press, until } from '../support';

describe('the account', () => {
  let bench: Bench;
  let account: Account;
  /** What the conversation with the user comes to; by default the user agrees. */
  let converse: () => Promise<AuthorizationResult>;
  let activity: boolean[];
  /** What the user is told besides. */
  let told: ApiProblem[];
  /** Whom the user is told to be signed in as. */
  let welcomed: (string | undefined)[];

  beforeEach(async () => {
    bench = await Bench.start();
    converse = agree;
    activity = [];
    told = [];
    welcomed = [];
    const signInDelegate = {
      requestAuthorization: () => converse(),
      profile,
      showSignedIn: (name: string | undefined) => welcomed.push(name),
      showProblem: (one: ApiProblem) => told.push(one),
    };
    account = new Account(signInDelegate, bench.sessions, bench.tokens, bench.clock, bench.log);
    account.onDidChangeActivity((active) => activity.push(active));
  });
  afterEach(() => {
    account.dispose();
    return bench.close();
  });

  async function agree(): Promise<AuthorizationResult> {
    const callbacks = new Callbacks(bench.clock);
    const { clientId } = bench.spotify.apps.default;
    const callback = 'vscode://earshot.earshot-for-spotify/callback';
    const host: Host = { desktop: true, local: true, callback, externalCallback: callback };
    const app = { clientId, endpoints: bench.endpoints };
    const authorization = await new Authorizer(callbacks, bench.endpoint, openLoopback(loopbackPages)).begin(
      'loopback',
      randomText(),
      host,
      app,
    );
    await fetch((await press(authorization.url)).location);
    return { ...app, flow: 'loopback', reply: await authorization.tokens };
  }

  function profile(token: AccessToken) {
    const tokens = { get: () => Promise.resolve(token), refresh: () => Promise.resolve(token) };
    return new SpotifyClient(http, tokens, bench.requestLog, bench.clock, bench.log).profile();
  }

  it('is there after signing in, with its name and everything that the session needs', async () => {
    const session = await account.signIn();
    assert.deepEqual(await bench.sessions.read(), { kind: 'signedIn', session });
    assert.deepEqual(session, {
      id: session.id,
      issuer: bench.spotify.url,
      clientId: bench.spotify.apps.default.clientId,
      refreshToken: bench.spotify.tokens.refreshTokens[0]?.value,
      scopes: [...scopes],
      flow: 'loopback',
      authorizedAt: bench.clock.now(),
      account: { id: 'acc7q2m4x9v0', name: 'Wren Hedge' },
    });
    assert.match(session.id, /^[\w-]{43}$/);
  });

  it('can be used at once, without a refresh', async () => {
    const session = await account.signIn();
    assert.equal(bench.tokens.peek(session), bench.spotify.tokens.accessTokens[0]?.value);
    await bench.client.player();
    assert.equal(bench.tokenRequests, 1);
  });

  it('has another session each time', async () => {
    assert.notEqual((await account.signIn()).id, (await account.signIn()).id);
  });

  it('is there without a name when Spotify refuses to serve it', async () => {
    bench.spotify.apps.default.users = [];
    const session = await account.signIn();
    assert.deepEqual(session.account, { id: 'unknown', name: 'Spotify' });
    assert.deepEqual(welcomed, [undefined]);
    assert.deepEqual(await bench.sessions.read(), { kind: 'signedIn', session });
    assert.match(bench.log.text, /warn Cannot get the profile: ApiProblemError/);
  });

  const problems: readonly (readonly [what: string, misbehave: Fault, told: readonly ApiProblem[]])[] = [
    [
      'that the account is not listed',
      fault.body(403, 'text/plain', 'The user is not registered for this application.'),
      [{ kind: 'notRegistered' }],
    ],
    [
      'that the owner of the app needs Premium',
      fault.body(403, 'text/plain', 'Active premium subscription required for the owner of the app.'),
      [{ kind: 'ownerNeedsPremium' }],
    ],
    ['that it does not serve the country', fault.notInCountry(), [{ kind: 'notInCountry' }]],
    ['no, and not why', fault.body(403, 'text/plain', ''), [{ kind: 'forbidden' }]],
    // The profile alone may want a scope that nothing else does.
    ['that a scope is missing', fault.body(403, 'text/plain', 'Insufficient client scope'), []],
    ['nothing, for a fault of its own', fault.serverError({ status: 503 }), []],
  ];
  for (const [what, misbehave, expected] of problems) {
    it(`tells at once when Spotify says ${what}`, async () => {
      bench.spotify.faults.add(misbehave, { path: /\/me$/ });
      const session = await account.signIn();
      assert.deepEqual(told, expected);
      assert.deepEqual(await bench.sessions.read(), { kind: 'signedIn', session });
    });
  }

  it('tells nothing but who it is when Spotify says so', async () => {
    await account.signIn();
    assert.deepEqual(told, []);
    assert.deepEqual(welcomed, ['Wren Hedge']);
  });

  for (const [what, misbehave] of [
    ['is a captive portal’s', fault.captivePortal()],
    ['breaks off', fault.reset()],
    ['is a failure', fault.serverError({ status: 503, body: 'html' })],
  ] as const) {
    it(`is there without a name when the answer to who it is ${what}`, async () => {
      bench.spotify.faults.add(misbehave, { times: Infinity });
      assert.equal((await account.signIn()).account.name, 'Spotify');
    });
  }

  it('is not there when Spotify gave no refresh token', async () => {
    const authorization = await agree();
    converse = () =>
      Promise.resolve({
        ...authorization,
        reply: { ...authorization.reply, refreshToken: undefined },
      });
    await assert.rejects(account.signIn(), (error) => {
      assert.ok(error instanceof ApiProblemError, String(error));
      assert.deepEqual(error.problem, { kind: 'unexpected' });
      return true;
    });
    assert.equal(bench.keychain.values.size, 0);
  });

  it('has the scopes that Spotify granted, or those asked for where it does not say', async () => {
    const authorization = await agree();
    const session = (got: readonly string[] | undefined) => {
      converse = () => Promise.resolve({ ...authorization, reply: { ...authorization.reply, scopes: got } });
      return account.signIn();
    };
    assert.deepEqual((await session(['one'])).scopes, ['one']);
    assert.deepEqual((await session(undefined)).scopes, scopes);
  });

  it('stays as it was when another sign-in fails', async () => {
    const session = await account.signIn();
    const before = new Map(bench.keychain.values);
    for (const failure of [new Cancelled(), new ApiProblemError({ kind: 'offline' })]) {
      converse = () => Promise.reject(failure);
      await assert.rejects(account.signIn(), failure);
    }
    assert.deepEqual(bench.keychain.values, before);
    assert.deepEqual(bench.sessions.state, { kind: 'signedIn', session });
    assert.ok(bench.tokens.peek(session));
    assert.equal((await bench.client.player()).kind, 'nothing');
  });

  it('is there until the new one is', async () => {
    const first = await account.signIn();
    let finish = () => {};
    converse = async () => {
      await new Promise<void>((resolve) => (finish = resolve));
      return agree();
    };
    const signingIn = account.signIn();
    assert.deepEqual(await bench.sessions.read(), { kind: 'signedIn', session: first });
    finish();
    const second = await signingIn;
    assert.deepEqual(await bench.sessions.read(), { kind: 'signedIn', session: second });
  });

  it('is not there after a sign-out while Spotify is asked whose it is', async () => {
    const held = fault.held();
    bench.spotify.faults.add(held, { path: /^\/v1\/me$/ });
    const refused = assert.rejects(account.signIn(), Cancelled);
    await until(() => asked(bench.spotify, '/v1/me').length === 1);
    await account.signOut();
    held.release();
    await refused;
    assert.equal((await bench.sessions.read()).kind, 'signedOut');
    assert.equal(bench.keychain.values.size, 0);
    assert.ok(await account.signIn());
  });

  it('leaves nothing behind when it signs out', async () => {
    const session = await account.signIn();
    await account.signOut();
    assert.equal(bench.keychain.values.size, 0);
    assert.equal(bench.tokens.peek(session), undefined);
    assert.equal((await bench.sessions.read()).kind, 'signedOut');
  });

  it('leaves no secret in the log', async () => {
    await account.signIn();
    await account.signOut();
    assert.match(bench.log.text, /info Signed in by loopback/);
    assert.match(bench.log.text, /info Signed out/);
    for (const secret of bench.spotify.secrets) {
      assert.ok(!bench.log.text.includes(secret));
    }
  });

  it('tells of a sign-in that is under way, from its beginning to its end', async () => {
    await account.signIn();
    assert.deepEqual(activity, [true, false]);
    converse = () => Promise.reject(new Cancelled());
    await assert.rejects(account.signIn(), Cancelled);
    assert.deepEqual(activity, [true, false, true, false]);
  });

  it('tells of sign-ins that overlap as of one', async () => {
    const ends: ((error: Error) => void)[] = [];
    converse = () => new Promise((_, reject) => ends.push(reject));
    const first = account.signIn();
    const second = account.signIn();
    assert.deepEqual(activity, [true]);
    ends[0]?.(new Cancelled());
    await assert.rejects(first, Cancelled);
    assert.deepEqual(activity, [true]);
    ends[1]?.(new Cancelled());
    await assert.rejects(second, Cancelled);
    assert.deepEqual(activity, [true, false]);
  });
});
