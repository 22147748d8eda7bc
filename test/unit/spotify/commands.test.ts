import assert from 'node:assert/strict';
import type { Command } from '../../../src/model/commands/intent';
import { SignedOutError, ApiProblemError, type ApiProblem } from '../../../src/model/errors/apiProblem';
import { RejectedError, type Rejection } from '../../../src/model/errors/rejection';
import { scopes } from '../../../src/spotify/requests';
import { fault, songs, type Spotify } from '../../spotify';
import { Bench, hall, hour, until } from '../support';

const pause: Command = { kind: 'pause' };
const premium: Rejection = { kind: 'premiumRequired' };

let bench: Bench;

async function begin(): Promise<void> {
  bench = await Bench.start();
  await bench.signIn({ withAccessToken: true });
}

/** What was asked of the Web API, with the answers. */
const webApi = () =>
  bench.spotify.requests
    .filter(({ path }) => path.startsWith('/v1/'))
    .map(({ method, path, status }) => `${method} ${path.slice(3)} ${status}`);

/** The outcome of work that waits and asks again, and how often it waited. */
async function patiently<T>(
  work: Promise<T>,
): Promise<{ readonly outcome: T | Error; readonly waits: number }> {
  const settled: (T | Error)[] = [];
  void work.then(
    (value) => settled.push(value),
    (error: unknown) => settled.push(error as Error),
  );
  for (let waits = 0; ; waits += 1) {
    await until(() => settled.length > 0 || bench.clock.waiting === 1);
    if (settled.length > 0) return { outcome: settled[0] as T | Error, waits };
    await bench.clock.advance(200);
  }
}

function refused(rejection: Rejection): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof RejectedError, String(error));
    assert.deepEqual(error.rejection, rejection);
    return true;
  };
}

function failsWith(problem: ApiProblem): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof ApiProblemError, String(error));
    assert.deepEqual(error.problem, problem);
    return true;
  };
}

