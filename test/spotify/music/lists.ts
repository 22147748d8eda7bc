import type { Call, Endpoint } from '../api';
import { type Reply, apiError, json, uncached } from '../exchange';
import { trackJson } from '../wire';
import type { World } from '../world';
import type { SavedType } from './collection';
import { musicJson, savedAlbumJson } from './musicJson';
import { pageReply } from './page';

/** When something was saved: a day before what was saved after it. */
const savedAt = (now: number, index: number) =>
  `${new Date(now - index * 86_400_000).toISOString().slice(0, 19)}Z`;

/** `GET /me/tracks` and its like: what the user has saved, the newest first. */
function saved(path: string, type: Exclude<SavedType, 'playlist'>): Endpoint {
  const answer = (call: Call) => {
    const { world } = call;
    const { total, at } = world.collection.own(type);
    const entry = (index: number) => ({
      added_at: savedAt(world.now(), index),
      [type]: musicJson(world, at(index)),
    });
    return pageReply(call, { total, at: entry });
  };
  return { method: 'GET', path, scopes: ['user-library-read'], answer };
}

function myPlaylists(call: Call): Reply {
  const { total, at } = call.world.collection.own('playlist');
  return pageReply(call, { total, at: (index) => musicJson(call.world, at(index)) });
}

/** What was played, the newest first: what the player has played itself, and what the collection says of before. */
function plays({ collection, player, url, now }: World) {
  const own = player.played.map(({ at, item, context }) => ({
    at,
    context,
    track: () => trackJson(url, item),
  }));
  const end = own.at(-1)?.at ?? now();
  const liked = collection.own('track');
  const before = Array.from({ length: collection.recentlyPlayed }, (_, index) => ({
    at: end - (index + 1) * 240_000,
    context: null,
    // The same song again and again, as people play them.
    track: (world: World) => musicJson(world, liked.at(index % 7 === 6 ? index - 1 : index * 3)),
  }));
  return [...own, ...before];
}

/** Without a page number: what was played before a time, or after one, in ms since 1970; only one of them may be given. */
function recentlyPlayed({ world, ask }: Call): Reply {
  const [limit, before, after] = ['limit', 'before', 'after'].map((name) => ask.query.get(name));
  const count = Number(limit ?? 20);
  if (!Number.isInteger(count) || count < 1 || count > 50) return apiError(400, 'Invalid limit');
  if (before != null && after != null) return apiError(400, 'Cannot specify both before and after');
  if ([before, after].some((time) => time != null && !/^\d{1,15}$/.test(time))) {
    return apiError(400, 'Invalid cursor');
  }
  const fitting = plays(world).filter(
    ({ at }) => (before == null || at < Number(before)) && (after == null || at > Number(after)),
  );
  const played = fitting.slice(0, count);
  const [newest, oldest] = [played.at(0)?.at, played.at(-1)?.at];
  const next = played.length < fitting.length ? String(oldest) : null;
  const body = {
    cursors: newest === undefined ? null : { before: String(oldest), after: String(newest) },
    href: `${world.url}/v1/me/player/recently-played`,
    items: played.map(({ at, context, track }) => ({
      context,
      played_at: new Date(at).toISOString(),
      track: track(world),
    })),
    limit: count,
    next: next === null ? null : `${world.url}/v1/me/player/recently-played?before=${next}&limit=${count}`,
  };
  return json(200, body, uncached);
}

function albumTracks(call: Call): Reply {
  const { url, catalogue } = call.world;
  const tracks = catalogue
    .inContext(`spotify:album:${call.id}`)
    .flatMap((one) => (one?.kind === 'track' ? [one] : []));
  if (tracks.length === 0) return apiError(404, 'Resource not found');
  // What is the same for all of an album stands with the album.
  const at = (index: number) => {
    const track = tracks[index];
    return track === undefined
      ? null
      : { ...trackJson(url, track), album: undefined, track_number: index + 1 };
  };
  return pageReply(call, { total: tracks.length, at });
}

function artistAlbums(call: Call): Reply {
  const { world, id } = call;
  if (world.collection.named('artist', id) === undefined) return apiError(404, 'Resource not found');
  const albums = world.collection.albumsOf(id);
  const at = (index: number) => {
    const album = albums[index];
    return album === undefined ? null : savedAlbumJson(world, album);
  };
  // Ten since 2026 (spotipy-dev/spotipy#1231), where other lists have fifty.
  return pageReply(call, { total: albums.length, at }, { usual: 5, most: 10 });
}

/** Lists of what the user has, and of what belongs together. */
export const lists: readonly Endpoint[] = [
  saved('/me/tracks', 'track'),
  saved('/me/albums', 'album'),
  saved('/me/shows', 'show'),
  saved('/me/episodes', 'episode'),
  saved('/me/audiobooks', 'audiobook'),
  { method: 'GET', path: '/me/playlists', scopes: ['playlist-read-private'], answer: myPlaylists },
  {
    method: 'GET',
    path: '/me/player/recently-played',
    scopes: ['user-read-recently-played'],
    answer: recentlyPlayed,
  },
  { method: 'GET', path: '/albums/{id}/tracks', scopes: [], isPublic: true, answer: albumTracks },
  { method: 'GET', path: '/artists/{id}/albums', scopes: [], isPublic: true, answer: artistAlbums },
];
