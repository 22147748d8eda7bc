import { type Item, type Named, type Track, localFile } from '../items';
import { type MusicType, idOf, nameOf, numberOf } from './names';

/** How many there are of each in all. */
export const inAll: Readonly<Record<MusicType, number>> = {
  track: 9_600,
  album: 800,
  artist: 200,
  playlist: 1_000,
  show: 60,
  episode: 1_200,
  audiobook: 40,
};
export const tracksOfAlbum = inAll.track / inAll.album;
const albumsOfArtist = inAll.album / inAll.artist;
const episodesOfShow = inAll.episode / inAll.show;

/** How far apart the user's own are: no divisor of how many there are in all, so that none comes twice. */
const steps = { track: 37, album: 7, playlist: 1, show: 1, episode: 11, audiobook: 1 } as const;
/** What the user can have saved, or follow. */
export type SavedType = keyof typeof steps;

const uriOf = (type: MusicType, number: number) => `spotify:${type}:${idOf(type, number)}`;

/** The number that a URI of one of these names. */
function numberIn(type: MusicType, uri: string): number | undefined {
  const [, of, id = ''] = uri.split(':');
  const number = of === type ? numberOf(type, id) : undefined;
  return number === undefined || number >= inAll[type] ? undefined : number;
}

function named(type: MusicType, number: number): Named {
  return { id: idOf(type, number), name: nameOf(type, number) };
}

function trackAt(number: number): Track {
  const album = Math.floor(number / tracksOfAlbum);
  return {
    kind: 'track',
    ...{ id: idOf('track', number), uri: uriOf('track', number), title: nameOf('track', number) },
    artists: [named('artist', Math.floor(album / albumsOfArtist))],
    album: named('album', album),
    durationMs: 120_000 + ((number * 7_919) % 240_000),
    explicit: number % 17 === 0,
    hasArt: true,
  };
}

function episodeAt(number: number): Item {
  return {
    kind: 'episode',
    ...{ id: idOf('episode', number), uri: uriOf('episode', number), title: nameOf('episode', number) },
    show: named('show', Math.floor(number / episodesOfShow)),
    durationMs: 900_000 + ((number * 7_919) % 3_600_000),
    explicit: false,
    hasArt: true,
  };
}

/** A playlist as Spotify keeps it. */
export interface Playlist {
  readonly uri: string;
  readonly id: string;
  readonly name: string;
  readonly isOwn: boolean;
  readonly isCollaborative: boolean;
  readonly isPublic: boolean;
  readonly total: number;
  readonly snapshotId: string;
}

/** The music that there is, and what of it is the user's. */
export class Collection {
  /** How many of each are the user's from the start: the last one saved comes first. */
  readonly sizes: Record<SavedType, number> = {
    ...{ track: 5_000, album: 120, playlist: 300, show: 30, episode: 90, audiobook: 12 },
  };
  /** How many items the user's first playlist has. */
  longestPlaylist = 5_000;
  /** How many tracks were played before all that the player has played. */
  recentlyPlayed = 0;
  /** How lists of playlists and of their items name what is in them: both were seen since February 2026. */
  fieldNames: 'new' | 'old' | 'both' = 'new';
  /** The URIs of playlists whose items are refused, though they are the user's own (seen live). */
  readonly refused = new Set<string>();
  /** Of those that are the user's from the start, the URIs that are so no more. */
  readonly #removed = new Set<string>();
  /** The items of playlists that were changed. */
  readonly #edited = new Map<
    string,
    { readonly uris: readonly (string | null)[]; readonly version: number }
  >();

  /** `saved` has the URIs that were saved since, the newest last. */
  constructor(private readonly saved: Set<string>) {}

  save(uri: string): void {
    this.saved.add(uri);
    this.#removed.delete(uri);
  }

  remove(uri: string): void {
    this.saved.delete(uri);
    this.#removed.add(uri);
  }