describe('a command', () => {
  beforeEach(begin);
  afterEach(() => bench.close());

  const { plain, emoji, episode } = songs;
  const [albumUri, artistUri, showUri] = [
    `spotify:album:${plain.album.id}`,
    `spotify:artist:${plain.artists[0]?.id ?? ''}`,
    `spotify:show:${episode.show.id}`,
  ];
  const table: readonly (readonly [
    what: string,
    command: Command,
    prepare: (spotify: Spotify) => void,
    state: (spotify: Spotify) => unknown,
    expected: unknown,
  ])[] = [
    ['pauses', pause, () => undefined, ({ player }) => player.isPlaying, false],
    ['goes on', { kind: 'play' }, ({ player }) => player.pause(), ({ player }) => player.isPlaying, true],
    ['skips', { kind: 'next' }, () => undefined, ({ player }) => player.item, emoji],
    ['goes back', { kind: 'previous' }, ({ player }) => player.next(), ({ player }) => player.item, plain],
    ['seeks', { kind: 'seek', ms: 61_500 }, () => undefined, ({ player }) => player.positionMs, 61_500],
    [
      'seeks to the beginning',
      { kind: 'seek', ms: 0 },
      ({ player }) => player.seek(9_000),
      ({ player }) => player.positionMs,
      0,
    ],
    [
      'seeks past the end',
      { kind: 'seek', ms: 900_000 },
      () => undefined,
      ({ player }) => player.item,
      emoji,
    ],
    [
      'changes the volume',
      { kind: 'volume', percent: 37 },
      () => undefined,
      ({ player }) => player.volume,
      37,
    ],
    ['is silent', { kind: 'volume', percent: 0 }, () => undefined, ({ player }) => player.volume, 0],
    ['shuffles', { kind: 'shuffle', on: true }, () => undefined, ({ player }) => player.shuffle, true],
    [
      'shuffles no more',
      { kind: 'shuffle', on: false },
      ({ player }) => (player.shuffle = true),
      ({ player }) => player.shuffle,
      false,
    ],
    [
      'repeats all',
      { kind: 'repeat', mode: 'context' },
      () => undefined,
      ({ player }) => player.repeat,
      'context',
    ],
    [
      'repeats one',
      { kind: 'repeat', mode: 'track' },
      () => undefined,
      ({ player }) => player.repeat,
      'track',
    ],
    [
      'repeats nothing',
      { kind: 'repeat', mode: 'off' },
      ({ player }) => (player.repeat = 'track'),
      ({ player }) => player.repeat,
      'off',
    ],
    [
      'likes',
      { kind: 'like', uri: plain.uri, liked: true },
      () => undefined,
      ({ library }) => [...library],
      [plain.uri],
    ],
    [
      'likes no more',
      { kind: 'like', uri: plain.uri, liked: false },
      ({ library }) => library.add(plain.uri).add(emoji.uri),
      ({ library }) => [...library],
      [emoji.uri],
    ],
    [
      'queues a song',
      { kind: 'queue', uri: emoji.uri },
      () => undefined,
      ({ player }) => player.state.queue,
      [emoji],
    ],
    [
      'queues an episode',
      { kind: 'queue', uri: episode.uri },
      () => undefined,
      ({ player }) => player.state.queue,
      [episode],
    ],
    [
      'plays a song',
      { kind: 'playUri', uri: emoji.uri },
      () => undefined,
      ({ player }) => player.item,
      emoji,
    ],
    [
      'plays an episode',
      { kind: 'playUri', uri: episode.uri },
      () => undefined,
      ({ player }) => player.item,
      episode,
    ],
    [
      'plays an album',
      { kind: 'playUri', uri: albumUri },
      () => undefined,
      ({ player }) => player.context,
      { type: 'album', uri: albumUri },
    ],
    [
      'plays an artist',
      { kind: 'playUri', uri: artistUri },
      () => undefined,
      ({ player }) => player.context,
      { type: 'artist', uri: artistUri },
    ],
    [
      'plays a show',
      { kind: 'playUri', uri: showUri },
      () => undefined,
      ({ player }) => player.context,
      { type: 'show', uri: showUri },
    ],
  ];
  for (const [what, command, prepare, state, expected] of table) {
    for (const replies of ['text', '204'] as const) {
      it(`${what}, in one request, and is answered with ${replies}`, async () => {
        const { spotify } = bench;
        spotify.player.play([plain, emoji]);
        spotify.player.commandReplies = replies;
        prepare(spotify);
        assert.notDeepEqual(state(spotify), expected, 'It is so already.');
        await bench.client.command(command);
        assert.deepEqual(state(spotify), expected);
        assert.equal(spotify.requests.length, 1);
        assert.deepEqual(
          bench.requestLog.sent.map(({ kind }) => kind),
          ['command'],
        );
      });
    }
  }

  for (const play of [true, false]) {
    it(`moves to another device, ${play ? 'and plays there' : 'as it was'}`, async () => {
      const { player } = bench.spotify;
      player.play([plain, emoji]);
      player.pause();
      const [, other] = player.devices;
      assert.ok(other?.id);
      await bench.client.command({ kind: 'transfer', device: { ...hall, id: other.id }, play });
      assert.equal(player.device, other);
      assert.equal(player.isPlaying, play);
    });
  }

  it('plays what is named on a device that is not active', async () => {
    const { player } = bench.spotify;
    const [, other] = player.devices;
    assert.ok(other?.id);
    await bench.client.command({ kind: 'playUri', uri: emoji.uri, deviceId: other.id });
    assert.deepEqual([player.device, player.item, player.isPlaying], [other, emoji, true]);
  });

  it('says that no device is active', async () => {
    await assert.rejects(bench.client.command({ kind: 'play' }), refused({ kind: 'noActiveDevice' }));
    assert.deepEqual(webApi(), ['PUT /me/player/play 404']);
  });

  it('says that the device is gone', async () => {
    bench.spotify.player.play(plain);
    const command: Command = { kind: 'transfer', device: { ...hall, id: 'gone' }, play: true };
    await assert.rejects(bench.client.command(command), refused({ kind: 'deviceGone' }));
  });

  it('says that the volume of the device is fixed', async () => {
    const { player } = bench.spotify;
    player.play(plain);
    player.devices = player.devices.map((device) => ({ ...device, supportsVolume: false }));
    await assert.rejects(
      bench.client.command({ kind: 'volume', percent: 5 }),
      refused({ kind: 'volumeFixed' }),
    );
  });

  it('says that it is not allowed, and does not ask again', async () => {
    const { player } = bench.spotify;
    player.play(plain);
    player.disallows.add('skipping_next');
    await assert.rejects(bench.client.command({ kind: 'next' }), refused({ kind: 'restricted' }));
    player.pause();
    await assert.rejects(bench.client.command(pause), refused({ kind: 'restricted' }));
    assert.equal(webApi().length, 2);
  });

  it('says that Spotify does not know the link', async () => {
    bench.spotify.player.play(plain);
    for (const kind of ['playUri', 'queue'] as const) {
      const command: Command = { kind, uri: `spotify:track:${'x'.repeat(22)}` };
      await assert.rejects(bench.client.command(command), refused({ kind: 'unknownItem' }));
    }
  });

  it('is not sent when nobody is signed in', async () => {
    await bench.sessions.clear();
    await assert.rejects(bench.client.command(pause), SignedOutError);
    assert.equal(bench.spotify.requests.length, 0);
  });

  it('is not sent while Spotify demands a pause, and enters one that it meets for all', async () => {
    bench.spotify.player.play(plain);
    bench.spotify.faults.add(fault.rateLimit({ retryAfter: 7 }));
    const limited = failsWith({ kind: 'limited', until: bench.clock.now() + 7_000, quota: false });
    await assert.rejects(bench.client.command(pause), limited);
    await assert.rejects(bench.client.command(pause), limited);
    await assert.rejects(bench.client.player(), limited);
    await assert.rejects(bench.client.devices(), limited);
    assert.equal(webApi().length, 1);
    assert.equal(bench.spotify.player.isPlaying, true);
  });

  it('is sent again with a fresh token when the token has expired', async () => {
    bench.spotify.player.play(plain);
    bench.spotify.tokens.expireAccessTokens();
    await bench.client.command(pause);
    assert.deepEqual(webApi(), ['PUT /me/player/pause 401', 'PUT /me/player/pause 200']);
    assert.equal(bench.tokenRequests, 1);
  });

  for (const times of [1, 2, 3]) {
    it(`is sent again, without a fresh token, when the token was overlooked ${times} times`, async () => {
      bench.spotify.player.play(plain);
      bench.spotify.faults.add(fault.accessTokenMissing(), { times });
      assert.deepEqual(await patiently(bench.client.command(pause)), { outcome: undefined, waits: times });
      assert.equal(webApi().length, times + 1);
      assert.equal(bench.tokenRequests, 0);
      assert.equal(bench.spotify.player.isPlaying, false);
      assert.deepEqual(new Set(bench.requestLog.sent.map(({ kind }) => kind)), new Set(['command']));
      assert.equal(bench.requestLog.sent.length, times + 1);
    });
  }

  it('is given up when the token is overlooked again and again', async () => {
    bench.spotify.player.play(plain);
    bench.spotify.faults.add(fault.accessTokenMissing(), { times: Infinity });
    const { outcome } = await patiently(bench.client.command(pause));
    failsWith({ kind: 'refused', status: 401 })(outcome);
    assert.equal(webApi().length, 4);
  });

  it('is not repeated after a fault of Spotify’s: it may have been executed', async () => {
    bench.spotify.player.play([plain, emoji]);
    for (const misbehave of [fault.serverError({ status: 502 }), fault.reset(), fault.truncated()]) {
      bench.spotify.faults.add(misbehave);
      await assert.rejects(bench.client.command({ kind: 'next' }), ApiProblemError);
    }
    assert.equal(webApi().length, 3);
  });

  for (const [what, command, missing] of [
    ['control', pause, 'user-modify-playback-state'],
    ['like', { kind: 'like', uri: plain.uri, liked: true }, 'user-library-modify'],
  ] as const) {
    it(`says that the session does not cover it: ${what}`, async () => {
      const { apps, tokens, user, player } = bench.spotify;
      player.play(plain);
      const poor = tokens.grant(
        apps.default,
        user.id,
        scopes.filter((scope) => scope !== missing),
      );
      const session = await bench.signIn({ withAccessToken: false }, 'poor');
      bench.tokens.adopt(session, { ...poor, expiresInMs: hour, scopes: [] });
      await assert.rejects(bench.client.command(command), failsWith({ kind: 'scopeMissing' }));
      assert.equal(bench.tokenRequests, 0);
      assert.equal(player.isPlaying, true);
      assert.equal(bench.spotify.library.size, 0);
    });
  }

  it('has one line in the log, which names neither songs nor secrets', async () => {
    bench.spotify.player.play(plain);
    await bench.client.command({ kind: 'like', uri: plain.uri, liked: true });
    bench.spotify.player.pause();
    await assert.rejects(bench.client.command(pause), RejectedError);
    assert.deepEqual(
      bench.log.lines.filter((line) => line.includes('/me/')).map((line) => line.replace(/\d+ ms/, 'n ms')),
      ['debug PUT /me/library: 200 ok in n ms', 'debug PUT /me/player/pause: 403 restricted in n ms'],
    );
    assert.ok(!bench.log.text.includes(plain.id));
    for (const secret of bench.spotify.secrets) assert.ok(!bench.log.text.includes(secret));
  });
});

