import type { Uri } from 'vscode';
import type { Clock } from './clock';
import type { Disposable } from './lifecycle';

/**
 * The part of VS Code's `LogOutputChannel` that is used. Callers pass facts that they have chosen (a status, a
 * reason, a duration), never a whole error, reply or address: see `describeError`.
 */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/**
 * What may be logged about an error: its name, its code and its place in our own code, and nothing of its
 * message, which in HTTP and OAuth libraries can carry addresses, codes and tokens.
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) {
    return typeof error;
  }
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  // What stands before the first frame is the message, however many lines it has.
  const frame = error.stack
    ?.slice(error.stack.indexOf(error.message) + error.message.length)
    .match(/^\s+at .*/m)?.[0];
  return `${error.name}${code}${frame ? ` ${frame.trim()}` : ''}`;
}

/** A request as `oauth4webapi` and the client make it. */
export interface HttpRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | URLSearchParams;
}

/**
 * Sends one request and resolves with the whole reply, body included, as a global `Response`. Never follows a
 * redirect: neither Spotify's Accounts service nor its Web API sends one, captive portals do.
 * @throws NoReplyError
 */
export type Http = (url: string, request: HttpRequest) => Promise<Response>;

/** No whole reply came. */
export class NoReplyError extends Error {
  override readonly name = 'NoReplyError';
  constructor(
    /** Of the error beneath, such as `ECONNRESET`; browsers tell none. */
    readonly code: string | undefined,
    /**
     * `obstacle`: what was met instead of the server, a certificate that is not trusted, or a proxy that wants a
     * password (HTTP 407). `blind`: there may have been a reply that the browser keeps to itself.
     */
    readonly known: { readonly obstacle?: 'certificate' | 'proxy'; readonly blind?: true } = {},
  ) {
    super(code);
  }
}

/** Has the log say which request was not answered, and why: without its query, its headers and its body. */
export function logged(http: Http, log: Log): Http {
  return (url, request) =>
    http(url, request).catch((error: unknown) => {
      const { host, pathname } = new URL(url);
      const code = (error instanceof NoReplyError && error.code) || 'no answer';
      log.warn(`${request.method} ${host}${pathname}: ${code}`);
      throw error;
    });
}

/** A text file to which every window appends whole lines. */
export interface Journal {
  /** The lines, oldest first; none where there is no file. */
  read(): Promise<readonly string[]>;
  append(line: string): Promise<void>;
  /** Writes it anew. Lines that another window appends at the same moment may be lost. */
  replace(lines: readonly string[]): Promise<void>;
}

/**
 * Does a piece of work while no other window does one behind the same lock. Who has waited too long, or cannot take
 * part, does it all the same. Rejects as the work does, and for nothing else.
 */
export type WithLock = <T>(work: () => Promise<T>) => Promise<T>;

/** The lock of that name, which all windows of this user on this machine share. */
export type OpenLock = (file: Pick<Uri, 'fsPath'>, clock: Clock, log: Log) => WithLock;

/** A lock that was taken so long ago counts for nothing, and nobody waits longer than that; in milliseconds. */
export const longestLock = 30_000;

/** An open port of 127.0.0.1; disposing it closes it. */
export interface Loopback extends Disposable {
  readonly port: number;
}

/** This host cannot open ports. */
export class NoPortsError extends Error {
  override readonly name = 'NoPortsError';
}

/** What the browser is shown at such a port, a sentence each. */
export interface LoopbackPages {
  /** For all but the callback. */
  readonly unknown: string;
  /** The answer to another sign-in. */
  readonly foreign: string;
  /** Spotify, or the user, said no. */
  readonly refused: string;
  readonly done: string;
}

/**
 * Opens a port for one sign-in. The query of each request for `/callback` goes to `receive`, which says whether it was
 * the answer that is waited for.
 * @throws NoPortsError
 */
export type OpenPort = (receive: (query: string) => boolean) => Promise<Loopback>;

/** Which networks this machine is on, as a text that changes when they do; the same for all of a host that cannot tell. */
export type Network = () => string;

/** What an extension host runs on: a system, or a page of a browser. */
export type System = 'linux' | 'mac' | 'windows' | 'other' | 'browser';
