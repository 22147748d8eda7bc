import { NoPortsError } from '../platform/host';
import { http } from '../platform/web/http';
import { journalFile } from '../platform/web/journalFile';
import { LocalChannel } from '../platform/web/localChannel';
import { openLock } from '../platform/web/lock';
import { network } from '../platform/web/network';
import { spotifyAlone } from '../player/spotifyApi';
import type { ExtensionHost } from './extensionHost';

/**
 * In a browser Spotify's token endpoint does not answer requests with a secret (CORS), an answer to a sign-in comes
 * back to the page that asked, and no page can open a port, learns where another host's redirect leads, or sees
 * anything of the machine that it is shown on.
 */
export const browserHost: ExtensionHost = {
  system: 'browser',
  http,
  network,
  openLock,
  journalFile,
  openChannel: (folder, version) => new LocalChannel(folder, version),
  opensPorts: false,
  // Nobody is offered this way here; only the setting can ask for it.
  openPort: () => Promise.reject(new NoPortsError()),
  callbackRelay: () => undefined,
  clientSecrets: () => undefined,
  parseDotenv: () => ({}),
  catalogueTokens: (user) => user,
  followLink: () => Promise.resolve(undefined),
  sourceWith: () => spotifyAlone,
};
