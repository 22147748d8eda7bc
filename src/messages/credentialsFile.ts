/* About a file of credentials: what is imported from it, and what becomes of it. No message has a value of it. */
import * as l10n from '@vscode/l10n';
import type { CredentialKind, FileFault } from '../model/credentials';
import { credentialNames, valueMessage } from './credentials';
import { listOf } from './language';
import { action, sentences, setClientId, signIn, type Confirmation, type Message } from './common';

/** "the client ID, the client secret, and the refresh token". */
export function namesOfCredentials(kinds: readonly CredentialKind[]): string {
  return listOf(kinds.map((kind) => credentialNames[kind]));
}

/** Which names in a file are about Spotify, and mean nothing here; empty where there are none. */
export function unusedMessage(names: readonly string[]): string {
  return names.length === 0 ? '' : l10n.t('Earshot does not use {names}.', { names: listOf(names) });
}

/** Stands for the name of a file that VS Code would make a link of. */
export const unnamedFile = l10n.t('The file');

/** The same within a sentence. */
function within(file: string): string {
  return file === unnamedFile ? l10n.t('the file') : file;
}

export const chooseTitle = l10n.t('Import Credentials for Spotify');
export const chooseHint = l10n.t('Select a file with CLIENT_ID, CLIENT_SECRET, or REFRESH_TOKEN');
export const anotherFile = l10n.t('$(folder-opened) Another File…');

const chooseAnother = action(l10n.t('Choose Another File'), 'importCredentials');

export function fileEmpty(file: string): Message {
  return [l10n.t('{file} is empty. Nothing was changed.', { file }), chooseAnother];
}

export function fileUnreadable(file: string): Message {
  return [l10n.t('{file} cannot be read. Nothing was changed.', { file }), chooseAnother];
}

export function fileIsFolder(file: string): Message {
  return [l10n.t('{file} is a folder. Choose a file in it. Nothing was changed.', { file }), chooseAnother];
}

export function fileTooLarge(file: string): Message {
  return [
    l10n.t('{file} is too large for a credentials file. Nothing was changed.', { file }),
    chooseAnother,
  ];
}

export function fileRefused(file: string, fault: FileFault): Message {
  return [
    sentences(
      l10n.t('{file} cannot be imported.', { file }),
      fileFaultMessage(fault),
      l10n.t('Nothing was changed.'),
    ),
    chooseAnother,
  ];
}

const severalValues: Readonly<Record<CredentialKind, string>> = {
  clientId: l10n.t('It has more than one client ID. Keep only one.'),
  clientSecret: l10n.t('It has more than one client secret. Keep only one.'),
  refreshToken: l10n.t('It has more than one refresh token. Keep only one.'),
};

