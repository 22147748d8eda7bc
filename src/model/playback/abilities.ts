import { RefusedError, type Refusal } from '../errors/rejection';
import { libraryTakes, pageOf } from '../link';
import type { Action, Item, Repeat } from './item';
import type { Heard } from './nowPlaying';

/** What can be done with what is heard, or cannot. */
export type Ability =
  | 'skipNext'
  | 'skipPrevious'
  | 'seek'
  | 'changeVolume'
  | 'shuffle'
  | 'repeat'
  | 'repeatTrack'
  | 'like'
  | 'link';

const actions: Readonly<Partial<Record<Ability, Action>>> = {
  skipNext: 'skipping_next',
  skipPrevious: 'skipping_prev',
  seek: 'seeking',
  shuffle: 'toggling_shuffle',
  repeat: 'toggling_repeat_context',
  repeatTrack: 'toggling_repeat_track',
};

/** Whether Spotify's library takes it: of all that plays, it takes tracks and episodes. */
export function isLikable({ kind, uri }: Item): boolean {
  return (kind === 'track' || kind === 'episode') && libraryTakes(uri);
}

/**
 * Why something cannot be done now, as far as that is known without asking; `undefined` if it can. Whether it plays
 * or is paused does not count: Spotify's word on that comes late.
 */
export function whyNot(heard: Heard, ability: Ability): Refusal | undefined {
  const { item, device, disallows } = heard;
  if (ability === 'like' || ability === 'link') {
    const able = ability === 'like' ? isLikable(item) : pageOf(item.uri) !== undefined;
    return able ? undefined : { kind: 'notForItem', item: item.kind };
  }
  const action = actions[ability];
  if (device?.restricted || (action && disallows.includes(action))) {
    return { kind: 'restricted', action };
  }
  return ability === 'changeVolume' && !device?.hasVolume ? { kind: 'volumeFixed' } : undefined;
}

export function can(heard: Heard | undefined, ability: Ability): boolean {
  return heard !== undefined && whyNot(heard, ability) === undefined;
}

/**
 * What is heard, if anything is, if it is the item of that URI, and if that can be done with it.
 * @throws RefusedError
 */
export function demand(heard: Heard | undefined, ability?: Ability, uri?: string): Heard {
  if (!heard) throw new RefusedError({ kind: 'nothingPlays' });
  if (uri !== undefined && (heard.changing || heard.item.uri !== uri)) {
    throw new RefusedError({ kind: 'itemChanged' });
  }
  const refusal = ability && whyNot(heard, ability);
  if (refusal) throw new RefusedError(refusal);
  return heard;
}

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
