import type { Intent } from '../model/commands/intent';
import type { WindowRequest, Results } from '../model/commands/windowRequest';
import { RejectedError } from '../model/errors/rejection';
import { parseLink, type Link } from '../model/link';
import type { Controls } from './controls';
import type { Source } from './sources/playbackSource';
import type { Poller } from './poller';
import type { SpotifyApi } from './spotifyApi';

interface HandlerParts {
  readonly poller: Poller;
  readonly controls: Controls;
  readonly api: SpotifyApi;
  readonly source: Source;
}

/** Does what a window asks for, in the one that asks Spotify. Throws as whoever does it. */
export async function handleRequest(
  request: WindowRequest,
  { poller, controls, api, source }: HandlerParts,
): Promise<Results[WindowRequest['kind']]> {
  switch (request.kind) {
    case 'refresh':
      return poller.refresh();
    case 'intent':
      return controls.execute(readAnew(request.intent));
    case 'devices':
      return api.devices();
    case 'queue':
      return api.queue();
    case 'recentlyPlayed':
      return api.recentlyPlayed();
    case 'catalogItem':
      return api.catalogItem(linkIn(request.link.uri));
    case 'library':
      return api.library(request);
    case 'editPlaylist':
      return api.editPlaylist({ ...request, uris: urisIn(request.uris) });
    case 'profile':
      return api.profile();
    case 'localApp':
      return source.app;
  }
}

/** Longer than any of Spotify's, and nothing that ends a word. */
const deviceId = /^[\x21-\x7e]{1,256}$/;

/**
 * What another window says goes into requests only as our parser makes it; that of a seek is compared with what plays.
 * @throws RejectedError
 */
function readAnew(intent: Intent): Intent {
  switch (intent.kind) {
    case 'queue':
      return { ...intent, uri: uriIn(intent.uri) };
    case 'playUri': {
      const { uri, context, uris, deviceId } = intent;
      if (deviceId !== undefined) assertDeviceId(deviceId);
      return { ...intent, uri: uriIn(uri), context: context && uriIn(context), uris: uris && urisIn(uris) };
    }
    case 'like':
      return intent.uri === undefined ? intent : { ...intent, uri: uriIn(intent.uri) };
    case 'transfer':
      assertDeviceId(intent.device.id);
      return intent;
    default:
      return intent;
  }
}

function assertDeviceId(id: string): void {
  if (!deviceId.test(id)) throw new RejectedError({ kind: 'deviceGone' });
}

/** As many as Spotify takes at once into a playlist, and more than any page of a list has. */
const mostUris = 100;

function urisIn(texts: readonly string[]): readonly string[] {
  return texts.slice(0, mostUris).map(uriIn);
}

function uriIn(text: string): string {
  return linkIn(text).uri;
}

function linkIn(text: string): Link {
  const link = parseLink(text);
  if (!link) throw new RejectedError({ kind: 'unknownItem' });
  return link;
}
