import { SignedOutError, TroubleError } from '../core/trouble';
import type { Clock } from '../platform/clock';
import type { Log } from '../platform/log';
import type { AccessToken, AccessTokens } from '../spotify/client';
import type { Endpoints } from '../spotify/endpoints';
import { GrantRefused, type TokenEndpoint, type TokenReply } from './oauth';
import type { Session } from './session';
import type { SessionStore } from './sessionStore';

/** A token that is about to expire is not worth sending. */
const marginMs = 60_000;

interface Held extends AccessToken {
  readonly sessionId: string;
  readonly goodUntil: number;
}

/** Access tokens for the session, in memory only; one refresh at a time. */
export class Tokens implements AccessTokens {
  #held: Held | undefined;
  #refresh: Promise<Held> | undefined;

  constructor(
    private readonly sessions: SessionStore,
    private readonly endpoint: TokenEndpoint,
    private readonly endpoints: () => Endpoints,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async get(): Promise<AccessToken> {
    const session = await this.#session();
    const held = this.#held;
    return held?.sessionId === session.id && held.goodUntil > this.clock.now() ? held : this.#renewOnce();
  }

  async renew(refused: AccessToken): Promise<AccessToken> {
    if (this.#held?.value === refused.value) {
      this.#held = undefined;
    }
    return this.get();
  }

  /** Takes the tokens that came with a sign-in; must be called before the session is saved. */
  adopt(session: Session, reply: TokenReply): void {
    this.#held = this.#hold(session, reply);
  }

  /** The access token at hand, without asking Spotify for another. */
  peek(session: Session): string | undefined {
    return this.#held?.sessionId === session.id ? this.#held.value : undefined;
  }

  forget(): void {
    this.#held = undefined;
  }

  async #session(): Promise<Session> {
    const state = await this.sessions.read();
    if (state.kind !== 'signedIn') {
      this.#held = undefined;
      throw new SignedOutError();
    }
    return state.session;
  }

  #renewOnce(): Promise<Held> {
    this.#refresh ??= this.#renew().finally(() => (this.#refresh = undefined));
    return this.#refresh;
  }

  async #renew(): Promise<Held> {
    const session = await this.#session();
    try {
      const reply = await this.endpoint.refresh(this.endpoints(), session.clientId, session.refreshToken);
      this.log.debug('Access token refreshed');
      return await this.#keep(session, reply);
    } catch (error) {
      throw await this.#refused(session, error);
    }
  }

  async #keep(session: Session, reply: TokenReply): Promise<Held> {
    const rotated = reply.refreshToken !== undefined && reply.refreshToken !== session.refreshToken;
    const kept = rotated ? await this.sessions.rotate(session, reply.refreshToken) : session;
    if ((await this.#session()).id !== kept.id) {
      throw new SignedOutError();
    }
    return (this.#held = this.#hold(kept, reply));
  }

  #hold(session: Session, reply: TokenReply): Held {
    const goodUntil = this.clock.now() + reply.expiresInMs - marginMs;
    return { value: reply.accessToken, api: this.endpoints().api, sessionId: session.id, goodUntil };
  }

  /** Only `invalid_grant` ends a session; Spotify asks not to try such a token again. */
  async #refused(session: Session, error: unknown): Promise<unknown> {
    if (!(error instanceof GrantRefused)) {
      return error;
    }
    this.log.warn(`Spotify refused to refresh the session: ${error.code}`);
    switch (error.code) {
      case 'invalid_grant':
        await this.sessions.end(session);
        return new SignedOutError();
      case 'invalid_client':
      case 'unauthorized_client':
        return new TroubleError({ kind: 'clientUnknown' });
      default:
        return new TroubleError({ kind: 'refused', status: 400 });
    }
  }
}
