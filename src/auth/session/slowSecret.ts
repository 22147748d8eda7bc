import { ApiProblemError } from '../../model/errors/apiProblem';
import type { Clock } from '../../platform/clock';
import type { Disposable } from '../../platform/lifecycle';

/** So long SecretStorage may take; who has to unlock it first takes longer. */
const patienceMs = 3_000;
/** The pauses before it is read again that could not be, or is not there: each is twice the one before. */
const firstPause = 1_000;
const longestPause = 60_000;

/** A record in SecretStorage, whose keyring may be locked, slow or empty for a while. */
export class SlowSecret implements Disposable {
  #late = false;
  #next: Disposable | undefined;
  #pause = firstPause;
  #disposed = false;

  constructor(
    private readonly get: () => PromiseLike<string | undefined>,
    /** Runs when it may be worth the while to read it again. */
    private readonly again: () => void,
    private readonly clock: Clock,
  ) {}

  /** @throws ApiProblemError when it fails, or does not answer in time: what comes later is said by `again` */
  read(): Promise<string | undefined> {
    return new Promise((resolve, reject) => {
      const fail = (late: boolean) => reject(new ApiProblemError({ kind: 'sessionUnread', late }));
      // One question that hangs is enough.
      if (this.#late) {
        fail(true);
        return;
      }
      const limit = this.clock.after(patienceMs, () => {
        this.#late = true;
        fail(true);
      });
      const settled = (outcome: () => void) => () => {
        limit.dispose();
        if (this.#late) this.again();
        this.#late = false;
        outcome();
      };
      this.get().then(
        (text) => settled(() => resolve(text))(),
        settled(() => {
          this.retryLater();
          fail(false);
        }),
      );
    });
  }

  /** It was read, and is there, or is rightly not. */
  isRight(): void {
    this.#pause = firstPause;
  }

  retryLater(): void {
    if (this.#disposed || this.#next) return;
    this.#next = this.clock.after(this.#pause, () => {
      this.#next = undefined;
      this.again();
    });
    this.#pause = Math.min(2 * this.#pause, longestPause);
  }

  dispose(): void {
    this.#disposed = true;
    this.#next?.dispose();
  }
}
