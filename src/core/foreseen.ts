import { isOverdue, type Heard, type Nothing, type Seen } from './heard';
import { sameItem } from './item';
import { surprised, unrestFrom, type Unrest } from './unrest';

/** What a reply says about how often surprises come, `last` being what was seen before it. */
export function unrestAfter(last: Seen, seen: Heard | Nothing): Unrest {
  if (last.kind === 'waiting') {
    return unrestFrom(seen.receivedAt);
  }
  return isForeseen(last, seen) ? last.unrest : surprised(last.unrest, seen.receivedAt);
}

/** How far a position may be from where it was expected, in milliseconds; replies and devices are not exact. */
const tolerance = 4_000;

/** Whether a reply tells what could be foreseen from the one before: the same going on, or the next item on time. */
function isForeseen(last: Heard | Nothing, seen: Heard | Nothing): boolean {
  if (last.kind === 'nothing' || seen.kind === 'nothing') {
    return last.kind === seen.kind;
  }
  if (last.changing) {
    return true;
  }
  if (last.kind !== seen.kind || seen.kind === 'paused') {
    return last.kind === seen.kind && sameItem(last.item, seen.item);
  }
  const elapsed = seen.receivedAt - last.receivedAt;
  const expected = last.progressMs + elapsed;
  const wentOn = isOverdue(seen) || Math.abs(expected - seen.progressMs) < tolerance;
  // The next item began when this one ended; with repeat on it may be the same again.
  const duration = last.item.durationMs;
  const next = duration === undefined || Math.abs(expected - duration - seen.progressMs) < tolerance;
  return sameItem(last.item, seen.item) ? wentOn || (next && duration !== undefined) : next;
}
