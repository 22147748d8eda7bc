import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as fakeTimers from '@sinonjs/fake-timers';
import { ClientSecrets } from '../../src/auth/clientSecrets';
import { TokenEndpoint } from '../../src/auth/oauth/tokenEndpoint';
import { createPlayer, type CreateSource, type Player } from '../../src/app/polling';
import type { Session } from '../../src/auth/session/session';
import type { SessionChange, SessionChangeMarker } from '../../src/auth/session/session';
import { SessionStore } from '../../src/auth/session/sessionStore';
import { Tokens } from '../../src/auth/tokens';
import type { WindowRequest } from '../../src/model/commands/windowRequest';
import type { Addressable, Device, Item } from '../../src/model/playback/item';
import type { NowPlaying } from '../../src/model/playback/nowPlaying';
import type { ItemSnapshot } from '../../src/model/playback/snapshot';
import { initialChangeRate } from '../../src/model/schedule/changeRate';
import type { Circumstances } from '../../src/model/schedule/plan';
import { timeOf, type Clock } from '../../src/platform/clock';
import { Emitter } from '../../src/platform/event';
import type { Focus } from '../../src/platform/focus';
import type { Journal, WithLock, Log } from '../../src/platform/host';
import type { Disposable } from '../../src/platform/lifecycle';
import { http } from '../../src/platform/node/http';
import type { Controls } from '../../src/player/controls';
import type { LocalParts } from '../../src/player/sources/localReader';
import { MergedSource } from '../../src/player/sources/mergedSource';
import type { Likes } from '../../src/player/likes';
import type { Poller } from '../../src/player/poller';
import { type Conditions } from '../../src/player/poller';
import type { SpotifyApi } from '../../src/player/spotifyApi';
import { Store } from '../../src/player/store';
import { SpotifyClient } from '../../src/spotify/client';
import { endpointsFor, type Endpoints } from '../../src/spotify/endpoints';
import { RequestLog } from '../../src/spotify/requestLog';
import { scopes } from '../../src/spotify/requests';
import { AnyWindowFocus } from '../../src/windows/anyWindowFocus';
import { startSpotify, type Spotify } from '../spotify';
import { Keychain, type Secrets } from '../vscode/keychain';

export { Keychain, type Secrets };

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;

/** A clock that stands until it is moved. Nothing of the machine's own time is touched. */
export class ManualClock implements Clock {
  readonly #timers = fakeTimers.createClock(Date.UTC(2026, 10, 2, 9, 0, 0));
  /** What `jitter` answers. */
  chance = 0;

  readonly #time = timeOf(
    () => this.#timers.Date.now(),
    () => (this.#timers.performance as { now(): number }).now(),
  );
  readonly now = this.#time.now;
  readonly monotonic = this.#time.monotonic;
  readonly onDidSetBack = this.#time.onDidSetBack;

  after(ms: number, action: () => void): Disposable {
    const timer = this.#timers.setTimeout(action, ms);
    return { dispose: () => this.#timers.clearTimeout(timer) };
  }

  jitter(): number {
    return this.chance;
  }

  /** Moves on, runs what falls due, and lets promises settle in between. */
  async advance(ms: number): Promise<void> {
    await this.#timers.tickAsync(ms);
  }

  /** The same without a real millisecond for each timer: for hours of them, where nothing waits for sockets. */
  async leap(ms: number): Promise<void> {
    const end = { reached: false };
    this.#timers.setTimeout(() => (end.reached = true), ms);
    await turns(1);
    while (!end.reached) {
      this.#timers.next();
      await turns(1);
    }
  }

  /** The machine sleeps: the time goes on, and no timer with it. */
  sleep(ms: number): void {
    this.#timers.setSystemTime(this.now() + ms);
  }

  /** Somebody sets the clock back, and a moment later it is noticed. */
  async setBack(ms: number): Promise<void> {
    this.#timers.setSystemTime(this.now() - ms);
    this.now();
    await turns(1);
  }

  /** How many timers wait. */
  get waiting(): number {
    return this.#timers.countTimers();
  }
}

/** Lets everything happen that needs no more than the event loop to go round. */
export async function turns(count = 5): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Goes round the event loop for a real millisecond, so that a clock that is wound by hand runs no faster than sockets. */
export async function realMillisecond(): Promise<void> {
  const end = performance.now() + 1;
  while (performance.now() < end) await turns(1);
}

/** Goes round the event loop until something is so; for what happens on real sockets. */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('It never came to that.');
    await turns(1);
  }
}

