import { renewalNotice, type RenewalNotice } from '../../model/account';
import type { Clock } from '../../platform/clock';
import { Emitter } from '../../platform/event';
import type { Focus } from '../../platform/focus';
import { Owner, type Disposable } from '../../platform/lifecycle';
import { authorizedAt, type SessionState } from './session';
import type { SessionStore } from './sessionStore';

/** A session that soon ends. */
export interface Due {
  /** The session's `id`. */
  readonly session: string;
  readonly notice: RenewalNotice;
}

/** Timers stand still while a machine sleeps, so that one long wait would end days late. */
const lookMs = 60 * 60_000;

/** Whether the session must soon be renewed, in a window that can read it. */
export class Renewal extends Owner {
  readonly #changed = this.own(new Emitter<Due | undefined>());
  readonly onDidChange = this.#changed.event;
  #due: Due | undefined;
  #timer: Disposable | undefined;

  constructor(
    private readonly sessions: Pick<SessionStore, 'state' | 'onDidChange'>,
    focus: Focus,
    private readonly clock: Clock,
  ) {
    super();
    this.own({ dispose: () => this.#timer?.dispose() });
    this.own(sessions.onDidChange(() => this.#look()));
    this.own(focus.onDidChange(() => this.#look()));
    this.#look();
  }

  /** `undefined` while there is nothing to say. */
  get due(): Due | undefined {
    return this.#due;
  }

  #look(): void {
    this.#timer?.dispose();
    this.#timer = this.clock.after(lookMs, () => this.#look());
    const before = this.#due;
    this.#due = dueAt(this.sessions.state, this.clock.now());
    if (!sameDue(before, this.#due)) {
      this.#changed.fire(this.#due);
    }
  }
}

function dueAt(state: SessionState, now: number): Due | undefined {
  if (state.kind !== 'signedIn') {
    return undefined;
  }
  const notice = renewalNotice(now, authorizedAt(state.session));
  return notice && { session: state.session.id, notice };
}

function sameDue(a: Due | undefined, b: Due | undefined): boolean {
  return a?.session === b?.session && a?.notice.urgent === b?.notice.urgent;
}
