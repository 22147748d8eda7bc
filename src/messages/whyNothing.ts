/* Why no song is shown, and what helps. */
import type { SessionEnd } from '../model/account';
import type { LocalProblem } from '../model/playback/localApp';
import { itemName, songItem } from './player';
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

const openApp: AddressAction = { label: 'Open Spotify App', address: 'spotify:' };
const lookAgain = action('Look Again', 'whyNothing');
const showLog = action('Show Log', 'showLog');
const sourceSetting = openSettings('earshot.source');

/** Why the app on this machine cannot be read. */
export const localProblems: Readonly<Record<LocalProblem, Explanation>> = {
  notInstalled: [
    'The Spotify app is not installed on this computer, or Earshot cannot find it.',
    { label: 'Get Spotify', address: 'https://www.spotify.com/download' },
  ],
  notRunning: ['The Spotify app is not running on this computer.', openApp],
  noBus: [
    'Earshot reads the Spotify app over the D-Bus session bus, which is disabled or not available. Start VS Code from your desktop, not over SSH or in a container.',
  ],
  permissionDenied: [
    'macOS does not allow your editor to read the Spotify app. Allow it in System Settings, under Privacy & Security > Automation.',
    {
      label: 'Open System Settings',
      address: 'x-apple.systempreferences:com.apple.preference.security?Privacy_Automation',
    },
  ],
  hiddenFromSystem: [
    'The Spotify app does not tell Windows what is playing. In its settings, turn on “Show desktop overlay when using media keys”.',
    openApp,
  ],
  restrictedShell: [
    'PowerShell runs in Constrained Language Mode on this computer, so Earshot cannot read the Spotify app.',
  ],
  blocked: [
    'Earshot cannot start the script that reads the Spotify app. A policy or antivirus software may block it.',
    showLog,
  ],
  broken: [
    'The Spotify app does not respond, or Earshot does not understand its response. Earshot retries automatically. If that does not help, restart the app.',
    showLog,
  ],
};

/** Where Earshot runs, that explains why the app is not found. */
export const sides: Readonly<Record<'browser' | 'remote' | 'wsl', Explanation>> = {
  browser: ['Earshot runs in the browser, where it cannot read the Spotify app on this computer.'],
  remote: [
    'Earshot runs on the remote side of this window and looks for the Spotify app there. If the remote.extensionKind setting moves it there, remove it from the setting.',
    openSettings('remote.extensionKind'),
  ],
  wsl: [
    'Earshot runs in WSL, where it cannot read the Spotify app on Windows. If the remote.extensionKind setting moves it there, remove it from the setting.',
    openSettings('remote.extensionKind'),
  ],
};

export const otherSystem: Explanation = [
  'Earshot can read the Spotify app only on Linux, macOS, and Windows.',
];
export const looking: Explanation = [
  'Earshot is still looking for the Spotify app on this computer.',
  lookAgain,
];
/** `leads`: this window reads the app itself. */
export const notRead = (leads: boolean): Explanation =>
  leads
    ? ['Earshot does not read the Spotify app on this computer yet.', lookAgain]
    : ['The window that reads the Spotify app for all windows does not respond.', lookAgain];
export const appIdle: Explanation = [
  'The Spotify app on this computer is open, but nothing is playing.',
  action('Play', 'play'),
];
export const elsewhere: Explanation = [
  'Spotify is playing on another device, but the app on this computer does not report what. Sign in to see it.',
  signIn,
];
export const contradiction: Explanation = [
  'The Spotify app on this computer is playing something that Spotify does not report for your account. The app may be in a private session or signed in to another account.',
];
export const onItsWay: Explanation = [
  'This window has not received what the Spotify app is playing yet.',
  lookAgain,
];

export const notLocal: Explanation = [
  'The earshot.source setting excludes the Spotify app on this computer.',
  sourceSetting,
];
export const onlyLocal: Explanation = [
  'The earshot.source setting limits Earshot to the Spotify app on this computer.',
  sourceSetting,
];

export const noClientId: Explanation = [
  'You are not signed in to Spotify. Signing in requires the client ID of your own Spotify app.',
  action('Get Started', 'getStarted'),
];
export const signedOut: Explanation = [
  'You are not signed in to Spotify. Sign in to see what is playing on any of your devices.',
  signIn,
];
export const signedInElsewhere: Explanation = [
  signedOutStatus(true, true).sentence,
  { label: 'Reload Window', command: 'workbench.action.reloadWindow' },
];
export const sessionEnded = (why?: SessionEnd): Explanation => [ended(why).sentence, signInAgain];
export const sessionLost: Explanation = [lost.sentence, signInAgain];
export const sessionNotRead: Explanation = ['Earshot has not read your session from VS Code yet.', lookAgain];
export const signingIn: Explanation = [
  'The sign-in is not complete. Earshot is waiting for Spotify in the browser.',
  action('Open Page Again', 'signIn.openAgain'),
];
export const waiting: Explanation = ['Earshot is waiting for a response from Spotify.', lookAgain];
export const noActiveDevice: Explanation = ['Spotify reports no active device.', selectDevice];
export const privateSession: Explanation = [
  'A private session may hide what is playing. You can end it in the settings of the app that is playing.',
  tryAgain,
];
export const nothingHidden: Explanation = [
  'The earshot.statusBar.showWhenNothingPlays setting hides the item when nothing is playing.',
  openSettings('earshot.statusBar.showWhenNothingPlays'),
];

export function pauseHidden(item: Item): Explanation {
  return [
    `Paused: ${itemName(item)}. The earshot.statusBar.showWhenPaused setting hides it.`,
    openSettings('earshot.statusBar.showWhenPaused'),
  ];
}

export function shown(item: Item): Explanation {
  return [
    `Earshot shows ${itemName(item)}. If you do not see it, select “${songItem}” in the context menu of the status bar.`,
  ];
}
