import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import { songs } from '../spotify';
import { poll } from '../vscode/poll';
import type { Workbench } from '../vscode/workbench';
import { sharedWindow, type Stage } from './stage';
import './support';

/** What is used here of an image in the page. */
interface PageImage {
  complete: boolean;
  naturalWidth: number;
  src: string;
}

describe('in an editor', () => {
  let stage: Stage;
  let window: Workbench;
  beforeEach(async () => ({ stage, window } = await sharedWindow()));

  /** The text of the hover over the link in the line that begins so. */
  async function hover(beginning: string): Promise<string> {
    const line = window.page.locator('.view-line > span').filter({ hasText: beginning });
    const rows = window.page
      .locator('.monaco-editor .monaco-hover .hover-row')
      .filter({ hasText: 'Spotify' });
    // A line is drawn anew while VS Code still finds links in it, and takes its hover along: the mouse comes again.
    const shown = await poll(async () => {
      await window.page.mouse.move(640, 20);
      await rows.waitFor({ state: 'hidden' });
      const box = await line.boundingBox();
      if (!box) return false;
      await window.page.mouse.move(box.x + 220, box.y + box.height / 2, { steps: 4 });
      return poll(() => rows.isVisible(), 5_000);
    });
    assert.ok(shown, `a hover over "${beginning}"`);
    return (await rows.allInnerTexts())[0]?.replace(/\s+/g, ' ') ?? '';
  }

  it('a link says what it is, as its characters, and can be played', async () => {
    await window.page.keyboard.press('Control+P');
    await window.quickInput.type('notes.txt');
    await window.quickInput.row('notes.txt').first().click();
    await window.page.locator('.view-line').filter({ hasText: 'A song' }).waitFor();
    assert.match(
      await hover('A song'),
      /Kettle on the Moor The Paper Lanterns, Odile Marsh Second Harbour Song · 3:34 · 2024/,
    );
    const nasty = await hover('A nasty one');
    assert.ok(nasty.includes('**[x](command:workbench.action.quit)** <img src=x> $(sync~spin)'), nasty);
    await window.page.locator('.monaco-editor .monaco-hover a:visible').filter({ hasText: 'Play' }).click();
    assert.ok(await poll(() => stage.spotify.player.item?.uri === songs.markup.uri), 'it plays');
  });

  it('the account is a page with its picture, as its characters', async () => {
    const { user } = stage.spotify;
    const { displayName } = user;
    user.displayName = '**Wren** <img src=x> $(bell) [x](command:y) example.com';
    await window.runCommand('Spotify: Show Account');
    const body = preview(window).locator('body');
    // VS Code’s first webview starts a frame and a service worker.
    await body.locator('table').waitFor({ timeout: 60_000 });
    const text = await body.innerText();
    assert.ok(text.startsWith(user.displayName), text);
    assert.match(text, /Sign in again by\s+\w+ \d+, \d{4}\. Sessions/);
    const image = body.locator('img');
    const look = () =>
      image.evaluate(({ complete, naturalWidth, src }: PageImage) => ({ complete, naturalWidth, src }));
    assert.ok(await poll(async () => (await look()).naturalWidth > 0), 'the picture loads');
    assert.equal((await look()).src, user.images.find(({ width }) => width === 300)?.url);
    assert.equal(await image.count(), 1);
    user.displayName = displayName;
  });
});

/** The page of ours in a window. */
function preview(window: Workbench): FrameLocator {
  return window.page.frameLocator('iframe.webview').frameLocator('iframe');
}
