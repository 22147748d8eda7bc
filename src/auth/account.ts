import { describeError } from '../core/human';
import type { Profile } from '../core/profile';
import { TroubleError } from '../core/trouble';
import { Owner } from '../platform/disposable';
import { Emitter } from '../platform/emitter';
import type { Clock } from '../platform/clock';
import type { Log } from '../platform/log';
import type { AccessToken } from '../spotify/client';
import type { Endpoints } from '../spotify/endpoints';
import { scopes } from '../spotify/scopes';
import { randomText, type TokenReply } from './oauth';
import type { FlowName, Session } from './session';
import type { SessionStore } from './sessionStore';
import type { Tokens } from './tokens';

/** What a conversation with the user and Spotify brought. */
export interface Consent {
  readonly clientId: string;
  readonly endpoints: Endpoints;
  readonly flow: FlowName;
  readonly reply: TokenReply;
}

/** What it takes to sign in, besides the place where sessions are kept. */
export interface Entrance {
  /** Leads the user through the browser; throws what is for the user to know, or `Cancelled`. */
  askForConsent(): Promise<Consent>;
  profile(token: AccessToken): Promise<Profile>;
}

/** Signing in and out. */
export class Account extends Owner {
  readonly #activity = this.own(new Emitter<boolean>());
  /** Whether a sign-in is under way. */
  readonly onDidChangeActivity = this.#activity.event;
  #underWay = 0;

  constructor(
    private readonly entrance: Entrance,
    private readonly sessions: SessionStore,
    private readonly tokens: Tokens,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super();
  }

  /** The old session, if there is one, stays until the new one is there. */
  async signIn(): Promise<Session> {
    this.#count(1);
    try {
      const consent = await this.entrance.askForConsent();
      const session = await this.#session(consent);
      this.tokens.adopt(session, consent.reply);
      await this.sessions.save(session);
      this.log.info(`Signed in by ${consent.flow}`);
      return session;
    } finally {
      this.#count(-1);
    }
  }

  async signOut(): Promise<void> {
    this.tokens.forget();
    await this.sessions.clear();
    this.log.info('Signed out');
  }

  async #session({ clientId, endpoints, flow, reply }: Consent): Promise<Session> {
    if (reply.refreshToken === undefined) {
      this.log.warn('The sign-in brought no refresh token');
      throw new TroubleError({ kind: 'unreadable' });
    }
    return {
      id: randomText(),
      issuer: endpoints.accounts,
      clientId,
      refreshToken: reply.refreshToken,
      scopes: [...(reply.scopes ?? scopes)],
      flow,
      authorizedAt: this.clock.now(),
      account: await this.#profile({ value: reply.accessToken, api: endpoints.api }),
    };
  }

  /**
   * Without a name the session is good all the same: Spotify lets people sign in whom it then refuses to serve. The
   * picture is not kept: whoever wants to see it asks, and sees the one of the day.
   */
  async #profile(token: AccessToken): Promise<Session['account']> {
    try {
      const { id, name } = await this.entrance.profile(token);
      return { id, name };
    } catch (error) {
      this.log.warn(`The profile cannot be had: ${describeError(error)}`);
      return { id: 'unknown', name: 'Spotify' };
    }
  }

  #count(change: number): void {
    const before = this.#underWay > 0;
    this.#underWay += change;
    if (before !== this.#underWay > 0) {
      this.#activity.fire(!before);
    }
  }
}
