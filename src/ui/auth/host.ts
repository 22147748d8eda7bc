import * as vscode from 'vscode';
import { hostOf, type Host } from '../../auth/oauth/flows';
import { systemClock as clock, sleep } from '../../platform/clock';
import { callbackPath } from './uriHandler';

/**
 * Where VS Code runs, and how a browser reaches this window with the answer to the sign-in named by `nonce`;
 * `opensPorts`: whether this extension host can open a port.
 */
export async function describeHost(
  extension: vscode.Extension<unknown>,
  nonce: string,
  opensPorts: boolean,
): Promise<Host> {
  const { uriScheme, uiKind } = vscode.env;
  const callback = vscode.Uri.from({
    scheme: uriScheme,
    authority: extension.id,
    path: callbackPath,
    query: `nonce=${nonce}`,
  });
  const external = await externalOf(callback);
  return hostOf({
    uriScheme,
    uiKind: uiKind === vscode.UIKind.Desktop ? 'desktop' : 'web',
    callbackPath: `//${extension.id}${callbackPath}`,
    nonce,
    externalCallback: external?.toString(true),
    opensPorts,
  });
}

/** Longer than any remote host takes that answers at all. */
const patienceMs = 3_000;

/** Editors of other makes may refuse a scheme that is not of the web, and some remote ones never answer. */
async function externalOf(callback: vscode.Uri): Promise<vscode.Uri | undefined> {
  const answer = Promise.resolve(vscode.env.asExternalUri(callback)).catch(() => undefined);
  return Promise.race([answer, sleep(clock, patienceMs).then(() => undefined)]);
}
