import { RejectedError } from '../errors/rejection';
import { can, assertCan, nextRepeat, repeatAbility } from '../playback/abilities';
import type { Addressable, Repeat } from '../playback/item';
import { positionAt, type NowPlaying } from '../playback/nowPlaying';

/** What needs no more than its name. */
type Plain<K extends string> = K extends string ? { readonly kind: K } : never;

/** What means the same whatever plays: it is sent as it is. */
type Direct =
  | Plain<'play' | 'pause' | 'next' | 'previous'>
  /** `play`: begins to play there, else it goes on as it was. */
  | { readonly kind: 'transfer'; readonly device: Addressable; readonly play: boolean }
  | { readonly kind: 'queue'; readonly uri: string }
  | PlayIntent;

/** Plays a track or an episode, in what it stands in where that is named; or all of an album, an artist, a playlist … */
export interface PlayIntent {
  readonly kind: 'playUri';
  readonly uri: string;
  /** The album or playlist that goes on after it. */
  readonly context?: string | undefined;
  /** The list that goes on after it, where it belongs to none of Spotify's, such as the liked songs. */
  readonly uris?: readonly string[] | undefined;
  /** Where in the one or the other it stands, from 0 on; where left out, Spotify looks for its URI. */
  readonly position?: number | undefined;
  /** There, even where no device is active; else on the one that is. */
  readonly deviceId?: string | undefined;
}

/** What depends on what plays. */
type Adjustment =
  | Plain<'mute'>
  /** `uri`: only within this item. */
  | { readonly kind: 'seekBy'; readonly ms: number; readonly uri?: string | undefined }
  | { readonly kind: 'seekTo'; readonly ms: number; readonly uri?: string | undefined }
  | { readonly kind: 'volumeBy'; readonly percent: number }
  | { readonly kind: 'volumeTo'; readonly percent: number }
  /** `undefined`: the other way round, or the next mode in the round. */
  | { readonly kind: 'shuffle'; readonly on?: boolean | undefined }
  | { readonly kind: 'repeat'; readonly mode?: Repeat | undefined };

interface LikeIntent {
  readonly kind: 'like';
  /** `undefined`: what plays now. */
  readonly uri?: string | undefined;
  /** `undefined`: the other way round. */
  readonly liked?: boolean | undefined;
}

/** What a user asks for. */
export type Intent = Direct | Plain<'playPause'> | Adjustment | LikeIntent;

/** What Spotify is told. */
export type Command =
  | Direct
  | { readonly kind: 'seek'; readonly ms: number }
  | { readonly kind: 'volume'; readonly percent: number }
  | { readonly kind: 'shuffle'; readonly on: boolean }
  | { readonly kind: 'repeat'; readonly mode: Repeat }
  | { readonly kind: 'like'; readonly uri: string; readonly liked: boolean };

/** What changes what plays, or how. */
export type Effect = Exclude<Command, { readonly kind: 'like' | 'queue' }>;

/** After muting, when nobody knows how loud it was. */
const usualVolume = 50;

/**
 * The command for an intent, given what plays at `now` (milliseconds since 1970) and, in per cent, how loud
 * it was before it was muted. A pure function.
 * @throws RejectedError for what is known to be impossible: nobody needs to ask Spotify about that
 */
export function commandFor(
  intent: Exclude<Intent, LikeIntent>,
  nowPlaying: NowPlaying | undefined,
  now: number,
  unmuted = usualVolume,
): Exclude<Command, { readonly kind: 'like' }> {
  switch (intent.kind) {
    case 'play':
    case 'pause':
    case 'transfer':
    case 'queue':
    case 'playUri':
      return intent;
    case 'playPause':
      return { kind: nowPlaying?.kind === 'playing' ? 'pause' : 'play' };
    case 'next':
    case 'previous':
      // Where nothing is known to play Spotify may know better.
      if (nowPlaying) assertCan(nowPlaying, intent.kind === 'next' ? 'skipNext' : 'skipPrevious');
      return { kind: intent.kind };
    default:
      return adjustment(intent, assertCan(nowPlaying), now, unmuted);
  }
}

function adjustment(intent: Adjustment, nowPlaying: NowPlaying, now: number, unmuted: number): Effect {
  switch (intent.kind) {
    case 'seekBy':
    case 'seekTo':
      return seek(intent, assertCan(nowPlaying, 'seek', intent.uri), now);
    case 'volumeBy':
    case 'volumeTo':
    case 'mute':
      assertCan(nowPlaying, 'changeVolume');
      return {
        kind: 'volume',
        percent: volumeFor(intent, nowPlaying.device?.volume ?? usualVolume, unmuted),
      };
    case 'shuffle':
      assertCan(nowPlaying, 'shuffle');
      return { kind: 'shuffle', on: intent.on ?? !nowPlaying.shuffle };
    case 'repeat': {
      const mode = intent.mode ?? nextRepeat(nowPlaying);
      assertCan(nowPlaying, repeatAbility(mode));
      return { kind: 'repeat', mode };
    }
  }
}

/** Spotify: past the end means the next item; where that may not be, the last moment is meant. */
function seek(
  intent: Extract<Adjustment, { kind: 'seekBy' | 'seekTo' }>,
  nowPlaying: NowPlaying,
  now: number,
): Effect {
  const from = intent.kind === 'seekTo' ? 0 : positionAt(nowPlaying, now);
  if (from === undefined) throw new RejectedError({ kind: 'positionUnknown' });
  const ms = from + intent.ms;
  const { durationMs = Infinity } = nowPlaying.item;
  if (ms >= durationMs && can(nowPlaying, 'skipNext')) {
    return { kind: 'next' };
  }
  return { kind: 'seek', ms: Math.round(Math.max(0, Math.min(ms, durationMs - 1_000))) };
}

function volumeFor(
  intent: Extract<Intent, { kind: 'volumeBy' | 'volumeTo' | 'mute' }>,
  volume: number,
  unmuted: number,
): number {
  switch (intent.kind) {
    case 'volumeTo':
      return percent(intent.percent);
    case 'volumeBy':
      return percent(volume + intent.percent);
    case 'mute':
      return volume > 0 ? 0 : percent(unmuted);
  }
}

function percent(value: number): number {
  return Math.round(Math.min(100, Math.max(0, value)));
}
