import assert from 'node:assert/strict';
import { SignedOutError, ApiProblemError } from '../../../src/model/errors/apiProblem';
import type { WithLock } from '../../../src/platform/host';
import { fault, type Fault } from '../../spotify';
import { asked, Bench, granted, hour, minute, second, until } from '../support';

const path = /^\/api\/token$/;

describe('access tokens', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await Bench.start();
  });
  afterEach(() => bench.close());

  /** What the newest access token of the stand-in is. */
  const newest = () => bench.spotify.tokens.accessTokens.at(-1)?.value;
  const stored = () => [...bench.keychain.values.values()].join();
  const misbehave = (what: Fault, times = 1) => bench.spotify.faults.add(what, { path, times });

  /** A refresh that the stand-in has begun and not answered yet. */
  async function underWay<T>(begin: () => Promise<T>): Promise<{ reply: Promise<T>; release: () => void }> {
    const held = fault.held();
    misbehave(held);
    const before = bench.tokenRequests;
    const reply = begin();
    reply.catch(() => undefined);
    await until(() => bench.tokenRequests > before);
    return { reply, release: () => held.release() };
  }

  it('are not to be had when nobody is signed in', async () => {
    await assert.rejects(bench.tokens.get(), SignedOutError);
    assert.equal(bench.tokenRequests, 0);
  });

  it('are fetched by refresh when there is none yet, and say where they are good', async () => {
    await bench.signIn({ withAccessToken: false });
    const { value, api } = await bench.tokens.get();
    assert.equal(value, newest());
    assert.equal(api, `${bench.spotify.url}/v1`);
    assert.equal(bench.tokenRequests, 1);
  });

  it('are taken over from the sign-in', async () => {
    const session = await bench.signIn({ withAccessToken: true });
    assert.equal((await bench.tokens.get()).value, newest());
    assert.equal(bench.tokens.peek(session), newest());
    assert.equal(bench.tokenRequests, 0);
  });

  it('are kept until a minute before they expire', async () => {
    await bench.signIn({ withAccessToken: true });
    const first = await bench.tokens.get();
    await bench.clock.advance(hour - minute - 1);
    assert.equal((await bench.tokens.get()).value, first.value);
    assert.equal(bench.tokenRequests, 0);
    await bench.clock.advance(1);
    assert.notEqual((await bench.tokens.get()).value, first.value);
    assert.equal(bench.tokenRequests, 1);
  });

  it('are kept no longer, and no shorter, when the clock is set back meanwhile', async () => {
    await bench.signIn({ withAccessToken: true });
    await bench.clock.advance(minute);
    await bench.clock.setBack(25 * hour);
    await bench.clock.advance(hour - 2 * minute - 1);
    await bench.tokens.get();
    assert.equal(bench.tokenRequests, 0);
    await bench.clock.advance(1);
    await bench.tokens.get();
    assert.equal(bench.tokenRequests, 1);
  });

  it('are refreshed once, however many ask at the same time', async () => {
    await bench.signIn({ withAccessToken: false });
    const all = await Promise.all(Array.from({ length: 10 }, () => bench.tokens.get()));
    assert.equal(bench.tokenRequests, 1);
    assert.deepEqual(new Set(all.map(({ value }) => value)), new Set([newest()]));
  });

  it('are refreshed once, however many were refused the same one', async () => {
    await bench.signIn({ withAccessToken: true });
    const refused = await bench.tokens.get();
    const all = await Promise.all(Array.from({ length: 10 }, () => bench.tokens.refresh(refused)));
    assert.equal(bench.tokenRequests, 1);
    assert.ok(all.every(({ value }) => value === newest() && value !== refused.value));
    assert.equal((await bench.tokens.refresh(refused)).value, newest(), 'It was renewed a second time.');
    assert.equal(bench.tokenRequests, 1);
  });

  it('can be refreshed again after a refresh failed', async () => {
    await bench.signIn({ withAccessToken: false });
    misbehave(fault.reset());
    await assert.rejects(bench.tokens.get(), ApiProblemError);
    assert.equal((await bench.tokens.get()).value, newest());
  });

  it('are forgotten when told so', async () => {
    const session = await bench.signIn({ withAccessToken: true });
    bench.tokens.forget();
    assert.equal(bench.tokens.peek(session), undefined);
    await bench.tokens.get();
    assert.equal(bench.tokenRequests, 1);
  });

  it('are not waited for that were asked for before all was forgotten', async () => {
    await bench.signIn({ withAccessToken: false });
    const old = await underWay(() => bench.tokens.get());
    bench.tokens.forget();
    await bench.tokens.get();
    assert.equal(bench.tokenRequests, 2);
    old.release();
    await old.reply;
    await bench.tokens.get();
    assert.equal(bench.tokenRequests, 2);
  });

  it('of one session are not used for another', async () => {
    const first = await bench.signIn({ withAccessToken: true }, 'first');
    const { value } = await bench.tokens.get();
    const other = await bench.signIn({ withAccessToken: false }, 'second');
    assert.equal(bench.tokens.peek(other), undefined);
    assert.notEqual((await bench.tokens.get()).value, value);
    assert.equal(bench.tokens.peek(first), undefined);
  });

  for (const empty of [false, true]) {
    const what = empty ? 'an empty one' : 'none';
    it(`keeps the refresh token when the reply brings ${what}`, async () => {
      const { refreshToken } = await bench.signIn({ withAccessToken: false });
      bench.spotify.tokens.repliesEmptyRefreshToken = empty;
      for (let round = 1; round <= 3; round += 1) {
        await bench.tokens.get();
        assert.equal(bench.tokenRequests, round);
        const state = await bench.sessions.read();
        assert.ok(state.kind === 'signedIn');
        assert.equal(state.session.refreshToken, refreshToken);
        await bench.clock.advance(hour);
      }
    });
  }

  it('store a new refresh token, and use it the next time', async () => {
    bench.spotify.tokens.rotates = true;
    const session = await bench.signIn({ withAccessToken: false });
    await bench.tokens.get();
    const state = await bench.sessions.read();
    const rotated = bench.spotify.tokens.refreshTokens.at(-1)?.value;
    assert.deepEqual(state, { kind: 'signedIn', session: { ...session, refreshToken: rotated } });
    assert.ok(!stored().includes(session.refreshToken));
    await bench.clock.advance(hour);
    assert.equal((await bench.tokens.get()).value, newest());
  });

  it('go on with a new refresh token that SecretStorage did not take at once', async () => {
    bench.spotify.tokens.rotates = true;
    const secrets = bench.keychain.window();
    let fails = false;
    const { sessions, tokens } = bench.open({
      ...secrets,
      store: (key, value) => (fails ? Promise.reject(new Error('locked')) : secrets.store(key, value)),
    });
    await sessions.save(granted(bench.spotify).session);
    for (const storing of ['fails', 'fails still', 'works']) {
      fails = storing !== 'works';
      assert.equal((await tokens.get()).value, newest(), storing);
      await bench.clock.advance(hour);
    }
    assert.equal((await bench.tokens.get()).value, newest(), 'The next window has no good token.');
  });

  const ends: readonly (readonly [what: string, end: () => void])[] = [
    ['expired', () => bench.spotify.tokens.expireRefreshTokens()],
    ['was revoked', () => bench.spotify.tokens.revokeRefreshTokens()],
  ];
  for (const [what, end] of ends) {
    it(`end the session once, and ask no more, when the refresh token ${what}`, async () => {
      const session = await bench.signIn({ withAccessToken: false });
      const states: string[] = [];
      bench.sessions.onDidChange((state) => states.push(state.kind));
      end();
      await assert.rejects(bench.whileTimeGoesOn(bench.tokens.get()), SignedOutError);
      await assert.rejects(bench.tokens.get(), SignedOutError);
      assert.equal(bench.tokenRequests, 1);
      assert.deepEqual(states, ['ended']);
      assert.ok(!stored().includes(session.refreshToken));
    });
  }

  it('end no session six months minus a day after the sign-in, and end it a day later', async () => {
    await bench.signIn({ withAccessToken: false });
    await bench.clock.advance(180 * 24 * hour);
    assert.equal((await bench.tokens.get()).value, newest());
    await bench.clock.advance(5 * 24 * hour);
    await assert.rejects(bench.whileTimeGoesOn(bench.tokens.get()), SignedOutError);
    assert.deepEqual(bench.sessions.state, { kind: 'ended', why: 'expired' });
  });

  for (const rotates of [false, true]) {
    it(`write nothing back when the user signed out during a refresh${rotates ? ' that brings a new refresh token' : ''}`, async () => {
      bench.spotify.tokens.rotates = rotates;
      const session = await bench.signIn({ withAccessToken: false });
      const { reply, release } = await underWay(() => bench.tokens.get());
      bench.tokens.forget();
      await bench.sessions.clear();
      release();
      await assert.rejects(reply, SignedOutError);
      assert.equal(bench.keychain.values.size, 0);
      assert.equal(bench.tokens.peek(session), undefined);
    });
  }

  it('write nothing back when another window signed out during a refresh', async () => {
    bench.spotify.tokens.rotates = true;
    await bench.signIn({ withAccessToken: false });
    const other = bench.open(bench.keychain.window());
    const { reply, release } = await underWay(() => bench.tokens.get());
    await other.sessions.clear();
    release();
    await assert.rejects(reply, SignedOutError);
    assert.equal(bench.keychain.values.size, 0);
  });

  it('of a session that began during the refresh for the one before are refreshed for themselves', async () => {
    await bench.signIn({ withAccessToken: false }, 'first');
    const { reply, release } = await underWay(() => bench.tokens.get());
    await bench.open(bench.keychain.window()).sessions.save(granted(bench.spotify, 'second').session);
    const fresh = bench.tokens.get();
    release();
    await assert.rejects(reply, SignedOutError);
    assert.equal((await fresh).value, newest());
  });

  it('go on with the refresh token that another window got in exchange for ours meanwhile', async () => {
    bench.spotify.tokens.rotates = true;
    await bench.signIn({ withAccessToken: false });
    const other = bench.open(bench.keychain.window());
    const theirs = await underWay(() => other.tokens.get());
    const mine = await underWay(() => bench.tokens.get());
    theirs.release();
    await theirs.reply;
    mine.release();
    assert.equal((await mine.reply).value, newest());
    assert.equal((await bench.sessions.read()).kind, 'signedIn');
  });

  it('outlive the rejection of a refresh token for which another window is just getting a new one', async () => {
    bench.spotify.tokens.rotates = true;
    const session = await bench.signIn({ withAccessToken: false });
    const other = bench.open(bench.keychain.window());
    const exchanged = await bench.endpoint.refresh(bench.endpoints, session.clientId, session.refreshToken);
    await assert.rejects(bench.whileTimeGoesOn(bench.tokens.get()), SignedOutError);
    const { refreshToken } = exchanged;
    assert.ok(refreshToken);
    await other.sessions.rotate(session, refreshToken);
    assert.equal((await bench.tokens.get()).value, newest());
  });

  it('wait a moment for the new refresh token that another window got for ours, before the session ends', async () => {
    bench.spotify.tokens.rotates = true;
    const session = await bench.signIn({ withAccessToken: false });
    const states: string[] = [];
    bench.sessions.onDidChange(({ kind }) => states.push(kind));
    const { refreshToken } = await bench.endpoint.refresh(
      bench.endpoints,
      session.clientId,
      session.refreshToken,
    );
    bench.clock.after(
      second,
      () => void bench.open(bench.keychain.window()).sessions.rotate(session, refreshToken),
    );
    assert.equal((await bench.whileTimeGoesOn(bench.tokens.get())).value, newest());
    assert.deepEqual(states, []);
  });

  it('do not wait for another refresh token once the user has signed out', async () => {
    await bench.signIn({ withAccessToken: false });
    bench.spotify.tokens.revokeRefreshTokens();
    const { reply, release } = await underWay(() => bench.tokens.get());
    await bench.sessions.clear();
    release();
    await assert.rejects(reply, SignedOutError);
    assert.equal(bench.clock.waiting, 0);
  });

  it('of one session are refreshed by one window at a time, each with the refresh token of the one before', async () => {
    bench.spotify.tokens.rotates = true;
    await bench.signIn({ withAccessToken: false });
    let last: Promise<unknown> = Promise.resolve();
    const withLock: WithLock = (work) => {
      const mine = last.then(work, work);
      last = mine.catch(() => undefined);
      return mine;
    };
    const windows = [1, 2, 3].map(() => bench.open(bench.keychain.window(), withLock));
    const all = await Promise.all(windows.map(({ tokens }) => tokens.get()));
    assert.equal(new Set(all.map(({ value }) => value)).size, 3);
    assert.deepEqual(
      asked(bench.spotify, '/api/token').map(({ status }) => status),
      [200, 200, 200],
    );
  });

  it('are not asked for by a window that waited until somebody else was signed in', async () => {
    await bench.signIn({ withAccessToken: false }, 'first');
    const withLock: WithLock = async (work) => {
      await bench.sessions.save(granted(bench.spotify, 'second').session);
      return work();
    };
    await assert.rejects(bench.open(bench.keychain.window(), withLock).tokens.get(), SignedOutError);
    assert.equal(bench.tokenRequests, 0);
  });

  it('follow another window that signed in', async () => {
    const other = bench.open(bench.keychain.window());
    await other.sessions.save(granted(bench.spotify).session);
    assert.equal((await bench.tokens.get()).value, newest());
  });

  it('leave nothing in the log of what an error response repeats', async () => {
    const { refreshToken } = await bench.signIn({ withAccessToken: false });
    const error = `POST /api/token with refresh_token=${refreshToken}`;
    misbehave(fault.body(400, 'application/json', JSON.stringify({ error })));
    await assert.rejects(bench.tokens.get(), ApiProblemError);
    assert.ok(!bench.log.text.includes(refreshToken), bench.log.text);
  });

  it('never stand where secrets are stored, and no secret in the log', async () => {
    bench.spotify.tokens.rotates = true;
    await bench.signIn({ withAccessToken: true });
    await bench.tokens.get();
    await bench.clock.advance(hour);
    await bench.tokens.get();
    bench.spotify.tokens.revokeRefreshTokens();
    await bench.clock.advance(hour);
    const before = stored();
    await assert.rejects(bench.whileTimeGoesOn(bench.tokens.get()), SignedOutError);
    for (const { value } of bench.spotify.tokens.accessTokens) {
      assert.ok(!before.includes(value));
    }
    assert.match(bench.log.text, /invalid_grant/);
    for (const secret of bench.spotify.secrets) {
      assert.ok(!bench.log.text.includes(secret));
    }
  });
});
