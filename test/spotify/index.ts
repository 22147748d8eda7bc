import {
  createServer,
  type IncomingMessage,
  type Server as HttpServer,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { Accounts } from './accounts';
import { Apps } from './apps';
import { Catalogue } from './catalogue';
import { ControlPage } from './controlPage';
import type { Reply, RequestRecord } from './exchange';
import { Faults } from './faults';
import { Collection } from './music/collection';
import { Player } from './player';
import { Secrets } from './secrets';
import { type DirectRequest, Server } from './server';
import { defaultList, songs } from './songs';
import { Tokens } from './tokens';
import { type User, Users } from './user';
import type { World } from './world';

export { type App, type AppOptions, type Apps, defaultClientId } from './apps';
export type { Reply, RequestRecord } from './exchange';
export { type Fault, type FaultOptions, type Faults, fault } from './faults';
export { artworkFor } from './image';
export * from './items';
export type { Action, Context, Device, Playback, Repeat } from './playback';
export type { Change, NumberReplies, Player } from './player';
export type { DirectRequest } from './server';
export type { Collection } from './music/collection';
export { defaultList, songs } from './songs';
export type { AccessToken, AuthorizationCode, RefreshToken, Tokens } from './tokens';
export type { Image, User } from './user';

export interface SpotifyOptions {
  /** The time in ms since 1970. Default: `Date.now`. */
  now?: () => number;
  /** Default: 0, any free port. */
  port?: number;
  /** Default: 127.0.0.1. */
  host?: string;
  /** Goes on with the address of a server of the caller's, which stays open for whoever comes after. */
  server?: HttpServer;
}

/** A running stand-in. */
export interface Spotify {
  /** `http://127.0.0.1:PORT`, no slash at the end: `/authorize`, `/api/token`, `/redirect` (the relay), `/v1/...`. */
  readonly url: string;
  readonly now: () => number;
  readonly apps: Apps;
  /** Whoever sits in front of the browser and consents; to be changed at will. */
  readonly user: User;
  readonly player: Player;
  /** The URIs that the user has saved or follows since the start. */
  readonly library: Set<string>;
  /** The music that there is besides, by the thousand, and what of it is the user's. */
  readonly collection: Collection;
  /** The addresses that short links redirect to, by host and path: `spotify.link/AbC`. */
  readonly shortLinks: Map<string, string>;
  readonly faults: Faults;
  /** Every request in the order of arrival, refused ones too; `status` is 0 while no answer has gone out. */
  readonly requests: RequestRecord[];
  /** Every secret of the run: nothing outside SecretStorage may ever contain one. */
  readonly secrets: ReadonlySet<string>;
  readonly tokens: Tokens;
  /** What the server would answer, without a socket: the same checks, faults and records. Rejects on a broken connection. */
  answer(request: DirectRequest): Promise<Reply>;
  /** Closes the server and all its connections at once. */
  close(): Promise<void>;
}

function listen(server: HttpServer, port: number, host: string): Promise<number> {
  const actual = () => (server.address() as AddressInfo).port;
  if (server.listening) {
    return Promise.resolve(actual());
  }
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(actual()));
  });
}

function close(server: HttpServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function worldAt(url: string, now: () => number): World {
  const secrets = new Secrets();
  const users = new Users();
  const relayUrl = `${url}/redirect`;
  const library = new Set<string>();
  const collection = new Collection(library);
  const catalogue = new Catalogue([...defaultList, ...Object.values(songs)], collection);
  return {
    url,
    relayUrl,
    now,
    apps: new Apps(relayUrl, [users.current.id], secrets),
    users,
    user: users.current,
    tokens: new Tokens(now, secrets),
    catalogue,
    player: new Player(now, catalogue),
    library,
    collection,
    shortLinks: new Map(),
    faults: new Faults(),
    requests: [],
    secrets,
  };
}

/**
 * Starts a stand-in for Spotify: the Accounts service, the Web API and the vscode.dev relay on one port.
 * Nothing plays at first.
 */
export async function startSpotify(options: SpotifyOptions = {}): Promise<Spotify> {
  const { now = Date.now, port = 0, host = '127.0.0.1' } = options;
  const http = options.server ?? createServer();
  const actual = await listen(http, port, host);
  const name = host === '0.0.0.0' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  const world = worldAt(`http://${name}:${actual}`, now);
  const server = new Server(world, new Accounts(world), new ControlPage(world));
  const handle = (request: IncomingMessage, response: ServerResponse) =>
    void server.handle(request, response);
  http.on('request', handle);
  const leave = () => {
    http.off('request', handle);
    http.closeAllConnections();
    return Promise.resolve();
  };
  return {
    ...world,
    answer: (request) => server.answer(request),
    close: () => (options.server ? leave() : close(http)),
  };
}
