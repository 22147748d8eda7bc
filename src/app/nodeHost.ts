import { hostname } from 'node:os';
import { AppTokens, withAppTokenFallback } from '../auth/appTokens';
import { ClientSecrets } from '../auth/clientSecrets';
import { loopbackPages } from '../messages/signInEnds';
import { parseDotenv } from '../platform/node/dotenv';
import { http } from '../platform/node/http';
import { journalFile } from '../platform/node/journalFile';
import { LocalChannel } from '../platform/node/localChannel';
import { openLock } from '../platform/node/lock';
import { openLoopback } from '../platform/node/loopback';
import { network } from '../platform/node/network';
import { system } from '../platform/node/system';
import { MergedSource } from '../player/sources/mergedSource';
import { followShortLink } from '../spotify/endpoints';
import { CallbackRelay } from '../windows/callbackRelay';
import type { ExtensionHost } from './extensionHost';

/**
 * What only Node's extension host has is here alone: all that takes a client secret or a refresh token of the user's
 * own, callbacks that reach another window, and the Spotify app on the same machine.
 */
export const nodeHost: ExtensionHost = {
  system,
  http,
  network,
  openLock,
  journalFile,
  openChannel: (folder, version) => new LocalChannel(folder, version),
  opensPorts: true,
  openPort: openLoopback(loopbackPages),
  callbackRelay: (storage, callbacks, clock) => new CallbackRelay(storage, callbacks, clock),
  clientSecrets: (storage) => new ClientSecrets(storage),
  parseDotenv,
  catalogueTokens: (user, ...app) => withAppTokenFallback(user, new AppTokens(...app)),
  followLink: (request, endpoints, address) =>
    followShortLink(request, endpoints, address).catch(() => undefined),
  sourceWith({ openApp, ...parts }, mode) {
    const open = async () => (await import('./localPlayer')).openLocalPlayer(parts);
    const local = { mode, open, openApp, deviceName: hostname() };
    return (others) => new MergedSource({ ...others, local }, parts.clock, parts.log);
  },
};
