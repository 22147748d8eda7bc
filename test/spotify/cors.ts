import { type Ask, type Reply, empty } from './exchange';

const anyone = { 'access-control-allow-origin': '*' };

/** The Web API's headers as seen live: nothing is exposed, so that a browser cannot read Retry-After. */
const apiHeaders = {
  ...anyone,
  'access-control-allow-headers':
    'Accept, App-Platform, Authorization, Content-Type, Origin, Retry-After, Spotify-App-Version, X-Cloud-Trace-Context, client-token, content-access-token',
  'access-control-allow-methods': 'GET, POST, OPTIONS, PUT, DELETE, PATCH',
  'access-control-max-age': '604800',
};

/** The Web API's preflight answer. */
export function apiPreflight(): Reply {
  return empty(204, apiHeaders);
}

/** A Web API answer for browsers. A 429 comes without CORS headers (seen live since July 2026). */
export function withApiCors(reply: Reply): Reply {
  const bare = reply.status === 429 || reply.bare === true;
  return bare ? reply : { ...reply, headers: { ...apiHeaders, ...reply.headers } };
}

/** The token endpoint's preflight answer: with `Authorization` wanted, it allows nobody (seen live). */
export function tokenPreflight(ask: Ask): Reply {
  const wanted = ask.headers['access-control-request-headers'] ?? '';
  return empty(204, /\bauthorization\b/i.test(wanted) ? {} : anyone);
}

/** A token endpoint answer for browsers: the plain form post of PKCE works, a request with a secret does not. */
export function withTokenCors(ask: Ask, reply: Reply): Reply {
  const bare = ask.headers.authorization !== undefined || reply.status === 429 || reply.bare === true;
  return bare ? reply : { ...reply, headers: { ...anyone, ...reply.headers } };
}
