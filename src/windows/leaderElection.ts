import { sessionEvent, type SessionState } from '../auth/session/session';
import type { SessionStore } from '../auth/session/sessionStore';
import type { WindowRequest, ResultOf } from '../model/commands/windowRequest';
import { NotAskingError } from '../model/errors/apiProblem';
import { RejectedError } from '../model/errors/rejection';
import { lastNowPlaying, lastObservation, type Playback } from '../model/playback/playback';
import { sleep, type Clock } from '../platform/clock';
import type { Channel, Connection, Listener } from '../platform/connection';
import type { Focus } from '../platform/focus';
import type { Log } from '../platform/host';
import { DisposableStore, type Disposable } from '../platform/lifecycle';
import type { Poller } from '../player/poller';
import type { Store } from '../player/store';
import type { AnyWindowFocus } from './anyWindowFocus';
import { Follower } from './follower';
import { Handover, type Role } from './handover';
import { Leader } from './leader';
import { meet, Pauses, seek, type Found } from './meeting';

/** The parts of this window. */
interface ElectionParts {
  readonly store: Store;
  readonly poller: Poller;
  readonly sessions: SessionStore;
  readonly focus: Focus;
  readonly anyWindowFocus: AnyWindowFocus;
  /** Does what a window asks for, where this window asks Spotify for all. */
  readonly handle: (request: WindowRequest) => Promise<unknown>;
}

const confirmMs = 1_000;
/** Who asks looks so seldom whether others can be met elsewhere, or by now; it looks before each request, too. */
const meetAgainMs = 60_000;

/**
 * One window asks Spotify for all, the leader. It is the one that listens at the `Channel`; the others, the followers,
 * connect to it and show what it sends. When it ends, the others know at once, and one that has the session takes
 * its place and goes on with its schedule.
 */
export class LeaderElection extends DisposableStore {
  readonly #handover: Handover;
  #nextLook: Disposable | undefined;
  readonly #pauses: Pauses;

