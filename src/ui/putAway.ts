import * as vscode from 'vscode';
import { nameCredentials, withIgnored } from '../core/credentials';
import { HumanError } from '../core/human';
import { nameOf, type CredentialsFile } from './credentialsFile';
import type { GitStanding } from './gitFolder';

/**
 * Says what was imported, and offers to put the file away; what holds other things, too, is not deleted.
 * @throws HumanError
 */
export async function offerToPutAway(
  file: vscode.Uri,
  { found, alone }: CredentialsFile,
  git: GitStanding | undefined,
): Promise<void> {
  const [remove, ignore] = ['Delete File', 'Add to .gitignore'];
  const canIgnore = git?.file === 'untracked' || git?.file === 'unknown';
  const chosen = await vscode.window.showInformationMessage(
    `${nameCredentials(found).replace(/^t/, 'T')} of ${nameOf(file)} ${Object.keys(found).length > 1 ? 'are' : 'is'} imported. ${advice(alone, git)}`,
    ...(alone ? [remove] : []),
    ...(canIgnore ? [ignore] : []),
  );
  if (chosen === remove) {
    await deleteFile(file);
  } else if (chosen === ignore && git) {
    await addToIgnored(file, git.root);
  }
}

function advice(alone: boolean, git: GitStanding | undefined): string {
  if (git?.file === 'tracked') {
    return `Git tracks the file: ${alone ? 'delete it' : 'take them out'}, and make a new client secret if others have the repository.`;
  }
  return alone
    ? 'The file is not needed any more.'
    : 'They are not needed in the file any more; the rest of it is yours.';
}

async function deleteFile(file: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.delete(file, { useTrash: true });
  } catch {
    // Not every system has a trash.
    await Promise.resolve(vscode.workspace.fs.delete(file)).catch(() => {
      throw new HumanError(`${nameOf(file)} could not be deleted. Delete it yourself.`);
    });
  }
}

async function addToIgnored(file: vscode.Uri, root: vscode.Uri): Promise<void> {
  const list = vscode.Uri.joinPath(root, '.gitignore');
  const path = file.path.slice(root.path.replace(/\/$/, '').length + 1);
  try {
    const before = await Promise.resolve(vscode.workspace.fs.readFile(list)).catch(nothingIfMissing);
    await vscode.workspace.fs.writeFile(list, withIgnored(before, path));
  } catch {
    throw new HumanError(`${nameOf(list)} could not be written. Add ${nameOf(file)} to it yourself.`);
  }
}

function nothingIfMissing(error: unknown): Uint8Array {
  if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return new Uint8Array();
  throw error;
}