describe('“Premium required”', () => {
  beforeEach(async () => {
    await begin();
    bench.spotify.player.play([songs.plain, songs.emoji]);
  });
  afterEach(() => bench.close());

  const ask = (command: Command = { kind: 'next' }) => patiently(bench.client.command(command));

  for (const times of [1, 2, 3]) {
    it(`is doubted when it comes ${times} times, and the command executed`, async () => {
      bench.spotify.faults.add(fault.falsePremium(), { times });
      assert.deepEqual(await ask(), { outcome: undefined, waits: times });
      assert.equal(bench.spotify.player.item, songs.emoji);
      assert.equal(webApi().length, times + 1);
      assert.equal(bench.requestLog.sent.length, times + 1);
    });
  }

  it('is believed when it comes four times in a row', async () => {
    bench.spotify.user.premium = false;
    const { outcome, waits } = await ask();
    refused(premium)(outcome);
    assert.equal(waits, 3);
    assert.equal(webApi().length, 4);
    assert.equal(bench.clock.waiting, 0);
  });

  it('is not doubted again once it was believed, by any command, until one is executed', async () => {
    bench.spotify.user.premium = false;
    await ask();
    for (const command of [{ kind: 'next' }, pause, { kind: 'volume', percent: 5 }] as const) {
      const before = webApi().length;
      const { outcome, waits } = await ask(command);
      refused(premium)(outcome);
      assert.equal(waits, 0);
      assert.equal(webApi().length, before + 1);
    }
    bench.spotify.user.premium = true;
    assert.deepEqual(await ask(pause), { outcome: undefined, waits: 0 });
    bench.spotify.faults.add(fault.falsePremium());
    assert.deepEqual(await ask({ kind: 'play' }), { outcome: undefined, waits: 1 });
    assert.equal(bench.spotify.player.isPlaying, true);
  });

  it('is not doubted again after a like, which needs no Premium', async () => {
    bench.spotify.user.premium = false;
    await ask();
    const like: Command = { kind: 'like', uri: songs.plain.uri, liked: true };
    assert.deepEqual(await ask(like), { outcome: undefined, waits: 0 });
    const before = webApi().length;
    refused(premium)((await ask()).outcome);
    assert.equal(webApi().length, before + 1);
  });

  it('is still doubted after a false one', async () => {
    bench.spotify.faults.add(fault.falsePremium(), { times: 2 });
    await ask();
    bench.spotify.faults.add(fault.falsePremium(), { times: 3 });
    assert.deepEqual(await ask({ kind: 'previous' }), { outcome: undefined, waits: 3 });
  });

  it('is the only rejection that is doubted', async () => {
    bench.spotify.player.disallows.add('skipping_next');
    const { outcome, waits } = await ask();
    refused({ kind: 'restricted' })(outcome);
    assert.equal(waits, 0);
  });

  it('is not doubted any further when Spotify demands a pause meanwhile', async () => {
    bench.spotify.faults.add(fault.falsePremium());
    bench.spotify.faults.add(fault.quota({ retryAfter: 60 }));
    const { outcome, waits } = await ask();
    failsWith({ kind: 'limited', until: bench.clock.now() + 60_000, quota: true })(outcome);
    assert.equal(waits, 1);
    assert.equal(webApi().length, 2);
  });
});

