import * as v from 'valibot';
import type { Device, Heard, Item, Nothing } from '../core/playback';
import { clean } from '../core/text';
import { unrestFrom } from '../core/unrest';

/*
 * Replies are read with tolerance: Spotify removed many fields in 2026 and returns null where its own
 * description has none. Only what cannot be shown without is required. Texts are cleaned here, once.
 */

const text = v.fallback(v.pipe(v.string(), v.transform(clean)), '');
const id = v.fallback(v.nullish(v.string()), undefined);
const ms = v.pipe(v.number(), v.finite(), v.minValue(0));
const named = v.fallback(v.object({ name: text }), { name: '' });

const itemSchema = v.object({
  type: v.fallback(v.string(), 'track'),
  name: text,
  uri: id,
  is_local: v.fallback(v.boolean(), false),
  duration_ms: v.fallback(v.optional(ms), undefined),
  artists: v.fallback(v.array(named), []),
  album: v.fallback(v.optional(named), undefined),
  show: v.fallback(v.optional(named), undefined),
});

const playerSchema = v.object({
  is_playing: v.boolean(),
  progress_ms: v.fallback(ms, 0),
  currently_playing_type: v.fallback(v.string(), 'unknown'),
  item: v.fallback(v.nullish(itemSchema), undefined),
  device: v.fallback(
    v.nullish(v.object({ id, name: text, is_private_session: v.fallback(v.boolean(), false) })),
    undefined,
  ),
});

const meSchema = v.object({
  id: v.string(),
  account_id: id,
  display_name: text,
});

/** Who is signed in. `id` never changes; `name` is for people. */
export interface Profile {
  readonly id: string;
  readonly name: string;
}

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
  const { is_playing, progress_ms, device } = parsed.output;
  const item = readItem(parsed.output);
  if (!item) {
    return { kind: 'nothing', receivedAt, unrest: unrestFrom(receivedAt) };
  }
  return {
    kind: is_playing ? 'playing' : 'paused',
    item,
    device: device ? readDevice(device) : undefined,
    privateSession: device?.is_private_session ?? false,
    progressMs: progress_ms,
    receivedAt,
    overdue: 0,
    unrest: unrestFrom(receivedAt),
  };
}

function readDevice(device: { id?: string | null | undefined; name: string }): Device {
  return { id: device.id ?? undefined, name: device.name };
}

function readItem({
  item,
  currently_playing_type: type,
}: v.InferOutput<typeof playerSchema>): Item | undefined {
  if (!item) {
    return unnamedItem(type);
  }
  const kind = item.is_local ? 'local' : item.type === 'episode' ? 'episode' : 'track';
  const artists = kind === 'episode' ? [item.show?.name ?? ''] : item.artists.map((artist) => artist.name);
  return {
    kind,
    title: item.name || 'Untitled',
    artists: artists.filter(Boolean),
    album: item.album?.name ?? '',
    durationMs: item.duration_ms,
    uri: kind === 'local' ? undefined : (item.uri ?? undefined),
    link: kind === 'local' ? undefined : linkFor(item.uri ?? ''),
  };
}

/** An advertisement has no item, and neither has an episode for some clients; after a stop the type is "unknown". */
function unnamedItem(type: string): Item | undefined {
  const unnamed = { artists: [], album: '', durationMs: undefined, uri: undefined, link: undefined };
  switch (type) {
    case 'ad':
      return { ...unnamed, kind: 'advertisement', title: 'Advertisement' };
    case 'episode':
      return { ...unnamed, kind: 'episode', title: 'Podcast episode' };
    default:
      return undefined;
  }
}

/** The web page of a Spotify URI; made from the URI, so that no reply can send anyone elsewhere. */
export function linkFor(uri: string): string | undefined {
  const [, type, id] = /^spotify:(track|episode):([A-Za-z0-9]+)$/.exec(uri) ?? [];
  return type && id ? `https://open.spotify.com/${type}/${id}` : undefined;
}

/** Who is signed in, out of the body of `GET /me`; `undefined` when it is not such a body. */
export function readProfile(body: unknown): Profile | undefined {
  const parsed = v.safeParse(meSchema, body);
  if (!parsed.success) {
    return undefined;
  }
  const { id, account_id, display_name } = parsed.output;
  return { id: account_id ?? id, name: display_name || clean(id) };
}
