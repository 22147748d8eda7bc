import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';

const windows = process.platform === 'win32';

/** How a command ended, and all that it printed. */
interface Finished {
  code: number | null;
  output: string;
}

/**
 * Runs a command to its end.
 * @param options `quiet` keeps the output to the result; otherwise it is streamed to this console too.
 * @returns also when the command fails; a command that cannot be started has the code null.
 */
export async function run(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; quiet?: boolean } = {},
): Promise<Finished> {
  const child = spawn(command, args, { cwd: options.cwd, env: options.env ?? process.env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (options.quiet !== true) {
        process.stdout.write(text);
      }
    });
  }
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, output: `${output}${error.message}` }));
    child.once('close', (code) => resolve({ code, output }));
  });
}

/** A long-running command, and everything that it starts. */
export interface Group {
  readonly child: ChildProcess;
  /** What it has printed so far. */
  output(): string;
  /**
   * Resolves with the match as soon as the output has one.
   * @param timeout in milliseconds
   * @throws Error with the end of the output, after the timeout or when the command ends first.
   */
  waitForOutput(pattern: RegExp, timeout: number): Promise<RegExpExecArray>;
  /** Ends it with all its children, by force after 5 seconds; does nothing when it has ended already. */
  stop(): Promise<void>;
}

/** Starts a command as the leader of a process group of its own, which also ends with this process. */
export function startGroup(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Group {
  const child = spawn(command, args, { env, detached: !windows, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  child.once('error', (error) => (output += error.message));
  const closed = once(child, 'close').catch(() => undefined);
  void closed.then(atExit(() => signal(child, 'SIGKILL')));
  return {
    child,
    output: () => output,
    waitForOutput: (pattern, timeout) => outputMatch(child, () => output, pattern, timeout),
    stop: () => stop(child, closed),
  };
}

/** Each bundle of tests has a copy of this file, and all of them run in one process. */
const world = globalThis as { earshotEndings?: Set<() => void> };

/**
 * Has something done when this process ends, however it ends: a group of its own, for one, hears nothing of Ctrl+C.
 * @returns what takes that back
 */
export function atExit(ending: () => void): () => void {
  const endings = (world.earshotEndings ??= listenForTheEnd());
  endings.add(ending);
  return () => endings.delete(ending);
}

function listenForTheEnd(): Set<() => void> {
  const endings = new Set<() => void>();
  process.on('exit', () => endings.forEach((ending) => ending()));
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      // Who else listens wants to end in an orderly way.
      if (process.listenerCount(name) === 1) {
        process.exit(1);
      }
    });
  }
  return endings;
}

async function stop(child: ChildProcess, closed: Promise<unknown>): Promise<void> {
  signal(child, 'SIGTERM');
  const force = setTimeout(() => signal(child, 'SIGKILL'), 5_000);
  await closed;
  clearTimeout(force);
  // Whatever the leader left behind in its group goes too.
  signal(child, 'SIGKILL');
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) {
    return;
  }
  if (windows) {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F']);
    return;
  }
  try {
    process.kill(-child.pid, name);
  } catch {
    // The group is empty: all have ended.
  }
}

function outputMatch(
  child: ChildProcess,
  output: () => string,
  pattern: RegExp,
  timeout: number,
): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    const finish = (failure?: string) => {
      const match = pattern.exec(output());
      if (match === null && failure === undefined) {
        return;
      }
      clearTimeout(timer);
      child.stdout?.off('data', look);
      child.stderr?.off('data', look);
      child.off('close', ended);
      if (match) {
        resolve(match);
      } else {
        reject(new Error(`${failure}; its output ends with:\n${output().slice(-2_000)}`));
      }
    };
    const look = () => finish();
    const ended = () => finish(`${child.spawnfile} ended without printing ${String(pattern)}`);
    const timer = setTimeout(() => finish(`No ${String(pattern)} within ${timeout} ms`), timeout);
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
    child.once('close', ended);
    look();
  });
}
