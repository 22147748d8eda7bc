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
  return names.length === 0 ? '' : `Earshot has no use for ${list.format(names)}.`;
}

/** Stands for the name of a file that VS Code would make a link of. */
export const unnamedFile = 'The file';

export const chooseTitle = 'Import Credentials for Spotify';
export const chooseHint = 'A file with CLIENT_ID, CLIENT_SECRET or REFRESH_TOKEN';
export const anotherFile = '$(folder-opened) Another File…';

const chooseAnother = action('Choose Another File', 'importCredentials');

export function fileEmpty(file: string): Message {
  return [`${file} is empty. Nothing was changed.`, chooseAnother];
}

export function fileUnreadable(file: string): Message {
  return [`${file} cannot be read. Nothing was changed.`, chooseAnother];
}

export function fileIsFolder(file: string): Message {
  return [`${file} is a folder. Choose the file in it. Nothing was changed.`, chooseAnother];
}

export function fileTooLarge(file: string): Message {
  return [`${file} is too large for a file of credentials. Nothing was changed.`, chooseAnother];
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
      return `It has more than one ${credentialNames[fault.credential]}. Leave one.`;
    case 'noCredentials':
      return sentences(
        'It has none of CLIENT_ID, CLIENT_SECRET and REFRESH_TOKEN.',
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
      `${file} has ${namesOfCredentials(kinds)}, but not the client ID that belongs to it.`,
      unusedMessage(unused),
      'Nothing was changed; set the client ID, and go on.',
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
    kinds.includes('clientId') && 'The client ID goes into your settings.',
    kinds.includes('clientSecret') && 'The client secret goes into secret storage.',
    kinds.includes('refreshToken') && 'The refresh token is checked, and signs you in.',
    unusedMessage(unused),
    git === 'tracked' && 'Careful: git tracks this file. Whoever gets the repository gets what stands in it.',
    (git === 'untracked' || git === 'unknown') && 'Careful: this file lies in a folder that git tracks.',
  ];
  return {
    question: `${file} has ${namesOfCredentials(kinds)}. Import it?`,
    detail: detail.filter(Boolean).join('\n'),
    confirm: 'Import',
  };
}

export const nowSignIn: Message = ['Now sign in to Spotify.', signIn];

export const deleteFile = 'Delete File';
export const addToIgnored = 'Add to .gitignore';

/** `onlyCredentials`: nothing else stands in the file; `tracked`: by git. */
export function credentialsImported(
  file: string,
  kinds: readonly CredentialKind[],
  { onlyCredentials, tracked }: { readonly onlyCredentials: boolean; readonly tracked: boolean },
): string {
  const names = namesOfCredentials(kinds).replace(/^t/, 'T');
  return sentences(
    kinds.length > 1 ? `${names} of ${file} are imported.` : `${names} of ${file} is imported.`,
    tracked ? trackedAdvice(onlyCredentials) : advice(onlyCredentials),
  );
}

function advice(onlyCredentials: boolean): string {
  return onlyCredentials
    ? 'The file is not needed any more.'
    : 'They are not needed in the file any more; the rest of it is yours.';
}

function trackedAdvice(onlyCredentials: boolean): string {
  return onlyCredentials
    ? 'Git tracks the file: delete it, and make a new client secret if others have the repository.'
    : 'Git tracks the file: take them out, and make a new client secret if others have the repository.';
}

export function fileChanged(file: string): Message {
  return [`${file} was changed meanwhile, and was not deleted. Delete it yourself.`];
}

export function fileNotDeleted(file: string): Message {
  return [`${file} could not be deleted. Delete it yourself.`];
}

/** Where there is no trash. */
export function confirmDeleting(file: string): Confirmation {
  return {
    question: `${file} cannot be moved to the trash. Delete it permanently?`,
    detail: 'It cannot be brought back.',
    confirm: 'Delete Permanently',
  };
}

/** Why a file cannot be added to a `.gitignore`. */
export type IgnoreFault = 'behindLink' | 'controlCharacter' | 'listNotPlain' | 'listTooLarge';

function ignoreFaultMessage(file: string, fault: IgnoreFault): string {
  switch (fault) {
    case 'behindLink':
      return `${file} is behind a link, where .gitignore does not reach.`;
    case 'controlCharacter':
      return 'Its path has a line break or a control character, which .gitignore cannot hold.';
    case 'listNotPlain':
      return '.gitignore is not a plain file.';
    case 'listTooLarge':
      return '.gitignore is too large to be changed here.';
  }
}

export function notAddedToIgnored(file: string, fault: IgnoreFault): Message {
  return [`${ignoreFaultMessage(file, fault)} Nothing was changed; see yourself that git ignores ${file}.`];
}

export function ignoreListNotWritten(file: string): Message {
  return [`.gitignore could not be written. Add ${file} to it yourself.`];
}

/** `ignored`: whether git ignores it now, `undefined` where it could not be asked; `address`: of the `.gitignore`. */
export function addedToIgnored(file: string, ignored: boolean | undefined, address: unknown): Message {
  if (ignored) return [`Git ignores ${file} now.`];
  return [
    ignored === false
      ? `.gitignore has a line for it now, but git still does not ignore ${file}: another rule takes that back. Change it yourself.`
      : `.gitignore has a line for ${file} now. See with “git status” whether git ignores it: it could not be asked here.`,
    { label: 'Open .gitignore', command: 'vscode.open', arguments: [address] },
  ];
}
