import * as v from 'valibot';
import { ApiProblemError } from '../model/errors/apiProblem';
import { parseJson } from '../platform/json';
import {
  effectiveBlock,
  budgetAt,
  isRecent,
  longestBlockMs,
  recent,
  type Budget,
  type RateLimitBlock,
  type RequestKind,
  type SentRequest,
} from '../model/schedule/budget';
import type { Clock } from '../platform/clock';
import type { Journal } from '../platform/host';
import { DisposableStore } from '../platform/lifecycle';

const sentSchema = v.object({ at: v.number(), kind: v.picklist(['poll', 'command', 'lookup', 'profile']) });
/** Older versions do not say when a block began. */
const blockSchema = v.object({
  until: v.number(),
  quota: v.boolean(),
});
type StoredBlock = Omit<RateLimitBlock, 'at'> & { readonly at?: unknown };
/** A line of any kind, of this version or another. */
const datedSchema = v.object({ at: v.number() });

/** Lines in the journal that do not count are taken out when there are this many. */
const tooMany = 2_000;
/** Of those that do: more than any budget has. */
const mostKept = 20_000;

/**
 * The log of all requests to the Web API, of every window and over every restart, and the one gate that they pass.
 * It stands in a file, and is read anew before each request: the file is the truth, memory a copy.
 */
export class RequestLog extends DisposableStore {
  #sent: readonly SentRequest[] = [];
  #block: RateLimitBlock | undefined;
  /** What could not be written: the file may be out of reach, but Spotify counts all the same. */
  #unwritten: readonly SentRequest[] = [];
  #ownBlock: RateLimitBlock | undefined;
  /** By how much the clock was set back since the file was read. */
  #setBackMs = 0;

  constructor(
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {
    super();
    this.add(clock.onDidSetBack((ms) => (this.#setBackMs += ms)));
  }

  /** The requests that count, oldest first, as last read. */
  get sent(): readonly SentRequest[] {
    return recent(this.#sent, this.clock.now());
  }

  /** `limit` in requests a day. */
  budget(limit: number): Budget {
    return budgetAt(this.#sent, limit, this.clock.now());
  }

  /** Reads what other windows wrote. */
  async read(): Promise<void> {
    const lines = await this.journal.read().catch(() => []);
    const now = this.clock.now();
    const setBackMs = this.#setBackMs;
    this.#setBackMs = 0;
    // Another window may have put it back already, and then it begins at another time.
    const isOfBefore = ({ at }: Pick<SentRequest, 'at'>) => at > now || at === this.#block?.at;
    const put = <T>(entry: T): T =>
      setBackMs > 0 && isDated(entry) && isOfBefore(entry) ? putBack(entry, setBackMs) : entry;
    const entries = lines.map((line) => put(parseJson(line)));
    this.#unwritten = this.#unwritten.map(put);
    const blocks = entries.filter(isBlock).map((block) => dated(block, now));
    const kept = entries.filter((entry) => isDated(entry) && isRecent(entry, now) && !isBlock(entry));
    const counted = kept.slice(-mostKept);
    this.#sent = [...counted.filter(isSent), ...this.#unwritten].sort((a, b) => a.at - b.at);
    this.#ownBlock &&= effectiveBlock(put(this.#ownBlock), now);
    const block = blocks.map((one) => effectiveBlock(one, now)).reduce(latest, this.#ownBlock);
    // Of a clock that was set back since: written anew, so that it is the same from now on.
    const moved = setBackMs > 0 || blocks.some(({ at }) => at > now);
    const tidied =
      (moved || lines.length > counted.length + tooMany) &&
      (await this.#replace(block ? [...counted, block] : counted));
    this.#block = moved && !tidied ? this.#ownBlock : block;
  }

  /**
   * To be called before a token is asked for.
   * @throws ApiProblemError `limited` while Spotify refuses all requests
   */
  async assertOpen(): Promise<void> {
    await this.read();
    if (this.#block && this.#block.until > this.clock.now()) {
      const { until, quota } = this.#block;
      throw new ApiProblemError({ kind: 'limited', until, quota });
    }
  }

  /** To be called right before a request is sent, which it enters; throws as `assertOpen`. */
  async record(kind: RequestKind): Promise<void> {
    await this.assertOpen();
    const entry: SentRequest = { at: this.clock.now(), kind };
    this.#sent = [...this.#sent, entry];
    if (!(await this.#write(entry))) {
      this.#unwritten = [...recent(this.#unwritten, entry.at), entry];
    }
  }

  /** Closes the gate for all windows; does nothing where it is closed for that reason until that time already. */
  async block({ until, quota }: Omit<RateLimitBlock, 'at'>): Promise<void> {
    if (this.#block?.until === until && this.#block.quota === quota) return;
    const block = { until, quota, at: this.clock.now() };
    // A request that was under way may meet a shorter one.
    this.#block = this.#ownBlock = latest(this.#ownBlock, block);
    await this.#write(block);
  }

  #write(entry: SentRequest | RateLimitBlock): Promise<boolean> {
    return succeeds(this.journal.append(JSON.stringify(entry)));
  }

  /** Should that fail, the next time is soon enough. */
  #replace(entries: readonly unknown[]): Promise<boolean> {
    return succeeds(this.journal.replace(entries.map((entry) => JSON.stringify(entry))));
  }
}

function succeeds(work: Promise<void>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}

function latest(a: RateLimitBlock | undefined, b: RateLimitBlock): RateLimitBlock {
  return a && a.until > b.until ? a : b;
}

function isSent(entry: unknown): entry is SentRequest {
  return v.is(sentSchema, entry);
}

function isDated(entry: unknown): entry is Pick<SentRequest, 'at'> {
  return v.is(datedSchema, entry);
}

function isBlock(entry: unknown): entry is StoredBlock {
  return v.is(blockSchema, entry);
}

/** As it would stand there, had the clock been right when it was entered. */
function putBack<T extends Pick<SentRequest, 'at'>>(entry: T, ms: number): T {
  const at = entry.at - ms;
  return isBlock(entry) ? { ...entry, at, until: entry.until - ms } : { ...entry, at };
}

/** Where nobody says when a block began, and it ends later than any that could begin now, the clock was wrong. */
function dated({ until, quota, at }: StoredBlock, now: number): RateLimitBlock {
  const unsaid = until > now + longestBlockMs ? until : now;
  return { at: typeof at === 'number' ? at : unsaid, until, quota };
}
