import { isOverdue, tolerance, type Heard, type Nothing, type Seen } from './heard';
import { sameItem } from './item';
import { surprised, unrestFrom, type Unrest } from './unrest';

/** What a reply says about how often surprises come, `last` being what was seen before it. */
export function unrestAfter(last: Seen, seen: Heard | Nothing): Unrest {
  if (last.kind === 'waiting') {
    return unrestFrom(seen.receivedAt);
  }
  return isForeseen(last, seen) ? last.unrest : surprised(last.unrest, seen.receivedAt);
}

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
  const same = sameItem(last.item, seen.item);
  const duration = last.item.durationMs;
  // Where nobody knew when it would end, it may have ended.
  if (last.progressMs === undefined || (duration === undefined && !same)) {
    return true;
  }
  const expected = last.progressMs + seen.receivedAt - last.receivedAt;
  // By so much the item should be over by now; with repeat on it may be the same again.
  const over = expected - (duration ?? Infinity);
  if (seen.progressMs === undefined) {
    return same || over > -tolerance;
  }
  const wentOn = isOverdue(seen) || Math.abs(expected - seen.progressMs) < tolerance;
  // What came in between, and ended, is no surprise either.
  const unseen = over - seen.progressMs;
  const shortest = Math.min(duration ?? Infinity, seen.item.durationMs ?? Infinity);
  return (same && wentOn) || Math.abs(unseen) < tolerance || unseen > shortest - tolerance;
}
