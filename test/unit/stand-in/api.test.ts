import assert from 'node:assert/strict';
import { type Answer, Visitor } from './visitor';

function assertError(answer: Answer, status: number, message: string, reason?: string): void {
  assert.equal(answer.status, status);
  assert.deepEqual(
    answer.json['error'],
    reason === undefined ? { status, message } : { status, message, reason },
  );
}

describe('the stand-in: who may use the Web API', () => {
  let visitor: Visitor;
  beforeEach(async () => {
    visitor = await Visitor.arrive();
  });
  afterEach(() => visitor.spotify.close());

  it('asks for a token that it knows', async () => {
    assertError(await visitor.open('/v1/me'), 401, 'No token provided');
    assertError(await visitor.call('GET', '/me', 'BQinvented'), 401, 'Invalid access token');
  });

  it('asks for scopes', async () => {
    const little = visitor.token('user-library-read');
    for (const path of [
      '/me/player',
      '/me/player/currently-playing',
      '/me/player/devices',
      '/me/player/queue',
    ]) {
      assertError(await visitor.call('GET', path, little), 403, 'Insufficient client scope');
    }
    assertError(await visitor.call('PUT', '/me/player/pause', little), 403, 'Insufficient client scope');
    assert.equal((await visitor.call('GET', '/me', little)).status, 200);
  });

  it('refuses who is not listed, and in plain text whose owner has no Premium', async () => {
    const app = visitor.spotify.apps.default;
    const token = visitor.token();
    app.users = [];
    const notListed = await visitor.call('GET', '/me', token);
    assert.equal(notListed.status, 403);
    assert.match(notListed.text, /"message":"The user is not registered for this application\./);
    app.ownerHasPremium = false;
    const owner = await visitor.call('GET', '/me', token);
    assert.deepEqual([owner.status, owner.text.length], [403, 159]);
    assert.match(owner.headers.get('content-type') ?? '', /^text\/plain/);
  });

  it('has no removed endpoints, and no unknown ones', async () => {
    const removed = [
      'PUT /me/tracks',
      'GET /me/tracks/contains',
      'GET /tracks',
      'GET /users/wren',
      'GET /recommendations',
      'GET /audio-features/x',
      'POST /playlists/x/tracks',
    ];
    for (const call of removed) {
      const [method = '', path = ''] = call.split(' ');
      assertError(await visitor.call(method, path), 403, 'Forbidden');
    }
    assertError(await visitor.call('GET', '/nothing'), 404, 'Service not found');
    assertError(await visitor.call('POST', '/me'), 404, 'Service not found');
  });

  it('says of the user what development mode leaves, and tells accounts apart', async () => {
    const first = visitor.token();
    await visitor.code();
    const { json } = await visitor.call('GET', '/me', first);
    assert.deepEqual(Object.keys(json), [
      'account_id',
      'display_name',
      'external_urls',
      'href',
      'id',
      'images',
      'type',
      'uri',
    ]);
    visitor.spotify.apps.default.users.push('second');
    Object.assign(visitor.spotify.user, { id: 'second', accountId: 'acc2', displayName: null });
    const second = String((await visitor.exchange(await visitor.code())).json['access_token']);
    assert.equal((await visitor.call('GET', '/me', second)).json['account_id'], 'acc2');
    assert.equal((await visitor.call('GET', '/me', first)).json['id'], json['id']);
  });

  it('lets browsers in, but exposes nothing to them, and says nothing with a 429', async () => {
    const preflight = await visitor.open('/v1/me', { method: 'OPTIONS' });
    assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /Authorization/);
    const answer = await visitor.call('GET', '/me');
    assert.equal(answer.headers.get('access-control-allow-origin'), '*');
    assert.equal(answer.headers.get('access-control-expose-headers'), null);
    visitor.spotify.faults.dailyQuota = 0;
    const refused = await visitor.call('GET', '/me');
    assert.deepEqual([refused.status, refused.headers.get('access-control-allow-origin')], [429, null]);
  });
});
