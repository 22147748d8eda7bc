import { longestReply } from '../json';
import { NoReplyError, type Http } from '../host';
import { scope } from './scope';

const timeoutMs = 15_000;

/**
 * By the browser's own `fetch`, under CORS. What is sent must stay within what Spotify allows: `Accept`,
 * `Authorization` and `Content-Type` to the Web API, a plain form to the token endpoint, which must need no preflight.
 * Retry-After cannot be read here, for Spotify does not expose it.
 */
export const http: Http = async (url, { method, headers, body }) => {
  const timeout = AbortSignal.timeout(timeoutMs);
  const details = {
    method,
    headers,
    body: body === undefined ? null : String(body),
    redirect: 'manual',
    // As in Node: what plays now never comes out of a cache, and Spotify's cookies are no business of ours.
    cache: 'no-store',
    credentials: 'omit',
    signal: timeout,
  } as const;
  try {
    const reply = await fetch(url, details);
    // A browser hides everything about a redirect, its status too. This one says as much: not Spotify's.
    if (reply.type === 'opaqueredirect') return new Response(null, { status: 302 });
    const text = reply.body ? await readText(reply.body) : '';
    // `Response` refuses a body, even an empty one, with a 204.
    return new Response(text === '' ? null : text, { status: reply.status, headers: reply.headers });
  } catch {
    throw new NoReplyError(undefined, isPlainlyOffline(timeout) ? {} : { blind: true });
  }
};

/** What is longer than any reply of Spotify's is not read to its end, which may never come. */
async function readText(body: ReadableStream<Uint8Array>): Promise<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  while (text.length <= longestReply) {
    const { done, value } = await reader.read();
    text += decoder.decode(value, { stream: !done });
    if (done) return text;
  }
  await reader.cancel();
  return text;
}

/**
 * No answer in time, or no network at all, says that nothing was refused. All else looks alike to a page: a lost
 * connection, a captive portal (its answer has no CORS headers), and Spotify's 429, which has none either.
 */
function isPlainlyOffline(timeout: AbortSignal): boolean {
  return timeout.aborted || !scope.navigator.onLine;
}
