import { globalAgent as httpAgent } from 'node:http';
import { globalAgent as httpsAgent } from 'node:https';
import fetch from 'node-fetch';
import { NoReplyError, type Http } from '../host';

const timeoutMs = 15_000;
/** Spotify's largest reply here is some 10 KB; whatever is far larger is not from Spotify. */
const maxBytes = 2_000_000;

/** `Response` refuses a body, even an empty one, with these. */
const withoutBody = new Set([204, 205, 304]);

/** A proxy's, never a server's (RFC 9110, section 15.5.8): VS Code hands on what a proxy says instead of connecting. */
const proxyAuthenticationRequired = 407;

/**
 * By node-fetch rather than the global `fetch`: it goes through Node's `https`, which VS Code patches for
 * proxies and for certificates of the operating system.
 */
export const http: Http = async (url, { method, headers, body }) => {
  const signal = AbortSignal.timeout(timeoutMs);
  const send = () =>
    fetch(url, {
      method,
      // Without it VS Code's proxy agent closes each connection, and opening one has VS Code read all certificates anew.
      headers: { ...headers, Connection: 'keep-alive' },
      body: body === undefined ? null : String(body),
      redirect: 'manual',
      size: maxBytes,
      signal,
    });
  // Only what changes nothing may be sent twice: nobody knows whether the server has read what it did not answer.
  const mayRepeat = method === 'GET' && hasIdleConnection(new URL(url));
  try {
    const reply = await send().catch((error: unknown) => {
      if (mayRepeat && closedMeanwhile.has(codeOf(error))) return send();
      throw error;
    });
    const text = await reply.text();
    if (reply.status === proxyAuthenticationRequired)
      throw new NoReplyError('HTTP 407', { obstacle: 'proxy' });
    return new Response(withoutBody.has(reply.status) ? null : text, {
      status: reply.status,
      headers: [...reply.headers],
    });
  } catch (error) {
    if (error instanceof NoReplyError) throw error;
    const code = signal.aborted ? 'timeout' : codeOf(error);
    throw new NoReplyError(code, certificateFault.test(code) ? { obstacle: 'certificate' } : {});
  }
};

/** What comes of a connection that the server has closed while it was idle (RFC 9112, section 9.3.1). */
const closedMeanwhile = new Set(['ECONNRESET', 'EPIPE']);

/** Whether Node keeps a connection open that a request to this address takes, through VS Code's proxy agent too. */
function hasIdleConnection({ protocol, hostname, port }: URL): boolean {
  const isHttps = protocol === 'https:';
  const { freeSockets } = isHttps ? httpsAgent : httpAgent;
  // The names go on with what else has to be the same, such as the certificates.
  const start = `${hostname}:${port || (isHttps ? 443 : 80)}:`;
  return Object.keys(freeSockets).some((name) => name.startsWith(start));
}

/** OpenSSL's codes for certificates that it does not accept, and Node's for one of another host. */
const certificateFault = /(^|_)CERT(_|$)|ISSUER|LEAF_SIGNATURE|^INVALID_(CA|PURPOSE)$|HOSTNAME_MISMATCH/;

/** What may be told of an error: its code, or node-fetch's word for it. Its message carries the address. */
function codeOf(error: unknown): string {
  const { code, type } = error as { readonly code?: unknown; readonly type?: unknown };
  return (
    [code, type].find((one): one is string => typeof one === 'string' && /^[\w-]{1,64}$/.test(one)) ??
    'unknown'
  );
}
