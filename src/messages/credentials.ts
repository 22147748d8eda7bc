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
import { clientIdMessage } from './signIn';

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
      return 'A client secret has no blanks, line breaks or letters with accents.';
    case 'refreshTokenCharacters':
      return 'A refresh token has no blanks, line breaks or letters with accents.';
    default:
      return clientIdMessage(fault);
  }
}

export function clientSecretQuestion(clientId: string) {
  return {
    title: 'Client Secret of Your Spotify App',
    prompt: `Paste the client secret of the app ${clientId.slice(0, 4)}…${clientId.slice(-4)}; its page in Spotify’s dashboard shows it.`,
  };
}

export const isClientId = 'That is the client ID; the client secret stands below it.';
export const checkingClientSecret = 'Checking the client secret';

export const clientSecretRefused: Message = [
  'Spotify does not accept the client secret of your app. Nothing was changed; compare client ID and client secret with those in Spotify’s dashboard.',
  setClientSecret,
  openDashboard,
];
export const clientSecretAccepted: Message = ['Spotify accepts the client secret.'];
export const clientSecretKept: Message = [
  'The client secret is kept. This session goes on without it; the next sign-in will use it.',
  signInAgain,
];
export const noClientSecret: Message = ['No client secret is kept here.'];
export const clientSecretDeleted: Message = ['The client secret is deleted.'];
export const neededSecretDeleted: Message = [
  'The client secret is deleted. This session was made with it and cannot be renewed any more: sign in again, without it.',
  signInAgain,
];

export const refreshTokenQuestion = {
  title: 'Refresh Token for Spotify',
  prompt:
    'Paste a refresh token that was made with your client ID. It is checked, and kept in secret storage.',
};
export const checkingRefreshToken = 'Checking the refresh token';

const useAnother = action('Use Another Token', 'useRefreshToken');
/** The commands that these run go on with the refresh token. */
const next = { arguments: ['earshot.useRefreshToken'] };

/** `missing`: scopes, by Spotify's names. */
export function signedInWithToken(missing: readonly string[]): Message {
  return missing.length === 0
    ? ['You are signed in to Spotify with your refresh token.']
    : [
        `You are signed in, but this refresh token does not cover ${missing.join(', ')}. Sign in through the browser to have everything.`,
        signIn,
      ];
}

export const refreshTokenNeedsSecret: Message = [
  'Spotify wants the client secret of your app with this refresh token, or does not know your client ID. Nothing was changed.',
  { ...setClientSecret, ...next },
  { ...setClientId, ...next },
];
export const refreshTokenRefused: Message = [
  'Spotify does not accept this refresh token: it has ended, was revoked, or belongs to another client ID. Nothing was changed.',
  useAnother,
  signIn,
];
export const refreshTokenUnchecked: Message = [
  'Spotify cannot be reached, so the refresh token could not be checked. Nothing was changed; try again later.',
  useAnother,
];
export const refreshTokenUncheckedForSecret: Message = [
  'Spotify does not accept the client secret of your app, so the refresh token could not be checked. Nothing was changed.',
  { ...setClientSecret, ...next },
];

export const noRefreshToken: Message = [
  'You are not signed in here, so there is no refresh token to copy.',
  signIn,
];
export const confirmCopyingToken: Confirmation = {
  question: 'Copy the refresh token of your Spotify account?',
  detail:
    'Whoever has it, and your client secret if it was made with one, can see and control what you play and read and change your library, until you withdraw your agreement at spotify.com/account/apps or six months after you gave it.',
  confirm: 'Copy',
};
export const refreshTokenCopied: Message = [
  'The refresh token is in the clipboard. Paste it where it belongs, and then copy something else.',
];
export const refreshTokenNotCopied: Message = [
  'The clipboard cannot be used at the moment, so the refresh token was not copied. Click into this window and try again.',
  action('Try Again', 'copyRefreshToken'),
];
