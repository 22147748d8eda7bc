import * as v from 'valibot';
import { untitled } from '../../messages/items';
import type { Album, Artist, Audiobook, Playlist, Show } from '../../model/library/library';
import { parseLink, type LinkType } from '../../model/link';
import type { Item, Named } from '../../model/playback/item';
import { whole } from '../../platform/json';
import { flag, list, name, numeric, text, uri, word } from '../../model/fields';
import { imageOf, imageSchema, itemSchema, namedSchema, readItem } from '../itemSchema';

/*
 * What lists have in them. Nothing is chosen that has no address: what Spotify lists without one, or with that of
 * something else, is not read.
 */

/** What reads something out of a reply. */
export type ReplySchema<T> = v.GenericSchema<unknown, T>;

/** Larger than any library that is known of. */
export const total = v.fallback(v.optional(numeric(whole(0, 1_000_000))), undefined);
const images = list(imageSchema);
const titled = { name: text, uri, images };

/** The fields that all have, out of a body that names something of the type. */
function basis<K extends LinkType>(
  kind: K,
  { name, uri, images }: v.InferOutput<v.ObjectSchema<typeof titled, undefined>>,
) {
  if (parseLink(uri ?? '')?.type !== kind) return undefined;
  return { kind, title: name || untitled, uri: uri ?? '', image: imageOf(images) };
}

/** What `make` makes of a body; where it makes nothing the body does not fit. */
function made<B, T>(body: ReplySchema<B>, make: (body: B) => T | undefined): ReplySchema<T> {
  return v.pipe(
    body,
    v.transform(make),
    v.check((value) => value !== undefined),
  ) as unknown as ReplySchema<T>;
}

const counted = v.fallback(v.optional(v.object({ total })), undefined);
const ownerSchema = v.fallback(v.object({ id: word, display_name: name }), {
  id: undefined,
  display_name: '',
});

/** `items` says how many there are since February 2026, and `tracks` before; both may be there. */
export const playlist: ReplySchema<Playlist> = made(
  v.object({
    ...titled,
    owner: ownerSchema,
    collaborative: flag,
    snapshot_id: word,
    items: counted,
    tracks: counted,
  }),
  ({ owner, collaborative, snapshot_id, items, tracks, ...rest }) => {
    const found = basis('playlist', rest);
    return (
      found && {
        ...found,
        owner: owner.display_name,
        ownerId: owner.id ?? '',
        collaborative,
        total: items?.total ?? tracks?.total,
        snapshotId: snapshot_id ?? '',
      }
    );
  },
);

export const album: ReplySchema<Album> = made(
  v.object({ ...titled, artists: list(namedSchema), release_date: name, total_tracks: total }),
  ({ artists, release_date, total_tracks, ...rest }) => {
    const found = basis('album', rest);
    return found && { ...found, artists: people(artists), released: release_date, total: total_tracks };
  },
);

export const artist: ReplySchema<Artist> = made(v.object(titled), (rest) => basis('artist', rest));

export const show: ReplySchema<Show> = made(
  v.object({ ...titled, total_episodes: total }),
  ({ total_episodes, ...rest }) => {
    const found = basis('show', rest);
    return found && { ...found, total: total_episodes };
  },
);

export const audiobook: ReplySchema<Audiobook> = made(
  v.object({ ...titled, authors: list(namedSchema), total_chapters: total }),
  ({ authors, total_chapters, ...rest }) => {
    const found = basis('audiobook', rest);
    return found && { ...found, authors: people(authors), total: total_chapters };
  },
);

/** A track or an episode, or a file of the listener's own, which has no address. */
export const item: ReplySchema<Item> = made(itemSchema, (body) => {
  const found = readItem(body);
  return found.uri !== undefined || found.kind === 'local' ? found : undefined;
});

/** Those that have a name. */
function people(all: readonly v.InferOutput<typeof namedSchema>[]): readonly Named[] {
  return all.filter(({ name }) => name !== '').map(({ name, uri }) => ({ name, uri }));
}
