import type { NowPlaying, Idle } from '../playback/nowPlaying';
import type { PlayerSnapshot } from '../playback/snapshot';
import type { Command, Effect } from './intent';
import { isConfirmedBy } from './optimistic';

/** What commands change; of those that change the same only the last one counts. */
type Aspect = 'playing' | 'item' | 'position' | 'volume' | 'shuffle' | 'repeat' | 'device';

const aspects: Readonly<Record<Effect['kind'], Aspect>> = {
  play: 'playing',
  pause: 'playing',
  next: 'item',
  previous: 'item',
  playUri: 'item',
  seek: 'position',
  volume: 'volume',
  shuffle: 'shuffle',
  repeat: 'repeat',
  transfer: 'device',
};

/** Whether a command brings another item, or the same from its start. */
export function bringsAnother({ kind }: Command): boolean {
  const known: Readonly<Partial<Record<Command['kind'], Aspect>>> = aspects;
  return known[kind] === 'item';
}

interface PendingCommand {
  readonly command: Effect;
  /** What played before it. */
  readonly before: NowPlaying | undefined;
  /** By the monotonic clock. */
  readonly at: number;
  /** How many in a row changed the same. */
  readonly times: number;
}

/** Commands whose effect replies need not show yet. Replaced whole, never changed. */
export type PendingCommands = ReadonlyMap<Aspect, PendingCommand>;

/** What a later command makes meaningless. */
function undoneBy(command: Effect): readonly Aspect[] {
  if (command.kind === 'playUri') return ['position', 'playing'];
  if (command.kind === 'transfer') return command.play ? ['playing'] : [];
  return bringsAnother(command) ? ['position'] : [];
}

/** Those since a time of the monotonic clock: the others have shown their effect by then or never will. */
export function pendingSince(all: PendingCommands, since: number): PendingCommands {
  return new Map([...all].filter(([, { at }]) => at >= since));
}

/** With another command at `now` (by the monotonic clock), before which `observation` was seen. */
export function withCommand(
  earlier: PendingCommands,
  command: Effect,
  observation: NowPlaying | Idle | undefined,
  now: number,
): PendingCommands {
  const entries = new Map(earlier);
  const aspect = aspects[command.kind];
  const before = observation?.kind === 'nothing' ? undefined : observation;
  entries.set(aspect, { command, before, at: now, times: (entries.get(aspect)?.times ?? 0) + 1 });
  for (const other of undoneBy(command)) entries.delete(other);
  return entries;
}

/** Whether a reply shows what all of them were to bring; `optimistic` is what is shown in the meantime. */
export function areConfirmedBy(
  pendingCommands: PendingCommands,
  optimistic: NowPlaying | undefined,
  snapshot: PlayerSnapshot,
): boolean {
  return [...pendingCommands].every(
    ([aspect, { command, before, times }]) =>
      // After several skips into the unknown a reply may still show one of the items in between.
      !(aspect === 'item' && optimistic?.changing && times > 1) &&
      isConfirmedBy(command, before, optimistic, snapshot),
  );
}
