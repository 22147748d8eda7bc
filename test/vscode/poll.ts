import { setTimeout as delay } from 'node:timers/promises';

/** Between two looks, in milliseconds: often enough for a person's eye, seldom enough for two cores. */
const interval = 50;

/**
 * Looks again and again until something holds.
 * @param timeout in milliseconds
 * @returns whether it held in time.
 */
export async function poll(holds: () => Promise<boolean> | boolean, timeout: number): Promise<boolean> {
  const end = performance.now() + timeout;
  while (!(await holds())) {
    if (performance.now() > end) {
      return false;
    }
    await delay(interval);
  }
  return true;
}
