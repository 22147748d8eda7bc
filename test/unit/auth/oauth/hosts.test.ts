import assert from 'node:assert/strict';
import { firstFlow, hostOf, offeredFlows, type Environment } from '../../../../src/auth/oauth/flows';

const callbackPath = '//earshot.earshot-for-spotify/callback';
const nonce = 'n0nce';

/** What else VS Code says of the place, which decides nothing: `remoteName`, `appHost`, the extension's kind. */
type Place = `${string} ${string} ${'ui' | 'workspace' | 'web'}`;

interface Row {
  readonly name: string;
  readonly place: Place;
  readonly environment: Environment;
  /** The best first. */
  readonly flows: string;
}

/** A desktop window: `asExternalUri` adds the window to the callback (VS Code's `extHostUrls.ts`). */
function desktop(name: string, uriScheme: string, place: Place, flows: string): Row {
  const externalCallback = `${uriScheme}:${callbackPath}?nonce=${nonce}&windowId=1`;
  const opensPorts = !place.endsWith(' web');
  return {
    name,
    place,
    flows,
    environment: { uriScheme, uiKind: 'desktop', callbackPath, nonce, externalCallback, opensPorts },
  };
}

/** A page: `asExternalUri` gives an address of the server, which keeps the callback's parts in its query. */
function page(name: string, origin: string, place: Place, flows: string): Row {
  const kept = `vscode-reqid=1&vscode-scheme=vscode&vscode-path=%2Fcallback&vscode-query=nonce%3D${nonce}`;
  return {
    name,
    place,
    flows,
    environment: {
      uriScheme: 'vscode',
      uiKind: 'web',
      callbackPath,
      nonce,
      externalCallback: `${origin}/callback?${kept}`,
      opensPorts: place.endsWith(' workspace'),
    },
  };
}

/** Theia's `asExternalUri` refuses whatever is not `http:` or `https:` (its `window-state.ts`). */
function theia(name: string, uiKind: 'desktop' | 'web', flows: string): Row {
  return {
    name,
    place: 'none desktop ui',
    flows,
    environment: {
      uriScheme: 'theia',
      uiKind,
      callbackPath,
      nonce,
      externalCallback: undefined,
      opensPorts: true,
    },
  };
}

const all = 'relay loopback direct paste';
const fork = 'loopback direct paste';

const rows: readonly Row[] = [
  desktop('VS Code', 'vscode', 'none desktop ui', all),
  desktop('Insiders', 'vscode-insiders', 'none desktop ui', all),
  desktop('the agents window of VS Code', 'vscode-agents', 'none desktop ui', all),
  desktop(
    'VS Code, in the worker host by remote.extensionKind',
    'vscode',
    'none desktop web',
    'relay direct paste',
  ),
  desktop('VS Code with SSH', 'vscode', 'ssh-remote desktop ui', all),
  desktop('VS Code with WSL', 'vscode', 'wsl desktop ui', all),
  desktop('VS Code with a dev container', 'vscode', 'dev-container desktop ui', all),
  desktop('VS Code with SSH, on the remote machine', 'vscode', 'ssh-remote desktop workspace', all),
  desktop('VS Code with WSL, in WSL', 'vscode', 'wsl desktop workspace', all),
  desktop('VS Code with a dev container, in it', 'vscode', 'dev-container desktop workspace', all),
  desktop('VS Code with a tunnel', 'vscode', 'tunnel desktop ui', all),
  desktop('Codespaces on the desktop', 'vscode', 'codespaces desktop ui', all),
  desktop('Codespaces on the desktop, in the codespace', 'vscode', 'codespaces desktop workspace', all),
  page(
    'Codespaces in a browser',
    'https://shiny-potato-x7.github.dev',
    'codespaces codespaces workspace',
    'relay paste',
  ),
  page(
    'a port of a codespace, where somebody serves VS Code',
    'https://shiny-potato-x7-8000.app.github.dev',
    'none server-distro workspace',
    'relay paste',
  ),
  page('vscode.dev', 'https://vscode.dev', 'none vscode.dev web', 'relay paste'),
  page('insiders.vscode.dev', 'https://insiders.vscode.dev', 'none vscode.dev web', 'relay paste'),
  page('github.dev', 'https://github.dev', 'none github.dev web', 'relay paste'),
  page('a tunnel on vscode.dev', 'https://vscode.dev', 'tunnel vscode.dev workspace', 'relay paste'),
  page(
    'a tunnel of its own host',
    'https://x7-8000.euw.devtunnels.ms',
    'none server-distro workspace',
    'paste',
  ),
  page(
    'code-server on 127.0.0.1',
    'http://127.0.0.1:8080/stable-1',
    '127.0.0.1 server-distro workspace',
    'relay paste',
  ),
  page(
    'code-server on localhost',
    'http://localhost:8080/stable-1',
    'localhost server-distro workspace',
    'paste',
  ),
  page(
    'code-server on a foreign host',
    'https://code.example.com',
    'code.example.com server-distro workspace',
    'paste',
  ),
  page(
    'code serve-web',
    'http://127.0.0.1:8000/stable-1',
    '127.0.0.1 server-distro workspace',
    'relay paste',
  ),
  page(
    'code serve-web in the LAN',
    'http://192.168.0.7:8000',
    '192.168.0.7 server-distro workspace',
    'paste',
  ),
  page(
    'code serve-web, in the worker host',
    'http://127.0.0.1:8000',
    '127.0.0.1 server-distro web',
    'relay paste',
  ),
  desktop('VSCodium', 'vscodium', 'none desktop ui', fork),
  desktop('Cursor', 'cursor', 'none desktop ui', fork),
  desktop('Cursor with SSH, on the remote machine', 'cursor', 'ssh-remote desktop workspace', fork),
  desktop('Cursor, in the worker host by remote.extensionKind', 'cursor', 'none desktop web', 'direct paste'),
  desktop('Windsurf', 'windsurf', 'none desktop ui', fork),
  desktop('Positron', 'positron', 'none desktop ui', fork),
  desktop('VS Code built from its source', 'code-oss', 'none desktop ui', fork),
  theia('Theia on the desktop', 'desktop', fork),
  theia('Theia in a browser', 'web', 'paste'),
];

describe('where VS Code runs', () => {
  for (const { name, place, environment, flows } of rows) {
    const host = hostOf(environment);

    it(`offers ${flows} in ${name} (${place}), and the best first`, () => {
      const offered = offeredFlows(host);
      assert.deepEqual(offered, flows.split(' '));
      assert.equal(firstFlow(host, 'auto'), offered[0]);
    });
  }

  it('keeps the way back to the very window', () => {
    for (const { name, environment } of rows) {
      const { callback, externalCallback } = hostOf(environment);
      assert.equal(callback, `${environment.uriScheme}:${callbackPath}`, name);
      assert.equal(externalCallback, environment.externalCallback ?? `${callback}?nonce=${nonce}`, name);
    }
  });

  it('offers paste only for an address that is none', () => {
    const broken: Environment = {
      uriScheme: '',
      uiKind: 'web',
      callbackPath,
      nonce,
      externalCallback: '',
      opensPorts: false,
    };
    assert.deepEqual(offeredFlows(hostOf(broken)), ['paste']);
  });
});
