import type { Profile } from '../account';
import type { Refusal } from '../errors/rejection';
import type { Entry, Link } from '../link';
import type { Device, Item } from '../playback/item';
import type { Heard } from '../playback/nowPlaying';
import { commandFor, type Wish } from './intent';

/** What a window has done by the one that asks Spotify. */
export type Errand =
  | { readonly kind: 'refresh' }
  | { readonly kind: 'wish'; readonly wish: Wish }
  | { readonly kind: 'devices' }
  | { readonly kind: 'queue' }
  | { readonly kind: 'entry'; readonly link: Link }
  | { readonly kind: 'profile' };

/** What comes back, by kind of errand. */
export interface Results {
  /** Whether Spotify was asked. */
  readonly refresh: boolean;
  /** Of a like: whether the item is liked now. */
  readonly wish: boolean | null;
  readonly devices: readonly Device[];
  /** What plays next, the first first. */
  readonly queue: readonly Item[];
  /** `null` for what Spotify does not know. */
  readonly entry: Entry | null;
  readonly profile: Profile;
}

export type ResultOf<E extends Errand> = Results[E['kind']];

/**
 * What may be sent once more where nobody knows whether it was done: twice must bring no more than once. What is
 * relative is made absolute by what was `heard` when it was first sent, at `now` in milliseconds since 1970.
 * `undefined` for what may not, such as a skip. A pure function.
 */
export function repetition(errand: Errand, heard: Heard | undefined, now: number): Errand | undefined {
  if (errand.kind !== 'wish') return errand;
  try {
    const wish = absolute(errand.wish, heard, now);
    return wish && { kind: 'wish', wish };
  } catch {
    // Refused without asking Spotify.
    return undefined;
  }
}

function absolute(wish: Wish, heard: Heard | undefined, now: number): Wish | undefined {
  const uri = heard?.item.uri;
  if (wish.kind === 'like') {
    return wish.liked === undefined ? undefined : { ...wish, uri: wish.uri ?? uri };
  }
  if (wish.kind === 'playPause' && !heard) return undefined;
  const command = commandFor(wish, heard, now);
  switch (command.kind) {
    case 'seek':
      return uri === undefined ? undefined : { kind: 'seekTo', ms: command.ms, uri };
    case 'volume':
      // How loud it was before it was muted is known to who asks Spotify.
      return wish.kind === 'mute' && command.percent > 0
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

/** The outcome of an errand as plain data. */
export type Outcome =
  | { readonly kind: 'done'; readonly result: unknown }
  | { readonly kind: 'refused'; readonly refusal: Refusal };
