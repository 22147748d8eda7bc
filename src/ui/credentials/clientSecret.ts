import * as vscode from 'vscode';
import type { Account } from '../../auth/account';
import type { ClientSecrets } from '../../auth/clientSecrets';
import type { TokenEndpoint } from '../../auth/oauth/tokenEndpoint';
import type { Session } from '../../auth/session/session';
import type { SessionStore } from '../../auth/session/sessionStore';
import type { Tokens } from '../../auth/tokens';
import * as messages from '../../messages/credentials';
import { removeSecret } from '../../messages/common';
import { clientIdFault } from '../../model/account';
import { credentialFault, type CredentialKind } from '../../model/credentials';
import { ApiProblemError } from '../../model/errors/apiProblem';
import { UserFacingError } from '../../model/errors/userFacingError';
import type { Playback } from '../../model/playback/playback';
import { systemClock as clock, sleep } from '../../platform/clock';
import type { Settings } from '../../platform/settings';
import type { Store } from '../../player/store';
import type { Endpoints } from '../../spotify/endpoints';
import type { LeaderElection } from '../../windows/leaderElection';
import { askForClientId } from '../common/spotifyApp';
import { askInBox, iconButton } from '../common/inputBox';
import { inform, warn } from '../common/messages';

/** What the conversations about secrets and refresh tokens need. */
export interface GrantParts {
  readonly settings: Settings;
  readonly endpoints: () => Endpoints;
  readonly secrets: ClientSecrets;
  readonly tokenEndpoint: TokenEndpoint;
  readonly sessions: SessionStore;
  readonly tokens: Tokens;
  readonly account: Account;
  readonly store: Store;
  readonly election: LeaderElection;
}

const removeButton = iconButton('trash', removeSecret.label);

/** The client ID of the settings, or, if there is none that can be one, of the user. */
export async function clientIdOf(settings: Settings): Promise<string> {
  const { value } = settings.clientId;
  return clientIdFault(value) ? askForClientId(settings) : value;
}

/** What is wrong with a value, in a sentence; `undefined` when nothing is. */
export function faultMessage(kind: CredentialKind, value: string): string | undefined {
  const fault = credentialFault(kind, value);
  return fault && messages.valueMessage(fault);
}

/**
 * Asks for the secret of the app, validates and keeps it, and goes on with what needed it. `next` is the command that
 * the user was about, if it was not signing in.
 * @throws Cancelled, ApiProblemError
 */
export async function setClientSecret(parts: GrantParts, next: unknown): Promise<void> {
  const clientId = (await clientIdInNeed(parts)) ?? (await clientIdOf(parts.settings));
  const { accounts } = parts.endpoints();
  const known = (await parts.secrets.find(accounts, clientId)) !== undefined;
  const secret = await askInBox({
    ...messages.clientSecretQuestion(clientId),
    secret: true,
    fault: (value) =>
      value.toLowerCase() === clientId.toLowerCase()
        ? messages.isClientId
        : faultMessage('clientSecret', value),
    ...(known && { button: removeButton }),
  });
  if (secret === undefined) {
    await removeClientSecret(parts);
    return;
  }
  await validateSecret(parts, clientId, secret);
  await parts.secrets.keep(accounts, clientId, secret);
  if (next === 'earshot.useRefreshToken') {
    await vscode.commands.executeCommand(next);
    return;
  }
  await goOn(parts, clientId);
}

/**
 * Has Spotify say whether this is the secret of that app; nothing is kept.
 * @throws UserFacingError where it is not, ApiProblemError
 */
export async function validateSecret(
  { tokenEndpoint, endpoints }: GrantParts,
  clientId: string,
  secret: string,
): Promise<void> {
  const progress = { location: vscode.ProgressLocation.Window, title: messages.checkingClientSecret };
  try {
    await vscode.window.withProgress(progress, () =>
      tokenEndpoint.clientCredentials(endpoints(), clientId, secret),
    );
  } catch (error) {
    if (!(error instanceof ApiProblemError) || error.problem.kind !== 'secretWrong') throw error;
    throw new UserFacingError(...messages.clientSecretRefused);
  }
}

/** The session, if there is one that needs the secret of this app. */
export async function sessionWithSecret(
  { sessions }: GrantParts,
  clientId: string,
): Promise<Session | undefined> {
  const state = await sessions.read();
  const session = state.kind === 'signedIn' ? state.session : undefined;
  const fits = session?.clientId.toLowerCase() === clientId.toLowerCase();
  return session?.grant === 'secret' && fits ? session : undefined;
}

/** The client ID of a session that waits for its secret: the settings may name another one by now. */
async function clientIdInNeed({ sessions, store }: GrantParts): Promise<string | undefined> {
  const state = await sessions.read();
  return state.kind === 'signedIn' && wantsSecret(store.playback) ? state.session.clientId : undefined;
}

/**
 * Lets a session go on with the secret that was just kept.
 * @throws ApiProblemError `secretWrong` when Spotify does not take that one either
 */
export async function goOnWith(session: Session, parts: GrantParts): Promise<void> {
  const { sessions, tokens } = parts;
  // Windows that have a copy of SecretStorage of their own do not see the new secret: written anew, the session is
  // this window's, and they leave it to this one.
  await sessions.save(session);
  tokens.forget();
  await tokens.get();
  await askUntilAnswered(parts);
}

/** In milliseconds: how long another window may take to leave the asking to this one. */
const patience = [0, 300, 1_000, 3_000];

async function askUntilAnswered({ election, store }: GrantParts): Promise<void> {
  for (const wait of patience) {
    await sleep(clock, wait);
    await election.request({ kind: 'refresh' });
    if (!wantsSecret(store.playback)) return;
  }
}

function wantsSecret(playback: Playback): boolean {
  if (playback.kind !== 'unavailable') {
    return false;
  }
  return playback.problem.kind === 'secretWrong' || playback.problem.kind === 'secretMissing';
}

async function goOn(parts: GrantParts, clientId: string): Promise<void> {
  const session = await sessionWithSecret(parts, clientId);
  if (session) {
    await goOnWith(session, parts);
    inform(messages.clientSecretAccepted);
  } else if (parts.sessions.state.kind === 'signedIn') {
    inform(messages.clientSecretKept);
  } else {
    await parts.account.signIn();
  }
}

/** Deletes every client secret that is kept; the session stays. */
export async function removeClientSecret({ secrets, sessions }: GrantParts): Promise<void> {
  if (!(await secrets.any())) {
    inform(messages.noClientSecret);
    return;
  }
  await secrets.clear();
  const state = await sessions.read();
  if (state.kind === 'signedIn' && state.session.grant === 'secret') {
    warn(messages.neededSecretDeleted);
  } else {
    inform(messages.clientSecretDeleted);
  }
}
