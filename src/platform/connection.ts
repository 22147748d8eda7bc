import type { Event } from './event';
import type { Disposable } from './lifecycle';
import { describeError } from './host';

/** One end of a connection between two windows of the same user. */
export interface Connection extends Disposable {
  /**
   * Anything that JSON can carry, and nothing secret.
   * @returns false for what is too long, which is not sent; the connection stays
   */
  send(message: unknown): boolean;
  readonly onMessage: Event<unknown>;
  /** The other end has gone, by whatever cause. Not fired for our own `dispose`. */
  readonly onEnd: Event<void>;
}

/** Where the other windows connect. */
export interface Listener extends Disposable {
  /** For the log. */
  readonly name: string;
  readonly onConnection: Event<Connection>;
  /**
   * Whether a window that connects now ends up here: two windows that began to listen at the same moment find out by
   * it, and one that hung while another took over.
   */
  isOurs(): Promise<boolean>;
}

/** How the windows of one user on one machine find each other: those that speak the same version of their messages. */
export interface Channel {
  /** A connection to the window that listens; `undefined` where none does, or where it does not answer. */
  connect(): Promise<Connection | undefined>;
  /**
   * Becomes the window that listens; `undefined` where another one does by now. To be called when `connect` found none.
   * @throws Error where windows cannot see each other; `whyNone` says for what reason
   */
  listen(): Promise<Listener | undefined>;
}

/** Windows cannot see each other: the message is a reason in words of ours, without addresses or names. */
export class ChannelError extends Error {
  override readonly name = 'ChannelError';
}

/** What may be logged about an error of a channel's. */
export function whyNone(error: unknown): string {
  return error instanceof ChannelError ? error.message : describeError(error);
}

/** Windows of ours answer at once, unless they hang. */
const patienceMs = 1_000;

/** The next message of a connection; `undefined` when it ends, or none comes in time. */
export function nextMessage(connection: Connection): Promise<unknown> {
  return new Promise((resolve) => {
    const timeout = AbortSignal.timeout(patienceMs);
    const settle = (message: unknown) => {
      listeners.forEach((listener) => listener.dispose());
      timeout.removeEventListener('abort', late);
      resolve(message);
    };
    const late = () => settle(undefined);
    const listeners = [connection.onMessage(settle), connection.onEnd(() => settle(undefined))];
    timeout.addEventListener('abort', late);
  });
}
