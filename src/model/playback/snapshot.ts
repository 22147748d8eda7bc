import type { Action, Device, Item, Repeat } from './item';

/** What a source says of what is heard, or was until it was paused, at one moment. */
export interface ItemSnapshot {
  readonly kind: 'playing' | 'paused';
  readonly item: Item;
  readonly device: Device | undefined;
  readonly privateSession: boolean;
  /** `undefined`, as `repeat`, where the source does not say. */
  readonly shuffle: boolean | undefined;
  readonly repeat: Repeat | undefined;
  readonly disallows: readonly Action[];
  /** Position in the item at `receivedAt`, in milliseconds; `undefined` where nobody knows: some devices do not say. */
  readonly progressMs: number | undefined;
  /** When it was received, by our own clock (milliseconds since 1970): Spotify's `timestamp` is not reliable. */
  readonly receivedAt: number;
  /** It is Spotify's Smart Shuffle, which adds recommendations; only Spotify's own apps turn it on. */
  readonly smartShuffle?: true | undefined;
  /** The Spotify app on this machine says so, which tells of each change: alone, or Spotify agrees with it. */
  readonly local?: 'alone' | 'agrees' | undefined;
  /** When Spotify agreed last, by our own clock (milliseconds since 1970). */
  readonly agreedAt?: number | undefined;
}

/** How it shuffles. */
export type Shuffle = 'off' | 'on' | 'smart';

export function shuffleOf({ shuffle, smartShuffle }: ItemSnapshot): Shuffle {
  if (!shuffle) return 'off';
  return smartShuffle ? 'smart' : 'on';
}

/** The source shows nothing: no active device, or a private session that hides it. */
export interface IdleSnapshot {
  readonly kind: 'nothing';
  readonly receivedAt: number;
}

/**
 * What a source says of the player at one moment, and nothing that takes more than this one answer to know: `observe`
 * makes `NowPlaying` and `Idle` of it.
 */
export type PlayerSnapshot = ItemSnapshot | IdleSnapshot;

/** How far a position may be from where it was expected, in milliseconds; replies and devices are not exact. */
export const tolerance = 4_000;

/** Position by what was last known of it; past the end where nobody has told of another item yet. */
export function reckoned({ kind, progressMs, receivedAt }: ItemSnapshot, now: number): number | undefined {
  return progressMs === undefined || kind === 'paused'
    ? progressMs
    : progressMs + Math.max(0, now - receivedAt);
}

/** Whether it should have ended by then. */
export function isOverdue({ item, progressMs }: ItemSnapshot): boolean {
  return item.durationMs !== undefined && progressMs !== undefined && progressMs >= item.durationMs;
}
