import * as vscode from 'vscode';
import { browserHost } from './app/browserHost';
import type * as late from './app/lateParts';
import { activateIn } from './extension';
import { readBundle } from './platform/web/bundle';

/** What VS Code runs in a browser. */
export const activate = activateIn(
  browserHost,
  async (folder) => (await readBundle(vscode.Uri.joinPath(folder, 'dist', 'commands.js'))) as typeof late,
);
