import * as vscode from 'vscode';

/** What git has to do with a file. */
export interface GitStanding {
  /** The folder that git keeps. */
  readonly root: vscode.Uri;
  /** `unknown`: git itself could not be asked. */
  readonly file: 'tracked' | 'ignored' | 'untracked' | 'unknown';
}

/** The part that is used of what VS Code's own extension `vscode.git` offers (its `api/git.d.ts`), in version 1. */
interface Repository {
  readonly rootUri: vscode.Uri;
  getObjectDetails(treeish: string, path: string): Promise<unknown>;
  checkIgnore?(paths: string[]): Promise<Set<string>>;
}
interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): { getRepository(file: vscode.Uri): Repository | null };
}

/** `undefined` for a file that lies in no folder of git's. */
export async function gitStanding(file: vscode.Uri): Promise<GitStanding | undefined> {
  const repository = await repositoryOf(file).catch(() => undefined);
  if (repository) {
    return { root: repository.rootUri, file: await ask(repository, file.fsPath) };
  }
  const root = await folderWithGit(parentOf(file));
  return root && { root, file: 'unknown' };
}

/** VS Code's git knows the repositories of the open folders. */
async function repositoryOf(file: vscode.Uri): Promise<Repository | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  const git = await extension?.activate();
  return (git?.enabled && git.getAPI(1).getRepository(file)) || undefined;
}

async function ask(repository: Repository, path: string): Promise<GitStanding['file']> {
  try {
    // An empty treeish is the index: it throws for a file that is not in it.
    await repository.getObjectDetails('', path);
    return 'tracked';
  } catch {
    const ignored = await repository.checkIgnore?.([path]).catch(() => undefined);
    return ignored ? (ignored.size > 0 ? 'ignored' : 'untracked') : 'unknown';
  }
}

/** The next folder upwards that has a `.git`, which is a file in worktrees and submodules. */
async function folderWithGit(folder: vscode.Uri): Promise<vscode.Uri | undefined> {
  try {
    await vscode.workspace.fs.stat(vscode.Uri.joinPath(folder, '.git'));
    return folder;
  } catch {
    const above = parentOf(folder);
    return above.path === folder.path ? undefined : folderWithGit(above);
  }
}

function parentOf(uri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(uri, '..');
}
