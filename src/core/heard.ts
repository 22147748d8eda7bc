import type { Action, Device, Item, Repeat } from './item';
import type { Unrest } from './unrest';

/** Something is heard, or was until it was paused. */
export interface Heard {
  readonly kind: 'playing' | 'paused';
  readonly item: Item;
  readonly device: Device | undefined;
  readonly privateSession: boolean;
  readonly shuffle: boolean;
  readonly repeat: Repeat;
  readonly disallows: readonly Action[];
  /** Whether the item is in the user's library; `undefined` until that is known. */
  readonly liked: boolean | undefined;
  /** A command was sent that brings another item, and nobody knows yet which. */
  readonly changing: boolean;
  /** Position in the item at `receivedAt`, in milliseconds. */
  readonly progressMs: number;
  /** When the reply was received, by our own clock: Spotify's `timestamp` is not reliable. */
  readonly receivedAt: number;
  /**
   * When the item would have begun, had it played from its start without a pause (milliseconds since 1970); the same
   * in all replies while it goes on, although none of them is exact.
   */
  readonly startedAt: number;
  /** How many replies in a row still named this item although it should have ended. */
  readonly overdue: number;
  readonly unrest: Unrest;
}

/** Nothing that Spotify shows: no active device, or a private session that hides it. */
export interface Nothing {
  readonly kind: 'nothing';
  readonly receivedAt: number;
  readonly unrest: Unrest;
}

/** Signed in, and not yet answered. */
export interface Waiting {
  readonly kind: 'waiting';
}

export type Seen = Heard | Nothing | Waiting;

/** Position in the item at `now`, in milliseconds, never past the end. */
export function positionAt(heard: Heard, now: number): number {
  const elapsed = heard.kind === 'playing' ? Math.max(0, now - heard.receivedAt) : 0;
  return Math.max(0, Math.min(heard.progressMs + elapsed, heard.item.durationMs ?? Infinity));
}

export function isOverdue(heard: Heard): boolean {
  return heard.item.durationMs !== undefined && heard.progressMs >= heard.item.durationMs;
}
