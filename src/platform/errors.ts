import type { Disposable } from './disposable';

type Handler = (error: unknown) => void;

/** To where no caller catches it: a test fails by it, and VS Code writes it into the log of the extension host. */
const rethrow: Handler = (error) =>
  queueMicrotask(() => {
    throw error;
  });

let handle = rethrow;

/** Says what becomes of errors that `isolated` catches, until disposed; by default they are thrown anew. */
export function setUnexpectedErrorHandler(handler: Handler): Disposable {
  handle = handler;
  return { dispose: () => (handle = rethrow) };
}

/** One of several calls: what it throws goes to the handler, and stops none of the others. */
export function isolated(call: () => void): void {
  try {
    call();
  } catch (error) {
    handle(error);
  }
}
