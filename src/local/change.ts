import type { LocalState } from './player';

/** In milliseconds. Players say in whole seconds where they are, or a little late. */
const jumpMs = 1_500;

/** Whether a state says more than that the time goes on: something else than before, or another place in the track. */
export function isChange(before: LocalState, after: LocalState): boolean {
  return timeless(before) !== timeless(after) || hasJumped(before, after);
}

function timeless(state: LocalState): string {
  return JSON.stringify(
    state.kind === 'available' ? { ...state, positionMs: undefined, observedAt: 0 } : state,
  );
}

function hasJumped(before: LocalState, after: LocalState): boolean {
  if (before.kind !== 'available' || after.kind !== 'available') return false;
  if (before.positionMs === undefined || after.positionMs === undefined) {
    return before.positionMs !== after.positionMs;
  }
  const passed = before.status === 'playing' ? after.observedAt - before.observedAt : 0;
  return Math.abs(after.positionMs - before.positionMs - passed) > jumpMs;
}
