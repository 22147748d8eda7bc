import fetch from 'node-fetch';
import { TroubleError } from '../../core/trouble';
import type { Http } from '../http';

const timeoutMs = 15_000;
/** Spotify's largest reply here is some 10 KB; whatever is far larger is not from Spotify. */
const maxBytes = 2_000_000;

/** `Response` refuses a body, even an empty one, with these. */
const withoutBody = new Set([204, 205, 304]);

/**
 * By node-fetch rather than the global `fetch`: it goes through Node's `https`, which VS Code patches for
 * proxies and for certificates of the operating system.
 */
export const http: Http = async (url, { method, headers, body }) => {
  try {
    const reply = await fetch(url, {
      method,
      headers: { ...headers },
      body: body === undefined ? null : String(body),
      redirect: 'manual',
      size: maxBytes,
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await reply.text();
    return new Response(withoutBody.has(reply.status) ? null : text, {
      status: reply.status,
      headers: [...reply.headers],
    });
  } catch {
    // The message of a FetchError carries the address; what it means is always the same.
    throw new TroubleError({ kind: 'offline' });
  }
};
