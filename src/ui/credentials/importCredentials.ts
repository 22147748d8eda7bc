import * as vscode from 'vscode';
import { clientIdNotInFile, confirmImport, nowSignIn } from '../../messages/credentialsFile';
import { clientIdFault } from '../../model/account';
import type { Entries } from '../../model/credentialEntries';
import { kindsOf, type Credentials } from '../../model/credentials';
import { UserFacingError } from '../../model/errors/userFacingError';
import { confirm, inform } from '../common/messages';
import { keepClientId } from '../common/spotifyApp';
import { goOnWith, sessionWithSecret, validateSecret, type GrantParts } from './clientSecret';
import { nameOf, pickCredentialsFile, readCredentialsFile, type CredentialsFile } from './credentialsFile';
import { gitStanding, type GitStanding } from './gitFolder';
import { offerCleanup } from './offerCleanup';
import { showSignedIn, validateManualToken, type Validated } from './refreshToken';

/** What an import needs, too. */
export interface ImportParts extends GrantParts {
  /** The format of a file that is no JSON. */
  readonly parse: (text: string) => Entries;
}

/**
 * Takes client ID, client secret and refresh token out of a file, puts each where it belongs, and offers to delete or
 * ignore the file. All or nothing: what Spotify refuses changes nothing. `given` is the file, if it is known.
 * @throws Cancelled, UserFacingError, ApiProblemError
 */
export async function importCredentials(parts: ImportParts, given: unknown): Promise<void> {
  const file = given instanceof vscode.Uri ? given : await pickCredentialsFile();
  const content = await readCredentialsFile(file, parts.parse);
  const { found } = content;
  const clientId = clientIdFor(content, parts, file);
  const git = await gitStanding(file);
  await askFirst(file, content, git);
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
    const known = { file: nameOf(file), kinds: kindsOf(found), unused };
    throw new UserFacingError(...clientIdNotInFile(known, file));
  }
  return clientId;
}

/** Says by name only what was found, before anything happens. */
async function askFirst(
  file: vscode.Uri,
  { found, unused }: CredentialsFile,
  git: GitStanding | undefined,
): Promise<void> {
  const known = { file: nameOf(file), kinds: kindsOf(found), unused };
  await confirm(confirmImport(known, git?.file));
}

/** Has Spotify confirm what was found, before any of it is kept. @throws UserFacingError, ApiProblemError */
async function validateFound(
  parts: ImportParts,
  clientId: string,
  { clientSecret, refreshToken }: Credentials,
): Promise<Validated | undefined> {
  const endpoints = parts.endpoints();
  if (refreshToken !== undefined) {
    const secret = clientSecret ?? (await parts.secrets.find(endpoints.accounts, clientId));
    return validateManualToken(parts, { endpoints, clientId, secret, refreshToken });
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
    await account.begin(validated.session, validated.authorization);
  }
}

async function goOn(
  parts: ImportParts,
  clientId: string,
  { clientSecret }: Credentials,
  validated: Validated | undefined,
): Promise<void> {
  if (validated) {
    showSignedIn(validated.session);
    return;
  }
  const session = clientSecret === undefined ? undefined : await sessionWithSecret(parts, clientId);
  if (session) {
    await goOnWith(session, parts);
    return;
  }
  const state = await parts.sessions.read();
  if (state.kind !== 'signedIn' || state.session.clientId !== clientId) {
    inform(nowSignIn);
  }
}
