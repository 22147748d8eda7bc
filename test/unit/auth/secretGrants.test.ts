import assert from 'node:assert/strict';
import { Account, type AuthorizationResult } from '../../../src/auth/account';
import { validateRefreshToken } from '../../../src/auth/manualToken';
import { Authorizer } from '../../../src/auth/oauth/authorization';
import { Callbacks } from '../../../src/auth/oauth/callbacks';
import type { Host } from '../../../src/auth/oauth/flows';
import { GrantRefused, randomText, TokenEndpoint } from '../../../src/auth/oauth/tokenEndpoint';
import { readRecord } from '../../../src/auth/session/session';
import { Tokens } from '../../../src/auth/tokens';
import { ApiProblemError, type ApiProblem } from '../../../src/model/errors/apiProblem';
import { http } from '../../../src/platform/node/http';
import { loopbackPages } from '../../../src/messages/signInEnds';
import { openLoopback } from '../../../src/platform/node/loopback';
import { SpotifyClient, type AccessToken } from '../../../src/spotify/client';
import { scopes } from '../../../src/spotify/requests';
import { fault } from '../../spotify';
import { asked, Bench, granted, hour, press, until } from '../support';

/** Somebody at the stand-in, with an app that has a secret. */
class AppOwner {
  readonly account: Account;

  private constructor(readonly bench: Bench) {
    const signInDelegate = {
      requestAuthorization: () => this.agree(),
      profile: (token: AccessToken) => {
        const tokens = { get: () => Promise.resolve(token), refresh: () => Promise.resolve(token) };
        return new SpotifyClient(http, tokens, bench.requestLog, bench.clock, bench.log).profile();
      },
      showSignedIn: () => undefined,
      showProblem: (problem: ApiProblem) => assert.fail(problem.kind),
    };
    this.account = new Account(signInDelegate, bench.sessions, bench.tokens, bench.clock, bench.log);
  }

  static async arrive(): Promise<AppOwner> {
    return new AppOwner(await Bench.start());
  }

  get app() {
    return this.bench.spotify.apps.default;
  }

  keepSecret(secret = this.app.clientSecret): Promise<void> {
    return this.bench.secrets.keep(this.bench.endpoints.accounts, this.app.clientId, secret);
  }

  async agree(): Promise<AuthorizationResult> {
    const { bench } = this;
    const callback = 'vscode://earshot.earshot-for-spotify/callback';
    const host: Host = { desktop: true, local: true, callback, externalCallback: callback };
    const app = { clientId: this.app.clientId, endpoints: bench.endpoints };
    const authorizer = new Authorizer(
      new Callbacks(bench.clock),
      bench.endpoint,
      openLoopback(loopbackPages),
    );
    const authorization = await authorizer.begin('loopback', randomText(), host, app);
    await fetch((await press(authorization.url)).location);
    return { ...app, flow: 'loopback', reply: await authorization.tokens };
  }

  /** A refresh token, as somebody makes it by hand, with the client secret and without PKCE or the other way round. */
  manualToken(pkce: boolean, got: readonly string[] = scopes, clientId = this.app.clientId): string {
    const { tokens, user, now } = this.bench.spotify;
    return tokens.issueRefresh({ clientId, userId: user.id, scopes: got, authorizedAt: now() }, pkce).value;
  }

  validateRefreshToken(refreshToken: string, secret: string | undefined): Promise<AuthorizationResult> {
    const { endpoints, endpoint } = this.bench;
    return validateRefreshToken(endpoint, { endpoints, clientId: this.app.clientId, secret, refreshToken });
  }

  /** What `Account` does with a refresh token that was typed in. */
  async use(refreshToken: string, secret: string | undefined) {
    const authorization = await this.validateRefreshToken(refreshToken, secret);
    const session = await this.account.validate(authorization);
    await this.account.begin(session, authorization);
    return session;
  }

  /** The requests to the token endpoint: how each proved who it is, and its form. */
  get proofs(): readonly { readonly basic: string | undefined; readonly form: URLSearchParams }[] {
    return asked(this.bench.spotify, '/api/token').map(({ headers, body }) => ({
      basic: headers.authorization,
      form: new URLSearchParams(body),
    }));
  }

