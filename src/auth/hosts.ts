import type { Host } from './flows';

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
