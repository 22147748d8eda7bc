import * as vscode from 'vscode';
import { clientIdFault } from '../../model/account';
import type { Entries } from '../../model/credentialEntries';
import { nameCredentials, type Credentials } from '../../model/credentials';
import { Cancelled, UserFacingError, type MessageAction } from '../../model/errors/userFacingError';
import { showMessage } from '../common/messages';
import { keepClientId } from '../common/spotifyApp';
import { goOnWith, validateSecret, sessionWithSecret, type GrantParts } from './clientSecret';
import { nameOf, pickCredentialsFile, readCredentialsFile, type CredentialsFile } from './credentialsFile';
import { gitStanding, type GitStanding } from './gitFolder';
import { offerCleanup } from './offerCleanup';
import { validate, tellSession, type Validated } from './refreshToken';

/** What an import needs, too. */
export interface ImportParts extends GrantParts {
  /** The format of a file that is no JSON. */
  readonly parse: (text: string) => Entries;
}

const signIn: MessageAction = { label: 'Sign In', command: 'earshot.signIn' };

/**
 * Takes client ID, client secret and refresh token out of a file, puts each where it belongs, and offers to put the
 * file away. All or nothing: what Spotify refuses changes nothing. `given` is the file, if it is known.
 * @throws Cancelled, HumanError, TroubleError
 */
export async function importCredentials(parts: ImportParts, given: unknown): Promise<void> {
  const file = given instanceof vscode.Uri ? given : await pickCredentialsFile();
  const content = await readCredentialsFile(file, parts.parse);
  const { found } = content;
  const clientId = clientIdFor(content, parts, file);
  const git = await gitStanding(file);
  await confirm(file, content, git);
  const validated = await validateFound(parts, clientId, found);
  await keep(parts, clientId, found, validated);
  await goOn(parts, clientId, found, validated);
  await offerCleanup(file, content, git);
}

function clientIdFor(
  { found, unused }: CredentialsFile,
  { settings }: ImportParts,
  file: vscode.Uri,
): string {
  const clientId = found.clientId ?? settings.clientId.value;
  if (clientIdFault(clientId)) {
    throw new UserFacingError(
      `${nameOf(file)} has ${nameCredentials(found)}, but not the client ID that belongs to it. ${unused && `${unused} `}Nothing was changed; set the client ID, and go on.`,
      {
        label: 'Set Client ID',
        command: 'earshot.setClientId',
        arguments: ['earshot.importCredentials', file],
      },
    );
  }
  return clientId;
}

/** Says by name only what was found, before anything happens. */
async function confirm(
  file: vscode.Uri,
  { found, unused }: CredentialsFile,
  git: GitStanding | undefined,
): Promise<void> {
  const goal = 'Import';
  const detail = [
    found.clientId && 'The client ID goes into your settings.',
    found.clientSecret && 'The client secret goes into secret storage.',
    found.refreshToken && 'The refresh token is checked, and signs you in.',
    unused,
    warning(git),
  ];
  const chosen = await vscode.window.showInformationMessage(
    `${nameOf(file)} has ${nameCredentials(found)}. Import it?`,
    { modal: true, detail: detail.filter(Boolean).join('\n') },
    goal,
  );
  if (chosen !== goal) throw new Cancelled();
}

function warning(git: GitStanding | undefined): string | undefined {
  switch (git?.file) {
    case undefined:
    case 'ignored':
      return undefined;
    case 'tracked':
      return 'Careful: git tracks this file. Whoever gets the repository gets what stands in it.';
    default:
      return 'Careful: this file lies in a folder that git tracks.';
  }
}

/** Has Spotify confirm what was found, before any of it is kept. @throws HumanError, TroubleError */
async function validateFound(
  parts: ImportParts,
  clientId: string,
  { clientSecret, refreshToken }: Credentials,
): Promise<Validated | undefined> {
  const endpoints = parts.endpoints();
  if (refreshToken !== undefined) {
    const secret = clientSecret ?? (await parts.secrets.find(endpoints.accounts, clientId));
    return validate(parts, { endpoints, clientId, secret, refreshToken });
  }
  if (clientSecret !== undefined) {
    await validateSecret(parts, clientId, clientSecret);
  }
  return undefined;
}

/** The session last: it needs the others. */
async function keep(
  { settings, secrets, endpoints, account }: ImportParts,
  clientId: string,
  { clientSecret }: Credentials,
  validated: Validated | undefined,
): Promise<void> {
  if (settings.clientId.value !== clientId) {
    await keepClientId(settings, clientId);
  }
  if (clientSecret !== undefined) {
    await secrets.keep(endpoints().accounts, clientId, clientSecret);
  }
  if (validated) {
    await account.begin(validated.session, validated.authorizationResult);
  }
}

async function goOn(
  parts: ImportParts,
  clientId: string,
  { clientSecret }: Credentials,
  validated: Validated | undefined,
): Promise<void> {
  if (validated) {
    tellSession(validated.session);
    return;
  }
  const session = clientSecret === undefined ? undefined : await sessionWithSecret(parts, clientId);
  if (session) {
    await goOnWith(session, parts);
    return;
  }
  const state = await parts.sessions.read();
  if (state.kind !== 'signedIn' || state.session.clientId !== clientId) {
    void showMessage(vscode.window.showInformationMessage, 'Now sign in to Spotify.', signIn);
  }
}
