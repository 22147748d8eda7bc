/* How problems with Spotify's API are put to people. */
import * as l10n from '@vscode/l10n';
import { obstacleOf, pauseEnd, requiresUserAction, type ApiProblem } from '../model/errors/apiProblem';
import type { MessageAction } from '../model/errors/userFacingError';
import { dayAndTime } from '../model/text';
import {
  action,
  openDashboard,
  openSettings,
  sentences,
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
  fault: [action(l10n.t('Show Log'), 'showLog')],
};

/** What stands between VS Code and Spotify, in a sentence, and the setting of VS Code's own that is about it. */
const obstacles = {
  certificate: {
    sentence: l10n.t(
      'VS Code does not trust the certificate it received for Spotify, which may come from a proxy. Check the http.systemCertificates and http.proxy settings.',
    ),
    setting: 'http.systemCertificates',
  },
  proxy: {
    sentence: l10n.t(
      'A proxy between VS Code and Spotify requires a user name and password (HTTP 407). Check the http.proxy setting.',
    ),
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
  if (until !== undefined) return l10n.t('Spotify: back at {until}', { until: dayAndTime(until, now) });
  switch (problem.kind) {
    case 'offline':
    case 'unreadable':
      return l10n.t('Spotify: offline');
    case 'scopeMissing':
    case 'secretUnusable':
      return l10n.t('Sign in to Spotify again');
    case 'sessionUnread':
      return l10n.t('Spotify: waiting for VS Code');
    default:
      return l10n.t('Spotify: not available');
  }
}

const retries = l10n.t('Earshot retries automatically.');
export const notSpotify = l10n.t('Something other than Spotify responded, such as a network sign-in page.');

export const notUnderstood = l10n.t('Spotify sent a response that Earshot does not understand.');

/** Whose fault it is: the server's own from 500 on (RFC 9110, section 15.6). */
export function statusMessage(status: number): string {
  return status >= 500
    ? l10n.t('Spotify reported a server error (HTTP {status}).', { status })
    : l10n.t('Spotify rejected the request (HTTP {status}).', { status });
}

/** What is the same whenever it is said. */
const problemMessages = {
  notRegistered: l10n.t(
    'Your Spotify app does not list this account. Add it under User Management in Spotify’s dashboard.',
  ),
  ownerNeedsPremium: l10n.t(
    'The owner of the Spotify app needs Premium. A change can take a few hours to take effect.',
  ),
  notInCountry: l10n.t(
    'Spotify is not available in your country, or in the country of your VPN or proxy. Try again from another network.',
  ),
  forbidden: l10n.t(
    'Spotify or your network does not allow this (HTTP 403). Check your app in Spotify’s dashboard, then try again.',
  ),
  scopeMissing: l10n.t(
    'Your sign-in does not include a permission that Earshot needs. Sign in to Spotify again.',
  ),
  clientUnknown: l10n.t(
    'Spotify no longer recognizes your client ID. Compare it with the one in Spotify’s dashboard.',
  ),
  secretWrong: l10n.t(
    'Spotify does not accept the client secret of your app. Copy it from Spotify’s dashboard and set it again.',
  ),
  secretMissing: l10n.t(
    'This session needs the client secret of your app, which is no longer stored. Set it, or sign in again.',
  ),
  secretUnusable: l10n.t(
    'This session needs a client secret, which Spotify does not accept from a browser. Sign in to Spotify again.',
  ),
  fault: l10n.t('Something went wrong in Earshot. See the log for details. Earshot retries automatically.'),
} as const;

/** What happened and what to do, in one line; `now` in milliseconds since 1970. */
export function problemMessage(problem: ApiProblem, now: number): string {
  switch (problem.kind) {
    case 'offline':
      if (problem.obstacle) return obstacles[problem.obstacle].sentence;
      return l10n.t('Cannot reach Spotify. Earshot retries automatically. Click to retry now.');
    case 'unreadable':
      return sentences(notSpotify, retries);
    case 'unexpected':
      return sentences(notUnderstood, retries);
    case 'refused':
      return sentences(statusMessage(problem.status), whenAgain(problem.until, now));
    case 'limited':
      return sentences(
        problem.quota
          ? l10n.t('The daily quota of your Spotify app is used up.')
          : l10n.t('Spotify is limiting requests.'),
        resumeAt(problem.until, now),
      );
    case 'sessionUnread':
      return problem.late
        ? l10n.t(
            'Earshot is waiting for VS Code’s secret storage, which holds your Spotify session. Unlock your keyring if prompted.',
          )
        : l10n.t(
            'Cannot read your Spotify session from VS Code’s secret storage. Unlock your keyring, then try again.',
          );
    default:
      return problemMessages[problem.kind];
  }
}

function whenAgain(until: number | undefined, now: number): string {
  return until === undefined ? retries : resumeAt(until, now);
}

function resumeAt(until: number, now: number): string {
  return l10n.t('Updates resume at {until}.', { until: dayAndTime(until, now) });
}
