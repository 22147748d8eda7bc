import * as v from 'valibot';
import type { Entry } from '../core/catalogue';
import type { Link } from '../core/link';
import { filled, whole } from '../core/schemas';
import { cleanAndCut } from '../core/text';
import { list, ms, numeric, word } from './fields';
import { imageOf, imageSchema, namedSchema, withImages } from './itemSchema';

const count = v.fallback(v.optional(numeric(whole(0))), undefined);

const entrySchema = v.object({
  name: filled,
  artists: list(namedSchema),
  show: v.fallback(v.optional(withImages), undefined),
  album: v.fallback(v.optional(v.object({ ...withImages.entries, release_date: word })), undefined),
  duration_ms: v.fallback(v.optional(ms), undefined),
  release_date: word,
  total_tracks: count,
  total_episodes: count,
  images: list(imageSchema),
});

/**
 * What a link names, out of the body of `GET /tracks/{id}` and its like for albums, artists, episodes and shows;
 * `undefined` when it is not such a body.
 */
export function readEntry(link: Link, body: unknown): Entry | undefined {
  const parsed = v.safeParse(entrySchema, body);
  if (!parsed.success) {
    return undefined;
  }
  const { name, artists, show, album, duration_ms, release_date, images } = parsed.output;
  const named = ({ name, uri }: { name: string; uri?: string | undefined }) => ({ name, uri });
  const by = link.type === 'episode' && show ? [show] : artists;
  return {
    link,
    title: cleanAndCut(name) || 'Untitled',
    by: by.filter((one) => one.name !== '').map(named),
    album: link.type === 'track' && album?.name ? named(album) : undefined,
    durationMs: duration_ms,
    released: release_date ?? album?.release_date ?? '',
    parts: parsed.output.total_tracks ?? parsed.output.total_episodes,
    image: imageOf(images, album?.images, show?.images),
  };
}
