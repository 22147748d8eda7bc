import type { AppRefusal } from '../model/errors/rejection';
import type { LocalProblem } from '../model/playback/localApp';
import type { ChildEnd, ChildProcess } from '../platform/childProcess';
import type { Clock } from '../platform/clock';
import type { Disposable } from '../platform/lifecycle';
import { Emitter } from '../platform/event';
import { isChange } from './change';
import { failureIn, LocalCommandError, type LocalCommand, type LocalPlayer, type LocalState } from './player';
import { type Answer, scriptRequest, type ScriptRequest } from './scriptFields';

/** How long a command may take. */
const commandMs = 2_000;
/** How long a user may take to say whether the app may be asked, which keeps the script waiting. */
const permissionMs = 120_000;
/** More would be of a player that does not answer. */
const mostWaiting = 20;
/** Between two looks for the app. */
const installedMs = 60_000;

/** One system's script, and what becomes of its lines. */
export interface Script<Line extends { readonly kind: string }> {
  /** Whether it is worth starting. */
  isInstalled(): Promise<boolean>;
  /** What it is told when it has said its first line. */
  greeting(): readonly ScriptRequest[];
  read(line: string): Line | Answer | undefined;
  state(before: LocalState, line: Line | Answer, observedAt: number): LocalState;
  /** For what concerns others than the state. */
  learn?(line: Line | Answer): void;
  readonly capabilities: LocalPlayer['capabilities'];
  /** Why the app did not take a command, by the number that the system has for it. */
  failure(code: number | undefined, state: LocalState): AppRefusal;
  problem(end: ChildEnd, before: LocalState): LocalProblem;
}

interface PendingRequest {
  readonly resolve: () => void;
  readonly reject: (error: LocalCommandError) => void;
  timer: Disposable;
}

/** A player that is read and told by a script, which runs for as long as this does. */
export class ScriptPlayer<Line extends { readonly kind: string }> implements LocalPlayer {
  readonly #changed = new Emitter<LocalState>();
  readonly onDidChange = this.#changed.event;
  #state: LocalState = { kind: 'starting' };
  readonly #waiting = new Map<number, PendingRequest>();
  #lastId = 0;
  #greeted = false;
  /** Which start this is; `undefined` while it is stopped. */
  #start: object | undefined;
  #nextLook: Disposable | undefined;

  /** @param child takes over its ownership */
  constructor(
    private readonly script: Script<Line>,
    private readonly child: ChildProcess,
    private readonly clock: Clock,
  ) {
    child.onLine((line) => this.#received(line));
    child.onEnd((end) => this.#ended(end));
  }

  get state(): LocalState {
    return this.#state;
  }

  get capabilities(): LocalPlayer['capabilities'] {
    return this.script.capabilities;
  }

  start(): void {
    if (this.#start) return;
    this.#start = {};
    void this.#look();
  }

  stop(): void {
    this.#start = undefined;
    this.#nextLook?.dispose();
    this.child.stop();
    this.#greeted = false;
    this.#giveUp();
    this.#set({ kind: 'starting' });
  }

  async readPosition(): Promise<void> {
    await this.#ask({ command: 'read' }).catch(() => undefined);
  }

  execute(command: LocalCommand): Promise<void> {
    const request = this.capabilities.has(command.kind) ? scriptRequest(command) : undefined;
    return request ? this.#ask(request) : Promise.reject(new LocalCommandError('unsupported'));
  }

  dispose(): void {
    this.#changed.dispose();
    this.stop();
    this.child.dispose();
  }

  async #look(): Promise<void> {
    const start = this.#start;
    const isInstalled = await this.script.isInstalled().catch(() => false);
    if (!start || start !== this.#start) return;
    if (isInstalled) {
      this.child.start();
      return;
    }
    this.#set({ kind: 'unavailable', problem: 'notInstalled' });
    this.#nextLook = this.clock.after(installedMs, () => void this.#look());
  }

  #received(text: string): void {
    const line = this.script.read(text);
    if (line === undefined) {
      this.child.reject();
      return;
    }
    if (!this.#greeted) {
      this.#greeted = true;
      for (const request of this.script.greeting()) this.#ask(request).catch(() => undefined);
    }
    this.script.learn?.(line);
    this.#set(this.script.state(this.#state, line, this.clock.monotonic()));
    this.#answered(line as Answer);
  }

  #answered(line: Answer): void {
    if (line.kind === 'asking') {
      this.child.allowSilence(permissionMs);
      for (const [id, waiting] of this.#waiting) this.#wait(id, waiting, permissionMs);
    } else if (line.kind === 'done') {
      this.#settle(line.id)?.resolve();
    } else if (line.kind === 'failed') {
      this.#settle(line.id)?.reject(new LocalCommandError(this.script.failure(line.code, this.#state)));
    }
  }

  #ended(end: ChildEnd): void {
    this.#greeted = false;
    this.#giveUp();
    this.#set({ kind: 'unavailable', problem: this.script.problem(end, this.#state) });
  }

  #ask(request: ScriptRequest): Promise<void> {
    const id = (this.#lastId += 1);
    if (this.#waiting.size >= mostWaiting || !this.child.send(JSON.stringify({ ...request, id }))) {
      return Promise.reject(new LocalCommandError(failureIn(this.#state)));
    }
    return new Promise((resolve, reject) => {
      const waiting: PendingRequest = { resolve, reject, timer: { dispose: () => undefined } };
      this.#waiting.set(id, waiting);
      this.#wait(id, waiting, commandMs);
    });
  }

  #wait(id: number, waiting: PendingRequest, ms: number): void {
    waiting.timer.dispose();
    waiting.timer = this.clock.after(ms, () => this.#settle(id)?.reject(new LocalCommandError('noAnswer')));
  }

  /** What waits under an ID, which from now on waits no more. */
  #settle(id = 0): PendingRequest | undefined {
    const waiting = this.#waiting.get(id);
    waiting?.timer.dispose();
    this.#waiting.delete(id);
    return waiting;
  }

  #giveUp(): void {
    for (const id of [...this.#waiting.keys()]) {
      this.#settle(id)?.reject(new LocalCommandError('noAnswer'));
    }
  }

  #set(state: LocalState): void {
    const before = this.#state;
    this.#state = state;
    if (isChange(before, state)) this.#changed.fire(state);
  }
}
