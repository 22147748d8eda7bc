import * as vscode from 'vscode';

/** What VS Code hands to a bundle that it reads. */
declare const module: { readonly exports: unknown };

/**
 * Reads another bundle of the extension as VS Code's browser host has read this one, by `Function` from its text (its
 * `extHostExtensionService.ts` for workers): it gives `require` for its own API alone, and no other way to a second
 * file. That bundle has no modules of its own where this one has them.
 * @returns what it exports
 * @throws Error where VS Code cannot read it
 */
export async function readBundle(file: vscode.Uri): Promise<unknown> {
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  const known = (id: string) => (id === 'vscode' ? vscode : module.exports);
  const bundle: { exports: unknown } = { exports: {} };
  // The extension's own file, of which nobody else has a hand in.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  new Function('module', 'exports', 'require', text)(bundle, bundle.exports, known);
  return bundle.exports;
}
