import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { build, type Plugin } from 'esbuild';
import type { WindowRequest } from '../../../src/model/commands/windowRequest';
import { until } from '../support';
import type { WindowReport } from './versionedWindow';

/** Makes a program of `versionedWindow.ts`. */
export async function buildWindow(outfile: string, plugins: Plugin[] = []): Promise<void> {
  await build({
    entryPoints: [path.join(process.cwd(), 'test/unit/windows/versionedWindow.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    external: ['web-streams-polyfill/*'],
    logLevel: 'warning',
    plugins,
  });
}

interface WindowProcessOptions {
  readonly program: string;
  /** The folder of the files that all windows share. */
  readonly files: string;
  /** Of the user's session. */
  readonly runtimeFolder: string;
  /** Of the stand-in. */
  readonly url: string;
  /** Where it is not this machine's: the name of its own, and where machines keep what is theirs. */
  readonly machine?: readonly [name: string, folder: string];
}

type OfKind<K extends WindowReport['kind']> = Extract<WindowReport, { readonly kind: K }>;

/** A window in a process of its own, which can be killed and stopped. */
export class WindowProcess {
  readonly reports: WindowReport[] = [];
  readonly #process: ChildProcess;
  readonly #ended: Promise<unknown>;

  constructor({ program, files, runtimeFolder, url, machine }: WindowProcessOptions) {
    const env = { ...process.env, XDG_RUNTIME_DIR: runtimeFolder };
    this.#process = fork(program, [files, url, ...(machine ?? [])], { env });
    this.#process.on('message', (told) => this.reports.push(told as WindowReport));
    this.#ended = new Promise((resolve) => this.#process.once('exit', resolve));
  }

  /** What it told of a kind, the first first. */
  all<K extends WindowReport['kind']>(kind: K): readonly OfKind<K>[] {
    return this.reports.filter((told): told is OfKind<K> => told.kind === kind);
  }

  /** Waits until it shows something of that kind. */
  async shows(kind: 'item' | 'problem', name: string): Promise<this> {
    await until(() => this.all('shown').at(-1)?.[kind] === name);
    return this;
  }

  async request(request: WindowRequest): Promise<unknown> {
    const before = this.all('done').length;
    this.send(request);
    await until(() => this.all('done').length > before);
    return this.all('done').at(-1)?.outcome;
  }

  /** The same without waiting for it, nor minding that the window has gone. */
  send(request: WindowRequest): void {
    if (this.#process.connected) this.#process.send(request, () => undefined);
  }

  /** SIGKILL, SIGSTOP and SIGCONT cannot be caught. */
  signal(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
    this.#process.kill(signal);
  }

  async end(): Promise<void> {
    // One that a failed test has left stopped would never end.
    this.signal('SIGCONT');
    if (this.#process.connected) this.#process.disconnect();
    await this.#ended;
  }
}
