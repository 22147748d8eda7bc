/** What Spotify makes of a redirect URI: fine, or one of the two texts after `INVALID_CLIENT:`. */
type Verdict = 'ok' | 'Insecure redirect URI' | 'Invalid redirect URI';

/** `http` on a literal loopback address. Matched on the raw text: a URL parser would let `127.1` or `0x7f.1` pass. */
const loopback = /^http:\/\/(127\.0\.0\.1|\[::1\])(?::(\d{1,5}))?([/?][^#]*)?$/;

interface Loopback {
  readonly host: string;
  /** Undefined: registered without a port, so that any port will do. */
  readonly port: string | undefined;
  /** Path and query. */
  readonly rest: string;
}

function parseLoopback(uri: string): Loopback | undefined {
  const match = loopback.exec(uri);
  if (match?.[1] === undefined) {
    return undefined;
  }
  const port = match[2];
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65535)) {
    return undefined;
  }
  return { host: match[1], port, rest: match[3] ?? '' };
}

/**
 * Whether the transport is one that Spotify takes: https, a custom scheme, or http on a literal loopback
 * address (Spotify's documentation, enforced since November 2025: `localhost` is refused).
 * `relay` is the stand-in's own relay, which plays an https address.
 */
function isSecure(uri: string, relay: string): boolean {
  return uri === relay || !/^http:/i.test(uri) || parseLoopback(uri) !== undefined;
}

/** Why the dashboard would not take a redirect URI, or undefined when it would. */
export function dashboardRefusal(uri: string, relay: string): string | undefined {
  if (!URL.canParse(uri) || uri.includes('#')) {
    return 'not a redirect URI';
  }
  if (!isSecure(uri, relay)) {
    return 'insecure redirect URI';
  }
  // A known bug of the dashboard, seen from 2025 on: a hyphen in the path of a loopback address is refused.
  if (uri !== relay && parseLoopback(uri)?.rest.includes('-') === true) {
    return 'a loopback path with a hyphen';
  }
  return undefined;
}

/**
 * Judges the redirect URI of an authorization request (Spotify's documentation): an exact match, case and
 * trailing slash included; but a loopback address that was registered without a port admits any port.
 */
export function judgeRedirectUri(
  requested: string | null,
  registered: readonly string[],
  relay: string,
): Verdict {
  if (requested === null || !URL.canParse(requested)) {
    return 'Invalid redirect URI';
  }
  if (!isSecure(requested, relay)) {
    return 'Insecure redirect URI';
  }
  if (registered.includes(requested)) {
    return 'ok';
  }
  const wanted = parseLoopback(requested);
  const matches = registered.map(parseLoopback).some((known) => {
    const anyPort = known !== undefined && known.port === undefined;
    return anyPort && known.host === wanted?.host && known.rest === wanted.rest;
  });
  return matches ? 'ok' : 'Invalid redirect URI';
}
