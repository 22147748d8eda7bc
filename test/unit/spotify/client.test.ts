import assert from 'node:assert/strict';
import { SignedOutError, ApiProblemError, type ApiProblem } from '../../../src/model/errors/apiProblem';
import { namesOf } from '../../../src/model/playback/item';
import type { ItemSnapshot } from '../../../src/model/playback/snapshot';
import { http } from '../../../src/platform/node/http';
import { SpotifyClient } from '../../../src/spotify/client';
import { RequestLog } from '../../../src/spotify/requestLog';
import { fault, songs, type Fault } from '../../spotify';
import { asked, Bench, hour, until } from '../support';

const expired = () =>
  fault.body(401, 'application/json', '{"error":{"status":401,"message":"The access token expired"}}');

describe('asking Spotify', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await Bench.start();
    await bench.signIn({ withAccessToken: true });
  });
  afterEach(() => bench.close());

  const polls = () => asked(bench.spotify, '/v1/me/player');

  async function itemPlaying(): Promise<ItemSnapshot> {
    const snapshot = await bench.client.player();
    assert.ok(snapshot.kind !== 'nothing');
    return snapshot;
  }

  /** The answer to a request that waits and asks again. */
  async function patiently<T>(work: Promise<T>, waits: number): Promise<T> {
    for (let wait = 0; wait < waits; wait += 1) {
      await until(() => bench.clock.waiting === 1);
      await bench.clock.advance(200);
    }
    return work;
  }

  it('what plays takes one request, which names tracks and episodes', async () => {
    bench.spotify.player.play(songs.plain);
    await bench.client.player();
    assert.equal(bench.spotify.requests.length, 1);
    const [request] = polls();
    assert.equal(request?.method, 'GET');
    assert.equal(request.query.get('additional_types'), 'track,episode');
    assert.match(request.headers.authorization ?? '', /^Bearer \S+$/);
  });

  it('what plays brings the song, its position and the device, by our own clock', async () => {
    bench.spotify.player.play(songs.plain, { positionMs: 7_000 });
    await bench.clock.advance(5_000);
    const observation = await itemPlaying();
    assert.equal(observation.item.title, 'Kettle on the Moor');
    assert.deepEqual(
      observation.item.artists.map(({ name }) => name),
      ['The Paper Lanterns', 'Odile Marsh'],
    );
    assert.equal(observation.progressMs, 12_000);
    assert.equal(observation.receivedAt, bench.clock.now());
    assert.equal(observation.device?.name, 'Desk');
  });

  const kinds = [
    ['track', songs.plain],
    ['episode', songs.episode],
    ['local', songs.local],
    ['advertisement', songs.advertisement],
    ['advertisement', songs.shownAdvertisement],
    ['chapter', songs.chapter],
  ] as const;
  for (const [kind, item] of kinds) {
    it(`what plays can be of the kind ${kind}: ${item.title}`, async () => {
      bench.spotify.player.play(item);
      assert.equal((await itemPlaying()).item.kind, kind);
    });
  }

  it('what plays brings titles that steer nothing', async () => {
    bench.spotify.player.play(songs.control);
    const { title, artists, album } = (await itemPlaying()).item;
    assert.ok(artists.length === 2 && album, 'The names are gone.');
    assert.doesNotMatch([title, namesOf(artists), album.name].join(), /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    assert.match(title, /^Bell and tabs gnp\.exe/);
  });

  it('finds that nothing plays', async () => {
    assert.deepEqual(await bench.client.player(), {
      kind: 'nothing',
      receivedAt: bench.clock.now(),
    });
  });

  it('who is signed in brings the lasting id, the name and a picture', async () => {
    const url = bench.spotify.user.images.find(({ width }) => width === 300)?.url;
    assert.ok(url);
    const image = { url, ratio: 1 };
    assert.deepEqual(await bench.client.profile(), {
      ...{ id: 'acc7q2m4x9v0', userId: bench.spotify.user.id },
      ...{ name: 'Wren Hedge', image },
    });
  });

  it('refreshes an expired token once and repeats the request once', async () => {
    bench.spotify.tokens.expireAccessTokens();
    await bench.client.player();
    assert.deepEqual(
      bench.spotify.requests.map(({ path, status }) => `${path} ${status}`),
      ['/v1/me/player 401', '/api/token 200', '/v1/me/player 204'],
    );
  });

  it('ends a persistent 401 as a problem, and not in a loop', async () => {
    bench.spotify.faults.add(expired(), { times: Infinity });
    await assert.rejects(bench.client.player(), failsWith({ kind: 'refused', status: 401 }));
    assert.equal(polls().length, 2);
    assert.equal(bench.tokenRequests, 1);
  });

  for (const times of [1, 2, 3]) {
    it(`asks again, without refreshing, when the token was overlooked ${times} times`, async () => {
      bench.spotify.player.play(songs.plain);
      bench.spotify.faults.add(fault.accessTokenMissing(), { times });
      const observation = await patiently(bench.client.player(), times);
      assert.equal(observation.kind, 'playing');
      assert.equal(polls().length, times + 1);
      assert.equal(bench.tokenRequests, 0);
    });
  }

  it('gives up when the token is overlooked again and again', async () => {
    bench.spotify.faults.add(fault.accessTokenMissing(), { times: Infinity });
    await assert.rejects(patiently(bench.client.player(), 3), failsWith({ kind: 'refused', status: 401 }));
    assert.equal(polls().length, 4);
    assert.equal(bench.tokenRequests, 0);
    assert.equal(bench.clock.waiting, 0);
  });

  const empties: readonly (readonly [what: string, misbehave: Fault])[] = [
    ['204', fault.body(204, 'application/json', '')],
    ['an empty 200', fault.emptyOk()],
    ['null', fault.body(200, 'application/json', 'null')],
    ['an empty object', fault.body(200, 'application/json', '{}')],
    ['an empty list', fault.body(200, 'application/json', '[]')],
  ];
  for (const [what, misbehave] of empties) {
    it(`takes ${what} for nothing that plays, no queue and no devices`, async () => {
      bench.spotify.faults.add(misbehave, { times: 4 });
      assert.equal((await bench.client.player()).kind, 'nothing');
      assert.deepEqual(await bench.client.queue(), []);
      assert.deepEqual(await bench.client.recentlyPlayed(), []);
      assert.deepEqual(await bench.client.devices(), []);
    });
  }

  it('says that the account is not on the app’s list', async () => {
    bench.spotify.apps.default.users = [];
    await assert.rejects(bench.client.player(), failsWith({ kind: 'notRegistered' }));
  });

  it('says that the owner of the app has no Premium', async () => {
    bench.spotify.apps.default.ownerHasPremium = false;
    await assert.rejects(bench.client.player(), failsWith({ kind: 'ownerNeedsPremium' }));
  });

  it('says that the session does not cover the request', async () => {
    const { apps, tokens, user } = bench.spotify;
    const poor = tokens.grant(apps.default, user.id, []);
    const session = await bench.signIn({ withAccessToken: false }, 'poor');
    bench.tokens.adopt(session, { ...poor, expiresInMs: hour, scopes: [] });
    await assert.rejects(bench.client.player(), failsWith({ kind: 'scopeMissing' }));
    assert.equal(bench.tokenRequests, 0);
  });

  it('does not ask when nobody is signed in', async () => {
    await bench.sessions.clear();
    await assert.rejects(bench.client.player(), SignedOutError);
    assert.equal(bench.spotify.requests.length, 0);
  });

  describe('and keeping the request log', () => {
    const webApi = () => bench.spotify.requests.filter(({ path }) => path.startsWith('/v1/')).length;
    const kinds = () => bench.requestLog.sent.map(({ kind }) => kind);
    /** Another window, which knows no more than what is written. */
    const another = () =>
      new SpotifyClient(http, bench.tokens, new RequestLog(bench.pages, bench.clock), bench.clock, bench.log);

    it('enters each request once, with its kind', async () => {
      await bench.client.player();
      await bench.client.profile();
      await bench.client.player();
      assert.deepEqual(kinds(), ['poll', 'profile', 'poll']);
      assert.equal(bench.pages.lines.length, 3);
      assert.equal(bench.spotify.requests.length, 3);
    });

    it('reads the file once for each request, those for a token too, right before it is sent', async () => {
      let reads = 0;
      const read = bench.pages.read.bind(bench.pages);
      bench.pages.read = () => {
        reads += 1;
        return read();
      };
      await bench.client.player();
      await bench.client.command({ kind: 'like', uri: songs.plain.uri, liked: true });
      assert.deepEqual([reads, bench.spotify.requests.length, bench.tokenRequests], [2, 2, 0]);
      await bench.clock.advance(hour);
      await bench.client.player();
      assert.deepEqual([reads, bench.spotify.requests.length, bench.tokenRequests], [4, 4, 1]);
    });

    it('sees what another window meets while a token is asked for', async () => {
      await bench.signIn({ withAccessToken: false }, 'another');
      const end = bench.clock.now() + hour;
      const meanwhile = () => new RequestLog(bench.pages, bench.clock).block({ until: end, quota: true });
      bench.spotify.faults.add({ kind: 'late', until: meanwhile }, { path: /token/ });
      await assert.rejects(bench.client.player(), failsWith(limited(end, true)));
      assert.equal(bench.tokenRequests, 1);
      assert.equal(webApi(), 0);
    });

    it('writes down once what keeps it from asking for a token', async () => {
      await bench.signIn({ withAccessToken: false }, 'another');
      const end = bench.clock.now() + hour;
      await new RequestLog(bench.pages, bench.clock).block({ until: end, quota: true });
      await assert.rejects(bench.client.player(), failsWith(limited(end, true)));
      assert.equal(bench.pages.lines.length, 1);
      assert.equal(bench.tokenRequests, 0);
    });

    it('enters a request before it is sent, so that one that fails counts too', async () => {
      bench.spotify.faults.add(fault.reset());
      await assert.rejects(bench.client.player(), ApiProblemError);
      assert.deepEqual(kinds(), ['poll']);
    });

    it('enters a request each time it is sent, and no request for a token', async () => {
      bench.spotify.tokens.expireAccessTokens();
      await bench.client.player();
      assert.equal(bench.tokenRequests, 1);
      assert.deepEqual(kinds(), ['poll', 'poll']);
      bench.spotify.faults.add(fault.accessTokenMissing(), { times: 2 });
      await patiently(bench.client.player(), 2);
      assert.equal(kinds().length, 5);
      assert.equal(polls().length, 5);
    });

    it('enters nothing when nobody is signed in', async () => {
      await bench.sessions.clear();
      await assert.rejects(bench.client.player(), SignedOutError);
      assert.deepEqual(bench.pages.lines, []);
    });

    const limits = [
      ['the rate limit', () => fault.rateLimit({ retryAfter: 7 }), 7_000, false],
      ['the daily quota', () => fault.quota({ retryAfter: 3_600 }), hour, true],
      ['the daily quota without Retry-After', () => fault.quota(), hour, true],
    ] as const;
    for (const [what, misbehave, ms, quota] of limits) {
      it(`sends nothing more, of any kind and from any window, until ${what} ends`, async () => {
        bench.spotify.faults.add(misbehave());
        const refused = failsWith(limited(bench.clock.now() + ms, quota));
        await assert.rejects(bench.client.player(), refused);
        for (const client of [bench.client, another()]) {
          await assert.rejects(client.player(), refused);
          await assert.rejects(client.profile(), refused);
        }
        await bench.clock.advance(ms - 1);
        await assert.rejects(another().player(), refused);
        assert.equal(webApi(), 1);
        await bench.clock.advance(1);
        await another().player();
        await bench.client.player();
        assert.equal(webApi(), 3);
      });
    }

    const requests: readonly (readonly [what: string, send: (client: SpotifyClient) => Promise<unknown>])[] =
      [
        ['a read', (client) => client.player()],
        ['a lookup', (client) => client.queue()],
        ['a command', (client) => client.command({ kind: 'pause' })],
      ];
    for (const [what, send] of requests) {
      it(`sends nothing more, from any window, before the time that a 503 names: ${what}`, async () => {
        bench.spotify.faults.add(fault.serverError({ status: 503, retryAfter: 120 }));
        const end = bench.clock.now() + 120_000;
        await assert.rejects(send(bench.client), failsWith({ kind: 'refused', status: 503, until: end }));
        for (const client of [bench.client, another()]) {
          for (const [, later] of requests) {
            await assert.rejects(later(client), failsWith(limited(end, false)));
          }
        }
        assert.equal(webApi(), 1);
        await bench.clock.advance(120_000);
        await another().player();
        assert.equal(webApi(), 2);
      });
    }

    it('asks for no token before the time that a 503 of the token endpoint names', async () => {
      await bench.signIn({ withAccessToken: false }, 'another');
      const busy = fault.serverError({ status: 503, retryAfter: 120 });
      bench.spotify.faults.add(busy, { path: /^\/api\/token$/ });
      const end = bench.clock.now() + 120_000;
      await assert.rejects(bench.client.player(), failsWith({ kind: 'refused', status: 503, until: end }));
      await assert.rejects(another().player(), failsWith(limited(end, false)));
      assert.equal(bench.tokenRequests, 1);
      await bench.clock.advance(120_000);
      await bench.client.player();
      assert.equal(bench.tokenRequests, 2);
    });

    it('asks for no token either while it is limited', async () => {
      bench.spotify.faults.add(fault.rateLimit({ retryAfter: 7_200 }));
      await assert.rejects(bench.client.player(), ApiProblemError);
      await bench.clock.advance(hour);
      await assert.rejects(bench.client.player(), ApiProblemError);
      assert.equal(bench.tokenRequests, 0);
    });

    it('asks for no token again, in no window, while the token endpoint demands a pause', async () => {
      await bench.signIn({ withAccessToken: false }, 'another');
      bench.spotify.faults.add(fault.rateLimit({ retryAfter: 3_600 }), { path: /^\/api\/token$/ });
      const refused = failsWith(limited(bench.clock.now() + hour, false));
      await assert.rejects(bench.client.player(), refused);
      await assert.rejects(bench.client.player(), refused);
      const { tokens } = bench.open(bench.keychain.window());
      const requestLog = new RequestLog(bench.pages, bench.clock);
      const reloaded = new SpotifyClient(http, tokens, requestLog, bench.clock, bench.log);
      await assert.rejects(reloaded.player(), refused);
      assert.equal(bench.tokenRequests, 1);
      assert.equal(webApi(), 0);
    });

    it('does not repeat a request that was overlooked, when another window met a limit meanwhile', async () => {
      bench.spotify.faults.add(fault.accessTokenMissing());
      const end = bench.clock.now() + hour;
      const asking = assert.rejects(bench.client.player(), failsWith(limited(end, true)));
      await until(() => bench.clock.waiting === 1);
      await new RequestLog(bench.pages, bench.clock).block({ until: end, quota: true });
      await bench.clock.advance(200);
      await asking;
      assert.equal(polls().length, 1);
    });
  });

  it('writes one line a request into the log, and never a secret', async () => {
    bench.spotify.tokens.expireAccessTokens();
    bench.spotify.player.play(songs.plain);
    await bench.client.player();
    const broken = bench.spotify.faults.add(fault.reset(), { times: Infinity });
    await assert.rejects(bench.client.player(), ApiProblemError);
    broken.remove();
    bench.spotify.faults.add(fault.captivePortal());
    await assert.rejects(bench.client.player(), ApiProblemError);
    const lines = bench.log.lines.filter((line) => line.includes('/me/player'));
    assert.deepEqual(
      lines.map((line) => line.replace(/\d+ ms/, 'n ms')),
      [
        'debug GET /me/player: 401 tokenExpired in n ms',
        'debug GET /me/player: 200 ok in n ms',
        'debug GET /me/player: 200 unreadable in n ms',
      ],
    );
    assert.ok(bench.spotify.secrets.size > 0);
    for (const secret of bench.spotify.secrets) {
      assert.ok(!bench.log.text.includes(secret));
    }
  });
});

function limited(until: number, quota: boolean): ApiProblem {
  return { kind: 'limited', until, quota };
}

function failsWith(problem: ApiProblem): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof ApiProblemError, String(error));
    assert.deepEqual(error.problem, problem);
    return true;
  };
}
