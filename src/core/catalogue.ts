import type { Image, Named } from './item';
import type { Link } from './link';

/** What a link of Spotify's names, as the catalogue describes it. */
export interface Entry {
  readonly link: Link;
  readonly title: string;
  /** The artists of a track or an album; the show of an episode; the authors of an audiobook or a chapter. */
  readonly by: readonly Named[];
  /** The album of a track; the audiobook of a chapter. */
  readonly album: Named | undefined;
  /** In milliseconds; `undefined` for what is not played by itself. */
  readonly durationMs: number | undefined;
  /** When it appeared: a year, a month or a day, such as `2024-03-08`; empty if Spotify does not say. */
  readonly released: string;
  /** How many tracks an album, how many episodes a show, how many chapters an audiobook has. */
  readonly parts: number | undefined;
  readonly image: Image | undefined;
}
