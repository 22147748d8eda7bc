import * as v from 'valibot';
import type { Heard, Nothing } from '../core/heard';
import { actions as disallowable, type Device, type Item } from '../core/item';
import type { Profile } from '../core/profile';
import { clean } from '../core/text';
import { unrestFrom } from '../core/unrest';
import { flag, list, ms, text, word } from './fields';
import { deviceSchema, imageOf, imageSchema, itemSchema, readDevice, readItem } from './itemSchema';

const playerSchema = v.object({
  is_playing: v.boolean(),
  progress_ms: ms,
  currently_playing_type: v.fallback(v.string(), 'unknown'),
  item: v.fallback(v.optional(itemSchema), undefined),
  device: v.fallback(v.optional(deviceSchema), undefined),
  shuffle_state: flag,
  repeat_state: v.fallback(v.picklist(['off', 'context', 'track']), 'off'),
  actions: v.fallback(v.object({ disallows: v.custom<Record<string, unknown>>(isObject) }), {
    disallows: {},
  }),
});

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

const meSchema = v.object({
  id: v.string(),
  account_id: word,
  display_name: text,
  images: list(imageSchema),
});

/**
 * The state of the player out of the body of `GET /me/player`, received at `receivedAt` (milliseconds since
 * 1970); `undefined` when it is not such a body. No body (204) means that nothing is active.
 */
export function readPlayer(body: unknown, receivedAt: number): Heard | Nothing | undefined {
  if (body === undefined) {
    return { kind: 'nothing', receivedAt, unrest: unrestFrom(receivedAt) };
  }
  const parsed = v.safeParse(playerSchema, body);
  if (!parsed.success) {
    return undefined;
  }
  const { is_playing, progress_ms, device, item, currently_playing_type, actions } = parsed.output;
  const heard = item ? readItem(item) : unnamedItem(currently_playing_type);
  if (!heard) {
    return { kind: 'nothing', receivedAt, unrest: unrestFrom(receivedAt) };
  }
  return {
    kind: is_playing ? 'playing' : 'paused',
    item: heard,
    device: device ? readDevice(device) : undefined,
    privateSession: device?.is_private_session ?? false,
    shuffle: parsed.output.shuffle_state,
    repeat: parsed.output.repeat_state,
    disallows: disallowable.filter((action) => actions.disallows[action] === true),
    liked: undefined,
    changing: false,
    progressMs: progress_ms,
    receivedAt,
    startedAt: progress_ms === undefined ? undefined : receivedAt - progress_ms,
    overdue: 0,
    unrest: unrestFrom(receivedAt),
  };
}

/** An advertisement has no item, and neither has an episode for some clients; after a stop the type is "unknown". */
function unnamedItem(type: string): Item | undefined {
  const unnamed = { artists: [], album: undefined, durationMs: undefined, uri: undefined, image: undefined };
  switch (type) {
    case 'ad':
      return { ...unnamed, kind: 'advertisement', title: 'Advertisement' };
    case 'episode':
      return { ...unnamed, kind: 'episode', title: 'Podcast episode' };
    default:
      return undefined;
  }
}

/** The devices out of the body of `GET /me/player/devices`; `undefined` when it is not such a body. */
export function readDevices(body: unknown): readonly Device[] | undefined {
  const parsed = v.safeParse(v.object({ devices: v.pipe(v.array(v.unknown()), list(deviceSchema)) }), body);
  return parsed.success ? parsed.output.devices.map(readDevice) : undefined;
}

/** What plays next out of the body of `GET /me/player/queue`; `undefined` when it is not such a body. */
export function readQueue(body: unknown): readonly Item[] | undefined {
  const parsed = v.safeParse(v.object({ queue: v.pipe(v.array(v.unknown()), list(itemSchema)) }), body);
  return parsed.success ? parsed.output.queue.map(readItem) : undefined;
}

/** The answers of `GET /me/library/contains`, one for each of `count` URIs; `undefined` when it is something else. */
export function readContains(body: unknown, count: number): readonly boolean[] | undefined {
  const parsed = v.safeParse(v.array(v.boolean()), body);
  return parsed.success && parsed.output.length === count ? parsed.output : undefined;
}

/** Who is signed in, out of the body of `GET /me`; `undefined` when it is not such a body. */
export function readProfile(body: unknown): Profile | undefined {
  const parsed = v.safeParse(meSchema, body);
  if (!parsed.success) {
    return undefined;
  }
  const { id, account_id, display_name, images } = parsed.output;
  const picture = imageOf(images);
  return {
    id: account_id ?? id,
    name: display_name || clean(id),
    ...(picture === undefined ? {} : { image: picture }),
  };
}