  constructor(
    private readonly channel: Channel,
    private readonly parts: ElectionParts,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super();
    this.#pauses = new Pauses(clock);
    this.#handover = this.add(new Handover(clock));
    const { store, sessions, focus } = parts;
    this.add(store.onDidChange((playback) => this.#leader?.broadcast({ type: 'playback', playback })));
    this.add(sessions.onDidChange((state) => this.#sessionIs(state)));
    this.add(sessions.onDidWrite(() => this.#sessionMoved()));
    this.add(focus.onDidChange((focused) => this.#follower?.send({ type: 'focus', focused })));
    this.add({ dispose: () => this.#leave() });
  }

  /** To be called once, when the session has been read. */
  start(): void {
    void this.#seek();
  }

  /** For whoever sends requests on behalf of all windows. */
  async asLeader<T>(work: () => Promise<T>): Promise<T> {
    const leader = this.#leader;
    if (leader && (await leader.isOurs())) return work();
    // Not before the window that wanted it has been told that it was not done.
    if (leader) this.clock.after(0, () => this.#taken(leader));
    throw new NotAskingError();
  }

  /** Leads on, or finds out that another window does. */
  async #confirm(leader: Leader): Promise<boolean> {
    const ours = await leader.isOurs();
    if (!ours) this.#taken(leader);
    return ours;
  }

  #taken(leader: Leader): void {
    if (this.#role !== leader) return;
    this.log.info('Another window took over');
    this.#lose(leader);
  }

  /**
   * Has a request handled by whichever window asks Spotify.
   * @throws RejectedError with the reason, whichever window met it
   */
  async request<E extends WindowRequest>(request: E): Promise<ResultOf<E>> {
    const outcome = await this.#handover.request(request, () => lastNowPlaying(this.parts.store.playback));
    if (outcome.kind === 'refused') throw new RejectedError(outcome.rejection);
    return outcome.result as ResultOf<E>;
  }

  /** Whether this window asks Spotify. */
  get leads(): boolean {
    return this.#leader !== undefined;
  }

  get #role(): Role | undefined {
    return this.#handover.role;
  }

  get #leader(): Leader | undefined {
    return this.#role instanceof Leader ? this.#role : undefined;
  }

  get #follower(): Follower | undefined {
    return this.#role instanceof Follower ? this.#role : undefined;
  }

  get #hasSession(): boolean {
    return this.parts.sessions.state.kind === 'signedIn';
  }

  async #seek(): Promise<void> {
    const over = () => this.disposed;
    const found = await seek(this.channel, this.clock, () => this.#hasSession, over);
    if (found !== undefined) this.#begin(found);
  }

  #begin(found: Found): void {
    if (this.disposed) {
      if (typeof found === 'object') found.dispose();
    } else if (typeof found === 'string') {
      this.log.warn(`Windows cannot connect to each other, so this one asks Spotify on its own: ${found}`);
      this.#lead(undefined);
    } else if ('send' in found) {
      this.#follow(found);
    } else {
      this.#lead(found);
    }
  }

  #lead(listener: Listener | undefined): void {
    const { store, poller, sessions, anyWindowFocus } = this.parts;
    this.log.info(`This window asks Spotify for all windows (${listener?.name ?? 'alone'})`);
    const leader = new Leader(listener, this.#delegate(), anyWindowFocus, this.clock, this.log);
    this.#handover.role = leader;
    this.#pauses.roleBegins();
    // Should one of two that tried together have been held up for long.
    this.#lookAround(leader, listener ? confirmMs : meetAgainMs);
    if (!this.#hasSession || !lastObservation(store.playback)) store.dispatch(sessionEvent(sessions.state));
    poller.start();
    this.#handover.begin();
  }

  /** Whether others have come together elsewhere, or can by now: then one that asks joins them. */
  #lookAround(leader: Leader, afterMs: number): void {
    const over = () => this.#role !== leader;
    const look = async () => {
      const found = leader.listener
        ? await this.#confirm(leader)
        : await meet(this.channel, this.clock, over).catch(() => undefined);
      if (typeof found === 'object' && over()) {
        found.dispose();
      } else if (typeof found === 'object') {
        this.#leave();
        this.#begin(found);
      }
      if (!over()) this.#lookAround(leader, meetAgainMs);
    };
    this.#nextLook = this.clock.after(afterMs, () => void look());
  }

  #delegate() {
    const { store, sessions, handle } = this.parts;
    return {
      playback: () => store.playback,
      handle,
      sessionMoved: async (hasSession: boolean) => {
        await sessions.look();
        if (hasSession && !this.#hasSession && this.#leader) {
          this.log.info('Leaving it to a window that has the session');
          this.#lose(this.#leader);
        }
      },
      followerLeft: () => void (this.#leader && this.#confirm(this.#leader)),
    };
  }

  #follow(connection: Connection): void {
    const { sessions, focus } = this.parts;
    this.log.info('Another window asks Spotify for all windows');
    const delegate = {
      show: (playback: Playback) => void this.#show(follower, playback),
      sessionMoved: () => void sessions.look(),
    };
    const follower: Follower = new Follower(connection, delegate, this.clock, this.log);
    this.#handover.role = follower;
    this.#pauses.roleBegins();
    follower.add(connection.onEnd(() => this.#lose(follower)));
    follower.send({ type: 'focus', focused: focus.focused });
    if (this.#hasSession) follower.send({ type: 'session', hasSession: true });
    this.#handover.begin();
  }

  async #show(follower: Follower, playback: Playback): Promise<void> {
    // Either our session has ended too, or the other window does not know of it yet: then it soon will, and leaves
    // its place to us if it cannot read it.
    if (/^(signedOut|sessionLost)$/.test(playback.kind) && this.#hasSession) {
      const state = await this.parts.sessions.read().catch(() => undefined);
      if (state?.kind === 'signedIn' || this.#role !== follower) return;
    }
    this.parts.store.dispatch({ type: 'shared', playback });
  }

  /** The role is gone: look for another. */
  #lose(role: Leader | Follower): void {
    if (this.#role === role) {
      const pause = this.#pauses.roleEnds();
      this.#leave();
      void sleep(this.clock, pause).then(() => this.#seek());
    }
  }

  #leave(): void {
    this.parts.poller.stop();
    this.#nextLook?.dispose();
    this.#role?.dispose();
    this.#handover.role = undefined;
  }

  /** This window's own session is another. Who follows shows what it is told, whatever its own session. */
  #sessionIs(state: SessionState): void {
    const { store, poller } = this.parts;
    if (this.#leader) {
      poller.startOver();
      store.dispatch(sessionEvent(state));
      return;
    }
    this.#follower?.send({ type: 'session', hasSession: this.#hasSession });
    if (this.#hasSession && !lastObservation(store.playback)) {
      store.dispatch(sessionEvent(state));
    }
  }

  /** This window has changed the session, also where its own copy looks the same as before. */
  #sessionMoved(): void {
    this.#leader?.broadcast({ type: 'session' });
    this.#follower?.send({ type: 'session', hasSession: this.#hasSession });
  }
}
