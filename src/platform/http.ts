import { TroubleError } from '../core/trouble';
import type { Log } from './log';

/** A request as `oauth4webapi` and the client make it. */
export interface HttpRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | URLSearchParams;
}

/**
 * Sends one request and resolves with the whole reply, body included, as a global `Response`. Never follows a
 * redirect: neither Spotify's Accounts service nor its Web API sends one, captive portals do.
 * @throws TroubleError `offline` when no whole reply came
 */
export type Http = (url: string, request: HttpRequest) => Promise<Response>;

/** Has the log say which request was not answered, and why: without its query, its headers and its body. */
export function logged(http: Http, log: Log): Http {
  return (url, request) =>
    http(url, request).catch((error: unknown) => {
      const { host, pathname } = new URL(url);
      const code = (error instanceof TroubleError && error.code) || 'no answer';
      log.warn(`${request.method} ${host}${pathname}: ${code}`);
      throw error;
    });
}
