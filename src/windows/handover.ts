import { repetition, type WindowRequest, type Outcome } from '../model/commands/windowRequest';
import type { NowPlaying } from '../model/playback/nowPlaying';
import { next, type Clock } from '../platform/clock';
import { Emitter } from '../platform/event';
import type { Disposable } from '../platform/lifecycle';
import type { Follower } from './follower';
import type { Leader } from './leader';

/** What a window is to the others. */
export type Role = Leader | Follower;

/** So long a request waits for a role of this window. */
const patienceMs = 5_000;
const notAsking: Outcome = { kind: 'refused', rejection: { kind: 'notAsking' } };

/** The role of a window, and the requests that go from one role to the next. */
export class Handover implements Disposable {
  /** Requests that wait for it go on with `begin`. */
  role: Role | undefined;
  /** `undefined`: there will be none any more. */
  readonly #begins = new Emitter<Role | undefined>();
  #over = false;

  constructor(private readonly clock: Clock) {}

  /** The role can be used: requests that have waited for it go on, in their order. */
  begin(): void {
    this.#begins.fire(this.role);
  }

  dispose(): void {
    this.#over = true;
    this.#begins.fire(undefined);
  }

  /**
   * Has a request handled by whichever window asks Spotify. It is sent once more, to the next one, where that one did
   * not send it, or where nobody knows and it does no harm; `nowPlaying` is what this window shows.
   */
  async request(request: WindowRequest, nowPlaying: () => NowPlaying | undefined): Promise<Outcome> {
    const role = await this.#another();
    if (!role) return notAsking;
    const again = repetition(request, nowPlaying(), this.clock.now());
    const first = await role.request(request);
    const unsent = isRefused(first, 'notAsking');
    // One that is silent, and still there, would be silent again.
    const unknown = isRefused(first, 'interrupted') && this.role !== role;
    const repeated = unsent ? request : unknown ? again : undefined;
    const second = repeated && (await (await this.#another(role))?.request(repeated));
    return second && !isRefused(second, 'notAsking') ? second : first;
  }

  /** A role other than `former`, once there is one. */
  async #another(former?: Role): Promise<Role | undefined> {
    if (this.#over || (this.role && this.role !== former)) return this.role;
    return next(this.#begins.event, this.clock, patienceMs);
  }
}

function isRefused(outcome: Outcome, kind: 'notAsking' | 'interrupted'): boolean {
  return outcome.kind === 'refused' && outcome.rejection.kind === kind;
}
