import type { Errand, Outcome } from '../core/errand';
import type { Playback } from '../core/playback';
import { refusalOf } from '../core/refusal';
import type { Line, Switchboard } from '../platform/channel';
import { Owner } from '../platform/disposable';
import type { Log } from '../platform/log';
import type { Attention } from './attention';
import { readOutcome, readToFollower, readToLeader, type ToFollower, type ToLeader } from './letters';

/** What windows of one version cannot tell each other is a fault of ours. */
const unreadable: Outcome = {
  kind: 'refused',
  refusal: { kind: 'trouble', trouble: { kind: 'fault' } },
};

/** What the window that asks Spotify does for those that follow it. */
export interface Office {
  readonly playback: Playback;
  carryOut(errand: Errand): Promise<unknown>;
  /** A session changed in another window; `able`: that window can read it. */
  sessionMoved(able: boolean): Promise<void>;
}

/** This window asks Spotify, and tells the others what came of it. */
export class Leading extends Owner {
  readonly #followers = new Set<Line>();

  constructor(
    /** `undefined` where windows cannot see each other. */
    readonly board: Switchboard | undefined,
    private readonly office: Office,
    private readonly attention: Attention,
    private readonly log: Log,
  ) {
    super();
    if (board) {
      this.own(board);
      this.own(board.onLine((line) => this.#welcome(line)));
    }
  }

  /** Whether this window still has the switchboard, and so may ask Spotify. */
  async isOurs(): Promise<boolean> {
    return this.board === undefined || (await this.board.isOurs());
  }

  tell(letter: ToFollower, but?: Line): void {
    for (const follower of this.#followers) {
      if (follower !== but) follower.send(letter);
    }
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
    line.onEnd(() => this.#forget(line));
    line.onMessage((message) => void this.#answer(line, readToLeader(message)));
    line.send({ type: 'playback', playback: this.office.playback } satisfies ToFollower);
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
      case 'errand':
        line.send({
          type: 'done',
          id: letter.id,
          outcome: letter.errand ? await this.carryOut(letter.errand) : this.#misunderstand(),
        } satisfies ToFollower);
        break;
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
    private readonly log: Log,
  ) {
    super();
    this.own(line);
    this.own(line.onMessage((message) => this.#hear(readToFollower(message))));
  }

  tell(letter: ToLeader): void {
    this.line.send(letter);
  }

  /** Has the other window do it. */
  carryOut(errand: Errand): Promise<Outcome> {
    const id = ++this.#errands;
    return new Promise((settle) => {
      this.#pending.set(id, { kind: errand.kind, settle });
      this.tell({ type: 'errand', id, errand });
    });
  }

  override dispose(): void {
    super.dispose();
    this.#pending.forEach(({ settle }) => settle({ kind: 'refused', refusal: { kind: 'interrupted' } }));
    this.#pending.clear();
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
