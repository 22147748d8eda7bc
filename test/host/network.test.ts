import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { NoReplyError } from '../../src/platform/host';
import { http } from '../../src/platform/node/http';
import { foreignIdentity } from '../unit/platform/node/certificates';
import { startConnections, startHttps, startProxy, type Proxy } from '../unit/platform/node/proxy';
import { Profile, signedOut } from './window/profile';
import { until } from './window/user';

/** Reserved for names that there are not (RFC 6761, section 6.4): only a proxy can lead there. */
const host = 'spotify.invalid';

describe('a request through a proxy of VS Code’s settings', () => {
  const configuration = () => vscode.workspace.getConfiguration('http');
  const set = (proxy: string | undefined) =>
    configuration().update('proxy', proxy, vscode.ConfigurationTarget.Global);
  const running: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const one of running.splice(0).reverse()) await one.close();
    await set(undefined);
  });

  const proxyTo = async (leadsTo: number | undefined): Promise<Proxy> => {
    const proxy = await startProxy(leadsTo);
    running.push(proxy);
    return proxy;
  };

  async function fails(proxy: Proxy): Promise<NoReplyError> {
    const address = `http://127.0.0.1:${proxy.port}`;
    await set(address);
    await until('the setting is there', () => configuration().get('proxy') === address);
    const error: unknown = await http(`https://${host}/api/token?code=AQsecret`, {
      method: 'GET',
      headers: {},
    }).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.deepEqual(proxy.asked, [`${host}:443`]);
    assert.ok(error instanceof NoReplyError, String(error));
    return error;
  }

  it('says that the proxy wants a password', async () => {
    const proxy = await proxyTo(undefined);
    const { known, code } = await fails(proxy);
    assert.deepEqual([known, code], [{ obstacle: 'proxy' }, 'HTTP 407']);
  });

  it('tells people which setting it is about, and the log why, and neither any secret', async () => {
    const proxy = await proxyTo(undefined);
    // Whoever is asked from here on is asked of the proxy: nothing reaches Spotify itself.
    await fails(proxy);
    const profile = await Profile.make({ server: '' });
    running.push({ close: () => profile.end() });
    const window = profile.open();
    await window.shows(signedOut);
    const done = window.run('setClientSecret');
    (await window.user.box('Client Secret of Your Spotify App')).enter('s3cr3t'.repeat(5));
    await done;
    const told = await window.user.message(/^A proxy .* \(HTTP 407\)\. Check the http\.proxy setting\.$/m);
    told.choose('Open Settings');
    await until('the settings open', () => window.user.ran.length > 0);
    const { ran } = window.user;
    assert.deepEqual(proxy.asked, [`${host}:443`, 'accounts.spotify.com:443']);
    assert.deepEqual(ran, [['workbench.action.openSettings', 'http.proxy']]);
    assert.match(window.log, /^warn POST accounts\.spotify\.com\/api\/token: HTTP 407$/m);
    assert.doesNotMatch(window.log, /s3cr3t/);
  });

  it('says that the proxy’s certificate is not trusted, where it reads along', async () => {
    const delegate = await startHttps(foreignIdentity(host, 'intermediate'));
    running.push(delegate);
    const proxy = await proxyTo(delegate.port);
    const { known, code } = await fails(proxy);
    assert.deepEqual(known, { obstacle: 'certificate' });
    assert.equal(code, 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY');
  });
});

describe('requests that follow each other through VS Code’s own agent', () => {
  it('share a connection, and are sent once more where that is dead', async () => {
    const server = await startConnections();
    const get = () => http(`http://127.0.0.1:${server.port}/v1/x`, { method: 'GET', headers: {} });
    try {
      await get();
      await get();
      server.breaks = (connection) => connection === 1;
      await get();
      assert.deepEqual(server.requests, ['1 GET', '1 GET', '1 GET', '2 GET']);
    } finally {
      await server.close();
    }
  });
});
