import * as vscode from 'vscode';
import type { AuthorizationResult } from '../../auth/account';
import { validateRefreshToken, type ManualToken } from '../../auth/manualToken';
import { GrantRefused } from '../../auth/oauth/tokenEndpoint';
import type { Session } from '../../auth/session/session';
import type { SessionStore } from '../../auth/session/sessionStore';
import { refreshTokenFault } from '../../model/credentials';
import { obstacleOf, ApiProblemError } from '../../model/errors/apiProblem';
import { Cancelled, UserFacingError, type MessageAction } from '../../model/errors/userFacingError';
import { scopes } from '../../spotify/requests';
import { askInBox } from '../common/inputBox';
import { isCopied, showMessage } from '../common/messages';
import { clientIdOf, type GrantParts } from './clientSecret';

const useAnother: MessageAction = { label: 'Use Another Token', command: 'earshot.useRefreshToken' };
const signIn: MessageAction = { label: 'Sign In', command: 'earshot.signIn' };
const setClientId: MessageAction = {
  label: 'Set Client ID',
  command: 'earshot.setClientId',
  arguments: ['earshot.useRefreshToken'],
};
const setClientSecret: MessageAction = {
  label: 'Set Client Secret',
  command: 'earshot.setClientSecret',
  arguments: ['earshot.useRefreshToken'],
};

/** A session that Spotify has confirmed, and that has not begun yet. */
export interface Validated {
  readonly session: Session;
  readonly authorizationResult: AuthorizationResult;
}

/** Asks for a refresh token made by hand, and makes it the session if it is good. @throws Cancelled, HumanError */
export async function useRefreshToken(parts: GrantParts): Promise<void> {
  const endpoints = parts.endpoints();
  const clientId = await clientIdOf(parts.settings);
  const refreshToken = await askInBox({
    title: 'Refresh Token for Spotify',
    prompt:
      'Paste a refresh token that was made with your client ID. It is checked, and kept in secret storage.',
    secret: true,
    fault: refreshTokenFault,
  });
  if (refreshToken === undefined) throw new Cancelled();
  const secret = await parts.secrets.find(endpoints.accounts, clientId);
  const { session, authorizationResult } = await validate(parts, {
    endpoints,
    clientId,
    secret,
    refreshToken,
  });
  await parts.account.begin(session, authorizationResult);
  tellSession(session);
}

/** Tries a refresh token; nothing is changed by it. @throws HumanError, TroubleError */
export async function validate(
  { tokenEndpoint, account }: GrantParts,
  made: ManualToken,
): Promise<Validated> {
  const progress = { location: vscode.ProgressLocation.Window, title: 'Checking the refresh token' };
  return vscode.window.withProgress(progress, async () => {
    try {
      const authorizationResult = await validateRefreshToken(tokenEndpoint, made);
      return { session: await account.validate(authorizationResult), authorizationResult };
    } catch (error) {
      throw inWords(error);
    }
  });
}

/** Says that somebody is signed in now, and once, if it is so, that the session does not cover everything. */
export function tellSession(session: Session): void {
  const missing = scopes.filter((scope) => !session.scopes.includes(scope));
  if (missing.length === 0) {
    void showMessage(
      vscode.window.showInformationMessage,
      'You are signed in to Spotify with your refresh token.',
    );
    return;
  }
  const sentence = `You are signed in, but this refresh token does not cover ${missing.join(', ')}. Sign in through the browser to have everything.`;
  void showMessage(vscode.window.showWarningMessage, sentence, signIn);
}

/** After an agreement, copies what keeps the user signed in. @throws Cancelled, HumanError */
export async function copyRefreshToken(sessions: SessionStore): Promise<void> {
  const state = await sessions.read();
  if (state.kind !== 'signedIn') {
    throw new UserFacingError('You are not signed in here, so there is no refresh token to copy.', signIn);
  }
  const copy = 'Copy';
  const detail =
    'Whoever has it, and your client secret if it was made with one, can see and control what you play and read and change your library, until you withdraw your agreement at spotify.com/account/apps or six months after you gave it.';
  const chosen = await vscode.window.showWarningMessage(
    'Copy the refresh token of your Spotify account?',
    { modal: true, detail },
    copy,
  );
  if (chosen !== copy) throw new Cancelled();
  // It is not shown instead: others may look at the screen.
  if (!(await isCopied(state.session.refreshToken))) {
    throw new UserFacingError(
      'The clipboard cannot be used at the moment, so the refresh token was not copied. Click into this window and try again.',
      { label: 'Try Again', command: 'earshot.copyRefreshToken' },
    );
  }
  void showMessage(
    vscode.window.showInformationMessage,
    'The refresh token is in the clipboard. Paste it where it belongs, and then copy something else.',
  );
}

function inWords(error: unknown): unknown {
  if (error instanceof GrantRefused) {
    return error.code === 'invalid_client'
      ? new UserFacingError(
          'Spotify wants the client secret of your app with this refresh token, or does not know your client ID. Nothing was changed.',
          setClientSecret,
          setClientId,
        )
      : new UserFacingError(
          'Spotify does not accept this refresh token: it has ended, was revoked, or belongs to another client ID. Nothing was changed.',
          useAnother,
          signIn,
        );
  }
  if (!(error instanceof ApiProblemError) || obstacleOf(error.problem)) {
    return error;
  }
  switch (error.problem.kind) {
    case 'offline':
    case 'unreadable':
    case 'refused':
      return new UserFacingError(
        'Spotify cannot be reached, so the refresh token could not be checked. Nothing was changed; try again later.',
        useAnother,
      );
    case 'secretWrong':
      return new UserFacingError(
        'Spotify does not accept the client secret of your app, so the refresh token could not be checked. Nothing was changed.',
        setClientSecret,
      );
    default:
      return error;
  }
}
