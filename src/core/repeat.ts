import type { Heard } from './heard';
import type { Repeat } from './item';
import { can, type Ability } from './possible';

const round: readonly Repeat[] = ['off', 'context', 'track'];

/** What it takes to bring a mode about. */
export function repeatAbility(mode: Repeat): Ability {
  return mode === 'track' ? 'repeatTrack' : 'repeat';
}

/** The next mode in the round that is allowed; the present one if no other is. */
export function nextRepeat(heard: Heard): Repeat {
  const start = round.indexOf(heard.repeat);
  const others = [...round.slice(start + 1), ...round.slice(0, start)];
  return others.find((mode) => can(heard, repeatAbility(mode))) ?? heard.repeat;
}
