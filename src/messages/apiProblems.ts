/* How problems with Spotify's API are put to people. */
import { obstacleOf, pauseEnd, requiresUserAction, type ApiProblem } from '../model/errors/apiProblem';
import type { MessageAction } from '../model/errors/userFacingError';
import { dayAndTime } from '../model/text';
import {
  action,
  openDashboard,
  openSettings,
  setClientId,
  setClientSecret,
  signInAgain,
  tryAgain,
} from './common';

/** The icon that marks the item: a clock for what passes by itself, a warning for what somebody has to end. */
export function problemIcon(problem: ApiProblem): string {
  const { kind } = problem;
  const lasts = requiresUserAction.has(kind) || obstacleOf(problem) || kind === 'sessionUnread';
  return lasts ? '$(warning)' : '$(earshot-clock)';
}

const messageActions: Readonly<Partial<Record<ApiProblem['kind'], readonly MessageAction[]>>> = {
  notRegistered: [openDashboard],
  ownerNeedsPremium: [tryAgain, openDashboard],
  notInCountry: [tryAgain],
  forbidden: [tryAgain, openDashboard],
  scopeMissing: [signInAgain],
  clientUnknown: [setClientId],
  secretWrong: [setClientSecret, openDashboard],
  secretMissing: [setClientSecret, signInAgain],
  secretUnusable: [signInAgain],
  sessionUnread: [tryAgain],
  fault: [action('Show Log', 'showLog')],
};

/** What stands between VS Code and Spotify, in a sentence, and the setting of VS Code's own that is about it. */
const obstacles = {
  certificate: {
    sentence:
      'VS Code does not trust the certificate that came instead of Spotify’s, perhaps a proxy’s. Check http.systemCertificates and http.proxy in the settings.',
    setting: 'http.systemCertificates',
  },
  proxy: {
    sentence:
      'A proxy between VS Code and Spotify asks for a user name and password (HTTP 407). Check http.proxy in the settings.',
    setting: 'http.proxy',
  },
} as const;

/** The buttons below the sentence; a click on the item does the first. None where it passes by itself. */
export function problemActions(problem: ApiProblem): readonly MessageAction[] {
  const obstacle = obstacleOf(problem);
  if (!obstacle) return messageActions[problem.kind] ?? [];
  return [tryAgain, openSettings(obstacles[obstacle].setting)];
}

/** For the status item when no song is known. */
export function problemTitle(problem: ApiProblem, now: number): string {
  const until = pauseEnd(problem);
  if (until !== undefined) return `Spotify: back at ${dayAndTime(until, now)}`;
  switch (problem.kind) {
    case 'offline':
    case 'unreadable':
      return 'Spotify: offline';
    case 'scopeMissing':
    case 'secretUnusable':
      return 'Sign in to Spotify again';
    case 'sessionUnread':
      return 'Spotify: waiting for VS Code';
    default:
      return 'Spotify: not available';
  }
}

export const notSpotify = 'Something else answered instead of Spotify, such as a network’s sign-in page.';

export const notUnderstood = 'Spotify answered something that Earshot does not understand.';

/** Whose fault it is: the server's own from 500 on (RFC 9110, section 15.6). */
export function statusMessage(status: number): string {
  return status >= 500
    ? `Spotify has a problem of its own (HTTP ${status}).`
    : `Spotify does not take what Earshot asks (HTTP ${status}).`;
}

/** What happened and what to do, in one line; `now` in milliseconds since 1970. */
export function problemMessage(problem: ApiProblem, now: number): string {
  switch (problem.kind) {
    case 'offline':
      if (problem.obstacle) return obstacles[problem.obstacle].sentence;
      return 'Spotify cannot be reached. Earshot tries again by itself; click to try now.';
    case 'unreadable':
      return `${notSpotify} Earshot tries again by itself.`;
    case 'unexpected':
      return `${notUnderstood} Earshot tries again by itself.`;
    case 'refused':
      return `${statusMessage(problem.status)} ${whenAgain(problem.until, now)}`;
    case 'limited':
      return problem.quota
        ? `The daily quota of your Spotify app is used up. ${resumeAt(problem.until, now)}`
        : `Spotify is limiting requests. ${resumeAt(problem.until, now)}`;
    case 'notRegistered':
      return 'Your Spotify app does not list this account. Add it under User Management in Spotify’s dashboard.';
    case 'ownerNeedsPremium':
      return 'Spotify wants the owner of the app to have Premium. After a change it can take a few hours.';
    case 'notInCountry':
      return 'Spotify says that it is not available in your country, or in that of your VPN or proxy. Try again elsewhere.';
    case 'forbidden':
      return 'Spotify, or your network, does not allow this (HTTP 403). Check your app in Spotify’s dashboard, then try again.';
    case 'scopeMissing':
      return 'This sign-in does not cover what Earshot asks for. Sign in to Spotify again.';
    case 'clientUnknown':
      return 'Spotify does not know your client ID any more. Compare it with the one in Spotify’s dashboard.';
    case 'secretWrong':
      return 'Spotify does not accept the client secret of your app. Set it again, as it stands in Spotify’s dashboard.';
    case 'secretMissing':
      return 'This session needs the client secret of your app, which is not kept here any more. Set it, or sign in again.';
    case 'secretUnusable':
      return 'This session needs a client secret, which Spotify takes from no browser. Sign in to Spotify again.';
    case 'sessionUnread':
      return problem.late
        ? 'Earshot waits for VS Code’s secret storage, which keeps your Spotify session. Unlock your keyring if it asks.'
        : 'VS Code’s secret storage, which keeps your Spotify session, cannot be read. Unlock your keyring, then try again.';
    case 'fault':
      return 'Earshot has a fault of its own; its log says more. It tries again by itself.';
  }
}

function whenAgain(until: number | undefined, now: number): string {
  return until === undefined ? 'Earshot tries again by itself.' : resumeAt(until, now);
}

function resumeAt(until: number, now: number): string {
  return `Updates resume at ${dayAndTime(until, now)}.`;
}
