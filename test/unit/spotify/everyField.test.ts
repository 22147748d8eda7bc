import assert from 'node:assert/strict';
import { TokenEndpoint } from '../../../src/auth/oauth/tokenEndpoint';
import { SessionStore } from '../../../src/auth/session/sessionStore';
import { Tokens } from '../../../src/auth/tokens';
import { rejectionMessage } from '../../../src/messages/rejections';
import { ApiProblemError } from '../../../src/model/errors/apiProblem';
import { rejectionOf } from '../../../src/model/errors/rejection';
import { linkTypes, parseLink } from '../../../src/model/link';
import type { Playback } from '../../../src/model/playback/playback';
import { reduce } from '../../../src/model/playback/reduce';
import { nextPoll } from '../../../src/model/schedule/polling';
import { accountPage } from '../../../src/render/accountPage';
import { deviceIcon, furtherButtons } from '../../../src/render/buttons';
import { linkHover } from '../../../src/render/linkHover';
import { present, valuesOf } from '../../../src/render/statusText';
import { labelTokens, parseTemplate } from '../../../src/render/template';
import { readCatalogItem } from '../../../src/spotify/catalogItemSchema';
import { SpotifyClient } from '../../../src/spotify/client';
import { endpointsFor } from '../../../src/spotify/endpoints';
import {
  readContains,
  readDevices,
  readPlayer,
  readProfile,
  readQueue,
  readRecentlyPlayed,
} from '../../../src/spotify/playerSchema';
import { readLibrary } from '../../../src/spotify/library/libraryReplies';
import { RequestLog } from '../../../src/spotify/requestLog';
import { everythingShown } from '../../shown';
import { Keychain, Lines, ManualClock, Mark, Pages, unlocked } from '../support';
import { device, player } from './replies';

const base62 = '4uLU6hMCjMI75M1A2tKUQC';
const uriOf = (type: string) => `spotify:${type}:${base62}`;
const images = [{ url: 'https://i.scdn.co/image/a', width: 320, height: 180 }];
const named = (type: string) => ({ name: `A certain ${type}`, uri: uriOf(type), images });
const item = (type: string, more: object) => ({ ...named(type), type, duration_ms: 200_000, ...more });
const track = item('track', { artists: [named('artist')], album: named('album'), is_local: false });
const book = { ...named('audiobook'), authors: [{ name: 'Maud Verrill' }] };
const items: Readonly<Record<string, object | null>> = {
  'a track': track,
  'an episode': item('episode', { show: named('show') }),
  'a chapter': item('chapter', { audiobook: book }),
  'a chapter of a show': item('chapter', { show: book }),
  'a local file': { ...track, is_local: true, uri: 'spotify:local:a:b:c:1' },
  'an advertisement': { ...track, uri: uriOf('ad') },
  'something new': { ...track, uri: uriOf('hologram') },
  'nothing that is named': null,
};
const tokens = {
  access_token: 'BQ',
  token_type: 'Bearer',
  scope: 'a b',
  expires_in: 3600,
  refresh_token: 'AQ',
};
const catalogItem = {
  ...track,
  show: named('show'),
  release_date: '2024-03-08',
  total_tracks: 11,
  total_episodes: 12,
  owner: { display_name: 'Wren Hedge' },
  items: { total: 3 },
};
const mine = { owner: { id: 'wren', display_name: 'Wren Hedge' }, snapshot_id: 'MSwx', items: { total: 3 } };
/** An entry of each list that is read in a way of its own. */
const libraryEntries = [
  ['playlists', { ...named('playlist'), ...mine }],
  ['recentlyPlayed', { track: { uri: uriOf('track'), name: 'x' } }],
  ['albums', { album: { ...named('album'), release_date: '2024', total_tracks: 11 } }],
  ['shows', { show: { ...named('show'), total_episodes: 40 } }],
  ['audiobooks', { ...book, total_chapters: 12 }],
  ['playlistItems', { item: { uri: uriOf('track'), name: 'x' } }],
] as const;
const error = { error: { status: 400, message: 'Something', reason: 'UNKNOWN' } };
const links = linkTypes.flatMap((type) => parseLink(uriOf(type)) ?? []);

/** Somebody who is signed in, with all real parts; Spotify answers what it is told to. */
class Listener {
  readonly #clock = new ManualClock();
  readonly #endpoints = endpointsFor('http://127.0.0.1:9');
  readonly sessions: SessionStore;
  readonly #tokens: Tokens;
  readonly client: SpotifyClient;
  readonly #replies = new Map<string, readonly [status: number, body: string]>();

