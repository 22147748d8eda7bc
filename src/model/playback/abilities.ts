import { RejectedError, type Rejection } from '../errors/rejection';
import { libraryTakes, pageOf } from '../link';
import type { Action, Item, Repeat } from './item';
import type { NowPlaying } from './nowPlaying';

/** What can be done with what plays, or cannot. */
export type Ability =
  /** Any command, such as to pause, or to play elsewhere. */
  | 'control'
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
export function rejectionFor(nowPlaying: NowPlaying, ability: Ability): Rejection | undefined {
  const { item, device, disallows } = nowPlaying;
  if (isUnknown(nowPlaying, ability)) return { kind: 'signedOut' };
  if (ability === 'like' || ability === 'link') {
    const possible = ability === 'like' ? isLikable(item) : pageOf(item.uri) !== undefined;
    return possible ? undefined : { kind: 'notForItem', item: item.kind };
  }
  // The Spotify app on this machine needs none.
  const app = nowPlaying.local !== undefined && !/^(shuffle|repeat)/.test(ability);
  if (nowPlaying.premiumRequired && !app) return { kind: 'premiumRequired' };
  if (ability === 'control') return undefined;
  const action = actions[ability];
  if (device?.restricted || (action && disallows.includes(action))) {
    return { kind: 'restricted', action };
  }
  return ability === 'changeVolume' && !device?.hasVolume ? { kind: 'volumeFixed' } : undefined;
}

/** What the Spotify app on this machine does not tell of, or has no control for: Spotify itself does. */
function isUnknown({ local, shuffle, repeat }: NowPlaying, ability: Ability): boolean {
  if (ability === 'like') return local === 'alone';
  if (ability === 'shuffle') return shuffle === undefined || local === 'alone';
  return /^repeat/.test(ability) && (repeat === undefined || local === 'alone');
}

export function can(nowPlaying: NowPlaying | undefined, ability: Ability): boolean {
  return nowPlaying !== undefined && rejectionFor(nowPlaying, ability) === undefined;
}

/**
 * What plays now, if anything does, if it is the item of that URI, and if that can be done with it.
 * @throws RejectedError
 */
export function assertCan(nowPlaying: NowPlaying | undefined, ability?: Ability, uri?: string): NowPlaying {
  if (!nowPlaying) throw new RejectedError({ kind: 'nothingPlays' });
  if (uri !== undefined && (nowPlaying.changing || nowPlaying.item.uri !== uri)) {
    throw new RejectedError({ kind: 'itemChanged' });
  }
  const rejection = ability && rejectionFor(nowPlaying, ability);
  if (rejection) throw new RejectedError(rejection);
  return nowPlaying;
}

const round: readonly Repeat[] = ['off', 'context', 'track'];

/** What it takes to bring a mode about. */
export function repeatAbility(mode: Repeat): Ability {
  return mode === 'track' ? 'repeatTrack' : 'repeat';
}

/** The next mode in the round that is allowed; the present one if no other is. */
export function nextRepeat(nowPlaying: NowPlaying): Repeat {
  const { repeat = 'off' } = nowPlaying;
  const start = round.indexOf(repeat);
  const others = [...round.slice(start + 1), ...round.slice(0, start)];
  return others.find((mode) => can(nowPlaying, repeatAbility(mode))) ?? repeat;
}
