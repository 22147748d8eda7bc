import assert from 'node:assert/strict';
import { songs } from '../spotify';
import { poll } from '../vscode/poll';
import type { Workbench } from '../vscode/workbench';
import { sharedWindow, song, type Stage } from './stage';
import './support';

describe('the search', () => {
  let stage: Stage;
  let window: Workbench;
  beforeEach(async () => ({ stage, window } = await sharedWindow()));

  it('finds a song in the groups that VS Code shows, with a nasty title as it is, and plays it', async () => {
    const { quickInput, page } = window;
    await window.runCommand('Spotify: Search…');
    await quickInput.waitFor('Search');
    await quickInput.type('x');
    await page.locator('.quick-input-list-separator', { hasText: 'Songs' }).waitFor();
    await quickInput.row(songs.markup.title).first().click();
    await window.waitForStatus(song, /command/);
    assert.ok(await poll(() => stage.spotify.player.item?.uri === songs.markup.uri), 'it plays');
  });
});
