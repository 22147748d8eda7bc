import { sessionEvent, type SessionState } from '../auth/session/session';
import type { SessionStore } from '../auth/session/sessionStore';
import type { Errand, ResultOf } from '../model/commands/windowRequest';
import { NotAskingError } from '../model/errors/apiProblem';
import { RefusedError } from '../model/errors/rejection';
import { lastHeard, lastSeen, type Playback } from '../model/playback/playback';
import { sleep, type Clock } from '../platform/clock';
import type { Channel, Line, Switchboard } from '../platform/connection';
import type { Focus } from '../platform/focus';
import type { Log } from '../platform/host';
import { Owner, type Disposable } from '../platform/lifecycle';
import type { Poller } from '../player/poller';
import type { Store } from '../player/store';
import type { Attention } from './anyWindowFocus';
import { Handover } from './handover';
import { meet, Pauses, seek, type Found } from './meeting';
import { Following, Leading, type Role } from './roles';

/** The parts of this window that sharing conducts. */
export interface Parts {
  readonly store: Store;
  readonly poller: Poller;
  readonly sessions: SessionStore;
  readonly focus: Focus;
  readonly attention: Attention;
  /** Does what a window asks for, where this window asks Spotify for all. */
  readonly carryOut: (errand: Errand) => Promise<unknown>;
}

const confirmMs = 1_000;
/** Who asks looks so seldom whether others can be met elsewhere, or by now; it looks before each request, too. */
const meetAgainMs = 60_000;

/**
 * One window asks Spotify for all. It is the one that has the switchboard (`Channel`); the others are called by
 * nobody and show what it tells them. When it ends, the others know at once, and one that has the session takes
 * its place and goes on with its schedule.
 */
export class Sharing extends Owner {
  readonly #handover: Handover;
  #nextLook: Disposable | undefined;
  readonly #pauses: Pauses;

