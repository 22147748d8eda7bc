import * as v from 'valibot';
import { parseLink } from '../../model/link';
import { between } from '../../platform/json';
import type { AppRefusal } from '../../model/errors/rejection';
import type { DBusArgument, DBusError, DBusMember } from '../../platform/dbus';
import { duration, filledWord, list, ms, name, text, word } from '../../model/fields';
import {
  LocalCommandError,
  localPositionAt,
  type AvailableState,
  type LocalCommand,
  type LocalTrack,
} from '../player';
import { artworkAddress, identify, isElsewhere, optional, type Identity } from '../trackFields';

/*
 * What Spotify says by MPRIS, the specification of players on D-Bus: version 2.2, and what Spotify makes of it. The
 * types of numbers were seen to change from version to version of the app, so any will do.
 */

/** Spotify's own; other clients, and browsers, have names that go on after it. */
export const spotifyBusName = 'org.mpris.MediaPlayer2.spotify';
export const playerPath = '/org/mpris/MediaPlayer2';
export const playerInterface = 'org.mpris.MediaPlayer2.Player';
export const propertiesInterface = 'org.freedesktop.DBus.Properties';

const mostArtists = 20;

/** MPRIS counts in microseconds. */
function fromMicroseconds(fitting: v.GenericSchema<unknown, number | undefined>) {
  const toMs = v.transform((value) => (typeof value === 'number' ? Math.round(value / 1_000) : undefined));
  return v.pipe(v.optional(v.unknown()), toMs, fitting);
}

const percent = v.pipe(
  v.number(),
  v.transform((share) => Math.round(share * 100)),
  between(0, 100),
);

const metadataSchema = v.object({
  'mpris:trackid': word,
  'xesam:url': word,
  'xesam:title': text,
  'xesam:artist': list(name),
  'xesam:album': text,
  'xesam:trackNumber': v.fallback(v.optional(v.number()), undefined),
  'mpris:length': fromMicroseconds(duration),
  'mpris:artUrl': v.fallback(v.optional(filledWord), undefined),
});
type Metadata = v.InferOutput<typeof metadataSchema>;

const statuses = { Playing: 'playing', Paused: 'paused', Stopped: 'stopped' } as const;
const repeats = { None: 'off', Playlist: 'context', Track: 'track' } as const;

const playerSchema = v.object({
  PlaybackStatus: v.picklist(Object.keys(statuses) as (keyof typeof statuses)[]),
  LoopStatus: optional(v.picklist(Object.keys(repeats) as (keyof typeof repeats)[])),
  Shuffle: optional(v.boolean()),
  Volume: optional(percent),
  Position: fromMicroseconds(ms),
  Metadata: optional(metadataSchema),
});

export interface MprisReading {
  readonly state: AvailableState;
  /** By which the player is told in which track to move: one of its own words, and only to be sent back to it. */
  readonly trackId: string | undefined;
}

/**
 * Reads all properties of `org.mpris.MediaPlayer2.Player`.
 * @param properties as `GetAll` returns them
 * @param observedAt by the monotonic clock, in milliseconds
 * @returns `undefined` for what is not a player's: all but the status may be missing, or of a wrong type
 */
export function readMpris(properties: unknown, observedAt: number): MprisReading | undefined {
  const parsed = v.safeParse(playerSchema, properties);
  if (!parsed.success) return undefined;
  const { PlaybackStatus, LoopStatus, Shuffle, Volume, Position, Metadata } = parsed.output;
  const track = Metadata && readTrack(Metadata);
  const state: AvailableState = {
    kind: 'available',
    status: statuses[PlaybackStatus],
    elsewhere: isElsewhere(track),
    track,
    positionMs: Position,
    observedAt,
    volumePercent: Volume,
    shuffle: Shuffle,
    repeat: LoopStatus && repeats[LoopStatus],
  };
  return { state, trackId: Metadata?.['mpris:trackid'] };
}

