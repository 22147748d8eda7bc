/* About a file of credentials: what is imported from it, and what becomes of it. No message has a value of it. */
import type { CredentialKind, FileFault } from '../model/credentials';
import { credentialNames, valueMessage } from './credentials';
import { action, sentences, setClientId, signIn, type Confirmation, type Message } from './common';

const list = new Intl.ListFormat('en', { type: 'conjunction' });

/** "the client ID, the client secret, and the refresh token". */
export function namesOfCredentials(kinds: readonly CredentialKind[]): string {
  return list.format(kinds.map((kind) => `the ${credentialNames[kind]}`));
}

/** Which names in a file are about Spotify, and mean nothing here; empty where there are none. */
export function unusedMessage(names: readonly string[]): string {
  return names.length === 0 ? '' : `Earshot does not use ${list.format(names)}.`;
}

/** Stands for the name of a file that VS Code would make a link of. */
export const unnamedFile = 'The file';

/** The same within a sentence. */
function within(file: string): string {
  return file === unnamedFile ? 'the file' : file;
}

export const chooseTitle = 'Import Credentials for Spotify';
export const chooseHint = 'Select a file with CLIENT_ID, CLIENT_SECRET, or REFRESH_TOKEN';
export const anotherFile = '$(folder-opened) Another File…';

const chooseAnother = action('Choose Another File', 'importCredentials');

export function fileEmpty(file: string): Message {
  return [`${file} is empty. Nothing was changed.`, chooseAnother];
}

export function fileUnreadable(file: string): Message {
  return [`${file} cannot be read. Nothing was changed.`, chooseAnother];
}

export function fileIsFolder(file: string): Message {
  return [`${file} is a folder. Choose a file in it. Nothing was changed.`, chooseAnother];
}

export function fileTooLarge(file: string): Message {
  return [`${file} is too large for a credentials file. Nothing was changed.`, chooseAnother];
}

export function fileRefused(file: string, fault: FileFault): Message {
  return [`${file} cannot be imported. ${fileFaultMessage(fault)} Nothing was changed.`, chooseAnother];
}

/** Why nothing is taken out of a file. */
export function fileFaultMessage(fault: FileFault): string {
  switch (fault.kind) {
    case 'tooManyLines':
      return `It has more than ${fault.most} lines.`;
    case 'severalValues':
      return `It has more than one ${credentialNames[fault.credential]}. Keep only one.`;
    case 'noCredentials':
      return sentences(
        'It does not contain CLIENT_ID, CLIENT_SECRET, or REFRESH_TOKEN.',
        unusedMessage(fault.unused),
      );
    default:
      return valueMessage(fault);
  }
}

/** What is known of a file before it is imported, by name only. */
interface FoundCredentials {
  readonly file: string;
  readonly kinds: readonly CredentialKind[];
  readonly unused: readonly string[];
}

/** `address`: of the file, with which the import goes on. */
export function clientIdNotInFile({ file, kinds, unused }: FoundCredentials, address: unknown): Message {
  return [
    sentences(
      `${file} has ${namesOfCredentials(kinds)}, but not the matching client ID.`,
      unusedMessage(unused),
      'Nothing was changed. Set the client ID to continue.',
    ),
    { ...setClientId, arguments: ['earshot.importCredentials', address] },
  ];
}

/** `git`: what git has to do with the file; `undefined` outside its folders. */
export function confirmImport(
  { file, kinds, unused }: FoundCredentials,
  git: 'tracked' | 'ignored' | 'untracked' | 'unknown' | undefined,
): Confirmation {
  const detail = [
    kinds.includes('clientId') && 'The client ID is saved in your settings.',
    kinds.includes('clientSecret') && 'The client secret is saved in secret storage.',
    kinds.includes('refreshToken') && 'The refresh token is checked, then used to sign you in.',
    unusedMessage(unused),
    git === 'tracked' &&
      'Warning: Git tracks this file. Anyone with access to the repository can read its contents.',
    (git === 'untracked' || git === 'unknown') && 'Warning: This file is in a Git repository.',
  ];
  return {
    question: `Import ${namesOfCredentials(kinds)} from ${within(file)}?`,
    detail: detail.filter(Boolean).join('\n'),
    confirm: 'Import',
  };
}

export const nowSignIn: Message = ['Sign in to Spotify to continue.', signIn];

export const deleteFile = 'Delete File';
export const addToIgnored = 'Add to .gitignore';

/** `onlyCredentials`: nothing else stands in the file; `tracked`: by git. */
export function credentialsImported(
  file: string,
  kinds: readonly CredentialKind[],
  { onlyCredentials, tracked }: { readonly onlyCredentials: boolean; readonly tracked: boolean },
): string {
  return sentences(
    `Imported ${namesOfCredentials(kinds)} from ${within(file)}.`,
    tracked ? trackedAdvice(onlyCredentials) : advice(onlyCredentials),
  );
}

function advice(onlyCredentials: boolean): string {
  return onlyCredentials
    ? 'You no longer need the file.'
    : 'You can now remove the imported values from the file.';
}

function trackedAdvice(onlyCredentials: boolean): string {
  return onlyCredentials
    ? 'Git tracks the file. Delete it, and create a new client secret if others have access to the repository.'
    : 'Git tracks the file. Remove the imported values, and create a new client secret if others have access to the repository.';
}

export function fileChanged(file: string): Message {
  return [`${file} has changed in the meantime and was not deleted. Delete it manually.`];
}

export function fileNotDeleted(file: string): Message {
  return [`${file} could not be deleted. Delete it manually.`];
}

/** Where there is no trash. */
export function confirmDeleting(file: string): Confirmation {
  return {
    question: `${file} cannot be moved to the trash. Delete it permanently?`,
    detail: 'You cannot undo this action.',
    confirm: 'Delete Permanently',
  };
}

/** Why a file cannot be added to a `.gitignore`. */
export type IgnoreFault = 'behindLink' | 'controlCharacter' | 'listNotPlain' | 'listTooLarge';

function ignoreFaultMessage(file: string, fault: IgnoreFault): string {
  switch (fault) {
    case 'behindLink':
      return `${file} is behind a symbolic link, where .gitignore has no effect.`;
    case 'controlCharacter':
      return 'The path contains a line break or a control character, which .gitignore does not support.';
    case 'listNotPlain':
      return '.gitignore is not a regular file.';
    case 'listTooLarge':
      return '.gitignore is too large to edit.';
  }
}

export function notAddedToIgnored(file: string, fault: IgnoreFault): Message {
  return [
    `${ignoreFaultMessage(file, fault)} Nothing was changed. Make sure that Git ignores ${within(file)}.`,
  ];
}

export function ignoreListNotWritten(file: string): Message {
  return [`.gitignore could not be written. Add ${within(file)} to it manually.`];
}

/** `ignored`: whether git ignores it now, `undefined` where it could not be asked; `address`: of the `.gitignore`. */
export function addedToIgnored(file: string, ignored: boolean | undefined, address: unknown): Message {
  if (ignored) return [`Git now ignores ${within(file)}.`];
  return [
    ignored === false
      ? `.gitignore now has a line for it, but Git still does not ignore ${within(file)} because of another rule. Edit .gitignore manually.`
      : `.gitignore now has a line for ${within(file)}, but Earshot cannot check whether Git ignores it. Run “git status” to check.`,
    { label: 'Open .gitignore', command: 'vscode.open', arguments: [address] },
  ];
}
