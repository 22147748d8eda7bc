import type { Reply, Spotify } from '../../spotify';
import type { DayClock } from './clock';
import type { Chance } from './random';
import { hour } from './trace';

/** There and back, in ms: 120 on average. */
const latency = { least: 80, most: 161 };

/** The way to Spotify's Web API and back: it takes its time, and counts. */
export class Connection {
  /** How many requests were sent in each hour since the start. */
  readonly byHour: number[] = [];
  /** How many were sent after a 429 had said until when there must be none. */
  whileBlocked = 0;
  #blockedUntil = -Infinity;
  readonly #start: number;

  constructor(
    private readonly spotify: Spotify,
    private readonly clock: DayClock,
    private readonly chance: Chance,
    private readonly token: string,
  ) {
    this.#start = clock.now();
  }

  /** Asks for a path below /v1. */
  async get(path: string): Promise<Reply> {
    this.#count();
    const ms = this.chance.between(latency.least, latency.most);
    await this.clock.sleep(ms >> 1);
    const arrived = this.clock.now();
    const headers = { authorization: `Bearer ${this.token}`, accept: 'application/json' };
    const reply = await this.spotify.answer({ method: 'GET', url: `/v1${path}`, headers });
    // The stand-in keeps every request; of a day that would be far too many.
    this.spotify.requests.length = 0;
    await this.clock.sleep(ms - (ms >> 1));
    if (reply.status === 429) {
      this.#blockedUntil = arrived + Number(reply.headers['retry-after'] ?? 0) * 1000;
    }
    return reply;
  }

  #count(): void {
    const now = this.clock.now();
    const index = Math.floor((now - this.#start) / hour);
    while (this.byHour.length <= index) this.byHour.push(0);
    this.byHour[index] = (this.byHour[index] ?? 0) + 1;
    if (now < this.#blockedUntil) this.whileBlocked += 1;
  }
}
