import type { SessionState, SessionStore } from '../auth/sessionStore';
import type { Errand, ResultOf } from '../core/errand';
import { lastSeen, type Playback } from '../core/playback';
import { RefusedError } from '../core/refusal';
import { NotAskingError } from '../core/trouble';
import { whyNone, type Channel, type Line, type Switchboard } from '../platform/channel';
import { sleep, type Clock } from '../platform/clock';
import { Owner } from '../platform/disposable';
import type { Focus } from '../platform/focus';
import type { Log } from '../platform/log';
import type { Poller } from '../player/poller';
import type { Store } from '../player/store';
import type { Attention } from './attention';
import { Following, Leading } from './roles';
import { sessionEvent } from './sessionEvent';

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

/** Two windows that take the switchboard at the same moment both know who has it after this time. */
const settleMs = 60;
const confirmMs = 1_000;
/** A window without the session leaves the switchboard to one that has it for this long. */
const courtesyMs = 300;
const patienceMs = 5_000;

/**
 * One window asks Spotify for all. It is the one that has the switchboard (`Channel`); the others are called by
 * nobody and show what it tells them. When it ends, the others know at once, and one that has the session takes
 * its place and goes on with its schedule.
 */
export class Sharing extends Owner {
  #role: Leading | Following | undefined;

  constructor(
    private readonly channel: Channel,
    private readonly parts: Parts,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super();
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
    if (this.#leading && (await this.#confirm(this.#leading))) {
      return work();
    }
    throw new NotAskingError();
  }

  /** Leads on, or finds out that another window does. */
  async #confirm(leading: Leading): Promise<boolean> {
    const ours = await leading.isOurs();
    if (!ours) {
      this.log.info('Another window has taken over');
      this.#lose(leading);
    }
    return ours;
  }

  /**
   * Has an errand done by whichever window asks Spotify.
   * @throws RefusedError with the reason, whichever window met it
   */
  async carryOut<E extends Errand>(errand: E): Promise<ResultOf<E>> {
    const outcome = await (await this.#settled()).carryOut(errand);
    if (outcome.kind === 'refused') throw new RefusedError(outcome.refusal);
    return outcome.result as ResultOf<E>;
  }

  /** The role of this window, once it has one. */
  async #settled(): Promise<Leading | Following> {
    for (let waited = 0; !this.#role && waited < patienceMs; waited += settleMs) {
      await sleep(this.clock, settleMs);
    }
    if (!this.#role) throw new RefusedError({ kind: 'interrupted' });
    return this.#role;
  }

  /** Whether this window asks Spotify. */
  get leads(): boolean {
    return this.#leading !== undefined;
  }

  get #leading(): Leading | undefined {
    return this.#role instanceof Leading ? this.#role : undefined;
  }

  get #following(): Following | undefined {
    return this.#role instanceof Following ? this.#role : undefined;
  }

  #isOver(): boolean {
    return this.disposed;
  }

  get #able(): boolean {
    return this.parts.sessions.state.kind === 'signedIn';
  }

  async #seek(): Promise<void> {
    for (let attempt = 0; !this.disposed && !this.#role; attempt++) {
      const line = await this.channel.call().catch(() => undefined);
      if (line) {
        this.#follow(line);
      } else if (this.#isOver()) {
        return;
      } else if (!this.#able && attempt === 0) {
        await sleep(this.clock, courtesyMs);
      } else {
        await this.#tryToLead();
      }
    }
  }

  async #tryToLead(): Promise<void> {
    let board: Switchboard | undefined;
    try {
      board = await this.channel.answer();
    } catch (error) {
      if (this.disposed) return;
      this.log.warn(`Windows cannot see each other, so this one asks for itself: ${whyNone(error)}`);
      this.#lead(undefined);
      return;
    }
    await sleep(this.clock, settleMs * (1 + this.clock.jitter()));
    const ours = board !== undefined && (await board.isOurs());
    if (ours && !this.disposed) {
      this.#lead(board);
    } else {
      board?.dispose();
    }
  }

  #lead(board: Switchboard | undefined): void {
    const { store, poller, sessions, attention } = this.parts;
    this.log.info(`This window asks Spotify for all (${board?.name ?? 'alone'})`);
    const leading = (this.#role = new Leading(board, this.#office(), attention, this.log));
    // Should one of two that tried together have been held up for longer than `settleMs`.
    leading.own(this.clock.after(confirmMs, () => void this.#confirm(leading)));
    if (!this.#able || !lastSeen(store.playback)) {
      store.dispatch(sessionEvent(sessions.state));
    }
    poller.start();
  }

  #office() {
    const { store, sessions, carryOut } = this.parts;
    return {
      get playback() {
        return store.playback;
      },
      carryOut,
      sessionMoved: async (able: boolean) => {
        await sessions.read().catch(() => undefined);
        if (able && !this.#able && this.#leading) {
          this.log.info('Leaves it to a window that has the session');
          this.#lose(this.#leading);
        }
      },
    };
  }

  #follow(line: Line): void {
    if (this.disposed) {
      line.dispose();
      return;
    }
    const { sessions, focus } = this.parts;
    this.log.info('Another window asks Spotify for all');
    const audience = {
      show: (playback: Playback) => void this.#show(following, playback),
      sessionMoved: () => void sessions.read().catch(() => undefined),
    };
    const following: Following = (this.#role = new Following(line, audience, this.log));
    following.own(line.onEnd(() => this.#lose(following)));
    following.tell({ type: 'focus', focused: focus.focused });
    if (this.#able) following.tell({ type: 'session', able: true });
  }

  async #show(following: Following, playback: Playback): Promise<void> {
    // Either our session has ended too, or the other window does not know of it yet: then it soon will, and leaves
    // its place to us if it cannot read it.
    if (playback.kind === 'signedOut' && this.#able) {
      const state = await this.parts.sessions.read().catch(() => undefined);
      if (state?.kind === 'signedIn' || this.#role !== following) return;
    }
    this.parts.store.dispatch({ type: 'shared', playback });
  }

  /** The role is gone: look for another. */
  #lose(role: Leading | Following): void {
    if (this.#role === role) {
      this.#leave();
      void this.#seekAgain();
    }
  }

  async #seekAgain(): Promise<void> {
    await sleep(this.clock, settleMs * this.clock.jitter());
    await this.#seek();
  }

  #leave(): void {
    this.parts.poller.stop();
    this.#role?.dispose();
    this.#role = undefined;
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