/** For windows that nobody shares a session with, or that know of no lock, as earlier versions. */
export const unlocked: WithLock = (work) => work();

/** The mark that all windows and pages share. */
export class Mark implements SessionChangeMarker {
  change: SessionChange | undefined;

  read(): Promise<SessionChange | undefined> {
    return Promise.resolve(this.change);
  }

  write(change: SessionChange): Promise<void> {
    this.change = change;
    return Promise.resolve();
  }
}

/** The journal that all windows share, in memory. */
export class Pages implements Journal {
  lines: readonly string[] = [];

  read(): Promise<readonly string[]> {
    return Promise.resolve(this.lines);
  }

  append(line: string): Promise<void> {
    this.lines = [...this.lines, line];
    return Promise.resolve();
  }

  replace(lines: readonly string[]): Promise<void> {
    this.lines = [...lines];
    return Promise.resolve();
  }
}

/** A window whose focus comes and goes as told. */
export class ToldFocus implements Focus {
  readonly #changed = new Emitter<boolean>();
  readonly onDidChange = this.#changed.event;

  constructor(public focused: boolean) {}

  focus(focused: boolean): void {
    this.focused = focused;
    this.#changed.fire(focused);
  }

  /** Whether anyone still listens. */
  get hasListeners(): boolean {
    return this.#changed.hasListeners;
  }
}

/** Gives a folder of its own to some work, and takes it away again. */
export class TemporaryFolder {
  private constructor(readonly path: string) {}

  static async make(): Promise<TemporaryFolder> {
    return new TemporaryFolder(await mkdtemp(path.join(tmpdir(), 'earshot-')));
  }

  file(...names: string[]): string {
    return path.join(this.path, ...names);
  }

