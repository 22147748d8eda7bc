import type { Event } from '../../../src/platform/event';
import { Emitter } from '../../../src/platform/event';
import { NoReplyError, type Http, type WithLock } from '../../../src/platform/host';
import type { Channel, Connection, Listener } from '../../../src/platform/connection';
import { LocalChannel } from '../../../src/platform/node/localChannel';
import { protocolVersion } from '../../../src/windows/protocol';
import { playingOrPaused, type Shown } from '../../bench/day/trace';
import { aroundOnce } from '../../bench/day/clock';
import { Chance, seedFor } from '../../bench/day/random';
import { startSpotify, type Spotify } from '../../spotify';
import { granted, Keychain, Mark, Pages, type TemporaryFolder } from '../../unit/support';
import { UnsteadyClock } from './clock';

/** How long a request takes, in ms, and how long it may take (`platform/node/http.ts`). */
const latency = { least: 40, most: 250 };
const timeoutMs = 15_000;

/** Any day will do. */
const start = Date.UTC(2026, 10, 2, 9);

/** What all windows of one machine share, with Spotify at the other end; real are the sockets at which windows meet. */
export class Machine {
  readonly keychain = new Keychain();
  readonly mark = new Mark();
  readonly journal = new Pages();
  readonly clock: UnsteadyClock;
  readonly #appChanged = new Emitter<void>();
  isAppOpen = false;
  isOnline = true;
  /** Listeners at what windows share, which have to go with a window. */
  listeners = 0;
  requests = 0;
  /** Requests that one window began while another's was under way. */
  together = 0;
  readonly #sending = new Map<object, number>();
  /** Steps that take real time, in which the clock stands. */
  #busy = 0;
  #lastLocked: Promise<unknown> = Promise.resolve();
  spotify!: Spotify;

  private constructor(
    readonly folder: TemporaryFolder,
    private readonly chance: Chance,
  ) {
    this.clock = new UnsteadyClock(start, chance.next, () => this.#settled());
  }

  static async start(folder: TemporaryFolder, seed: number): Promise<Machine> {
    const machine = new Machine(folder, new Chance(seedFor(seed, 'machine')));
    machine.spotify = await startSpotify({ now: machine.clock.trueNow });
    machine.keychain.values.set(
      'earshot.session',
      JSON.stringify({
        state: 'signedIn',
        writtenAt: machine.clock.now(),
        session: granted(machine.spotify).session,
      }),
    );
    return machine;
  }

  async #settled(): Promise<void> {
    // A message goes through the sockets from one turn of the event loop to the next.
    for (let turn = 0; turn < 2 || this.#busy > 0; turn += 1) await aroundOnce();
  }

  async #real<T>(work: Promise<T>): Promise<T> {
    this.#busy += 1;
    try {
      return await work;
    } finally {
      this.#busy -= 1;
    }
  }

  /** What is true. */
  get shown(): Shown {
    const { state } = this.spotify.player;
    return playingOrPaused(state.isPlaying, state.item.title);
  }

  /** Has the app tell what it plays, if it is open. */
  appChanged(): void {
    this.#appChanged.fire();
  }

  readonly onDidChangeApp = this.#appChanged.event;

  /** An event whose listeners are counted. */
  counted<T>(event: Event<T>): Event<T> {
    return (listener) => {
      const subscription = event(listener);
      let over = false;
      this.listeners += 1;
      return {
        dispose: () => {
          if (!over) this.listeners -= 1;
          over = true;
          subscription.dispose();
        },
      };
    };
  }

  /** For the refreshes of all windows, as behind the lock file. */
  readonly withLock: WithLock = (work) => {
    const mine = this.#lastLocked.then(work, work);
    this.#lastLocked = mine.catch(() => undefined);
    return mine;
  };

  channel(): Channel {
    const real = new LocalChannel(this.folder.path, protocolVersion, [this.folder.path]);
    return {
      connect: (): Promise<Connection | undefined> => this.#real(real.connect()),
      listen: async () => {
        const listener = await this.#real(real.listen());
        return listener && this.#timeless(listener);
      },
    };
  }

  #timeless(listener: Listener): Listener {
    return {
      name: listener.name,
      onConnection: listener.onConnection,
      isOurs: () => this.#real(listener.isOurs()),
      dispose: () => listener.dispose(),
    };
  }

  /** What a window sends goes to the stand-in without a socket; it takes its time, and breaks off as sockets do. */
  http(window: { readonly closed: boolean }): Http {
    return async (url, { method, headers, body }) => {
      const { clock, spotify } = this;
      this.requests += url.includes('/v1/') ? 1 : 0;
      for (const [other, count] of this.#sending) if (other !== window && count > 0) this.together += 1;
      this.#count(window, 1);
      try {
        await clock.sleep(this.chance.between(latency.least, latency.most));
        if (!this.isOnline) throw new NoReplyError('ENOTFOUND');
        const path = url.slice(spotify.url.length);
        const asked = spotify.answer({ method, url: path, headers, ...(body && { body: String(body) }) });
        spotify.requests.length = 0;
        const reply = await this.#inTime(asked.catch(reset));
        const { status, headers: told, body: text } = reply;
        return new Response(status === 204 ? null : String(text), { status, headers: told });
      } finally {
        this.#count(window, -1);
      }
    };
  }

  #inTime<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const late = this.clock.after(timeoutMs, () => reject(new NoReplyError('timeout')));
      work.then(resolve, reject).finally(() => late.dispose());
    });
  }

  #count(window: { readonly closed: boolean }, by: number): void {
    const count = (this.#sending.get(window) ?? 0) + by;
    if (count > 0 && !window.closed) this.#sending.set(window, count);
    else this.#sending.delete(window);
  }

  /** What a window has sent counts no more when it is gone. */
  gone(window: object): void {
    this.#sending.delete(window);
  }

  async close(): Promise<void> {
    await this.spotify.close();
  }
}

function reset(): never {
  throw new NoReplyError('ECONNRESET');
}
