import type { Library } from '../../browse/library';
import type { PagedList } from '../../browse/pagedList';
import { nothingIn } from '../../messages/views';
import type { Album, Playlist } from '../../model/library/library';
import { contentRows, likedRows, plainRows, playlistRows, type GroupRow, type MusicRow } from './rows';

/** A list of the user's that a tree shows. */
export type OwnList = 'playlists' | 'likedSongs' | 'recentlyPlayed' | 'albums' | GroupRow['list'];

/** A list, and the rows of those of its pages that were looked at. */
export interface Contents {
  readonly list: Pick<PagedList<unknown>, 'items' | 'total' | 'hasMore' | 'loadMore'>;
  readonly rows: () => readonly MusicRow[];
  /** What stands there where there is nothing. */
  readonly empty: string;
}

type Lists = Pick<Library, 'lists' | 'pinned'>;

/** `sealed`: the URIs of playlists whose items Spotify has refused. */
export function ownContents(
  name: OwnList,
  { lists, pinned }: Lists,
  sealed: ReadonlyMap<string, unknown>,
): Contents {
  const empty = nothingIn[name];
  switch (name) {
    case 'playlists': {
      const list = lists.get(name);
      return { list, rows: () => playlistRows(list.items, pinned.all, sealed), empty };
    }
    case 'likedSongs': {
      const list = lists.get(name);
      return { list, rows: () => likedRows(list.items), empty };
    }
    default: {
      const list = lists.get(name);
      return { list, rows: () => plainRows(list.items), empty };
    }
  }
}

/** What is in a playlist or an album. */
export function contentsOf(of: Playlist | Album, { lists }: Lists): Contents {
  const isPlaylist = of.kind === 'playlist';
  const list = isPlaylist ? lists.itemsOf(of) : lists.get('albumTracks', of.uri);
  const empty = nothingIn[isPlaylist ? 'playlistItems' : 'albumTracks'];
  return { list, rows: () => contentRows(of, list.items), empty };
}
