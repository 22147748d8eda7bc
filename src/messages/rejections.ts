/* How refusals are put to people: what happened, and what can be done about it. */
import { obstacleOf, type ApiProblem } from '../model/errors/apiProblem';
import type { Rejection } from '../model/errors/rejection';
import { UserFacingError } from '../model/errors/userFacingError';
import type { Action, Item } from '../model/playback/item';
import { notSpotify, notUnderstood, statusMessage, problemActions, problemMessage } from './apiProblems';
import { action, openSpotify, selectDevice, signIn } from './common';

const goToTime = action('Go to Time', 'seekTo');

/** The sentence and the buttons for something that was not done; `now` in milliseconds since 1970. */
export function rejectionMessage(rejection: Rejection, now: number): UserFacingError {
  switch (rejection.kind) {
    case 'problem':
      return problemInfo(rejection.problem, now);
    case 'noActiveDevice':
      return new UserFacingError(
        'No device is playing. Select one, or start Spotify on the device that you want to hear.',
        selectDevice,
        openSpotify,
      );
    case 'nothingPlays':
      return new UserFacingError('Nothing is playing on Spotify.', selectDevice, openSpotify);
    case 'itemChanged':
      return new UserFacingError('Another song is playing by now, so nothing was changed.');
    case 'deviceGone':
      return new UserFacingError('That device is not there any more. Select another.', selectDevice);
    case 'premiumRequired':
      return new UserFacingError('Spotify takes commands only from listeners with Premium.', openSpotify);
    case 'restricted':
      return new UserFacingError(restriction(rejection.action));
    case 'volumeFixed':
      return new UserFacingError(
        'The volume of this device cannot be changed from elsewhere. Select another.',
        selectDevice,
      );
    case 'notForItem':
      return new UserFacingError(notFor[rejection.item]);
    case 'positionUnknown':
      return new UserFacingError(
        'Spotify does not say how far this has played. Go to a time instead.',
        goToTime,
      );
    case 'unknownItem':
      return new UserFacingError(
        'Spotify does not know that link. Compare it with the one that Spotify’s “Share” gives.',
      );
    case 'signedOut':
      return new UserFacingError('You are not signed in to Spotify.', signIn);
    case 'notAsking':
      return new UserFacingError(
        'No window could ask Spotify, so nothing was changed. Try again in a moment.',
      );
    case 'interrupted':
      return new UserFacingError(
        'That may have reached Spotify or not: the window that asks it did not answer. The song shown in a moment is what Spotify says.',
      );
  }
}

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
function problemInfo(problem: ApiProblem, now: number): UserFacingError {
  switch (problem.kind) {
    case 'offline':
      if (obstacleOf(problem))
        return new UserFacingError(problemMessage(problem, now), ...problemActions(problem));
      return new UserFacingError(
        'Spotify cannot be reached, so nothing was changed. Try again when the network is back.',
      );
    case 'unreadable':
      return new UserFacingError(`${notSpotify} Open a page in the browser, then try again.`);
    case 'unexpected':
      return new UserFacingError(`${notUnderstood} Try again in a moment.`);
    case 'refused':
      if (problem.until !== undefined) return new UserFacingError(problemMessage(problem, now));
      return new UserFacingError(`${statusMessage(problem.status)} Try again in a moment.`);
    case 'fault':
      return new UserFacingError(
        'That did not work because of a fault in Earshot; its log says more.',
        ...problemActions(problem),
      );
    default:
      return new UserFacingError(problemMessage(problem, now), ...problemActions(problem));
  }
}