  get basic(): string {
    const { clientId, clientSecret } = this.app;
    return `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  }

  close(): Promise<void> {
    this.account.dispose();
    return this.bench.close();
  }
}

const failsWith = (kind: ApiProblem['kind']) => (error: unknown) =>
  error instanceof ApiProblemError && error.problem.kind === kind;
const refused = (code: string) => (error: unknown) => error instanceof GrantRefused && error.code === code;
const wrong = '0'.repeat(32);

describe('with a client secret', () => {
  let owner: AppOwner;
  beforeEach(async () => {
    owner = await AppOwner.arrive();
  });
  afterEach(() => owner.close());

  it('a sign-in shows it by HTTP Basic, and the verifier too', async () => {
    await owner.keepSecret();
    const session = await owner.account.signIn();
    assert.equal(session.grant, 'secret');
    const [proof] = owner.proofs;
    assert.equal(proof?.basic, owner.basic);
    assert.match(proof.form.get('code_verifier') ?? '', /^[\w-]{43}$/);
    assert.equal(proof.form.has('client_secret'), false);
  });

  it('a session is refreshed with it', async () => {
    await owner.keepSecret();
    await owner.account.signIn();
    await owner.bench.clock.advance(hour);
    await owner.bench.tokens.get();
    assert.equal(owner.proofs[1]?.form.get('grant_type'), 'refresh_token');
    assert.equal(owner.proofs[1].basic, owner.basic);
  });

  it('a session from before is refreshed without it', async () => {
    const session = await owner.account.signIn();
    assert.equal(session.grant, undefined);
    await owner.keepSecret();
    await owner.bench.clock.advance(hour);
    await owner.bench.tokens.get();
    assert.deepEqual(
      owner.proofs.map(({ basic }) => basic),
      [undefined, undefined],
    );
  });

  it('of another app, a sign-in goes without', async () => {
    await owner.bench.secrets.keep(owner.bench.endpoints.accounts, 'f'.repeat(32), wrong);
    await owner.bench.secrets.keep('https://accounts.spotify.com', owner.app.clientId, wrong);
    await owner.account.signIn();
    assert.equal(owner.proofs[0]?.basic, undefined);
  });

  it('that is wrong, a sign-in fails by name, and the session before stays', async () => {
    const session = await owner.account.signIn();
    await owner.keepSecret(wrong);
    await assert.rejects(owner.account.signIn(), failsWith('secretWrong'));
    assert.deepEqual(await owner.bench.sessions.read(), { kind: 'signedIn', session });
  });

  it('that is wrong, a refresh fails by name; with the right one the session goes on', async () => {
    await owner.keepSecret();
    const session = await owner.account.signIn();
    const before = owner.bench.keychain.values.get('earshot.session');
    await owner.keepSecret(wrong);
    await owner.bench.clock.advance(hour);
    await assert.rejects(owner.bench.tokens.get(), failsWith('secretWrong'));
    assert.deepEqual(await owner.bench.sessions.read(), { kind: 'signedIn', session });
    assert.equal(owner.bench.keychain.values.get('earshot.session'), before);
    await owner.keepSecret();
    assert.equal(
      (await owner.bench.tokens.get()).value,
      owner.bench.spotify.tokens.accessTokens.at(-1)?.value,
    );
  });

  it('that has just been put right, a session goes on at once, whatever is still asked with the wrong one', async () => {
    await owner.keepSecret();
    await owner.account.signIn();
    await owner.keepSecret(wrong);
    await owner.bench.clock.advance(hour);
    const held = fault.held();
    owner.bench.spotify.faults.add(held, { path: /^\/api\/token$/, times: 1 });
    const before = owner.bench.tokenRequests;
    const refused = assert.rejects(owner.bench.tokens.get(), failsWith('secretWrong'));
    await until(() => owner.bench.tokenRequests > before);
    await owner.keepSecret();
    owner.bench.tokens.forget();
    const good = await owner.bench.tokens.get();
    held.release();
    await refused;
    assert.deepEqual(await owner.bench.tokens.get(), good);
  });

  it('is proved by itself, for its own app only, and nothing is kept by that', async () => {
    const { endpoint, endpoints, keychain } = owner.bench;
    const { clientId, clientSecret } = owner.app;
    const reply = await endpoint.clientCredentials(endpoints, clientId, clientSecret);
    assert.equal(reply.refreshToken, undefined);
    assert.deepEqual(
      owner.proofs.map(({ basic, form }) => [basic, form.get('grant_type')]),
      [[owner.basic, 'client_credentials']],
    );
    await assert.rejects(endpoint.clientCredentials(endpoints, clientId, wrong), failsWith('secretWrong'));
    await assert.rejects(
      endpoint.clientCredentials(endpoints, clientSecret, clientId),
      failsWith('secretWrong'),
    );
    assert.equal(keychain.values.size, 0);
  });

  it('cannot be shown by a browser: a session that needs it fails by that name, and without a request', async () => {
    await owner.keepSecret();
    const session = await owner.account.signIn();
    const { clock, endpoints, log, sessions, tokenRequests } = owner.bench;
    const tokens = new Tokens(sessions, new TokenEndpoint(http, clock), () => endpoints, clock, log);
    await assert.rejects(tokens.get(), failsWith('secretUnusable'));
    assert.equal(owner.bench.tokenRequests, tokenRequests);
    assert.deepEqual(await sessions.read(), { kind: 'signedIn', session });
  });

  it('that is gone, a refresh fails by name and without a request; the session stays', async () => {
    await owner.keepSecret();
    const session = await owner.account.signIn();
    await owner.bench.secrets.clear();
    await owner.bench.clock.advance(hour);
    await assert.rejects(owner.bench.tokens.get(), failsWith('secretMissing'));
    assert.equal(owner.bench.tokenRequests, 1);
    assert.deepEqual(await owner.bench.sessions.read(), { kind: 'signedIn', session });
  });

  it('a dead refresh token still ends the session', async () => {
    await owner.keepSecret();
    await owner.account.signIn();
    owner.bench.spotify.tokens.revokeRefreshTokens();
    await owner.bench.clock.advance(hour);
    await assert.rejects(owner.bench.whileTimeGoesOn(owner.bench.tokens.get()));
    assert.deepEqual(await owner.bench.sessions.read(), { kind: 'ended', why: 'revoked' });
  });

  it('nothing of it is in the log', async () => {
    await owner.keepSecret();
    await owner.account.signIn();
    await owner.keepSecret(wrong);
    await owner.bench.clock.advance(hour);
    await assert.rejects(owner.bench.tokens.get());
    assert.match(owner.bench.log.text, /Signed in/);
    for (const secret of owner.bench.spotify.secrets) assert.ok(!owner.bench.log.text.includes(secret));
  });

  it('signing out leaves it, and nothing else', async () => {
    await owner.keepSecret();
    await owner.account.signIn();
    await owner.account.signOut();
    assert.equal(owner.bench.keychain.values.size, 1);
    assert.equal(await owner.bench.secrets.any(), true);
  });
});

describe('a refresh token of the user’s own', () => {
  let owner: AppOwner;
  beforeEach(async () => {
    owner = await AppOwner.arrive();
  });
  afterEach(() => owner.close());

  it('with the secret is a session after one refresh and one question who it is', async () => {
    await owner.keepSecret();
    const token = owner.manualToken(false);
    const session = await owner.use(token, owner.app.clientSecret);
    assert.deepEqual(session, {
      id: session.id,
      issuer: owner.bench.spotify.url,
      clientId: owner.app.clientId,
      refreshToken: token,
      scopes: [...scopes],
      flow: 'manual',
      grant: 'secret',
      authorizedAt: owner.bench.clock.now(),
      authorizedEarlier: true,
      account: { id: 'acc7q2m4x9v0', name: 'Wren Hedge' },
    });
    assert.deepEqual(
      owner.bench.spotify.requests.map(({ path }) => path),
      ['/api/token', '/v1/me'],
    );
    assert.equal((await owner.bench.client.player()).kind, 'nothing');
    await owner.bench.clock.advance(hour);
    assert.ok((await owner.bench.tokens.get()).value);
  });

  it('can be read again after a reload', async () => {
    const session = await owner.use(owner.manualToken(true), undefined);
    const other = owner.bench.open(owner.bench.keychain.window());
    assert.deepEqual(await other.sessions.read(), { kind: 'signedIn', session });
  });

  it('without a secret is refreshed without one, also later', async () => {
    const session = await owner.use(owner.manualToken(true), undefined);
    assert.equal(session.grant, undefined);
    await owner.bench.clock.advance(hour);
    await owner.bench.tokens.get();
    assert.ok(owner.proofs.every(({ basic }) => basic === undefined));
  });

  it('by PKCE is found out where Spotify refuses the secret with it', async () => {
    const refuse = fault.body(400, 'application/json', JSON.stringify({ error: 'invalid_grant' }));
    owner.bench.spotify.faults.add(refuse, { path: /^\/api\/token$/ });
    const session = await owner.use(owner.manualToken(true), owner.app.clientSecret);
    assert.equal(session.grant, undefined);
    assert.deepEqual(
      owner.proofs.map(({ basic }) => basic),
      [owner.basic, undefined],
    );
  });

  it('has the scopes that Spotify names', async () => {
    const session = await owner.use(owner.manualToken(true, ['user-read-playback-state']), undefined);
    assert.deepEqual(session.scopes, ['user-read-playback-state']);
  });

  it('that is exchanged at once is kept as the new one, even when Spotify cannot say whose it is', async () => {
    owner.bench.spotify.tokens.rotates = true;
    owner.bench.spotify.faults.add(fault.reset(), { times: Infinity });
    const session = await owner.use(owner.manualToken(true), undefined);
    assert.equal(session.refreshToken, owner.bench.spotify.tokens.refreshTokens.at(-1)?.value);
    assert.equal(session.account.name, 'Spotify');
  });

  type Case = readonly [
    what: string,
    token: () => string,
    secret: string | undefined,
    expected: (error: unknown) => boolean,
  ];
  const token = (pkce: boolean) => () => owner.manualToken(pkce);
  const lost = (path: RegExp) => () => {
    owner.bench.spotify.faults.add(fault.reset(), { path, times: Infinity });
    return owner.manualToken(true);
  };
  const dead = () => {
    const value = owner.manualToken(true);
    owner.bench.spotify.tokens.revokeRefreshTokens();
    return value;
  };
  const foreign = () => {
    const { apps } = owner.bench.spotify;
    const { clientId } = apps.add({ redirectUris: ['http://127.0.0.1/callback'] });
    return owner.manualToken(true, scopes, clientId);
  };
  const cases: readonly Case[] = [
    ['is dead', dead, undefined, refused('invalid_grant')],
    ['is dead, with the wrong secret', dead, wrong, failsWith('secretWrong')],
    ['belongs to another client ID', foreign, undefined, refused('invalid_grant')],
    ['wants the secret, which is missing', token(false), undefined, refused('invalid_client')],
    ['comes with a wrong secret', token(false), wrong, failsWith('secretWrong')],
    ['comes when there is no network', lost(/^\/api\/token$/), undefined, failsWith('offline')],
    ['is good, but nobody can say whose it is', lost(/^\/v1\/me$/), undefined, failsWith('offline')],
  ];
  for (const [what, make, secret, expected] of cases) {
    it(`that ${what} changes nothing`, async () => {
      const { session } = granted(owner.bench.spotify);
      await owner.bench.sessions.save(session);
      const made = make();
      const before = new Map(owner.bench.keychain.values);
      await assert.rejects(owner.use(made, secret), expected);
      assert.deepEqual(owner.bench.keychain.values, before);
      assert.deepEqual(await owner.bench.sessions.read(), { kind: 'signedIn', session });
    });
  }

  it('that is dead is refused for that, though Spotify also wants the secret', async () => {
    const made = owner.manualToken(false);
    owner.bench.spotify.tokens.revokeRefreshTokens();
    await assert.rejects(owner.validateRefreshToken(made, owner.app.clientSecret), refused('invalid_grant'));
  });
});

describe('the record of a session', () => {
  const old = {
    state: 'signedIn',
    writtenAt: 1,
    session: {
      id: 's1',
      issuer: 'https://accounts.example',
      clientId: 'c'.repeat(32),
      refreshToken: 'AQ',
      scopes: [],
      flow: 'relay',
      authorizedAt: 1,
      account: { id: 'a', name: 'b' },
    },
  };

  it('of a version that knew no secrets is read as it is', () => {
    assert.deepEqual(readRecord(JSON.stringify(old)), old);
  });

  it('says how the tokens were had, and that the agreement may be older', () => {
    const session = { ...old.session, flow: 'manual', grant: 'secret', authorizedEarlier: true };
    assert.deepEqual(readRecord(JSON.stringify({ ...old, session })), { ...old, session });
  });
});
