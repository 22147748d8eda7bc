import type { FlowName, Profile } from '../model/account';
import { keepsFromServing, ApiProblemError, type ApiProblem } from '../model/errors/apiProblem';
import { Cancelled } from '../model/errors/userFacingError';
import type { Clock } from '../platform/clock';
import { Emitter } from '../platform/event';
import { describeError, type Log } from '../platform/host';
import { DisposableStore } from '../platform/lifecycle';
import type { AccessToken } from '../spotify/client';
import type { Endpoints } from '../spotify/endpoints';
import { scopes } from '../spotify/requests';
import { randomText } from './oauth/tokenEndpoint';
import type { TokenReply } from './oauth/tokenReply';
import type { Session } from './session/session';
import type { SessionStore } from './session/sessionStore';
import type { Tokens } from './tokens';

/** What a conversation with the user and Spotify brought. */
export interface AuthorizationResult {
  readonly clientId: string;
  readonly endpoints: Endpoints;
  readonly flow: Session['flow'];
  readonly reply: TokenReply;
  /** The refresh token that was given by hand, if it was. */
  readonly given?: string;
}

/** What it takes to sign in, besides the place where sessions are kept. */
interface SignInDelegate {
  /**
   * Leads the user through the browser, by this flow if one is given; throws what is for the user to know, or
   * `Cancelled`.
   */
  requestAuthorization(flow: FlowName | undefined): Promise<AuthorizationResult>;
  profile(token: AccessToken): Promise<Profile>;
  /** Says that the sign-in came to its end; `name` where Spotify told it. */
  showSignedIn(name: string | undefined): void;
  /** Says why Spotify, which let the user sign in, does nothing else for them. */
  showProblem(problem: ApiProblem): void;
}

/** Of whom Spotify does not say who it is. */
const nameless: Profile = { id: 'unknown', name: 'Spotify' };

/** Signing in and out. */
export class Account extends DisposableStore {
  readonly #activity = this.add(new Emitter<boolean>());
  /** Whether a sign-in is under way. */
  readonly onDidChangeActivity = this.#activity.event;
  readonly #signedOut = this.add(new Emitter<void>());
  /** The user signed out in this window. */
  readonly onDidSignOut = this.#signedOut.event;
  #underWay = 0;
  #signOuts = 0;

  constructor(
    private readonly delegate: SignInDelegate,
    private readonly sessions: SessionStore,
    private readonly tokens: Tokens,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super();
  }

  /** The old session, if there is one, stays until the new one is there. @throws what `requestAuthorization` does */
  async signIn(flow?: FlowName): Promise<Session> {
    this.#count(1);
    try {
      const authorization = await this.delegate.requestAuthorization(flow);
      const before = this.#signOuts;
      const profile = await this.#profileIfAny(authorization);
      const session = this.#session(authorization, profile);
      if (this.#signOuts > before) throw new Cancelled();
      await this.begin(session, authorization);
      this.delegate.showSignedIn(profile === nameless ? undefined : profile.name);
      return session;
    } finally {
      this.#count(-1);
    }
  }

  /**
   * The session of an authorization that came without the browser, not begun yet. Spotify has to say whose it is,
   * unless it has exchanged the refresh token already, so that there is no way back to the old one.
   * @throws ApiProblemError, SignedOutError
   */
  async validate(authorization: AuthorizationResult): Promise<Session> {
    const exchanged = authorization.reply.refreshToken !== authorization.given;
    const profile = exchanged ? this.#profileIfAny(authorization) : this.#profile(authorization);
    return this.#session(authorization, await profile);
  }

  /** From here on it is the session of all windows. */
  async begin(session: Session, { flow, reply }: AuthorizationResult): Promise<void> {
    this.tokens.adopt(session, reply);
    await this.sessions.save(session);
    this.log.info(`Signed in by ${flow}`);
  }

  async signOut(): Promise<void> {
    this.#signOuts += 1;
    this.tokens.forget();
    await this.sessions.clear();
    this.#signedOut.fire();
    this.log.info('Signed out');
  }

  #session({ clientId, endpoints, flow, reply }: AuthorizationResult, account: Profile): Session {
    if (reply.refreshToken === undefined) {
      this.log.warn('The sign-in returned no refresh token');
      throw new ApiProblemError({ kind: 'unexpected' });
    }
    return {
      id: randomText(),
      issuer: endpoints.accounts,
      clientId,
      refreshToken: reply.refreshToken,
      scopes: [...(reply.scopes ?? scopes)],
      flow,
      ...(reply.grant === 'secret' && { grant: reply.grant }),
      authorizedAt: this.clock.now(),
      ...(flow === 'manual' && { authorizedEarlier: true }),
      // The picture is not kept: whoever wants to see it asks, and sees the one of the day.
      account: { id: account.id, name: account.name },
    };
  }

  /** Without a name the session is good all the same: Spotify lets people sign in whom it then refuses to serve. */
  async #profileIfAny(authorization: AuthorizationResult): Promise<Profile> {
    try {
      return await this.#profile(authorization);
    } catch (error) {
      this.log.warn(`Cannot get the profile: ${describeError(error)}`);
      if (error instanceof ApiProblemError && keepsFromServing.has(error.problem.kind)) {
        this.delegate.showProblem(error.problem);
      }
      return nameless;
    }
  }

  #profile({ reply, endpoints }: AuthorizationResult): Promise<Profile> {
    return this.delegate.profile({ value: reply.accessToken, api: endpoints.api });
  }

  #count(change: number): void {
    const before = this.#underWay > 0;
    this.#underWay += change;
    if (before !== this.#underWay > 0) {
      this.#activity.fire(!before);
    }
  }
}
