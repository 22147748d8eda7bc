import type { Call, Endpoint } from './api';
import { type Reply, apiError, empty, json } from './exchange';
import { faultInScopes } from './gate';
import type { Collection } from './music/collection';

/** The scope that each kind of URI takes to read and to change (Spotify's documentation lists them in one heap). */
const scopes: Readonly<Record<string, readonly [read: string, modify: string]>> = {
  track: ['user-library-read', 'user-library-modify'],
  album: ['user-library-read', 'user-library-modify'],
  episode: ['user-library-read', 'user-library-modify'],
  show: ['user-library-read', 'user-library-modify'],
  audiobook: ['user-library-read', 'user-library-modify'],
  user: ['user-follow-read', 'user-follow-modify'],
  artist: ['user-follow-read', 'user-follow-modify'],
  playlist: ['playlist-read-private', 'playlist-modify-public'],
};

/** The URIs of a request, at most 40 and in the query only: a JSON body is not looked at (seen live). */
function urisOf({ ask }: Call, reads: boolean): string[] | Reply {
  const raw = ask.query.get('uris') ?? '';
  if (raw === '') {
    return apiError(400, 'Missing required field: uris');
  }
  const uris = raw.split(',');
  if (uris.length > 40) {
    return apiError(400, 'Too many uris, at most 40 are allowed');
  }
  const types = uris.map((uri) => /^spotify:([a-z]+):[^:]+$/.exec(uri)?.[1]);
  if (types.includes(undefined)) {
    return apiError(400, 'Invalid uri');
  }
  const unsupported = types.some(
    (type) => !(type !== undefined && type in scopes) || (type === 'artist' && !reads),
  );
  return unsupported ? apiError(400, 'Unsupported uri type') : uris;
}

function withUris(reads: boolean, run: (saved: Collection, uris: readonly string[]) => Reply) {
  return (call: Call): Reply => {
    const uris = urisOf(call, reads);
    if (!Array.isArray(uris)) {
      return uris;
    }
    const needed = uris.map((uri) => scopes[uri.split(':')[1] ?? '']?.[reads ? 0 : 1] ?? '');
    return faultInScopes(call.caller, needed) ?? run(call.world.collection, uris);
  };
}

const save = withUris(false, (saved, uris) => {
  uris.forEach((uri) => saved.save(uri));
  return empty(200);
});

const remove = withUris(false, (saved, uris) => {
  uris.forEach((uri) => saved.remove(uri));
  return empty(200);
});

const contains = withUris(true, (saved, uris) =>
  json(
    200,
    uris.map((uri) => saved.isSaved(uri)),
  ),
);

/** What the user has saved (Spotify's documentation, since February 2026). */
export const library: readonly Endpoint[] = [
  { method: 'PUT', path: '/me/library', scopes: [], answer: save },
  { method: 'DELETE', path: '/me/library', scopes: [], answer: remove },
  { method: 'GET', path: '/me/library/contains', scopes: [], answer: contains },
];
