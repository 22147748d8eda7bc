import type { Image } from './item';

/** Who is signed in, as Spotify says. `id` never changes; `name` is for people. */
export interface Profile {
  readonly id: string;
  readonly name: string;
  /** Absent where there is none. */
  readonly image?: Image;
}
