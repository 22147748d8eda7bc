import { images } from './image';
import type { Advertisement, Chapter, Episode, Item, LocalFile, Named, Track } from './items';

/** A JSON object as the Web API sends it. */
export type Json = Record<string, unknown>;

/** Everything that has an ID, as the Web API begins it; `url` is the stand-in's address. */
export function entity(url: string, type: string, { id, name }: Named): Json {
  return {
    external_urls: { spotify: `https://open.spotify.com/${type}/${id}` },
    href: `${url}/v1/${type}s/${id}`,
    id,
    name,
    type,
    uri: `spotify:${type}:${id}`,
  };
}

/** An album without its tracks. Development mode leaves out markets, label, popularity and group. */
export function albumJson(url: string, album: Named, artists: readonly Named[], hasArt: boolean): Json {
  return {
    ...entity(url, 'album', album),
    album_type: 'album',
    artists: artists.map((artist) => artistJson(url, artist)),
    images: hasArt ? images(album.id) : [],
    release_date: '2024-03-08',
    release_date_precision: 'day',
    total_tracks: 11,
  };
}

/** An artist, short form. */
export function artistJson(url: string, artist: Named): Json {
  return entity(url, 'artist', artist);
}

/** A show. Development mode leaves out markets and publisher. */
export function showJson(url: string, show: Named, hasArt: boolean): Json {
  return {
    ...entity(url, 'show', show),
    copyrights: [],
    description: 'Sounds for an afternoon.',
    explicit: false,
    html_description: '<p>Sounds for an afternoon.</p>',
    images: hasArt ? images(show.id) : [],
    is_externally_hosted: false,
    languages: ['en'],
    media_type: 'audio',
    total_episodes: 40,
  };
}

/** A track. Development mode leaves out markets, popularity, preview and `linked_from`. */
export function trackJson(url: string, track: Track): Json {
  return {
    ...entity(url, 'track', { id: track.id, name: track.title }),
    album: albumJson(url, track.album, track.artists.slice(0, 1), track.hasArt),
    artists: track.artists.map((artist) => artistJson(url, artist)),
    disc_number: 1,
    duration_ms: track.durationMs,
    explicit: track.explicit,
    external_ids: { isrc: `XX${track.id.slice(0, 10).toUpperCase()}` },
    is_local: false,
    track_number: 1,
  };
}

/** An episode with its show; it has no artists and no album. */
export function episodeJson(url: string, episode: Episode): Json {
  return {
    ...entity(url, 'episode', { id: episode.id, name: episode.title }),
    description: 'In which little happens.',
    duration_ms: episode.durationMs,
    explicit: episode.explicit,
    html_description: '<p>In which little happens.</p>',
    images: episode.hasArt ? images(episode.id) : [],
    is_externally_hosted: false,
    is_playable: true,
    language: 'en',
    languages: ['en'],
    release_date: '2026-05-02',
    release_date_precision: 'day',
    show: showJson(url, episode.show, episode.hasArt),
  };
}

/** A local file (seen live): a track without IDs, links or images. */
function localJson(file: LocalFile): Json {
  const nobody = { external_urls: {}, href: null, id: null, uri: null };
  return {
    album: {
      ...nobody,
      album_type: null,
      artists: [],
      images: [],
      name: file.album,
      release_date: null,
      release_date_precision: null,
      type: 'album',
    },
    artists: file.artists.map((name) => ({ ...nobody, name, type: 'artist' })),
    disc_number: 0,
    duration_ms: file.durationMs,
    explicit: false,
    external_ids: {},
    external_urls: {},
    href: null,
    id: null,
    is_local: true,
    name: file.title,
    track_number: 0,
    type: 'track',
    uri: file.uri,
  };
}

/** A chapter with its audiobook, which has no artists and no album. */
function chapterJson(url: string, chapter: Chapter): Json {
  return {
    ...entity(url, 'chapter', { id: chapter.id, name: chapter.title }),
    audiobook: {
      ...entity(url, 'audiobook', chapter.book),
      authors: chapter.authors.map((name) => ({ name })),
      images: chapter.hasArt ? images(chapter.book.id) : [],
      narrators: [{ name: 'Piers Loam' }],
      total_chapters: 12,
    },
    chapter_number: 1,
    duration_ms: chapter.durationMs,
    explicit: chapter.explicit,
    images: [],
  };
}

/** An advertisement as an item (seen live in 2026): nearly nothing, in the shape of a track. */
function advertisementJson(ad: Advertisement): Json {
  const { title: name, uri, durationMs } = ad;
  return {
    album: {},
    artists: [],
    duration_ms: durationMs,
    id: null,
    is_local: false,
    name,
    type: 'ad',
    uri,
  };
}

/** Any item, as far as the API shows it; null for an advertisement that it does not. */
export function itemJson(url: string, item: Item): Json | null {
  switch (item.kind) {
    case 'ad':
      return item.listed ? advertisementJson(item) : null;
    case 'chapter':
      return chapterJson(url, item);
    case 'track':
      return trackJson(url, item);
    case 'episode':
      return episodeJson(url, item);
    case 'local':
      return localJson(item);
  }
}
