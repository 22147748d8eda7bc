import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { readRecord } from '../../src/auth/session/session';
import type { Spotify } from '../spotify';
import { granted, type TemporaryFolder } from '../unit/support';
import { buildWindow, WindowProcess } from '../unit/windows/windowProcess';

/** Half a second, after which a role does not count as lost at once (`src/windows/meeting.ts`). */
const calmMs = 500;

/** All windows together have something asked so often. */
const askAgainMs = 50;

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits for other processes, and leaves them the processor. */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('It never came to that.');
    await pause(5);
  }
}

/** Windows as processes, always the same number, of a user who is signed in. */
export class Windows {
  readonly #all: WindowProcess[] = [];
  #open: WindowProcess[] = [];
  #over = false;

  constructor(
    private readonly folder: TemporaryFolder,
    private readonly spotify: Spotify,
    private readonly count: number,
  ) {}

  async begin(): Promise<void> {
    await buildWindow(this.folder.file('window.js'));
    await mkdir(this.#files);
    await mkdir(this.folder.file('run'));
    const record = {
      state: 'signedIn',
      writtenAt: this.spotify.now(),
      session: granted(this.spotify).session,
    };
    await writeFile(this.#session, JSON.stringify(record));
    for (let index = 0; index < this.count; index += 1) this.#openOne();
    await this.settled();
  }

  get open(): readonly WindowProcess[] {
    return this.#open;
  }

  /** Which windows have begun to ask, and when, the first first. */
  leaders(): { readonly window: WindowProcess; readonly at: number }[] {
    const roles = this.#all.flatMap((window) => window.all('role').map((role) => ({ ...role, window })));
    return roles.filter(({ leads }) => leads).sort((a, b) => a.at - b.at);
  }

  /** The one that asks, as soon as there is one. */
  async leader(): Promise<WindowProcess> {
    await until(() => this.#leader() !== undefined);
    return this.#leader() as WindowProcess;
  }

  /** The same, when all have had their role for a while. */
  async settled(): Promise<WindowProcess> {
    const calm = (window: WindowProcess) => Date.now() - (window.all('role').at(-1)?.at ?? Infinity) > calmMs;
    await until(() => this.#open.every(calm) && this.#leader() !== undefined);
    return this.#leader() as WindowProcess;
  }

  /** Ends or stops the one that asks; how long it took until another did, in milliseconds. */
  async replace(leader: WindowProcess, signal: 'SIGKILL' | 'SIGSTOP'): Promise<number> {
    const began = Date.now();
    const others = this.#open.filter((window) => window !== leader);
    if (signal === 'SIGKILL') this.#open = others;
    leader.signal(signal);
    const next = () => this.leaders().find(({ window, at }) => window !== leader && at >= began);
    await until(() => next() !== undefined);
    if (signal === 'SIGKILL') this.#openOne();
    return (next()?.at ?? Infinity) - began;
  }

  async isSignedIn(): Promise<boolean> {
    return readRecord(await readFile(this.#session, 'utf8'))?.state === 'signedIn';
  }

  /** What stays when all have gone and a last one has swept what is old. */
  async leave(): Promise<readonly string[]> {
    await this.end();
    const [folders, old] = [await this.#folders(), new Date(Date.now() - 120_000)];
    for (const file of folders.flat()) await utimes(file, old, old);
    this.#over = false;
    this.#openOne();
    await until(() => this.#leader() !== undefined);
    await this.end();
    const stays = /files\/(earshot\.session|requests\.log|session\.json|windows\.(key|place-[0-9a-f]{8}))$/;
    return (await this.#folders()).flat().filter((file) => !stays.test(file));
  }

  async end(): Promise<void> {
    this.#over = true;
    await Promise.all(this.#open.splice(0).map((window) => window.end()));
  }

  get #files(): string {
    return this.folder.file('files');
  }

  get #session(): string {
    return this.folder.file('files', 'earshot.session');
  }

  #folders(): Promise<string[][]> {
    const own = this.folder.file('run', `earshot-${process.getuid?.() ?? 0}`);
    return Promise.all(
      [this.#files, own].map(async (place) => (await readdir(place)).map((name) => `${place}/${name}`)),
    );
  }

  #openOne(): void {
    const { folder, spotify } = this;
    const window = new WindowProcess({
      program: folder.file('window.js'),
      files: this.#files,
      runtimeFolder: folder.file('run'),
      url: spotify.url,
    });
    this.#all.push(window);
    this.#open.push(window);
    void this.#keepAsking(window);
  }

  /** A window that always wants something of Spotify, so that two that ask at once are met in the act. */
  async #keepAsking(window: WindowProcess): Promise<void> {
    await until(() => this.#over || window.all('role').length > 0);
    while (!this.#over && this.#open.includes(window)) {
      window.send({ kind: 'devices' });
      await pause(askAgainMs * this.count);
    }
  }

  /** The one that has begun last, unless another took its place since or it has gone. */
  #leader(): WindowProcess | undefined {
    const newest = this.leaders().at(-1)?.window;
    return newest && this.#open.includes(newest) && newest.all('role').at(-1)?.leads ? newest : undefined;
  }
}
