/* What leads a person through signing in: to a client ID, through the browser and back. */
import * as l10n from '@vscode/l10n';
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

export const redirectUri = l10n.t('Redirect URI');
export const copyRedirectUri = l10n.t('Copy Redirect URI');
export const useAnotherWay = l10n.t('Use Another Way');
export const openAgain = l10n.t('Open Again');
export const copyAddress = l10n.t('Copy Address');
export const pageAddress = l10n.t('Address of Spotify’s Page');

const flows: Readonly<Record<FlowName, { readonly label: string; readonly detail: string }>> = {
  relay: {
    label: l10n.t('Through vscode.dev'),
    detail: l10n.t('The browser returns to the editor through vscode.dev, a Microsoft site.'),
  },
  direct: {
    label: l10n.t('Directly to the editor'),
    detail: l10n.t('The browser opens the editor directly, without a page in between.'),
  },
  loopback: {
    label: l10n.t('Through this computer'),
    detail: l10n.t('The browser returns to a port on this computer that is open only during the sign-in.'),
  },
  paste: {
    label: l10n.t('By copy and paste'),
    detail: l10n.t('You copy the address of the last page in the browser and paste it here.'),
  },
};

/** A way back from the browser, for people who choose. */
export function flowChoice(flow: FlowName): { readonly label: string; readonly detail: string } {
  return flows[flow];
}

/** How somebody signed in, such as "Through vscode.dev"; `manual`: without the browser. */
export function flowDescription(flow: FlowName | 'manual' | undefined): string {
  if (flow === undefined) return l10n.t('Not known');
  return flow === 'manual' ? l10n.t('With a refresh token') : flows[flow].label;
}

export const flowQuestion = {
  title: l10n.t('Sign In to Spotify Another Way'),
  placeHolder: l10n.t(
    'How should the browser return to VS Code? Register the redirect URI in your Spotify app.',
  ),
};

/** The first sign-in, before there is a client ID. */
export const firstSignIn = {
  title: l10n.t('Sign In to Spotify'),
  placeHolder: l10n.t('Signing in requires the client ID of your own Spotify app.'),
  ignoreFocusOut: true,
  setUp: {
    label: l10n.t('Set Up in Two Minutes'),
    detail: l10n.t('Create the app step by step, with text to paste.'),
  },
  haveClientId: { label: l10n.t('I Have a Client ID'), detail: l10n.t('Paste it and agree in the browser.') },
};

/** In passing, to who leaves without one, and to who leaves the one there is. */
export const clientIdMissing = l10n.t('Not signed in: the client ID is missing.');
export const clientIdUnchanged = l10n.t('The client ID was not changed.');

/** What a field of the form in Spotify’s dashboard may say. */
export interface AppText {
  readonly field: string;
  readonly text: string;
}
export const appName: AppText = { field: l10n.t('App name'), text: l10n.t('My Status Bar') };
export const appDescription: AppText = {
  field: l10n.t('App description'),
  text: l10n.t('Shows what I am listening to in my editor’s status bar.'),
};

export function appTextCopied(text: string): string {
  return l10n.t('Copied “{text}”.', { text });
}

export const clientIdQuestion = {
  title: l10n.t('Client ID of Your Spotify App'),
  prompt: l10n.t(
    'Create an app in Spotify’s dashboard (use the button above to open it) and paste its client ID here.',
  ),
  placeholder: l10n.t('32 digits and letters from a to f'),
};
export const openSpotifyDashboard = l10n.t('Open Spotify’s Dashboard');

/** Before the browser opens. */
export function confirmRedirectUri(uri: string): Confirmation {
  return {
    question: l10n.t('Is {uri} registered in your Spotify app?', { uri }),
    detail: l10n.t(
      'Spotify accepts only a redirect URI that exactly matches one in the settings of your app.',
    ),
    confirm: l10n.t('Continue'),
  };
}

/** Once that question was answered by copying. */
export function redirectUriToRegister(uri: string, flow: FlowName): Message {
  return [
    l10n.t(
      'Add {uri} under Redirect URIs in the settings of your Spotify app, save the settings, and continue.',
      { uri },
    ),
    action(l10n.t('Continue'), 'signIn', flow),
    openDashboard,
  ];
}

export function redirectUriCopied(uri: string): Message {
  return [
    l10n.t('Copied {uri}. Add it under Redirect URIs in the settings of your Spotify app.', { uri }),
    openDashboard,
  ];
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
      ? l10n.t(
          'waiting for you to agree in the browser ([open it again]({again}), [copy the address]({address})).',
          { again, address },
        )
      : l10n.t(
          'the browser did not open. [Open it]({again}), or [copy the address]({address}) and agree there.',
          { again, address },
        ),
    l10n.t(
      'If it shows INVALID_CLIENT, register {uri} ([copy]({copy})) in your Spotify app, or [use another way]({anotherWay}).',
      { uri, copy, anotherWay: 'command:earshot.signIn.useAnotherWay' },
    ),
  );
}

export const pasteTitle = l10n.t('Sign In to Spotify');

/** `opened`: as for `waitingForBrowser`. */
export function pastePrompt(opened: boolean): string {
  return sentences(
    !opened && l10n.t('The browser did not open. Use the buttons above to open it or to copy the address.'),
    l10n.t(
      'Agree in the browser. It then shows a page that cannot be reached. Copy the full address of that page and paste it here.',
    ),
  );
}

export function pasteWhole(uri: string): string {
  return l10n.t('Paste the full address. It starts with {uri}?', { uri });
}

export const pasteNewest = l10n.t('This address belongs to another sign-in. Paste the latest one.');

/** In passing. */
export const signInCancelled = l10n.t('Sign-in was cancelled.');

export const insecurePage: Message = [
  l10n.t('Signing in requires a secure page. Open VS Code over HTTPS or at 127.0.0.1, and try again.'),
];
export const noAnswer: Message = [
  l10n.t(
    'The browser did not respond within ten minutes. If it shows INVALID_CLIENT, register the redirect URI in your Spotify app.',
  ),
  signInAgain,
  action(copyRedirectUri, 'copyRedirectUri'),
];
export const signInRefused: Message = [
  l10n.t('Spotify rejected the sign-in. Try again, or use another way.'),
  signInAgain,
];
export const clientIdRefused: Message = [
  l10n.t('Spotify does not accept your client ID. Compare it with the one in Spotify’s dashboard.'),
  setClientId,
];
export const answerRefused: Message = [
  l10n.t('Spotify rejected the response from the browser. It may have expired. Sign in again.'),
  signInAgain,
];

/** In passing. */
export const signedOut = l10n.t('Signed out of Spotify.');

/** The same where a client secret stays. */
export const signedOutKeepingSecret: Message = [
  sentences(signedOut, l10n.t('The client secret of your app is still stored.')),
  removeSecret,
];

/** In passing; `name`: Spotify's for the account, unless it was not told. */
export function signedIn(name: string | undefined): string {
  return name === undefined ? l10n.t('Signed in to Spotify.') : l10n.t('Signed in as {name}.', { name });
}
