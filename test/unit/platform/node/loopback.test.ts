import assert from 'node:assert/strict';
import { request, type ClientRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { loopbackPages } from '../../../../src/messages/signInEnds';
import type { Loopback } from '../../../../src/platform/host';
import { openLoopback } from '../../../../src/platform/node/loopback';

interface Page {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

describe('the port of a sign-in', () => {
  let loopback: Loopback;
  /** What came to the sign-in. */
  let queries: string[];
  let expected: string;
  let sent: ClientRequest[];
  beforeEach(async () => {
    queries = [];
    expected = '?code=AQcode&state=mine';
    sent = [];
    loopback = await openLoopback(loopbackPages)((query) => {
      queries.push(query);
      return query === expected;
    });
  });
  afterEach(() => {
    for (const one of sent) one.destroy();
    loopback.dispose();
  });

  function open(path: string, options: { method?: string; host?: string } = {}): Promise<Page> {
    const { port } = loopback;
    const { method = 'GET', host = `127.0.0.1:${port}` } = options;
    return new Promise((resolve, reject) => {
      const asking = request(
        { host: '127.0.0.1', port, path, method, agent: false, headers: { host } },
        (reply) => {
          let text = '';
          reply.setEncoding('utf8').on('data', (part: string) => (text += part));
          reply.on('end', () => resolve({ status: reply.statusCode ?? 0, headers: reply.headers, text }));
        },
      );
      sent.push(asking);
      asking.on('error', reject).end();
    });
  }

  it('is another one each time', async () => {
    const other = await openLoopback(loopbackPages)(() => true);
    assert.notEqual(other.port, loopback.port);
    assert.ok(other.port > 0);
    other.dispose();
  });

  it('passes on what comes to /callback, and says that all is done', async () => {
    const page = await open(`/callback${expected}`);
    assert.equal(page.status, 200);
    assert.match(page.text, /Done\. You can close this page/);
    assert.deepEqual(queries, [expected]);
  });

  it('says so when the user refused', async () => {
    expected = '?error=access_denied&state=mine';
    assert.match((await open(`/callback${expected}`)).text, /Sign-in was cancelled/);
  });

  it('answers a wrong state with 400, and goes on waiting', async () => {
    const page = await open('/callback?code=AQcode&state=theirs');
    assert.equal(page.status, 400);
    assert.match(page.text, /belongs to another sign-in/);
    assert.equal((await open(`/callback${expected}`)).status, 200);
  });

  for (const path of [
    '/',
    '/favicon.ico',
    '/callback/',
    '/callbacks',
    '/Callback',
    '/x/callback',
    '/..//callback/x',
  ]) {
    it(`has nothing at ${path}`, async () => {
      assert.equal((await open(`${path}${expected}`)).status, 404);
      assert.deepEqual(queries, []);
    });
  }

  for (const path of ['//', 'http://[']) {
    it(`has nothing at ${path}, which is no address, and goes on waiting`, async () => {
      assert.equal((await open(path)).status, 404);
      assert.equal((await open(`/callback${expected}`)).status, 200);
    });
  }

  for (const method of ['POST', 'PUT', 'HEAD', 'OPTIONS', 'DELETE']) {
    it(`has nothing for ${method}`, async () => {
      assert.equal((await open(`/callback${expected}`, { method })).status, 404);
      assert.deepEqual(queries, []);
    });
  }

  const hosts = ['localhost', '127.0.0.1', 'evil.example', '127.0.0.1:1', '[::1]'];
  for (const host of hosts) {
    it(`is not there under the name “${host}”`, async () => {
      assert.equal((await open(`/callback${expected}`, { host })).status, 404);
      assert.deepEqual(queries, []);
    });
  }

  it('is not there under another name with the right port', async () => {
    const host = `rebound.example:${loopback.port}`;
    assert.equal((await open(`/callback${expected}`, { host })).status, 404);
    assert.deepEqual(queries, []);
  });

  it('shows a page that runs and loads nothing, and is kept nowhere', async () => {
    for (const { headers, text } of [await open(`/callback${expected}`), await open('/callback?<script>x')]) {
      assert.match(String(headers['content-security-policy']), /default-src 'none'/);
      assert.equal(headers['cache-control'], 'no-store');
      assert.equal(headers['referrer-policy'], 'no-referrer');
      assert.match(String(headers['content-type']), /^text\/html/);
      assert.doesNotMatch(text, /script|AQcode|mine/);
    }
  });

  it('accepts nobody any more once it is closed', async () => {
    loopback.dispose();
    await assert.rejects(open(`/callback${expected}`), { code: 'ECONNREFUSED' });
    assert.deepEqual(queries, []);
  });

  it('accepts nobody any more although a browser holds a connection open', async () => {
    const socket = connect(loopback.port, '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    loopback.dispose();
    await assert.rejects(open(`/callback${expected}`), { code: 'ECONNREFUSED' });
    socket.destroy();
  });

  it('is still answering when it is closed by the answer', async () => {
    const closing: Loopback = await openLoopback(loopbackPages)(() => {
      closing.dispose();
      return true;
    });
    const reply = await fetch(`http://127.0.0.1:${closing.port}/callback?code=AQcode`);
    assert.equal(reply.status, 200);
    assert.match(await reply.text(), /<\/html>/);
  });
});
