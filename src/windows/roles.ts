import type { Errand, Outcome } from '../model/commands/windowRequest';
import { refusalOf } from '../model/errors/rejection';
import type { Playback } from '../model/playback/playback';
import type { Clock } from '../platform/clock';
import type { Line, Switchboard } from '../platform/connection';
import type { Log } from '../platform/host';
import { Owner } from '../platform/lifecycle';
import type { Attention } from './anyWindowFocus';
import { readOutcome, readToFollower, readToLeader, type ToFollower, type ToLeader } from './protocol';

/** What a window is to the others. */
export type Role = Leading | Following;

/** What windows of one version cannot tell each other is a fault of ours. */
const unreadable: Outcome = {
  kind: 'refused',
  refusal: { kind: 'trouble', trouble: { kind: 'fault' } },
};

const interrupted: Outcome = { kind: 'refused', refusal: { kind: 'interrupted' } };

/** What the window that asks Spotify does for those that follow it. */
export interface Office {
  readonly playback: Playback;
  carryOut(errand: Errand): Promise<unknown>;
  /** A session changed in another window; `able`: that window can read it. */
  sessionMoved(able: boolean): Promise<void>;
  /** A window that followed has gone: its end may be that it follows another. */
  followerLeft(): void;
}

/** A request's longest time (`platform/node/http.ts`) and a little. */
const answerWithinMs = 20_000;

/** Less than it takes others to find out that this process is stopped (`SocketLine.watch`), in milliseconds. */
const freshMs = 1_000;
/** On a machine where each look takes longer. */
const mostLooks = 3;

/** This window asks Spotify, and tells the others what came of it. */
export class Leading extends Owner {
  readonly #followers = new Set<Line>();

  constructor(
    /** `undefined` where windows cannot see each other. */
    readonly board: Switchboard | undefined,
    private readonly office: Office,
    private readonly attention: Attention,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super();
    if (board) {
      this.own(board);
      this.own(board.onLine((line) => this.#welcome(line)));
    }
  }

  /** Whether this window still has the switchboard, and so may ask Spotify. */
  async isOurs(looks = mostLooks): Promise<boolean> {
    const since = this.clock.monotonic();
    if (this.board && !(await this.board.isOurs())) return false;
    // A process that was stopped meanwhile knows what was so before, and others take its place by now.
    return this.clock.monotonic() - since < freshMs || looks === 1 || this.isOurs(looks - 1);
  }

  tell(letter: ToFollower, but?: Line): void {
    for (const follower of this.#followers) {
      if (follower !== but) this.#send(follower, letter);
    }
  }

  #send(line: Line, letter: ToFollower): boolean {
    const sent = line.send(letter);
    if (!sent) this.log.warn(`Too long to be told to another window: ${letter.type}`);
    return sent;
  }

  override dispose(): void {
    for (const follower of this.#followers) {
      this.#forget(follower);
      follower.dispose();
    }
    super.dispose();
  }

  #welcome(line: Line): void {
    this.#followers.add(line);
    line.onEnd(() => {
      this.#forget(line);
      this.office.followerLeft();
    });
    line.onMessage((message) => void this.#answer(line, readToLeader(message)));
    this.#send(line, { type: 'playback', playback: this.office.playback });
  }

  #forget(line: Line): void {
    this.#followers.delete(line);
    this.attention.note(line, false);
  }

  async #answer(line: Line, letter: ToLeader | undefined): Promise<void> {
    switch (letter?.type) {
      case 'focus':
        this.attention.note(line, letter.focused);
        break;
      case 'session':
        this.tell({ type: 'session' }, line);
        await this.office.sessionMoved(letter.able);
        break;
      case 'errand': {
        const done = { type: 'done', id: letter.id } as const;
        const outcome = letter.errand ? await this.carryOut(letter.errand) : this.#misunderstand();
        if (!this.#send(line, { ...done, outcome })) this.#send(line, { ...done, outcome: unreadable });
        break;
      }
      default:
        this.#misunderstand();
    }
  }

  #misunderstand(): Outcome {
    this.log.warn('A message of a window that follows cannot be read');
    return unreadable;
  }

  /** Does it here; what it threw becomes data. */
  async carryOut(errand: Errand): Promise<Outcome> {
    try {
      return { kind: 'done', result: await this.office.carryOut(errand) };
    } catch (error) {
      return { kind: 'refused', refusal: refusalOf(error) };
    }
  }
}

/** What a window that follows is told. */
export interface Audience {
  show(playback: Playback): void;
  sessionMoved(): void;
}

/** Another window asks Spotify, and this one shows what it is told. */
export class Following extends Owner {
  readonly #pending = new Map<
    number,
    { readonly kind: Errand['kind']; readonly settle: (outcome: Outcome) => void }
  >();
  #errands = 0;

  constructor(
    private readonly line: Line,
    private readonly audience: Audience,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super();
    this.own(line);
    this.own(line.onMessage((message) => this.#hear(readToFollower(message))));
  }

  tell(letter: ToLeader): boolean {
    const sent = this.line.send(letter);
    if (!sent) this.log.warn(`Too long to be told to the window that asks Spotify: ${letter.type}`);
    return sent;
  }

  /** Has the other window do it; `interrupted` where it does not answer in time, or ends. */
  async carryOut(errand: Errand): Promise<Outcome> {
    const id = ++this.#errands;
    const outcome = new Promise<Outcome>((settle) => this.#pending.set(id, { kind: errand.kind, settle }));
    if (!this.tell({ type: 'errand', id, errand })) this.#settle(id, unreadable);
    const late = this.clock.after(answerWithinMs, () => this.#settle(id, interrupted));
    return outcome.finally(() => late.dispose());
  }

  override dispose(): void {
    super.dispose();
    for (const id of [...this.#pending.keys()]) this.#settle(id, interrupted);
  }

  #hear(letter: ToFollower | undefined): void {
    switch (letter?.type) {
      case 'playback':
        this.audience.show(letter.playback);
        break;
      case 'session':
        this.audience.sessionMoved();
        break;
      case 'done':
        this.#settle(letter.id, letter.outcome);
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
    this.log.warn('A message of the window that asks Spotify cannot be read');
    return unreadable;
  }
}
