import type { Memento } from 'vscode';
import * as v from 'valibot';
import type { SessionStore } from '../../auth/session/sessionStore';
import { choiceKeys } from '../../browse/choices';
import type { ResultOf, WindowRequest } from '../../model/commands/windowRequest';
import { rejectionOf } from '../../model/errors/rejection';
import type { Clock } from '../../platform/clock';
import { time } from '../../platform/json';

const key = choiceKeys.premiumRefusal;
const schema = v.object({ session: v.string(), at: time });

/**
 * Remembers when Spotify last refused a control for want of Premium in the session that is there, until it takes one:
 * nothing else tells whether an account has Premium.
 */
export class PremiumRefusal {
  constructor(
    private readonly state: Memento,
    private readonly sessions: Pick<SessionStore, 'state'>,
    private readonly clock: Clock,
  ) {}

  /** In milliseconds since 1970; `undefined` if it has not. */
  get at(): number | undefined {
    const parsed = v.safeParse(schema, this.state.get(key));
    return parsed.success && parsed.output.session === this.#session ? parsed.output.at : undefined;
  }

  /** Takes note of what becomes of a request. Likes are no controls: they need no Premium. */
  async watch<E extends WindowRequest>(request: E, outcome: Promise<ResultOf<E>>): Promise<ResultOf<E>> {
    if (request.kind !== 'intent' || request.intent.kind === 'like') return outcome;
    try {
      const result = await outcome;
      this.#write(undefined);
      return result;
    } catch (error) {
      const session = this.#session;
      const refused = rejectionOf(error).kind === 'premiumRequired';
      if (refused && session !== undefined) this.#write({ session, at: this.clock.now() });
      throw error;
    }
  }

  /** What is only remembered decides nothing: nobody waits for it. */
  #write(refusal: v.InferOutput<typeof schema> | undefined): void {
    if (!refusal && this.at === undefined) return;
    Promise.resolve(this.state.update(key, refusal)).catch(() => undefined);
  }

  get #session(): string | undefined {
    const { state } = this.sessions;
    return state.kind === 'signedIn' ? state.session.id : undefined;
  }
}
