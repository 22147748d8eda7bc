import { isolated, type Disposable } from './lifecycle';

/** Subscribes; the same shape as VS Code's own `Event`, for code that runs without VS Code. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** A source of events for code that must not import `vscode` at run time. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<(value: T) => void>();

  readonly event: Event<T> = (listener) => {
    // A wrapper of its own, so that a listener that subscribes twice is called twice and ends separately.
    const entry = (value: T) => listener(value);
    this.#listeners.add(entry);
    return { dispose: () => this.#listeners.delete(entry) };
  };

  get hasListeners(): boolean {
    return this.#listeners.size > 0;
  }

  /** Tells every listener, whatever the others throw; see `setUnexpectedErrorHandler`. */
  fire(value: T): void {
    for (const listener of [...this.#listeners]) {
      isolated(() => listener(value));
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

/** An event that loses nothing: what came while nobody listened waits for the next listener. */
export class BufferedEmitter<T> implements Disposable {
  readonly #emitter = new Emitter<T>();
  readonly #buffered: T[] = [];

  readonly event: Event<T> = (listener) => {
    const subscription = this.#emitter.event(listener);
    queueMicrotask(() => this.#deliver());
    return subscription;
  };

  fire(value: T): void {
    this.#buffered.push(value);
    this.#deliver();
  }

  dispose(): void {
    this.#emitter.dispose();
    this.#buffered.length = 0;
  }

  #deliver(): void {
    while (this.#buffered.length > 0 && this.#emitter.hasListeners) {
      const [value] = this.#buffered.splice(0, 1) as [T];
      this.#emitter.fire(value);
    }
  }
}
