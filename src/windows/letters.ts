import * as v from 'valibot';
import type { Errand, Outcome } from '../core/errand';
import type { Playback } from '../core/playback';

/*
 * What windows tell each other. Nothing here is secret: songs, whether a window has the focus, that a session
 * changed, who is signed in. Both ends have proved to be the same user's; they may be of different versions.
 */

/** From a window that follows to the one that asks Spotify. */
export type ToLeader =
  | { readonly type: 'focus'; readonly focused: boolean }
  /** Our session changed, and this is whether we have one: read yours anew. */
  | { readonly type: 'session'; readonly able: boolean }
  | { readonly type: 'errand'; readonly id: number; readonly errand: Errand };

/** From the window that asks Spotify to those that follow. */
export type ToFollower =
  | { readonly type: 'playback'; readonly playback: Playback }
  | { readonly type: 'session' }
  | { readonly type: 'done'; readonly id: number; readonly outcome: Outcome };

/** Written by the same code as reads it, or by another version of it: what is inside is believed. */
const kindOnly = (kinds: readonly string[]) => v.object({ kind: v.picklist(kinds) });
const errand = v.custom<Errand>((value) => v.is(v.object({ kind: v.string() }), value));
const outcome = v.custom<Outcome>((value) => v.is(kindOnly(['done', 'refused']), value));

const toLeader = v.variant('type', [
  v.object({ type: v.literal('focus'), focused: v.boolean() }),
  v.object({ type: v.literal('session'), able: v.boolean() }),
  v.object({ type: v.literal('errand'), id: v.number(), errand }),
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
const playback = v.custom<Playback>((value) => v.is(kindOnly(kinds), value));

const toFollower = v.variant('type', [
  v.object({ type: v.literal('playback'), playback }),
  v.object({ type: v.literal('session') }),
  v.object({ type: v.literal('done'), id: v.number(), outcome }),
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
