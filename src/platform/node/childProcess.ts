import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import type { ChildEnd, ChildProcess, OpenChildProcess, Program, Supervision } from '../childProcess';
import type { Clock } from '../clock';
import type { Disposable } from '../lifecycle';
import { Emitter } from '../event';
import type { Log } from '../host';

/** In UTF-16 code units: of a line, and of what waits for a child that does not read. */
const longestLine = 65_536;
/** Of stderr: what may be logged, what is kept, and what is borne. */
const [loggedStderr, keptStderr, mostStderr] = [200, 4_096, 1_000_000];
/** What could steer a terminal, cannot be seen, or is half a character; without the ends of lines. */
const unprintable = /[^\P{C}\n]/gu;
/** More lines in that time are no news any more. */
const [mostLines, floodMs] = [300, 10_000];
/** How long the first line may take: PowerShell starts slowly, and is looked at by products against malware. */
const startMs = 30_000;
/** How long it may be silent before it is probed, and how long it then has to answer. */
const [quietMs, answerMs] = [30_000, 10_000];
/** After its exit, for what it started and what holds its pipes. */
const drainMs = 1_000;
/** Between two starts. */
const [firstPauseMs, longestPauseMs, lastingPauseMs] = [1_000, 60_000, 600_000];
/** Who has run for so long is none that dies at each start. */
const soundMs = 60_000;
export const openChildProcess: OpenChildProcess = (...args) => new KeptProcess(...args);

/** Starts a program, and starts it anew after pauses that grow. */
class KeptProcess implements ChildProcess {
  readonly #received = new Emitter<string>();
  readonly onLine = this.#received.event;
  readonly #end = new Emitter<ChildEnd>();
  readonly onEnd = this.#end.event;
  #life: Life | undefined;
  #nextStart: Disposable | undefined;
  #failures = 0;
  #logged = '';
  #disposed = false;

  constructor(
    private readonly program: Program,
    private readonly supervision: Supervision,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  start(): void {
    if (this.#life || this.#nextStart || this.#disposed) return;
    const started = this.clock.monotonic();
    this.#life = new Life(this.program, this.supervision.probe, this.clock, {
      received: (line) => this.#received.fire(line),
      end: (end) => this.#ended(end, this.clock.monotonic() - started),
    });
  }

  send(line: string): boolean {
    return this.#life?.send(line) ?? false;
  }

  reject(): void {
    this.#life?.breakOff('unreadable');
  }

  allowSilence(ms: number): void {
    this.#life?.watch(ms);
  }

  stop(): void {
    this.#nextStart?.dispose();
    this.#nextStart = undefined;
    this.#life?.dispose();
    this.#life = undefined;
    this.#failures = 0;
  }

  dispose(): void {
    this.#disposed = true;
    this.stop();
    this.#received.dispose();
    this.#end.dispose();
  }

  #ended(end: ChildEnd, lastedMs: number): void {
    this.#life = undefined;
    this.#failures = lastedMs >= soundMs ? 1 : this.#failures + 1;
    const growing = Math.min(longestPauseMs, firstPauseMs * 2 ** (this.#failures - 1));
    this.#nextStart = this.clock.after(this.supervision.isLasting(end) ? lastingPauseMs : growing, () => {
      this.#nextStart = undefined;
      this.start();
    });
    const text = `${path.basename(this.program.file)} ended: ${describe(end)}`;
    if (text !== this.#logged) this.log.warn(text);
    this.#logged = text;
    this.#end.fire(end);
  }
}

interface LifeListener {
  readonly received: (line: string) => void;
  /** Called once, and never by the constructor. */
  readonly end: (end: ChildEnd) => void;
}

/** One child process, from its start to its end. */
class Life implements Disposable {
  readonly #child: ChildProcessWithoutNullStreams | undefined;
  #over = false;
  #rest = '';
  #stderr = '';
  #stderrLength = 0;
  #counted = { lines: 0, since: 0 };
  /** Whether it has said anything at all, and since it was looked at last. */
  #spoke = false;
  #silent = true;
  #timer: Disposable | undefined;

