import type { IncomingHttpHeaders } from 'node:http';

/** One request as it arrived. */
export interface Ask {
  /** When it arrived, in ms on the stand-in's clock. */
  readonly at: number;
  readonly method: string;
  /** The path without the query, as sent. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request with what became of it. `status` is 0 as long as no answer went out (and for ever after a reset or a hang). */
export interface RequestRecord extends Ask {
  status: number;
}

/** One answer. */
export interface Reply {
  readonly status: number;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  /** True for an answer that something in front of the API gives: it carries no CORS headers. */
  readonly bare?: boolean;
}

/** A JSON answer. */
export function json(status: number, value: unknown, headers: Record<string, string> = {}): Reply {
  const type = { 'content-type': 'application/json; charset=utf-8' };
  return { status, headers: { ...type, ...headers }, body: JSON.stringify(value) };
}

/** What live answers carry; there is no ETag. */
export const uncached = { 'cache-control': 'private, max-age=0' };

/** A plain-text answer. */
export function text(status: number, body: string, headers: Record<string, string> = {}): Reply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body };
}

/** A page. It runs no script and cannot be framed; forms may lead anywhere, as a redirect URI may be anything. */
export function page(status: number, body: string): Reply {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'none'",
    // Not "no-referrer": a form sent from such a page says "Origin: null".
    'referrer-policy': 'same-origin',
  };
  return { status, headers, body };
}

/** An answer without a body. */
export function empty(status: number, headers: Record<string, string> = {}): Reply {
  return { status, headers, body: '' };
}

/** Sends the browser to `location`; what may not stand in a header is percent-encoded, the rest stays as it is. */
export function redirect(location: string, status: 302 | 303 | 307 = 302): Reply {
  const safe = location.replace(/[^\x21-\x7e]/gu, (character) => encodeURIComponent(character));
  return empty(status, { location: safe, 'cache-control': 'no-store' });
}

/** The Web API's error object (Spotify's documentation); `reason` comes with player errors and the quota only. */
export function apiError(status: number, message: string, reason?: string): Reply {
  return json(status, { error: reason === undefined ? { status, message } : { status, message, reason } });
}

/** Appends parameters to a URL of any scheme without touching a character of what is there. */
export function withParameters(url: string, parameters: readonly (readonly [string, string])[]): string {
  const hash = url.indexOf('#');
  const base = hash < 0 ? url : url.slice(0, hash);
  const fragment = hash < 0 ? '' : url.slice(hash);
  const added = parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  if (added === '') {
    return url;
  }
  const query = base.indexOf('?');
  const glue = query < 0 ? '?' : query === base.length - 1 ? '' : '&';
  return `${base}${glue}${added}${fragment}`;
}

/** Text made safe for HTML, in elements and in quoted attributes. */
export function escapeHtml(raw: string): string {
  return raw.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
