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
    for (let value; this.#told.hasListeners && (value = this.#waiting.shift()) !== undefined;) {
      this.#told.fire(value);
    }
  }
}
