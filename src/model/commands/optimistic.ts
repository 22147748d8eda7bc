import { sameItem, type Action, type Item } from '../playback/item';
import { positionAt, withPosition, type Heard, type Nothing } from '../playback/nowPlaying';
import type { Effect } from './intent';

/**
 * What a command will bring, as far as that is known before Spotify shows it: `neighbour` is the item after this one, or
 * before it for `previous`, if somebody knows. A pure function; `now` in milliseconds since 1970.
 */
export function expected(heard: Heard, command: Effect, now: number, neighbour?: Item): Heard {
  const here = at(positionAt(heard, now), heard, now);
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
      return { ...heard, device: heard.device && { ...heard.device, volume: command.percent } };
    case 'shuffle':
      return { ...heard, shuffle: command.on };
    case 'repeat':
      return { ...heard, repeat: command.mode };
  }
}

function at(progressMs: number | undefined, heard: Heard, now: number): Heard {
  return { ...withPosition(heard, progressMs, now), overdue: 0 };
}

/** What Spotify refuses for an item, not for all that it belongs to. */
const ofItem: ReadonlySet<Action> = new Set(['skipping_next', 'skipping_prev', 'seeking']);

function another(here: Heard, item: Item | undefined): Heard {
  const disallows = here.disallows.filter((action) => !ofItem.has(action));
  const started = { ...at(0, here, here.receivedAt), disallows };
  return item
    ? { ...started, item, liked: undefined, changing: false }
    : { ...started, liked: undefined, changing: true };
}

function transferred(here: Heard, { device, play }: Extract<Effect, { kind: 'transfer' }>): Heard {
  return { ...here, kind: play ? 'playing' : here.kind, device: { ...device, active: true } };
}

/**
 * Whether a reply shows what is shown already, which commands that nobody can tell of any more were to bring. With
 * `changing` that is any other item. A pure function.
 */
export function bearsOut(shown: Heard | Nothing, seen: Heard | Nothing): boolean {
  if (shown.kind === 'nothing' || seen.kind === 'nothing') return seen.kind !== 'nothing';
  return (
    seen.kind === shown.kind &&
    sameItem(seen.item, shown.item) !== shown.changing &&
    seen.shuffle === shown.shuffle &&
    seen.repeat === shown.repeat &&
    seen.device?.id === shown.device?.id &&
    seen.device?.volume === shown.device?.volume &&
    isShown({ kind: 'seek', ms: 0 }, undefined, shown, seen)
  );
}

/** How far a reply may be from a position that was asked for, in milliseconds. */
const tolerance = 4_000;

/**
 * Whether a reply shows the effect of a command: `before` is what a reply showed before the command, `supposed` what
 * it was to bring. Items that nobody could foresee count as shown when they are others than before.
 */
export function isShown(
  command: Effect,
  before: Heard | undefined,
  supposed: Heard | undefined,
  seen: Heard | Nothing,
): boolean {
  if (seen.kind === 'nothing') {
    return false;
  }
  switch (command.kind) {
    case 'play':
    case 'pause':
      return (seen.kind === 'playing') === (command.kind === 'play');
    case 'next':
    case 'previous':
    case 'playUri':
      return supposed && !supposed.changing
        ? sameItem(seen.item, supposed.item)
        : before === undefined || !sameItem(seen.item, before.item);
    case 'seek': {
      const position = (supposed && positionAt(supposed, seen.receivedAt)) ?? command.ms;
      // A position that is not said, or always 0 (`located`), contradicts nothing.
      return !seen.progressMs || Math.abs(seen.progressMs - position) < tolerance;
    }
    case 'volume':
      return seen.device?.volume === command.percent;
    case 'shuffle':
      return seen.shuffle === command.on;
    case 'repeat':
      return seen.repeat === command.mode;
    case 'transfer':
      return seen.device?.id === command.device.id && (!command.play || seen.kind === 'playing');
  }
}
