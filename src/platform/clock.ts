import type { Disposable } from './disposable';

/** The time, what waits for it, and chance; tests pass a clock that they wind by hand. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs `action` once after `ms` milliseconds, by `now` not a moment earlier, unless disposed before. */
  after(ms: number, action: () => void): Disposable;
  /** A number from 0 to 1, so that windows that failed together do not try again together. */
  jitter(): number;
}

/** Timers hold 31 bits: a longer wait would fire at once. */
const longest = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, action) {
    // Timers count whole milliseconds of a clock of their own, and so may run one before `now` says that it is time.
    const timer = setTimeout(action, Math.min(Math.max(0, ms) + 1, longest));
    return { dispose: () => clearTimeout(timer) };
  },
  jitter: () => Math.random(),
};

/** Resolves after `ms` milliseconds of the given clock. */
export function sleep(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => void clock.after(ms, resolve));
}
