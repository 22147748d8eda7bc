import { Emitter, type Event } from './event';
import type { Disposable } from './lifecycle';

/** The time, what waits for it, and chance; tests pass a clock that they wind by hand. */
export interface Clock extends Time {
  /** Runs `action` once after `ms` milliseconds, by `now` not a moment earlier, unless disposed before. */
  after(ms: number, action: () => void): Disposable;
  /** A number from 0 to 1, so that windows that failed together do not try again together. */
  jitter(): number;
}

interface Time {
  /** The time of day, in milliseconds since 1970: for what is shown, stored, or told to other windows. */
  readonly now: () => number;
  /**
   * For how long something takes, or is good: milliseconds since some moment, in each process another. As `now` it goes
   * on while the machine sleeps, but not back with it.
   */
  readonly monotonic: () => number;
  /**
   * The time of day was set back, by so many milliseconds. Until then `now` went on by the old one, so that all times
   * that anybody has are of one kind.
   */
  readonly onDidSetBack: Event<number>;
}

/** In milliseconds. The two clocks of a machine are never quite the same, and less than this nobody sees. */
const leastSetBack = 1_000;

/**
 * Notices at each call when `timeOfDay` was set back, and fires `onDidSetBack` when the caller is through.
 * @param timeOfDay milliseconds since 1970
 * @param ticks milliseconds that nobody sets; they may stand still while the machine sleeps
 */
export function timeOf(timeOfDay: () => number, ticks: () => number): Time {
  const didSetBack = new Emitter<number>();
  /** How far `timeOfDay` was ahead of `ticks` when last looked at. */
  let lead = timeOfDay() - ticks();
  /** By how much it was set back, and of that what is still to be told. */
  let lagMs = 0;
  let untold = 0;
  const tell = () => {
    const ms = untold;
    untold = 0;
    lagMs += ms;
    didSetBack.fire(ms);
  };
  const now = () => {
    const day = timeOfDay();
    const ms = Math.round(lead - (day - ticks()));
    lead -= ms;
    if (ms >= leastSetBack) {
      if (untold === 0) queueMicrotask(tell);
      untold += ms;
    }
    return day + untold;
  };
  return { now, monotonic: () => now() + lagMs, onDidSetBack: didSetBack.event };
}

/** Timers hold 31 bits: a longer wait would fire at once. */
const longest = 2 ** 31 - 1;

export const systemClock: Clock = {
  ...timeOf(
    () => Date.now(),
    () => performance.now(),
  ),
  after(ms, action) {
    // Timers count whole milliseconds of a clock of their own, and so may run one before `now` says that it is time.
    const timer = setTimeout(action, Math.min(Math.max(0, ms) + 1, longest));
    return { dispose: () => clearTimeout(timer) };
  },
  jitter: () => Math.random(),
};

/** Looks each second whether the time of day was set back, until disposed: at times nobody else asks what time it is. */
export function watch(clock: Clock): Disposable {
  let timer: Disposable;
  const look = () => {
    clock.now();
    timer = clock.after(1_000, look);
  };
  look();
  return { dispose: () => timer.dispose() };
}

/**
 * Runs `action` once it is `at` (milliseconds since 1970), or as soon as `early` says so. Both are looked at every so
 * many milliseconds, for a timer stands still while the machine sleeps.
 */
export function atTime(
  clock: Clock,
  at: number,
  everyMs: number,
  action: () => void,
  early: () => boolean,
): Disposable {
  let timer: Disposable;
  const wait = () => {
    const left = at - clock.now();
    timer = clock.after(Math.min(left, everyMs), left > everyMs ? look : action);
  };
  const look = () => {
    if (early()) action();
    else wait();
  };
  wait();
  return { dispose: () => timer.dispose() };
}

/** Resolves after `ms` milliseconds of the given clock. */
export function sleep(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => void clock.after(ms, resolve));
}

/** The next value of an event; `undefined` if none comes within `ms` milliseconds. */
export function next<T>(event: Event<T>, clock: Clock, ms: number): Promise<T | undefined> {
  return new Promise((resolve) => {
    const settle = (value?: T) => {
      subscription.dispose();
      timer.dispose();
      resolve(value);
    };
    const subscription = event(settle);
    const timer = clock.after(ms, settle);
  });
}
