import { timeOf, type Clock } from '../../../src/platform/clock';
import type { Disposable } from '../../../src/platform/lifecycle';
import { DayClock } from '../../bench/day/clock';

/** A day's clock on a machine that sleeps, and whose time of day somebody sets; it leaps from one event to the next. */
export class UnsteadyClock implements Clock {
  readonly #ticks: DayClock;
  #sleptMs = 0;
  #setMs = 0;
  readonly #time;
  readonly now;
  readonly monotonic;
  readonly onDidSetBack;

  /** @param settled lets what an event has set off come to where it waits for the clock */
  constructor(
    start: number,
    readonly jitter: () => number,
    settled: () => Promise<void>,
  ) {
    this.#ticks = new DayClock(start, jitter, settled);
    this.#time = timeOf(() => this.trueNow() + this.#setMs, this.#ticks.now);
    ({ now: this.now, monotonic: this.monotonic, onDidSetBack: this.onDidSetBack } = this.#time);
  }

  /** The time elsewhere, in milliseconds since 1970: nobody sets that, and it goes on while this machine sleeps. */
  readonly trueNow = (): number => this.#ticks.now() + this.#sleptMs;

  after(ms: number, action: () => void): Disposable {
    return this.#ticks.after(ms, action);
  }

  sleep(ms: number): Promise<void> {
    return this.#ticks.sleep(ms);
  }

  /** The machine sleeps: the time goes on, and no timer with it. */
  suspend(ms: number): void {
    this.#sleptMs += ms;
  }

  /** Somebody sets the time of day, on by so many milliseconds, or back where that is negative. */
  set(ms: number): void {
    this.#setMs += ms;
  }

  get waiting(): number {
    return this.#ticks.waiting;
  }

  /** Lets everything happen for so many milliseconds of being awake. */
  run(ms: number): Promise<void> {
    return this.#ticks.runUntil(this.#ticks.now() + ms);
  }
}
