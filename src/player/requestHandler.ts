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
    case 'catalogItem':
      return api.catalogItem(linkIn(request.link.uri));
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
    case 'playUri':
      return { ...intent, uri: linkIn(intent.uri).uri };
    case 'like':
      return intent.uri === undefined ? intent : { ...intent, uri: linkIn(intent.uri).uri };
    case 'transfer':
      if (!deviceId.test(intent.device.id)) throw new RejectedError({ kind: 'deviceGone' });
      return intent;
    default:
      return intent;
  }
}

function linkIn(text: string): Link {
  const link = parseLink(text);
  if (!link) throw new RejectedError({ kind: 'unknownItem' });
  return link;
}
