import type { WindowRequest, Outcome } from '../model/commands/windowRequest';
import type { Playback } from '../model/playback/playback';
import type { Clock } from '../platform/clock';
import type { Connection } from '../platform/connection';
import type { Log } from '../platform/host';
import { DisposableStore } from '../platform/lifecycle';
import { readOutcome, readToFollower, unreadable, type ToFollower, type ToLeader } from './protocol';

const interrupted: Outcome = { kind: 'refused', rejection: { kind: 'interrupted' } };

/** A request's longest time (`platform/node/http.ts`) and a little. */
const answerWithinMs = 20_000;

/** What a window that follows is told. */
export interface FollowerDelegate {
  show(playback: Playback): void;
  sessionMoved(): void;
}

/** Another window asks Spotify, and this one shows what it is told. */
export class Follower extends DisposableStore {
  readonly #pending = new Map<
    number,
    { readonly kind: WindowRequest['kind']; readonly settle: (outcome: Outcome) => void }
  >();
  #requests = 0;

  constructor(
    private readonly connection: Connection,
    private readonly delegate: FollowerDelegate,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super();
    this.add(connection);
    this.add(connection.onMessage((message) => this.#handleMessage(readToFollower(message))));
  }

  send(message: ToLeader): boolean {
    const sent = this.connection.send(message);
    if (!sent) this.log.warn(`Message too long for the window that asks Spotify: ${message.type}`);
    return sent;
  }

  /** Has the other window do it; `interrupted` where it does not answer in time, or ends. */
  async request(request: WindowRequest): Promise<Outcome> {
    const id = ++this.#requests;
    const outcome = new Promise<Outcome>((settle) => this.#pending.set(id, { kind: request.kind, settle }));
    if (!this.send({ type: 'request', id, request })) this.#settle(id, unreadable);
    const late = this.clock.after(answerWithinMs, () => this.#settle(id, interrupted));
    return outcome.finally(() => late.dispose());
  }

  override dispose(): void {
    super.dispose();
    for (const id of [...this.#pending.keys()]) this.#settle(id, interrupted);
  }

  #handleMessage(message: ToFollower | undefined): void {
    switch (message?.type) {
      case 'playback':
        this.delegate.show(message.playback);
        break;
      case 'session':
        this.delegate.sessionMoved();
        break;
      case 'done':
        this.#settle(message.id, message.outcome);
        break;
      default:
        this.#misunderstand();
    }
  }

  #settle(id: number, outcome: unknown): void {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    pending?.settle(readOutcome(pending.kind, outcome) ?? this.#misunderstand());
  }

  #misunderstand(): Outcome {
    this.log.warn('Invalid message from the window that asks Spotify');
    return unreadable;
  }
}
