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
    'The Spotify app is not installed on this machine, or not where Earshot looks for it.',
    { label: 'Get Spotify', address: 'https://www.spotify.com/download' },
  ],
  notRunning: ['The Spotify app is not running on this machine.', openApp],
  noBus: [
    'The D-Bus session bus, by which Earshot reads the Spotify app, is disabled or cannot be reached. Start VS Code from your desktop, not over SSH or in a container.',
  ],
  permissionDenied: [
    'macOS does not let this editor read the Spotify app. Allow it in System Settings, under Privacy & Security and Automation.',
    {
      label: 'Open System Settings',
      address: 'x-apple.systempreferences:com.apple.preference.security?Privacy_Automation',
    },
  ],
  hiddenFromSystem: [
    'The Spotify app shows nothing to Windows. In its settings, turn on “Show desktop overlay when using media keys”.',
    openApp,
  ],
  restrictedShell: [
    'PowerShell is in Constrained Language Mode on this machine, so that Earshot cannot read the Spotify app.',
  ],
  blocked: [
    'Earshot cannot start the script that reads the Spotify app. A policy, or a program against malware, may block it.',
    showLog,
  ],
  broken: [
    'The Spotify app does not answer, or not in a way that Earshot understands. Earshot tries again by itself; if that does not help, restart the app.',
    showLog,
  ],
};

/** Where Earshot runs, that explains why the app is not found. */
export const sides: Readonly<Record<'browser' | 'remote' | 'wsl', Explanation>> = {
  browser: ['Earshot runs in the browser here, which cannot read the Spotify app on this machine.'],
  remote: [
    'Earshot runs on the remote side of this window and looks for the Spotify app there. If remote.extensionKind moves it there, take it out.',
    openSettings('remote.extensionKind'),
  ],
  wsl: [
    'Earshot runs in WSL, from where the Spotify app on Windows cannot be read. If remote.extensionKind moves it there, take it out.',
    openSettings('remote.extensionKind'),
  ],
};

export const otherSystem: Explanation = [
  'Earshot can read the Spotify app on Linux, macOS and Windows, and this is another system.',
];
export const looking: Explanation = [
  'Earshot is still looking for the Spotify app on this machine.',
  lookAgain,
];
/** `leads`: this window reads the app itself. */
export const notRead = (leads: boolean): Explanation =>
  leads
    ? ['Earshot does not read the Spotify app on this machine yet.', lookAgain]
    : ['The window that reads the Spotify app for all of them does not answer.', lookAgain];
export const appIdle: Explanation = [
  'The Spotify app on this machine is open and plays nothing.',
  action('Play', 'play'),
];
export const elsewhere: Explanation = [
  'Spotify is playing on another device, and the app on this machine does not tell what. Sign in to see it.',
  signIn,
];
export const contradiction: Explanation = [
  'The Spotify app on this machine plays something that Spotify does not show for you. The app may be in a private session, or signed in to another account.',
];
export const onItsWay: Explanation = [
  'What the Spotify app plays has not reached this window yet.',
  lookAgain,
];

export const notLocal: Explanation = [
  'The setting earshot.source has Earshot leave out the Spotify app on this machine.',
  sourceSetting,
];
export const onlyLocal: Explanation = [
  'The setting earshot.source has Earshot read only the Spotify app on this machine.',
  sourceSetting,
];

export const noClientId: Explanation = [
  'You are not signed in to Spotify, which takes the client ID of an app of your own.',
  action('Get Started', 'getStarted'),
];
export const signedOut: Explanation = [
  'You are not signed in to Spotify. Signing in shows what plays on any of your devices.',
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
  'A sign-in is not finished: Spotify has not come back from the browser.',
  action('Open the Page Again', 'signIn.openAgain'),
];
export const waiting: Explanation = ['Spotify has been asked and has not answered yet.', lookAgain];
export const noActiveDevice: Explanation = ['Spotify says that no device of yours is active.', selectDevice];
export const privateSession: Explanation = [
  'Or a private session hides what plays; it ends in the settings of the app that plays.',
  tryAgain,
];
export const nothingHidden: Explanation = [
  'The setting earshot.statusBar.showWhenNothingPlays hides that nothing plays.',
  openSettings('earshot.statusBar.showWhenNothingPlays'),
];

export function pauseHidden(item: Item): Explanation {
  return [
    `Paused: ${itemName(item)}. The setting earshot.statusBar.showWhenPaused hides it.`,
    openSettings('earshot.statusBar.showWhenPaused'),
  ];
}

export function shown(item: Item): Explanation {
  return [
    `Something is shown: ${itemName(item)}. If you do not see it, choose “${songItem}” in the context menu of the status bar.`,
  ];
}
