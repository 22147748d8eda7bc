import { hostname } from 'node:os';
import type { SecretStorage } from 'vscode';
import { AppTokens, withAppTokenFallback } from '../auth/appTokens';
import { ClientSecrets } from '../auth/clientSecrets';
import type { Callbacks } from '../auth/oauth/callbacks';
import type { Link } from '../model/link';
import { loopbackPages } from '../messages/signInEnds';
import type { Clock } from '../platform/clock';
import type { Http } from '../platform/host';
import { openLoopback } from '../platform/node/loopback';
import type { LocalMode } from '../player/sources/localReader';
import { MergedSource } from '../player/sources/mergedSource';
import type { AccessTokens } from '../spotify/client';
import { followShortLink, type Endpoints } from '../spotify/endpoints';
import { CallbackRelay } from '../windows/callbackRelay';
import type { LocalPlayerOptions } from './localPlayer';
import type { CreateSource } from './polling';

/*
 * What only Node's extension host has: all that takes a client secret or a refresh token of the user's own, callbacks
 * that reach another window, and the Spotify app on the same machine. `browser.ts` has its place in the bundle for browsers.
 */

export const opensPorts: boolean = true;

/** A port of this machine that the browser comes back to. */
export const openPort = openLoopback(loopbackPages);

export function clientSecrets(storage: SecretStorage): ClientSecrets | undefined {
  return new ClientSecrets(storage);
}

/** The user's tokens, and, while nobody is signed in, those of the app. */
export function catalogueTokens(
  user: AccessTokens,
  ...app: ConstructorParameters<typeof AppTokens>
): AccessTokens {
  return withAppTokenFallback(user, new AppTokens(...app));
}

/** For windows that share SecretStorage. */
export function callbackRelayFor(
  storage: SecretStorage,
  callbacks: Callbacks,
  clock: Clock,
): CallbackRelay | undefined {
  return new CallbackRelay(storage, callbacks, clock);
}

/** Where a short link leads, as `followShortLink`, but that it never rejects. */
export function followLink(http: Http, endpoints: Endpoints, address: string): Promise<Link | undefined> {
  return followShortLink(http, endpoints, address).catch(() => undefined);
}

/**
 * Spotify's word on what plays, and that of the Spotify app on this machine. What reads the app is a bundle of its own,
 * so that no window pays for it at activation.
 */
export function sourceWith(
  parts: LocalPlayerOptions & { readonly openApp: () => Promise<boolean> },
  mode: LocalMode,
): CreateSource {
  const { openApp, clock, log } = parts;
  const open = async () => (await import('#local')).openLocalPlayer(parts);
  const local = { mode, open, openApp, deviceName: hostname() };
  return (others) => new MergedSource({ ...others, local }, clock, log);
}

/** The context keys that show the commands. */
export const grantKeys: readonly string[] = ['earshot.canKeepSecrets'];
