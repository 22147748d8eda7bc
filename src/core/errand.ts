import type { Entry } from './catalogue';
import type { Wish } from './command';
import type { Device, Item } from './item';
import type { Link } from './link';
import type { Profile } from './profile';
import type { Refusal } from './refusal';

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

/** The outcome of an errand as plain data. */
export type Outcome =
  | { readonly kind: 'done'; readonly result: unknown }
  | { readonly kind: 'refused'; readonly refusal: Refusal };
