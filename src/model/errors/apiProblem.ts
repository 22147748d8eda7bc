/**
 * Why Spotify could not be asked, or what it answered instead. None of these signs anyone out, and
 * none of them is worth more than a quiet mark in the status bar.
 */
export type ApiProblem =
  /** No answer came: no network, no such host, reset, timed out. */
  | {
      readonly kind: 'offline';
      /**
       * Spotify may have answered all the same: browsers show a 429 without CORS headers, as Spotify sends it, like
       * this.
       */
      readonly blind?: true;
      /** What was met instead of Spotify, where that is known: only a person can change it. */
      readonly obstacle?: Obstacle;
    }
  /** An answer came that is not Spotify's: a captive portal, half a body, HTML. */
  | { readonly kind: 'unreadable' }
  /** JSON came, as from Spotify, and what has to be in it is not. */
  | { readonly kind: 'unexpected' }
  /**
   * Spotify's own fault (5xx), or an error status that has no better name; `until`: as for `limited`, if Spotify says
   * so.
   */
  | { readonly kind: 'refused'; readonly status: number; readonly until?: number }
  /** 429: nothing may be asked before `until` (milliseconds since 1970). */
  | { readonly kind: 'limited'; readonly until: number; readonly quota: boolean }
  /** The listener is not on the app's list in the developer dashboard. */
  | { readonly kind: 'notRegistered' }
  /** The owner of the app has no active Premium. */
  | { readonly kind: 'ownerNeedsPremium' }
  /** Spotify does not serve the country that the request comes from. */
  | { readonly kind: 'notInCountry' }
  /** 403 for a reason that nobody knows: of Spotify's, or of a network on the way. */
  | { readonly kind: 'forbidden' }
  /** The session does not cover this request. */
  | { readonly kind: 'scopeMissing' }
  /** Spotify does not know the client ID any more. */
  | { readonly kind: 'clientUnknown' }
  /** Spotify does not accept the client secret, with which this session was made. */
  | { readonly kind: 'secretWrong' }
  /** This session was made with a client secret that is not here any more. */
  | { readonly kind: 'secretMissing' }
  /** This session was made with a client secret, and this host cannot show one to Spotify: it is a browser. */
  | { readonly kind: 'secretUnusable' }
  /** SecretStorage, where the session is kept, cannot be read; `late`: it has not answered yet. Nobody is signed out. */
  | { readonly kind: 'sessionUnread'; readonly late: boolean }
  /** A fault of our own; the log says more. */
  | { readonly kind: 'fault' };

/** Before when nothing may be asked (milliseconds since 1970), if Spotify demanded a pause. */
export function pauseEnd(problem: ApiProblem): number | undefined {
  return 'until' in problem ? problem.until : undefined;
}

/** A certificate that is not trusted, as of a proxy that reads along; a proxy that wants a password (HTTP 407). */
export type Obstacle = 'certificate' | 'proxy';

/** What was met instead of Spotify, where that is known. */
export function obstacleOf(problem: ApiProblem): Obstacle | undefined {
  return problem.kind === 'offline' ? problem.obstacle : undefined;
}

/** What Spotify answers to everything that is asked for an account. */
const refusesAccount = ['notRegistered', 'ownerNeedsPremium', 'notInCountry', 'forbidden'] as const;
export const keepsFromServing: ReadonlySet<ApiProblem['kind']> = new Set(refusesAccount);

/** What does not pass by itself: only a person can end it, and Spotify itself speaks of hours. */
export const requiresUserAction: ReadonlySet<ApiProblem['kind']> = new Set([
  ...refusesAccount,
  'scopeMissing',
  'clientUnknown',
  'secretWrong',
  'secretMissing',
  'secretUnusable',
]);

/** A request to Spotify that failed for a reason that says nothing about the session. */
export class ApiProblemError extends Error {
  override readonly name = 'ApiProblemError';
  constructor(
    readonly problem: ApiProblem,
    /** Of the error beneath, such as `ECONNRESET`, for the log. */
    readonly code?: string,
  ) {
    super(problem.kind);
  }
}

/** Nobody is signed in, or the session ended while the request was under way. */
export class SignedOutError extends Error {
  override readonly name = 'SignedOutError';
}

/** Another window asks Spotify for all of them. */
export class NotAskingError extends Error {
  override readonly name = 'NotAskingError';
}
