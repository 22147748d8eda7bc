import { ConfigurationError } from '../model/errors/userFacingError';
import { parseLink, type Link } from '../model/link';
import type { Http } from '../platform/host';
import { send } from './requests';

/** Where Spotify is. No address ends in a slash. */
export interface Endpoints {
  /** Has `/authorize` and `/api/token`. */
  readonly accounts: string;
  readonly api: string;
  /** The page that passes the browser's answer on to VS Code. */
  readonly relay: string;
  /** What stands before host and path of a short link. */
  readonly shortLinks: string;
}

const spotify: Endpoints = {
  accounts: 'https://accounts.spotify.com',
  api: 'https://api.spotify.com/v1',
  relay: 'https://vscode.dev/redirect',
  shortLinks: 'https://',
};

const loopbackOrigin = /^http:\/\/(127\.0\.0\.1|\[::1\]):(\d{1,5})$/;

/**
 * Spotify's own addresses, or, for the value of `earshot.server`, those of a stand-in on this machine: tokens
 * must never go to another machine because of a setting.
 * @throws ConfigurationError when the setting is neither empty nor a loopback origin with a port
 */
export function endpointsFor(server: string): Endpoints {
  if (server === '') {
    return spotify;
  }
  const port = Number(loopbackOrigin.exec(server)?.[2] ?? 0);
  if (port < 1 || port > 65_535) {
    throw new ConfigurationError('serverAddress');
  }
  return {
    accounts: server,
    api: `${server}/v1`,
    relay: `${server}/redirect`,
    shortLinks: `${server}/short/`,
  };
}

/** The page where everyone registers an app of their own. */
export const dashboard = 'https://developer.spotify.com/dashboard';

/**
 * Where a short link (`shortLinkIn`) leads, by one request that carries no token: its answer's `Location` is read, and
 * never asked, so that no short link can have us ask anybody else. `undefined` where it does not lead to something on
 * open.spotify.com.
 * @throws ApiProblemError
 */
export async function followShortLink(
  http: Http,
  { shortLinks }: Endpoints,
  address: string,
): Promise<Link | undefined> {
  const asked = address.replace('https://', shortLinks);
  const { status, headers } = await send(http, asked, { method: 'GET', headers: {} });
  const location = headers.get('location') ?? '';
  if (status < 300 || status >= 400 || !URL.canParse(location, address)) return undefined;
  const target = new URL(location, address);
  return target.origin === 'https://open.spotify.com' ? parseLink(target.href) : undefined;
}
