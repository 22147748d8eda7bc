import * as vscode from 'vscode';
import { factsFile } from '../vscode/hostOutput';
import { facts, learn, type Told } from './facts';

/** As `index.ts`, for the browser's extension host: the same tests, and those of src/platform/web. */
export async function run(): Promise<void> {
  const { runTests } = await import('../vscode/hostEntry');
  const extension = vscode.extensions.getExtension('earshot.earshot-for-spotify');
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  if (!extension || !workspace) throw new Error('The extension or the folder is missing.');
  const reply = await fetch(vscode.Uri.joinPath(extension.extensionUri, factsFile).toString());
  learn({ ...((await reply.json()) as Told), scratch: vscode.Uri.joinPath(workspace.uri, 'scratch') });
  await import('./extension.test');
  await import('./settings.test');
  await import('./storedFiles.test');
  await import('./web/host.test');
  await import('./web/http.test');
  await import('./web/journalFile.test');
  await import('./web/localChannel.test');
  await import('./web/lock.test');
  await runTests(facts().grep);
}
