import { fork, type ChildProcess } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { build, type Plugin } from 'esbuild';
import type { WindowRequest } from '../../../src/model/commands/windowRequest';
import { startSpotify, type Spotify } from '../../spotify';
import { granted, TemporaryFolder, until } from '../support';
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

  get pid(): number | undefined {
    return this.#process.pid;
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

/** Registers the hooks of tests with windows as processes: a stand-in, and the folders of a user who is signed in. */
export function processStage(
  programs: Readonly<Record<string, readonly Plugin[]>> = { window: [] },
): ProcessStage {
  const stage = new ProcessStage(programs);
  before(() => stage.build());
  after(() => stage.built.remove());
  beforeEach(() => stage.begin());
  afterEach(() => stage.end());
  return stage;
}

class ProcessStage {
  windows: WindowProcess[] = [];
  built!: TemporaryFolder;
  folder!: TemporaryFolder;
  spotify!: Spotify;

  constructor(private readonly programs: Readonly<Record<string, readonly Plugin[]>>) {}

  async build(): Promise<void> {
    this.built = await TemporaryFolder.make();
    for (const [name, plugins] of Object.entries(this.programs)) {
      await buildWindow(this.built.file(`${name}.js`), [...plugins]);
    }
  }

  async begin(): Promise<void> {
    this.windows = [];
    this.folder = await TemporaryFolder.make();
    this.spotify = await startSpotify();
    await mkdir(this.folder.file('files'));
    // As every version writes it.
    const { session } = granted(this.spotify);
    const record = { state: 'signedIn', writtenAt: this.spotify.now(), session };
    await writeFile(this.folder.file('files', 'earshot.session'), JSON.stringify(record));
  }

  /** @param machine the name of the one that it runs on, where that is not this one */
  open(program = 'window', machine?: string): WindowProcess {
    const { built, folder, spotify } = this;
    const window = new WindowProcess({
      program: built.file(`${program}.js`),
      files: folder.file('files'),
      runtimeFolder: folder.path,
      url: spotify.url,
      ...(machine !== undefined && { machine: [machine, folder.file('machines')] }),
    });
    this.windows.push(window);
    return window;
  }

  async end(): Promise<void> {
    await Promise.all(this.windows.map((window) => window.end()));
    await this.spotify.close();
    await this.folder.remove();
  }
}
