import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Line } from '../channel';
import { nextMessage } from '../nextMessage';

/**
 * Each end proves to the other that it knows the key, without telling it: on some systems other users can open,
 * or fake, the address that windows meet at.
 * @returns whether the other end knows the key
 */
export async function shakeHands(line: Line, key: string, side: 'caller' | 'called'): Promise<boolean> {
  const mine = randomBytes(16).toString('hex');
  line.send({ nonce: mine });
  const theirs = text(await nextMessage(line), 'nonce');
  if (theirs === undefined || theirs === mine) {
    return false;
  }
  line.send({ proof: proof(key, side, mine, theirs) });
  const other = side === 'caller' ? 'called' : 'caller';
  return equal(text(await nextMessage(line), 'proof') ?? '', proof(key, other, theirs, mine));
}

function proof(key: string, side: string, own: string, others: string): string {
  return createHmac('sha256', key).update(`${side} ${own} ${others}`).digest('hex');
}

function text(message: unknown, name: string): string | undefined {
  const value =
    typeof message === 'object' && message !== null ? (message as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

function equal(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}
