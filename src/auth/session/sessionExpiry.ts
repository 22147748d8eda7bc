import { expiryNotice, type ExpiryNotice } from '../../model/account';
import type { Clock } from '../../platform/clock';
import { Emitter } from '../../platform/event';
import type { Focus } from '../../platform/focus';
import { DisposableStore, type Disposable } from '../../platform/lifecycle';
import { authorizedAt, type SessionState } from './session';
import type { SessionStore } from './sessionStore';

/** A session that soon ends. */
export interface DueNotice {
  /** The session's `id`. */
  readonly session: string;
  readonly notice: ExpiryNotice;
}

/** Timers stand still while a machine sleeps, so that one long wait would end days late. */
const lookMs = 60 * 60_000;

/** Whether the session must soon be renewed, in a window that can read it. */
export class SessionExpiry extends DisposableStore {
  readonly #changed = this.add(new Emitter<DueNotice | undefined>());
  readonly onDidChange = this.#changed.event;
  #due: DueNotice | undefined;
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
  get due(): DueNotice | undefined {
    return this.#due;
  }

  #look(): void {
    this.#timer?.dispose();
    this.#timer = this.clock.after(lookMs, () => this.#look());
    const before = this.#due;
    this.#due = noticeAt(this.sessions.state, this.clock.now());
    if (!sameNotice(before, this.#due)) {
      this.#changed.fire(this.#due);
    }
  }
}

function noticeAt(state: SessionState, now: number): DueNotice | undefined {
  if (state.kind !== 'signedIn') {
    return undefined;
  }
  const notice = expiryNotice(now, authorizedAt(state.session));
  return notice && { session: state.session.id, notice };
}

function sameNotice(a: DueNotice | undefined, b: DueNotice | undefined): boolean {
  return a?.session === b?.session && a?.notice.urgent === b?.notice.urgent;
}
