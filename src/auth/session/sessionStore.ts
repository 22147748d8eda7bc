import type { SecretStorage } from 'vscode';
import { sessionEndAt } from '../../model/account';
import type { Clock } from '../../platform/clock';
import { Emitter } from '../../platform/event';
import type { Focus } from '../../platform/focus';
import type { Log, WithLock } from '../../platform/host';
import { DisposableStore } from '../../platform/lifecycle';
import { PendingRotation } from './rotation';
import {
  authorizedAt,
  endedState,
  readRecord,
  sameState,
  type SessionChange,
  type Session,
  type SessionChangeMarker,
  type SessionRecord,
  type SessionState,
} from './session';
import { SlowSecret } from './slowSecret';

/** A record without its place in the order of changes. */
type Unwritten = SessionRecord extends infer R ? (R extends unknown ? Omit<R, 'writtenAt'> : never) : never;

const key = 'earshot.session';
const nobody: SessionState = { kind: 'signedOut', elsewhere: false };

/**
 * The one session, in SecretStorage. Read again before each use, so that a window follows the others even
 * where VS Code tells it nothing, and written only on behalf of the session that is there.
 */
export class SessionStore extends DisposableStore {
  readonly #changed = this.add(new Emitter<SessionState>());
  readonly onDidChange = this.#changed.event;
  readonly #written = this.add(new Emitter<void>());
  /** This window wrote or deleted the session, whether or not it looks another to it. */
  readonly onDidWrite = this.#written.event;
  /** `undefined` until the first read, so that the first one counts as a change. */
  #state: SessionState | undefined;
  #reads = 0;
  #newestRead = 0;
  /** Of all changes that were seen. */
  #latest = 0;
  /** What this window has just got comes before what is stored. */
  readonly #rotation: PendingRotation;
  /** Of the record that is stored. */
  #writtenAt: number | undefined;
  readonly #secret: SlowSecret;
  #writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly secrets: Pick<SecretStorage, 'get' | 'store' | 'delete' | 'onDidChange'>,
    private readonly mark: SessionChangeMarker,
    private readonly issuer: () => string | undefined,
    private readonly clock: Clock,
    /** For work that only one window may do at a time. */
    readonly withLock: WithLock,
    /** Whether all windows see the same SecretStorage, as on the desktop. */
    private readonly isShared = false,
  ) {
    super();
    const write = (session: Session, wanted: () => boolean) =>
      this.#write({ state: 'signedIn', session }, wanted);
    this.#rotation = this.add(new PendingRotation({ read: () => this.read(), write }, clock));
    this.add(secrets.onDidChange((event) => void (event.key === key && this.look())));
    this.#secret = this.add(
      new SlowSecret(
        () => secrets.get(key),
        () => void this.look(),
        clock,
      ),
    );
  }

  /** As last read; `read` makes it true. */
  get state(): SessionState {
    return this.#state ?? { kind: 'unread' };
  }

  /**
   * Reads the session anew and tells the listeners if it is another.
   * @throws ApiProblemError when SecretStorage fails, or does not answer in time; what was known before still is
   */
  async read(): Promise<SessionState> {
    const ticket = ++this.#reads;
    // The mark first, which is written last: it never belongs to a newer record than the one that is found then.
    const mark = await this.mark.read();
    const text = await this.#secret.read();
    // Of two reads under way the later one tells the truth, whichever ends first.
    if (ticket > this.#newestRead) {
      this.#newestRead = ticket;
      const found = readRecord(text);
      this.#writtenAt = found?.writtenAt;
      const record = this.#rotation.over(found, mark);
      this.#latest = Math.max(this.#latest, record?.writtenAt ?? 0, mark?.at ?? 0);
      // Before anything that takes time, for an earlier read that ends meanwhile answers with this state.
      this.#become(this.#interpret(record, mark));
      if (this.#state?.kind === 'lost') this.#secret.retryLater();
      else this.#secret.isRight();
      if (record && mark && record.writtenAt < mark.at && !mark.signedIn) {
        // Signed out elsewhere: our copy of the token goes too.
        await this.secrets.delete(key);
      }
    }
    return this.state;
  }

  /** Reads it anew for nobody but the listeners. */
  async look(): Promise<void> {
    await this.read().catch(() => undefined);
  }

  /** Whether the last change was a sign-out, in any window, before this start or since. */
  async wasSignedOut(): Promise<boolean> {
    const { kind } = await this.read();
    return kind === 'signedOut' && (await this.mark.read())?.signedIn === false;
  }

  /** Signs in: replaces whatever is there. */
  async save(session: Session): Promise<void> {
    const rotation = this.#rotation.giveUp();
    try {
      await this.#write({ state: 'signedIn', session });
    } catch (error) {
      if (rotation) void this.#rotation.resume(rotation);
      throw error;
    }
  }

  /** Signs out: nothing about the account is left. */
  async clear(): Promise<void> {
    this.#rotation.giveUp();
    // The mark first: a window that reads in between takes the record that is still there for an old one.
    await this.#mark({ at: await this.#next(), signedIn: false });
    await this.secrets.delete(key);
    await this.#announce();
  }

  /**
   * Keeps a new refresh token, if there is one, and unless the session has changed meanwhile: from memory, until
   * SecretStorage has taken it. One that another window was refused the old token for, and so took for ended, goes on.
   * @returns the session with the token that is good now
   */
  async rotate(session: Session, refreshToken: string | undefined): Promise<Session> {
    if (refreshToken === undefined || refreshToken === session.refreshToken) return session;
    await this.#rotation.begin(session, refreshToken);
    return { ...session, refreshToken };
  }

  /** Forgets the token that Spotify refused for good, unless the session has changed meanwhile. */
  async end(session: Session): Promise<void> {
    if (await this.#isCurrent(session)) {
      this.#rotation.giveUp();
      const why = sessionEndAt(this.clock.now(), authorizedAt(session));
      await this.#write({ state: 'ended', issuer: session.issuer, refused: this.#writtenAt, why });
    }
  }

  async #isCurrent(session: Session): Promise<boolean> {
    const state = await this.read();
    return (
      state.kind === 'signedIn' &&
      state.session.id === session.id &&
      state.session.refreshToken === session.refreshToken
    );
  }

  /** One after the other: a mark belongs to the record before it. */
  #write(what: Unwritten, wanted = () => true): Promise<void> {
    const turn = this.#writing.then(() => this.#writeNow(what, wanted));
    this.#writing = turn.catch(() => undefined);
    return turn;
  }

  async #writeNow(what: Unwritten, wanted: () => boolean): Promise<void> {
    const writtenAt = await this.#next();
    if (!wanted()) return;
    // The mark last: a window that reads in between takes the new record for good, never for an old one.
    await this.secrets.store(key, JSON.stringify({ ...what, writtenAt }));
    await this.#mark({ at: writtenAt, signedIn: true });
    const last = readRecord(await this.#secret.read().catch(() => undefined));
    // Of two windows that write at once one may write its record last, and the other its mark.
    if (last && last.writtenAt < writtenAt) await this.#mark({ at: last.writtenAt, signedIn: true });
    await this.#announce();
  }

  /** The place of a change that is about to happen. */
  async #next(): Promise<number> {
    const marked = (await this.mark.read())?.at ?? 0;
    this.#latest = Math.max(this.clock.now(), this.#latest + 1, marked + 1);
    return this.#latest;
  }

  /** Windows that share SecretStorage do without it, so that a full disk neither keeps a session nor loses one. */
  #mark(change: SessionChange): Promise<void> {
    return this.mark.write(change).catch(() => undefined);
  }

  async #announce(): Promise<void> {
    await this.look();
    this.#written.fire();
  }

  #interpret(record: SessionRecord | undefined, change: SessionChange | undefined): SessionState {
    if (!record || (change && record.writtenAt < change.at)) {
      const elsewhere = change?.signedIn ?? false;
      return elsewhere && this.isShared && !record ? { kind: 'lost' } : { kind: 'signedOut', elsewhere };
    }
    const issuer = record.state === 'ended' ? record.issuer : record.session.issuer;
    if (issuer !== this.issuer()) {
      return nobody;
    }
    return record.state === 'ended' ? endedState(record) : { kind: 'signedIn', session: record.session };
  }

  #become(state: SessionState): void {
    const before = this.#state;
    this.#state = state;
    if (!before || !sameState(state, before)) {
      this.#changed.fire(state);
    }
  }
}

/** Reads the session again when the window gets the focus, while VS Code does not give it; and logs that it is lost. */
export function watchSession(sessions: SessionStore, focus: Focus, log: Log): DisposableStore {
  const disposables = new DisposableStore();
  disposables.add(
    focus.onDidChange((focused) => {
      if (focused && /^(unread|lost)$/.test(sessions.state.kind)) void sessions.look();
    }),
  );
  disposables.add(
    sessions.onDidChange(({ kind }) => {
      if (kind === 'lost') log.warn('VS Code no longer has the session, although nobody signed out');
    }),
  );
  return disposables;
}
