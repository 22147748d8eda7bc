import type { LocalProblem } from '../model/playback/localApp';
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

export type LocalState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'unavailable'; readonly problem: LocalProblem }
  | {
      readonly kind: 'available';
      readonly status: 'playing' | 'paused' | 'stopped';
      /** The app shows what another Connect device plays: it has an ID and a length, but no title. */
      readonly elsewhere: boolean;
      readonly track: LocalTrack | undefined;
      readonly positionMs: number | undefined;
      /** When `positionMs` was so, by the monotonic clock, in milliseconds. */
      readonly observedAt: number;
      /** 0 to 100. */
      readonly volumePercent: number | undefined;
      readonly shuffle: boolean | undefined;
      readonly repeat: 'off' | 'context' | 'track' | undefined;
    };

export type LocalCommand =
  | { readonly kind: 'play' | 'pause' | 'next' | 'previous' }
  | { readonly kind: 'seek'; readonly positionMs: number }
  | { readonly kind: 'volume'; readonly percent: number }
  | { readonly kind: 'open'; readonly uri: string };

/** One system's way to the Spotify app. Nothing is started, read or connected before `start`. */
export interface LocalPlayer extends Disposable {
  readonly state: LocalState;
  /** A new state that differs from the one before; positions that merely go on do not count. */
  readonly onDidChange: Event<LocalState>;
  /** What this system's way can do. */
  readonly capabilities: ReadonlySet<LocalCommand['kind']>;
  start(): void;
  /** Reads no more, until the next `start`. */
  stop(): void;
  /** Reads the position anew, e.g. while something shows progress. */
  readPosition(): Promise<void>;
  /** @throws LocalCommandError when the app did not take it, within two seconds */
  execute(command: LocalCommand): Promise<void>;
}

export class LocalCommandError extends Error {
  override readonly name = 'LocalCommandError';
  constructor(
    readonly reason: 'notRunning' | 'notPermitted' | 'unsupported' | 'noAnswer',
    message: string,
  ) {
    super(message);
  }
}
