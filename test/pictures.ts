import { mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { endAll, setStage, signIn, song } from './e2e/stage';
import { songs, track } from './spotify';
import { poll } from './vscode/poll';
import { run } from './vscode/processes';
import { fromRoot } from './vscode/root';
import type { Workbench } from './vscode/workbench';

/** The window, and what the moving picture shows of it: its lower left corner. In pixels. */
const size = { width: 1280, height: 800 };
const part = { x: 0, y: 540, width: 640, height: 260 };

const folder = fromRoot('out', 'pictures');
const media = (name: string) => fromRoot('media', 'readme', name);

const next = track({
  title: 'Waltz for a Lighthouse',
  artists: ['Ada Wick'],
  album: 'Tin Weather',
  durationMs: 201_000,
});

/** A frame, and how long it shows, in milliseconds. */
interface Frame {
  readonly file: string;
  readonly ms: number;
}

/**
 * `npm run pictures`: the pictures of the README, taken of a real VS Code with the packaged extension. `img2webp`, of
 * libwebp, puts the moving one together (Debian’s package "webp").
 */
async function main(): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await mkdir(media('.'), { recursive: true });
  const settings = { 'earshot.statusBar.buttons': ['previous', 'playPause', 'next'] };
  const stage = await setStage({ settings });
  try {
    stage.spotify.player.play([songs.plain, next]);
    const window = await stage.open({ theme: 'Default Dark Modern', size });
    await signIn(window);
    await window.messages.notification('waiting for you to agree').waitFor({ state: 'hidden' });
    const { player } = stage.spotify;
    await join(await frames(window, () => player.isPlaying));
    player.play([songs.plain, next]);
    await window.runCommand('Spotify: Refresh');
    await window.waitForStatus(song, /^<music> Kettle/);
    await choose(window);
    await window.close();
  } finally {
    await stage.close();
    await endAll();
  }
}

/** The song, its hover, Pause, Next, and the hover of the next song. */
async function frames(window: Workbench, isPlaying: () => boolean): Promise<readonly Frame[]> {
  const taken: Frame[] = [];
  const take = async (ms: number) => {
    const file = path.join(folder, `${String(taken.length).padStart(2, '0')}.png`);
    await window.page.screenshot({ path: file, clip: part });
    taken.push({ file, ms });
  };
  const pointAt = async (name: string) => {
    const link = window.page.locator('.monaco-hover.workbench-hover a', {
      has: window.page.getByAltText(name),
    });
    const box = await link.first().boundingBox();
    if (!box) throw new Error(`The hover has no “${name}”.`);
    await window.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 5 });
    await take(700);
    return link.first();
  };
  await window.page.getByText('Signed in as').waitFor({ state: 'hidden' });
  await showPointer(window);
  await window.page.mouse.move(500, 640);
  await take(1_500);
  const hover = await window.hover(song);
  await poll(async () => (await hover.image())?.loaded === true);
  await take(2_000);
  await (await pointAt('Play or Pause')).click();
  await poll(() => !isPlaying());
  await window.waitForStatus(song, /^<earshot-paused> Kettle/);
  await take(1_500);
  await (await pointAt('Next')).click();
  await window.waitForStatus(song, /Waltz/);
  await take(700);
  await hover.close();
  const after = await window.hover(song);
  await poll(async () => (await after.image())?.loaded === true);
  await take(2_500);
  return taken;
}

/** The search above the editor, beside what plays and the playlists, dark and light. */
async function choose(window: Workbench): Promise<void> {
  const { page, quickInput } = window;
  await page.setViewportSize({ width: 1080, height: 760 });
  await window.runCommand('Spotify: Focus on Playlists View');
  await window.runCommand('Spotify: Focus on Now Playing View');
  const view = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  for (const [name, theme] of Object.entries({ dark: 'Dark Modern', light: 'Light Modern' })) {
    await window.runCommand('Preferences: Color Theme');
    await quickInput.type(theme);
    await quickInput.pick(theme);
    await window.runCommand('Spotify: Search…');
    await quickInput.type('kettle');
    await page.locator('.quick-input-list').getByText('Songs', { exact: true }).waitFor();
    await view.locator('.artwork img').waitFor();
    await page.screenshot({ path: media(`choose-${name}.png`) });
    await quickInput.cancel();
  }
}

/** A picture of a page has no mouse pointer: this draws one where it is. */
async function showPointer({ page }: Workbench): Promise<void> {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="22" viewBox="0 0 16 22"><path d="M1 1v17l4-4 3 7 3-1-3-7h6z" fill="white" stroke="black"/></svg>`;
  await page.evaluate(`{
    const pointer = document.createElement('div');
    pointer.style.cssText = 'position:fixed;z-index:1000000;width:16px;height:22px;pointer-events:none';
    pointer.style.backgroundImage = ${JSON.stringify(`url("data:image/svg+xml,${encodeURIComponent(drawing)}")`)};
    document.body.append(pointer);
    addEventListener('mousemove', ({ clientX, clientY }) => {
      pointer.style.left = clientX + 'px';
      pointer.style.top = clientY + 'px';
    }, true);
  }`);
}

/** @throws Error where `img2webp` is missing or fails */
async function join(all: readonly Frame[]): Promise<void> {
  const picture = media('hover.webp');
  const args = all.flatMap(({ file, ms }) => ['-lossless', '-d', `${ms}`, file]);
  const { code, output } = await run('img2webp', ['-loop', '0', ...args, '-o', picture], { quiet: true });
  if (code !== 0) throw new Error(`img2webp, of Debian’s package "webp", did not work: ${output}`);
  const { size: bytes } = await stat(picture);
  console.log(
    `${path.relative(fromRoot(), picture)}: ${all.length} frames, ${(bytes / 1024).toFixed(0)} KiB`,
  );
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
