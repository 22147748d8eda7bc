import type { FlowName } from '../../model/account';

/**
 * Where VS Code runs, as far as it decides how the browser's answer can come back. `hostOf` makes it of what VS Code
 * says.
 */
export interface Host {
  /** A desktop window, not a page in a browser. */
  readonly desktop: boolean;
  /** A port of 127.0.0.1 that the extension opens is within reach of the browser. */
  readonly local: boolean;
  /** Our callback in the editor's own scheme, `vscode://…/callback`. */
  readonly callback: string;
  /** The same as a browser has to open it to reach this very window, with the nonce of the sign-in in it. */
  readonly externalCallback: string;
}

/** Without a port: for a loopback address Spotify then admits any port at run time. */
const loopbackRedirectUri = 'http://127.0.0.1/callback';

/**
 * The ways back from the browser that can work in this host, the best first.
 *
 * The relay passes on to VS Code's own schemes, to vscode.dev, github.dev and what stands below them, such as
 * Codespaces, and to 127.0.0.1 (VS Code keeps the same list in its github-authentication extension, `common/env.ts`,
 * without `code-oss`, which some browsers on Windows do not come back to). Forks with schemes of their own get the
 * loopback: with it they need the same redirect URI, `http://127.0.0.1/callback`, wherever the extension runs.
 */
export function offeredFlows(host: Host): FlowName[] {
  const offered: readonly (readonly [FlowName, boolean])[] = [
    ['relay', relayAccepts(host.externalCallback)],
    ['loopback', host.desktop && host.local],
    ['direct', host.desktop],
    ['paste', true],
  ];
  return offered.filter(([, can]) => can).map(([name]) => name);
}

/** The flow to begin with: the one that the user chose in the settings, else the best for this host. */
export function firstFlow(host: Host, chosen: FlowName | 'auto'): FlowName {
  const [best = 'paste'] = offeredFlows(host);
  return chosen === 'auto' ? best : chosen;
}

/** What has to be registered in Spotify's dashboard, to the letter, for a flow. */
export function redirectUriFor(flow: FlowName, host: Host, relay: string): string {
  switch (flow) {
    case 'relay':
      return relay;
    case 'direct':
      return host.callback;
    case 'loopback':
    case 'paste':
      return loopbackRedirectUri;
  }
}

/** As in VS Code 1.139. */
const relaySchemes = new Set([
  'vscode:',
  'vscode-insiders:',
  'vscode-exploration:',
  'vscode-agents:',
  'vscode-agents-insiders:',
  'vscode-agents-exploration:',
  'vscode-wsl:',
]);

function relayAccepts(callback: string): boolean {
  if (!URL.canParse(callback)) {
    return false;
  }
  const { protocol, hostname } = new URL(callback);
  if (protocol === 'https:') {
    return /(^|\.)(vscode|github)\.dev$/.test(hostname);
  }
  return protocol === 'http:' ? hostname === '127.0.0.1' : relaySchemes.has(protocol);
}

/** What VS Code says of itself in `env`, and of the extension, as plain data. */
export interface Environment {
  /** `env.uriScheme`: `vscode`, `vscode-insiders`, `cursor` and so on. */
  readonly uriScheme: string;
  readonly uiKind: 'desktop' | 'web';
  /** The extension's callback below that scheme, such as `//earshot.earshot-for-spotify/callback`. */
  readonly callbackPath: string;
  /** Names the sign-in. */
  readonly nonce: string;
  /** `env.asExternalUri` of the callback with the nonce in its query; `undefined` where the editor refuses. */
  readonly externalCallback: string | undefined;
  /** Whether the extension host can open a port: Node's can, a browser's worker cannot. */
  readonly opensPorts: boolean;
}

/**
 * The host that these facts speak of.
 *
 * `env.remoteName` and the extension's kind decide nothing. On the desktop a port that the extension opens on a remote
 * machine is within reach, too: what opens an address that names a loopback port in its query, as our authorization
 * does, forwards that very port first (VS Code's `resolveExternalUri` in `electron-browser/window.ts`). And in a
 * browser nobody knows whether the server is the machine that the browser runs on.
 */
export function hostOf(environment: Environment): Host {
  const { uriScheme, uiKind, callbackPath, nonce, externalCallback, opensPorts } = environment;
  const callback = `${uriScheme}:${callbackPath}`;
  const desktop = uiKind === 'desktop';
  return {
    desktop,
    local: desktop && opensPorts,
    callback,
    // Theia translates `http:` and `https:` only; on the desktop the callback itself reaches the window.
    externalCallback: externalCallback ?? `${callback}?nonce=${nonce}`,
  };
}
