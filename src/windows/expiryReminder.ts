import type { ExpiringSession, SessionExpiry } from '../auth/session/sessionExpiry';
import { describeError, type Log } from '../platform/host';
import { DisposableStore } from '../platform/lifecycle';
import type { Store } from '../player/store';
import type { Reminded } from './sharedFiles';

/** The window as far as a reminder is concerned. */
interface Reminding {
  /** Whether it asks Spotify for all: only one window does, and only that one reminds. */
  leads(): boolean;
  /** Shows it, with a way to sign in. */
  remind(expiring: ExpiringSession): void;
}

/** Reminds once of each session that it is about to end: in one window, whichever runs then. */
export class ExpiryReminder extends DisposableStore {
  #considered: string | undefined;

  constructor(
    private readonly sessionExpiry: SessionExpiry,
    store: Store,
    private readonly reminded: Reminded,
    private readonly window: Reminding,
    private readonly log: Log,
  ) {
    super();
    this.add(sessionExpiry.onDidChange((expiring) => void (expiring ? this.#consider() : this.#forget())));
    // A window that begins to ask Spotify has something new to show a moment later.
    this.add(store.onDidChange(() => void this.#consider()));
  }

  async #consider(): Promise<void> {
    const { expiring } = this.sessionExpiry;
    if (!expiring?.notice.urgent || expiring.session === this.#considered || !this.window.leads()) {
      return;
    }
    this.#considered = expiring.session;
    if ((await this.reminded.read()) === expiring.session) {
      return;
    }
    // First it is noted, so that a window that is closed meanwhile does not make it two.
    await this.#note(expiring.session);
    this.window.remind(expiring);
  }

  /** Signed out, or signed in anew: what was noted means nothing any more. */
  async #forget(): Promise<void> {
    this.#considered = undefined;
    await this.#note(undefined);
  }

  async #note(session: string | undefined): Promise<void> {
    try {
      await this.reminded.write(session);
    } catch (error) {
      this.log.warn(`Cannot record that a reminder was shown: ${describeError(error)}`);
    }
  }
}
