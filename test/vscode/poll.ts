import { setTimeout as delay } from 'node:timers/promises';

/**
 * How long a test waits for what has to come, in milliseconds. A test that passes waits no longer for it; one that
 * runs on a machine that is busy with other things gets the time.
 */
export const patience = 30_000;

/** Between two looks, in milliseconds: often enough for a person's eye, seldom enough for two cores. */
const usualInterval = 50;

/**
 * Looks again and again until something holds.
 * @param timeout in milliseconds, `patience` without it
 * @param interval between two looks, in milliseconds
 * @returns whether it held in time.
 */
export async function poll(
  holds: () => Promise<boolean> | boolean,
  timeout = patience,
  interval = usualInterval,
): Promise<boolean> {
  const end = performance.now() + timeout;
  while (!(await holds())) {
    if (performance.now() > end) {
      return false;
    }
    await delay(interval);
  }
  return true;
}
