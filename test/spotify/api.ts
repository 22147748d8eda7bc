import { commands } from './commands';
import { type Ask, type Reply, apiError } from './exchange';
import { type Caller, admit, faultInScopes } from './gate';
import { library } from './library';
import { lookups } from './lookups';
import { lists } from './music/lists';
import { playlists } from './music/playlists';
import { searches } from './music/search';
import { reads } from './reads';
import type { World } from './world';

/** What an endpoint gets to see. */
export interface Call {
  readonly world: World;
  readonly ask: Ask;
  readonly caller: Caller;
  /** The `{id}` in the path; empty when there is none. */
  readonly id: string;
}

/** One endpoint. */
export interface Endpoint {
  readonly method: string;
  /** Below /v1; `{id}` stands for one part of the path. */
  readonly path: string;
  readonly scopes: readonly string[];
  /** Whether it needs no user, so that client credentials will do. */
  readonly isPublic?: boolean;
  readonly answer: (call: Call) => Reply;
}

const endpoints: readonly Endpoint[] = [
  ...reads,
  ...commands,
  ...library,
  ...lookups,
  ...lists,
  ...playlists,
  ...searches,
];

/** What development mode took away in February 2026 and before (Spotify's documentation). */
const removed: readonly (readonly [methods: string, path: RegExp])[] = [
  ['PUT DELETE', /^\/me\/(tracks|albums|episodes|shows|audiobooks|following)$/],
  ['GET', /^\/me\/(tracks|albums|episodes|shows|audiobooks|following)\/contains$/],
  ['PUT DELETE', /^\/playlists\/[^/]+\/followers$/],
  ['GET', /^\/playlists\/[^/]+\/followers\/contains$/],
  ['GET POST PUT DELETE', /^\/playlists\/[^/]+\/tracks$/],
  ['GET', /^\/(tracks|albums|artists|episodes|shows|audiobooks|chapters|markets)$/],
  ['GET', /^\/artists\/[^/]+\/(top-tracks|related-artists)$/],
  ['GET', /^\/browse\/.+$/],
  ['GET', /^\/users\/[^/]+$/],
  ['GET POST', /^\/users\/[^/]+\/playlists$/],
  ['GET', /^\/(recommendations|audio-features|audio-analysis)(\/.*)?$/],
];

function isRemoved(method: string, path: string): boolean {
  return removed.some(([methods, pattern]) => methods.split(' ').includes(method) && pattern.test(path));
}

/** The Web API: `/v1/...`. */
export function api(world: World, ask: Ask): Reply {
  const caller = admit(world, ask);
  if ('status' in caller) {
    return caller;
  }
  const path = ask.path.slice('/v1'.length);
  for (const endpoint of endpoints) {
    const id = match(endpoint.path, path);
    if (endpoint.method === ask.method && id !== undefined) {
      return answer(endpoint, { world, ask, caller, id });
    }
  }
  return isRemoved(ask.method, path) ? apiError(403, 'Forbidden') : apiError(404, 'Service not found');
}

function answer(endpoint: Endpoint, call: Call): Reply {
  if (call.caller.user === null && endpoint.isPublic !== true) {
    return apiError(401, 'Permissions missing');
  }
  return faultInScopes(call.caller, endpoint.scopes) ?? endpoint.answer(call);
}

/** The `{id}` of a path that fits the pattern, '' when the pattern has none, undefined when it does not fit. */
function match(pattern: string, path: string): string | undefined {
  const [before = '', after] = pattern.split('{id}');
  if (after === undefined) {
    return pattern === path ? '' : undefined;
  }
  const id = path.slice(before.length, path.length - after.length);
  const fits = path.startsWith(before) && path.endsWith(after);
  return fits && id !== '' && !id.includes('/') ? id : undefined;
}
