import assert from 'node:assert/strict';
import { artworkFor, songs } from '../../spotify';
import { Visitor } from './visitor';

describe('the stand-in: reading the player', () => {
  let visitor: Visitor;
  let token: string;
  beforeEach(async () => {
    visitor = await Visitor.arrive();
    token = visitor.token();
  });
  afterEach(() => visitor.spotify.close());
  const read = (path = '/me/player') => visitor.call('GET', path, token);
  const both = '?additional_types=track,episode';

  it('answers 204 when nothing is active or the session is private and hidden', async () => {
    const { player } = visitor.spotify;
    for (const path of ['/me/player', '/me/player/currently-playing']) {
      assert.deepEqual([(await read(path)).status, (await read(path)).text], [204, '']);
      player.play();
      player.privateSession = true;
      assert.equal((await read(path)).status, 204);
      player.hidesPrivateSession = false;
      assert.equal((await read(path)).status, 200);
      player.hidesPrivateSession = true;
      player.privateSession = false;
      player.stop();
    }
  });

  it('says null or 0 instead of position and length, as it is told, and plays on all the same', async () => {
    const { player } = visitor.spotify;
    player.play([songs.plain]);
    visitor.clock.advance(4321);
    const numbers = async () => {
      const { progress_ms, item } = (await read()).json;
      return [progress_ms, (item as { duration_ms: unknown }).duration_ms];
    };
    assert.deepEqual(await numbers(), [4321, songs.plain.durationMs]);
    player.progressReplies = 'zero';
    player.durationReplies = 'null';
    assert.deepEqual(await numbers(), [0, null]);
    player.progressReplies = 'null';
    player.durationReplies = 'zero';
    assert.deepEqual(await numbers(), [null, 0]);
    assert.equal(player.positionMs, 4321);
  });

  it('shows a track in full, at the clock’s position, uncached', async () => {
    visitor.spotify.player.play([songs.plain]);
    const since = visitor.clock.ms;
    visitor.clock.advance(4321);
    const { json, headers } = await read();
    const { item, device, context, ...rest } = json;
    assert.deepEqual(rest, {
      shuffle_state: false,
      smart_shuffle: false,
      repeat_state: 'off',
      timestamp: since,
      progress_ms: 4321,
      is_playing: true,
      currently_playing_type: 'track',
      actions: { disallows: { resuming: true } },
    });
    assert.deepEqual(Object.keys(device as object), [
      'id',
      'is_active',
      'is_private_session',
      'is_restricted',
      'name',
      'type',
      'volume_percent',
      'supports_volume',
    ]);
    const { name, artists, album } = item as {
      name: string;
      artists: unknown[];
      album: { images: unknown[] };
    };
    assert.deepEqual([name, artists.length, album.images.length], [songs.plain.title, 2, 3]);
    for (const gone of ['available_markets', 'popularity', 'preview_url', 'linked_from']) {
      assert.ok(!JSON.stringify(item).includes(gone), gone);
    }
    assert.equal((context as { type: string }).type, 'playlist');
    assert.equal(headers.get('cache-control'), 'private, max-age=0');
    assert.equal(headers.get('etag'), null);
  });

  it('leaves the device out of currently-playing', async () => {
    visitor.spotify.player.play();
    const { json } = await read('/me/player/currently-playing');
    for (const key of ['device', 'shuffle_state', 'smart_shuffle', 'repeat_state']) {
      assert.ok(!(key in json), key);
    }
    assert.notEqual(json['item'], null);
  });

  it('shows an episode only to those who ask for episodes', async () => {
    visitor.spotify.player.play(songs.episode);
    const blind = (await read()).json;
    assert.deepEqual([blind['item'], blind['context']], [null, null]);
    assert.equal(blind['currently_playing_type'], 'episode');
    const { item, context } = (await read(`/me/player${both}`)).json;
    assert.equal((item as { show: { name: string } }).show.name, songs.episode.show.name);
    assert.equal((context as { type: string }).type, 'show');
    assert.ok(!('publisher' in (item as { show: object }).show));
  });

  it('shows of an advertisement that it plays, and of a local file no ID', async () => {
    const { player } = visitor.spotify;
    player.play(songs.advertisement);
    const ad = (await read(`/me/player${both}`)).json;
    assert.deepEqual([ad['item'], ad['currently_playing_type'], ad['is_playing']], [null, 'ad', true]);
    player.play(songs.local);
    const { item, context } = (await read(`/me/player${both}`)).json;
    const { id, is_local: isLocal, uri } = item as { id: null; is_local: boolean; uri: string };
    assert.deepEqual([id, isLocal, context], [null, true, null]);
    assert.match(uri, /^spotify:local:Attic\+Tapes:Four\+Track:demo\+take\+3%3A\+final\+\(2\):180$/);
  });

  it('shows an advertisement with an item, where it does, and a chapter with its book', async () => {
    const { player } = visitor.spotify;
    player.play(songs.shownAdvertisement);
    const ad = (await read(`/me/player${both}`)).json;
    const { uri, artists, album } = ad['item'] as { uri: string; artists: unknown; album: unknown };
    assert.match(uri, /^spotify:ad:/);
    assert.deepEqual([ad['currently_playing_type'], artists, album], ['ad', [], {}]);
    player.play(songs.chapter);
    const { item, ...rest } = (await read(`/me/player${both}`)).json;
    assert.equal(rest['currently_playing_type'], 'chapter');
    const { type, audiobook } = item as { type: string; audiobook: { name: string; authors: unknown } };
    assert.deepEqual(
      [type, audiobook.name, audiobook.authors],
      ['chapter', songs.chapter.book.name, [{ name: 'Maud Verrill' }]],
    );
    player.play([songs.plain, songs.shownAdvertisement, songs.chapter]);
    const { queue } = (await read('/me/player/queue')).json as { queue: { type: string }[] };
    assert.deepEqual(
      queue.map((one) => one.type),
      ['ad', 'chapter'],
    );
  });

  it('lags behind by what is set', async () => {
    const { player } = visitor.spotify;
    player.staleMs = 500;
    player.play([songs.plain]);
    visitor.clock.advance(1000);
    assert.equal((await visitor.call('PUT', '/me/player/pause', token)).status, 200);
    const stale = (await read()).json;
    assert.deepEqual([stale['is_playing'], stale['actions']], [true, { disallows: { resuming: true } }]);
    visitor.clock.advance(500);
    const fresh = (await read()).json;
    assert.deepEqual([fresh['is_playing'], fresh['progress_ms']], [false, 1000]);
  });

  it('lists devices and the queue', async () => {
    const idle = (await read('/me/player/devices')).json['devices'] as { is_active: boolean }[];
    assert.deepEqual(
      idle.map(({ is_active: active }) => active),
      [false, false],
    );
    assert.deepEqual((await read('/me/player/queue')).json, { currently_playing: null, queue: [] });
    visitor.spotify.player.play([songs.plain, songs.advertisement, songs.emoji]);
    visitor.spotify.player.enqueue(songs.episode);
    const { queue } = (await read('/me/player/queue')).json as { queue: { name: string }[] };
    assert.deepEqual(
      queue.map(({ name }) => name),
      [songs.episode.title, songs.emoji.title],
    );
  });

  it('looks things up by ID, and draws their art', async () => {
    const { plain, episode } = songs;
    const paths = [
      `/tracks/${plain.id}`,
      `/albums/${plain.album.id}`,
      `/artists/${plain.artists[1]?.id ?? ''}`,
      `/episodes/${episode.id}`,
      `/shows/${episode.show.id}`,
    ];
    for (const path of paths) {
      assert.equal((await read(path)).status, 200, path);
    }
    assert.equal((await read(`/tracks/${'0'.repeat(22)}`)).status, 404);
    assert.equal((await read('/tracks/short')).status, 400);
    const { images } = (await read(paths[1])).json as { images: { url: string }[] };
    const widths = images.map(({ url }) => artworkFor(url).readUInt32BE(16));
    assert.deepEqual(widths, [640, 300, 64]);
  });

  it('gives artwork the addresses that Spotify gives it, one for each size and thing', async () => {
    const { plain, episode } = songs;
    const urls = new Set<string>();
    const paths = [`albums/${plain.album.id}`, `artists/${plain.artists[0]?.id ?? ''}`];
    for (const path of [...paths, `episodes/${episode.id}`, `shows/${episode.show.id}`]) {
      const { images } = (await read(`/${path}`)).json as { images: { url: string }[] };
      images.forEach(({ url }) => urls.add(url));
    }
    assert.equal(urls.size, 12);
    for (const url of urls) {
      assert.match(url, /^https:\/\/i\.scdn\.co\/image\/[0-9a-f]{40}$/);
    }
    assert.throws(() => artworkFor(`https://i.scdn.co/image/${'0'.repeat(40)}`), RangeError);
  });

  it('shows the shuffle that adds recommendations, which ends with the shuffle', async () => {
    const { player } = visitor.spotify;
    player.play();
    player.smartShuffle = true;
    const shuffles = async () => {
      const { shuffle_state: plain, smart_shuffle: smart } = (await read()).json;
      return [plain, smart];
    };
    assert.deepEqual(await shuffles(), [true, true]);
    await visitor.call('PUT', '/me/player/shuffle?state=true', token);
    assert.deepEqual(await shuffles(), [true, true]);
    await visitor.call('PUT', '/me/player/shuffle?state=false', token);
    assert.deepEqual(await shuffles(), [false, false]);
  });

  it('tells what was played, the newest first, to whoever may know', async () => {
    const { player } = visitor.spotify;
    const { plain, emoji, episode, local } = songs;
    const path = '/me/player/recently-played';
    const without = await read(path);
    assert.deepEqual([without.status, without.text.includes('Insufficient client scope')], [403, true]);
    const accessToken = visitor.token('user-read-recently-played');
    const played = async (query = '') => {
      const { status, json } = await visitor.call('GET', `${path}${query}`, accessToken);
      const { items = [] } = json as { items?: { track: { name: string } }[] };
      return status === 200 ? items.map(({ track }) => track.name) : status;
    };
    assert.deepEqual(await played(), []);
    player.play([plain, emoji, episode, local, plain]);
    for (let count = 0; count < 4; count += 1) {
      visitor.clock.advance(40_000);
      player.next();
    }
    assert.deepEqual(await played(), [emoji.title, plain.title]);
    assert.deepEqual(await played('?limit=1'), [emoji.title]);
    assert.deepEqual(await played(`?after=${visitor.clock.ms}`), []);
    assert.deepEqual(await played(`?before=${visitor.clock.ms - 100_000}`), [plain.title]);
    for (const query of ['?limit=0', '?limit=51', '?before=soon', '?before=1&after=1']) {
      assert.equal(await played(query), 400, query);
    }
    player.privateSession = true;
    player.next();
    assert.deepEqual(await played(), [emoji.title, plain.title]);
  });

  it('lags behind commands in all that it shows', async () => {
    const { player } = visitor.spotify;
    player.play([songs.plain]);
    player.staleMs = 800;
    visitor.clock.advance(800);
    const readPlayer = async () => {
      const { json } = await read();
      const { queue } = (await read('/me/player/queue')).json as { queue: { name: string }[] };
      const { devices } = (await read('/me/player/devices')).json as {
        devices: { volume_percent: number }[];
      };
      return [json['is_playing'], json['repeat_state'], queue[0]?.name, devices[0]?.volume_percent];
    };
    const before = await readPlayer();
    for (const [method, path] of [
      ['PUT', 'pause'],
      ['PUT', 'repeat?state=context'],
      ['PUT', 'volume?volume_percent=7'],
      ['POST', `queue?uri=${songs.emoji.uri}`],
    ] as const) {
      assert.equal((await visitor.call(method, `/me/player/${path}`, token)).status, 200, path);
    }
    visitor.clock.advance(799);
    assert.deepEqual(await readPlayer(), before);
    visitor.clock.advance(1);
    assert.deepEqual(await readPlayer(), [false, 'context', songs.emoji.title, 7]);
  });

  it('records every request with its answer', async () => {
    await read('/me/player?market=XY');
    const record = visitor.spotify.requests.at(-1);
    assert.deepEqual([record?.method, record?.path, record?.status], ['GET', '/v1/me/player', 204]);
    assert.equal(record?.query.get('market'), 'XY');
    assert.equal(record.headers.authorization, `Bearer ${token}`);
    assert.equal(record.at, visitor.clock.ms);
  });
});
