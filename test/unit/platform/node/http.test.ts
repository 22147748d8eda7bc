import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { logged, NoReplyError } from '../../../../src/platform/host';
import { http } from '../../../../src/platform/node/http';
import { fault, startSpotify, type Fault, type Spotify } from '../../../spotify';
import { Lines } from '../../support';
import { foreignIdentity } from './certificates';
import { startHttps } from './proxy';

describe('a request', () => {
  let spotify: Spotify;
  beforeEach(async () => {
    spotify = await startSpotify();
  });
  afterEach(() => spotify.close());

  const get = (path = '/v1/x') => http(`${spotify.url}${path}`, { method: 'GET', headers: {} });
  const reply = (status: number, headers: Record<string, string>, body: string | Buffer = ''): Fault => ({
    kind: 'reply',
    reply: { status, headers, body },
  });

  it('brings the whole reply, as a global Response', async () => {
    const body = JSON.stringify({ name: 'Zoë 🦊', filler: 'x'.repeat(100_000) });
    spotify.faults.add(reply(418, { 'content-type': 'application/json', 'retry-after': '7' }, body));
    const response = await get();
    assert.ok(response instanceof Response);
    assert.equal(response.status, 418);
    assert.equal(response.headers.get('retry-after'), '7');
    assert.equal(response.headers.get('content-type'), 'application/json');
    assert.equal(await response.text(), body);
  });

  it('sends its method, its headers and its text', async () => {
    await http(`${spotify.url}/v1/x?y=z`, {
      method: 'PUT',
      headers: { Authorization: 'Bearer abc' },
      body: '{"a":1}',
    });
    const [request] = spotify.requests;
    assert.equal(request?.method, 'PUT');
    assert.equal(request.path, '/v1/x');
    assert.equal(request.query.get('y'), 'z');
    assert.equal(request.headers.authorization, 'Bearer abc');
    assert.equal(request.body, '{"a":1}');
  });

  it('sends a form as a form', async () => {
    const body = new URLSearchParams({ a: 'b c', d: '&é' });
    await http(`${spotify.url}/api/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
      body,
    });
    assert.equal(spotify.requests[0]?.body, body.toString());
    assert.match(spotify.requests[0].headers['content-type'] ?? '', /^application\/x-www-form-urlencoded/);
  });

  for (const status of [301, 302, 303, 307, 308]) {
    it(`does not follow a redirect by ${status}`, async () => {
      spotify.faults.add(reply(status, { location: `${spotify.url}/v1/elsewhere` }));
      const response = await get();
      assert.equal(response.status, status);
      assert.equal(spotify.requests.length, 1);
    });
  }

  for (const status of [204, 205, 304]) {
    it(`brings a reply by ${status}, which has no body`, async () => {
      spotify.faults.add(reply(status, {}));
      const response = await get();
      assert.equal(response.status, status);
      assert.equal(response.body, null);
      assert.equal(await response.text(), '');
    });
  }

  it('takes no cookie along', async () => {
    spotify.faults.add(reply(200, { 'set-cookie': 'a=b; Path=/' }));
    await get();
    await get();
    assert.equal(spotify.requests[1]?.headers.cookie, undefined);
  });

  it('ends after 15 seconds, although its reply goes on', async () => {
    const slow = createServer((_, response) => response.write('{'));
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
    const { port } = slow.address() as AddressInfo;
    const real = AbortSignal.timeout.bind(AbortSignal);
    const asked: number[] = [];
    AbortSignal.timeout = (ms) => {
      asked.push(ms);
      return real(50);
    };
    try {
      const asking = http(`http://127.0.0.1:${port}/`, { method: 'GET', headers: {} });
      await assert.rejects(asking, { name: 'NoReplyError', code: 'timeout' });
      assert.deepEqual(asked, [15_000]);
    } finally {
      AbortSignal.timeout = real;
      slow.closeAllConnections();
      slow.close();
    }
  });

  it('brings an empty 200', async () => {
    spotify.faults.add(fault.emptyOk());
    assert.equal(await (await get()).text(), '');
  });

  const failures: readonly (readonly [what: string, fail: () => unknown, code: RegExp])[] = [
    ['breaks at once', () => spotify.faults.add(fault.reset()), /^ECONNRESET$/],
    [
      'breaks in the middle of the reply',
      () => {
        spotify.faults.add(fault.truncated());
      },
      /^(ECONNRESET|ERR_STREAM_PREMATURE_CLOSE)$/,
    ],
    ['is refused', () => spotify.close(), /^ECONNREFUSED$/],
    [
      'brings far more than Spotify ever would',
      () => spotify.faults.add(reply(200, {}, 'x'.repeat(2_000_001))),
      /^max-size$/,
    ],
    [
      'brings little that unpacks to far more',
      () => spotify.faults.add(reply(200, { 'content-encoding': 'gzip' }, gzipSync('x'.repeat(2_000_001)))),
      /^max-size$/,
    ],
    ['brings far more without an end', () => spotify.faults.add(fault.endless()), /^max-size$/],
    [
      'brings headers without an end',
      () => spotify.faults.add(reply(200, { 'x-filler': 'x'.repeat(100_000) })),
      /^HPE_HEADER_OVERFLOW$/,
    ],
  ];
  for (const [what, fail, code] of failures) {
    it(`gets no reply where the connection ${what}, and says nothing of the address`, async () => {
      await fail();
      await assert.rejects(get('/v1/secret?code=AQsecret'), (error) => {
        assert.ok(error instanceof NoReplyError);
        assert.deepEqual(error.known, {});
        assert.match(error.code ?? '', code);
        assert.equal(error.cause, undefined);
        assert.doesNotMatch(`${String(error)} ${JSON.stringify(error)}`, /secret|127\.0\.0\.1/);
        return true;
      });
    });
  }

  for (const [chain, code] of [
    ['selfSigned', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['leaf', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['intermediate', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
    ['root', 'SELF_SIGNED_CERT_IN_CHAIN'],
  ] as const) {
    it(`meets a certificate that nobody here trusts, with ${chain}, and says so`, async () => {
      const server = await startHttps(foreignIdentity('localhost', chain));
      const asked = http(`https://localhost:${server.port}/?code=AQsecret`, { method: 'GET', headers: {} });
      const error = await asked.catch((reason: unknown) => reason).finally(() => server.close());
      assert.ok(error instanceof NoReplyError);
      assert.deepEqual(error.known, { obstacle: 'certificate' });
      assert.equal(error.code, code);
    });
  }

  it('meets a proxy that wants a password where VS Code hands on what that says', async () => {
    spotify.faults.add(reply(407, { 'proxy-authenticate': 'Basic realm="office"' }, 'Sign in first.'));
    await assert.rejects(get(), (error) => {
      assert.ok(error instanceof NoReplyError);
      assert.deepEqual(error.known, { obstacle: 'proxy' });
      assert.equal(error.code, 'HTTP 407');
      return true;
    });
  });

  it('that is not answered is in the log, with its error’s code and without its query', async () => {
    const log = new Lines();
    const ask = logged(http, log);
    const request = { method: 'GET', headers: { Authorization: 'Bearer AQsecret' } };
    await ask(`${spotify.url}/v1/x?code=AQsecret`, request);
    assert.equal(log.text, '');
    const { host } = new URL(spotify.url);
    spotify.faults.add(fault.reset(), { path: /x/, times: Infinity });
    await assert.rejects(ask(`${spotify.url}/v1/x?code=AQsecret#AQsecret`, request), NoReplyError);
    assert.equal(log.text, `warn GET ${host}/v1/x: ECONNRESET`);
  });
});
