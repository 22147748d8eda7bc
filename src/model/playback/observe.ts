import { changeRateAfter } from '../schedule/changeRate';
import { sameItem } from './item';
import type { Idle, NowPlaying, Observation } from './nowPlaying';
import { isOverdue, reckoned, tolerance, type ItemSnapshot, type PlayerSnapshot } from './snapshot';

/** How much replies about the same playing may differ, in milliseconds. */
const steadyMs = 2_000;
/** So long after its end an item is no longer late: it plays again, or somebody sought back. */
const late = 30_000;

/**
 * What is tracked of what a source says, `last` being what was tracked before it, and `liked` what is known of its item
 * from elsewhere. A pure function.
 */
export function observe(last: Observation, said: PlayerSnapshot, liked?: boolean): NowPlaying | Idle {
  const tracked = last.kind !== 'waiting' && last.premiumRequired ? { premiumRequired: true as const } : {};
  if (said.kind === 'nothing') return { ...said, changeRate: changeRateAfter(last, said), ...tracked };
  const snapshot = { ...said, progressMs: said.progressMs || wentOn(said, last) };
  const { kind, item, progressMs, receivedAt } = snapshot;
  const same = 'item' in last && sameItem(item, last.item) ? last : undefined;
  const ongoing = kind === 'playing' && same?.kind === kind ? same : undefined;
  const startedAt = progressMs === undefined ? undefined : receivedAt - progressMs;
  const isSteady = Math.abs((startedAt ?? NaN) - (ongoing?.startedAt ?? NaN)) < steadyMs;
  return {
    ...snapshot,
    liked: liked ?? same?.liked,
    changing: false,
    startedAt: isSteady ? ongoing?.startedAt : startedAt,
    overdue: ongoing && isOverdue(snapshot) ? ongoing.overdue + 1 : 0,
    changeRate: changeRateAfter(last, snapshot),
    ...tracked,
  };
}

/**
 * Where a position is not to be had from a snapshot it is the one that was known before it, going on, if any was: devices
 * such as Amazon's Echo send null, or 0 whatever plays. In a pause a 0 may be true as well, and so leaves it unknown.
 */
function wentOn({ kind, item, progressMs, receivedAt }: ItemSnapshot, last: Observation): number | undefined {
  // Nobody knows at which moment somebody paused it elsewhere, or played it again.
  if (last.kind !== kind) return undefined;
  const before = reckoned(last, receivedAt);
  if (before === undefined) return undefined;
  const over = before - (last.item.durationMs ?? Infinity);
  if (sameItem(last.item, item)) {
    const doubtful = last.changing || (kind === 'paused' && progressMs === 0 && before !== 0);
    return doubtful || over >= late ? undefined : before;
  }
  // A command that brings another item begins it, and so does the end of the one before.
  if (last.changing) return before;
  return Math.abs(over) < tolerance ? Math.max(0, over) : undefined;
}
