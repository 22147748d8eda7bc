import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Line } from '../channel';

/** Both ends answer at once; who does not is no window of ours. */
const patienceMs = 2_000;

/**
 * Each end proves to the other that it knows the key, without telling it: on some systems other users can open,
 * or fake, the address that windows meet at.
 * @returns whether the other end knows the key
 */
export async function shakeHands(line: Line, key: string, side: 'caller' | 'called'): Promise<boolean> {
  const mine = randomBytes(16).toString('hex');
  line.send({ nonce: mine });
  const theirs = text(await next(line), 'nonce');
  if (theirs === undefined || theirs === mine) {
    return false;
  }
  line.send({ proof: proof(key, side, mine, theirs) });
  const other = side === 'caller' ? 'called' : 'caller';
  return equal(text(await next(line), 'proof') ?? '', proof(key, other, theirs, mine));
}

function proof(key: string, side: string, own: string, others: string): string {
  return createHmac('sha256', key).update(`${side} ${own} ${others}`).digest('hex');
}

/** The next message; `undefined` when the line ends, or none comes in time. */
function next(line: Line): Promise<unknown> {
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

function text(message: unknown, name: string): string | undefined {
  const value =
    typeof message === 'object' && message !== null ? (message as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

function equal(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
