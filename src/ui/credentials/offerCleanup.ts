import * as vscode from 'vscode';
import * as messages from '../../messages/credentialsFile';
import { canBeIgnored, kindsOf, withIgnored, type Credentials } from '../../model/credentials';
import { UserFacingError } from '../../model/errors/userFacingError';
import { inform, warn } from '../common/messages';
import { stillHasOnlyCredentials, nameOf, type CredentialsFile } from './credentialsFile';
import { isIgnored, pathBelow, type GitStanding } from './gitFolder';

/**
 * Says what was imported, and offers to delete the file or have git ignore it; what holds other things, too, is not
 * deleted.
 * @throws UserFacingError
 */
export async function offerCleanup(
  file: vscode.Uri,
  { found, onlyCredentials }: CredentialsFile,
  git: GitStanding | undefined,
): Promise<void> {
  const canIgnore = git?.file === 'untracked' || git?.file === 'unknown';
  const chosen = await vscode.window.showInformationMessage(
    messages.credentialsImported(nameOf(file), kindsOf(found), {
      onlyCredentials,
      tracked: git?.file === 'tracked',
    }),
    ...(onlyCredentials ? [messages.deleteFile] : []),
    ...(canIgnore ? [messages.addToIgnored] : []),
  );
  if (chosen === messages.deleteFile) {
    await deleteFile(file, found);
  } else if (chosen === messages.addToIgnored && git) {
    await addToIgnored(file, git.root);
  }
}

/** @throws UserFacingError */
async function deleteFile(file: vscode.Uri, found: Credentials): Promise<void> {
  const name = nameOf(file);
  if (!(await stillHasOnlyCredentials(file, found))) {
    throw new UserFacingError(...messages.fileChanged(name));
  }
  try {
    await vscode.workspace.fs.delete(file, { useTrash: true });
  } catch {
    await deleteForGood(file, name);
  }
}

/** Not every system has a trash. @throws UserFacingError */
async function deleteForGood(file: vscode.Uri, name: string): Promise<void> {
  const { question, detail, confirm } = messages.confirmDeleting(name);
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, confirm);
  if (chosen !== confirm) return;
  await Promise.resolve(vscode.workspace.fs.delete(file)).catch(() => {
    throw new UserFacingError(...messages.fileNotDeleted(name));
  });
}

/** In bytes; the longest that people write have some ten thousand. */
const longestIgnoreList = 1_000_000;

/** @throws UserFacingError, and nothing was written then */
async function addToIgnored(file: vscode.Uri, root: vscode.Uri): Promise<void> {
  const list = vscode.Uri.joinPath(root, '.gitignore');
  const path = pathBelow(root, file) ?? '';
  try {
    const fault = await faultOf(root, path, list);
    if (fault) throw new UserFacingError(...messages.notAddedToIgnored(nameOf(file), fault));
    const before = await Promise.resolve(vscode.workspace.fs.readFile(list)).catch(nothingIfMissing);
    await vscode.workspace.fs.writeFile(list, withIgnored(before, path));
  } catch (error) {
    if (error instanceof UserFacingError) throw error;
    throw new UserFacingError(...messages.ignoreListNotWritten(nameOf(file)));
  }
  showWhetherIgnored(await isIgnored(file), nameOf(file), list);
}

function showWhetherIgnored(ignored: boolean | undefined, name: string, list: vscode.Uri): void {
  (ignored === false ? warn : inform)(messages.addedToIgnored(name, ignored, list));
}

/** Why a file cannot be added to a `.gitignore`. */
async function faultOf(
  root: vscode.Uri,
  path: string,
  list: vscode.Uri,
): Promise<messages.IgnoreFault | undefined> {
  if (path === '' || (await isBehindLink(root, path))) {
    return 'behindLink';
  }
  return canBeIgnored(path) ? faultOfList(list) : 'controlCharacter';
}

/** Whether the file, or a folder between it and the root, is a link: what it says stands elsewhere then. */
async function isBehindLink(root: vscode.Uri, path: string): Promise<boolean> {
  const steps = path.split('/');
  const all = steps.map((_step, index) => vscode.Uri.joinPath(root, ...steps.slice(0, index + 1)));
  const types = await Promise.all(all.map(typeOf));
  return types.some((type) => (type & vscode.FileType.SymbolicLink) !== 0);
}

async function typeOf(uri: vscode.Uri): Promise<vscode.FileType> {
  return (await vscode.workspace.fs.stat(uri)).type;
}

/** A repository may bring a `.gitignore` that leads out of it, into a file that is run. */
async function faultOfList(list: vscode.Uri): Promise<messages.IgnoreFault | undefined> {
  try {
    const { type, size } = await vscode.workspace.fs.stat(list);
    if (type !== vscode.FileType.File) return 'listNotPlain';
    return size > longestIgnoreList ? 'listTooLarge' : undefined;
  } catch (error) {
    nothingIfMissing(error);
    return undefined;
  }
}

function nothingIfMissing(error: unknown): Uint8Array {
  if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return new Uint8Array();
  throw error;
}
