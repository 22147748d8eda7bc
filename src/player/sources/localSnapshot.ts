import {
  localPositionAt,
  type AvailableState,
  type LocalCommand,
  type LocalState,
  type LocalTrack,
} from '../../local/player';
import type { Command } from '../../model/commands/intent';
import { itemActions, sameItem, type Device, type Item } from '../../model/playback/item';
import type { NowPlaying } from '../../model/playback/nowPlaying';
import type { ItemSnapshot, PlayerSnapshot } from '../../model/playback/snapshot';

/** What the Spotify app on this machine does not say. */
export interface Known {
  /** What was shown last, whoever said it. */
  readonly last: NowPlaying | undefined;
  /** The same track as Spotify describes it, if it did. */
  readonly item: Item | undefined;
  /** What this machine is called. */
  readonly deviceName: string;
}

const itemKinds: Readonly<Record<LocalTrack['kind'], Item['kind']>> = {
  track: 'track',
  episode: 'episode',
  local: 'local',
  advertisement: 'advertisement',
  // Windows does not say; almost all are.
  unknown: 'track',
};

/**
 * What the Spotify app on this machine says, as a source says it; `nothing` where it shows nothing of its own, which
 * means nothing for other devices. `now` in milliseconds since 1970, `monotonic` by the other clock. A pure function.
 */
export function localSnapshot(
  state: LocalState | undefined,
  known: Known,
  now: number,
  monotonic: number,
): PlayerSnapshot {
  const track = state && playedHere(state);
  if (state?.kind !== 'available' || !track) return { kind: 'nothing', receivedAt: now };
  const { last, item = itemOf(track) } = known;
  const same = last && isTrack(last.item, track);
  const position = localPositionAt(state, monotonic);
  return {
    kind: state.status === 'playing' ? 'playing' : 'paused',
    item,
    device: deviceOf(state, known),
    privateSession: last?.privateSession ?? false,
    shuffle: state.shuffle ?? last?.shuffle,
    repeat: state.repeat ?? last?.repeat,
    disallows: (last?.local ? last.disallows : []).filter((action) => same || !itemActions.has(action)),
    progressMs: position && Math.round(position),
    receivedAt: now,
    local: 'alone',
  };
}

/** The track that the app itself plays or has paused. */
export function playedHere(state: LocalState): LocalTrack | undefined {
  if (state.kind !== 'available' || state.elsewhere || state.status === 'stopped') return undefined;
  return state.track?.title ? state.track : undefined;
}

/** Whether Spotify and the app speak of the same: addresses differ where one track stands for another in a market. */
export function isTrack(item: Item, { uri, title, artists }: LocalTrack): boolean {
  if (uri !== undefined && uri === item.uri) return true;
  const [first] = artists;
  // Podcasts have no artists in some systems.
  const sameArtist = first === undefined || item.artists.some(({ name }) => sameText(name, first));
  return sameText(item.title, title) && (sameArtist || item.kind === 'episode');
}

/** Some systems put all artists into one text. */
function sameText(a: string, b: string): boolean {
  const [one, other] = [a, b].map((text) => text.normalize('NFC').trim().toLowerCase()) as [string, string];
  return one === other || other.startsWith(`${one},`);
}

/** Whether Spotify's answer and what the app says show the same, on a device that may be this machine. */
export function agree(answer: PlayerSnapshot, local: ItemSnapshot, track: LocalTrack): boolean {
  if (answer.kind !== local.kind || (answer.device && answer.device.type !== 'Computer')) return false;
  return sameItem(answer.item, local.item) || isTrack(answer.item, track);
}

function itemOf({ kind, uri, title, artists, album, durationMs, artworkUrl }: LocalTrack): Item {
  const bare =
    kind !== 'advertisement' && kind !== 'local' && (uri === undefined || artworkUrl === undefined);
  return {
    kind: itemKinds[kind],
    title,
    artists: artists.map((name) => ({ name, uri: undefined })),
    album: album === '' ? undefined : { name: album, uri: undefined },
    durationMs,
    uri: kind === 'track' || kind === 'episode' ? uri : undefined,
    image: artworkUrl === undefined ? undefined : { url: artworkUrl, ratio: undefined },
    ...(bare && { bare }),
  };
}

function deviceOf({ volumePercent }: AvailableState, { last, deviceName }: Known): Device {
  // Spotify's own word on this machine, which has an ID.
  const before = last?.local ? last.device : undefined;
  return {
    id: undefined,
    name: deviceName,
    type: 'Computer',
    restricted: false,
    active: true,
    ...before,
    volume: volumePercent ?? before?.volume,
    hasVolume: volumePercent !== undefined || (before?.hasVolume ?? false),
  };
}

/** A command in the words of the app; `undefined` for what only Spotify can do. */
export function localCommand(command: Command): LocalCommand | undefined {
  switch (command.kind) {
    case 'play':
    case 'pause':
    case 'next':
    case 'previous':
      return { kind: command.kind };
    case 'seek':
      return { kind: 'seek', positionMs: command.ms };
    case 'volume':
      return { kind: 'volume', percent: command.percent };
    case 'playUri':
      return { kind: 'open', uri: command.uri };
    default:
      return undefined;
  }
}
