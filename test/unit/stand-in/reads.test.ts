import assert from 'node:assert/strict';
import { songs } from '../../spotify';
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
    const art = await fetch(images[0]?.url ?? '');
    const bytes = Buffer.from(await art.arrayBuffer());
    assert.deepEqual([art.headers.get('content-type'), bytes.readUInt32BE(16)], ['image/png', 640]);
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
