import assert from 'node:assert/strict';
import { once } from 'node:events';
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

  function open(
    path: string,
    options: { method?: string; host?: string; headers?: Record<string, string> } = {},
  ): Promise<Page> {
    const { port } = loopback;
    const { method = 'GET', host = `127.0.0.1:${port}`, headers = {} } = options;
    return new Promise((resolve, reject) => {
      const asking = request(
        { host: '127.0.0.1', port, path, method, agent: false, headers: { host, ...headers } },
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

  /** Connects, and sends the first half of a request. */
  async function begin() {
    const socket = connect(loopback.port, '127.0.0.1');
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => undefined).resume();
    await once(socket, 'connect');
    socket.write(`GET /callback${expected} HTTP/1.1\r\n`);
    return { socket, closed };
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

  it('reads no headers without an end, and goes on waiting', async () => {
    const page = await open(`/callback${expected}`, { headers: { cookie: 'x'.repeat(20_000) } });
    assert.equal(page.status, 431);
    assert.deepEqual(queries, []);
    assert.equal((await open(`/callback${expected}`)).status, 200);
  });

  it('drops the oldest of many that do not come to an end, and lets the browser in', async () => {
    const slow = [];
    for (let count = 0; count < 40; count += 1) slow.push(await begin());
    assert.equal((await open(`/callback${expected}`)).status, 200);
    await Promise.all(slow.slice(0, 9).map(({ closed }) => closed));
    assert.deepEqual(
      slow.map(({ socket }) => socket.closed),
      slow.map((_, index) => index < 9),
    );
    for (const { socket } of slow) socket.destroy();
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

  it('accepts nobody any more although somebody holds a connection open, and ends that', async () => {
    const { closed } = await begin();
    loopback.dispose();
    await assert.rejects(open(`/callback${expected}`), { code: 'ECONNREFUSED' });
    await closed;
    assert.deepEqual(queries, []);
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
