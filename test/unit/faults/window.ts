import { createServer, type Server } from 'node:http';
import { createPolling, type CreateSource, type Polling } from '../../../src/app/polling';
import { TokenEndpoint } from '../../../src/auth/oauth/tokenEndpoint';
import { SessionStore } from '../../../src/auth/session/sessionStore';
import { Tokens } from '../../../src/auth/tokens';
import type { Channel } from '../../../src/platform/connection';
import { Emitter } from '../../../src/platform/event';
import { NoReplyError, type Http, type HttpRequest } from '../../../src/platform/host';
import { Store } from '../../../src/player/store';
import { endpointsFor } from '../../../src/spotify/endpoints';
import { RequestLog } from '../../../src/spotify/requestLog';
import { startSpotify, track, type Fault, type Reply, type Spotify, type Track } from '../../spotify';
import {
  granted,
  hour,
  Keychain,
  Lines,
  ManualClock,
  Mark,
  Pages,
  second,
  ToldFocus,
  unlocked,
} from '../support';

/** What can go wrong with a request: as the stand-in does it, or before it, or behind it. */
export type RequestFault =
  | Fault
  /** No reply comes, for what `NoReplyError` says. */
  | { readonly kind: 'noReply'; readonly code: string; readonly known?: NoReplyError['known'] }
  /** Spotify answers as it should, and this becomes of it. */
  | { readonly kind: 'altered'; readonly alter: (reply: Reply) => Reply };

/** Which requests it happens to, and how often. */
export interface FaultScope {
  readonly method?: string | undefined;
  readonly path: RegExp;
  readonly times: number;
}

/** As `platform/node/http.ts`. */
const timeoutMs = 15 * second;

/** Thirty of so many milliseconds, each a second longer than the one before. */
const album = (durationMs: number): readonly Track[] =>
  Array.from({ length: 30 }, (_, index) =>
    track({ title: `Song ${index + 1}`, durationMs: durationMs + index * second }),
  );
/** That end while something is wrong, and that do not. */
export const songs = { short: album(200 * second), long: album(20 * hour) };

/** How a window begins: what plays, and whether somebody looks at it. */
export interface Beginning {
  readonly focused: boolean;
  readonly list: readonly Track[];
  /** What else tells what plays. */
  readonly source?: (window: FaultyWindow) => CreateSource;
}

/** The only window. */
const alone: Channel = {
  connect: () => Promise.resolve(undefined),
  listen: () => {
    const { event: onConnection } = new Emitter<never>();
    const isOurs = () => Promise.resolve(true);
    return Promise.resolve({ name: 'alone', onConnection, isOurs, dispose: () => undefined });
  },
};

/** The address of all stand-ins: none of them is asked through a socket. */
let address: Server | undefined;

/** One window with all real parts between the session and HTTP, beside a stand-in that it asks without sockets. */
export class FaultyWindow {
  readonly clock = new ManualClock();
  readonly log = new Lines();
  readonly pages = new Pages();
  readonly store = new Store();
  readonly focus = new ToldFocus(false);
  readonly sessions: SessionStore;
  readonly polling: Polling;
  #armed: { readonly fault: RequestFault; readonly scope: FaultScope; left: number } | undefined;
  #remove: () => void = () => undefined;
  /** When requests went out, by `METHOD /path`. */
  readonly sent: { readonly at: number; readonly what: string }[] = [];

