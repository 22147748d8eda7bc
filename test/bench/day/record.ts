import { type Shown, unknown } from './trace';

export interface Moment {
  readonly at: number;
  readonly shown: Shown;
}

/** Who brought a change about: an item that came to its end, or a person elsewhere. */
export type Cause = 'natural' | 'external';

export interface TrueChange extends Moment {
  readonly cause: Cause;
}

/** What truly was, change by change. */
export class Truth {
  readonly changes: TrueChange[] = [];

  /** Notes what is now; no change when it is what was before. */
  note(change: TrueChange): void {
    if (this.changes.at(-1)?.shown !== change.shown) {
      this.changes.push(change);
    }
  }
}

/** What one window showed, change by change. */
export class Display {
  readonly moments: Moment[] = [];

  constructor(private readonly now: () => number) {}

  get shown(): Shown {
    return this.moments.at(-1)?.shown ?? unknown;
  }

  show(shown: Shown): void {
    if (this.shown !== shown) {
      this.moments.push({ at: this.now(), shown });
    }
  }
}
