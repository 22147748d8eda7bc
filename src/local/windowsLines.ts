import * as v from 'valibot';
import { parseJson } from '../platform/json';
import { duration, ms, name, text } from '../model/fields';
import type { LocalState, LocalTrack } from './player';
import { answerSchemas } from './scriptFields';
import { optional } from './trackFields';

/* What media/local/spotify.ps1 writes: it has the names of Windows.Media.Control. */

/** `Closed` and `Opened` are of players that have nothing to play. */
const statuses = {
  Playing: 'playing',
  Paused: 'paused',
  Stopped: 'stopped',
  Closed: 'stopped',
  Opened: 'stopped',
} as const;
const repeats = { None: 'off', List: 'context', Track: 'track' } as const;
const keyOf = <K extends string>(table: Readonly<Record<K, unknown>>) =>
  v.picklist(Object.keys(table) as K[]);

const sessionSchema = v.object({
  kind: v.literal('session'),
  status: keyOf(statuses),
  title: text,
  artist: name,
  album: text,
  durationMs: duration,
  positionMs: ms,
  shuffle: optional(v.boolean()),
  repeat: optional(keyOf(repeats)),
});
type SessionLine = v.InferOutput<typeof sessionSchema>;

const lineSchema = v.variant('kind', [
  ...answerSchemas,
  sessionSchema,
  v.object({ kind: v.literal('hidden'), running: v.boolean() }),
  v.object({ kind: v.literal('restricted') }),
  v.object({ kind: v.literal('unsupported') }),
]);
export type WindowsLine = v.InferOutput<typeof lineSchema>;

/** `undefined` for what the script does not write. */
export function readWindowsLine(line: string): WindowsLine | undefined {
  const parsed = v.safeParse(lineSchema, parseJson(line));
  return parsed.success ? parsed.output : undefined;
}

/**
 * What is known after a line.
 * @param observedAt when it came, in milliseconds by the monotonic clock
 */
export function windowsState(before: LocalState, line: WindowsLine, observedAt: number): LocalState {
  switch (line.kind) {
    case 'session':
      return sessionState(line, observedAt);
    case 'hidden':
      return { kind: 'unavailable', problem: line.running ? 'hiddenFromSystem' : 'notRunning' };
    case 'restricted':
      return { kind: 'unavailable', problem: 'restrictedShell' };
    case 'unsupported':
      return { kind: 'unavailable', problem: 'broken' };
    default:
      return before;
  }
}

function sessionState(session: SessionLine, observedAt: number): LocalState {
  const track = trackOf(session);
  return {
    kind: 'available',
    status: statuses[session.status],
    elsewhere: track?.title === '',
    track,
    positionMs: session.positionMs,
    observedAt,
    volumePercent: undefined,
    shuffle: session.shuffle,
    repeat: session.repeat && repeats[session.repeat],
  };
}

/** Windows has one text for all artists, which is left as it is: names have commas in them, too. */
function trackOf({ title, artist, album, durationMs }: SessionLine): LocalTrack | undefined {
  if (title === '' && durationMs === undefined) return undefined;
  const artists = artist === '' ? [] : [artist];
  return { kind: 'unknown', uri: undefined, title, artists, album, durationMs, artworkUrl: undefined };
}
