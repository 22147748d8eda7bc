import type { Clock } from './clock';
import type { Disposable } from './lifecycle';
import type { Event } from './event';
import type { Log } from './host';

/** What is started: never through a shell, and never looked up in `PATH`. */
export interface Program {
  /** An absolute path. */
  readonly file: string;
  readonly args: readonly string[];
}

/** How one life of a child process came to its end. */
export type ChildEnd =
  /** The system did not start it; `code` as in `ENOENT`, or `UNKNOWN` where Windows has a reason that Node does not know. */
  | { readonly kind: 'notStarted'; readonly code: string }
  | {
      readonly kind: 'exited';
      /** `undefined` where a signal ended it. */
      readonly code: number | undefined;
      /** The first characters of what it wrote there, as it wrote them. */
      readonly stderr: string;
    }
  /** It was ended from here: it was silent, said too much, or what cannot be read. */
  | { readonly kind: 'broken'; readonly reason: 'silent' | 'flood' | 'longLine' | 'unreadable' };

/** A program that is kept running, and spoken with in lines of text. */
export interface ChildProcess extends Disposable {
  /** A whole line without its end, at most 65,536 UTF-16 code units. */
  readonly onLine: Event<string>;
  /** It has ended, and will be started anew after a pause. */
  readonly onEnd: Event<ChildEnd>;
  /** Starts it, unless it runs or is about to. */
  start(): void;
  /** Ends it, without an `onEnd`, until it is started again. */
  stop(): void;
  /** @returns whether it was handed over: not if nothing runs, or if what was sent before has not been read yet */
  send(line: string): boolean;
  /** Ends it because it said what cannot be read. */
  reject(): void;
  /** For so many milliseconds its silence is no sign that it hangs. */
  allowSilence(ms: number): void;
}

export interface Supervision {
  /** A line that the program answers with any other; sent when it was silent for long. */
  readonly probe: string;
  /** Whether it would end the same way again soon; then it is tried every ten minutes only. */
  readonly isLasting: (end: ChildEnd) => boolean;
}

export type OpenChildProcess = (
  program: Program,
  supervision: Supervision,
  clock: Clock,
  log: Log,
) => ChildProcess;
