/* What leads a person through signing in: to a client ID, through the browser and back. */
import type { FlowName } from '../model/account';
import {
  action,
  openDashboard,
  removeSecret,
  sentences,
  setClientId,
  signInAgain,
  type Confirmation,
  type Message,
} from './common';

export const redirectUri = 'Redirect URI';
export const copyRedirectUri = 'Copy Redirect URI';
export const useAnotherWay = 'Use Another Way';
export const openAgain = 'Open Again';
export const copyAddress = 'Copy Address';
export const pageAddress = 'Address of Spotify’s Page';

const flows: Readonly<Record<FlowName, { readonly label: string; readonly detail: string }>> = {
  relay: {
    label: 'Through vscode.dev',
    detail: 'The browser returns to the editor through vscode.dev, a Microsoft site.',
  },
  direct: {
    label: 'Directly to the editor',
    detail: 'The browser opens the editor directly, without a page in between.',
  },
  loopback: {
    label: 'Through this computer',
    detail: 'The browser returns to a port on this computer that is open only during the sign-in.',
  },
  paste: {
    label: 'By copy and paste',
    detail: 'You copy the address of the last page in the browser and paste it here.',
  },
};

/** A way back from the browser, for people who choose. */
export function flowChoice(flow: FlowName): { readonly label: string; readonly detail: string } {
  return flows[flow];
}

/** How somebody signed in, such as "Through vscode.dev"; `manual`: without the browser. */
export function flowDescription(flow: FlowName | 'manual'): string {
  return flow === 'manual' ? 'With a refresh token' : flows[flow].label;
}

export const flowQuestion = {
  title: 'Sign In to Spotify Another Way',
  placeHolder: 'How should the browser return to VS Code? Register the redirect URI in your Spotify app.',
};

/** The first sign-in, before there is a client ID. */
export const firstSignIn = {
  title: 'Sign In to Spotify',
  placeHolder: 'Signing in requires the client ID of your own Spotify app.',
  ignoreFocusOut: true,
  setUp: { label: 'Set Up in Two Minutes', detail: 'Create the app step by step, with text to paste.' },
  haveClientId: { label: 'I Have a Client ID', detail: 'Paste it and agree in the browser.' },
};

/** In passing, to who leaves without one, and to who leaves the one there is. */
export const clientIdMissing = 'Not signed in: the client ID is missing.';
export const clientIdUnchanged = 'The client ID was not changed.';

/** What a field of the form in Spotify’s dashboard may say. */
export interface AppText {
  readonly field: string;
  readonly text: string;
}
export const appName: AppText = { field: 'App name', text: 'My Status Bar' };
export const appDescription: AppText = {
  field: 'App description',
  text: 'Shows what I am listening to in my editor’s status bar.',
};

export function appTextCopied(text: string): string {
  return `Copied “${text}”.`;
}

export const clientIdQuestion = {
  title: 'Client ID of Your Spotify App',
  prompt:
    'Create an app in Spotify’s dashboard (use the button above to open it) and paste its client ID here.',
  placeholder: '32 digits and letters from a to f',
};
export const openSpotifyDashboard = 'Open Spotify’s Dashboard';

/** Before the browser opens. */
export function confirmRedirectUri(uri: string): Confirmation {
  return {
    question: `Is ${uri} registered in your Spotify app?`,
    detail: 'Spotify accepts only a redirect URI that exactly matches one in the settings of your app.',
    confirm: 'Continue',
  };
}

/** Once that question was answered by copying. */
export function redirectUriToRegister(uri: string, flow: FlowName): Message {
  return [
    `Add ${uri} under Redirect URIs in the settings of your Spotify app, save the settings, and continue.`,
    action('Continue', 'signIn', flow),
    openDashboard,
  ];
}

export function redirectUriCopied(uri: string): Message {
  return [`Copied ${uri}. Add it under Redirect URIs in the settings of your Spotify app.`, openDashboard];
}

/**
 * While the browser is waited for; `opened`: VS Code says that it opened the page. VS Code makes links of
 * `[text](command:…)` in notifications; progress has no other buttons than Cancel.
 */
export function waitingForBrowser(uri: string, opened: boolean): string {
  const copy = `command:earshot.copyRedirectUri?${encodeURIComponent(JSON.stringify([uri]))}`;
  const again = 'command:earshot.signIn.openAgain';
  const address = 'command:earshot.signIn.copyAddress';
  return sentences(
    opened
      ? `waiting for you to agree in the browser ([open it again](${again}), [copy the address](${address})).`
      : `the browser did not open. [Open it](${again}), or [copy the address](${address}) and agree there.`,
    `If it shows INVALID_CLIENT, register ${uri} ([copy](${copy})) in your Spotify app, or [use another way](command:earshot.signIn.useAnotherWay).`,
  );
}

export const pasteTitle = 'Sign In to Spotify';

/** `opened`: as for `waitingForBrowser`. */
export function pastePrompt(opened: boolean): string {
  return sentences(
    !opened && 'The browser did not open. Use the buttons above to open it or to copy the address.',
    'Agree in the browser. It then shows a page that cannot be reached. Copy the full address of that page and paste it here.',
  );
}

export function pasteWhole(uri: string): string {
  return `Paste the full address. It starts with ${uri}?`;
}

export const pasteNewest = 'This address belongs to another sign-in. Paste the latest one.';

/** In passing. */
export const signInCancelled = 'Sign-in was cancelled.';

export const insecurePage: Message = [
  'Signing in requires a secure page. Open VS Code over HTTPS or at 127.0.0.1, and try again.',
];
export const noAnswer: Message = [
  'The browser did not respond within ten minutes. If it shows INVALID_CLIENT, register the redirect URI in your Spotify app.',
  signInAgain,
  action(copyRedirectUri, 'copyRedirectUri'),
];
export const signInRefused: Message = [
  'Spotify rejected the sign-in. Try again, or use another way.',
  signInAgain,
];
export const clientIdRefused: Message = [
  'Spotify does not accept your client ID. Compare it with the one in Spotify’s dashboard.',
  setClientId,
];
export const answerRefused: Message = [
  'Spotify rejected the response from the browser. It may have expired. Sign in again.',
  signInAgain,
];

/** In passing. */
export const signedOut = 'Signed out of Spotify.';

/** The same where a client secret stays. */
export const signedOutKeepingSecret: Message = [
  sentences(signedOut, 'The client secret of your app is still stored.'),
  removeSecret,
];
