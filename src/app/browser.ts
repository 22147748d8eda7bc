import { NoPortsError } from '../platform/host';
import { spotifyAlone } from '../player/spotifyApi';
import type * as node from './node';

/*
 * In a browser Spotify's token endpoint does not answer requests with a secret (CORS), an answer to a sign-in comes
 * back to the page that asked, and no page can open a port, or learns where another host's redirect leads: there is
 * nothing of all that.
 */

export const opensPorts: boolean = false;
/** Nobody is offered this way here; only the setting can ask for it. */
export const openPort: typeof node.openPort = () => Promise.reject(new NoPortsError());
export const clientSecrets: typeof node.clientSecrets = () => undefined;
export const catalogueTokens: typeof node.catalogueTokens = (user) => user;
export const callbackRelayFor: typeof node.callbackRelayFor = () => undefined;
export const followLink: typeof node.followLink = () => Promise.resolve(undefined);
/** A page sees nothing of the machine that it is shown on. */
export const sourceWith: typeof node.sourceWith = () => spotifyAlone;
export const grantKeys: typeof node.grantKeys = [];
