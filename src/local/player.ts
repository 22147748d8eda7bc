import type { AppRefusal } from '../model/errors/rejection';
import type { LocalApp, LocalProblem } from '../model/playback/localApp';
import type { Disposable } from '../platform/lifecycle';
import type { Event } from '../platform/event';

/** What the Spotify app on this machine says of what it plays. Texts are as the app said them, bounded in length. */
export interface LocalTrack {
  readonly kind: 'track' | 'episode' | 'local' | 'advertisement' | 'unknown';
  /** As `spotify:track:…`; `undefined` where the system does not tell it (Windows), or for what has none. */
  readonly uri: string | undefined;
  readonly title: string;
  readonly artists: readonly string[];
  readonly album: string;
  readonly durationMs: number | undefined;
  /** Always `https` and one of Spotify's image hosts. */
  readonly artworkUrl: string | undefined;
}

export interface AvailableState extends Extract<LocalApp, { readonly kind: 'available' }> {
  /** With an ID and a length, but no title, where it shows what another device plays. */
  readonly track: LocalTrack | undefined;
  readonly positionMs: number | undefined;
  /** When `positionMs` was so, by the monotonic clock, in milliseconds. */
  readonly observedAt: number;
  /** 0 to 100. */
  readonly volumePercent: number | undefined;
  readonly shuffle: boolean | undefined;
  readonly repeat: 'off' | 'context' | 'track' | undefined;
}

export type LocalState = Exclude<LocalApp, { readonly kind: 'off' | 'available' }> | AvailableState;

/** Where it is by now, in milliseconds, if nobody has moved it; `now` by the monotonic clock. */
export function localPositionAt(
  { positionMs, observedAt, status }: AvailableState,
  now: number,
): number | undefined {
  if (positionMs === undefined) return undefined;
  return positionMs + (status === 'playing' ? Math.max(0, now - observedAt) : 0);
}

export type LocalCommand =
  | { readonly kind: 'play' | 'pause' | 'next' | 'previous' }
  | { readonly kind: 'seek'; readonly positionMs: number }
  | { readonly kind: 'volume'; readonly percent: number }
  | { readonly kind: 'open'; readonly uri: string };

/** The capabilities of a system that has a way to do all. */
export const everyCommand: LocalPlayer['capabilities'] = new Set([
  'play',
  'pause',
  'next',
  'previous',
  'seek',
  'volume',
  'open',
]);

/** One system's way to the Spotify app. Nothing is started, read or connected before `start`. */
export interface LocalPlayer extends Disposable {
  /** What this system has a way to do: Windows has no volume of one app, and plays nothing by its address. */
  readonly capabilities: ReadonlySet<LocalCommand['kind']>;
  readonly state: LocalState;
  /** A new state that differs from the one before; positions that merely go on do not count. */
  readonly onDidChange: Event<LocalState>;
  start(): void;
  /** Ends all that `start` began; the state is `starting` until it is started again. */
  stop(): void;
  /** Reads the position anew, e.g. while something shows progress. */
  readPosition(): Promise<void>;
  /**
   * Resolves when the app has taken it.
   * @throws LocalCommandError within two seconds; where macOS asks its user first, within two minutes
   */
  execute(command: LocalCommand): Promise<void>;
}

/** The message is the reason, or a name that the system has for it: nothing that the other side wrote. */
export class LocalCommandError extends Error {
  override readonly name = 'LocalCommandError';

  constructor(
    readonly reason: AppRefusal,
    message: string = reason,
  ) {
    super(message);
  }
}

/** Why a command failed; `undefined` for other errors. Known by its name: each bundle has a class of its own. */
export function failureOf(error: unknown): AppRefusal | undefined {
  const known = error instanceof Error && error.name === 'LocalCommandError' && 'reason' in error;
  return known ? (error.reason as AppRefusal) : undefined;
}

const failures: Readonly<Record<LocalProblem, AppRefusal>> = {
  notInstalled: 'notRunning',
  notRunning: 'notRunning',
  permissionDenied: 'notPermitted',
  noBus: 'unsupported',
  hiddenFromSystem: 'unsupported',
  restrictedShell: 'unsupported',
  blocked: 'unsupported',
  broken: 'noAnswer',
};

/** Why a command fails that nobody took. */
export function failureIn(state: LocalState): AppRefusal {
  return state.kind === 'unavailable' ? failures[state.problem] : 'noAnswer';
}
