import { readFile } from 'node:fs/promises';
import { endAll, setStage, signIn, song, vsix } from '../e2e/stage';
import { benchDays } from './day/main';
import { earshot } from './day/ours';
import { simulate } from './day/simulate';
import { traces } from './day/traces';
import { sizesInWords, sizesOf } from '../release/sizes';
import { track } from '../spotify';
import { localApp } from './localApp';
import type { Workbench } from '../vscode/workbench';
import { benchLibrary, firstPages } from './library';
import { worstFiles } from './worstFile';
import { worstReplies } from './worstReply';

/** `npm run bench`: figures, not verdicts. Quote them with the machine that they were taken on. */
async function main(): Promise<void> {
  console.log(sizesInWords(await sizesOf(await readFile(vsix))));
  worstReplies();
  worstFiles();
  await benchLibrary();
  await activation(10);
  await naturalChanges(8);
  await sharedChanges(5, 6);
  await firstPages();
  await localApp(12, 20);
  await endAll();
  await benchDays();
  await heap();
}

/** What a morning of polling leaves behind in memory; needs `--expose-gc`. */
async function heap(): Promise<void> {
  const used = () => {
    globalThis.gc?.();
    return process.memoryUsage().heapUsed / 1024;
  };
  const [workday] = traces(1);
  if (!workday) return;
  // Up to eleven in the morning: a night and the first hour of music.
  const morning = { ...workday, lengthMs: 11 * 3_600_000 };
  await simulate(morning, earshot, 1);
  const before = used();
  await simulate(morning, earshot, 1);
  console.log(`heap left behind by a simulated morning: ${(used() - before).toFixed(0)} KiB`);
}

/** Starts the extension host anew `times` times and reads what the extension says of its own `activate()`. */
async function activation(times: number): Promise<void> {
  const stage = await setStage();
  try {
    for (let i = 0; i < times; i++) {
      const window = await stage.open();
      await window.waitForStatus(song, /Sign in/);
      await window.close();
    }
    const logs = await stage.server.extensionLogs();
    const ms = logs.flatMap(({ text }) =>
      Array.from(text.matchAll(/Activated in (\d+) ms/g), ([, n]) => Number(n)),
    );
    console.log(`activate() in ${ms.length} starts of VS Code 1.139: ${spread(ms)} ms`);
  } finally {
    await stage.close();
  }
}

/** Plays short songs to their ends, and measures how late each next one stands in the status bar. */
async function naturalChanges(times: number): Promise<void> {
  const stage = await setStage();
  try {
    const window = await stage.open();
    await signIn(window);
    await watchStatus(window);
    const titles = Array.from({ length: times + 1 }, (_, i) => `Short Song ${i}`);
    stage.spotify.player.play(titles.map((title) => track({ title, artists: ['Bench'], durationMs: 9_000 })));
    await window.runCommand('Spotify: Refresh');
    await window.waitForStatus(song, new RegExp(`Short Song ${times} `), { timeout: times * 9_000 + 30_000 });
    const statusTexts = await statusChanges(window);
    const late = stage.spotify.player.changes
      .filter(({ title }) => titles.indexOf(title) > 0)
      .map(
        ({ at, title }) => (statusTexts.find(({ text }) => text.includes(`${title} `))?.at ?? Infinity) - at,
      );
    console.log(`lateness of ${late.length} natural changes: ${spread(late)} ms`);
    await window.close();
  } finally {
    await stage.close();
  }
}

/** Changes the song `times` times, and measures how long after the first window the last of all shows it. */
async function sharedChanges(count: number, times: number): Promise<void> {
  const stage = await setStage();
  try {
    const first = await stage.open();
    await signIn(first);
    const windows = [first];
    while (windows.length < count) {
      const window = await first.another();
      await window.waitForStatus(song, /Kettle/);
      windows.push(window);
    }
    const spans: number[] = [];
    for (let i = 0; i < times; i++) {
      const title = `Shared Song ${i}`;
      stage.spotify.player.play([track({ title, artists: ['Bench'], durationMs: 200_000 })]);
      await windows.at(-1)?.runCommand('Spotify: Refresh');
      for (const window of windows) await window.waitForStatus(song, new RegExp(title));
      const logs = await stage.server.extensionLogs();
      const shown = logs
        .flatMap(({ text }) => Array.from(text.matchAll(/^(\S+) .*Status bar: .*$/gm)))
        .filter(([line]) => line.includes(title))
        .map(([, at = '']) => Date.parse(at));
      spans.push(Math.max(...shown) - Math.min(...shown));
    }
    console.log(`from the first to the last of ${count} windows: ${spread(spans)} ms`);
    for (const window of windows) await window.close();
  } finally {
    await stage.close();
  }
}

interface Change {
  readonly at: number;
  readonly text: string;
}

async function watchStatus(window: Workbench): Promise<void> {
  await window.statusItem(song).evaluate((item: { textContent: string }) => {
    const world = globalThis as unknown as PageWorld;
    world.statusChanges = [];
    const note = () => world.statusChanges.push({ at: Date.now(), text: item.textContent });
    new world.MutationObserver(note).observe(item, { subtree: true, childList: true, characterData: true });
  });
}

async function statusChanges(window: Workbench): Promise<Change[]> {
  return window.page.evaluate(() => (globalThis as unknown as PageWorld).statusChanges);
}

/** What is used of the page's world: the compiler knows Node's only. */
interface PageWorld {
  statusChanges: Change[];
  MutationObserver: new (changed: () => void) => { observe(target: unknown, options: object): void };
}

function spread(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return `median ${at(0.5)}, least ${at(0)}, most ${at(1)}`;
}

main().catch((error: unknown) => {
  console.error(error);
  // A browser that is still open would keep the process alive.
  process.exit(1);
});
