import assert from 'node:assert/strict';
import { request } from 'node:http';
import { songs } from '../../spotify';
import { Visitor } from './visitor';

describe('the stand-in: the control page', () => {
  let visitor: Visitor;
  beforeEach(async () => {
    visitor = await Visitor.arrive();
  });
  afterEach(() => visitor.spotify.close());

  const press = (name: string, headers = {}) => visitor.post(`/control/${name}`, {}, headers);

  it('shows what plays, escaped', async () => {
    assert.match((await visitor.open('/')).text, /Nothing plays/);
    visitor.spotify.player.play([songs.markup]);
    const { text } = await visitor.open('/');
    assert.ok(text.includes('&#60;img src=x&#62;'));
    assert.ok(!text.includes('<img src=x>'));
  });

  it('shows the artwork from its own address', async () => {
    visitor.spotify.player.play([songs.plain]);
    const [, path = ''] = /<img src="([^"]+)"/.exec((await visitor.open('/')).text) ?? [];
    const art = await fetch(visitor.spotify.url + path);
    const bytes = Buffer.from(await art.arrayBuffer());
    assert.deepEqual([art.headers.get('content-type'), bytes.readUInt32BE(16)], ['image/png', 64]);
    assert.equal((await visitor.open(`/image/${'0'.repeat(40)}`)).status, 404);
  });

  it('has buttons that work', async () => {
    const { player, tokens } = visitor.spotify;
    assert.equal((await press('play')).status, 303);
    assert.equal(player.isPlaying, true);
    for (const [name, kind] of [
      ['ad', 'ad'],
      ['episode', 'episode'],
      ['local', 'local'],
      ['next', 'track'],
    ] as const) {
      await press(name);
      assert.equal(player.item?.kind, kind, name);
    }
    await press('pause');
    assert.equal(player.isPlaying, false);
    await press('stop');
    assert.equal(player.item, null);
    visitor.token();
    await press('revoke-refresh');
    await press('expire-access');
    assert.equal(tokens.refreshTokens[0]?.revoked, true);
    assert.equal(tokens.accessTokens[0]?.expiresAt, visitor.clock.ms);
    assert.equal((await press('toString')).status, 404);
  });

  it('switches faults on and off', async () => {
    const pressed = async (name: string) =>
      (await visitor.open('/')).text.includes(`id="${name}" aria-pressed="true"`);
    await press('offline');
    await assert.rejects(visitor.call('GET', '/me'));
    assert.equal(await pressed('offline'), true);
    await press('offline');
    assert.equal((await visitor.call('GET', '/me')).status, 200);
    await press('rate-limit');
    assert.equal((await visitor.call('GET', '/me')).headers.get('retry-after'), '30');
    visitor.clock.advance(30_000);
    assert.equal((await visitor.call('GET', '/me')).status, 200);
    assert.equal(await pressed('rate-limit'), false);
  });

  it('obeys its own page only', async () => {
    const { url, player } = visitor.spotify;
    assert.equal((await press('play', { origin: 'https://example.com' })).status, 403);
    assert.equal((await press('play', { origin: 'null' })).status, 403);
    const rebound = await new Promise((resolve, reject) => {
      const headers = { host: 'rebound.example.com', 'content-length': '0' };
      const sent = request(`${url}/control/play`, { method: 'POST', headers }, (reply) => {
        reply.resume();
        resolve(reply.statusCode);
      });
      sent.on('error', reject).end();
    });
    assert.equal(rebound, 403);
    assert.equal(player.item, null);
    assert.equal((await press('play', { origin: url })).status, 303);
  });
});