  constructor(
    { file, args }: Program,
    private readonly probe: string,
    private readonly clock: Clock,
    private readonly listener: LifeListener,
  ) {
    try {
      // On Windows the folder that a process stands in cannot be replaced: VS Code's own would hinder its updates.
      const options = { cwd: path.dirname(file), env: ownEnvironment(), windowsHide: true };
      this.#child = spawn(file, args, { ...options, stdio: 'pipe' });
      this.#listen(this.#child);
      this.watch(startMs);
    } catch (error) {
      queueMicrotask(() => this.#finish({ kind: 'notStarted', code: codeOf(error) }));
    }
  }

  send(line: string): boolean {
    const stdin = this.#child?.stdin;
    if (this.#over || !stdin?.writable || stdin.writableLength > longestLine) return false;
    stdin.write(`${line}\n`);
    return true;
  }

  /** Looks after `ms` milliseconds whether it still speaks, and from then on regularly. */
  watch(ms: number, probed = false): void {
    this.#timer?.dispose();
    this.#silent = true;
    this.#timer = this.clock.after(ms, () => {
      if (!this.#silent) {
        this.watch(quietMs);
      } else if (probed || !this.#spoke) {
        this.breakOff('silent');
      } else {
        this.send(this.probe);
        this.watch(answerMs, true);
      }
    });
  }

  breakOff(reason: Extract<ChildEnd, { kind: 'broken' }>['reason']): void {
    this.#finish({ kind: 'broken', reason });
  }

  /** The scripts keep nothing that would have to be put in order: what hangs and what does not goes the same way. */
  dispose(): void {
    this.#over = true;
    this.#timer?.dispose();
    const child = this.#child;
    for (const stream of [child?.stdin, child?.stdout, child?.stderr]) stream?.destroy();
    child?.kill('SIGKILL');
  }

  #listen(child: ChildProcessWithoutNullStreams): void {
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => this.#read(chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => this.#readStderr(chunk));
    // Each comes with an end of the child, which is told below; an "error" that nobody listens to would be thrown.
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.on('error', () => undefined);
    child.on('error', (error) => {
      // There are others that leave it running, such as one of a signal that could not be sent.
      if (child.pid === undefined) this.#finish({ kind: 'notStarted', code: codeOf(error) });
    });
    child.once('exit', () => {
      if (this.#over) return;
      this.#timer?.dispose();
      this.#timer = this.clock.after(drainMs, () => {
        for (const stream of [child.stdout, child.stderr]) stream.destroy();
      });
    });
    child.once('close', (code) =>
      this.#finish({ kind: 'exited', code: code ?? undefined, stderr: this.#stderr }),
    );
  }

  #finish(end: ChildEnd): void {
    if (this.#over) return;
    this.dispose();
    this.listener.end(end);
  }

  #read(chunk: string): void {
    const lines = (this.#rest + chunk).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      // Whoever was told the line before may have ended it.
      if (this.#over) return;
      const fault = this.#isFlood() ? 'flood' : line.length > longestLine ? 'longLine' : undefined;
      if (fault) {
        this.breakOff(fault);
        return;
      }
      this.#spoke = true;
      this.#silent = false;
      this.listener.received(line.replace(/^\ufeff|\r$/g, ''));
    }
    if (this.#rest.length > longestLine) this.breakOff('longLine');
  }

  #isFlood(): boolean {
    const now = this.clock.monotonic();
    if (now - this.#counted.since > floodMs) this.#counted = { lines: 0, since: now };
    this.#counted.lines += 1;
    return this.#counted.lines > mostLines;
  }

  #readStderr(chunk: string): void {
    this.#stderr += chunk.slice(0, keptStderr - this.#stderr.length);
    this.#stderrLength += chunk.length;
    if (this.#stderrLength > mostStderr) this.breakOff('flood');
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN';
}

/**
 * Ours, without what speaks to Node, Electron and VS Code, and without the folders of modules: those of PowerShell 7
 * keep Windows PowerShell from finding its own.
 */
function ownEnvironment(): NodeJS.ProcessEnv {
  const foreign = /^(NODE_|ELECTRON_|VSCODE_|PSModulePath$)/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

/** What may be logged: of what it wrote the first line alone, since what follows may say what plays, and where. */
function describe(end: ChildEnd): string {
  if (end.kind === 'broken') return end.reason;
  if (end.kind === 'notStarted') return `could not start (${end.code})`;
  const [said = ''] = end.stderr.trim().slice(0, loggedStderr).replace(unprintable, '').split('\n', 1);
  return `${end.code === undefined ? 'by a signal' : `exit code ${end.code}`}${said && `, ${said}`}`;
}
