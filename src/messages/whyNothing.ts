/* Why no song is shown, and what helps. */
import * as l10n from '@vscode/l10n';
import type { SessionEnd } from '../model/account';
import type { LocalProblem } from '../model/playback/localApp';
import { itemName } from './items';
import { songItem } from './player';
import type { Item } from '../model/playback/item';
import type { MessageAction } from '../model/errors/userFacingError';
import { action, openSettings, selectDevice, signIn, signInAgain, tryAgain } from './common';
import { sessionEnded as ended, sessionLost as lost, signedOut as signedOutStatus } from './statusBar';

/** A button that opens an address by the system, which is no page of Spotify's songs. */
export interface AddressAction {
  readonly label: string;
  readonly address: string;
}

/** A reason in a sentence or two, and the button that helps, if one does. */
export type Explanation = readonly [sentence: string, action?: MessageAction | AddressAction];

const openApp: AddressAction = { label: l10n.t('Open Spotify App'), address: 'spotify:' };
const lookAgain = action(l10n.t('Look Again'), 'whyNothing');
const showLog = action(l10n.t('Show Log'), 'showLog');
const sourceSetting = openSettings('earshot.source');

/** Why the app on this machine cannot be read. */
export const localProblems: Readonly<Record<LocalProblem, Explanation>> = {
  notInstalled: [
    l10n.t('The Spotify app is not installed on this computer, or Earshot cannot find it.'),
    { label: l10n.t('Get Spotify'), address: 'https://www.spotify.com/download' },
  ],
  notRunning: [l10n.t('The Spotify app is not running on this computer.'), openApp],
  noBus: [
    l10n.t(
      'Earshot reads the Spotify app over the D-Bus session bus, which is disabled or not available. Start VS Code from your desktop, not over SSH or in a container.',
    ),
  ],
  permissionDenied: [
    l10n.t(
      'macOS does not allow your editor to read the Spotify app. Allow it in System Settings, under Privacy & Security > Automation.',
    ),
    {
      label: l10n.t('Open System Settings'),
      address: 'x-apple.systempreferences:com.apple.preference.security?Privacy_Automation',
    },
  ],
  hiddenFromSystem: [
    l10n.t(
      'The Spotify app does not tell Windows what is playing. In its settings, turn on “Show desktop overlay when using media keys”.',
    ),
    openApp,
  ],
  restrictedShell: [
    l10n.t(
      'PowerShell runs in Constrained Language Mode on this computer, so Earshot cannot read the Spotify app.',
    ),
  ],
  blocked: [
    l10n.t(
      'Earshot cannot start the script that reads the Spotify app. A policy or antivirus software may block it.',
    ),
    showLog,
  ],
  broken: [
    l10n.t(
      'The Spotify app does not respond, or Earshot does not understand its response. Earshot retries automatically. If that does not help, restart the app.',
    ),
    showLog,
  ],
};

/** Where Earshot runs, that explains why the app is not found. */
export const sides: Readonly<Record<'browser' | 'remote' | 'wsl', Explanation>> = {
  browser: [l10n.t('Earshot runs in the browser, where it cannot read the Spotify app on this computer.')],
  remote: [
    l10n.t(
      'Earshot runs on the remote side of this window and looks for the Spotify app there. If the remote.extensionKind setting moves it there, remove it from the setting.',
    ),
    openSettings('remote.extensionKind'),
  ],
  wsl: [
    l10n.t(
      'Earshot runs in WSL, where it cannot read the Spotify app on Windows. If the remote.extensionKind setting moves it there, remove it from the setting.',
    ),
    openSettings('remote.extensionKind'),
  ],
};

export const otherSystem: Explanation = [
  l10n.t('Earshot can read the Spotify app only on Linux, macOS, and Windows.'),
];
export const looking: Explanation = [
  l10n.t('Earshot is still looking for the Spotify app on this computer.'),
  lookAgain,
];
/** `leads`: this window reads the app itself. */
export const notRead = (leads: boolean): Explanation =>
  leads
    ? [l10n.t('Earshot does not read the Spotify app on this computer yet.'), lookAgain]
    : [l10n.t('The window that reads the Spotify app for all windows does not respond.'), lookAgain];
export const appIdle: Explanation = [
  l10n.t('The Spotify app on this computer is open, but nothing is playing.'),
  action(l10n.t('Play'), 'play'),
];
export const elsewhere: Explanation = [
  l10n.t(
    'Spotify is playing on another device, but the app on this computer does not report what. Sign in to see it.',
  ),
  signIn,
];
export const contradiction: Explanation = [
  l10n.t(
    'The Spotify app on this computer is playing something that Spotify does not report for your account. The app may be in a private session or signed in to another account.',
  ),
];
export const onItsWay: Explanation = [
  l10n.t('This window has not received what the Spotify app is playing yet.'),
  lookAgain,
];

export const notLocal: Explanation = [
  l10n.t('The earshot.source setting excludes the Spotify app on this computer.'),
  sourceSetting,
];
export const onlyLocal: Explanation = [
  l10n.t('The earshot.source setting limits Earshot to the Spotify app on this computer.'),
  sourceSetting,
];

export const noClientId: Explanation = [
  l10n.t('You are not signed in to Spotify. Signing in requires the client ID of your own Spotify app.'),
  action(l10n.t('Get Started'), 'getStarted'),
];
export const signedOut: Explanation = [
  l10n.t('You are not signed in to Spotify. Sign in to see what is playing on any of your devices.'),
  signIn,
];
export const signedInElsewhere: Explanation = [
  signedOutStatus(true, true).sentence,
  { label: l10n.t('Reload Window'), command: 'workbench.action.reloadWindow' },
];
export const sessionEnded = (why?: SessionEnd): Explanation => [ended(why).sentence, signInAgain];
export const sessionLost: Explanation = [lost.sentence, signInAgain];
export const sessionNotRead: Explanation = [
  l10n.t('Earshot has not read your session from VS Code yet.'),
  lookAgain,
];
export const signingIn: Explanation = [
  l10n.t('The sign-in is not complete. Earshot is waiting for Spotify in the browser.'),
  action(l10n.t('Open Page Again'), 'signIn.openAgain'),
];
export const waiting: Explanation = [l10n.t('Earshot is waiting for a response from Spotify.'), lookAgain];
export const noActiveDevice: Explanation = [l10n.t('Spotify reports no active device.'), selectDevice];
export const privateSession: Explanation = [
  l10n.t(
    'A private session may hide what is playing. You can end it in the settings of the app that is playing.',
  ),
  tryAgain,
];
export const nothingHidden: Explanation = [
  l10n.t('The earshot.statusBar.showWhenNothingPlays setting hides the item when nothing is playing.'),
  openSettings('earshot.statusBar.showWhenNothingPlays'),
];

export function pauseHidden(item: Item): Explanation {
  return [
    l10n.t('Paused: {itemName}. The earshot.statusBar.showWhenPaused setting hides it.', {
      itemName: itemName(item),
    }),
    openSettings('earshot.statusBar.showWhenPaused'),
  ];
}

export function shown(item: Item): Explanation {
  return [
    l10n.t(
      'Earshot shows {itemName}. If you do not see it, select “{songItem}” in the context menu of the status bar.',
      { itemName: itemName(item), songItem },
    ),
  ];
}