  constructor() {
    const { accounts } = this.#endpoints;
    const log = new Lines();
    const http = (url: string) => {
      const [status, body] = this.#replies.get(url === `${accounts}/api/token` ? 'token' : 'api') ?? [
        404,
        '',
      ];
      return Promise.resolve(new Response(body, { status }));
    };
    this.sessions = new SessionStore(
      new Keychain().window(),
      new Mark(),
      () => accounts,
      this.#clock,
      unlocked,
    );
    const endpoint = new TokenEndpoint(http, this.#clock);
    this.#tokens = new Tokens(this.sessions, endpoint, () => this.#endpoints, this.#clock, log);
    this.client = new SpotifyClient(
      http,
      this.#tokens,
      new RequestLog(new Pages(), this.#clock),
      this.#clock,
      log,
    );
  }

  async signIn(): Promise<void> {
    await this.sessions.save({
      id: 's',
      issuer: this.#endpoints.accounts,
      clientId: 'f'.repeat(32),
      refreshToken: 'AQ',
      scopes: [],
      flow: 'relay',
      authorizedAt: this.#clock.now(),
      account: { id: 'a', name: 'Wren' },
    });
    this.answer('token', tokens);
  }

  answer(which: 'api' | 'token', body: unknown, status = 200): void {
    this.#replies.set(which, [status, body === undefined ? '' : JSON.stringify(body)]);
  }

  accessToken(): Promise<unknown> {
    this.#tokens.forget();
    return this.#tokens.get();
  }
}

const everything = 'everything';

interface Reply {
  /** With all that may be in it. */
  readonly body: unknown;
  readonly status?: number;
  /** Reads it, so that no field is forgotten that anybody looks at. */
  readonly read?: (body: unknown) => unknown;
  readonly which?: 'token';
  /** What has to be there, by its path: without it the reply is none. */
  readonly required?: readonly string[] | typeof everything;
  /** Uses the reply, which is not as it should be in `field`; resolves with all that is shown of it. */
  readonly use: (listener: Listener, field: string) => Promise<unknown>;
}

const format = parseTemplate(labelTokens.map((token) => `{${token}}[ ${token}]`).join(' '));
const settings = { ...everythingShown, template: format, maxLength: 500 };
const at = Date.UTC(2026, 10, 2, 9);

/** All that a state shows, also when the network goes, and when Spotify is asked next. */
function shownOf(playback: Playback): unknown {
  const gone: Playback = {
    kind: 'unavailable',
    problem: { kind: 'offline' },
    last: playback as Extract<Playback, { kind: 'playing' }>,
    since: at,
    failures: 1,
    failedAt: at,
    jitter: 0,
  };
  const circumstances = { now: at, focusedSince: at, budget: { used: 0, limit: 1_000 }, pace: 1 };
  return [playback, gone].map((state) => [
    state,
    present(state, settings, at),
    nextPoll(state, circumstances),
    'item' in state ? [furtherButtons(state), valuesOf(state, at)] : [],
  ]);
}

const replies: Readonly<Record<string, Reply>> = {
  ...Object.fromEntries(
    Object.entries(items).map(([what, one]): [string, Reply] => [
      `the player with ${what}`,
      {
        body: { ...player, currently_playing_type: 'track', item: one },
        read: (body) => readPlayer(body, at),
        use: async ({ client }, field) => {
          const snapshot = await client.player();
          // Without anything else there is still a song.
          if (one && field !== '' && field !== 'item') assert.notEqual(snapshot.kind, 'nothing', field);
          return shownOf(reduce({ kind: 'waiting' }, { type: 'answered', snapshot }));
        },
      },
    ]),
  ),
  'the queue': {
    body: { currently_playing: track, queue: Object.values(items) },
    read: readQueue,
    use: ({ client }) => client.queue(),
  },
  'what was played': {
    body: { items: Object.values(items).map((one) => ({ track: one, played_at: '2026-11-02T09:00:00Z' })) },
    read: readRecentlyPlayed,
    use: ({ client }) => client.recentlyPlayed(),
  },
  'the devices': {
    body: { devices: [device, { ...device, id: null }] },
    read: readDevices,
    use: async ({ client }) => (await client.devices()).map((one) => [one, deviceIcon(one.type)]),
  },
  'the library': {
    body: [true, false],
    read: (body) => readContains(body, 2),
    use: async ({ client }) => [...(await client.likes(['a', 'b']))],
  },
  'the profile': {
    body: { id: 'wren', account_id: 'acc1', display_name: 'Wren Hedge', images },
    read: readProfile,
    use: async ({ client }) => {
      const profile = await client.profile();
      const budget = { used: 1, limit: 2 };
      const facts = { session: undefined, fault: undefined, budget, premiumRefusedAt: undefined };
      return [profile, accountPage({ ...facts, profile }).html];
    },
  },
  ...Object.fromEntries(
    links.map((link): [string, Reply] => [
      `the entry of the ${link.type}`,
      {
        body: catalogItem,
        read: (body) => readCatalogItem(link, body),
        use: async ({ client }) => {
          const found = await client.catalogItem(link);
          return found && [found, linkHover(found, true)];
        },
      },
    ]),
  ),
  ...Object.fromEntries(
    libraryEntries.map(([list, entry]): [string, Reply] => {
      const asked = { list, of: uriOf('playlist'), from: 0 };
      return [
        `a page of ${list}`,
        {
          body: { items: [entry], next: 'https://x', total: 1, cursors: { before: '1' } },
          use: async ({ client }) => readLibrary(asked, await client.library(asked)),
        },
      ];
    }),
  ),
  'a change of a playlist': {
    body: { snapshot_id: 'MSwx' },
    use: ({ client }) =>
      client.editPlaylist({ change: 'add', playlist: uriOf('playlist'), uris: [uriOf('track')] }),
  },
  'the tokens': {
    body: tokens,
    which: 'token',
    required: ['access_token', 'token_type'],
    use: (listener) => listener.accessToken(),
  },
  ...Object.fromEntries(
    [400, 403, 404, 429, 500].map((status): [string, Reply] => [
      `a refusal by ${status}`,
      {
        body: error,
        status,
        required: everything,
        use: ({ client }) => client.player(),
      },
    ]),
  ),
  ...Object.fromEntries(
    [400, 401, 403, 500].map((status): [string, Reply] => [
      `a refusal of the tokens by ${status}`,
      {
        body: { error: 'temporarily_unavailable', error_description: 'x' },
        status,
        which: 'token',
        required: everything,
        use: (listener) => listener.accessToken(),
      },
    ]),
  ),
};

type Path = readonly string[];

/** The fields that a body has. */
function fieldsOf(body: unknown, path: Path = []): Path[] {
  const inside = typeof body === 'object' && body !== null ? Object.entries(body) : [];
  return [path, ...inside.flatMap(([key, value]) => fieldsOf(value, [...path, key]))];
}

/** The fields that are looked for in a body, be they there or not. */
function fieldsReadIn(body: unknown, read: (body: unknown) => unknown): Path[] {
  const found: Path[] = [];
  const watched = (value: unknown, path: Path): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    const note = (key: string | symbol): key is string => {
      const counts = typeof key === 'string' && (!Array.isArray(value) || /^\d+$/.test(key));
      if (counts) found.push([...path, key]);
      return counts;
    };
    return new Proxy(value, {
      has: (target, key) => (note(key), Reflect.has(target, key)),
      get: (target, key): unknown => {
        const inside: unknown = Reflect.get(target, key);
        return note(key) ? watched(inside, [...path, key]) : inside;
      },
    });
  };
  read(watched(body, []));
  return found;
}

