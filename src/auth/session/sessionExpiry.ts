import { expiryNotice, type ExpiryNotice } from '../../model/account';
import type { Clock } from '../../platform/clock';
import { Emitter } from '../../platform/event';
import type { Focus } from '../../platform/focus';
import { DisposableStore, type Disposable } from '../../platform/lifecycle';
import { authorizedAt, type SessionState } from './session';
import type { SessionStore } from './sessionStore';

/** A session that soon ends. */
export interface ExpiringSession {
  /** The session's `id`. */
  readonly session: string;
  readonly notice: ExpiryNotice;
}

/** Timers stand still while a machine sleeps, so that one long wait would end days late. */
const lookMs = 60 * 60_000;

/** Whether the session ends soon, in a window that can read it. */
export class SessionExpiry extends DisposableStore {
  readonly #changed = this.add(new Emitter<ExpiringSession | undefined>());
  readonly onDidChange = this.#changed.event;
  #expiring: ExpiringSession | undefined;
  #timer: Disposable | undefined;

  constructor(
    private readonly sessions: Pick<SessionStore, 'state' | 'onDidChange'>,
    focus: Focus,
    private readonly clock: Clock,
  ) {
    super();
    this.add({ dispose: () => this.#timer?.dispose() });
    this.add(sessions.onDidChange(() => this.#look()));
    this.add(focus.onDidChange(() => this.#look()));
    this.#look();
  }

  /** `undefined` while there is nothing to say. */
  get expiring(): ExpiringSession | undefined {
    return this.#expiring;
  }

  #look(): void {
    this.#timer?.dispose();
    this.#timer = this.clock.after(lookMs, () => this.#look());
    const before = this.#expiring;
    this.#expiring = noticeAt(this.sessions.state, this.clock.now());
    if (!sameNotice(before, this.#expiring)) {
      this.#changed.fire(this.#expiring);
    }
  }
}

function noticeAt(state: SessionState, now: number): ExpiringSession | undefined {
  if (state.kind !== 'signedIn') {
    return undefined;
  }
  const notice = expiryNotice(now, authorizedAt(state.session));
  return notice && { session: state.session.id, notice };
}

function sameNotice(a: ExpiringSession | undefined, b: ExpiringSession | undefined): boolean {
  return a?.session === b?.session && a?.notice.urgent === b?.notice.urgent;
}
