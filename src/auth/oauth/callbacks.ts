import { Cancelled } from '../../model/errors/userFacingError';
import type { Clock } from '../../platform/clock';
import type { Disposable } from '../../platform/lifecycle';

/** What a sign-in waits for: unguessable, and used once. */
interface Expectation {
  /** Names the sign-in; a part of `state`, or all of it. */
  readonly nonce: string;
  /** As it was sent. */
  readonly state: string;
}

interface AwaitedCallback extends Disposable {
  /** The parameters of the answer; rejects with `NoAnswer` or, when the sign-in is given up, `Cancelled`. */
  readonly answer: Promise<URLSearchParams>;
}

/** The browser never came back: the user closed it, or it showed an error of which Spotify tells nobody else. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** `taken`: a sign-in of this window got it. `foreign`: right sign-in, wrong state. `unknown`: no such sign-in here. */
export type CallbackOutcome = 'taken' | 'foreign' | 'unknown';

/** In UTF-16 code units: a relayed state, encoded twice, and a code of Spotify's have less than a fourth of that. */
const longestQuery = 4_096;

/** How long an answer is waited for: as long as Spotify's codes are good. */
export const patienceMs = 10 * 60_000;

interface PendingCallback {
  readonly state: string;
  readonly settle: (answer: URLSearchParams | Error) => void;
}

/** The sign-ins of this window that wait for the browser, and the one way in for its answers. */
export class Callbacks {
  readonly #pending = new Map<string, PendingCallback>();

  constructor(private readonly clock: Clock) {}

  /** Waits for one answer; disposing it gives the sign-in up, so that a late answer is unknown. */
  expect({ nonce, state }: Expectation): AwaitedCallback {
    const patience = this.clock.after(patienceMs, () => this.#settle(nonce, new NoAnswer()));
    const answer = new Promise<URLSearchParams>((resolve, reject) => {
      const settle = (result: URLSearchParams | Error) => {
        patience.dispose();
        if (result instanceof Error) reject(result);
        else resolve(result);
      };
      this.#pending.set(nonce, { state, settle });
    });
    return { answer, dispose: () => this.#settle(nonce, new Cancelled()) };
  }

  /**
   * Takes the query of a callback. A callback with the wrong state ends nothing: the right one may still come.
   * The answer passed on has the state as it was sent, however often it was encoded or decoded on its way.
   */
  receive(query: string): CallbackOutcome {
    if (query.length > longestQuery) return 'unknown';
    const parameters = new URLSearchParams(query);
    const nonce = nonceOf(parameters);
    const pending = nonce === undefined ? undefined : this.#pending.get(nonce);
    if (nonce === undefined || !pending) {
      return 'unknown';
    }
    if (!constantTimeEqual(nonceInState(parameters.get('state') ?? ''), nonce)) {
      return 'foreign';
    }
    const answer = new URLSearchParams({ state: pending.state });
    for (const name of ['code', 'error']) {
      const value = parameters.get(name);
      if (value !== null) answer.set(name, value);
    }
    this.#settle(nonce, answer);
    return 'taken';
  }

  #settle(nonce: string, answer: URLSearchParams | Error): void {
    const pending = this.#pending.get(nonce);
    this.#pending.delete(nonce);
    pending?.settle(answer);
  }
}

/** Whether a query has the shape of an answer to a sign-in of ours, in whichever window. */
export function isOurs(query: string): boolean {
  if (query.length > longestQuery) return false;
  const parameters = new URLSearchParams(query);
  // 32 random bytes in base64url.
  return /^[\w-]{43}$/.test(nonceOf(parameters) ?? '') && (parameters.has('code') || parameters.has('error'));
}

/** The sign-in that a callback speaks of: by relay the nonce stands in the address, else the state is the nonce. */
function nonceOf(parameters: URLSearchParams): string | undefined {
  return parameters.get('nonce') ?? parameters.get('state') ?? undefined;
}

/** By relay the state is an address that carries the nonce, encoded as often as its way here wanted. */
function nonceInState(state: string): string {
  return /[?&=]nonce=([\w-]+)/.exec(fullyDecoded(state))?.[1] ?? state;
}

function fullyDecoded(text: string): string {
  try {
    const once = decodeURIComponent(text);
    return once === text ? text : fullyDecoded(once);
  } catch {
    return text;
  }
}

/** Compares without telling by its duration where the first difference is. */
function constantTimeEqual(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) {
    difference |= a.charCodeAt(i) ^ b.charCodeAt(i % (b.length || 1));
  }
  return difference === 0;
}
