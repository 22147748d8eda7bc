import type { Line } from './channel';

/** Windows of ours answer at once, unless they hang. */
const patienceMs = 1_000;

/** The next message of a line; `undefined` when it ends, or none comes in time. */
export function nextMessage(line: Line): Promise<unknown> {
  return new Promise((resolve) => {
    const timeout = AbortSignal.timeout(patienceMs);
    const settle = (message: unknown) => {
      listeners.forEach((listener) => listener.dispose());
      timeout.removeEventListener('abort', late);
      resolve(message);
    };
    const late = () => settle(undefined);
    const listeners = [line.onMessage(settle), line.onEnd(() => settle(undefined))];
    timeout.addEventListener('abort', late);
  });
}
