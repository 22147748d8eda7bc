import type { Command } from './command';
import { isShown } from './expectation';
import type { Heard, Nothing } from './heard';

/** What commands change; of those that change the same only the last one counts. */
type Aspect = 'playing' | 'item' | 'position' | 'volume' | 'shuffle' | 'repeat' | 'device';

const aspects: Readonly<Record<Command['kind'], Aspect | undefined>> = {
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
  like: undefined,
  queue: undefined,
};

interface Entry {
  readonly command: Command;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** How many in a row changed the same. */
  readonly times: number;
}

/** Commands whose effect replies need not show yet. Replaced whole, never changed. */
export interface Outstanding {
  /** What was seen before the first of them. */
  readonly before: Heard | Nothing | undefined;
  readonly entries: ReadonlyMap<Aspect, Entry>;
}

/** Whether a command changes what replies show. */
export function changesPlayer({ kind }: Command): boolean {
  return aspects[kind] !== undefined;
}

/**
 * The outstanding commands after another one at `now`. Those from before `since` have shown their effect by then or
 * never will; both in milliseconds since 1970.
 */
export function withCommand(
  earlier: Outstanding | undefined,
  command: Command,
  seen: Heard | Nothing | undefined,
  now: number,
  since: number,
): Outstanding {
  const entries = new Map([...(earlier?.entries ?? [])].filter(([, { at }]) => at >= since));
  const before = earlier && entries.size > 0 ? earlier.before : seen;
  const aspect = aspects[command.kind];
  if (aspect) {
    entries.set(aspect, { command, at: now, times: (entries.get(aspect)?.times ?? 0) + 1 });
    if (aspect === 'item') entries.delete('position');
  }
  return { before, entries };
}

/** Whether a reply shows what all of them were to bring; `supposed` is what is shown in the meantime. */
export function areShown(
  { before, entries }: Outstanding,
  supposed: Heard | undefined,
  seen: Heard | Nothing,
): boolean {
  const heardBefore = before?.kind === 'nothing' ? undefined : before;
  return [...entries.values()].every(
    ({ command, times }) =>
      // After several skips into the unknown a reply may still show one of the items in between.
      !(supposed?.changing && times > 1) && isShown(command, heardBefore, supposed, seen),
  );
}
