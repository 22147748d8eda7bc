/* How rejections are put to people: what happened, and what can be done about it. */
import { obstacleOf, type ApiProblem } from '../model/errors/apiProblem';
import type { AppRefusal, Rejection } from '../model/errors/rejection';
import type { Action, Item } from '../model/playback/item';
import { notSpotify, notUnderstood, statusMessage, problemActions, problemMessage } from './apiProblems';
import { action, openSpotify, selectDevice, signIn, startSpotify, type Message } from './common';

const goToTime = action('Go to Time', 'seekTo');

/** The sentence and the buttons for something that was not done; `now` in milliseconds since 1970. */
export function rejectionMessage(rejection: Rejection, now: number): Message {
  switch (rejection.kind) {
    case 'problem':
      return problemRejectionMessage(rejection.problem, now);
    case 'noActiveDevice':
      return [
        'No device is playing. Select one, or open Spotify on this computer.',
        selectDevice,
        startSpotify(),
      ];
    case 'nothingPlays':
      return ['Nothing is playing on Spotify.', selectDevice, openSpotify];
    case 'itemChanged':
      return ['Another song is playing now, so nothing was changed.'];
    case 'deviceGone':
      return ['This device is no longer available. Select another device.', selectDevice];
    case 'premiumRequired':
      return ['Controlling playback requires Spotify Premium.', openSpotify];
    case 'restricted':
      return [restriction(rejection.action)];
    case 'volumeFixed':
      return ['The volume of this device cannot be changed remotely. Select another device.', selectDevice];
    case 'notForItem':
      return [notFor[rejection.item]];
    case 'positionUnknown':
      return ['Spotify does not report the current position. Go to a time instead.', goToTime];
    case 'unknownItem':
      return ['Spotify does not recognize this link. Use Share in Spotify to copy it again.'];
    case 'signedOut':
      return ['You are not signed in to Spotify.', signIn];
    case 'appRefused':
      return [appRefusals[rejection.reason], whyNothing];
    case 'notAsking':
      return ['No window could send a request to Spotify, so nothing was changed. Try again in a moment.'];
    case 'interrupted':
      return [
        'The command may not have reached Spotify: the window that sends requests did not respond. The status bar shows the result in a moment.',
      ];
  }
}

const whyNothing = action('More', 'whyNothing');

const appRefusals: Readonly<Record<AppRefusal, string>> = {
  notRunning: 'Spotify is not running on this computer. Open it, then try again.',
  notPermitted:
    'macOS does not allow your editor to control Spotify. Allow it in System Settings, under Privacy & Security > Automation.',
  unsupported: 'The Spotify app on this computer does not support this command.',
  noAnswer: 'The Spotify app on this computer did not respond. Try again in a moment.',
};

function withoutAddress(what: string): string {
  return `This ${what} has no Spotify link, so you cannot like it or copy its link.`;
}

const notFor: Readonly<Record<Item['kind'], string>> = {
  track: withoutAddress('song'),
  episode: withoutAddress('episode'),
  chapter: 'This is an audiobook chapter. You cannot like it, and not every chapter has a link.',
  other: 'You cannot like what is playing or copy its link.',
  local: 'This is a local file. You cannot like it or copy its link.',
  advertisement: 'This is an advertisement. You cannot like it or copy its link.',
};

const restrictions: Readonly<Partial<Record<Action, string>>> = {
  skipping_next: 'Spotify does not allow skipping to the next item right now.',
  skipping_prev: 'Spotify does not allow going back to the previous item right now.',
  seeking: 'Spotify does not allow seeking in what is playing.',
  toggling_shuffle: 'Spotify does not allow changing shuffle for what is playing.',
  toggling_repeat_context: 'Spotify does not allow changing repeat for what is playing.',
  toggling_repeat_track: 'Spotify does not allow repeating what is playing.',
};

function restriction(action: Action | undefined): string {
  return (action && restrictions[action]) ?? 'Spotify does not allow this on the current device right now.';
}

/** As in the status bar, but for somebody who has just asked for something: nothing is tried again by itself. */
function problemRejectionMessage(problem: ApiProblem, now: number): Message {
  switch (problem.kind) {
    case 'offline':
      if (obstacleOf(problem)) return [problemMessage(problem, now), ...problemActions(problem)];
      return ['Cannot reach Spotify, so nothing was changed. Try again when you are online.'];
    case 'unreadable':
      return [`${notSpotify} Open any web page in the browser, then try again.`];
    case 'unexpected':
      return [`${notUnderstood} Try again in a moment.`];
    case 'refused':
      if (problem.until !== undefined) return [problemMessage(problem, now)];
      return [`${statusMessage(problem.status)} Try again in a moment.`];
    case 'fault':
      return ['Something went wrong in Earshot. See the log for details.', ...problemActions(problem)];
    default:
      return [problemMessage(problem, now), ...problemActions(problem)];
  }
}
