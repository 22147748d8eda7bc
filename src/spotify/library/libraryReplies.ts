import * as v from 'valibot';
import type { Page, PlacedItem, SearchResults } from '../../model/library/library';
import type { LibraryList, LibraryPages, LibraryRead } from '../../model/library/libraryRead';
import { ApiProblemError } from '../../model/errors/apiProblem';
import type { Item } from '../../model/playback/item';
import { whole } from '../../platform/json';
import { numeric, raw, read } from '../../model/fields';
import { album, artist, audiobook, item, playlist, show, total, type ReplySchema } from './librarySchemas';
import { farthestResult, pageSize } from './libraryRequests';

/*
 * Pages of lists, as tolerant as all replies are read: what is null or broken is left out, and takes up its place.
 */

const pageSchema = v.object({
  items: v.fallback(v.array(v.unknown()), []),
  next: raw,
  total,
});
const cursorsSchema = v.object({ cursors: v.object({ before: numeric(whole(1)) }) });

/** An entry that names what it is about by its type, or, as playlists have done since February 2026, by `item`. */
function within<T>(schema: ReplySchema<T>, ...fields: readonly string[]): ReplySchema<T> {
  const inside = (value: unknown) =>
    fields.map((field) => (value as Record<string, unknown> | null)?.[field]).find((one) => one);
  return v.pipe(v.unknown(), v.transform(inside), schema);
}

/** Something of a list, and where in it. */
function placed(schema: ReplySchema<Item>): (value: unknown, position: number) => PlacedItem | undefined {
  return (value, position) => {
    const one = read(schema, value);
    return one && { item: one, position };
  };
}

/** A page of a list that begins at `from`, out of a body; `undefined` where it is none. */
function pageOf<T>(
  body: unknown,
  { list, from }: Pick<LibraryRead, 'list' | 'from'>,
  entry: (value: unknown, position: number) => T | undefined,
): Page<T> | undefined {
  const page = read(pageSchema, body);
  if (!page) return undefined;
  const entries = page.items.slice(0, pageSize(list));
  const items = entries.flatMap((one, index) => entry(one, from + index) ?? []);
  const end = from + entries.length;
  // A page with nothing on it would be asked for again and again.
  const goesOn = page.next !== undefined && entries.length > 0;
  return { items, next: goesOn ? end : undefined, total: page.total ?? end };
}

const nothing: Page<never> = { items: [], next: undefined, total: 0 };

function searchOf(body: unknown, { from }: LibraryRead): SearchResults | undefined {
  const found = read(v.record(v.string(), v.unknown()), body);
  const pages = <T>(name: string, schema: ReplySchema<T>): Page<T> => {
    const page = pageOf(found?.[name], { list: 'search', from }, (one) => read(schema, one)) ?? nothing;
    return (page.next ?? 0) > farthestResult ? { ...page, next: undefined } : page;
  };
  return (
    found && {
      tracks: pages('tracks', item),
      albums: pages('albums', album),
      artists: pages('artists', artist),
      playlists: pages('playlists', playlist),
      shows: pages('shows', show),
      episodes: pages('episodes', item),
      audiobooks: pages('audiobooks', audiobook),
    }
  );
}

/** Spotify counts back from a time; how many there are in all it does not say. */
function recentlyPlayedOf(body: unknown, asked: LibraryRead): Page<Item> | undefined {
  const page = pageOf(body, asked, (one) => read(within(item, 'track', 'item'), one));
  const before = read(cursorsSchema, body)?.cursors.before;
  return page && { ...page, next: page.next === undefined ? undefined : before, total: page.items.length };
}

type Reader<L extends LibraryList> = (body: unknown, asked: LibraryRead) => LibraryPages[L] | undefined;

const listOf =
  <T>(schema: ReplySchema<T>) =>
  (body: unknown, asked: LibraryRead): Page<T> | undefined =>
    pageOf(body, asked, (one) => read(schema, one));
const placesOf =
  (schema: ReplySchema<Item>) =>
  (body: unknown, asked: LibraryRead): Page<PlacedItem> | undefined =>
    pageOf(body, asked, placed(schema));

const readers: { readonly [L in LibraryList]: Reader<L> } = {
  search: searchOf,
  playlists: listOf(playlist),
  likedSongs: placesOf(within(item, 'track', 'item')),
  recentlyPlayed: recentlyPlayedOf,
  albums: listOf(within(album, 'album')),
  shows: listOf(within(show, 'show')),
  episodes: listOf(within(item, 'episode')),
  // Both have been seen: the audiobook itself, and an entry that has it.
  audiobooks: listOf(v.union([within(audiobook, 'audiobook'), audiobook])),
  playlistItems: placesOf(within(item, 'item', 'track')),
  albumTracks: placesOf(item),
  artistAlbums: listOf(album),
};

/**
 * A page of a list out of the body that `SpotifyClient.library` has answered.
 * @throws ApiProblemError `unexpected` when it is no such body
 */
export function readLibrary<L extends LibraryList>(asked: LibraryRead<L>, body: unknown): LibraryPages[L] {
  const page = readers[asked.list](body, asked);
  if (!page) throw new ApiProblemError({ kind: 'unexpected' });
  return page;
}
