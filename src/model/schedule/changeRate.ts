import { sameItem } from '../playback/item';
import type { ChangeRate, Idle, NowPlaying, Observation } from '../playback/nowPlaying';
import { isOverdue, tolerance, type PlayerSnapshot } from '../playback/snapshot';

/** Before anything is known: a change every ten minutes. */
const usualGap = 600_000;

export function initialChangeRate(at: number): ChangeRate {
  return { since: at, gap: usualGap };
}

/**
 * After another change at `at`. The geometric mean follows a hand that begins to skip within a few songs, and is
 * not thrown off by one long calm.
 */
function recordChange({ since, gap }: ChangeRate, at: number): ChangeRate {
  return { since: at, gap: Math.sqrt(gap * Math.max(1000, at - since)) };
}

/** The time between changes that has to be reckoned with at `at`: a calm that lasts longer than usual counts. */
export function expectedGap({ since, gap }: ChangeRate, at: number): number {
  return Math.max(gap, at - since);
}

/** How often changes come that could not be predicted, by a snapshot; `last` is what was tracked before it. */
export function changeRateAfter(last: Observation, snapshot: PlayerSnapshot): ChangeRate {
  if (last.kind === 'waiting') {
    return initialChangeRate(snapshot.receivedAt);
  }
  return isPredicted(last, snapshot) ? last.changeRate : recordChange(last.changeRate, snapshot.receivedAt);
}

/** Whether a snapshot tells what could be foreseen from the one before: the same going on, or the next item on time. */
function isPredicted(last: NowPlaying | Idle, snapshot: PlayerSnapshot): boolean {
  if (last.kind === 'nothing' || snapshot.kind === 'nothing') {
    return last.kind === snapshot.kind;
  }
  if (last.changing) {
    return true;
  }
  if (last.kind !== snapshot.kind || snapshot.kind === 'paused') {
    return last.kind === snapshot.kind && sameItem(last.item, snapshot.item);
  }
  const same = sameItem(last.item, snapshot.item);
  const duration = last.item.durationMs;
  // Where nobody knew when it would end, it may have ended.
  if (last.progressMs === undefined || (duration === undefined && !same)) {
    return true;
  }
  const expected = last.progressMs + snapshot.receivedAt - last.receivedAt;
  // By so much the item should be over by now; with repeat on it may be the same again.
  const over = expected - (duration ?? Infinity);
  if (snapshot.progressMs === undefined) {
    return same || over > -tolerance;
  }
  const wentOn = isOverdue(snapshot) || Math.abs(expected - snapshot.progressMs) < tolerance;
  // What came in between, and ended, was predicted as well.
  const unseen = over - snapshot.progressMs;
  const shortest = Math.min(duration ?? Infinity, snapshot.item.durationMs ?? Infinity);
  return (same && wentOn) || Math.abs(unseen) < tolerance || unseen > shortest - tolerance;
}
