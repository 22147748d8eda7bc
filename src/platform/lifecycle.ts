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

export interface Disposable {
  dispose(): unknown;
}

/** Owns what must be ended together; things are ended in the reverse order of their coming, whatever others throw. */
export class DisposableStore implements Disposable {
  #disposables: Disposable[] = [];
  #disposed = false;

  /** Takes ownership on the line that creates: `const x = store.add(new X())`. */
  add<T extends Disposable>(thing: T): T {
    if (this.#disposed) {
      thing.dispose();
    } else {
      this.#disposables.push(thing);
    }
    return thing;
  }

  get disposed(): boolean {
    return this.#disposed;
  }

  dispose(): void {
    this.#disposed = true;
    for (const thing of this.#disposables.splice(0).reverse()) {
      isolated(() => void thing.dispose());
    }
  }
}

/** Makes it when it is wanted first, and anew where that has failed. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  const makeAnew = () =>
    make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
  return () => (made ??= makeAnew());
}
