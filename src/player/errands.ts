import type { Errand, Results } from '../core/errand';
import type { Controls } from './controls';
import type { Poller } from './poller';
import type { Remote } from './remote';

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
      return controls.fulfil(errand.wish);
    case 'devices':
      return remote.devices();
    case 'queue':
      return remote.queue();
    case 'entry':
      return remote.entry(errand.link);
    case 'profile':
      return remote.profile();
  }
}
