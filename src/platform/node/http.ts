import fetch from 'node-fetch';
import { ApiProblemError, type Obstacle } from '../../model/errors/apiProblem';
import type { Http } from '../host';

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
  try {
    const reply = await fetch(url, {
      method,
      headers: { ...headers },
      body: body === undefined ? null : String(body),
      redirect: 'manual',
      size: maxBytes,
      signal,
    });
    const text = await reply.text();
    if (reply.status === proxyAuthenticationRequired) throw offline('HTTP 407', 'proxy');
    return new Response(withoutBody.has(reply.status) ? null : text, {
      status: reply.status,
      headers: [...reply.headers],
    });
  } catch (error) {
    if (error instanceof ApiProblemError) throw error;
    const code = signal.aborted ? 'timeout' : codeOf(error);
    throw offline(code, certificateFault.test(code) ? 'certificate' : undefined);
  }
};

/** OpenSSL's codes for certificates that it does not accept, and Node's for one of another host. */
const certificateFault = /(^|_)CERT(_|$)|ISSUER|LEAF_SIGNATURE|^INVALID_(CA|PURPOSE)$|HOSTNAME_MISMATCH/;

function offline(code: string, obstacle?: Obstacle): ApiProblemError {
  return new ApiProblemError({ kind: 'offline', ...(obstacle && { obstacle }) }, code);
}

/** What may be told of an error: its code, or node-fetch's word for it. Its message carries the address. */
function codeOf(error: unknown): string {
  const { code, type } = error as { readonly code?: unknown; readonly type?: unknown };
  return (
    [code, type].find((one): one is string => typeof one === 'string' && /^[\w-]{1,64}$/.test(one)) ??
    'unknown'
  );
}