  private constructor(
    readonly spotify: Spotify,
    clock: ManualClock,
    source: Beginning['source'],
  ) {
    this.clock = clock;
    clock.chance = 0.5;
    const endpoints = endpointsFor(spotify.url);
    const { store, focus, log } = this;
    const sessions = new SessionStore(
      new Keychain().window(),
      new Mark(),
      () => endpoints.accounts,
      clock,
      unlocked,
    );
    const http: Http = (url, request) => this.#send(url, request);
    const tokens = new Tokens(sessions, new TokenEndpoint(http, clock), () => endpoints, clock, log);
    const { session, accessToken } = granted(spotify);
    tokens.adopt(session, {
      accessToken,
      expiresInMs: 10 * hour,
      refreshToken: undefined,
      scopes: undefined,
    });
    void sessions.save(session);
    this.sessions = sessions;
    this.polling = createPolling({
      store,
      sessions,
      requestLog: new RequestLog(this.pages, clock),
      tokens,
      lookupTokens: tokens,
      http,
      channel: alone,
      createSource: source?.(this),
      focus,
      network: () => 'home',
      limits: () => ({ dailyBudget: 1_000, pace: 1 }),
      clock,
      log,
    });
  }

  /** Signed in, leading, and showing the song that plays. */
  static async open({ focused, list, source }: Beginning): Promise<FaultyWindow> {
    address ??= createServer().unref();
    const clock = new ManualClock();
    const window = new FaultyWindow(
      await startSpotify({ now: clock.monotonic, server: address }),
      clock,
      source,
    );
    window.focus.focus(focused);
    // A large library takes the stand-in long, and shows nothing else here.
    const { collection } = window.spotify;
    const { sizes } = collection;
    collection.longestPlaylist = 2;
    for (const type of Object.keys(sizes) as (keyof typeof sizes)[]) sizes[type] = 2;
    window.spotify.player.play(list, { positionMs: second });
    for (const token of window.spotify.tokens.accessTokens) token.expiresAt = Infinity;
    window.polling.election.start();
    await clock.leap(second);
    return window;
  }

  /** As at the start, but for the time of day: songs that do not end, and a day's budget that nobody has used. */
  renew(): void {
    this.pages.lines = [];
    this.log.lines.length = this.sent.length = 0;
  }

  /** From now on this goes wrong, instead of whatever went wrong before. */
  arm(fault: RequestFault, scope: FaultScope): void {
    this.disarm();
    if (fault.kind === 'noReply' || fault.kind === 'altered') {
      this.#armed = { fault, scope, left: scope.times };
      return;
    }
    const { method, path, times } = scope;
    const armed = this.spotify.faults.add(fault, { ...(method && { method }), path, times });
    this.#remove = () => armed.remove();
  }

  disarm(): void {
    this.#armed = undefined;
    this.#remove();
  }

  async close(): Promise<void> {
    this.polling.dispose();
    this.sessions.dispose();
    this.store.dispose();
    await this.spotify.close();
  }

  async #send(url: string, { method, headers, body }: HttpRequest): Promise<Response> {
    const path = url.slice(this.spotify.url.length);
    this.sent.push({ at: this.clock.now(), what: `${method} ${path.replace(/\?.*/, '')}` });
    const fault = this.#take(method, path.replace(/\?.*/, ''));
    if (fault?.kind === 'noReply') throw new NoReplyError(fault.code, fault.known);
    const request = { method, url: path, headers, ...(body !== undefined && { body: String(body) }) };
    const reply = await this.#answer(() => this.spotify.answer(request));
    this.spotify.requests.length = 0;
    const { status, headers: named, body: said } = fault?.kind === 'altered' ? fault.alter(reply) : reply;
    return new Response(status === 204 || status === 304 ? null : String(said), { status, headers: named });
  }

  #take(method: string, path: string): RequestFault | undefined {
    const armed = this.#armed;
    if (!armed || armed.left === 0 || (armed.scope.method ?? method) !== method) return undefined;
    if (!armed.scope.path.test(path)) return undefined;
    armed.left -= 1;
    return armed.fault;
  }

  #answer(ask: () => Promise<Reply>): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const timer = this.clock.after(timeoutMs, () => reject(new NoReplyError('timeout')));
      ask()
        .then(resolve, () => reject(new NoReplyError('ECONNRESET')))
        .finally(() => timer.dispose());
    });
  }
}
