import { parseLink, type Link } from '../core/link';
import type { Http } from '../platform/http';
import type { Endpoints } from './endpoints';

/**
 * Where a short link (`shortLinkIn`) leads, by one request that carries no token: its answer's `Location` is read, and
 * never asked, so that no short link can have us ask anybody else. `undefined` where it does not lead to something on
 * open.spotify.com.
 * @throws TroubleError
 */
export async function followShortLink(
  http: Http,
  { shortLinks }: Endpoints,
  address: string,
): Promise<Link | undefined> {
  const asked = address.replace('https://', shortLinks);
  const { status, headers } = await http(asked, { method: 'GET', headers: {} });
  const location = headers.get('location') ?? '';
  if (status < 300 || status >= 400 || !URL.canParse(location, address)) return undefined;
  const target = new URL(location, address);
  return target.origin === 'https://open.spotify.com' ? parseLink(target.href) : undefined;
}
