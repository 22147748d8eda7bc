import assert from 'node:assert/strict';
import { firstFlow, offeredFlows, redirectUriFor, type Host } from '../../../../src/auth/oauth/flows';
import { flowChoice } from '../../../../src/messages/signIn';

const path = '//earshot.earshot-for-spotify/callback';
const nonce = 'nonce=n0nce';

function desktop(scheme: string, changes: Partial<Host> = {}): Host {
  const callback = `${scheme}:${path}`;
  return {
    desktop: true,
    local: true,
    callback,
    externalCallback: `${callback}?${nonce}&windowId=1`,
    ...changes,
  };
}

function page(externalCallback: string, changes: Partial<Host> = {}): Host {
  return { desktop: false, local: false, callback: `vscode:${path}`, externalCallback, ...changes };
}

const hosts: readonly (readonly [name: string, host: Host, offered: string])[] = [
  ['VS Code', desktop('vscode'), 'relay loopback direct paste'],
  ['VS Code where the extension can open no port', desktop('vscode', { local: false }), 'relay direct paste'],
  ['VS Code Insiders', desktop('vscode-insiders'), 'relay loopback direct paste'],
  ['vscode.dev', page(`https://vscode.dev/callback?${nonce}`), 'relay paste'],
  ['insiders.vscode.dev', page(`https://insiders.vscode.dev/callback?${nonce}`), 'relay paste'],
  ['github.dev', page(`https://github.dev/callback?${nonce}`), 'relay paste'],
  ['Codespaces in a browser', page(`https://shiny-potato-x7.github.dev/callback?${nonce}`), 'relay paste'],
  ['code-server on a host of its own', page(`https://code.example.com/callback?${nonce}`), 'paste'],
  ['code-server on this machine', page(`http://127.0.0.1:8080/callback?${nonce}`), 'relay paste'],
  ['code-server on localhost', page(`http://localhost:8080/callback?${nonce}`), 'paste'],
  ['code-server on a host in the neighbourhood', page(`http://192.168.0.7:8080/callback?${nonce}`), 'paste'],
  ['Cursor', desktop('cursor'), 'loopback direct paste'],
  ['Cursor where the extension can open no port', desktop('cursor', { local: false }), 'direct paste'],
  ['VSCodium', desktop('vscodium'), 'loopback direct paste'],
  ['Windsurf', desktop('windsurf'), 'loopback direct paste'],
  ['Code - OSS', desktop('code-oss'), 'loopback direct paste'],
  ['a host that only looks like vscode.dev', page(`https://evilvscode.dev/callback?${nonce}`), 'paste'],
  ['a host that begins like vscode.dev', page(`https://vscode.dev.example.com/callback?${nonce}`), 'paste'],
  [
    'a host that only looks like this machine',
    page(`http://127.0.0.1.example.com/callback?${nonce}`),
    'paste',
  ],
  ['vscode.dev without TLS', page(`http://vscode.dev/callback?${nonce}`), 'paste'],
];

describe('the ways to sign in', () => {
  for (const [name, host, offered] of hosts) {
    it(`in ${name} are ${offered}`, () => {
      assert.deepEqual(offeredFlows(host), offered.split(' '));
    });

    it(`in ${name} begin with the best`, () => {
      assert.equal(firstFlow(host, 'auto'), offered.split(' ')[0]);
    });
  }

  it('begin with the one that was chosen, offered or not', () => {
    for (const name of ['relay', 'direct', 'loopback', 'paste'] as const) {
      assert.equal(firstFlow(desktop('cursor'), name), name);
    }
  });

  it('are told apart by their names for people', () => {
    const flows = offeredFlows(desktop('vscode')).map(flowChoice);
    assert.equal(new Set(flows.map(({ label }) => label)).size, 4);
    assert.ok(flows.every(({ detail }) => detail.endsWith('.')));
  });
});

describe('the redirect URI to register', () => {
  const relay = 'https://vscode.dev/redirect';
  const table = [
    ['relay', relay],
    ['direct', `cursor:${path}`],
    ['loopback', 'http://127.0.0.1/callback'],
    ['paste', 'http://127.0.0.1/callback'],
  ] as const;
  for (const [flow, uri] of table) {
    it(`for ${flow} is ${uri}`, () => {
      assert.equal(redirectUriFor(flow, desktop('cursor'), relay), uri);
    });
  }
});
