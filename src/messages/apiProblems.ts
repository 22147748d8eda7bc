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
      'VS Code does not trust the certificate it received for Spotify, which may come from a proxy. Check the http.systemCertificates and http.proxy settings.',
    setting: 'http.systemCertificates',
  },
  proxy: {
    sentence:
      'A proxy between VS Code and Spotify requires a user name and password (HTTP 407). Check the http.proxy setting.',
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

export const notSpotify = 'Something other than Spotify responded, such as a network sign-in page.';

export const notUnderstood = 'Spotify sent a response that Earshot does not understand.';

/** Whose fault it is: the server's own from 500 on (RFC 9110, section 15.6). */
export function statusMessage(status: number): string {
  return status >= 500
    ? `Spotify reported a server error (HTTP ${status}).`
    : `Spotify rejected the request (HTTP ${status}).`;
}

/** What happened and what to do, in one line; `now` in milliseconds since 1970. */
export function problemMessage(problem: ApiProblem, now: number): string {
  switch (problem.kind) {
    case 'offline':
      if (problem.obstacle) return obstacles[problem.obstacle].sentence;
      return 'Cannot reach Spotify. Earshot retries automatically. Click to retry now.';
    case 'unreadable':
      return `${notSpotify} Earshot retries automatically.`;
    case 'unexpected':
      return `${notUnderstood} Earshot retries automatically.`;
    case 'refused':
      return `${statusMessage(problem.status)} ${whenAgain(problem.until, now)}`;
    case 'limited':
      return problem.quota
        ? `The daily quota of your Spotify app is used up. ${resumeAt(problem.until, now)}`
        : `Spotify is limiting requests. ${resumeAt(problem.until, now)}`;
    case 'notRegistered':
      return 'Your Spotify app does not list this account. Add it under User Management in Spotify’s dashboard.';
    case 'ownerNeedsPremium':
      return 'The owner of the Spotify app needs Premium. A change can take a few hours to take effect.';
    case 'notInCountry':
      return 'Spotify is not available in your country, or in the country of your VPN or proxy. Try again from another network.';
    case 'forbidden':
      return 'Spotify or your network does not allow this (HTTP 403). Check your app in Spotify’s dashboard, then try again.';
    case 'scopeMissing':
      return 'Your sign-in does not include a permission that Earshot needs. Sign in to Spotify again.';
    case 'clientUnknown':
      return 'Spotify no longer recognizes your client ID. Compare it with the one in Spotify’s dashboard.';
    case 'secretWrong':
      return 'Spotify does not accept the client secret of your app. Copy it from Spotify’s dashboard and set it again.';
    case 'secretMissing':
      return 'This session needs the client secret of your app, which is no longer stored. Set it, or sign in again.';
    case 'secretUnusable':
      return 'This session needs a client secret, which Spotify does not accept from a browser. Sign in to Spotify again.';
    case 'sessionUnread':
      return problem.late
        ? 'Earshot is waiting for VS Code’s secret storage, which holds your Spotify session. Unlock your keyring if prompted.'
        : 'Cannot read your Spotify session from VS Code’s secret storage. Unlock your keyring, then try again.';
    case 'fault':
      return 'Something went wrong in Earshot. See the log for details. Earshot retries automatically.';
  }
}

function whenAgain(until: number | undefined, now: number): string {
  return until === undefined ? 'Earshot retries automatically.' : resumeAt(until, now);
}

function resumeAt(until: number, now: number): string {
  return `Updates resume at ${dayAndTime(until, now)}.`;
}