const absent = Symbol('absent');
/** What may stand in a field instead of what belongs there; texts are such as would be shown. */
const wrong: readonly unknown[] = [
  absent,
  null,
  '',
  'text',
  '7',
  'spotify:ad:x',
  0,
  -1,
  -1e16,
  5e-324,
  1e16,
  '1e308',
  '1e999',
  true,
  [],
  [null],
  {},
  { name: null, error: null },
];

/** The same body with something else in a field. */
function changed(body: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value === absent ? undefined : value;
  const copy = (Array.isArray(body) ? [...(body as unknown[])] : { ...(body as object) }) as object;
  const inside: unknown = changed(Reflect.get(copy, key), rest, value);
  if (inside === undefined) Reflect.deleteProperty(copy, key);
  else Reflect.set(copy, key, inside);
  return copy;
}

/** No text that people see may say it, and no number be none. */
function assertSpeaks(shown: unknown, how: string): void {
  if (typeof shown === 'string')
    assert.doesNotMatch(shown, /undefined|null|NaN|\[object|Infinity|\de[+-]\d/, how);
  if (typeof shown === 'number') assert.ok(Number.isFinite(shown), how);
  if (typeof shown === 'object' && shown !== null) {
    for (const inside of Object.values(shown)) assertSpeaks(inside, how);
  }
}

describe('a reply in which a field is null, missing or of another type', () => {
  for (const [what, { body, status = 200, read, which = 'api', required = [], use }] of Object.entries(
    replies,
  )) {
    const paths = [...fieldsOf(body), ...(read ? fieldsReadIn(body, read) : [])];
    for (const field of new Set(paths.map((path) => path.join('.')))) {
      it(`hurts nobody: ${field || 'all'} of ${what}`, async () => {
        const listener = new Listener();
        await listener.signIn();
        for (const value of wrong) {
          const sent = changed(body, field === '' ? [] : field.split('.'), value);
          const how = `${value === absent ? 'nothing' : JSON.stringify(value)} in ${JSON.stringify(sent)}`;
          listener.answer(which, sent, status);
          const outcome = await use(listener, field).catch((error: unknown) => error);
          if (outcome instanceof Error) {
            assert.ok(outcome instanceof ApiProblemError, `${String(outcome)}: ${how}`);
            const needed = required === everything || field === '' || required.includes(field);
            assert.ok(needed, `${outcome.problem.kind}: ${how}`);
            assertSpeaks(rejectionMessage(rejectionOf(outcome), at)[0], how);
          }
          assertSpeaks(outcome, how);
          assert.equal(listener.sessions.state.kind, 'signedIn', how);
        }
      });
    }
  }
});