/** Why nothing is taken out of a file. */
export function fileFaultMessage(fault: FileFault): string {
  switch (fault.kind) {
    case 'tooManyLines':
      return l10n.t('It has more than {most} lines.', { most: fault.most });
    case 'severalValues':
      return severalValues[fault.credential];
    case 'noCredentials':
      return sentences(
        l10n.t('It does not contain CLIENT_ID, CLIENT_SECRET, or REFRESH_TOKEN.'),
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
      l10n.t('{file} has {credentials}, but not the matching client ID.', {
        file,
        credentials: namesOfCredentials(kinds),
      }),
      unusedMessage(unused),
      l10n.t('Nothing was changed. Set the client ID to continue.'),
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
    kinds.includes('clientId') && l10n.t('The client ID is saved in your settings.'),
    kinds.includes('clientSecret') && l10n.t('The client secret is saved in secret storage.'),
    kinds.includes('refreshToken') && l10n.t('The refresh token is checked, then used to sign you in.'),
    unusedMessage(unused),
    git === 'tracked' &&
      l10n.t('Warning: Git tracks this file. Anyone with access to the repository can read its contents.'),
    (git === 'untracked' || git === 'unknown') && l10n.t('Warning: This file is in a Git repository.'),
  ];
  return {
    question: l10n.t('Import {credentials} from {file}?', {
      credentials: namesOfCredentials(kinds),
      file: within(file),
    }),
    detail: detail.filter(Boolean).join('\n'),
    confirm: l10n.t('Import'),
  };
}

export const nowSignIn: Message = [l10n.t('Sign in to Spotify to continue.'), signIn];

export const deleteFile = l10n.t('Delete File');
export const addToIgnored = l10n.t('Add to .gitignore');

/** `onlyCredentials`: nothing else stands in the file; `tracked`: by git. */
export function credentialsImported(
  file: string,
  kinds: readonly CredentialKind[],
  { onlyCredentials, tracked }: { readonly onlyCredentials: boolean; readonly tracked: boolean },
): string {
  return sentences(
    l10n.t('Imported {credentials} from {file}.', {
      credentials: namesOfCredentials(kinds),
      file: within(file),
    }),
    tracked ? trackedAdvice(onlyCredentials) : advice(onlyCredentials),
  );
}

function advice(onlyCredentials: boolean): string {
  return onlyCredentials
    ? l10n.t('You no longer need the file.')
    : l10n.t('You can now remove the imported values from the file.');
}

function trackedAdvice(onlyCredentials: boolean): string {
  return onlyCredentials
    ? l10n.t(
        'Git tracks the file. Delete it, and create a new client secret if others have access to the repository.',
      )
    : l10n.t(
        'Git tracks the file. Remove the imported values, and create a new client secret if others have access to the repository.',
      );
}

export function fileChanged(file: string): Message {
  return [l10n.t('{file} has changed in the meantime and was not deleted. Delete it manually.', { file })];
}

export function fileNotDeleted(file: string): Message {
  return [l10n.t('{file} could not be deleted. Delete it manually.', { file })];
}

/** Where there is no trash. */
export function confirmDeleting(file: string): Confirmation {
  return {
    question: l10n.t('{file} cannot be moved to the trash. Delete it permanently?', { file }),
    detail: l10n.t('You cannot undo this action.'),
    confirm: l10n.t('Delete Permanently'),
  };
}

/** Why a file cannot be added to a `.gitignore`. */
export type IgnoreFault = 'behindLink' | 'controlCharacter' | 'listNotPlain' | 'listTooLarge';

function ignoreFaultMessage(file: string, fault: IgnoreFault): string {
  switch (fault) {
    case 'behindLink':
      return l10n.t('{file} is behind a symbolic link, where .gitignore has no effect.', { file });
    case 'controlCharacter':
      return l10n.t(
        'The path contains a line break or a control character, which .gitignore does not support.',
      );
    case 'listNotPlain':
      return l10n.t('.gitignore is not a regular file.');
    case 'listTooLarge':
      return l10n.t('.gitignore is too large to edit.');
  }
}

export function notAddedToIgnored(file: string, fault: IgnoreFault): Message {
  return [
    sentences(
      ignoreFaultMessage(file, fault),
      l10n.t('Nothing was changed.'),
      l10n.t('Make sure that Git ignores {file}.', { file: within(file) }),
    ),
  ];
}

export function ignoreListNotWritten(file: string): Message {
  return [l10n.t('.gitignore could not be written. Add {file} to it manually.', { file: within(file) })];
}

/** `ignored`: whether git ignores it now, `undefined` where it could not be asked; `address`: of the `.gitignore`. */
export function addedToIgnored(file: string, ignored: boolean | undefined, address: unknown): Message {
  if (ignored) return [l10n.t('Git now ignores {file}.', { file: within(file) })];
  return [
    ignored === false
      ? l10n.t(
          '.gitignore now has a line for it, but Git still does not ignore {file} because of another rule. Edit .gitignore manually.',
          { file: within(file) },
        )
      : l10n.t(
          '.gitignore now has a line for {file}, but Earshot cannot check whether Git ignores it. Run “git status” to check.',
          { file: within(file) },
        ),
    { label: l10n.t('Open .gitignore'), command: 'vscode.open', arguments: [address] },
  ];
}
