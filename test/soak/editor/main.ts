import process from 'node:process';
import { percentile } from '../../bench/day/metric';
import { endAll, setStage, signIn, song, type Stage } from '../../e2e/stage';
import { track } from '../../spotify';
import type { Workbench } from '../../vscode/workbench';
import { extensionHosts, resourcesOf, type HostResources } from './extensionHosts';
import { Sightings } from './sightings';
import { pause } from '../windows';

export interface EditorFigures {
  readonly minutes: number;
  readonly songChanges: number;
  /** Of those that nothing disturbed, in all windows, in milliseconds. */
  readonly late: { readonly judged: number; readonly median: number; readonly p95: number };
  readonly commands: number;
  readonly faults: number;
  readonly requests: number;
  /** Of the windows that were open all the time, at the beginning and at the end. */
  readonly extensionHosts: readonly (readonly [HostResources, HostResources])[];
  readonly unmet: readonly string[];
}

const windowCount = 3;
/** As many songs as in an hour go by in some minutes. */
const songMs = 12_000;
/** Within this time an undisturbed change has to be seen, in milliseconds. */
const patienceMs = 6_000;
/** A fault is felt a little longer than it lasts. */
const afterFaultMs = 8_000;
/** Each at most. Garbage is collected when the extension host likes to. */
const growth = { memoryMB: 60, handles: 5 };
/** What a lost network leaves in the log. */
const expected = /: (ECONNRESET|timeout)$/;
/** Beyond the minutes: a VS Code that hangs must not keep this from its end. */
const graceMs = 240_000;

/**
 * A real VS Code with three windows, with songs so short that as many go by as in an hour: commands from all windows,
 * faults by the stand-in's control page, access tokens that expire, extension hosts that stand still as in a machine
 * that sleeps, and a window that is reloaded.
 */
export async function soakEditor(minutes = 5): Promise<EditorFigures> {
  const stage = await setStage();
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('VS Code hangs.')), minutes * 60_000 + graceMs);
  });
  try {
    return await Promise.race([new Hour(stage).live(minutes), tooLong]);
  } finally {
    clearTimeout(timer);
    await stage.close();
    await endAll();
  }
}

class Hour {
  readonly #windows: Workbench[] = [];
  readonly #sightings = new Sightings();
  readonly #disturbances: { from: number; to: number }[] = [];
  #commands = 0;
  #turns = 0;

  constructor(private readonly stage: Stage) {}

  async live(minutes: number): Promise<EditorFigures> {
    const { spotify, server } = this.stage;
    await this.#open(windowCount - 1);
    const steady = await extensionHosts(server.folder);
    await this.#open(windowCount);
    spotify.player.play(songs());
    const begun = Date.now();
    const watched = this.#windows.map((window) =>
      this.#sightings.watch(window, () => window.statusText(song)),
    );
    const acts = this.#acts();
    const act = async () => {
      await acts[this.#turns++ % acts.length]?.();
      await pause(patienceMs);
    };
    for (let warm = 0; warm < acts.length - 1; warm += 1) await act();
    const before = await Promise.all(steady.map(resourcesOf));
    while (Date.now() < begun + minutes * 60_000) await act();
    await pause(afterFaultMs);
    const after = await Promise.all(steady.map(resourcesOf));
    this.#sightings.end();
    await Promise.all(watched);
    const changes = spotify.player.changes.filter(({ at }) => at >= begun);
    const late = this.#sightings.lateness(changes, this.#disturbances, patienceMs);
    return {
      minutes,
      songChanges: changes.length,
      late: { judged: late.length, median: percentile(late, 0.5), p95: percentile(late, 0.95) },
      commands: this.#commands,
      faults: this.#disturbances.length,
      requests: spotify.requests.length,
      extensionHosts: before.map((held, index) => [held, after[index] ?? held] as const),
      unmet: [...judge(before, after, late), ...(await this.#complaints())],
    };
  }

  /** The first one is signed in; the others can read that when they are opened later. */
  async #open(count: number): Promise<void> {
    while (this.#windows.length < count) {
      const [first] = this.#windows;
      const window = await (first ? first.another() : this.stage.open());
      if (!first) await signIn(window);
      await window.waitForStatus(song, /^<music>/);
      this.#windows.push(window);
    }
  }

  /** What happens, one after the other, over and over. */
  #acts(): readonly (() => Promise<void>)[] {
    const { player } = this.stage.spotify;
    return [
      () => this.#command('Next'),
      () => this.#press('expire-access'),
      () => this.#command('Pause'),
      () => this.#command('Play'),
      () =>
        this.#disturbed(
          () => this.#press('offline'),
          4_000,
          () => this.#press('offline'),
        ),
      async () => {
        player.next();
        await this.#command('Refresh');
      },
      () =>
        this.#disturbed(
          () => this.#signal('SIGSTOP'),
          4_000,
          () => this.#signal('SIGCONT'),
        ),
      () => this.#command('Next'),
      () => this.#disturbed(() => this.#reload(), 0),
      () => this.#command('Next'),
      () => this.#press('expire-access'),
      () => this.#disturbed(() => this.#press('rate-limit'), 30_000),
    ];
  }

  /** From another window each time. */
  async #command(title: string): Promise<void> {
    const window = this.#windows[this.#commands++ % this.#windows.length];
    await window?.page.bringToFront();
    await window?.runCommand(`Spotify: ${title}`);
  }

  async #press(control: string): Promise<void> {
    const { url } = this.stage.spotify;
    const { status } = await fetch(`${url}/control/${control}`, { method: 'POST', redirect: 'manual' });
    if (status !== 303) throw new Error(`The control page has no ${control}.`);
  }

  async #signal(signal: 'SIGSTOP' | 'SIGCONT'): Promise<void> {
    for (const pid of await extensionHosts(this.stage.server.folder)) process.kill(pid, signal);
  }

  /** The last one: what the others hold is compared. */
  async #reload(): Promise<void> {
    await this.#windows.at(-1)?.reload();
    await this.#windows.at(-1)?.waitForStatus(song, /./);
  }

  async #disturbed(begin: () => Promise<void>, ms: number, end?: () => Promise<void>): Promise<void> {
    const disturbance = { from: Date.now(), to: Infinity };
    this.#disturbances.push(disturbance);
    try {
      await begin();
      await pause(ms);
    } finally {
      await end?.();
    }
    disturbance.to = Date.now() + afterFaultMs;
  }

  /** What the log says that nobody expects. */
  async #complaints(): Promise<string[]> {
    const lines = (await this.stage.log()).split('\n');
    const unexpected = lines.filter((line) => /\[(error|warning|warn)\]/.test(line) && !expected.test(line));
    return unexpected.map((line) => `The log has: ${line}`);
  }
}

function songs() {
  return Array.from({ length: 400 }, (_, index) => track({ title: `Song ${index + 1}`, durationMs: songMs }));
}

function judge(
  before: readonly HostResources[],
  after: readonly HostResources[],
  late: readonly number[],
): string[] {
  const grown = (what: 'memoryMB' | 'handles') =>
    before.some((held, index) => (after[index]?.[what] ?? 0) - held[what] > growth[what]);
  const unseen = late.filter((ms) => ms > patienceMs).length;
  return [
    ...(late.length === 0 ? ['No song change was undisturbed.'] : []),
    ...(unseen > 0 ? [`A song was not seen in time, ${unseen} times.`] : []),
    ...(grown('memoryMB') ? ['The memory of an extension host has grown.'] : []),
    ...(grown('handles') ? ['An extension host has more files and sockets open.'] : []),
  ];
}
