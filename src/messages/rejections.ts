/* How rejections are put to people: what happened, and what can be done about it. */
import * as l10n from '@vscode/l10n';
import { obstacleOf, type ApiProblem } from '../model/errors/apiProblem';
import type { AppRefusal, Rejection } from '../model/errors/rejection';
import type { Action, Item } from '../model/playback/item';
import { notSpotify, notUnderstood, statusMessage, problemActions, problemMessage } from './apiProblems';
import { action, openSpotify, selectDevice, sentences, signIn, startSpotify, type Message } from './common';

const goToTime = action(l10n.t('Go to Time'), 'seekTo');

/** The sentence and the buttons for something that was not done; `now` in milliseconds since 1970. */
export function rejectionMessage(rejection: Rejection, now: number): Message {
  switch (rejection.kind) {
    case 'problem':
      return problemRejectionMessage(rejection.problem, now);
    case 'noActiveDevice':
      return [
        l10n.t('No device is playing. Select one, or open Spotify on this computer.'),
        selectDevice,
        startSpotify(),
      ];
    case 'nothingPlays':
      return [l10n.t('Nothing is playing on Spotify.'), selectDevice, openSpotify];
    case 'itemChanged':
      return [l10n.t('Another song is playing now, so nothing was changed.')];
    case 'deviceGone':
      return [l10n.t('This device is no longer available. Select another device.'), selectDevice];
    case 'premiumRequired':
      return [l10n.t('Controlling playback requires Spotify Premium.'), openSpotify];
    case 'restricted':
      return [restriction(rejection.action)];
    case 'volumeFixed':
      return [
        l10n.t('The volume of this device cannot be changed remotely. Select another device.'),
        selectDevice,
      ];
    case 'notForItem':
      return [notFor[rejection.item]];
    case 'positionUnknown':
      return [l10n.t('Spotify does not report the current position. Go to a time instead.'), goToTime];
    case 'unknownItem':
      return [l10n.t('Spotify does not recognize this link. Use Share in Spotify to copy it again.')];
    case 'signedOut':
      return [l10n.t('You are not signed in to Spotify.'), signIn];
    case 'appRefused':
      return [appRefusals[rejection.reason], whyNothing];
    case 'notAsking':
      return [
        l10n.t('No window could send a request to Spotify, so nothing was changed. Try again in a moment.'),
      ];
    case 'interrupted':
      return [
        l10n.t(
          'The command may not have reached Spotify: the window that sends requests did not respond. The status bar shows the result in a moment.',
        ),
      ];
  }
}

const whyNothing = action(l10n.t('More'), 'whyNothing');

const appRefusals: Readonly<Record<AppRefusal, string>> = {
  notRunning: l10n.t('Spotify is not running on this computer. Open it, then try again.'),
  notPermitted: l10n.t(
    'macOS does not allow your editor to control Spotify. Allow it in System Settings, under Privacy & Security > Automation.',
  ),
  unsupported: l10n.t('The Spotify app on this computer does not support this command.'),
  noAnswer: l10n.t('The Spotify app on this computer did not respond. Try again in a moment.'),
};

const notFor: Readonly<Record<Item['kind'], string>> = {
  track: l10n.t('This song has no Spotify link, so you cannot like it or copy its link.'),
  episode: l10n.t('This episode has no Spotify link, so you cannot like it or copy its link.'),
  chapter: l10n.t('This is an audiobook chapter. You cannot like it, and not every chapter has a link.'),
  other: l10n.t('You cannot like what is playing or copy its link.'),
  local: l10n.t('This is a local file. You cannot like it or copy its link.'),
  advertisement: l10n.t('This is an advertisement. You cannot like it or copy its link.'),
};

const restrictions: Readonly<Partial<Record<Action, string>>> = {
  skipping_next: l10n.t('Spotify does not allow skipping to the next item right now.'),
  skipping_prev: l10n.t('Spotify does not allow going back to the previous item right now.'),
  seeking: l10n.t('Spotify does not allow seeking in what is playing.'),
  toggling_shuffle: l10n.t('Spotify does not allow changing shuffle for what is playing.'),
  toggling_repeat_context: l10n.t('Spotify does not allow changing repeat for what is playing.'),
  toggling_repeat_track: l10n.t('Spotify does not allow repeating what is playing.'),
};

function restriction(action: Action | undefined): string {
  return (
    (action && restrictions[action]) ?? l10n.t('Spotify does not allow this on the current device right now.')
  );
}

/** As in the status bar, but for somebody who has just asked for something: nothing is tried again by itself. */
function problemRejectionMessage(problem: ApiProblem, now: number): Message {
  switch (problem.kind) {
    case 'offline':
      if (obstacleOf(problem)) return [problemMessage(problem, now), ...problemActions(problem)];
      return [l10n.t('Cannot reach Spotify, so nothing was changed. Try again when you are online.')];
    case 'unreadable':
      return [sentences(notSpotify, l10n.t('Open any web page in the browser, then try again.'))];
    case 'unexpected':
      return [sentences(notUnderstood, l10n.t('Try again in a moment.'))];
    case 'refused':
      if (problem.until !== undefined) return [problemMessage(problem, now)];
      return [sentences(statusMessage(problem.status), l10n.t('Try again in a moment.'))];
    case 'fault':
      return [
        l10n.t('Something went wrong in Earshot. See the log for details.'),
        ...problemActions(problem),
      ];
    default:
      return [problemMessage(problem, now), ...problemActions(problem)];
  }
}
