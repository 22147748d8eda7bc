import type { PinnedPlaylist } from '../../browse/pinnedPlaylists';
import type { groups } from '../../messages/views';
import type { MessageAction } from '../../model/errors/userFacingError';
import type { Album, LibraryItem, PlacedItem, Playlist } from '../../model/library/library';
import type { Row } from '../../model/library/row';
import type { Item } from '../../model/playback/item';

/*
 * What stands in the trees, made of the pages of lists. Pure: neither VS Code nor Spotify is needed for it.
 */

/** Music: VS Code hands it to the commands of its menus. */
export interface MusicRow extends Row {
  readonly kind: 'music';
  readonly isPinned?: boolean | undefined;
  /** Spotify plays it, and does not say what is in it. */
  readonly isSealed?: boolean | undefined;
  /** Of what plays next: how many come before it. */
  readonly queueIndex?: number | undefined;
}

/** A list of a tree that has more than one. */
export interface GroupRow {
  readonly kind: 'group';
  readonly list: keyof typeof groups;
}

/** A sentence in the place of music. */
export interface SentenceRow {
  readonly kind: 'sentence';
  readonly sentence: string;
  /** What a click does. */
  readonly action?: MessageAction | undefined;
}

/** Has the next page loaded, or, where that failed, has it tried again. */
export interface LoadRow {
  readonly kind: 'load';
  /** How many are shown and how many there are; what went wrong. */
  readonly description: string;
  readonly failed: boolean;
  readonly load: () => void;
}

export type TreeRow = MusicRow | GroupRow | SentenceRow | LoadRow;

export function isLoadRow(row: unknown): row is LoadRow {
  const { kind, load } = (row ?? {}) as Partial<LoadRow>;
  return kind === 'load' && typeof load === 'function';
}

/** As many as Spotify is told of at once. */
const mostUris = 100;

/** Whether its contents are never shown: Spotify’s own playlists are kept from other apps since November 2024. */
export function isKeptBySpotify({ ownerId }: Playlist): boolean {
  return ownerId === 'spotify';
}

/** What has rows below it. */
export function opens(item: LibraryItem): item is Playlist | Album {
  return item.kind === 'playlist' || item.kind === 'album';
}

function music(item: LibraryItem, within?: Row['within']): MusicRow {
  return { kind: 'music', item, within };
}

/** Each played on by what follows it in the album or the playlist. */
export function contentRows({ uri }: Playlist | Album, items: readonly PlacedItem[]): readonly MusicRow[] {
  return items.map(({ item, position }) => music(item, { context: uri, position }));
}

/** Each played on by those that were loaded after it; what has no address is left out of that. */
export function likedRows(items: readonly PlacedItem[]): readonly MusicRow[] {
  const uris = items.map(({ item }) => item.uri);
  return items.map(({ item }, at) => ({
    kind: 'music',
    item,
    // Not before somebody plays it: there may be thousands of rows.
    get within() {
      return {
        uris: uris
          .slice(at)
          .flatMap((uri) => uri ?? [])
          .slice(0, mostUris),
      };
    },
  }));
}

/** What plays next; each is played by skipping to it. */
export function queueRows(items: readonly Item[]): readonly MusicRow[] {
  return items.map((item, queueIndex) => ({ ...music(item), queueIndex }));
}

/** Those that are pinned first, in the order of the pins, with no more than their names while they are not loaded. */
export function playlistRows(
  playlists: readonly Playlist[],
  pinned: readonly PinnedPlaylist[],
  sealed: ReadonlyMap<string, unknown>,
): readonly MusicRow[] {
  const loaded = new Map(playlists.map((playlist) => [playlist.uri, playlist]));
  const first = pinned.map((pin) => loaded.get(pin.uri) ?? unloaded(pin));
  const pins = new Set(first.map(({ uri }) => uri));
  const rest = [...loaded.values()].filter(({ uri }) => !pins.has(uri));
  return [...first, ...rest].map((item) => ({
    ...music(item),
    isPinned: pins.has(item.uri),
    isSealed: isKeptBySpotify(item) || sealed.has(item.uri),
  }));
}

function unloaded({ uri, title }: PinnedPlaylist): Playlist {
  return {
    ...{ kind: 'playlist', uri, title, image: undefined, owner: '', ownerId: '', collaborative: false },
    ...{ total: undefined, snapshotId: '' },
  };
}

/** Rows of what is played by itself; twice the same is one, for people change lists while pages are loaded. */
export function plainRows(items: readonly LibraryItem[]): readonly MusicRow[] {
  return [...new Map(items.map((item) => [item.uri ?? item, music(item)])).values()];
}
