import * as v from 'valibot';
import { advertisement, unnamedDevice, untitled } from '../messages/items';
import { namesItem, parseLink } from '../model/link';
import type { Device, Image, Item, Named } from '../model/playback/item';
import { between } from '../platform/json';
import { duration, filledWord, flag, list, name, numeric, raw, text, uri, word } from '../model/fields';

export const namedSchema = v.object({ name, uri });
const pixels = v.fallback(v.optional(numeric(between(1, 100_000))), undefined);
export const imageSchema = v.object({
  url: filledWord,
  width: pixels,
  height: pixels,
});
export const withImages = v.object({ name: text, uri, images: list(imageSchema) });

const bookSchema = v.object({ ...withImages.entries, authors: list(namedSchema) });
export const book = v.fallback(v.optional(bookSchema), undefined);

export const itemSchema = v.object({
  type: raw,
  name: text,
  /** Says of what kind it is even where it leads nowhere, as that of a file does. */
  uri: raw,
  is_local: flag,
  explicit: flag,
  duration_ms: duration,
  artists: list(namedSchema),
  album: v.fallback(v.optional(withImages), undefined),
  /** An episode's, or, at times, the audiobook of a chapter. */
  show: book,
  audiobook: book,
  images: list(imageSchema),
});
type RawItem = v.InferOutput<typeof itemSchema>;

export const deviceSchema = v.object({
  id: word,
  name,
  type: name,
  is_active: flag,
  is_restricted: flag,
  is_private_session: flag,
  supports_volume: v.fallback(v.boolean(), true),
  volume_percent: v.fallback(
    v.optional(v.pipe(numeric(between(0, 100)), v.transform(Math.round))),
    undefined,
  ),
});

/** The type of a URI of Spotify's, in lower case; empty where it has none. */
function typeOf(uri: string | undefined): string | undefined {
  return /^spotify:([^:]*)/i.exec(uri ?? '')?.[1]?.toLowerCase();
}

/** What it is, however that is told: by its URI, by its type, or by the player's word for what plays. */
function kindOf({ uri, type, is_local, audiobook }: RawItem, playingType: string | undefined): Item['kind'] {
  const uriType = typeOf(uri);
  const told = [uriType, type, playingType];
  if (told.includes('ad')) return 'advertisement';
  if (is_local || uriType === 'local') return 'local';
  if (uriType === 'track') return 'track';
  if (uriType !== undefined && uriType !== 'episode' && uriType !== 'chapter') return 'other';
  if (told.includes('chapter') || audiobook?.name) return 'chapter';
  if (told.includes('episode')) return 'episode';
  return type === undefined || type === 'track' ? 'track' : 'other';
}

/** Who made it, and what it is a part of. */
function contextOf({ artists, album, show, audiobook }: RawItem, kind: Item['kind']) {
  const book = audiobook ?? show;
  if (kind === 'episode') return { by: show ? [show] : [], part: undefined };
  if (kind !== 'chapter' || !book) return { by: kind === 'chapter' ? [] : artists, part: album };
  const authors = book.authors.filter(({ name }) => name !== '');
  return authors.length > 0 ? { by: authors, part: book } : { by: [book], part: undefined };
}

/** An item of Spotify's; `playingType` is what the player calls what plays. */
export function readItem(item: RawItem, playingType?: string): Item {
  const kind = kindOf(item, playingType);
  const addressed = kind === 'track' || kind === 'episode' || kind === 'chapter';
  const linked = ({ name, uri }: { name: string; uri?: string | undefined }): Named => {
    return { name, uri: addressed ? uri : undefined };
  };
  const { by, part } = contextOf(item, kind);
  const link = parseLink(item.uri ?? '');
  return {
    kind,
    title: item.name || (kind === 'advertisement' ? advertisement : untitled),
    artists: by.filter(({ name }) => name !== '').map(linked),
    album: part?.name ? linked(part) : undefined,
    durationMs: item.duration_ms,
    uri: addressed && link && namesItem(link) ? link.uri : undefined,
    image: imageOf(item.images, item.album?.images, item.audiobook?.images, item.show?.images),
    ...(item.explicit ? { explicit: true } : {}),
  };
}

export function readDevice(device: v.InferOutput<typeof deviceSchema>): Device {
  return {
    id: device.id,
    name: device.name || unnamedDevice,
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
 * Of the first of these lists that has any: the smallest image that is wide enough, else the widest; Spotify lists
 * them widest first and does not always say how wide. Only `https:` addresses, the only ones that VS Code loads.
 */
export function imageOf(...lists: readonly (Images | undefined)[]): Image | undefined {
  const images = lists.find((list) => list?.length) ?? [];
  const usable = images.filter(({ url }) => URL.canParse(url) && url.startsWith('https://'));
  const chosen = usable.findLast(({ width }) => (width ?? 0) >= enough) ?? usable[0];
  if (!chosen) {
    return undefined;
  }
  const { url, width, height } = chosen;
  return { url: addressOf(url), ratio: width && height && width / height };
}

/** Without anything that would end an address in Markdown, or begin an icon or a size. */
function addressOf(url: string): string {
  return new URL(url).href.replace(/[()[\]|$\\]/g, (one) => `%${one.charCodeAt(0).toString(16)}`);
}
