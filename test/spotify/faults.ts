import { type Ask, type Reply, apiError, json, text } from './exchange';

/** One way to misbehave. */
export type Fault =
  /** Answers this; the request is not executed. */
  | { readonly kind: 'reply'; readonly reply: Reply }
  /** Executes the request, and holds the answer, as it was at that time, until `until` resolves. */
  | { readonly kind: 'late'; readonly until: () => Promise<void> }
  /** Executes the request, and breaks the connection off in the middle of the answer. */
  | { readonly kind: 'truncated' }
  /** Executes the request, and says the answer over and over, without an end. */
  | { readonly kind: 'endless' }
  /** Breaks the connection off at once. */
  | { readonly kind: 'reset' }
  /** Never answers. */
  | { readonly kind: 'hang' };

export interface FaultOptions {
  /** Which paths (without the query). Default: the Web API, `/v1/...`. */
  path?: RegExp;
  /** Which method. Default: all but OPTIONS. */
  method?: string;
  /** Which requests, by anything else. */
  when?: (ask: Ask) => boolean;
  /** For how many requests; `Infinity` until it is removed. Default: 1. */
  times?: number;
}

interface Standing {
  readonly fault: Fault;
  readonly matches: (ask: Ask) => boolean;
  left: number;
}

const dayMs = 86_400_000;
const windowMs = 30_000;

/** What is to go wrong, in the order in which it was added: of those that match, the first applies. */
export class Faults {
  /** How many Web API requests there may be in any 24 h; more get 429 QUOTA_EXCEEDED (Spotify's documentation, July 2026). */
  dailyQuota = Infinity;
  /** How many there may be in any 30 s; more get a plain 429 (Spotify's documentation; the number is theirs to know). */
  ratePer30s = Infinity;
  /** Until when the quota counts as used up (ms on the stand-in's clock), by whatever else the account's owner runs. */
  quotaUsedUpUntil = -Infinity;
  #standing: Standing[] = [];
  /** When requests came that were let through, oldest first, over the last 24 h. */
  #admitted: number[] = [];

  /** Arms a fault. The result disarms it. */
  add(fault: Fault, options: FaultOptions = {}): { remove(): void } {
    const { path = /^\/v1\//, method, when = () => true, times = 1 } = options;
    const fits = (ask: Ask) => (method === undefined ? ask.method !== 'OPTIONS' : ask.method === method);
    const matches = (ask: Ask) => fits(ask) && ask.path.search(path) >= 0 && when(ask);
    const standing = { fault, matches, left: times };
    this.#standing.push(standing);
    return {
      remove: () => {
        this.#standing = this.#standing.filter((one) => one !== standing);
      },
    };
  }

  /** Disarms all faults, and lifts all limits. */
  clear(): void {
    this.#standing = [];
    this.dailyQuota = Infinity;
    this.ratePer30s = Infinity;
    this.quotaUsedUpUntil = -Infinity;
  }

  /** How many faults still stand: after a test, those that never happened. */
  get pending(): number {
    return this.#standing.length;
  }

  /** The fault for a request, used up by being asked for. A limit that is reached comes before all others. */
  take(ask: Ask): Fault | undefined {
    const isApi = ask.path.startsWith('/v1/') && ask.method !== 'OPTIONS';
    const limit = isApi ? this.#limitReached(ask.at) : undefined;
    if (limit !== undefined) {
      return limit;
    }
    const standing = this.#standing.find(({ matches }) => matches(ask));
    if (standing !== undefined) {
      standing.left -= 1;
      this.#standing = this.#standing.filter(({ left }) => left > 0);
    }
    return standing?.fault;
  }

  #limitReached(now: number): Fault | undefined {
    if (now < this.quotaUsedUpUntil) {
      return fault.quota({ retryAfter: secondsTo(this.quotaUsedUpUntil, now) });
    }
    // From the front only, for they are in order: a whole simulated day must not take for ever.
    while ((this.#admitted[0] ?? Infinity) <= now - dayMs) {
      this.#admitted.shift();
    }
    const overQuota = this.#admitted.at(-this.dailyQuota);
    if (this.#admitted.length >= this.dailyQuota) {
      return fault.quota({ retryAfter: secondsTo((overQuota ?? now) + dayMs, now) });
    }
    const older = this.#admitted.findLastIndex((at) => at <= now - windowMs);
    const recent = this.#admitted.slice(older + 1);
    if (recent.length >= this.ratePer30s) {
      return fault.rateLimit({ retryAfter: secondsTo((recent.at(-this.ratePer30s) ?? now) + windowMs, now) });
    }
    this.#admitted.push(now);
    return undefined;
  }
}

function secondsTo(end: number, now: number): number {
  return Math.max(1, Math.ceil((end - now) / 1000));
}

interface RateLimit {
  /** Seconds, or whatever else is to stand in Retry-After: an HTTP date, nonsense. Left out: no such header. */
  retryAfter?: number | string;
  /** Both have been seen. Default: text. */
  body?: 'text' | 'json';
}

interface ServerError {
  status: 500 | 502 | 503 | 504;
  /** Default: json. */
  body?: 'json' | 'html' | 'empty';
  /** As for a rate limit (RFC 9110 has it for 503). */
  retryAfter?: number | string;
}

const reply = (answer: Reply): Fault => ({ kind: 'reply', reply: answer });
const html = (status: number, body: string) => text(status, body, { 'content-type': 'text/html' });
const waiting = (retryAfter?: number | string): Record<string, string> =>
  retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };

