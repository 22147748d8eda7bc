import type { Disposable } from './disposable';
import { Emitter, type Event } from './emitter';

/** An event that loses nothing: what came while nobody listened waits for the next listener. */
export class Inbox<T> implements Disposable {
  readonly #told = new Emitter<T>();
  readonly #waiting: T[] = [];

  readonly event: Event<T> = (listener) => {
    const subscription = this.#told.event(listener);
    queueMicrotask(() => this.#deliver());
    return subscription;
  };

  put(value: T): void {
    this.#waiting.push(value);
    this.#deliver();
  }

  dispose(): void {
    this.#told.dispose();
    this.#waiting.length = 0;
  }

  #deliver(): void {
    while (this.#waiting.length > 0 && this.#told.hasListeners) {
      const [value] = this.#waiting.splice(0, 1) as [T];
      this.#told.fire(value);
    }
  }
}
