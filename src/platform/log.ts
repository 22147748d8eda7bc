/**
 * The part of VS Code's `LogOutputChannel` that is used. Callers pass facts that they have chosen (a status, a
 * reason, a duration), never a whole error, reply or address: see `describeError`.
 */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
