import type { WindowRequest, Outcome } from '../model/commands/windowRequest';
import { rejectionOf } from '../model/errors/rejection';
import type { Playback } from '../model/playback/playback';
import type { Clock } from '../platform/clock';
import type { Connection, Listener } from '../platform/connection';
import type { Log } from '../platform/host';
import { DisposableStore } from '../platform/lifecycle';
import type { AnyWindowFocus } from './anyWindowFocus';
import { readToLeader, unreadable, type ToFollower, type ToLeader } from './protocol';

/** What the window that asks Spotify does for those that follow it. */
export interface LeaderDelegate {
  playback(): Playback;
  handle(request: WindowRequest): Promise<unknown>;
  /** A session changed in another window; `hasSession`: that window can read it. */
  sessionMoved(hasSession: boolean): Promise<void>;
  /** A window that followed has gone: its end may be that it follows another. */
  followerLeft(): void;
}

/** Less than it takes others to find out that this process is stopped (`SocketConnection.watch`), in milliseconds. */
const freshMs = 1_000;
/** On a machine where each look takes longer. */
const mostLooks = 3;

/** This window asks Spotify, and tells the others what came of it. */
export class Leader extends DisposableStore {
  readonly #followers = new Set<Connection>();

  constructor(
    /** `undefined` where windows cannot see each other. */
    readonly listener: Listener | undefined,
    private readonly delegate: LeaderDelegate,
    private readonly anyWindowFocus: AnyWindowFocus,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super();
    if (listener) {
      this.add(listener);
      this.add(listener.onConnection((connection) => this.#welcome(connection)));
    }
  }

  /** Whether this window is still the one that listens, and so may ask Spotify. */
  async isOurs(looks = mostLooks): Promise<boolean> {
    const since = this.clock.monotonic();
    if (this.listener && !(await this.listener.isOurs())) return false;
    // A process that was stopped meanwhile knows what was so before, and others take its place by now.
    return this.clock.monotonic() - since < freshMs || looks === 1 || this.isOurs(looks - 1);
  }

  broadcast(message: ToFollower, but?: Connection): void {
    for (const follower of this.#followers) {
      if (follower !== but) this.#send(follower, message);
    }
  }

  #send(connection: Connection, message: ToFollower): boolean {
    const sent = connection.send(message);
    if (!sent) this.log.warn(`Message too long for another window: ${message.type}`);
    return sent;
  }

  override dispose(): void {
    for (const follower of this.#followers) {
      this.#forget(follower);
      follower.dispose();
    }
    super.dispose();
  }

  #welcome(connection: Connection): void {
    this.#followers.add(connection);
    connection.onEnd(() => {
      this.#forget(connection);
      this.delegate.followerLeft();
    });
    connection.onMessage((message) => void this.#handleMessage(connection, readToLeader(message)));
    this.#send(connection, { type: 'playback', playback: this.delegate.playback() });
  }

  #forget(connection: Connection): void {
    this.#followers.delete(connection);
    this.anyWindowFocus.note(connection, false);
  }

  async #handleMessage(connection: Connection, message: ToLeader | undefined): Promise<void> {
    switch (message?.type) {
      case 'focus':
        this.anyWindowFocus.note(connection, message.focused);
        break;
      case 'session':
        this.broadcast({ type: 'session' }, connection);
        await this.delegate.sessionMoved(message.hasSession);
        break;
      case 'request': {
        const done = { type: 'done', id: message.id } as const;
        const outcome = message.request ? await this.request(message.request) : this.#misunderstand();
        if (!this.#send(connection, { ...done, outcome }))
          this.#send(connection, { ...done, outcome: unreadable });
        break;
      }
      default:
        this.#misunderstand();
    }
  }

  #misunderstand(): Outcome {
    this.log.warn('Invalid message from another window');
    return unreadable;
  }

  /** Does it here; what it threw becomes data. */
  async request(request: WindowRequest): Promise<Outcome> {
    try {
      return { kind: 'done', result: await this.delegate.handle(request) };
    } catch (error) {
      return { kind: 'refused', rejection: rejectionOf(error) };
    }
  }
}
