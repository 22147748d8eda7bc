import * as vscode from 'vscode';
import * as messages from '../../messages/credentialsFile';
import { decode, entriesIn, mostLines, type Entries } from '../../model/credentialEntries';
import {
  hasOnlyCredentials,
  readCredentials,
  unusedNames,
  type Credentials,
  type FileFault,
} from '../../model/credentials';
import { Cancelled, UserFacingError } from '../../model/errors/userFacingError';

/** As people call such files; more can be chosen in the dialog. */
const usualNames = /^((credentials)?\.env|\.env\.local|credentials\.json)$/i;
/** Three short lines fit into far less. */
const maxBytes = 64 * 1024;

/** For messages: in their text VS Code would make a link of a name such as `[a](command:b)`. */
export function nameOf(file: vscode.Uri): string {
  const name = file.path.split('/').at(-1) ?? '';
  return /^[\p{L}\p{N} ._-]+$/u.test(name) ? name : messages.unnamedFile;
}

/**
 * The file that the user means: one that stands at the top of an open folder, or one out of the dialog.
 * @throws Cancelled
 */
export async function pickCredentialsFile(): Promise<vscode.Uri> {
  const found = (await Promise.all((vscode.workspace.workspaceFolders ?? []).map(filesIn))).flat();
  if (found.length === 0) {
    return chooseFile();
  }
  const another = { label: messages.anotherFile, file: undefined };
  const items = [...found, another];
  const chosen = await vscode.window.showQuickPick<(typeof items)[number]>(items, {
    title: messages.chooseTitle,
    placeHolder: messages.chooseHint,
  });
  if (!chosen) throw new Cancelled();
  return chosen.file ?? chooseFile();
}

async function filesIn(folder: vscode.WorkspaceFolder) {
  const entries = await Promise.resolve(vscode.workspace.fs.readDirectory(folder.uri)).catch(() => []);
  return entries
    .filter(([name, type]) => usualNames.test(name) && (type & vscode.FileType.File) !== 0)
    .map(([name]) => ({
      label: name,
      description: folder.name,
      file: vscode.Uri.joinPath(folder.uri, name),
    }));
}

async function chooseFile(): Promise<vscode.Uri> {
  const [file] = (await vscode.window.showOpenDialog({ title: messages.chooseTitle })) ?? [];
  if (!file) throw new Cancelled();
  return file;
}

export interface CredentialsFile {
  readonly found: Credentials;
  /** Whether nothing else stands in the file. */
  readonly onlyCredentials: boolean;
  /** The names in it that are about Spotify and not understood. */
  readonly unused: readonly string[];
}

/**
 * Reads a file of credentials; `parse` knows the format of those that are no JSON.
 * @throws UserFacingError that says what is wrong with the file, without a word of what it says
 */
export async function readCredentialsFile(
  file: vscode.Uri,
  parse: (text: string) => Entries,
): Promise<CredentialsFile> {
  const name = nameOf(file);
  const text = decode(await readSmall(file));
  if (text.trim() === '') {
    throw new UserFacingError(...messages.fileEmpty(name));
  }
  const entries = entriesIn(text, parse);
  const refused = (fault: FileFault) => new UserFacingError(...messages.fileRefused(name, fault));
  if (!entries) throw refused({ kind: 'tooManyLines', most: mostLines });
  const found = readCredentials(entries);
  if ('kind' in found) throw refused(found);
  return { found, onlyCredentials: hasOnlyCredentials(text, found), unused: unusedNames(entries) };
}

/** Whether a file still has nothing in it but what was found there. @throws UserFacingError */
export async function stillHasOnlyCredentials(file: vscode.Uri, found: Credentials): Promise<boolean> {
  return hasOnlyCredentials(decode(await readSmall(file)), found);
}

async function readSmall(file: vscode.Uri): Promise<Uint8Array> {
  const name = nameOf(file);
  const unreadable = () => {
    throw new UserFacingError(...messages.fileUnreadable(name));
  };
  const { type, size } = await Promise.resolve(vscode.workspace.fs.stat(file)).catch(unreadable);
  if ((type & vscode.FileType.Directory) !== 0) {
    throw new UserFacingError(...messages.fileIsFolder(name));
  }
  if (size > maxBytes) {
    throw new UserFacingError(...messages.fileTooLarge(name));
  }
  return Promise.resolve(vscode.workspace.fs.readFile(file)).catch(unreadable);
}
