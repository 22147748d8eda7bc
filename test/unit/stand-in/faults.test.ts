import assert from 'node:assert/strict';
import { type Fault, fault } from '../../spotify';
import { Visitor } from './visitor';

describe('the stand-in: faults', () => {
  let visitor: Visitor;
  let token: string;
  beforeEach(async () => {
    visitor = await Visitor.arrive();
    token = visitor.token();
    visitor.spotify.player.play();
  });
  afterEach(() => visitor.spotify.close());
  const read = () => visitor.call('GET', '/me/player', token);

  const replies: readonly (readonly [string, Fault, number, RegExp])[] = [
    ['accessTokenMissing', fault.accessTokenMissing(), 401, /"Access token missing"/],
    ['falsePremium', fault.falsePremium(), 403, /"reason":"PREMIUM_REQUIRED"/],
    ['rateLimit', fault.rateLimit(), 429, /^Too many requests$/],
    ['rateLimit as JSON', fault.rateLimit({ body: 'json' }), 429, /"API rate limit exceeded"/],
    ['quota', fault.quota(), 429, /"reason":"QUOTA_EXCEEDED"/],
    ['serverError', fault.serverError({ status: 502 }), 502, /"Bad gateway\."/],
    ['serverError as HTML', fault.serverError({ status: 503, body: 'html' }), 503, /^<html>/],
    ['serverError, empty', fault.serverError({ status: 504, body: 'empty' }), 504, /^$/],
    ['captivePortal', fault.captivePortal(), 200, /^<!doctype html>/],
    ['emptyOk', fault.emptyOk(), 200, /^$/],
    ['unreadable', fault.unreadable(), 200, /^\{"device":\{"id":"0d1e","is_acti$/],
    ['body', fault.body(418, 'text/x-tea', 'short and stout'), 418, /^short/],
  ];
  for (const [name, kind, status, body] of replies) {
    it(`${name}: once, and recorded`, async () => {
      visitor.spotify.faults.add(kind);
      const answer = await read();
      assert.equal(answer.status, status);
      assert.match(answer.text, body);
      assert.equal(visitor.spotify.requests.at(-1)?.status, status);
      assert.equal((await read()).status, 200);
    });
  }

  it('puts anything into Retry-After', async () => {
    for (const retryAfter of [7, 'Mon, 02 Nov 2026 09:10:00 GMT', '-3', '1e9', 'soon']) {
      visitor.spotify.faults.add(fault.rateLimit({ retryAfter }));
      assert.equal((await read()).headers.get('retry-after'), String(retryAfter));
    }
    for (const body of ['json', 'html', 'empty'] as const) {
      visitor.spotify.faults.add(fault.serverError({ status: 503, body, retryAfter: 120 }));
      assert.equal((await read()).headers.get('retry-after'), '120');
    }
    for (const misbehaviour of [fault.rateLimit(), fault.serverError({ status: 503 })]) {
      visitor.spotify.faults.add(misbehaviour);
      assert.equal((await read()).headers.get('retry-after'), null);
    }
  });

  it('executes nothing that it answers itself', async () => {
    visitor.spotify.faults.add(fault.serverError({ status: 500 }));
    await visitor.call('PUT', '/me/player/pause', token);
    assert.equal(visitor.spotify.player.isPlaying, true);
  });

  it('matches by path, method and anything else; lasts as told; can be disarmed', async () => {
    const { faults } = visitor.spotify;
    faults.add(fault.serverError({ status: 500 }), { path: /^\/api\/token$/ });
    faults.add(fault.serverError({ status: 501 as 500 }), { method: 'PUT', times: 2 });
    assert.equal((await read()).status, 200);
    assert.equal((await visitor.refresh('x')).status, 500);
    assert.equal((await visitor.call('PUT', '/me/player/pause', token)).status, 501);
    const lasting = faults.add(fault.emptyOk(), {
      times: Infinity,
      when: ({ query }) => query.has('market'),
    });
    assert.equal((await visitor.call('GET', '/me/player?market=NO', token)).text, '');
    assert.notEqual((await read()).text, '');
    lasting.remove();
    assert.notEqual((await visitor.call('GET', '/me/player?market=NO', token)).text, '');
    assert.equal(faults.pending, 1);
    faults.clear();
    assert.equal((await visitor.call('PUT', '/me/player/pause', token)).status, 200);
  });

  it('answers without an end, until one closes the connection', async () => {
    visitor.spotify.faults.add(fault.endless());
    const headers = { authorization: `Bearer ${token}` };
    const { body } = await fetch(`${visitor.spotify.url}/v1/me/player`, { headers });
    let size = 0;
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > 5_000_000) break;
    }
    assert.ok(size > 5_000_000);
  });

  it('breaks connections off: at once, or in the middle', async () => {
    visitor.spotify.faults.add(fault.reset());
    await assert.rejects(read());
    assert.equal(visitor.spotify.requests.at(-1)?.status, 0);
    for (const path of ['/me/player', '/me/player']) {
      visitor.spotify.faults.add(fault.truncated());
      const headers = { authorization: `Bearer ${token}` };
      const response = await fetch(`${visitor.spotify.url}/v1${path}`, { headers });
      assert.equal(response.status, 200);
      await assert.rejects(response.text());
    }
    visitor.spotify.player.stop();
    visitor.spotify.faults.add(fault.truncated());
    await assert.rejects(read());
    assert.equal((await read()).status, 204);
  });

  it('executes a command though its answer is lost', async () => {
    visitor.spotify.faults.add(fault.truncated());
    await assert.rejects(visitor.call('PUT', '/me/player/pause', token));
    assert.equal(visitor.spotify.player.isPlaying, false);
  });

  it('holds an answer back, so that a later one overtakes it', async () => {
    const held = fault.held();
    visitor.spotify.faults.add(held);
    const first = read();
    while (visitor.spotify.requests.length === 0) {
      await new Promise((done) => setImmediate(done));
    }
    visitor.spotify.player.pause();
    assert.equal((await read()).json['is_playing'], false);
    held.release();
    assert.equal((await first).json['is_playing'], true);
  });

  it('delays an answer', async () => {
    visitor.spotify.faults.add(fault.delay(5));
    assert.equal((await read()).status, 200);
  });

  it('never answers when it hangs, and closes all the same', async () => {
    visitor.spotify.faults.add(fault.hang());
    const hanging = assert.rejects(read());
    while (visitor.spotify.requests.length === 0) {
      await new Promise((done) => setImmediate(done));
    }
    assert.equal(visitor.spotify.requests[0]?.status, 0);
    await visitor.spotify.close();
    await hanging;
  });
});

describe('the stand-in: limits', () => {
  let visitor: Visitor;
  let token: string;
  beforeEach(async () => {
    visitor = await Visitor.arrive();
    token = visitor.token();
  });
  afterEach(() => visitor.spotify.close());
  const ask = async () => {
    const answer = await visitor.call('GET', '/me', token);
    return [answer.status, answer.headers.get('retry-after')];
  };

  it('counts requests over any 30 seconds', async () => {
    visitor.spotify.faults.ratePer30s = 2;
    assert.deepEqual(await ask(), [200, null]);
    visitor.clock.advance(10_000);
    assert.deepEqual(await ask(), [200, null]);
    visitor.clock.advance(500);
    assert.deepEqual(await ask(), [429, '20']);
    visitor.clock.advance(19_500);
    assert.deepEqual(await ask(), [200, null]);
    assert.deepEqual(await ask(), [429, '10']);
  });

  it('counts requests over any 24 hours, whatever the app, and records what it refuses', async () => {
    visitor.spotify.faults.dailyQuota = 3;
    for (let hour = 0; hour < 3; hour += 1) {
      assert.deepEqual(await ask(), [200, null]);
      visitor.clock.advance(3_600_000);
      token = visitor.token();
    }
    const refused = await visitor.call('GET', '/me', token);
    assert.match(refused.text, /QUOTA_EXCEEDED/);
    assert.equal(refused.headers.get('retry-after'), String(21 * 3600));
    assert.equal(visitor.spotify.requests.filter(({ status }) => status === 429).length, 1);
    visitor.clock.advance(21 * 3_600_000);
    token = visitor.token();
    assert.deepEqual(await ask(), [200, null]);
    assert.deepEqual(await ask(), [429, '3600']);
  });
});
