import assert from 'node:assert/strict';
import { http } from '../../../../src/platform/node/http';
import { startConnections, type Connections } from './proxy';

describe('requests that follow each other', () => {
  let server: Connections;
  beforeEach(async () => {
    server = await startConnections();
  });
  afterEach(() => server.close());

  const send = async (method: string) => {
    const body = method === 'GET' ? {} : { body: '{}' };
    const reply = await http(`http://127.0.0.1:${server.port}/v1/x`, { method, headers: {}, ...body });
    assert.equal(await reply.text(), 'keep-alive');
  };

  it('share a connection', async () => {
    await send('GET');
    await send('PUT');
    await send('GET');
    assert.deepEqual(server.requests, ['1 GET', '1 PUT', '1 GET']);
  });

  it('are sent once more where that connection is dead and they change nothing', async () => {
    await send('GET');
    server.breaks = (connection) => connection === 1;
    await send('GET');
    assert.deepEqual(server.requests, ['1 GET', '1 GET', '2 GET']);
  });

  it('are not sent a third time', async () => {
    await send('GET');
    server.breaks = () => true;
    await assert.rejects(send('GET'), { code: 'ECONNRESET' });
    assert.deepEqual(server.requests, ['1 GET', '1 GET', '2 GET']);
  });

  for (const method of ['PUT', 'POST', 'DELETE']) {
    it(`are never sent twice where they change something: ${method}`, async () => {
      await send('GET');
      server.breaks = () => true;
      await assert.rejects(send(method), { code: 'ECONNRESET' });
      assert.deepEqual(server.requests, ['1 GET', `1 ${method}`]);
    });
  }

  it('are not sent again where the connection was a new one', async () => {
    server.breaks = () => true;
    await assert.rejects(send('GET'), { code: 'ECONNRESET' });
    assert.deepEqual(server.requests, ['1 GET']);
  });
});
