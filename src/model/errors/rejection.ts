import type { Action, Item } from '../playback/item';
import { NotAskingError, SignedOutError, ApiProblemError, type ApiProblem } from './apiProblem';

/** Why the Spotify app on this machine did not do something. */
export type AppRefusal = 'notRunning' | 'notPermitted' | 'unsupported' | 'noAnswer';

/** Why something that the user asked for was not done. Plain data, so that it can go from window to window. */
export type Rejection =
  /** Spotify could not be asked, or refuses to answer at all. */
  | { readonly kind: 'problem'; readonly problem: ApiProblem }
  /** No device plays, and none was named. */
  | { readonly kind: 'noActiveDevice' }
  /** The device that was named is there no more. */
  | { readonly kind: 'deviceGone' }
  /** The listener has no Premium, without which Spotify takes no commands. */
  | { readonly kind: 'premiumRequired' }
  /** Not at this moment: Spotify said so beforehand (`action`), or when it was asked. */
  | { readonly kind: 'restricted'; readonly action?: Action | undefined }
  | { readonly kind: 'volumeFixed' }
  | { readonly kind: 'nothingPlays' }
  /** It was about an item that plays no more. */
  | { readonly kind: 'itemChanged' }
  /** Such an item cannot be liked, linked or opened. */
  | { readonly kind: 'notForItem'; readonly item: Item['kind'] }
  /** Spotify does not say where in the item it is, so that there is nothing to count from. */
  | { readonly kind: 'positionUnknown' }
  /** Spotify does not know what was named. */
  | { readonly kind: 'unknownItem' }
  | { readonly kind: 'signedOut' }
  /** The Spotify app on this machine did not do it. */
  | { readonly kind: 'appRefused'; readonly reason: AppRefusal }
  /** No window asks Spotify, so that nothing was sent. */
  | { readonly kind: 'notAsking' }
  /** The window that asks Spotify went away meanwhile, or was silent: what it was told may have been done. */
  | { readonly kind: 'interrupted' };

/** What was asked for was not done, for a reason that is for people to know. */
export class RejectedError extends Error {
  override readonly name = 'RejectedError';
  constructor(readonly rejection: Rejection) {
    super(rejection.kind);
  }
}

/** An error as data. */
export function rejectionOf(error: unknown): Rejection {
  if (error instanceof RejectedError) return error.rejection;
  if (error instanceof ApiProblemError) return { kind: 'problem', problem: error.problem };
  if (error instanceof SignedOutError) return { kind: 'signedOut' };
  if (error instanceof NotAskingError) return { kind: 'notAsking' };
  return { kind: 'problem', problem: { kind: 'fault' } };
}
