import type { LocalProblem } from '../model/playback/localApp';
import type { ChildEnd, ChildProcess } from '../platform/childProcess';
import type { Clock } from '../platform/clock';
import type { Disposable } from '../platform/lifecycle';
import { Emitter } from '../platform/event';
import { isChange } from './change';
import { LocalCommandError, type LocalCommand, type LocalPlayer, type LocalState } from './player';
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
  heard?(line: Line | Answer): void;
  /** What there is no way to do. */
  isImpossible(command: LocalCommand): boolean;
  problem(end: ChildEnd, before: LocalState): LocalProblem;
}

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: LocalCommandError) => void;
  timer: Disposable;
}

/** A player that is read and told by a script, which runs for as long as this does. */
export class ScriptPlayer<Line extends { readonly kind: string }> implements LocalPlayer {
  readonly #changed = new Emitter<LocalState>();
  readonly onDidChange = this.#changed.event;
  #state: LocalState = { kind: 'starting' };
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #greeted = false;
  #started = false;
  #disposed = false;
  #nextLook: Disposable | undefined;

  /** @param child takes over its ownership */
  constructor(
    private readonly script: Script<Line>,
    private readonly child: ChildProcess,
    private readonly clock: Clock,
  ) {
    child.onLine((line) => this.#heard(line));
    child.onEnd((end) => this.#ended(end));
  }

  get state(): LocalState {
    return this.#state;
  }

  start(): void {
    if (this.#started) return;
    this.#started = true;
    void this.#look();
  }

  async readPosition(): Promise<void> {
    await this.#ask({ command: 'read' }).catch(() => undefined);
  }

  execute(command: LocalCommand): Promise<void> {
    const request = this.script.isImpossible(command) ? undefined : scriptRequest(command);
    return request
      ? this.#ask(request)
      : Promise.reject(new LocalCommandError('There is no way to do this.'));
  }

  dispose(): void {
    this.#disposed = true;
    this.#nextLook?.dispose();
    this.child.dispose();
    this.#giveUp();
    this.#changed.dispose();
  }

  async #look(): Promise<void> {
    const isInstalled = await this.script.isInstalled().catch(() => false);
    if (this.#disposed) return;
    if (isInstalled) {
      this.child.start();
      return;
    }
    this.#set({ kind: 'unavailable', problem: 'notInstalled' });
    this.#nextLook = this.clock.after(installedMs, () => void this.#look());
  }

  #heard(text: string): void {
    const line = this.script.read(text);
    if (line === undefined) {
      this.child.reject();
      return;
    }
    if (!this.#greeted) {
      this.#greeted = true;
      for (const request of this.script.greeting()) this.#ask(request).catch(() => undefined);
    }
    this.script.heard?.(line);
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
      this.#settle(line.id)?.reject(new LocalCommandError('Spotify did not take it.'));
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
      return Promise.reject(new LocalCommandError('Nobody is there to do it.'));
    }
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { resolve, reject, timer: { dispose: () => undefined } };
      this.#waiting.set(id, waiting);
      this.#wait(id, waiting, commandMs);
    });
  }

  #wait(id: number, waiting: Waiting, ms: number): void {
    waiting.timer.dispose();
    waiting.timer = this.clock.after(ms, () =>
      this.#settle(id)?.reject(new LocalCommandError('Spotify did not answer.')),
    );
  }

  /** What waits under an ID, which from now on waits no more. */
  #settle(id = 0): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    waiting?.timer.dispose();
    this.#waiting.delete(id);
    return waiting;
  }

  #giveUp(): void {
    for (const id of [...this.#waiting.keys()]) {
      this.#settle(id)?.reject(new LocalCommandError('It ended meanwhile.'));
    }
  }

  #set(state: LocalState): void {
    const before = this.#state;
    this.#state = state;
    if (isChange(before, state)) this.#changed.fire(state);
  }
}
