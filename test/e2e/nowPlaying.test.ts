import assert from 'node:assert/strict';
import axe from 'axe-core';
import type { Frame, FrameLocator } from 'playwright-core';
import { songs } from '../spotify';
import { poll } from '../vscode/poll';
import type { Workbench } from '../vscode/workbench';
import { sharedWindow, song, type Stage } from './stage';
import './support';

describe('the view "Now Playing"', () => {
  let stage: Stage;
  let window: Workbench;
  let view: FrameLocator;
  beforeEach(async () => {
    ({ stage, window } = await sharedWindow());
    // A page in an editor has such a frame, too.
    await window.runCommand('View: Close All Editors');
    await window.runCommand('Spotify: Focus on Now Playing View');
    view = window.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    await view.locator('h1', { hasText: 'Kettle on the Moor' }).waitFor();
  });
  afterEach(() => window.runCommand('View: Show Explorer'));

  it('does what is clicked and typed in it, and has what came while it was hidden, as its characters', async () => {
    const { player } = stage.spotify;
    const artwork = view.locator('.artwork img');
    assert.ok(await poll(async () => (await artwork.evaluate(widthOf)) > 0), 'the artwork is there');
    await view.getByRole('button', { name: 'Pause' }).click();
    assert.ok(await poll(() => !player.isPlaying), 'it is paused');
    await view.getByRole('button', { name: 'Play', exact: true }).waitFor();
    const slider = view.getByRole('slider', { name: 'Position' });
    await slider.press('Home');
    assert.ok(await poll(() => player.positionMs === 0), 'it is at the beginning');
    await slider.press('ArrowRight');
    assert.ok(await poll(() => player.positionMs === 5_000), 'it is five seconds on');
    assert.equal(await slider.getAttribute('aria-valuetext'), '0:05 of 3:34');

    await window.runCommand('View: Show Explorer');
    await view.locator('h1').waitFor({ state: 'detached' });
    player.play([songs.markup]);
    await window.runCommand('Spotify: Refresh');
    await window.waitForStatus(song, /command/);
    await window.runCommand('Spotify: Focus on Now Playing View');
    const title = '**[x](command:workbench.action.quit)** <img src=x> $(sync~spin)';
    await view.locator('h1', { hasText: title }).waitFor();
    assert.equal(await view.locator('img').count(), 1);
  });

  it('has nothing that axe-core finds wrong, in light, dark and high contrast, narrow and wide', async () => {
    const frame = await (await view.locator('html').elementHandle()).ownerFrame();
    assert.ok(frame);
    // The policy of the page keeps out what it did not bring; this comes by the browser's own tools.
    await frame.evaluate(axe.source);
    for (const theme of ['Dark Modern', 'Dark High Contrast', 'Light Modern']) {
      await window.runCommand('Preferences: Color Theme');
      await window.quickInput.type(theme);
      await window.quickInput.pick(theme);
      await view.locator(`body[data-vscode-theme-name="${theme}"]`).waitFor();
      for (const width of [200, 600]) {
        await window.page.locator('iframe.webview.ready').evaluate(setWidth, width);
        assert.ok(await poll(async () => (await frame.evaluate('innerWidth')) === width));
        assert.deepEqual(await violations(frame), [], `${theme}, ${width} pixels`);
        assert.equal(await frame.evaluate('document.documentElement.scrollWidth'), width, theme);
      }
    }
  });
});

const widthOf = ({ naturalWidth }: { readonly naturalWidth: number }) => naturalWidth;

function setWidth(element: { readonly style: { width: string } }, width: number): void {
  element.style.width = `${width}px`;
}

/** What axe-core finds wrong with a page, each with the elements that it is about. */
async function violations(frame: Frame): Promise<readonly string[]> {
  // What VS Code paints behind the page is not in it.
  await frame.evaluate("document.body.style.background = 'var(--vscode-sideBar-background)'");
  const { violations } = await frame.evaluate<axe.AxeResults>('axe.run()');
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
