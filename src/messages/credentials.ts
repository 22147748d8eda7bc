/* About the client secret of the user's app, and about refresh tokens made by hand. */
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

/** What people call them. */
export const credentialNames: Readonly<Record<CredentialKind, string>> = {
  clientId: 'client ID',
  clientSecret: 'client secret',
  refreshToken: 'refresh token',
};

export const manageCredentials = 'Manage Credentials';

/** What can be done about credentials: nothing is removed or copied where there is none. */
export function credentialActions(kept: {
  readonly secretKept: boolean;
  readonly signedIn: boolean;
}): readonly MessageAction[] {
  return [
    action('Set Client ID…', 'setClientId'),
    action('Set Client Secret…', 'setClientSecret'),
    ...(kept.secretKept ? [removeSecret] : []),
    action('Import Credentials…', 'importCredentials'),
    action('Use Refresh Token…', 'useRefreshToken'),
    ...(kept.signedIn ? [action('Copy Refresh Token', 'copyRefreshToken')] : []),
  ];
}

/** What is wrong with a value, without the value. */
export function valueMessage(fault: ValueFault): string {
  switch (fault.kind) {
    case 'clientSecretMissing':
      return 'Paste the client secret of your Spotify app.';
    case 'refreshTokenMissing':
      return 'Paste the refresh token.';
    case 'clientSecretCharacters':
      return 'A client secret cannot contain spaces, line breaks, or accented letters.';
    case 'refreshTokenCharacters':
      return 'A refresh token cannot contain spaces, line breaks, or accented letters.';
    default:
      return clientIdMessage(fault);
  }
}

export function clientSecretQuestion(clientId: string) {
  return {
    title: 'Client Secret of Your Spotify App',
    prompt: `Paste the client secret of the app ${clientId.slice(0, 4)}…${clientId.slice(-4)} from Spotify’s dashboard.`,
  };
}

export const isClientId = 'This is the client ID. The client secret is below it in the dashboard.';
export const checkingClientSecret = 'Checking the client secret';

export const clientSecretRefused: Message = [
  'Spotify does not accept the client secret of your app. Nothing was changed. Compare the client ID and client secret with those in Spotify’s dashboard.',
  setClientSecret,
  openDashboard,
];
export const clientSecretAccepted: Message = ['The client secret is valid and was saved.'];
export const clientSecretKept: Message = [
  'The client secret was saved. Your current session does not use it, but the next sign-in does.',
  signInAgain,
];
export const noClientSecret: Message = ['No client secret is stored.'];
export const clientSecretDeleted: Message = ['The client secret was removed.'];
export const neededSecretDeleted: Message = [
  'The client secret was removed. Your current session cannot be renewed without it. Sign in again.',
  signInAgain,
];

export const refreshTokenQuestion = {
  title: 'Refresh Token for Spotify',
  prompt:
    'Paste a refresh token created with your client ID. Earshot checks it and saves it in secret storage.',
};
export const checkingRefreshToken = 'Checking the refresh token';

const useAnother = action('Use Another Token', 'useRefreshToken');
/** The commands that these run go on with the refresh token. */
const next = { arguments: ['earshot.useRefreshToken'] };

/** `missing`: scopes, by Spotify's names. */
export function signedInWithToken(missing: readonly string[]): Message {
  return missing.length === 0
    ? ['Signed in to Spotify with your refresh token.']
    : [
        `You are signed in, but this refresh token does not include ${missing.join(', ')}. Sign in through the browser for full access.`,
        signIn,
      ];
}

export const refreshTokenNeedsSecret: Message = [
  'Spotify requires the client secret of your app for this refresh token, or does not recognize your client ID. Nothing was changed.',
  { ...setClientSecret, ...next },
  { ...setClientId, ...next },
];
export const refreshTokenRefused: Message = [
  'Spotify does not accept this refresh token. It expired, was revoked, or belongs to another client ID. Nothing was changed.',
  useAnother,
  signIn,
];
export const refreshTokenUnchecked: Message = [
  'Cannot reach Spotify to check the refresh token. Nothing was changed. Try again later.',
  useAnother,
];
export const refreshTokenUncheckedForSecret: Message = [
  'Spotify does not accept the client secret of your app, so Earshot cannot check the refresh token. Nothing was changed.',
  { ...setClientSecret, ...next },
];

export const noRefreshToken: Message = [
  'You are not signed in, so there is no refresh token to copy.',
  signIn,
];
export const confirmCopyingToken: Confirmation = {
  question: 'Copy the refresh token of your Spotify account?',
  detail:
    'Anyone who has it, and your client secret if the token was created with one, can see and control your playback, and read and change your library. This ends when you remove access at spotify.com/account/apps, or six months after sign-in.',
  confirm: 'Copy',
};
export const refreshTokenCopied: Message = [
  'The refresh token is on the clipboard. After you paste it, copy something else to clear it.',
];
export const refreshTokenNotCopied: Message = [
  'The clipboard is not available, so the refresh token was not copied. Click in this window and try again.',
  action('Try Again', 'copyRefreshToken'),
];
