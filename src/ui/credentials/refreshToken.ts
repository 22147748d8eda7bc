import * as vscode from 'vscode';
import type { AuthorizationResult } from '../../auth/account';
import { validateRefreshToken, type ManualToken } from '../../auth/manualToken';
import { GrantRefused } from '../../auth/oauth/tokenEndpoint';
import type { Session } from '../../auth/session/session';
import type { SessionStore } from '../../auth/session/sessionStore';
import * as messages from '../../messages/credentials';
import { obstacleOf, ApiProblemError } from '../../model/errors/apiProblem';
import { Cancelled, UserFacingError } from '../../model/errors/userFacingError';
import { scopes } from '../../spotify/requests';
import { askInBox } from '../common/inputBox';
import { confirm, inform, isCopied, warn } from '../common/messages';
import { clientIdOf, faultMessage, type GrantParts } from './clientSecret';

/** A session that Spotify has confirmed, and that has not begun yet. */
export interface Validated {
  readonly session: Session;
  readonly authorization: AuthorizationResult;
}

/**
 * Asks for a refresh token of the user's own, and makes it the session if it is good. @throws Cancelled,
 * UserFacingError
 */
export async function useRefreshToken(parts: GrantParts): Promise<void> {
  const endpoints = parts.endpoints();
  const clientId = await clientIdOf(parts.settings);
  const refreshToken = await askInBox({
    ...messages.refreshTokenQuestion,
    secret: true,
    fault: (value) => faultMessage('refreshToken', value),
  });
  if (refreshToken === undefined) throw new Cancelled();
  const secret = await parts.secrets.find(endpoints.accounts, clientId);
  const { session, authorization } = await validateManualToken(parts, {
    endpoints,
    clientId,
    secret,
    refreshToken,
  });
  await parts.account.begin(session, authorization);
  showSignedIn(session);
}

/** Tries a refresh token; nothing is changed by it. @throws UserFacingError, ApiProblemError */
export async function validateManualToken(
  { tokenEndpoint, account }: GrantParts,
  made: ManualToken,
): Promise<Validated> {
  const progress = { location: vscode.ProgressLocation.Window, title: messages.checkingRefreshToken };
  return vscode.window.withProgress(progress, async () => {
    try {
      const authorization = await validateRefreshToken(tokenEndpoint, made);
      return { session: await account.validate(authorization), authorization };
    } catch (error) {
      throw refreshTokenError(error);
    }
  });
}

/** Says that somebody is signed in now, and once, if it is so, that the session does not cover everything. */
export function showSignedIn(session: Session): void {
  const missing = scopes.filter((scope) => !session.scopes.includes(scope));
  (missing.length === 0 ? inform : warn)(messages.signedInWithToken(missing));
}

/** After an agreement, copies what keeps the user signed in. @throws Cancelled, UserFacingError */
export async function copyRefreshToken(sessions: SessionStore): Promise<void> {
  const state = await sessions.read();
  if (state.kind !== 'signedIn') {
    throw new UserFacingError(...messages.noRefreshToken);
  }
  await confirm(messages.confirmCopyingToken, true);
  // It is not shown instead: others may look at the screen.
  if (!(await isCopied(state.session.refreshToken))) {
    throw new UserFacingError(...messages.refreshTokenNotCopied);
  }
  inform(messages.refreshTokenCopied);
}

function refreshTokenError(error: unknown): unknown {
  if (error instanceof GrantRefused) {
    const known = error.code !== 'invalid_client';
    return new UserFacingError(...(known ? messages.refreshTokenRefused : messages.refreshTokenNeedsSecret));
  }
  if (!(error instanceof ApiProblemError) || obstacleOf(error.problem)) {
    return error;
  }
  switch (error.problem.kind) {
    case 'offline':
    case 'unreadable':
    case 'refused':
      return new UserFacingError(...messages.refreshTokenUnchecked);
    case 'secretWrong':
      return new UserFacingError(...messages.refreshTokenUncheckedForSecret);
    default:
      return error;
  }
}