  constructor(
    private readonly channel: Channel,
    private readonly parts: Parts,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super();
    this.#pauses = new Pauses(clock);
    this.#handover = this.own(new Handover(clock));
    const { store, sessions, focus } = parts;
    this.own(store.onDidChange((playback) => this.#leading?.tell({ type: 'playback', playback })));
    this.own(sessions.onDidChange((state) => this.#sessionIs(state)));
    this.own(sessions.onDidWrite(() => this.#sessionMoved()));
    this.own(focus.onDidChange((focused) => this.#following?.tell({ type: 'focus', focused })));
    this.own({ dispose: () => this.#leave() });
  }

  /** To be called once, when the session has been read. */
  start(): void {
    void this.#seek();
  }

  /** For whoever sends requests on behalf of all windows. */
  async asLeader<T>(work: () => Promise<T>): Promise<T> {
    const leading = this.#leading;
    if (leading && (await leading.isOurs())) return work();
    // Not before the window that wanted it has been told that it was not done.
    if (leading) this.clock.after(0, () => this.#taken(leading));
    throw new NotAskingError();
  }

  /** Leads on, or finds out that another window does. */
  async #confirm(leading: Leading): Promise<boolean> {
    const ours = await leading.isOurs();
    if (!ours) this.#taken(leading);
    return ours;
  }

  #taken(leading: Leading): void {
    if (this.#role !== leading) return;
    this.log.info('Another window has taken over');
    this.#lose(leading);
  }

  /**
   * Has an errand done by whichever window asks Spotify.
   * @throws RefusedError with the reason, whichever window met it
   */
  async carryOut<E extends Errand>(errand: E): Promise<ResultOf<E>> {
    const outcome = await this.#handover.carryOut(errand, () => lastHeard(this.parts.store.playback));
    if (outcome.kind === 'refused') throw new RefusedError(outcome.refusal);
    return outcome.result as ResultOf<E>;
  }

  /** Whether this window asks Spotify. */
  get leads(): boolean {
    return this.#leading !== undefined;
  }

  get #role(): Role | undefined {
    return this.#handover.role;
  }

  get #leading(): Leading | undefined {
    return this.#role instanceof Leading ? this.#role : undefined;
  }

  get #following(): Following | undefined {
    return this.#role instanceof Following ? this.#role : undefined;
  }

  get #able(): boolean {
    return this.parts.sessions.state.kind === 'signedIn';
  }

  async #seek(): Promise<void> {
    const over = () => this.disposed;
    const found = await seek(this.channel, this.clock, () => this.#able, over);
    if (found !== undefined) this.#begin(found);
  }

  #begin(found: Found): void {
    if (this.disposed) {
      if (typeof found === 'object') found.dispose();
    } else if (typeof found === 'string') {
      this.log.warn(`Windows cannot see each other, so this one asks for itself: ${found}`);
      this.#lead(undefined);
    } else if ('send' in found) {
      this.#follow(found);
    } else {
      this.#lead(found);
    }
  }

  #lead(board: Switchboard | undefined): void {
    const { store, poller, sessions, attention } = this.parts;
    this.log.info(`This window asks Spotify for all (${board?.name ?? 'alone'})`);
    const leading = new Leading(board, this.#office(), attention, this.clock, this.log);
    this.#handover.role = leading;
    this.#pauses.roleBegins();
    // Should one of two that tried together have been held up for long.
    this.#lookAround(leading, board ? confirmMs : meetAgainMs);
    if (!this.#able || !lastSeen(store.playback)) store.dispatch(sessionEvent(sessions.state));
    poller.start();
    this.#handover.begin();
  }

  /** Whether others have come together elsewhere, or can by now: then one that asks joins them. */
  #lookAround(leading: Leading, afterMs: number): void {
    const over = () => this.#role !== leading;
    const look = async () => {
      const found = leading.board
        ? await this.#confirm(leading)
        : await meet(this.channel, this.clock, over).catch(() => undefined);
      if (typeof found === 'object' && over()) {
        found.dispose();
      } else if (typeof found === 'object') {
        this.#leave();
        this.#begin(found);
      }
      if (!over()) this.#lookAround(leading, meetAgainMs);
    };
    this.#nextLook = this.clock.after(afterMs, () => void look());
  }

  #office() {
    const { store, sessions, carryOut } = this.parts;
    return {
      get playback() {
        return store.playback;
      },
      carryOut,
      sessionMoved: async (able: boolean) => {
        await sessions.look();
        if (able && !this.#able && this.#leading) {
          this.log.info('Leaves it to a window that has the session');
          this.#lose(this.#leading);
        }
      },
      followerLeft: () => void (this.#leading && this.#confirm(this.#leading)),
    };
  }

  #follow(line: Line): void {
    const { sessions, focus } = this.parts;
    this.log.info('Another window asks Spotify for all');
    const audience = {
      show: (playback: Playback) => void this.#show(following, playback),
      sessionMoved: () => void sessions.look(),
    };
    const following: Following = new Following(line, audience, this.clock, this.log);
    this.#handover.role = following;
    this.#pauses.roleBegins();
    following.own(line.onEnd(() => this.#lose(following)));
    following.tell({ type: 'focus', focused: focus.focused });
    if (this.#able) following.tell({ type: 'session', able: true });
    this.#handover.begin();
  }

  async #show(following: Following, playback: Playback): Promise<void> {
    // Either our session has ended too, or the other window does not know of it yet: then it soon will, and leaves
    // its place to us if it cannot read it.
    if (/^(signedOut|sessionLost)$/.test(playback.kind) && this.#able) {
      const state = await this.parts.sessions.read().catch(() => undefined);
      if (state?.kind === 'signedIn' || this.#role !== following) return;
    }
    this.parts.store.dispatch({ type: 'shared', playback });
  }

  /** The role is gone: look for another. */
  #lose(role: Leading | Following): void {
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
    if (this.#leading) {
      poller.startOver();
      store.dispatch(sessionEvent(state));
      return;
    }
    this.#following?.tell({ type: 'session', able: this.#able });
    if (this.#able && !lastSeen(store.playback)) {
      store.dispatch(sessionEvent(state));
    }
  }

  /** This window has changed the session, also where its own copy looks the same as before. */
  #sessionMoved(): void {
    this.#leading?.tell({ type: 'session' });
    this.#following?.tell({ type: 'session', able: this.#able });
  }
}