describe('looking something up', () => {
  beforeEach(begin);
  afterEach(() => bench.close());
  const { plain, emoji, episode } = songs;

  it('brings the devices, as lookup', async () => {
    const { player } = bench.spotify;
    player.play(plain);
    const devices = await bench.client.devices();
    assert.deepEqual(
      devices.map(({ id, name, type, volume, hasVolume, restricted, active }) => ({
        id,
        name,
        type,
        volume,
        hasVolume,
        restricted,
        active,
      })),
      player.devices.map((device, index) => ({
        id: device.id ?? undefined,
        name: device.name,
        type: device.type,
        volume: device.volume ?? undefined,
        hasVolume: device.supportsVolume,
        restricted: device.isRestricted,
        active: index === 0,
      })),
    );
    assert.ok(devices.length > 1);
    assert.deepEqual(webApi(), ['GET /me/player/devices 200']);
    assert.deepEqual(
      bench.requestLog.sent.map(({ kind }) => kind),
      ['lookup'],
    );
  });

  it('brings the queue, what was queued first', async () => {
    bench.spotify.player.wraps = false;
    bench.spotify.player.play([plain, emoji]);
    bench.spotify.player.enqueue(episode);
    const queue = await bench.client.queue();
    assert.deepEqual(
      queue.map(({ kind, uri }) => [kind, uri]),
      [
        ['episode', episode.uri],
        ['track', emoji.uri],
      ],
    );
    assert.deepEqual(webApi(), ['GET /me/player/queue 200']);
    assert.equal(bench.requestLog.sent[0]?.kind, 'lookup');
  });

  it('brings an empty queue where nothing plays', async () => {
    assert.deepEqual(await bench.client.queue(), []);
  });

  it('brings what is in the library, in one request', async () => {
    bench.spotify.library.add(emoji.uri);
    const likes = await bench.client.likes([plain.uri, emoji.uri, episode.uri]);
    assert.deepEqual(
      [...likes],
      [
        [plain.uri, false],
        [emoji.uri, true],
        [episode.uri, false],
      ],
    );
    assert.deepEqual(webApi(), ['GET /me/library/contains 200']);
    assert.equal(bench.requestLog.sent[0]?.kind, 'lookup');
  });

  it('asks about forty at most', async () => {
    const uris = Array.from({ length: 45 }, (_, index) => `spotify:track:${String(index).padStart(22, '0')}`);
    const likes = await bench.client.likes(uris);
    assert.deepEqual([...likes.keys()], uris.slice(0, 40));
    assert.equal(webApi().length, 1);
  });

  const calls = [
    ['devices', () => bench.client.devices()],
    ['the queue', () => bench.client.queue()],
    ['likes', () => bench.client.likes([plain.uri])],
  ] as const;
  for (const [what, call] of calls) {
    for (const [how, misbehave, problem] of [
      ['a captive portal', () => fault.captivePortal(), { kind: 'unreadable' }],
      ['half a JSON', () => fault.unreadable(), { kind: 'unreadable' }],
      ['503', () => fault.serverError({ status: 503, body: 'html' }), { kind: 'refused', status: 503 }],
      ['a broken connection', () => fault.reset(), { kind: 'offline' }],
    ] as const) {
      it(`says what it is when there comes ${how} instead of ${what}`, async () => {
        bench.spotify.faults.add(misbehave());
        await assert.rejects(call(), failsWith(problem));
        assert.equal(webApi().length, 1);
      });
    }

    for (const [how, misbehave] of [
      ['an empty answer', () => fault.emptyOk()],
      ['JSON of another kind', () => fault.body(200, 'application/json', '{"x":[true]}')],
      ['too many answers', () => fault.body(200, 'application/json', '[true,true]')],
    ] as const) {
      it(`has none, or says so, when there comes ${how} instead of ${what}`, async () => {
        bench.spotify.faults.add(misbehave());
        if (what === 'likes') await assert.rejects(call(), failsWith({ kind: 'unexpected' }));
        else assert.deepEqual(await call(), []);
        assert.equal(webApi().length, 1);
      });
    }

    it(`asks for ${what} again when the token was overlooked`, async () => {
      bench.spotify.faults.add(fault.accessTokenMissing(), { times: 2 });
      const { outcome, waits } = await patiently<unknown>(call());
      assert.ok(!(outcome instanceof Error));
      assert.equal(waits, 2);
    });
  }
});
