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
  // As the file's own path has it: git's root has no links in it.
  const root = (await folderWithGit(parentOf(file))) ?? repository?.rootUri;
  return root && { root, file: repository ? await ask(repository, file) : 'unknown' };
}

/** Whether git ignores a file; `undefined` where it could not be asked. */
export async function isIgnored(file: vscode.Uri): Promise<boolean | undefined> {
  const repository = await repositoryOf(file).catch(() => undefined);
  // Of what is not below its root, as it calls that, VS Code's git asks nothing, and says no.
  if (!repository || pathBelow(repository.rootUri, file) === undefined) return undefined;
  const ignored = await repository.checkIgnore?.([file.fsPath]).catch(() => undefined);
  return ignored && ignored.size > 0;
}

/** The path from a folder to a file in it; `undefined` for a file elsewhere. */
export function pathBelow(folder: vscode.Uri, file: vscode.Uri): string | undefined {
  const start = folder.path.replace(/\/*$/, '/');
  return file.path.startsWith(start) ? file.path.slice(start.length) : undefined;
}

/** VS Code's git knows the repositories of the open folders. */
async function repositoryOf(file: vscode.Uri): Promise<Repository | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  const git = await extension?.activate();
  return (git?.enabled && git.getAPI(1).getRepository(file)) || undefined;
}

async function ask(repository: Repository, file: vscode.Uri): Promise<GitStanding['file']> {
  try {
    // An empty treeish is the index: it throws for a file that is not in it.
    await repository.getObjectDetails('', file.fsPath);
    return 'tracked';
  } catch {
    const ignored = await isIgnored(file);
    return ignored === undefined ? 'unknown' : ignored ? 'ignored' : 'untracked';
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
