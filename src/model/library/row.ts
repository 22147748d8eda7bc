import type { PlayIntent } from '../commands/intent';
import type { Item } from '../playback/item';
import type { LibraryItem } from './library';

/** What plays on after an item of a list. */
export type Within =
  /** An album or a playlist, by its URI. `position`: where in it the item stands, from 0 on. */
  | { readonly context: string; readonly position: number | undefined }
  /** A list that is none of Spotify's contexts, such as the liked songs: the URIs of the item and what follows. */
  | { readonly uris: readonly string[] };

/** A line of a list of music: what can be played, queued, liked, opened, copied … */
export interface Row {
  readonly item: LibraryItem;
  readonly within?: Within | undefined;
}

/** Plays it where it stands, so that the list goes on after it; `undefined` for what has no address at Spotify. */
export function playIntentOf({
  item: { uri },
  within,
}: Pick<Row, 'within'> & { readonly item: Pick<LibraryItem, 'uri'> }): PlayIntent | undefined {
  if (uri === undefined) return undefined;
  if (!within) return { kind: 'playUri', uri };
  if ('uris' in within) return { kind: 'playUri', uri, uris: within.uris, position: 0 };
  return { kind: 'playUri', uri, ...within };
}

/** A song in its album, where Spotify names that, so that the album goes on after it. */
export function rowInAlbum(item: Item): Row {
  const context = item.kind === 'track' ? item.album?.uri : undefined;
  return context === undefined ? { item } : { item, within: { context, position: undefined } };
}
