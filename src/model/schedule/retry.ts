import { obstacleOf, pauseEnd, requiresUserAction, type ApiProblem } from '../errors/apiProblem';
import type { Unavailable } from '../playback/playback';
import { minute, second, shortest, type Circumstances, type Plan } from './plan';

/** First and last step of the back-off after a fault that may pass at any moment. */
const firstRetry = 5 * second;
const lastRetry = 5 * minute;
/** Where a 429 looks like a lost network, it has to be reckoned with. */
const lastRetryBlind = 30 * minute;
/** Without a network the question reaches nobody, so that it may be put more often: its return is soon noticed. */
const lastRetryOffline = 1 * minute;
/** Some limits demand a second each time, for hours: the window that Spotify counts by is longer. */
const lastRetryLimited = 1 * minute;
/** Where only a person can end it (`requiresUserAction`). */
const userActionRetry = 15 * minute;

/** When to ask again after a fault. Not before the end of a pause that Spotify demanded; what is left of it when the clock was set back, the log says. */
export function planRetry(playback: Unavailable, circumstances: Circumstances): Plan {
  const plan = planAttempt(playback, circumstances);
  if (circumstances.now < playback.failedAt && pauseEnd(playback.problem) !== undefined) {
    return { ...plan, at: circumstances.now };
  }
  return { ...plan, at: Math.max(plan.at, (pauseEnd(playback.problem) ?? 0) + playback.jitter * second) };
}

function planAttempt(
  { problem, failures, failedAt, jitter }: Unavailable,
  { now, focusedSince }: Circumstances,
): Plan {
  if (requiresUserAction.has(problem.kind)) {
    return { at: retryAt(failedAt, userActionRetry, now), why: problem.kind };
  }
  const isLimit = problem.kind === 'limited' || (problem.kind === 'offline' && problem.blind);
  if (!isLimit && focusedSince !== undefined && focusedSince - failedAt > firstRetry) {
    return { at: now, why: 'focusRegained' };
  }
  const backOff = Math.min(firstRetry * 2 ** (failures - 1), longestRetry(problem)) * (0.75 + jitter / 2);
  const at = retryAt(failedAt, Math.max(shortest, backOff), now);
  if (problem.kind === 'limited') return { at, why: problem.quota ? 'quotaUsedUp' : 'rateLimited' };
  return { at, why: problem.kind, attempt: failures };
}

function longestRetry(problem: ApiProblem): number {
  if (problem.kind === 'limited') return lastRetryLimited;
  // What stands in between is reached each time, and stays until somebody changes something.
  if (problem.kind !== 'offline' || obstacleOf(problem)) {
    return lastRetry;
  }
  return problem.blind ? lastRetryBlind : lastRetryOffline;
}

/** As `within`. */
function retryAt(failedAt: number, wait: number, now: number): number {
  return Math.min(Math.max(failedAt + wait, now), now + wait);
}