  isSaved(uri: string): boolean {
    if (this.saved.has(uri) || this.#removed.has(uri)) return this.saved.has(uri);
    const type = uri.split(':')[1] as SavedType;
    const number = type in steps ? numberIn(type, uri) : undefined;
    return Array.from({ length: this.sizes[type] || 0 }, (_, at) => at).some(
      (at) => (at * steps[type]) % inAll[type] === number,
    );
  }

  /** The user's own of a type, the newest first: how many, and the URI of each. */
  own(type: SavedType): { readonly total: number; readonly at: (index: number) => string } {
    const since = [...this.saved].filter((uri) => uri.split(':')[1] === type).toReversed();
    const first = (index: number) => uriOf(type, (index * steps[type]) % inAll[type]);
    const gone = new Set([...since, ...this.#removed]);
    if (gone.size === 0) return { total: this.sizes[type], at: first };
    const rest = Array.from({ length: this.sizes[type] }, (_, index) => first(index));
    const uris = [...since, ...rest.filter((uri) => !gone.has(uri))];
    return { total: uris.length, at: (index) => uris[index] ?? '' };
  }

  /** The URIs whose names have all of these words, in lower case, in them. */
  search(type: MusicType, words: readonly string[]): string[] {
    const fits = (number: number) => {
      const name = nameOf(type, number).toLowerCase();
      return words.every((word) => name.includes(word));
    };
    return Array.from({ length: inAll[type] }, (_, number) => number)
      .filter(fits)
      .map((number) => uriOf(type, number));
  }

  /** A track or an episode. */
  item(uri: string): Item | undefined {
    const [track, episode] = [numberIn('track', uri), numberIn('episode', uri)];
    if (track !== undefined) return trackAt(track);
    return episode === undefined ? undefined : episodeAt(episode);
  }

  /** Anything else but a playlist: its name. */
  named(type: MusicType, id: string): Named | undefined {
    const number = numberIn(type, `spotify:${type}:${id}`);
    return number === undefined ? undefined : named(type, number);
  }

  /** Who made an album. */
  artistOf(albumId: string): Named {
    return named('artist', Math.floor((numberOf('album', albumId) ?? 0) / albumsOfArtist));
  }

  albumsOf(artistId: string): Named[] {
    const number = numberOf('artist', artistId) ?? 0;
    return Array.from({ length: albumsOfArtist }, (_, at) => named('album', number * albumsOfArtist + at));
  }

  tracksOf(albumId: string): Track[] {
    const number = numberOf('album', albumId) ?? 0;
    return Array.from({ length: tracksOfAlbum }, (_, at) => trackAt(number * tracksOfAlbum + at));
  }

  playlist(uri: string): Playlist | undefined {
    const number = numberIn('playlist', uri);
    if (number === undefined) return undefined;
    const usual = number === 0 ? this.longestPlaylist : 10 + ((number * 37) % 90);
    const edited = this.#edited.get(uri);
    return {
      ...{ uri, id: idOf('playlist', number), name: nameOf('playlist', number) },
      isOwn: number % 4 !== 3 && number < inAll.playlist / 2,
      isCollaborative: number % 20 === 7,
      isPublic: number % 4 !== 1,
      total: edited?.uris.length ?? usual,
      snapshotId: Buffer.from(`${edited?.version ?? 1},${uri.slice(-12)}`).toString('base64'),
    };
  }

  /** The URI of an item of a playlist; null for what Spotify has no more. */
  playlistItem({ uri, total }: Playlist, index: number): string | null {
    const edited = this.#edited.get(uri);
    if (edited !== undefined) return edited.uris[index] ?? null;
    const number = numberIn('playlist', uri) ?? 0;
    if (index >= total || index % 50 === 33) return null;
    if (index % 50 === 41) return localFile({ title: `Take ${index}` }).uri;
    return index % 50 === 17
      ? uriOf('episode', (number * 101 + index) % inAll.episode)
      : uriOf('track', (number * 101 + index * 7) % inAll.track);
  }

  /** All of them: what was changed is kept from then on. */
  playlistItems(playlist: Playlist): readonly (string | null)[] {
    return Array.from({ length: playlist.total }, (_, index) => this.playlistItem(playlist, index));
  }

  edit({ uri }: Playlist, uris: readonly (string | null)[]): void {
    this.#edited.set(uri, { uris, version: (this.#edited.get(uri)?.version ?? 1) + 1 });
  }

  /** What a context plays; undefined in the place of what Spotify has no more. */
  inContext(uri: string): readonly (Item | undefined)[] {
    const [, type, id = ''] = uri.split(':');
    const playlist = this.playlist(uri);
    if (playlist !== undefined) {
      return this.playlistItems(playlist).map((one) => (one === null ? undefined : this.item(one)));
    }
    const number = numberIn(type as MusicType, uri);
    if (number === undefined) return [];
    if (type === 'album') return this.tracksOf(id);
    if (type === 'artist') return this.albumsOf(id).flatMap((album) => this.tracksOf(album.id));
    return type === 'show'
      ? Array.from({ length: episodesOfShow }, (_, at) => episodeAt(number * episodesOfShow + at))
      : [];
  }
}
