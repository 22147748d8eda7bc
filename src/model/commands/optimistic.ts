import { itemActions, sameItem, type Item } from '../playback/item';
import { positionAt, withPosition, type NowPlaying, type Idle } from '../playback/nowPlaying';
import type { PlayerSnapshot } from '../playback/snapshot';
import type { Effect } from './intent';

/**
 * What a command will bring, as far as that is known before Spotify shows it: `neighbour` is the item after this one, or
 * before it for `previous`, if somebody knows. A pure function; `now` in milliseconds since 1970.
 */
export function applyOptimistically(
  nowPlaying: NowPlaying,
  command: Effect,
  now: number,
  neighbour?: Item,
): NowPlaying {
  const here = at(positionAt(nowPlaying, now), nowPlaying, now);
  switch (command.kind) {
    case 'play':
      return { ...here, kind: 'playing' };
    case 'pause':
      return { ...here, kind: 'paused' };
    case 'next':
    case 'previous':
      return another(here, neighbour);
    case 'playUri':
      return { ...another(here, undefined), kind: 'playing' };
    case 'seek':
      return at(command.ms, here, now);
    case 'transfer':
      return transferred(here, command);
    case 'volume':
      return {
        ...nowPlaying,
        device: nowPlaying.device && { ...nowPlaying.device, volume: command.percent },
      };
    case 'shuffle':
      return {
        ...nowPlaying,
        shuffle: command.on,
        smartShuffle: command.on ? nowPlaying.smartShuffle : undefined,
      };
    case 'repeat':
      return { ...nowPlaying, repeat: command.mode };
  }
}

function at(progressMs: number | undefined, nowPlaying: NowPlaying, now: number): NowPlaying {
  return { ...withPosition(nowPlaying, progressMs, now), overdue: 0 };
}

function another(here: NowPlaying, item: Item | undefined): NowPlaying {
  const disallows = here.disallows.filter((action) => !itemActions.has(action));
  const started = { ...at(0, here, here.receivedAt), disallows };
  return item
    ? { ...started, item, liked: undefined, changing: false }
    : { ...started, liked: undefined, changing: true };
}

function transferred(here: NowPlaying, { device, play }: Extract<Effect, { kind: 'transfer' }>): NowPlaying {
  return { ...here, kind: play ? 'playing' : here.kind, device: { ...device, active: true } };
}

/**
 * Whether a reply shows what is shown already, the effect of commands that are no longer known here. With
 * `changing` that is any other item. A pure function.
 */
export function confirms(shown: NowPlaying | Idle, snapshot: PlayerSnapshot): boolean {
  if (shown.kind === 'nothing' || snapshot.kind === 'nothing') return snapshot.kind !== 'nothing';
  return (
    snapshot.kind === shown.kind &&
    sameItem(snapshot.item, shown.item) !== shown.changing &&
    snapshot.shuffle === shown.shuffle &&
    snapshot.repeat === shown.repeat &&
    snapshot.device?.id === shown.device?.id &&
    snapshot.device?.volume === shown.device?.volume &&
    isConfirmedBy({ kind: 'seek', ms: 0 }, undefined, shown, snapshot)
  );
}

/** How far a reply may be from a position that was asked for, in milliseconds. */
const tolerance = 4_000;

/**
 * Whether a reply shows the effect of a command: `before` is what a reply showed before the command, `optimistic` what
 * it was to bring. Items that could not be predicted count as shown when they are others than before.
 */
export function isConfirmedBy(
  command: Effect,
  before: NowPlaying | undefined,
  optimistic: NowPlaying | undefined,
  snapshot: PlayerSnapshot,
): boolean {
  if (snapshot.kind === 'nothing') {
    return false;
  }
  switch (command.kind) {
    case 'play':
    case 'pause':
      return (snapshot.kind === 'playing') === (command.kind === 'play');
    case 'next':
    case 'previous':
    case 'playUri':
      return optimistic && !optimistic.changing
        ? sameItem(snapshot.item, optimistic.item)
        : before === undefined || !sameItem(snapshot.item, before.item);
    case 'seek': {
      const position = (optimistic && positionAt(optimistic, snapshot.receivedAt)) ?? command.ms;
      // A position that is not said, or always 0 (`wentOn`), contradicts nothing.
      return !snapshot.progressMs || Math.abs(snapshot.progressMs - position) < tolerance;
    }
    case 'volume':
      return snapshot.device?.volume === command.percent;
    case 'shuffle':
      return snapshot.shuffle === command.on;
    case 'repeat':
      return snapshot.repeat === command.mode;
    case 'transfer':
      return snapshot.device?.id === command.device.id && (!command.play || snapshot.kind === 'playing');
  }
}
