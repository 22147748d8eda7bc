import type { Call, Endpoint } from './api';
import { type Reply, apiError, json } from './exchange';
import { images } from './image';
import { type Json, albumJson, artistJson, episodeJson, showJson, trackJson } from './wire';

function trackById({ world, id }: Call): Json | undefined {
  const track = world.catalogue.tracks.find((one) => one.id === id);
  return track === undefined ? undefined : trackJson(world.url, track);
}

function albumById({ world: { catalogue, url }, id }: Call): Json | undefined {
  const track = catalogue.tracks.find(({ album }) => album.id === id);
  if (track === undefined) {
    return undefined;
  }
  const items = catalogue.inContext(`spotify:album:${id}`).flatMap((item) => {
    return item.kind === 'track' ? [trackJson(url, item)] : [];
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
    ...albumJson(url, track.album, track.artists.slice(0, 1), track.hasArt),
    copyrights: [],
    external_ids: {},
    genres: [],
    tracks: { ...tracks, total: items.length },
  };
}

function artistById({ world: { catalogue, url }, id }: Call): Json | undefined {
  const artist = catalogue.tracks.flatMap(({ artists }) => artists).find((one) => one.id === id);
  return artist === undefined ? undefined : { ...artistJson(url, artist), images: images(artist.id) };
}

function episodeById({ world, id }: Call): Json | undefined {
  const episode = world.catalogue.episodes.find((one) => one.id === id);
  return episode === undefined ? undefined : episodeJson(world.url, episode);
}

function showById({ world, id }: Call): Json | undefined {
  const episode = world.catalogue.episodes.find(({ show }) => show.id === id);
  return episode === undefined ? undefined : showJson(world.url, episode.show, episode.hasArt);
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
];
