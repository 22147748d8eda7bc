import type { Wish } from '../model/commands/intent';
import type { Errand, Results } from '../model/commands/windowRequest';
import { RefusedError } from '../model/errors/rejection';
import { parseLink, type Link } from '../model/link';
import type { Controls } from './controls';
import type { Poller } from './poller';
import type { Remote } from './spotifyApi';

/** Does what a window asks for, in the one that asks Spotify. Throws as whoever does it. */
export async function carryOut(
  errand: Errand,
  poller: Poller,
  controls: Controls,
  remote: Remote,
): Promise<Results[Errand['kind']]> {
  switch (errand.kind) {
    case 'refresh':
      return poller.refresh();
    case 'wish':
      return controls.fulfil(readAnew(errand.wish));
    case 'devices':
      return remote.devices();
    case 'queue':
      return remote.queue();
    case 'entry':
      return remote.entry(linkIn(errand.link.uri));
    case 'profile':
      return remote.profile();
  }
}

/** Longer than any of Spotify's, and nothing that ends a word. */
const deviceId = /^[\x21-\x7e]{1,256}$/;

/**
 * What another window says goes into requests only as our parser makes it; that of a seek is compared with what plays.
 * @throws RefusedError
 */
function readAnew(wish: Wish): Wish {
  switch (wish.kind) {
    case 'queue':
    case 'playUri':
      return { ...wish, uri: linkIn(wish.uri).uri };
    case 'like':
      return wish.uri === undefined ? wish : { ...wish, uri: linkIn(wish.uri).uri };
    case 'transfer':
      if (!deviceId.test(wish.device.id)) throw new RefusedError({ kind: 'deviceGone' });
      return wish;
    default:
      return wish;
  }
}

function linkIn(text: string): Link {
  const link = parseLink(text);
  if (!link) throw new RefusedError({ kind: 'unknownItem' });
  return link;
}
