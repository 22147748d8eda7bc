import { changeRateAfter } from '../schedule/changeRate';
import { sameItem } from './item';
import {
  reckoned,
  tolerance,
  withPosition,
  isOverdue,
  type Idle,
  type NowPlaying,
  type Observation,
} from './nowPlaying';

/** How much replies about the same playing may differ, in milliseconds. */
const steadyMs = 2_000;
/** So long after its end an item is no longer late: it plays again, or somebody sought back. */
const late = 30_000;

/** What a reply shows, `last` being what was seen before it. A pure function. */
export function observe(last: Observation, reply: NowPlaying | Idle): NowPlaying | Idle {
  const observation = reply.kind === 'nothing' ? reply : located(reply, last);
  const changeRate = changeRateAfter(last, observation);
  if (observation.kind !== 'playing' || last.kind !== 'playing' || !sameItem(observation.item, last.item)) {
    return { ...observation, changeRate };
  }
  const { startedAt } =
    Math.abs((observation.startedAt ?? NaN) - (last.startedAt ?? NaN)) < steadyMs ? last : observation;
  return { ...observation, changeRate, startedAt, overdue: isOverdue(observation) ? last.overdue + 1 : 0 };
}

/**
 * A reply whose position is not to be had from it has the one that was known before it, going on, if any was: devices
 * such as Amazon's Echo send null, or 0 whatever plays. In a pause a 0 may be true as well, and so leaves it unknown.
 */
function located(observation: NowPlaying, last: Observation): NowPlaying {
  return observation.progressMs
    ? observation
    : withPosition(observation, wentOn(observation, last), observation.receivedAt);
}

function wentOn({ kind, item, progressMs, receivedAt }: NowPlaying, last: Observation): number | undefined {
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
