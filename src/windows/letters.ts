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

const toLeader = {
  focus: v.object({ focused: v.boolean() }),
  session: v.object({ able: v.boolean() }),
  errand: v.object({ id: v.number(), errand }),
};

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

const toFollower = {
  playback: v.object({ playback }),
  session: v.object({}),
  done: v.object({ id: v.number(), outcome }),
};

/** `undefined` for what this version does not understand. */
export function readToLeader(message: unknown): ToLeader | undefined {
  return readLetter<ToLeader>(toLeader, message);
}

/** `undefined` for what this version does not understand. */
export function readToFollower(message: unknown): ToFollower | undefined {
  return readLetter<ToFollower>(toFollower, message);
}

const typed = v.object({ type: v.string() });

function readLetter<T extends { readonly type: string }>(
  schemas: Readonly<Record<T['type'], v.GenericSchema<unknown, Omit<T, 'type'>>>>,
  message: unknown,
): T | undefined {
  const type = v.is(typed, message) && Object.hasOwn(schemas, message.type) ? message.type : undefined;
  const parsed = type && v.safeParse(schemas[type as T['type']], message);
  return parsed && parsed.success ? ({ type, ...parsed.output } as T) : undefined;
}
