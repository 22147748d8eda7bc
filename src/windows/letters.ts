import * as v from 'valibot';
import type { Playback } from '../core/playback';

/*
 * What windows tell each other. Nothing here is secret: songs, whether a window has the focus, that a session
 * changed. Both ends have proved to be the same user's; they may be of different versions.
 */

/** From a window that follows to the one that asks Spotify. */
export type ToLeader =
  | { readonly type: 'focus'; readonly focused: boolean }
  /** Our session changed, and this is whether we have one: read yours anew. */
  | { readonly type: 'session'; readonly able: boolean }
  | { readonly type: 'refresh'; readonly id: number };

/** From the window that asks Spotify to those that follow. */
export type ToFollower =
  | { readonly type: 'playback'; readonly playback: Playback }
  | { readonly type: 'session' }
  | { readonly type: 'refreshed'; readonly id: number; readonly asked: boolean };

const toLeader = v.variant('type', [
  v.object({ type: v.literal('focus'), focused: v.boolean() }),
  v.object({ type: v.literal('session'), able: v.boolean() }),
  v.object({ type: v.literal('refresh'), id: v.number() }),
]);

const kinds: readonly Playback['kind'][] = [
  'starting',
  'signedOut',
  'signInAgain',
  'signingIn',
  'waiting',
  'nothing',
  'paused',
  'playing',
  'unavailable',
];
const playback = v.custom<Playback>((value) => v.is(v.object({ kind: v.picklist(kinds) }), value));

const toFollower = v.variant('type', [
  v.object({ type: v.literal('playback'), playback }),
  v.object({ type: v.literal('session') }),
  v.object({ type: v.literal('refreshed'), id: v.number(), asked: v.boolean() }),
]);

/** `undefined` for what this version does not understand. */
export function readToLeader(message: unknown): ToLeader | undefined {
  const parsed = v.safeParse(toLeader, message);
  return parsed.success ? parsed.output : undefined;
}

/** `undefined` for what this version does not understand. */
export function readToFollower(message: unknown): ToFollower | undefined {
  const parsed = v.safeParse(toFollower, message);
  return parsed.success ? parsed.output : undefined;
}
