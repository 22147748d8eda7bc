import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { songs, startSpotify, type Spotify } from '../spotify';
import { granted, TemporaryFolder } from '../unit/support';
import { buildWindow, WindowProcess } from '../unit/windows/windowProcess';

export interface LeaderFigures {
  /** Milliseconds until another window asks, after each kill and after each stop. */
  readonly afterKills: readonly number[];
  readonly afterStops: readonly number[];
  readonly requests: number;
  /** Requests that a window began after another had taken the place. */
  readonly foreign: number;
  /** Files that are left in the end beyond those that stay. */
  readonly left: readonly string[];
}

/** So many windows are open, one of which asks. */
const count = 4;
/** Half a second, after which a role does not count as lost at once (`src/windows/meeting.ts`). */
const calmMs = 500;

/** Between two things that a window has asked. */
const askAgainMs = 200;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits for other processes, and leaves them the processor. */
async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('It never came to that.');
    await pause(5);
  }
}

/** Kills and stops the window that asks, again and again, while each of the others has something asked. */
export async function soakLeader({
  kills,
  stops,
}: {
  readonly kills: number;
  readonly stops: number;
}): Promise<LeaderFigures> {
  const folder = await TemporaryFolder.make();
  const spotify = await startSpotify();
  const windows = new Windows(folder, spotify);
  try {
    await windows.begin();
    const afterKills: number[] = [];
    const afterStops: number[] = [];
    for (let turn = 0; turn < kills; turn += 1) afterKills.push(await windows.killLeader());
    for (let turn = 0; turn < stops; turn += 1) afterStops.push(await windows.stopLeader());
    return { afterKills, afterStops, ...windows.requests(), left: await windows.leave() };
  } finally {
    await windows.end();
    await spotify.close();
    await folder.remove();
  }
}

class Windows {
  readonly #all: WindowProcess[] = [];
  #open: WindowProcess[] = [];
  #over = false;

  constructor(
    private readonly folder: TemporaryFolder,
    private readonly spotify: Spotify,
  ) {}

  async begin(): Promise<void> {
    await buildWindow(this.folder.file('window.js'));
    await mkdir(this.#files);
    await mkdir(this.folder.file('run'));
    this.spotify.player.play(songs.plain);
    const record = {
      state: 'signedIn',
      writtenAt: this.spotify.now(),
      session: granted(this.spotify).session,
    };
    await writeFile(this.folder.file('files', 'earshot.session'), JSON.stringify(record));
    for (let index = 0; index < count; index += 1) this.#openOne();
    await this.#settled();
  }

  async killLeader(): Promise<number> {
    const leader = await this.#settled();
    return this.#replace(leader, 'SIGKILL');
  }

  /** It wakes up when another one has taken its place, and follows. */
  async stopLeader(): Promise<number> {
    const leader = await this.#settled();
    const took = await this.#replace(leader, 'SIGSTOP');
    const told = leader.reports.length;
    leader.signal('SIGCONT');
    await until(() => leader.reports.slice(told).some((one) => one.kind === 'role' && !one.leads));
    return took;
  }

  /** When, and by whom, Spotify was asked. */
  requests(): Pick<LeaderFigures, 'requests' | 'foreign'> {
    const roles = this.#all.flatMap((window) => window.all('role').map((role) => ({ ...role, window })));
    const begun = roles.filter(({ leads }) => leads).toSorted((a, b) => a.at - b.at);
    const asked = this.#all
      .flatMap((window) => window.all('asked').map((request) => ({ ...request, window })))
      .toSorted((a, b) => a.at - b.at);
    const foreign = asked.filter(
      ({ at, window }) => begun.findLast((role) => role.at <= at)?.window !== window,
    );
    return { requests: asked.length, foreign: foreign.length };
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
      await pause(askAgainMs);
    }
  }

  #leader(): WindowProcess | undefined {
    const leaders = this.#open.filter((window) => window.all('role').at(-1)?.leads);
    return leaders.length === 1 ? leaders[0] : undefined;
  }

  /** All have had their role for a while, and one of them asks. */
  async #settled(): Promise<WindowProcess> {
    const calm = (window: WindowProcess) => Date.now() - (window.all('role').at(-1)?.at ?? Infinity) > calmMs;
    await until(() => this.#open.every(calm) && this.#leader() !== undefined);
    return this.#leader() as WindowProcess;
  }

  async #replace(leader: WindowProcess, signal: 'SIGKILL' | 'SIGSTOP'): Promise<number> {
    const began = Date.now();
    const others = this.#open.filter((window) => window !== leader);
    if (signal === 'SIGKILL') this.#open = others;
    leader.signal(signal);
    const next = () =>
      others.flatMap((window) => window.all('role')).find(({ leads, at }) => leads && at >= began);
    await until(() => next() !== undefined);
    if (signal === 'SIGKILL') this.#openOne();
    return (next()?.at ?? Infinity) - began;
  }
}
