import assert from 'node:assert/strict';
import { fault, songs } from '../../spotify';
import { type Answer, Visitor } from './visitor';

describe('the stand-in: commands', () => {
  let visitor: Visitor;
  let token: string;
  beforeEach(async () => {
    visitor = await Visitor.arrive();
    token = visitor.token();
  });
  afterEach(() => visitor.spotify.close());

  const put = (path: string, body?: unknown) =>
    visitor.call('PUT', `/me/player${path}`, token, {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const post = (path: string) => visitor.call('POST', `/me/player${path}`, token);
  const assertFailed = (answer: Answer, status: number, message: string, reason: string) => {
    const error = { status, message: `Player command failed: ${message}`, reason };
    assert.deepEqual([answer.status, answer.json['error']], [status, error]);
  };

  it('wants a device, and Premium before that', async () => {
    assertFailed(await put('/play'), 404, 'No active device found', 'NO_ACTIVE_DEVICE');
    assertFailed(await post('/next'), 404, 'No active device found', 'NO_ACTIVE_DEVICE');
    visitor.spotify.user.premium = false;
    assertFailed(await put('/play'), 403, 'Premium required', 'PREMIUM_REQUIRED');
    assertFailed(await put('', { device_ids: ['x'] }), 403, 'Premium required', 'PREMIUM_REQUIRED');
  });

  it('pauses what plays and resumes what pauses, nothing else', async () => {
    const { player } = visitor.spotify;
    player.play();
    assertFailed(await put('/play'), 403, 'Restriction violated', 'UNKNOWN');
    assert.equal((await put('/pause')).status, 200);
    assert.equal(player.isPlaying, false);
    assertFailed(await put('/pause'), 403, 'Restriction violated', 'UNKNOWN');
    assert.equal((await put('/play')).status, 200);
    assert.equal(player.isPlaying, true);
  });

  it('answers with a text that is no JSON, or with 204 when told to', async () => {
    const { player } = visitor.spotify;
    player.play();
    const live = await put('/pause');
    assert.equal(live.status, 200);
    assert.throws(() => JSON.parse(live.text));
    player.commandReplies = '204';
    assert.deepEqual([(await put('/play')).status, (await put('/pause')).text], [204, '']);
    player.commandReplies = '202';
    assert.deepEqual([(await put('/play')).status, (await put('/pause')).text], [202, '']);
  });

  it('skips, seeks, repeats and shuffles', async () => {
    const { player } = visitor.spotify;
    player.play([songs.plain, songs.emoji]);
    await post('/next');
    assert.equal(player.item, songs.emoji);
    await post('/previous');
    assert.equal(player.item, songs.plain);
    await put('/seek?position_ms=90000');
    assert.equal(player.positionMs, 90_000);
    await put(`/seek?position_ms=${songs.plain.durationMs}`);
    assert.equal(player.item, songs.emoji);
    await put('/repeat?state=track');
    await put('/shuffle?state=true');
    assert.deepEqual([player.repeat, player.shuffle], ['track', true]);
    await post(`/queue?uri=${songs.episode.uri}`);
    assert.equal(player.state.queue[0], songs.episode);
  });

  it('refuses parameters that make no sense', async () => {
    visitor.spotify.player.play();
    const calls = [
      '/seek',
      '/seek?position_ms=-1',
      '/repeat?state=on',
      '/shuffle',
      '/volume?volume_percent=101',
    ];
    for (const path of calls) {
      assert.equal((await put(path)).status, 400, path);
    }
    assert.equal((await post('/queue?uri=spotify:album:x')).status, 400);
    assert.equal((await put('/play', { uris: ['spotify:track:unknown'] })).status, 400);
  });

  it('refuses what is disallowed', async () => {
    const { player } = visitor.spotify;
    player.play(songs.advertisement);
    assertFailed(await post('/next'), 403, 'Restriction violated', 'UNKNOWN');
    assertFailed(await put('/seek?position_ms=1'), 403, 'Restriction violated', 'UNKNOWN');
    player.play(songs.plain);
    player.disallows.add('toggling_repeat_track');
    assertFailed(await put('/repeat?state=track'), 403, 'Restriction violated', 'UNKNOWN');
    assert.equal((await put('/repeat?state=off')).status, 200);
  });

  it('sets the volume where that can be done', async () => {
    const { player } = visitor.spotify;
    player.play();
    await put('/volume?volume_percent=33');
    assert.equal(player.volume, 33);
    const phone = player.devices[1]?.id ?? '';
    await put('', { device_ids: [phone] });
    const refused = await put('/volume?volume_percent=34');
    assertFailed(refused, 403, 'Cannot control device volume', 'VOLUME_CONTROL_DISALLOW');
  });

  it('moves to exactly one device', async () => {
    const { player } = visitor.spotify;
    const [desk = '', phone = ''] = player.devices.map(({ id }) => id ?? '');
    for (const ids of [[], [desk, phone]]) {
      assert.equal((await put('', { device_ids: ids })).status, 400);
    }
    assert.equal((await put('')).status, 400);
    assert.equal((await put('', { device_ids: ['nowhere'] })).status, 404);
    assert.equal((await put('', { device_ids: [phone] })).status, 200);
    assert.deepEqual([player.device?.id, player.isPlaying, player.item === null], [phone, false, false]);
    await put('', { device_ids: [desk], play: true });
    assert.deepEqual([player.device?.id, player.isPlaying], [desk, true]);
    assert.equal((await put('/pause?device_id=nowhere')).status, 404);
    assert.equal((await put(`/pause?device_id=${phone}`)).status, 404);
  });

  it('keeps what it does when it moves without being told to play', async () => {
    const { player } = visitor.spotify;
    const [desk, phone] = player.devices.map(({ id }) => id);
    player.play([songs.plain], { positionMs: 4000 });
    await put('', { device_ids: [phone] });
    assert.deepEqual([player.device?.id, player.isPlaying, player.positionMs], [phone, true, 4000]);
    await put('', { device_ids: [desk], play: false });
    assert.deepEqual([player.device?.id, player.isPlaying], [desk, true]);
    player.pause();
    await put('', { device_ids: [phone], play: false });
    assert.deepEqual([player.device?.id, player.isPlaying], [phone, false]);
  });

  it('no longer finds a device that has gone since it was listed', async () => {
    const { player } = visitor.spotify;
    const [desk = '', phone = ''] = player.devices.map(({ id }) => id ?? '');
    player.play();
    player.staleMs = 1000;
    visitor.clock.advance(1000);
    player.disconnect(phone);
    const { devices } = (await visitor.call('GET', '/me/player/devices', token)).json as {
      devices: { id: string }[];
    };
    assert.deepEqual(
      devices.map(({ id }) => id),
      [desk, phone],
    );
    const gone = { status: 404, message: 'Device not found' };
    assert.deepEqual((await put('', { device_ids: [phone] })).json['error'], gone);
    assert.deepEqual((await put(`/play?device_id=${phone}`)).json['error'], gone);
    assert.deepEqual([player.device?.id, player.isPlaying], [desk, true]);
    player.disconnect(desk);
    assertFailed(await put('/pause'), 404, 'No active device found', 'NO_ACTIVE_DEVICE');
    assert.equal(player.item, null);
  });

  it('plays what is queued in the order in which it came, before the list goes on', async () => {
    const { player } = visitor.spotify;
    player.play([songs.plain, songs.emoji]);
    await post(`/queue?uri=${songs.long.uri}`);
    await post(`/queue?uri=${songs.episode.uri}`);
    const played = [];
    for (let skips = 0; skips < 3; skips += 1) {
      await post('/next');
      played.push(player.item);
    }
    assert.deepEqual(played, [songs.long, songs.episode, songs.emoji]);
  });

  it('executes nothing that it falsely refuses', async () => {
    const { player, faults } = visitor.spotify;
    player.play();
    const path = /^\/v1\/me\/player\/pause$/;
    faults.add(fault.falsePremium(), { path });
    faults.add(fault.accessTokenMissing(), { path });
    assertFailed(await put('/pause'), 403, 'Premium required', 'PREMIUM_REQUIRED');
    assert.equal((await put('/pause')).status, 401);
    assert.equal(player.isPlaying, true);
    assert.equal((await put('/pause')).status, 200);
    assert.deepEqual([player.isPlaying, faults.pending], [false, 0]);
  });

  it('does not interrupt what may not be interrupted', async () => {
    const { player } = visitor.spotify;
    player.play([songs.plain]);
    player.disallows.add('interrupting_playback');
    assertFailed(await put('/play', { uris: [songs.emoji.uri] }), 403, 'Restriction violated', 'UNKNOWN');
    assert.equal(player.item, songs.plain);
  });

  it('starts what the body names, on the device that the query names', async () => {
    const { player } = visitor.spotify;
    const desk = player.devices[0]?.id ?? '';
    const uris = [songs.plain.uri, songs.emoji.uri];
    await put(`/play?device_id=${desk}`, { uris, offset: { position: 1 }, position_ms: 5000 });
    assert.deepEqual([player.item, player.positionMs, player.isPlaying], [songs.emoji, 5000, true]);
    await put('/play', { context_uri: `spotify:album:${songs.plain.album.id}` });
    assert.deepEqual([player.item, player.context?.type], [songs.plain, 'album']);
  });
});

describe('the stand-in: the library', () => {
  let visitor: Visitor;
  beforeEach(async () => {
    visitor = await Visitor.arrive();
  });
  afterEach(() => visitor.spotify.close());

  const error = (answer: Answer) => (answer.json['error'] as { message: string }).message;

  it('saves, tells and forgets', async () => {
    const [a, b] = ['spotify:track:a', 'spotify:episode:b'];
    const saved = await visitor.call('PUT', `/me/library?uris=${a},${b}`);
    assert.deepEqual([saved.status, saved.text], [200, '']);
    await visitor.call('DELETE', `/me/library?uris=${b}`);
    const { text } = await visitor.call('GET', `/me/library/contains?uris=${a},${b}`);
    assert.equal(text, '[true,false]');
    assert.deepEqual([...visitor.spotify.library], [a]);
  });

  it('reads the query only', async () => {
    const body = JSON.stringify({ uris: ['spotify:track:a'] });
    const headers = { authorization: `Bearer ${visitor.token()}`, 'content-type': 'application/json' };
    const answer = await visitor.call('PUT', '/me/library', '', { body, headers });
    assert.deepEqual([answer.status, error(answer)], [400, 'Missing required field: uris']);
  });

  it('refuses more than 40, other types and what is no URI', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => `spotify:track:${at}`).join(',');
    assert.equal((await visitor.call('PUT', `/me/library?uris=${many(40)}`)).status, 200);
    assert.equal((await visitor.call('PUT', `/me/library?uris=${many(41)}`)).status, 400);
    for (const uri of ['spotify:chapter:a', 'spotify:artist:a', 'a', 'spotify:local:a:b:c:1']) {
      assert.equal((await visitor.call('PUT', `/me/library?uris=${uri}`)).status, 400, uri);
    }
  });

  it('asks for the scope of each type', async () => {
    const token = visitor.token('user-library-read');
    const answer = await visitor.call('PUT', '/me/library?uris=spotify:track:a', token);
    assert.deepEqual([answer.status, error(answer)], [403, 'Insufficient client scope']);
    assert.equal(
      (await visitor.call('GET', '/me/library/contains?uris=spotify:artist:a', token)).status,
      403,
    );
    assert.equal((await visitor.call('GET', '/me/library/contains?uris=spotify:track:a', token)).status, 200);
  });
});
