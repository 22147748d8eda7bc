import * as vscode from 'vscode';
import { ignoreFault, nameCredentials, withIgnored, type Credentials } from '../../model/credentials';
import { UserFacingError } from '../../model/errors/userFacingError';
import { showMessage } from '../common/messages';
import { isStillAlone, nameOf, type CredentialsFile } from './credentialsFile';
import { isIgnored, pathBelow, type GitStanding } from './gitFolder';

/**
 * Says what was imported, and offers to put the file away; what holds other things, too, is not deleted.
 * @throws HumanError
 */
export async function offerCleanup(
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
    await deleteFile(file, found);
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

/** @throws HumanError */
async function deleteFile(file: vscode.Uri, found: Credentials): Promise<void> {
  const name = nameOf(file);
  if (!(await isStillAlone(file, found))) {
    throw new UserFacingError(`${name} was changed meanwhile, and was not deleted. Delete it yourself.`);
  }
  try {
    await vscode.workspace.fs.delete(file, { useTrash: true });
  } catch {
    await deleteForGood(file, name);
  }
}

/** Not every system has a trash. @throws HumanError */
async function deleteForGood(file: vscode.Uri, name: string): Promise<void> {
  const remove = 'Delete Permanently';
  const chosen = await vscode.window.showWarningMessage(
    `${name} cannot be moved to the trash. Delete it permanently?`,
    { modal: true, detail: 'It cannot be brought back.' },
    remove,
  );
  if (chosen !== remove) return;
  await Promise.resolve(vscode.workspace.fs.delete(file)).catch(() => {
    throw new UserFacingError(`${name} could not be deleted. Delete it yourself.`);
  });
}

/** In bytes; the longest that people write have some ten thousand. */
const longestIgnoreList = 1_000_000;

/** @throws HumanError, and nothing was written then */
async function addToIgnored(file: vscode.Uri, root: vscode.Uri): Promise<void> {
  const list = vscode.Uri.joinPath(root, '.gitignore');
  const path = pathBelow(root, file) ?? '';
  try {
    const fault = await faultOf(file, root, path, list);
    if (fault !== undefined) {
      throw new UserFacingError(
        `${fault} Nothing was changed; see yourself that git ignores ${nameOf(file)}.`,
      );
    }
    const before = await Promise.resolve(vscode.workspace.fs.readFile(list)).catch(nothingIfMissing);
    await vscode.workspace.fs.writeFile(list, withIgnored(before, path));
  } catch (error) {
    if (error instanceof UserFacingError) throw error;
    throw new UserFacingError(`${nameOf(list)} could not be written. Add ${nameOf(file)} to it yourself.`);
  }
  tellWhetherIgnored(await isIgnored(file), nameOf(file), list);
}

function tellWhetherIgnored(ignored: boolean | undefined, name: string, list: vscode.Uri): void {
  const openList = { label: 'Open .gitignore', command: 'vscode.open', arguments: [list] };
  const { showInformationMessage, showWarningMessage } = vscode.window;
  if (ignored) {
    void showMessage(showInformationMessage, `Git ignores ${name} now.`);
  } else if (ignored === false) {
    const sentence = `.gitignore has a line for it now, but git still does not ignore ${name}: another rule takes that back. Change it yourself.`;
    void showMessage(showWarningMessage, sentence, openList);
  } else {
    const sentence = `.gitignore has a line for ${name} now. See with “git status” whether git ignores it: it could not be asked here.`;
    void showMessage(showInformationMessage, sentence, openList);
  }
}

/** Why a file cannot be added to a `.gitignore`, in a sentence. */
async function faultOf(
  file: vscode.Uri,
  root: vscode.Uri,
  path: string,
  list: vscode.Uri,
): Promise<string | undefined> {
  if (path === '' || (await isBehindLink(root, path))) {
    return `${nameOf(file)} is behind a link, where .gitignore does not reach.`;
  }
  return ignoreFault(path) ?? (await faultOfList(list));
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
async function faultOfList(list: vscode.Uri): Promise<string | undefined> {
  try {
    const { type, size } = await vscode.workspace.fs.stat(list);
    if (type !== vscode.FileType.File) return '.gitignore is not a plain file.';
    return size > longestIgnoreList ? '.gitignore is too large to be changed here.' : undefined;
  } catch (error) {
    nothingIfMissing(error);
    return undefined;
  }
}

function nothingIfMissing(error: unknown): Uint8Array {
  if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return new Uint8Array();
  throw error;
}
