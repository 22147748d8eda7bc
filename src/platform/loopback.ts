import type { Disposable } from './disposable';

/** An open port of 127.0.0.1; disposing it closes it. */
export interface Loopback extends Disposable {
  readonly port: number;
}

/**
 * Opens a port for one sign-in. The query of each request for `/callback` goes to `receive`, which says
 * whether it was the answer that is waited for.
 */
export type OpenLoopback = (receive: (query: string) => boolean) => Promise<Loopback>;
