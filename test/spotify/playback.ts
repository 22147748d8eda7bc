import type { Item } from './items';

export type Repeat = 'off' | 'context' | 'track';

/** What a player may be kept from doing: the keys of `actions.disallows` (Spotify's documentation). */
export type Action =
  | 'interrupting_playback'
  | 'pausing'
  | 'resuming'
  | 'seeking'
  | 'skipping_next'
  | 'skipping_prev'
  | 'toggling_repeat_context'
  | 'toggling_shuffle'
  | 'toggling_repeat_track'
  | 'transferring_playback';

export interface Device {
  /** Null for devices that do not let themselves be addressed. */
  readonly id: string | null;
  readonly name: string;
  readonly type: string;
  readonly isRestricted: boolean;
  /** False for phones and the like: every volume command fails. */
  readonly supportsVolume: boolean;
  /** 0 to 100, or null. */
  readonly volume: number | null;
}

/** What the music comes out of or belongs to: an album, a playlist, a show. */
export interface Context {
  readonly type: string;
  readonly uri: string;
}

/** One state of the player, valid from `since` until the next one. Replaced whole, never changed. Times in ms. */
export interface Playback {
  readonly since: number;
  /** False: nothing plays anywhere, nothing is even paused. */
  readonly isActive: boolean;
  readonly isPlaying: boolean;
  readonly item: Item;
  /** The position in the item at `since`. */
  readonly startMs: number;
  readonly list: readonly Item[];
  readonly index: number;
  /** What the user has queued: it plays before the list goes on. */
  readonly queue: readonly Item[];
  readonly context: Context | null;
  /** Whether the list starts again at its end even with `repeat` off. */
  readonly wraps: boolean;
  readonly repeat: Repeat;
  readonly isShuffled: boolean;
  /** Whether the shuffle is the one that adds recommendations; only Spotify's own apps turn it on. */
  readonly isSmartShuffled: boolean;
  readonly devices: readonly Device[];
  /** Which of the devices is the active one. */
  readonly deviceIndex: number;
}

/** What changes when a device goes: with the active one, playback ends. */
export function without(playback: Playback, id: string): Partial<Playback> {
  const active = playback.devices[playback.deviceIndex];
  const devices = playback.devices.filter((one) => one.id !== id);
  return active === undefined || active.id === id
    ? { devices, deviceIndex: 0, isActive: false, isPlaying: false }
    : { devices, deviceIndex: devices.indexOf(active) };
}

/** The position in ms at a time, never past the item's end. */
export function positionAt(playback: Playback, at: number): number {
  const run = playback.isActive && playback.isPlaying ? Math.max(0, at - playback.since) : 0;
  return Math.min(playback.startMs + run, playback.item.durationMs);
}

/** When the item will have ended by itself, or undefined when it will not. */
export function endOf(playback: Playback): number | undefined {
  const left = Math.max(1, playback.item.durationMs - playback.startMs);
  return playback.isActive && playback.isPlaying ? playback.since + left : undefined;
}

/** A new state at a time, the position carried over unless the patch sets one. */
export function changed(playback: Playback, at: number, patch: Partial<Playback>): Playback {
  return { ...playback, since: at, startMs: positionAt(playback, at), ...patch };
}

function goesRound(playback: Playback): boolean {
  return playback.wraps || playback.repeat !== 'off';
}

/** The state after the item, whether it ended (`natural`) or was skipped. A list that ends pauses on its last item. */
export function following(playback: Playback, at: number, natural: boolean): Playback {
  const start = changed(playback, at, { startMs: 0 });
  if (natural && playback.repeat === 'track') {
    return start;
  }
  const [queued, ...queue] = playback.queue;
  if (queued !== undefined) {
    return { ...start, item: queued, queue };
  }
  const index = (playback.index + 1) % playback.list.length;
  if (index === 0 && !goesRound(playback)) {
    return { ...start, isPlaying: false };
  }
  return { ...start, index, item: playback.list[index] ?? playback.item };
}

/** The state after a skip backwards. */
export function preceding(playback: Playback, at: number): Playback {
  const { length } = playback.list;
  const stays = playback.index === 0 && !goesRound(playback);
  const index = stays ? 0 : (playback.index + length - 1) % length;
  return changed(playback, at, { startMs: 0, index, item: playback.list[index] ?? playback.item });
}

/** What plays next, at most `limit` items. */
export function upcoming(playback: Playback, limit: number): Item[] {
  const { list, index } = playback;
  const round = goesRound(playback) ? [...list, ...list.slice(0, index)] : list;
  return [...playback.queue, ...round.slice(index + 1)].slice(0, limit);
}

/** What the state itself forbids. */
export function disallowed(playback: Playback): Action[] {
  const actions: Action[] = [playback.isPlaying ? 'resuming' : 'pausing'];
  if (playback.item.kind === 'ad') {
    actions.push('seeking', 'skipping_next', 'skipping_prev');
  } else if (playback.index === 0 && !goesRound(playback)) {
    actions.push('skipping_prev');
  }
  return actions;
}
