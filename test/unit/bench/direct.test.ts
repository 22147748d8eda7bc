import assert from 'node:assert/strict';
import { fault, type Spotify, startSpotify } from '../../spotify';

describe('asking the stand-in without a socket', () => {
  let spotify: Spotify;
  let now = 1_000_000;
  const scopes = ['user-read-playback-state'];

  beforeEach(async () => (spotify = await startSpotify({ now: () => now })));
  afterEach(() => spotify.close());

  const ask = () => {
    const { accessToken } = spotify.tokens.grant(spotify.apps.default, spotify.user.id, scopes);
    const headers = { Authorization: `Bearer ${accessToken}` };
    return spotify.answer({ method: 'GET', url: '/v1/me/player?additional_types=track,episode', headers });
  };

  it('answers, checks and records as over the wire', async () => {
    assert.equal((await ask()).status, 204);
    spotify.player.play();
    const { accessToken } = spotify.tokens.grant(spotify.apps.default, spotify.user.id, scopes);
    const headers = { Authorization: `Bearer ${accessToken}` };
    const overTheWire = await fetch(`${spotify.url}/v1/me/player?additional_types=track,episode`, {
      headers,
    });
    assert.equal(String((await ask()).body), await overTheWire.text());
    const stranger = await spotify.answer({ method: 'GET', url: '/v1/me/player', headers: {} });
    assert.equal(stranger.status, 401);
    assert.deepEqual(
      spotify.requests.map(({ path, status }) => [path, status]),
      [204, 200, 200, 401].map((status) => ['/v1/me/player', status]),
    );
  });

  it('misbehaves as told', async () => {
    spotify.faults.add(fault.serverError({ status: 503 }));
    assert.equal((await ask()).status, 503);
    for (const broken of [fault.reset(), fault.truncated()]) {
      spotify.faults.add(broken);
      await assert.rejects(ask, /broke off/);
    }
  });

  it('refuses with the seconds that are left while the quota is used up', async () => {
    spotify.faults.quotaUsedUpUntil = now + 90_500;
    const { status, headers, body } = await ask();
    assert.deepEqual([status, headers['retry-after']], [429, '91']);
    assert.match(String(body), /QUOTA_EXCEEDED/);
    now += 90_500;
    assert.equal((await ask()).status, 204);
  });
});
