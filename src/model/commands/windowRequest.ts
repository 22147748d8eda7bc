import type { Profile } from '../account';
import type { Rejection } from '../errors/rejection';
import type { LibraryRead, PlaylistEdit } from '../library/libraryRead';
import type { CatalogItem, Link } from '../link';
import type { Device, Item } from '../playback/item';
import type { LocalApp } from '../playback/localApp';
import type { NowPlaying } from '../playback/nowPlaying';
import { commandFor, type Intent } from './intent';

/** What a window asks of the leader, the window that asks Spotify for all. */
export type WindowRequest =
  | { readonly kind: 'refresh' }
  | { readonly kind: 'intent'; readonly intent: Intent }
  | { readonly kind: 'devices' }
  | { readonly kind: 'queue' }
  | { readonly kind: 'recentlyPlayed' }
  | { readonly kind: 'catalogItem'; readonly link: Link }
  | ({ readonly kind: 'library' } & LibraryRead)
  | ({ readonly kind: 'editPlaylist' } & PlaylistEdit)
  | { readonly kind: 'profile' }
  /** How it stands with the Spotify app on this machine. */
  | { readonly kind: 'localApp' };

/** What comes back, by kind of request. */
export interface Results {
  /** Whether Spotify was asked. */
  readonly refresh: boolean;
  /** Of a like: whether the item is liked now. */
  readonly intent: boolean | null;
  readonly devices: readonly Device[];
  /** What plays next, the first first. */
  readonly queue: readonly Item[];
  /** What was played last, the newest first, each once. */
  readonly recentlyPlayed: readonly Item[];
  /** `null` for what Spotify does not know. */
  readonly catalogItem: CatalogItem | null;
  /** The page as Spotify sent it: the window that shows it reads it (`readLibrary`), and no other window has to. */
  readonly library: unknown;
  /** The playlist's new snapshot ID, empty where Spotify does not say. */
  readonly editPlaylist: string;
  readonly profile: Profile;
  readonly localApp: LocalApp;
}

export type ResultOf<E extends WindowRequest> = Results[E['kind']];

/**
 * What may be sent once more where nobody knows whether it was done: twice must bring no more than once. What is
 * relative is made absolute by what was `nowPlaying` when it was first sent, at `now` in milliseconds since 1970.
 * `undefined` for what may not, such as a skip. A pure function.
 */
export function repetition(
  request: WindowRequest,
  nowPlaying: NowPlaying | undefined,
  now: number,
): WindowRequest | undefined {
  if (request.kind === 'editPlaylist' && request.change === 'add') return undefined;
  if (request.kind !== 'intent') return request;
  try {
    const intent = absolute(request.intent, nowPlaying, now);
    return intent && { kind: 'intent', intent };
  } catch {
    // Rejected without asking Spotify.
    return undefined;
  }
}

function absolute(intent: Intent, nowPlaying: NowPlaying | undefined, now: number): Intent | undefined {
  const uri = nowPlaying?.item.uri;
  if (intent.kind === 'like') {
    return intent.liked === undefined ? undefined : { ...intent, uri: intent.uri ?? uri };
  }
  if (intent.kind === 'playPause' && !nowPlaying) return undefined;
  const command = commandFor(intent, nowPlaying, now);
  switch (command.kind) {
    case 'seek':
      return uri === undefined ? undefined : { kind: 'seekTo', ms: command.ms, uri };
    case 'volume':
      // How loud it was before it was muted is known to who asks Spotify.
      return intent.kind === 'mute' && command.percent > 0
        ? undefined
        : { kind: 'volumeTo', percent: command.percent };
    case 'next':
    case 'previous':
    case 'queue':
    case 'playUri':
      return undefined;
    default:
      return command;
  }
}

/** How a request ended, as plain data. */
export type Outcome =
  | { readonly kind: 'done'; readonly result: unknown }
  | { readonly kind: 'refused'; readonly rejection: Rejection };
