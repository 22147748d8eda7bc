import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import { songs } from '../spotify';
import { faultsOfColor, faultsOfForm, loadAxe } from '../vscode/accessibility';
import { poll } from '../vscode/poll';
import { themeVariables } from '../vscode/webviewPage';
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

  it('keeps nobody from using it, and has the colors with which its page is tested without VS Code', async () => {
    const theme = 'Dark Modern';
    await window.runCommand('Preferences: Color Theme');
    await window.quickInput.type(theme);
    await window.quickInput.pick(theme);
    await view.locator(`body[data-vscode-theme-name="${theme}"]`).waitFor();
    const frame = await (await view.locator('html').elementHandle()).ownerFrame();
    assert.ok(frame);
    const variables = themeVariables(theme);
    const given = Object.keys(variables).map(
      (name) => `['${name}', document.documentElement.style.getPropertyValue('${name}')]`,
    );
    assert.deepEqual(await frame.evaluate(`Object.fromEntries([${given.join()}])`), variables);
    await loadAxe(frame);
    // What VS Code paints behind the page is not in it.
    await frame.evaluate("document.body.style.background = 'var(--vscode-sideBar-background)'");
    assert.deepEqual([...(await faultsOfForm(frame)), ...(await faultsOfColor(frame))], []);
  });
});

const widthOf = ({ naturalWidth }: { readonly naturalWidth: number }) => naturalWidth;
