import * as vscode from 'vscode';
import { readBundle } from '../platform/web/bundle';
import type * as late from './lateCommands';
import type * as entry from './lateParts';

/** The same in a browser, without the commands about credentials. */
export const loadCommands: typeof late.loadCommands = async (parts) => {
  const file = vscode.Uri.joinPath(parts.context.extension.extensionUri, 'dist', 'web', 'commands.js');
  const { addLateParts, lateParts } = (await readBundle(file)) as typeof entry;
  return lateParts(addLateParts(parts));
};
