import { createHash } from 'node:crypto';

/** A thing with a name and an ID of 22 base62 characters. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Track {
  readonly kind: 'track';
  readonly id: string;
  readonly uri: string;
  readonly title: string;
  readonly artists: readonly Named[];
  readonly album: Named;
  readonly durationMs: number;
  readonly explicit: boolean;
  /** False: no cover, an empty `images`. */
  readonly hasArt: boolean;
}

export interface Episode {
  readonly kind: 'episode';
  readonly id: string;
  readonly uri: string;
  readonly title: string;
  readonly show: Named;
  readonly durationMs: number;
  readonly explicit: boolean;
  readonly hasArt: boolean;
}

/** A file on the listener's own disk: no IDs, no art, nothing to link to. */
export interface LocalFile {
  readonly kind: 'local';
  readonly id: null;
  readonly uri: string;
  readonly title: string;
  readonly artists: readonly string[];
  readonly album: string;
  readonly durationMs: number;
}

export interface Advertisement {
  readonly kind: 'ad';
  readonly id: null;
  readonly uri: string;
  readonly title: string;
  readonly durationMs: number;
  /** Whether readers of the API see it as an item (seen live in 2026), or only that it plays. */
  readonly listed: boolean;
}

/** A chapter of an audiobook. */
export interface Chapter {
  readonly kind: 'chapter';
  readonly id: string;
  readonly uri: string;
  readonly title: string;
  readonly book: Named;
  /** They have no IDs. */
  readonly authors: readonly string[];
  readonly durationMs: number;
  readonly explicit: boolean;
  readonly hasArt: boolean;
}

/** Anything that can play. Durations in ms. */
export type Item = Track | Episode | Chapter | LocalFile | Advertisement;

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** A Spotify ID, 22 base62 characters, always the same for the same words. */
export function idFor(...words: string[]): string {
  const hash = createHash('sha256').update(words.join('\u0000')).digest();
  return Array.from(hash.subarray(0, 22), (byte) => alphabet.charAt(byte % 62)).join('');
}

export interface TrackOptions {
  title: string;
  /** Default: one invented artist. */
  artists?: readonly string[];
  album?: string;
  /** Default: 200 s. */
  durationMs?: number;
  explicit?: boolean;
  hasArt?: boolean;
  id?: string;
}

/** A track. */
export function track(options: TrackOptions): Track {
  const artists = options.artists ?? ['The Paper Lanterns'];
  const album = options.album ?? 'Second Harbour';
  const id = options.id ?? idFor('track', options.title, ...artists, album);
  return {
    kind: 'track',
    id,
    uri: `spotify:track:${id}`,
    title: options.title,
    artists: artists.map((name) => ({ id: idFor('artist', name), name })),
    album: { id: idFor('album', album, artists[0] ?? ''), name: album },
    durationMs: options.durationMs ?? 200_000,
    explicit: options.explicit ?? false,
    hasArt: options.hasArt ?? true,
  };
}

export interface EpisodeOptions {
  title: string;
  show?: string;
  /** Default: 30 min. */
  durationMs?: number;
  explicit?: boolean;
  hasArt?: boolean;
  id?: string;
}

/** An episode of a podcast. */
export function episode(options: EpisodeOptions): Episode {
  const show = options.show ?? 'Slow Radio for Cats';
  const id = options.id ?? idFor('episode', options.title, show);
  return {
    kind: 'episode',
    id,
    uri: `spotify:episode:${id}`,
    title: options.title,
    show: { id: idFor('show', show), name: show },
    durationMs: options.durationMs ?? 1_800_000,
    explicit: options.explicit ?? false,
    hasArt: options.hasArt ?? true,
  };
}

export interface LocalFileOptions {
  title: string;
  artists?: readonly string[];
  album?: string;
  /** Default: 180 s. */
  durationMs?: number;
}

/** A local file. Its URI spells artist, album, title and seconds, form-encoded (seen live). */
export function localFile(options: LocalFileOptions): LocalFile {
  const artists = options.artists ?? ['Attic Tapes'];
  const album = options.album ?? '';
  const durationMs = options.durationMs ?? 180_000;
  const seconds = String(Math.round(durationMs / 1000));
  const parts = [artists[0] ?? '', album, options.title, seconds];
  const encoded = parts.map((part) => encodeURIComponent(part).replaceAll('%20', '+'));
  const uri = `spotify:local:${encoded.join(':')}`;
  return { kind: 'local', id: null, uri, title: options.title, artists, album, durationMs };
}

export interface AdvertisementOptions {
  title?: string;
  /** Default: 30 s. */
  durationMs?: number;
  /** Default: false. */
  listed?: boolean;
}

/** An advertisement. */
export function advertisement(options: AdvertisementOptions = {}): Advertisement {
  const title = options.title ?? 'Umbrellas, now half price';
  const uri = `spotify:ad:${idFor('ad', title)}`;
  const { durationMs = 30_000, listed = false } = options;
  return { kind: 'ad', id: null, uri, title, durationMs, listed };
}

export interface ChapterOptions {
  title: string;
  book?: string;
  authors?: readonly string[];
  /** Default: 20 min. */
  durationMs?: number;
}

/** A chapter of an audiobook. */
export function chapter(options: ChapterOptions): Chapter {
  const book = options.book ?? 'The Lighthouse Log';
  const id = idFor('chapter', options.title, book);
  return {
    kind: 'chapter',
    id,
    uri: `spotify:chapter:${id}`,
    title: options.title,
    book: { id: idFor('audiobook', book), name: book },
    authors: options.authors ?? ['Maud Verrill'],
    durationMs: options.durationMs ?? 1_200_000,
    explicit: false,
    hasArt: true,
  };
}
