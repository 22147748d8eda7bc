import type { Call, Endpoint } from '../api';
import { type Reply, apiError, json } from '../exchange';
import type { Json } from '../wire';
import { musicJson } from './musicJson';
import type { MusicType } from './names';
import { type List, pageJson, rangeOf } from './page';

const searchable: ReadonlySet<string> = new Set([
  ...['album', 'artist', 'playlist', 'track', 'show', 'episode', 'audiobook'],
]);

/** What is found of a type. Of the playlists that Spotify finds nearly a third are null (seen live). */
function found({ world }: Call, type: MusicType, words: readonly string[]): List {
  const listed = world.catalogue.tracks.filter(({ title }) =>
    words.every((word) => title.toLowerCase().includes(word)),
  );
  const own = type === 'track' ? listed.map(({ uri }) => uri) : [];
  const uris = [...new Set([...own, ...world.collection.search(type, words)])];
  const at = (index: number) =>
    type === 'playlist' && index % 3 === 1 ? null : musicJson(world, uris[index] ?? '');
  return { total: Math.min(uris.length, 1_000), at };
}

/** Ten of a type at most, and none from the thousandth on (Spotify's documentation, since February 2026). */
function search(call: Call): Reply {
  const { ask, world } = call;
  const q = ask.query.get('q') ?? '';
  const types = (ask.query.get('type') ?? '').split(',');
  if (q.trim() === '') return apiError(400, 'No search query');
  if (!types.every((type) => searchable.has(type))) {
    return apiError(400, ask.query.has('type') ? 'Bad search type field' : 'Missing parameter type');
  }
  const range = rangeOf(call, { usual: 5, most: 10, farthest: 1_000 });
  if ('status' in range) return range;
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const page = (type: string): readonly [string, Json] => {
    const address = `${world.url}/v1/search?q=${encodeURIComponent(q)}&type=${type}`;
    return [`${type}s`, pageJson(address, range, found(call, type as MusicType, words))];
  };
  return json(200, Object.fromEntries(types.map(page)));
}

export const searches: readonly Endpoint[] = [
  { method: 'GET', path: '/search', scopes: [], isPublic: true, answer: search },
];
