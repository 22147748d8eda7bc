import * as v from 'valibot';
import { untitled } from '../messages/items';
import type { CatalogItem, Link } from '../model/link';
import { cleanAndCut } from '../model/text';
import { filled, whole } from '../platform/json';
import { duration, flag, list, name, numeric, read } from '../model/fields';
import { book, imageOf, imageSchema, namedSchema, withImages } from './itemSchema';

const count = v.fallback(v.optional(numeric(whole(0, 1_000_000))), undefined);

const counted = v.fallback(v.optional(v.object({ total: count })), undefined);

const catalogItemSchema = v.object({
  name: filled,
  artists: list(namedSchema),
  show: v.fallback(v.optional(withImages), undefined),
  album: v.fallback(v.optional(v.object({ ...withImages.entries, release_date: name })), undefined),
  duration_ms: duration,
  release_date: name,
  total_tracks: count,
  total_episodes: count,
  total_chapters: count,
  authors: list(namedSchema),
  audiobook: book,
  owner: v.fallback(v.optional(v.object({ display_name: name })), undefined),
  items: counted,
  tracks: counted,
  images: list(imageSchema),
  explicit: flag,
});

/**
 * What a link names, out of the body of `GET /tracks/{id}` and its like for all types that there are;
 * `undefined` when it is not such a body.
 */
export function readCatalogItem(link: Link, body: unknown): CatalogItem | undefined {
  const entry = read(catalogItemSchema, body);
  if (!entry) {
    return undefined;
  }
  const { artists, show, album, audiobook, duration_ms, release_date, images } = entry;
  const { total_tracks, total_episodes, total_chapters } = entry;
  const playlistTotal = entry.items?.total ?? entry.tracks?.total;
  const named = ({ name, uri }: { name: string; uri?: string | undefined }) => ({ name, uri });
  const owner = { name: entry.owner?.display_name ?? '' };
  const writers = [...artists, ...entry.authors, ...(audiobook?.authors ?? [])];
  const by = link.type === 'playlist' ? [owner] : link.type === 'episode' && show ? [show] : writers;
  const partOf = { track: album, chapter: audiobook ?? show }[link.type as string];
  return {
    link,
    title: cleanAndCut(entry.name) || untitled,
    by: by.filter((one) => one.name !== '').map(named),
    album: partOf?.name ? named(partOf) : undefined,
    durationMs: duration_ms,
    released: release_date || (album?.release_date ?? ''),
    parts: link.type === 'playlist' ? playlistTotal : (total_tracks ?? total_episodes ?? total_chapters),
    image: imageOf(images, album?.images, show?.images, audiobook?.images),
    ...(entry.explicit ? { explicit: true } : {}),
  };
}
