import assert from 'node:assert/strict';
import { songs, type Item } from '../spotify';
import type { Workbench } from '../vscode/workbench';
import { setStage, signIn, song, type Stage } from './support';

describe('the status bar', () => {
  let stage: Stage;
  let window: Workbench;

  before(async () => {
    stage = await setStage({ settings: { 'earshot.statusBar.maxLength': 200 } });
    window = await stage.open();
    await signIn(window);
  });
  after(async () => {
    await window.close();
    await stage.close();
  });

  /** Makes the stand-in play something and shows it. */
  async function hear(item: Item): Promise<void> {
    stage.spotify.player.play([item]);
    await window.runCommand('Spotify: Refresh');
  }

  async function label(): Promise<string | null> {
    return window.statusItem(song).locator('a').getAttribute('aria-label');
  }

  it('shows a nasty title as its characters, without an icon, a link or an image', async () => {
    await hear(songs.markup);
    const title = '**[x](command:workbench.action.quit)** <img src=x> $(sync~spin)';
    await window.waitForStatus(
      song,
      `<music> ${title} – \`back\` | tick, _under_ [score](https://example.com)`,
    );
    assert.equal(await window.statusItem(song).locator('.codicon').count(), 1);
    assert.match((await label()) ?? '', /\$\(sync~spin\) by `back`/);
  });

  it('takes controls and bidirectional overrides out of a title', async () => {
    await hear(songs.control);
    const text = await window.waitForStatus(song, /^<music> Bell and/);
    assert.doesNotMatch(text ?? '', /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  });

  it('tells tracks, episodes, files of the listener, advertisements and private sessions apart', async () => {
    await hear(songs.episode);
    await window.waitForStatus(song, '<mic> Ep. 12: What the Bins Said – Slow Radio for Cats');
    await hear(songs.local);
    await window.waitForStatus(song, '<file-media> demo take 3: final (2) – Attic Tapes');
    await hear(songs.advertisement);
    await window.waitForStatus(song, '<megaphone> Advertisement');
    const { player } = stage.spotify;
    player.privateSession = true;
    player.hidesPrivateSession = false;
    await hear(songs.plain);
    await window.waitForStatus(song, /^<eye-closed> Kettle/);
    player.hidesPrivateSession = true;
    await window.runCommand('Spotify: Refresh');
    await window.waitForStatus(song, '<music> Nothing playing');
    player.privateSession = false;
  });

  it('tells paused, stopped and playing apart', async () => {
    await hear(songs.plain);
    await window.waitForStatus(song, /^<music> Kettle/);
    stage.spotify.player.pause();
    await window.runCommand('Spotify: Refresh');
    await window.waitForStatus(song, /^<debug-pause> Kettle/);
    assert.equal(await label(), 'Spotify, paused: Kettle on the Moor by The Paper Lanterns, Odile Marsh');
    stage.spotify.player.stop();
    await window.runCommand('Spotify: Refresh');
    await window.waitForStatus(song, '<music> Nothing playing');
  });

  it('opens the song on open.spotify.com', async () => {
    await hear(songs.plain);
    await window.waitForStatus(song, /^<music> Kettle/);
    await window.runCommand('Spotify: Open in Spotify');
    await window.messages.dialogButton('Open').waitFor();
    assert.ok(songs.plain.id);
    const question = await window.messages.dialog();
    assert.match(
      question?.detail ?? question?.message ?? '',
      new RegExp(`open.spotify.com/track/${songs.plain.id}`),
    );
    await window.messages.clickDialog('Cancel');
  });

  it('shows the requests of the day, and why the next one comes when it does', async () => {
    await hear(songs.plain);
    await window.waitForStatus(song, /^<music> Kettle/);
    await window.runCommand('Spotify: Show Request Budget');
    const lines = window.page.locator('.editor-instance .view-lines');
    await lines.filter({ hasText: /\d+.of.1000.that.the.schedule.allows/ }).waitFor();
    await lines.filter({ hasText: /Next.request.in.\d+.s,.at/ }).waitFor();
  });
});
