import assert from 'node:assert/strict';
import { songs } from '../spotify';
import { poll } from '../vscode/poll';
import type { Workbench } from '../vscode/workbench';
import { sharedWindow, song, type Stage } from './stage';
import './support';

describe('what is asked of the user', () => {
  let stage: Stage;
  let window: Workbench;
  beforeEach(async () => ({ stage, window } = await sharedWindow()));

  it('is a list of all controls, a click on the song away, which stays open and changes in place', async () => {
    const { quickInput } = window;
    await window.clickStatus(song);
    await quickInput.waitFor('Spotify');
    const described = async () =>
      (await quickInput.items()).find(({ label }) => label === 'Volume Up')?.description;
    assert.equal(await described(), '60%');
    for (const volume of ['70%', '80%']) {
      // By the keyboard alone: the row stays the active one.
      if (volume === '70%') await quickInput.pick('Volume Up');
      else await quickInput.accept();
      assert.ok(await poll(async () => (await described()) === volume), volume);
    }
    assert.ok(await poll(() => stage.spotify.player.volume === 80), 'both steps were sent');
    await quickInput.pick('Next');
    await window.waitForStatus(song, /Picnic/);
    assert.ok(await poll(async () => /Picnic/.test(await quickInput.placeholder())), 'it is about the next');
    await quickInput.pick('Go to Time…');
    await quickInput.waitFor('Go to Time');
    await quickInput.cancel();
  });

  it('is a device, with a button that plays there', async () => {
    const { player } = stage.spotify;
    player.pause();
    await window.runCommand('Spotify: Select Device…');
    await window.quickInput.pick('Wren’s phone');
    assert.ok(await poll(() => player.device?.name === 'Wren’s phone'), 'it is on the phone');
    assert.equal(player.isPlaying, false);
    await window.runCommand('Spotify: Select Device…');
    await window.quickInput.row('Desk').hover();
    await window.quickInput.clickButton('Play on This Device');
    assert.ok(await poll(() => player.device?.name === 'Desk' && player.isPlaying), 'it plays on the desk');
  });

  it('is a time, with a sentence about what is none, in which a nasty title has no link', async () => {
    stage.spotify.player.play([songs.markup]);
    await window.runCommand('Spotify: Refresh');
    await window.waitForStatus(song, /command/);
    await window.runCommand('Spotify: Go to Time…');
    await window.quickInput.waitFor('Go to Time');
    await window.quickInput.type('1:63');
    await window.quickInput.accept();
    await window.quickInput.waitForMessage('Enter a time such as 1:23 or 2m30s, before 3:07.');
    assert.equal(await window.page.locator('.quick-input-message a').count(), 0);
    await window.quickInput.type('2:03');
    await window.quickInput.accept();
    const { player } = stage.spotify;
    assert.ok(await poll(() => Math.abs(player.positionMs - 123_000) < 10_000), 'it is at 2:03');
  });

  it('is in the palette only while it can be done', async () => {
    const { player } = stage.spotify;
    player.play([songs.local]);
    player.disallows.add('seeking');
    player.change({ deviceIndex: 1 });
    await window.runCommand('Spotify: Refresh');
    await window.waitForStatus(song, /^<file-media> demo/);
    const offered = await window.commandsFor('Spotify: ');
    for (const title of ['Add to Liked Songs', 'Copy Link', 'Go to Time…', 'Set Volume…', 'Play']) {
      assert.ok(!offered.includes(`Spotify: ${title}`), title);
    }
    for (const title of ['Pause', 'Next', 'Select Device…', 'Copy as Text']) {
      assert.ok(offered.includes(`Spotify: ${title}`), title);
    }
    assert.deepEqual(
      offered.filter((title) => title.includes('Refresh')),
      ['Spotify: Refresh'],
    );
  });
});
