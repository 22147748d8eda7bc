import * as v from 'valibot';
import type { Device, Item, Named } from '../core/item';
import { between } from '../core/schemas';
import { flag, list, ms, numeric, text, word } from './fields';

export const namedSchema = v.object({ name: text, uri: word });
export const imageSchema = v.object({
  url: v.string(),
  width: v.fallback(v.optional(numeric(between(1))), undefined),
});
export const withImages = v.object({ name: text, uri: word, images: list(imageSchema) });

export const itemSchema = v.object({
  type: v.fallback(v.string(), 'track'),
  name: text,
  uri: word,
  is_local: flag,
  duration_ms: v.fallback(v.optional(ms), undefined),
  artists: list(namedSchema),
  album: v.fallback(v.optional(withImages), undefined),
  show: v.fallback(v.optional(withImages), undefined),
  images: list(imageSchema),
});

export const deviceSchema = v.object({
  id: word,
  name: text,
  type: v.fallback(v.string(), ''),
  is_active: flag,
  is_restricted: flag,
  is_private_session: flag,
  supports_volume: v.fallback(v.boolean(), true),
  volume_percent: v.fallback(v.optional(numeric(between(0, 100))), undefined),
});

/** A track, an episode or a local file, out of an item of Spotify's. */
export function readItem(item: v.InferOutput<typeof itemSchema>): Item {
  const kind = item.is_local ? 'local' : item.type === 'episode' ? 'episode' : 'track';
  const by = kind === 'episode' ? [item.show ?? { name: '', uri: undefined }] : item.artists;
  const linked = ({ name, uri }: { name: string; uri?: string | undefined }): Named => {
    return { name, uri: kind === 'local' ? undefined : uri };
  };
  return {
    kind,
    title: item.name || 'Untitled',
    artists: by.filter(({ name }) => name !== '').map(linked),
    album: item.album?.name ? linked(item.album) : undefined,
    durationMs: item.duration_ms,
    uri: kind === 'local' ? undefined : item.uri,
    image: imageOf(item.images, item.album?.images, item.show?.images),
  };
}

export function readDevice(device: v.InferOutput<typeof deviceSchema>): Device {
  return {
    id: device.id,
    name: device.name || 'Unnamed device',
    type: device.type,
    volume: device.volume_percent ?? undefined,
    hasVolume: device.supports_volume,
    restricted: device.is_restricted,
    active: device.is_active,
  };
}

type Images = readonly v.InferOutput<typeof imageSchema>[];

/** Enough for sharp artwork in a hover on a screen with two pixels in one. */
const enough = 200;

/**
 * Of the first of these lists that has any: the smallest image that is wide enough, else the widest; Spotify lists them widest first and does not always say
 * how wide. Only `https:` addresses, the only ones that VS Code loads.
 */
export function imageOf(...lists: readonly (Images | undefined)[]): string | undefined {
  const images = lists.find((list) => list?.length) ?? [];
  const usable = images.filter(({ url }) => URL.canParse(url) && url.startsWith('https://'));
  const chosen = usable.findLast(({ width }) => (width ?? 0) >= enough) ?? usable[0];
  return chosen && addressOf(chosen.url);
}

/** Without anything that would end an address in Markdown, or begin an icon or a size. */
function addressOf(url: string): string {
  return new URL(url).href.replace(/[()[\]|$\\]/g, (one) => `%${one.charCodeAt(0).toString(16)}`);
}
