import assert from 'node:assert/strict';
import { songs } from '../spotify';
import { poll } from '../vscode/poll';
import type { Workbench } from '../vscode/workbench';
import { sharedWindow, song, type Stage } from './stage';
import './support';

describe('the status bar', () => {
  let stage: Stage;
  let window: Workbench;
  beforeEach(async () => ({ stage, window } = await sharedWindow()));

  it('shows a nasty title as its characters, without an icon, a link or an image', async () => {
    stage.spotify.player.play([songs.markup]);
    await window.runCommand('Spotify: Refresh');
    const title = '**[x](command:workbench.action.quit)** <img src=x> $(sync~spin)';
    await window.waitForStatus(
      song,
      `<music> ${title} – \`back\` | tick, _under_ [score](https://example.com)`,
    );
    const item = window.statusItem(song);
    assert.equal(await item.locator('.codicon').count(), 1);
    assert.match((await item.locator('a').getAttribute('aria-label')) ?? '', /\$\(sync~spin\) by `back`/);
    stage.spotify.player.play([songs.control]);
    await window.runCommand('Spotify: Refresh');
    const text = await window.waitForStatus(song, /^<music> Bell and/);
    assert.doesNotMatch(text ?? '', /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  });

  it('has the buttons of the settings beside the song, in their order', async () => {
    assert.deepEqual(await window.statusItems(), [song, 'like', 'previous', 'playPause', 'next']);
    await window.clickStatus('playPause');
    await window.waitForStatus('playPause', '<earshot-play>');
    await window.waitForStatus(song, /^<earshot-paused> Kettle/);
    assert.ok(await poll(() => !stage.spotify.player.isPlaying), 'Spotify has paused it');
  });

  it('shows the song again after a reload, without another sign-in', async () => {
    const signIns = () => stage.spotify.requests.filter(({ path }) => path === '/authorize').length;
    const before = signIns();
    await window.reload();
    await window.waitForStatus(song, /^<music> Kettle/);
    assert.equal(signIns(), before);
  });
});
