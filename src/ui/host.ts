import * as vscode from 'vscode';
import type { Host } from '../auth/flows';
import { callbackPath } from './uriHandler';

/** Where VS Code runs, and how a browser reaches this window with the answer to the sign-in named by `nonce`. */
export async function describeHost(extension: vscode.Extension<unknown>, nonce: string): Promise<Host> {
  const callback = vscode.Uri.from({
    scheme: vscode.env.uriScheme,
    authority: extension.id,
    path: callbackPath,
  });
  const external = await vscode.env.asExternalUri(callback.with({ query: `nonce=${nonce}` }));
  return {
    desktop: vscode.env.uiKind === vscode.UIKind.Desktop,
    local: vscode.env.remoteName === undefined || extension.extensionKind === vscode.ExtensionKind.UI,
    callback: callback.toString(true),
    externalCallback: external.toString(true),
  };
}
