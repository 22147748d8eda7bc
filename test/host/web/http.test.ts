import assert from 'node:assert/strict';
import { NoReplyError } from '../../../src/platform/host';
import { longestReply } from '../../../src/platform/json';
import { http } from '../../../src/platform/web/http';
import { facts } from '../facts';
import { whole } from '../whole';

const blind = { blind: true } as const;

describe('a request from a page', () => {
  const at = (path: string) => `${facts().spotify}${path}`;
  const get = (path: string, headers: Record<string, string> = {}) =>
    http(at(path), { method: 'GET', headers });
  const form = (headers: Record<string, string> = {}) =>
    http(at('/api/token'), {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8', ...headers },
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'none', client_id: 'none' }),
    });
  const fails = (request: Promise<Response>, known: NoReplyError['known']) =>
    assert.rejects(request, (error) => {
      assert.ok(error instanceof NoReplyError);
      assert.deepEqual(error.known, known);
      assert.equal(error.cause, undefined);
      return true;
    });

  it('brings the whole reply, but for the headers that Spotify does not expose', async () => {
    const response = await get('/v1/whole', { Authorization: 'Bearer abc', Accept: 'application/json' });
    assert.equal(response.status, 418);
    assert.equal(response.headers.get('content-type'), 'application/json');
    assert.equal(response.headers.get('retry-after'), null);
    assert.equal(await response.text(), whole);
  });

  it('never brings what is in a cache', async () => {
    assert.equal(await (await get('/v1/changing')).text(), 'first');
    assert.equal(await (await get('/v1/changing')).text(), 'second');
  });

  it('brings a reply without a body', async () => {
    const response = await get('/v1/nothing');
    assert.equal(response.status, 204);
    assert.equal(await response.text(), '');
  });

  it('brings no more than any reply of Spotify’s has of a body without an end', async () => {
    const response = await get('/v1/endless');
    const { length } = await response.text();
    assert.ok(length > longestReply && length < 2 * longestReply, String(length));
  });

  it('brings an error of Spotify’s', async () => {
    assert.equal((await get('/v1/me', { Authorization: 'Bearer abc' })).status, 401);
  });

  it('does not follow a redirect, and says that there was one', async () => {
    assert.equal((await get('/v1/moved')).status, 302);
  });

  it('posts a form without asking first', async () => {
    assert.equal((await form()).status, 400);
  });

  it('is blind where the form carries what the token endpoint does not allow', async () => {
    await fails(form({ Authorization: 'Basic abc' }), blind);
    await fails(form({ 'x-other': 'abc' }), blind);
  });

  it('is blind where a header is none that Spotify allows', async () => {
    await fails(get('/v1/whole', { 'x-other': 'abc' }), blind);
  });

  for (const [what, path] of [
    ['Spotify refuses, which it does without CORS headers', '/v1/limited'],
    ['a captive portal answers', '/v1/portal'],
    ['a captive portal leads elsewhere', '/elsewhere'],
    ['the connection breaks at once', '/v1/reset'],
    ['the connection breaks in the middle of the reply', '/v1/truncated'],
  ] as const) {
    it(`is blind where ${what}`, () => fails(get(path), blind));
  }

  it('is offline, and not blind, where no answer comes in time', async () => {
    const real = AbortSignal.timeout.bind(AbortSignal);
    const asked: number[] = [];
    AbortSignal.timeout = (ms) => {
      asked.push(ms);
      return real(50);
    };
    try {
      await fails(get('/v1/hang'), {});
      assert.deepEqual(asked, [15_000]);
    } finally {
      AbortSignal.timeout = real;
    }
  });
});