/** What the metadata are about; `undefined` where they name nothing, as right after the app's start. */
function readTrack(metadata: Metadata): LocalTrack | undefined {
  const title = metadata['xesam:title'];
  const album = metadata['xesam:album'];
  const { kind, uri } = [metadata['mpris:trackid'], metadata['xesam:url']].reduce(
    (found, id) => (found.kind === 'unknown' ? identify(id) : found),
    { kind: 'unknown' } as Identity,
  );
  if (title === '' && kind === 'unknown') return undefined;
  // Before 2022 nothing else told advertisements.
  const isAdvertisement = kind === 'unknown' && album === '' && metadata['xesam:trackNumber'] === 0;
  return {
    kind: isAdvertisement ? 'advertisement' : kind,
    uri,
    title,
    artists: metadata['xesam:artist'].filter((artist) => artist !== '').slice(0, mostArtists),
    album,
    durationMs: metadata['mpris:length'],
    artworkUrl: artworkAddress(metadata['mpris:artUrl']),
  };
}

/** By the names of errors in the D-Bus specification; those that a player has of its own say that it would not. */
const failures: readonly (readonly [RegExp, AppRefusal])[] = [
  [/^org\.freedesktop\.DBus\.Error\.(ServiceUnknown|NameHasNoOwner)$/, 'notRunning'],
  [/^org\.freedesktop\.DBus\.Error\.(AccessDenied|AuthFailed)$/, 'notPermitted'],
  [/^org\.freedesktop\.DBus\.Error\.(NoReply|Timeout|TimedOut|Disconnected)$/, 'noAnswer'],
  [/\./, 'unsupported'],
];

/** Why a command failed, by the error of its call: a name of D-Bus's, or words of ours for what never came back. */
export function mprisFailure({ message }: DBusError): AppRefusal {
  return failures.find(([name]) => name.test(message))?.[1] ?? 'noAnswer';
}

export interface MprisCall extends DBusMember {
  readonly args?: readonly DBusArgument[];
}

/**
 * The method call that carries out a command.
 * @param now in milliseconds, by the monotonic clock
 * @throws LocalCommandError for what MPRIS, or Spotify, has no way to do
 */
export function mprisCall(command: LocalCommand, reading: MprisReading, now: number): MprisCall {
  const call = (member: string, ...args: DBusArgument[]) => {
    return { path: playerPath, interface: playerInterface, member, args };
  };
  switch (command.kind) {
    case 'play':
      return call('Play');
    case 'pause':
      return call('Pause');
    case 'next':
      return call('Next');
    case 'previous':
      return call('Previous');
    case 'seek': {
      const { method, args } = seekBy(within(command.positionMs, 0, Number.MAX_VALUE), reading, now);
      return call(method, ...args);
    }
    case 'volume': {
      const volume: DBusArgument = ['v', ['d', within(command.percent, 0, 100) / 100]];
      const args: DBusArgument[] = [['s', playerInterface], ['s', 'Volume'], volume];
      return { path: playerPath, interface: propertiesInterface, member: 'Set', args };
    }
    case 'open': {
      const link = parseLink(command.uri);
      if (!link) throw new LocalCommandError('unsupported');
      return call('OpenUri', ['s', link.uri]);
    }
  }
}

/**
 * `SetPosition` wants the track as an object path, which ids before 2022 are not: such an app is told by how much to
 * move.
 */
function seekBy(positionMs: number, { state, trackId }: MprisReading, now: number) {
  const position = Math.round(Math.min(positionMs, state.track?.durationMs ?? positionMs) * 1_000);
  if (trackId?.startsWith('/com/spotify/')) {
    return {
      method: 'SetPosition',
      args: [
        ['o', trackId],
        ['x', position],
      ] satisfies DBusArgument[],
    };
  }
  const at = localPositionAt(state, now);
  if (at === undefined) throw new LocalCommandError('unsupported');
  return { method: 'Seek', args: [['x', position - Math.round(at * 1_000)]] satisfies DBusArgument[] };
}

function within(value: number, least: number, most: number): number {
  if (value >= least && value <= most) return value;
  throw new LocalCommandError('unsupported');
}