/** The kinds of faults, all of them reported of the real service. */
export const fault = {
  /** 401 for a token that is good; it passes (seen live since July 2026). */
  accessTokenMissing: () => reply(apiError(401, 'Access token missing')),
  /** 403 for a listener who has Premium; it passes (seen live since July 2026). */
  falsePremium: () => reply(apiError(403, 'Player command failed: Premium required', 'PREMIUM_REQUIRED')),
  /** 403 for whoever asks from elsewhere (seen live in 2026). */
  notInCountry: () => reply(apiError(403, 'Spotify is unavailable in this country')),
  /** 429 of the 30-second window. */
  rateLimit: ({ retryAfter, body = 'text' }: RateLimit = {}) => {
    const tooMany = json(
      429,
      { error: { status: 429, message: 'API rate limit exceeded' } },
      waiting(retryAfter),
    );
    return reply(body === 'json' ? tooMany : text(429, 'Too many requests', waiting(retryAfter)));
  },
  /** 429 of the developer account's quota (Spotify's documentation, July 2026). */
  quota: ({ retryAfter }: { retryAfter?: number | string } = {}) => {
    const error = { status: 429, message: 'Too many requests', reason: 'QUOTA_EXCEEDED' };
    return reply(json(429, { error }, waiting(retryAfter)));
  },
  /** 5xx. */
  serverError: ({ status, body = 'json', retryAfter }: ServerError) => {
    const message = status === 502 ? 'Bad gateway.' : 'Server error';
    const page = `<html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`;
    const answers = { json: apiError(status, message), html: html(status, page), empty: text(status, '') };
    const answer = answers[body];
    return reply({ ...answer, headers: { ...answer.headers, ...waiting(retryAfter) } });
  },
  /** A hotel's sign-in page where the answer should be: 200 and HTML, no CORS. */
  captivePortal: () =>
    reply({ ...html(200, '<!doctype html><title>Welcome</title><p>Room number?</p>'), bare: true }),
  /** 200 with nothing in it. */
  emptyOk: () => reply(json200('')),
  /** 200 and JSON that breaks off, though the connection does not. */
  unreadable: () => reply(json200('{"device":{"id":"0d1e","is_acti')),
  /** Any answer. */
  body: (status: number, contentType: string, body: string) =>
    reply(text(status, body, { 'content-type': contentType })),
  /** The answer of now, `ms` later by the real clock. */
  delay: (ms: number): Fault => ({
    kind: 'late',
    until: () => new Promise((done) => setTimeout(done, ms).unref()),
  }),
  /** The answer of now, when `release` is called: for replies that overtake one another, without a clock. */
  held: (): Fault & { release(): void } => {
    const { promise, resolve } = promiseWithResolver();
    return { kind: 'late', until: () => promise, release: resolve };
  },
  truncated: (): Fault => ({ kind: 'truncated' }),
  endless: (): Fault => ({ kind: 'endless' }),
  reset: (): Fault => ({ kind: 'reset' }),
  hang: (): Fault => ({ kind: 'hang' }),
} as const;

function json200(body: string): Reply {
  return { status: 200, headers: { 'content-type': 'application/json; charset=utf-8' }, body };
}

function promiseWithResolver(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
