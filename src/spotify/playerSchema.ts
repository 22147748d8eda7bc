import * as v from 'valibot';
import { advertisement, audiobookChapter, podcastEpisode } from '../messages/items';
import type { Profile } from '../model/account';
import { actions as disallowable, type Device, type Item } from '../model/playback/item';
import type { PlayerSnapshot } from '../model/playback/snapshot';
import { cleanAndCut, longestName } from '../model/text';
import { flag, list, ms, name, read, word } from '../model/fields';
import { deviceSchema, imageOf, imageSchema, itemSchema, readDevice, readItem } from './itemSchema';

const playerSchema = v.object({
  is_playing: flag,
  progress_ms: ms,
  currently_playing_type: v.fallback(v.string(), 'unknown'),
  item: v.fallback(v.optional(itemSchema), undefined),
  device: v.fallback(v.optional(deviceSchema), undefined),
  shuffle_state: flag,
  smart_shuffle: flag,
  repeat_state: v.fallback(v.picklist(['off', 'context', 'track']), 'off'),
  actions: v.fallback(v.object({ disallows: v.custom<Record<string, unknown>>(isObject) }), {
    disallows: {},
  }),
});

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

const meSchema = v.object({
  id: word,
  account_id: word,
  display_name: name,
  images: list(imageSchema),
});

/**
 * The state of the player out of the body of `GET /me/player`, received at `receivedAt` (milliseconds since
 * 1970). No body (204), like one that names nothing, means that nothing is active.
 */
export function readPlayer(body: unknown, receivedAt: number): PlayerSnapshot {
  const player = read(playerSchema, body);
  const item = player && itemIn(player);
  if (!item) {
    return { kind: 'nothing', receivedAt };
  }
  const { device, actions } = player;
  return {
    kind: player.is_playing ? 'playing' : 'paused',
    item,
    device: device ? readDevice(device) : undefined,
    privateSession: device?.is_private_session ?? false,
    shuffle: player.shuffle_state || player.smart_shuffle,
    repeat: player.repeat_state,
    disallows: disallowable.filter((action) => actions.disallows[action] === true),
    progressMs: player.progress_ms,
    receivedAt,
    ...(player.smart_shuffle ? { smartShuffle: true } : {}),
  };
}

function itemIn({ item, currently_playing_type }: v.InferOutput<typeof playerSchema>): Item | undefined {
  return item ? readItem(item, currently_playing_type) : unnamedItem(currently_playing_type);
}

/**
 * An advertisement can have no item, and neither have an episode and a chapter for some clients; after a stop the type
 * is "unknown".
 */
function unnamedItem(type: string): Item | undefined {
  const unnamed = { artists: [], album: undefined, durationMs: undefined, uri: undefined, image: undefined };
  switch (type) {
    case 'ad':
      return { ...unnamed, kind: 'advertisement', title: advertisement };
    case 'episode':
      return { ...unnamed, kind: 'episode', title: podcastEpisode };
    case 'chapter':
    case 'audiobook':
      return { ...unnamed, kind: 'chapter', title: audiobookChapter };
    default:
      return undefined;
  }
}

/** The devices out of the body of `GET /me/player/devices`; none where it names none. */
export function readDevices(body: unknown): readonly Device[] {
  return read(v.object({ devices: list(deviceSchema) }), body)?.devices.map(readDevice) ?? [];
}

/** What plays next out of the body of `GET /me/player/queue`; empty where it names nothing. */
export function readQueue(body: unknown): readonly Item[] {
  return read(v.object({ queue: list(itemSchema) }), body)?.queue.map((item) => readItem(item)) ?? [];
}

const played = v.object({ items: list(v.object({ track: itemSchema })) });

/** What was played, out of the body of `GET /me/player/recently-played`: what can be played again, each once. */
export function readRecentlyPlayed(body: unknown): readonly Item[] {
  const items = read(played, body)?.items.map(({ track }) => readItem(track)) ?? [];
  return items.filter(
    ({ uri }, index) => uri !== undefined && items.findIndex((other) => other.uri === uri) === index,
  );
}

const answers = v.array(v.fallback(v.optional(v.boolean()), undefined));

/**
 * The answers of `GET /me/library/contains`, one for each of `count` URIs, `undefined` where it is neither yes nor no;
 * `undefined` when it is something else.
 */
export function readContains(body: unknown, count: number): readonly (boolean | undefined)[] | undefined {
  return Array.isArray(body) && body.length === count ? read(answers, body) : undefined;
}

/** Who is signed in, out of the body of `GET /me`; `undefined` where it names nobody. */
export function readProfile(body: unknown): Profile | undefined {
  const me = read(meSchema, body);
  const id = me?.account_id ?? me?.id;
  if (!me || id === undefined) {
    return undefined;
  }
  const picture = imageOf(me.images);
  return {
    id,
    name: me.display_name || cleanAndCut(me.id ?? id, longestName),
    ...(me.id === undefined ? {} : { userId: me.id }),
    ...(picture === undefined ? {} : { image: picture }),
  };
}
