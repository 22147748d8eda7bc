import type { Call, Endpoint } from './api';
import { type Reply, apiError, json } from './exchange';
import { images } from './image';
import { musicJson, savedAlbumJson } from './music/musicJson';
import { type Json, albumJson, artistJson, episodeJson, showJson, trackJson } from './wire';

function trackById({ world, id }: Call): Json | undefined {
  const track = world.catalogue.find(`spotify:track:${id}`);
  return track?.kind === 'track' ? trackJson(world.url, track) : undefined;
}

function albumById({ world, id }: Call): Json | undefined {
  const { catalogue, collection, url } = world;
  const other = collection.named('album', id);
  const track = catalogue.tracks.find(({ album }) => album.id === id);
  if (track === undefined && other === undefined) {
    return undefined;
  }
  const items = catalogue.inContext(`spotify:album:${id}`).flatMap((item) => {
    return item?.kind === 'track' ? [trackJson(url, item)] : [];
  });
  const tracks = {
    href: `${url}/v1/albums/${id}/tracks`,
    items,
    limit: 50,
    next: null,
    offset: 0,
    previous: null,
  };
  return {
    ...(track === undefined
      ? other && savedAlbumJson(world, other)
      : albumJson(url, track.album, track.artists.slice(0, 1), track.hasArt)),
    copyrights: [],
    external_ids: {},
    genres: [],
    tracks: { ...tracks, total: items.length },
  };
}

function artistById({ world, id }: Call): Json | undefined {
  const { catalogue, collection, url } = world;
  const listed = catalogue.tracks.flatMap(({ artists }) => artists).find((one) => one.id === id);
  const artist = listed ?? collection.named('artist', id);
  return artist === undefined ? undefined : { ...artistJson(url, artist), images: images(artist.id) };
}

function episodeById({ world, id }: Call): Json | undefined {
  const episode = world.catalogue.find(`spotify:episode:${id}`);
  return episode?.kind === 'episode' ? episodeJson(world.url, episode) : undefined;
}

function showById({ world, id }: Call): Json | undefined {
  const episode = world.catalogue.episodes.find(({ show }) => show.id === id);
  return episode === undefined
    ? (musicJson(world, `spotify:show:${id}`) ?? undefined)
    : showJson(world.url, episode.show, episode.hasArt);
}

function audiobookById({ world, id }: Call): Json | undefined {
  return musicJson(world, `spotify:audiobook:${id}`) ?? undefined;
}

function lookup(path: string, find: (call: Call) => Json | undefined): Endpoint {
  const answer = (call: Call): Reply => {
    if (!/^[A-Za-z0-9]{22}$/.test(call.id)) {
      return apiError(400, 'Invalid base62 id');
    }
    // Podcasts are available by market; without a user whose country is known one has to be named (Spotify's documentation).
    const nowhere =
      call.caller.user === null && /^\/(episodes|shows)/.test(path) && !call.ask.query.get('market');
    const found = nowhere ? undefined : find(call);
    return found === undefined ? apiError(404, 'Resource not found') : json(200, found);
  };
  return { method: 'GET', path, scopes: [], isPublic: true, answer };
}

/** One thing by its ID; a playlist that is not the user's own is none of them. */
export const lookups: readonly Endpoint[] = [
  lookup('/tracks/{id}', trackById),
  lookup('/albums/{id}', albumById),
  lookup('/artists/{id}', artistById),
  lookup('/episodes/{id}', episodeById),
  lookup('/shows/{id}', showById),
  lookup('/audiobooks/{id}', audiobookById),
];
