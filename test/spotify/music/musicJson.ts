import { images } from '../image';
import type { Named } from '../items';
import { type Json, albumJson, artistJson, entity, itemJson, showJson } from '../wire';
import type { World } from '../world';
import { type Playlist, tracksOfAlbum } from './collection';
import type { MusicType } from './names';

/** An album without its tracks. */
export function savedAlbumJson({ url, collection }: World, album: Named): Json {
  const artists = [collection.artistOf(album.id)];
  return { ...albumJson(url, album, artists, true), total_tracks: tracksOfAlbum };
}

/** An audiobook. Development mode leaves out markets and publisher. */
function audiobookJson({ url }: World, book: Named): Json {
  return {
    ...entity(url, 'audiobook', book),
    authors: [{ name: 'Maud Verrill' }],
    description: 'A story that is read out.',
    edition: 'Unabridged',
    explicit: false,
    html_description: '<p>A story that is read out.</p>',
    images: images(book.id),
    languages: ['en'],
    media_type: 'audio',
    narrators: [{ name: 'Piers Loam' }],
    total_chapters: 12,
  };
}

/** Under both names, or one of them: `items` since February 2026, `tracks` before. */
export function underBothNames(
  { collection: { fieldNames } }: World,
  [newer, older]: readonly [string, string],
  value: unknown,
): Json {
  const fields = { new: [newer], old: [older], both: [newer, older] }[fieldNames];
  return Object.fromEntries(fields.map((field) => [field, value]));
}

/** A playlist as lists have it; `contents` says how many items are in it. */
export function playlistJson(world: World, playlist: Playlist): Json {
  const { url, user } = world;
  const { id, name, isOwn, isCollaborative, isPublic, total, snapshotId } = playlist;
  const owner = isOwn
    ? { id: user.id, display_name: user.displayName }
    : { id: 'moss-and-fern', display_name: 'Moss & Fern' };
  return {
    ...entity(url, 'playlist', { id, name }),
    collaborative: isCollaborative,
    description: '',
    // One that nobody gave a picture, and that has no covers to make one of.
    images: total === 0 ? null : images(id),
    owner: { ...owner, type: 'user', uri: `spotify:user:${owner.id}`, href: `${url}/v1/users/${owner.id}` },
    primary_color: null,
    public: isPublic,
    snapshot_id: snapshotId,
    ...underBothNames(world, ['items', 'tracks'], { href: `${url}/v1/playlists/${id}/items`, total }),
  };
}

/** Anything by its URI, in the short form; null for what there is not. */
export function musicJson(world: World, uri: string): Json | null {
  const { url, catalogue, collection } = world;
  const [, type = '', id = ''] = uri.split(':');
  const item = catalogue.find(uri);
  if (item !== undefined) return itemJson(url, item);
  const playlist = collection.playlist(uri);
  if (playlist !== undefined) return playlistJson(world, playlist);
  const found = collection.named(type as MusicType, id);
  if (found === undefined) return null;
  switch (type) {
    case 'album':
      return savedAlbumJson(world, found);
    case 'artist':
      return { ...artistJson(url, found), images: images(id) };
    case 'show':
      return showJson(url, found, true);
    default:
      return audiobookJson(world, found);
  }
}
