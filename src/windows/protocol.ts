import * as v from 'valibot';
import type { WindowRequest, Outcome } from '../model/commands/windowRequest';
import type { Playback } from '../model/playback/playback';
import type { Fields } from '../platform/json';
import { playback } from './messageSchemas/playbackSchemas';
import { outcomes, request } from './messageSchemas/requestSchemas';

/*
 * What windows tell each other. Nothing here is secret: songs, whether a window has the focus, that a session
 * changed, who is signed in. Both ends have proved to be the same user's, and speak the same version.
 */

/**
 * The version of the messages: to be raised with every change of their shapes. VS Code reloads windows one by one after
 * an update, so that two versions run side by side; those of each meet at a place of their own.
 */
export const protocolVersion = 2;

/** From a window that follows to the one that asks Spotify. */
export type ToLeader =
  | { readonly type: 'focus'; readonly focused: boolean }
  /** Our session changed, and this is whether we have one: read yours anew. */
  | { readonly type: 'session'; readonly hasSession: boolean }
  /** `undefined` for a request that cannot be read: whoever sent it waits for a reply. */
  | { readonly type: 'request'; readonly id: number; readonly request: WindowRequest | undefined };

/** From the window that asks Spotify to those that follow. */
export type ToFollower =
  | { readonly type: 'playback'; readonly playback: Playback }
  | { readonly type: 'session' }
  /** An `Outcome`, which only who knows the request can check: `readOutcome`. */
  | { readonly type: 'done'; readonly id: number; readonly outcome: unknown };

type WindowMessage = ToLeader | ToFollower;
type Schemas<T extends WindowMessage> = {
  readonly [K in T['type']]: Fields<Omit<Extract<T, { readonly type: K }>, 'type'>>;
};

export const toLeader: Schemas<ToLeader> = {
  focus: { focused: v.boolean() },
  session: { hasSession: v.boolean() },
  request: { id: v.number(), request: v.fallback(v.optional(request), undefined) },
};

export const toFollower: Schemas<ToFollower> = {
  playback: { playback },
  session: {},
  done: { id: v.number(), outcome: v.optional(v.unknown()) },
};

/** `undefined` for what does not fit as a whole. */
export function readToLeader(message: unknown): ToLeader | undefined {
  return readMessage<ToLeader>(toLeader, message);
}

/** `undefined` for what does not fit as a whole. */
export function readToFollower(message: unknown): ToFollower | undefined {
  return readMessage<ToFollower>(toFollower, message);
}

/** How a request of a kind ended; `undefined` for what does not fit as a whole. */
export function readOutcome(kind: WindowRequest['kind'], outcome: unknown): Outcome | undefined {
  const parsed = v.safeParse(outcomes[kind], outcome);
  return parsed.success ? parsed.output : undefined;
}

/** What windows of one version cannot read of each other is a fault of ours. */
export const unreadable: Outcome = {
  kind: 'refused',
  rejection: { kind: 'problem', problem: { kind: 'fault' } },
};

const typed = v.object({ type: v.string() });

function readMessage<T extends WindowMessage>(schemas: Schemas<T>, message: unknown): T | undefined {
  const type = v.is(typed, message) && Object.hasOwn(schemas, message.type) ? message.type : undefined;
  const parsed = type && v.safeParse(v.object(schemas[type as T['type']]), message);
  return parsed && parsed.success ? ({ type, ...parsed.output } as T) : undefined;
}