  remove(): Promise<void> {
    return rm(this.path, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A log that can be looked into. */
export class Lines implements Log {
  readonly lines: string[] = [];
  readonly debug = (message: string) => void this.lines.push(`debug ${message}`);
  readonly info = (message: string) => void this.lines.push(`info ${message}`);
  readonly warn = (message: string) => void this.lines.push(`warn ${message}`);
  readonly error = (message: string) => void this.lines.push(`error ${message}`);

  get text(): string {
    return this.lines.join('\n');
  }
}

/** The session of a user who has agreed at the stand-in, and the access token that came with it. */
export function granted(
  spotify: Spotify,
  id = 'session-1',
): { readonly session: Session; readonly accessToken: string } {
  const { accessToken, refreshToken } = spotify.tokens.grant(spotify.apps.default, spotify.user.id, scopes);
  const session: Session = {
    id,
    issuer: endpointsFor(spotify.url).accounts,
    clientId: spotify.apps.default.clientId,
    refreshToken,
    scopes: [...scopes],
    flow: 'loopback',
    authorizedAt: spotify.now(),
    account: { id: spotify.user.accountId, name: spotify.user.displayName ?? '' },
  };
  return { session, accessToken };
}

/** All real parts between SecretStorage and the stand-in, on a clock that is wound by hand. */
export class Bench {
  readonly keychain = new Keychain();
  readonly mark = new Mark();
  readonly pages = new Pages();
  readonly requestLog: RequestLog;
  readonly log = new Lines();
  readonly secrets: ClientSecrets;
  readonly endpoint: TokenEndpoint;
  readonly endpoints: Endpoints;
  /** The first window. */
  readonly sessions: SessionStore;
  readonly tokens: Tokens;
  readonly client: SpotifyClient;

  private constructor(
    readonly spotify: Spotify,
    readonly clock: ManualClock,
  ) {
    this.endpoints = endpointsFor(spotify.url);
    this.secrets = new ClientSecrets(this.keychain.window());
    this.endpoint = new TokenEndpoint(http, clock, this.secrets);
    ({ sessions: this.sessions, tokens: this.tokens } = this.open(this.keychain.window()));
    this.requestLog = new RequestLog(this.pages, clock);
    this.client = new SpotifyClient(http, this.tokens, this.requestLog, clock, this.log);
  }

  static async start(): Promise<Bench> {
    const clock = new ManualClock();
    return new Bench(await startSpotify({ now: clock.monotonic }), clock);
  }

  /** Another window, or a page in a browser. */
  open(secrets: Secrets, withLock = unlocked): { readonly sessions: SessionStore; readonly tokens: Tokens } {
    const issuer = () => this.endpoints.accounts;
    const sessions = new SessionStore(secrets, this.mark, issuer, this.clock, withLock);
    const tokens = new Tokens(sessions, this.endpoint, () => this.endpoints, this.clock, this.log);
    return { sessions, tokens };
  }

  /** Signs in by short cut, with the access token at hand or without one. */
  async signIn(options: { readonly withAccessToken: boolean }, id?: string): Promise<Session> {
    const { session, accessToken } = granted(this.spotify, id);
    if (options.withAccessToken) {
      this.tokens.adopt(session, {
        accessToken,
        expiresInMs: hour,
        refreshToken: undefined,
        scopes: undefined,
      });
    }
    await this.sessions.save(session);
    return session;
  }

  /** Winds the clock, no faster than sockets are, until something has come to its end. */
  async whileTimeGoesOn<T>(work: Promise<T>): Promise<T> {
    const state = { underWay: true };
    const end = () => void (state.underWay = false);
    work.then(end, end);
    while (state.underWay) {
      await realMillisecond();
      await this.clock.advance(50);
    }
    return work;
  }

  /** How many requests for tokens there were. */
  get tokenRequests(): number {
    return asked(this.spotify, '/api/token').length;
  }

  close(): Promise<void> {
    this.sessions.dispose();
    return this.spotify.close();
  }
}

/** Requests for a path, in order. */
export function asked(spotify: Spotify, path: string): Spotify['requests'] {
  return spotify.requests.filter((request) => request.path === path);
}

interface Landing {
  /** Where the browser is sent, to the letter. */
  readonly location: string;
}

/** Opens a page as a browser does, presses a button on it, and says where that leads. */
export async function press(url: string, decision: 'agree' | 'cancel' = 'agree'): Promise<Landing> {
  const page = await (await fetch(url, { redirect: 'manual' })).text();
  const ticket = /name="ticket" value="([^"]+)"/.exec(page)?.[1];
  if (ticket === undefined) throw new Error(`No consent page: ${page}`);
  const answer = await fetch(new URL('/authorize/decision', url), {
    method: 'POST',
    body: new URLSearchParams({ ticket, decision }),
    redirect: 'manual',
  });
  return { location: answer.headers.get('location') ?? '' };
}

/** The query of an address, without its question mark, as VS Code hands it to a URI handler. */
export function queryOf(address: string): string {
  return address.slice(address.indexOf('?') + 1);
}

export const song: Item = {
  kind: 'track',
  title: 'Lamplight Ferry',
  artists: [
    { name: 'The Borrowed Oars', uri: 'spotify:artist:2b3c4d5e6f7g8h9i0j1k2l' },
    { name: 'Ines Quill', uri: 'spotify:artist:3c4d5e6f7g8h9i0j1k2l3m' },
  ],
  album: { name: 'Low Tide Letters', uri: 'spotify:album:4d5e6f7g8h9i0j1k2l3m4n' },
  durationMs: 200_000,
  uri: 'spotify:track:1a2b3c4d5e6f7g8h9i0j1k',
  image: { url: 'https://i.scdn.co/image/ab67616d00001e02lowtide', ratio: 1 },
};

export const kitchen: Device = {
  id: 'd1',
  name: 'Kitchen',
  type: 'Speaker',
  volume: 40,
  hasVolume: true,
  restricted: false,
  active: true,
};

export const hall: Addressable = {
  id: 'd2',
  name: 'Hall',
  type: 'Smartphone',
  volume: undefined,
  hasVolume: false,
  restricted: false,
  active: false,
};

/** What a source says of the song 20 s after its start. */
export function snapshot(changes: Partial<ItemSnapshot> = {}): ItemSnapshot {
  return {
    kind: 'playing',
    item: song,
    device: kitchen,
    privateSession: false,
    shuffle: false,
    repeat: 'off',
    disallows: [],
    progressMs: 20_000,
    receivedAt: 1_000_000,
    ...changes,
  };
}

/** What is tracked after its first snapshot. */
export function nowPlaying(changes: Partial<NowPlaying> = {}): NowPlaying {
  return {
    ...snapshot(),
    liked: undefined,
    changing: false,
    startedAt: (changes.receivedAt ?? 1_000_000) - (changes.progressMs ?? 20_000),
    overdue: 0,
    changeRate: initialChangeRate(changes.receivedAt ?? 1_000_000),
    ...changes,
  };
}

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of the choices. */
export function pick<T>(random: () => number, choices: readonly T[]): T {
  const choice = choices[Math.floor(random() * choices.length)];
  if (choice === undefined) throw new RangeError('Nothing to choose from.');
  return choice;
}

/** One window, with all of the day's budget left unless told otherwise. */
export class Around implements Conditions {
  readonly #changed = new Emitter<unknown>();
  readonly onDidChange = this.#changed.event;
  readonly #anyWindowFocus: AnyWindowFocus;
  #rest: Partial<Circumstances> = {};

