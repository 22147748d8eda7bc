import type { Call, Endpoint } from '../api';
import { type Reply, apiError, json } from '../exchange';
import { faultInScopes } from '../gate';
import { type Json, itemJson } from '../wire';
import { localFile } from '../items';
import type { Playlist } from './collection';
import { playlistJson, underBothNames } from './musicJson';
import { pageJson, pageReply, type List } from './page';

const idFormat = /^[A-Za-z0-9]{22}$/;

/** The playlist of the path, or why there is none: of Spotify's own, other apps see nothing since November 2024. */
function withPlaylist(answer: (call: Call, playlist: Playlist) => Reply): (call: Call) => Reply {
  return (call) => {
    if (!idFormat.test(call.id)) return apiError(400, 'Invalid base62 id');
    const playlist = call.world.collection.playlist(`spotify:playlist:${call.id}`);
    return playlist === undefined ? apiError(404, 'Resource not found') : answer(call, playlist);
  };
}

/** Whether Spotify shows its items: they are the user's own or shared, and not refused all the same. */
function isReadable({ world: { collection } }: Call, { uri, isOwn, isCollaborative }: Playlist): boolean {
  return (isOwn || isCollaborative) && !collection.refused.has(uri);
}

function itemsOf({ world }: Call, playlist: Playlist): List {
  const { url, catalogue, collection, user } = world;
  const entry = (index: number): Json => {
    const uri = collection.playlistItem(playlist, index);
    const isLocal = uri?.startsWith('spotify:local:') === true;
    const item = isLocal ? localFile({ title: `Take ${index}` }) : catalogue.find(uri ?? '');
    const shown = item === undefined ? null : itemJson(url, item);
    return {
      added_at: '2025-06-01T08:00:00Z',
      added_by: { id: user.id, type: 'user', uri: `spotify:user:${user.id}` },
      is_local: isLocal,
      primary_color: null,
      ...underBothNames(world, ['item', 'track'], shown),
    };
  };
  return { total: playlist.total, at: entry };
}

function read(call: Call, playlist: Playlist): Reply {
  const { world } = call;
  const whole = playlistJson(world, playlist);
  const fields = call.ask.query.get('fields')?.split(',');
  if (!isReadable(call, playlist)) {
    return json(200, only(fields, { ...whole, items: undefined, tracks: undefined }));
  }
  const address = `${world.url}/v1/playlists/${playlist.id}/items`;
  const page = pageJson(address, { limit: 50, offset: 0 }, itemsOf(call, playlist));
  return json(200, only(fields, { ...whole, ...underBothNames(world, ['items', 'tracks'], page) }));
}

/** The fields that were asked for, such as `name` and `owner.display_name`; all where none were (Spotify's reference). */
function only(fields: readonly string[] | undefined, body: Json): Json {
  if (fields === undefined) return body;
  const parts = fields.flatMap((field): [string, unknown][] => {
    const [name = '', inner] = field.split('.');
    const value = body[name];
    if (inner === undefined || typeof value !== 'object' || value === null) return [[name, value]];
    return [[name, { [inner]: (value as Json)[inner] }]];
  });
  return Object.fromEntries(parts);
}

function readItems(call: Call, playlist: Playlist): Reply {
  return isReadable(call, playlist) ? pageReply(call, itemsOf(call, playlist)) : apiError(403, 'Forbidden');
}

const itemUri = /^spotify:(track|episode):[A-Za-z0-9]{22}$/;

/** The URIs of a body, a hundred at most; undefined for anything else. */
function urisIn(value: unknown, uriIn: (one: unknown) => unknown): string[] | undefined {
  const uris = Array.isArray(value) ? value.map(uriIn) : [];
  const fits = uris.length > 0 && uris.length <= 100 && uris.every((uri) => itemUri.test(String(uri)));
  return fits ? uris.map(String) : undefined;
}

/** A change of a playlist of the user's own; what it returns are the items from then on. */
function editing(
  status: number,
  change: (
    body: Json,
    uris: readonly (string | null)[],
    call: Call,
    playlist: Playlist,
  ) => (string | null)[] | Reply,
): (call: Call) => Reply {
  return withPlaylist((call, playlist) => {
    const scope = playlist.isPublic ? 'playlist-modify-public' : 'playlist-modify-private';
    const fault = faultInScopes(call.caller, [scope]);
    if (fault !== undefined) return fault;
    if (!playlist.isOwn && !playlist.isCollaborative) return apiError(403, 'Forbidden');
    const { collection } = call.world;
    const changed = change(bodyOf(call), collection.playlistItems(playlist), call, playlist);
    if (!Array.isArray(changed)) return changed;
    collection.edit(playlist, changed);
    return json(status, { snapshot_id: collection.playlist(playlist.uri)?.snapshotId });
  });
}

function bodyOf({ ask }: Call): Json {
  try {
    return { ...(JSON.parse(ask.body) as Json) };
  } catch {
    return {};
  }
}

const add = editing(201, ({ uris, position }, items, { world }) => {
  const added = urisIn(uris, (one) => one);
  if (added?.every((uri) => world.catalogue.find(uri) !== undefined) !== true) {
    return apiError(400, 'JSON body contains an invalid track uri');
  }
  const at = position ?? items.length;
  const fits = typeof at === 'number' && Number.isInteger(at) && at >= 0 && at <= items.length;
  return fits ? [...items.slice(0, at), ...added, ...items.slice(at)] : apiError(400, 'Index out of bounds');
});

/** Every occurrence goes. What names them is called `items` since February 2026 (JohnnyCrazy/SpotifyAPI-NET#1039). */
const remove = editing(200, ({ items: named, snapshot_id: snapshotId }, items, _call, playlist) => {
  const gone = urisIn(named, (one) => (one as Json | null)?.['uri']);
  if (gone === undefined) return apiError(400, 'No uris provided');
  if (snapshotId !== undefined && snapshotId !== playlist.snapshotId) {
    return apiError(400, 'Invalid snapshot id');
  }
  return items.filter((uri) => uri === null || !gone.includes(uri));
});

/** Playlists and what is in them, by the calls of 2026. */
export const playlists: readonly Endpoint[] = [
  { method: 'GET', path: '/playlists/{id}', scopes: [], answer: withPlaylist(read) },
  {
    method: 'GET',
    path: '/playlists/{id}/items',
    scopes: ['playlist-read-private'],
    answer: withPlaylist(readItems),
  },
  { method: 'POST', path: '/playlists/{id}/items', scopes: [], answer: add },
  { method: 'DELETE', path: '/playlists/{id}/items', scopes: [], answer: remove },
];
