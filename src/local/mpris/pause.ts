import type { Clock } from '../../platform/clock';
import type { Disposable } from '../../platform/lifecycle';

const shortestMs = 1_000;
const longestMs = 60_000;

/** Tries again, each time after twice the pause before: 1 s, and up to 60 s. */
export class GrowingPause implements Disposable {
  #timer: Disposable | undefined;
  #failures = 0;

  constructor(private readonly clock: Clock) {}

  /** How often it was asked for since the last success. */
  get failures(): number {
    return this.#failures;
  }

  /** Does it after the pause; whatever waits already is dropped. */
  then(action: () => void): void {
    this.#timer?.dispose();
    const pause = Math.min(longestMs, shortestMs * 2 ** this.#failures);
    this.#failures += 1;
    this.#timer = this.clock.after(pause, action);
  }

  /** All is well: nothing is to be tried again, and the next pause is the shortest. */
  reset(): void {
    this.dispose();
    this.#failures = 0;
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
  }
}
