import * as v from 'valibot';
import { budgetAt, recent, type Budget, type Lock, type RequestKind, type Sent } from '../core/budget';
import { TroubleError } from '../core/trouble';
import type { Clock } from '../platform/clock';
import type { Journal } from '../platform/journal';
import { parseJson } from '../core/json';

const sentSchema = v.object({ at: v.number(), kind: v.picklist(['poll', 'command', 'lookup', 'profile']) });
const lockSchema = v.object({ until: v.number(), quota: v.boolean() });

/** Lines in the journal that are too old to count are taken out when there are this many. */
const tooMany = 2_000;

/**
 * The book of all requests to the Web API, of every window and over every restart, and the one gate that they pass.
 * It stands in a file, and is read anew before each request: the file is the truth, memory a copy.
 */
export class Ledger {
  #sent: readonly Sent[] = [];
  #lock: Lock | undefined;
  /** What could not be written: the file may be out of reach, but Spotify counts all the same. */
  #unwritten: readonly Sent[] = [];
  #ownLock: Lock | undefined;

  constructor(
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** The requests that count, oldest first, as last read. */
  get sent(): readonly Sent[] {
    return recent(this.#sent, this.clock.now());
  }

  /** `limit` in requests a day. */
  budget(limit: number): Budget {
    return budgetAt(this.#sent, limit, this.clock.now());
  }

  /** Reads what other windows wrote. */
  async read(): Promise<void> {
    const lines = await this.journal.read().catch(() => []);
    const entries = lines.map((line) => parseJson(line));
    const written = recent(entries.filter(isSent), this.clock.now());
    this.#sent = [...written, ...this.#unwritten].sort((a, b) => a.at - b.at);
    this.#lock = entries.filter(isLock).reduce(latest, this.#ownLock);
    if (lines.length > written.length + tooMany) {
      await this.#compact(written);
    }
  }

  /**
   * To be called before anything is done for a request.
   * @throws TroubleError `limited` while Spotify refuses all requests
   */
  async pass(): Promise<void> {
    await this.read();
    if (this.#lock && this.#lock.until > this.clock.now()) {
      throw new TroubleError({ kind: 'limited', ...this.#lock });
    }
  }

  /** To be called right before a request is sent, which it enters; throws as `pass`. */
  async admit(kind: RequestKind): Promise<void> {
    await this.pass();
    const entry: Sent = { at: this.clock.now(), kind };
    this.#sent = [...this.#sent, entry];
    if (!(await this.#write(entry))) {
      this.#unwritten = [...recent(this.#unwritten, entry.at), entry];
    }
  }

  /** Closes the gate for all windows. */
  async close({ until, quota }: Lock): Promise<void> {
    const lock = { until, quota };
    // A request that was under way may meet a shorter one.
    this.#lock = this.#ownLock = latest(this.#ownLock, lock);
    await this.#write(lock);
  }

  async #write(entry: Sent | Lock): Promise<boolean> {
    return this.journal.append(JSON.stringify(entry)).then(
      () => true,
      () => false,
    );
  }

  async #compact(written: readonly Sent[]): Promise<void> {
    const kept = this.#lock ? [...written, this.#lock] : written;
    // Should that fail, the next time is soon enough.
    await this.journal.replace(kept.map((entry) => JSON.stringify(entry))).catch(() => undefined);
  }
}

function latest(a: Lock | undefined, b: Lock): Lock {
  return a && a.until > b.until ? a : b;
}

function isSent(entry: unknown): entry is Sent {
  return v.is(sentSchema, entry);
}

function isLock(entry: unknown): entry is Lock {
  return v.is(lockSchema, entry);
}
