import type { Clock } from './clock';
import type { Log } from './host';

/** A line of the log. */
export interface LogLine {
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly level: keyof Log;
  readonly text: string;
}

const mostLines = 100;
const longestLine = 300;

/** Writes into a log, and keeps its last lines in memory, whatever level VS Code shows. */
export class RecentLog implements Log {
  readonly #lines: LogLine[] = [];

  constructor(
    private readonly log: Log,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  /** Oldest first; each is cut. */
  get lines(): readonly LogLine[] {
    return this.#lines;
  }

  debug(text: string): void {
    this.#write('debug', text);
  }

  info(text: string): void {
    this.#write('info', text);
  }

  warn(text: string): void {
    this.#write('warn', text);
  }

  error(text: string): void {
    this.#write('error', text);
  }

  #write(level: keyof Log, text: string): void {
    this.log[level](text);
    this.#lines.push({ at: this.clock.now(), level, text: text.slice(0, longestLine) });
    if (this.#lines.length > mostLines) this.#lines.shift();
  }
}
