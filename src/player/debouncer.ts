import type { Clock } from '../platform/clock';
import type { Disposable } from '../platform/lifecycle';

/** Values that follow each other sooner than this are one. */
const delayMs = 200;

/** Something of which only the newest is worth sending, and only when no newer one has come for a moment. */
export class Debouncer<T> {
  #newest: T;
  #timer: Disposable;
  #begin!: (newest: T) => void;
  /** Resolves or rejects as the sending does. */
  readonly sent: Promise<void>;

  constructor(
    first: T,
    private readonly clock: Clock,
    send: (newest: T) => Promise<void>,
  ) {
    this.#newest = first;
    this.sent = new Promise((resolve) => (this.#begin = (newest) => resolve(send(newest))));
    this.#timer = this.#wait();
  }

  replace(newer: T): void {
    this.#newest = newer;
    this.#timer.dispose();
    this.#timer = this.#wait();
  }

  /** Something else comes that must not overtake it. */
  sendNow(): void {
    this.#timer.dispose();
    this.#begin(this.#newest);
  }

  #wait(): Disposable {
    return this.clock.after(delayMs, () => this.#begin(this.#newest));
  }
}
