import * as v from 'valibot';
import { between, parseJson } from '../platform/json';
import { duration, ms, name, raw, text } from '../model/fields';
import type { AppRefusal } from '../model/errors/rejection';
import type { LocalState, LocalTrack } from './player';
import { answerSchemas } from './scriptFields';
import { artworkAddress, identify, isElsewhere, optional } from './trackFields';

/* What media/local/spotify.js writes. */

/** What macOS answers where the user has refused that the editor controls Spotify. */
export const notPermitted = -1743;

/** Apple’s own names of errors: procNotFound, connectionInvalid, errAETimeout. */
const [noProcess, noConnection, timeout] = [-600, -609, -1712];

/** Why a command failed, by the number of the error; the app itself refuses by others. */
export function macFailure(code: number | undefined): AppRefusal {
  switch (code) {
    case notPermitted:
      return 'notPermitted';
    case noProcess:
    case noConnection:
      return 'notRunning';
    case timeout:
      return 'noAnswer';
    default:
      return 'unsupported';
  }
}

const statusSchema = v.pipe(
  v.string(),
  v.transform((state) => state.toLowerCase()),
  v.picklist(['playing', 'paused', 'stopped']),
);

const played = {
  state: optional(statusSchema),
  uri: raw,
  title: text,
  artist: name,
  album: text,
  durationMs: duration,
  positionMs: ms,
};

const changedSchema = v.object({ kind: v.literal('changed'), ...played });
const readSchema = v.object({
  kind: v.literal('read'),
  ...played,
  artworkUrl: raw,
  volumePercent: optional(between(0, 100)),
  shuffling: optional(v.boolean()),
  repeating: optional(v.boolean()),
});
const appSchema = v.object({ kind: v.literal('app'), installed: v.boolean(), running: v.boolean() });

const lineSchema = v.variant('kind', [...answerSchemas, appSchema, changedSchema, readSchema]);
export type MacLine = v.InferOutput<typeof lineSchema>;
type Changed = v.InferOutput<typeof changedSchema>;
type Read = v.InferOutput<typeof readSchema>;

/** `undefined` for what the script does not write. */
export function readMacLine(line: string): MacLine | undefined {
  const parsed = v.safeParse(lineSchema, parseJson(line));
  return parsed.success ? parsed.output : undefined;
}

/**
 * What is known after a line.
 * @param observedAt when it came, in milliseconds by the monotonic clock
 */
export function macState(before: LocalState, line: MacLine, observedAt: number): LocalState {
  switch (line.kind) {
    case 'app':
      return appState(before, line);
    case 'changed':
    case 'read':
      return playedState(before, line, observedAt);
    case 'failed':
      // What the app says of itself needs no permission, and stands.
      return line.code === notPermitted && before.kind !== 'available'
        ? { kind: 'unavailable', problem: 'permissionDenied' }
        : before;
    default:
      return before;
  }
}

/** That it runs does not say what plays: it tells that at the next change, or when it may be asked. */
function appState(before: LocalState, { installed, running }: { installed: boolean; running: boolean }) {
  if (!running) {
    return { kind: 'unavailable', problem: installed ? 'notRunning' : 'notInstalled' } as const;
  }
  const isKnown =
    before.kind === 'available' || (before.kind === 'unavailable' && before.problem === 'permissionDenied');
  return isKnown ? before : ({ kind: 'starting' } as const);
}

function playedState(before: LocalState, line: Changed | Read, observedAt: number): LocalState {
  // Any program can send a notification of that name.
  if (line.state === undefined) return before;
  const known = before.kind === 'available' ? before : undefined;
  const track = trackOf(line, known?.track);
  return {
    kind: 'available',
    status: line.state,
    elsewhere: isElsewhere(track),
    track,
    positionMs: line.positionMs,
    observedAt,
    ...(line.kind === 'read'
      ? {
          volumePercent: line.volumePercent,
          shuffle: line.shuffling,
          // The app's dictionary knows no third.
          repeat: line.repeating === undefined ? undefined : line.repeating ? 'context' : 'off',
        }
      : { volumePercent: known?.volumePercent, shuffle: known?.shuffle, repeat: known?.repeat }),
  };
}

/** `undefined` where a line names nothing, as the notification of an advertisement may. */
function trackOf(line: Changed | Read, known: LocalTrack | undefined): LocalTrack | undefined {
  const { kind, uri } = identify(line.uri);
  const { title, artist, album, durationMs } = line;
  if (title === '' && kind === 'unknown') return undefined;
  const isSame = known !== undefined && known.uri === uri && known.title === title;
  return {
    kind,
    uri,
    title,
    artists: artist === '' ? [] : [artist],
    album,
    durationMs,
    artworkUrl:
      line.kind === 'read' ? artworkAddress(line.artworkUrl) : isSame ? known.artworkUrl : undefined,
  };
}
