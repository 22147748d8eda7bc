interface Scheduled {
  readonly at: number;
  readonly action: () => void;
}

/** A clock that leaps from one event to the next; nothing of the machine's own time is looked at. */
export class DayClock {
  #now: number;
  /** What is due, the soonest last. There are never more than a few dozen. */
  readonly #scheduled: Scheduled[] = [];

  constructor(
    start: number,
    /** A number from 0 to 1. */
    readonly jitter: () => number,
    /** Lets what an event has set off come to where it waits for the clock. */
    private readonly settled = aroundOnce,
  ) {
    this.#now = start;
  }

  /** Milliseconds since 1970. */
  readonly now = (): number => this.#now;
  readonly monotonic = this.now;
  /** Nobody sets it. */
  readonly onDidSetBack = () => ({ dispose: () => undefined });

  /** How many timers wait. */
  get waiting(): number {
    return this.#scheduled.length;
  }

  /** Runs `action` once after `ms` milliseconds, behind what is due at the same moment already. */
  after(ms: number, action: () => void): { dispose(): void } {
    const entry = { at: this.#now + Math.max(0, Math.ceil(ms)), action };
    this.#scheduled.splice(this.#scheduled.findLastIndex(({ at }) => at > entry.at) + 1, 0, entry);
    return {
      dispose: () => {
        const index = this.#scheduled.indexOf(entry);
        if (index >= 0) this.#scheduled.splice(index, 1);
      },
    };
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => void this.after(ms, resolve));
  }

  /** Lets everything happen up to and including a moment, and lets promises settle after each event. */
  async runUntil(end: number): Promise<void> {
    await this.settled();
    for (let next = this.#scheduled.at(-1); next && next.at <= end; next = this.#scheduled.at(-1)) {
      this.#scheduled.pop();
      this.#now = next.at;
      next.action();
      await this.settled();
    }
    this.#now = end;
  }
}

/** The event loop goes round once: all promises that wait for nothing but each other are through then. */
export function aroundOnce(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
