import type { Command, PlayIntent } from '../model/commands/intent';
import { ApiProblemError } from '../model/errors/apiProblem';
import { namesItem, parseLink } from '../model/link';
import type { RequestKind } from '../model/schedule/budget';
import { NoReplyError, type Http, type HttpRequest } from '../platform/host';

/**
 * Asks Spotify.
 * @throws ApiProblemError `offline` when no whole reply came
 */
export async function send(http: Http, url: string, request: HttpRequest): Promise<Response> {
  try {
    return await http(url, request);
  } catch (error) {
    if (!(error instanceof NoReplyError)) throw error;
    throw new ApiProblemError({ kind: 'offline', ...error.known }, error.code);
  }
}

/** A request to the Web API; `path` from the API's base address on, with its query. */
export interface ApiRequest {
  /** Under which it is entered in the request log. */
  readonly kind: RequestKind;
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: object | undefined;
}

const player = '/me/player';

/** The one request that executes a command; Spotify lists each under "Player" and "Library" in its reference. */
export function requestFor(command: Command): ApiRequest {
  switch (command.kind) {
    case 'play':
    case 'pause':
      return put(`${player}/${command.kind}`);
    case 'next':
    case 'previous':
      return { kind: 'command', method: 'POST', path: `${player}/${command.kind}` };
    case 'seek':
      return put(`${player}/seek?position_ms=${command.ms}`);
    case 'volume':
      return put(`${player}/volume?volume_percent=${command.percent}`);
    case 'shuffle':
      return put(`${player}/shuffle?state=${String(command.on)}`);
    case 'repeat':
      return put(`${player}/repeat?state=${command.mode}`);
    case 'like':
      // In the query: Spotify does not look into a body here.
      return {
        kind: 'command',
        method: command.liked ? 'PUT' : 'DELETE',
        path: `/me/library?uris=${encodeURIComponent(command.uri)}`,
      };
    case 'transfer':
      return put(player, { device_ids: [command.device.id], ...(command.play ? { play: true } : {}) });
    case 'queue':
      return {
        kind: 'command',
        method: 'POST',
        path: `${player}/queue?uri=${encodeURIComponent(command.uri)}`,
      };
    case 'playUri':
      return put(`${player}/play${on(command.deviceId)}`, selection(command));
  }
}

function put(path: string, body?: object): ApiRequest {
  return { kind: 'command', method: 'PUT', path, body };
}

/** The query that names a device; empty for the active one. */
function on(deviceId: string | undefined): string {
  return deviceId === undefined ? '' : `?device_id=${encodeURIComponent(deviceId)}`;
}

/** Spotify begins within albums and playlists, and within lists of URIs; of artists and shows it plays all or nothing. */
function selection({ uri, context, uris, position }: PlayIntent): object {
  const link = parseLink(uri);
  if (!link || !namesItem(link)) return { context_uri: uri };
  const offset = position === undefined ? { uri } : { position };
  const type = parseLink(context ?? '')?.type;
  if (type === 'album' || type === 'playlist') return { context_uri: context, offset };
  return uris ? { uris, offset } : { uris: [uri] };
}

/**
 * Asked for all at once, so that no later feature makes anyone sign in a second time. Spotify lists each under
 * "Scopes" in its documentation.
 */
export const scopes: readonly string[] = [
  'user-read-playback-state',
  'user-read-currently-playing',
  'user-modify-playback-state',
  'user-library-read',
  'user-library-modify',
  'user-read-recently-played',
  'playlist-read-private',
  'playlist-read-collaborative',
  'playlist-modify-private',
  'playlist-modify-public',
  // Of artists, in the library since February 2026.
  'user-follow-read',
  'user-follow-modify',
];
