import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { factsVariable } from '../vscode/hostOutput';
import { facts, learn, type Told } from './facts';

/**
 * What VS Code calls to run the tests inside its extension host. They are imported in here, mocha first: mocha, when
 * bundled, puts itself in the place of what a file exports at its top.
 */
export async function run(): Promise<void> {
  const { runTests } = await import('../vscode/hostEntry');
  const scratch = vscode.Uri.file(await mkdtemp(path.join(tmpdir(), 'earshot-scratch-')));
  learn({ ...(JSON.parse(process.env[factsVariable] ?? '') as Told), scratch });
  await import('./extension.test');
  await import('./settings.test');
  await import('./storedFiles.test');
  await import('./credentials.test');
  await import('./controls.test');
  await import('./library.test');
  await import('./signIn.test');
  await import('./session.test');
  await import('./grants.test');
  await import('./offerCleanup.test');
  await import('./windows.test');
  await import('./views.test');
  await import('./links.test');
  await import('./network.test');
  await import('./account.test');
  await import('./issueReport.test');
  await import('./screenReader.test');
  try {
    await runTests(facts().grep);
  } finally {
    await vscode.workspace.fs.delete(scratch, { recursive: true });
  }
}
