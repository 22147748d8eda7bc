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
      return ['Another song is playing by now, so nothing was changed.'];
    case 'deviceGone':
      return ['That device is not there any more. Select another.', selectDevice];
    case 'premiumRequired':
      return ['Spotify takes commands only from listeners with Premium.', openSpotify];
    case 'restricted':
      return [restriction(rejection.action)];
    case 'volumeFixed':
      return ['The volume of this device cannot be changed from elsewhere. Select another.', selectDevice];
    case 'notForItem':
      return [notFor[rejection.item]];
    case 'positionUnknown':
      return ['Spotify does not say how far this has played. Go to a time instead.', goToTime];
    case 'unknownItem':
      return ['Spotify does not know that link. Compare it with the one that Spotify’s “Share” gives.'];
    case 'signedOut':
      return ['You are not signed in to Spotify.', signIn];
    case 'appRefused':
      return [appRefusals[rejection.reason], whyNothing];
    case 'notAsking':
      return ['No window could ask Spotify, so nothing was changed. Try again in a moment.'];
    case 'interrupted':
      return [
        'That may have reached Spotify or not: the window that asks it did not answer. The song shown in a moment is what Spotify says.',
      ];
  }
}

const whyNothing = action('More', 'whyNothing');

const appRefusals: Readonly<Record<AppRefusal, string>> = {
  notRunning: 'Spotify is not running on this computer. Open it, then try again.',
  notPermitted:
    'macOS does not let your editor control Spotify. Allow it in System Settings, under Privacy & Security and Automation.',
  unsupported: 'The Spotify app on this computer cannot be told to do that.',
  noAnswer: 'The Spotify app on this computer did not respond. Try again in a moment.',
};

function withoutAddress(what: string): string {
  return `Spotify gives this ${what} no address, so that it can be neither liked nor linked.`;
}

const notFor: Readonly<Record<Item['kind'], string>> = {
  track: withoutAddress('song'),
  episode: withoutAddress('episode'),
  chapter: 'This is a chapter of an audiobook: it cannot be liked, and not every one can be linked.',
  other: 'Spotify can neither like nor link what is playing.',
  local: 'This is a file of your own: Spotify can neither like nor link it.',
  advertisement: 'This is an advertisement: it can be neither liked nor linked.',
};

const restrictions: Readonly<Partial<Record<Action, string>>> = {
  skipping_next: 'Spotify does not let you skip to the next one here.',
  skipping_prev: 'Spotify does not let you go back to the one before here.',
  seeking: 'Spotify does not let you move within this one.',
  toggling_shuffle: 'Shuffle cannot be changed for what is playing.',
  toggling_repeat_context: 'Repeat cannot be changed for what is playing.',
  toggling_repeat_track: 'This one cannot be repeated.',
};

function restriction(action: Action | undefined): string {
  return (action && restrictions[action]) ?? 'Spotify does not allow that at the moment, on this device.';
}

/** As in the status bar, but for somebody who has just asked for something: nothing is tried again by itself. */
function problemRejectionMessage(problem: ApiProblem, now: number): Message {
  switch (problem.kind) {
    case 'offline':
      if (obstacleOf(problem)) return [problemMessage(problem, now), ...problemActions(problem)];
      return ['Spotify cannot be reached, so nothing was changed. Try again when the network is back.'];
    case 'unreadable':
      return [`${notSpotify} Open a page in the browser, then try again.`];
    case 'unexpected':
      return [`${notUnderstood} Try again in a moment.`];
    case 'refused':
      if (problem.until !== undefined) return [problemMessage(problem, now)];
      return [`${statusMessage(problem.status)} Try again in a moment.`];
    case 'fault':
      return [
        'That did not work because of a fault in Earshot; its log says more.',
        ...problemActions(problem),
      ];
    default:
      return [problemMessage(problem, now), ...problemActions(problem)];
  }
}