  constructor(
    window: ToldFocus,
    private readonly clock: Clock,
  ) {
    this.#anyWindowFocus = new AnyWindowFocus(window, clock);
    this.#anyWindowFocus.onDidChange(() => this.#changed.fire(undefined));
  }

  read(): Circumstances {
    const { focusedSince } = this.#anyWindowFocus;
    const budget = { used: 0, limit: 1_000 };
    return { now: this.clock.now(), focusedSince, budget, pace: 1, ...this.#rest };
  }

  /** The networks that the machine is on. */
  networks = 'home';
  readonly network = () => this.networks;

  become(rest: Partial<Circumstances>): void {
    this.#rest = rest;
    this.#changed.fire(undefined);
  }
}

/** What plays and what is done about it, as in the window that asks; who asks Spotify is given. */
export class Playing {
  readonly store = new Store();
  readonly #player: Player;

  constructor(
    readonly api: SpotifyApi,
    readonly around: Around,
    readonly clock: Clock,
    readonly log: Lines,
    local?: LocalParts,
  ) {
    const { store } = this;
    const createSource: CreateSource | undefined =
      local && ((parts) => new MergedSource({ ...parts, local }, clock, log));
    this.#player = createPlayer({
      store,
      api,
      conditions: around,
      createSource,
      leads: () => true,
      clock,
      log,
    });
  }

  get likes(): Likes {
    return this.#player.likes;
  }

  get poller(): Poller {
    return this.#player.poller;
  }

  get controls(): Controls {
    return this.#player.controls;
  }

  request(request: WindowRequest): Promise<unknown> {
    return this.#player.handle(request);
  }

  dispose(): void {
    for (const part of [this.#player, this.store]) part.dispose();
  }
}
