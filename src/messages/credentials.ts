/* About the client secret of the user's app, and about refresh tokens made by hand. */
import * as l10n from '@vscode/l10n';
import type { CredentialKind, ValueFault } from '../model/credentials';
import type { MessageAction } from '../model/errors/userFacingError';
import {
  action,
  openDashboard,
  removeSecret,
  setClientId,
  setClientSecret,
  signIn,
  signInAgain,
  type Confirmation,
  type Message,
} from './common';
import { clientIdMessage } from './settings';

/** What people call them, within a sentence. */
export const credentialNames: Readonly<Record<CredentialKind, string>> = {
  clientId: l10n.t('the client ID'),
  clientSecret: l10n.t('the client secret'),
  refreshToken: l10n.t('the refresh token'),
};

export const manageCredentials = l10n.t('Manage Credentials');

/** What can be done about credentials: nothing is removed or copied where there is none. */
export function credentialActions(kept: {
  readonly secretKept: boolean;
  readonly signedIn: boolean;
}): readonly MessageAction[] {
  return [
    action(l10n.t('Set Client ID…'), 'setClientId'),
    action(l10n.t('Set Client Secret…'), 'setClientSecret'),
    ...(kept.secretKept ? [removeSecret] : []),
    action(l10n.t('Import Credentials…'), 'importCredentials'),
    action(l10n.t('Use Refresh Token…'), 'useRefreshToken'),
    ...(kept.signedIn ? [action(l10n.t('Copy Refresh Token'), 'copyRefreshToken')] : []),
  ];
}

/** What is wrong with a value, without the value. */
export function valueMessage(fault: ValueFault): string {
  switch (fault.kind) {
    case 'clientSecretMissing':
      return l10n.t('Paste the client secret of your Spotify app.');
    case 'refreshTokenMissing':
      return l10n.t('Paste the refresh token.');
    case 'clientSecretCharacters':
      return l10n.t('A client secret cannot contain spaces, line breaks, or accented letters.');
    case 'refreshTokenCharacters':
      return l10n.t('A refresh token cannot contain spaces, line breaks, or accented letters.');
    default:
      return clientIdMessage(fault);
  }
}

export function clientSecretQuestion(clientId: string) {
  return {
    title: l10n.t('Client Secret of Your Spotify App'),
    prompt: l10n.t('Paste the client secret of the app {clientId} from Spotify’s dashboard.', {
      clientId: `${clientId.slice(0, 4)}…${clientId.slice(-4)}`,
    }),
  };
}

export const isClientId = l10n.t('This is the client ID. The client secret is below it in the dashboard.');
export const checkingClientSecret = l10n.t('Checking the client secret');

export const clientSecretRefused: Message = [
  l10n.t(
    'Spotify does not accept the client secret of your app. Nothing was changed. Compare the client ID and client secret with those in Spotify’s dashboard.',
  ),
  setClientSecret,
  openDashboard,
];
export const clientSecretAccepted: Message = [l10n.t('The client secret is valid and was saved.')];
export const clientSecretKept: Message = [
  l10n.t('The client secret was saved. Your current session does not use it, but the next sign-in does.'),
  signInAgain,
];
export const noClientSecret: Message = [l10n.t('No client secret is stored.')];
export const clientSecretDeleted: Message = [l10n.t('The client secret was removed.')];
export const neededSecretDeleted: Message = [
  l10n.t('The client secret was removed. Your current session cannot be renewed without it. Sign in again.'),
  signInAgain,
];

export const refreshTokenQuestion = {
  title: l10n.t('Refresh Token for Spotify'),
  prompt: l10n.t(
    'Paste a refresh token created with your client ID. Earshot checks it and saves it in secret storage.',
  ),
};
export const checkingRefreshToken = l10n.t('Checking the refresh token');

const useAnother = action(l10n.t('Use Another Token'), 'useRefreshToken');
/** The commands that these run go on with the refresh token. */
const next = { arguments: ['earshot.useRefreshToken'] };

/** `missing`: scopes, by Spotify's names. */
export function signedInWithToken(missing: readonly string[]): Message {
  return missing.length === 0
    ? [l10n.t('Signed in to Spotify with your refresh token.')]
    : [
        l10n.t(
          'You are signed in, but this refresh token does not include {scopes}. Sign in through the browser for full access.',
          { scopes: missing.join(', ') },
        ),
        signIn,
      ];
}

export const refreshTokenNeedsSecret: Message = [
  l10n.t(
    'Spotify requires the client secret of your app for this refresh token, or does not recognize your client ID. Nothing was changed.',
  ),
  { ...setClientSecret, ...next },
  { ...setClientId, ...next },
];
export const refreshTokenRefused: Message = [
  l10n.t(
    'Spotify does not accept this refresh token. It expired, was revoked, or belongs to another client ID. Nothing was changed.',
  ),
  useAnother,
  signIn,
];
export const refreshTokenUnchecked: Message = [
  l10n.t('Cannot reach Spotify to check the refresh token. Nothing was changed. Try again later.'),
  useAnother,
];
export const refreshTokenUncheckedForSecret: Message = [
  l10n.t(
    'Spotify does not accept the client secret of your app, so Earshot cannot check the refresh token. Nothing was changed.',
  ),
  { ...setClientSecret, ...next },
];

export const noRefreshToken: Message = [
  l10n.t('You are not signed in, so there is no refresh token to copy.'),
  signIn,
];
export const confirmCopyingToken: Confirmation = {
  question: l10n.t('Copy the refresh token of your Spotify account?'),
  detail: l10n.t(
    'Anyone who has it, and your client secret if the token was created with one, can see and control your playback, and read and change your library. This ends when you remove access at spotify.com/account/apps, or six months after sign-in.',
  ),
  confirm: l10n.t('Copy'),
};
export const refreshTokenCopied: Message = [
  l10n.t('The refresh token is on the clipboard. After you paste it, copy something else to clear it.'),
];
export const refreshTokenNotCopied: Message = [
  l10n.t(
    'The clipboard is not available, so the refresh token was not copied. Click in this window and try again.',
  ),
  action(l10n.t('Try Again'), 'copyRefreshToken'),
];
