import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { songs } from '../spotify';
import { poll } from '../vscode/poll';
import type { Workbench } from '../vscode/workbench';
import { sharedWindow, song, type Stage } from './stage';
import './support';

describe('the views', () => {
  let stage: Stage;
  let window: Workbench;
  beforeEach(async () => ({ stage, window } = await sharedWindow()));

  const container = (title: string): Locator =>
    window.page.locator(`.activitybar a.action-label[aria-label^="${title}"]`);
  const header = (title: string): Locator => window.page.locator(`.pane-header[aria-label^="${title}"]`);
  const rows = (view: string, level = 1): Locator =>
    window.page.locator(`[role="tree"][aria-label="${view}"] .monaco-list-row[aria-level="${level}"]`);
  const asked = (since: number) => stage.spotify.requests.slice(since).map(({ path }) => path);
  const queue = '/v1/me/player/queue';

  /** Another song plays, one of two that are known; returns how many requests there were before. */
  const change = async (to: keyof typeof songs, shown: RegExp) => {
    const before = stage.spotify.requests.length;
    stage.spotify.player.play([songs[to], songs[to === 'plain' ? 'emoji' : 'plain']]);
    await window.runCommand('Spotify: Refresh');
    await window.waitForStatus(song, shown);
    return before;
  };

  it('show what is asked for, play a song in its playlist, and ask for nothing while they are hidden', async () => {
    await container('Spotify').click();
    await rows('Playlists').first().waitFor();
    await header('Queue').click();
    await rows('Queue').first().waitFor();

    const seen = await change('emoji', /Picnic/);
    assert.ok(await poll(() => asked(seen).includes(queue)), 'the queue is that of the new song');
    await container('Explorer').click();
    const hidden = await change('plain', /Kettle/);
    assert.deepEqual(asked(hidden), ['/v1/me/player']);
    await container('Spotify').click();
    assert.ok(await poll(() => asked(hidden).includes(queue)), 'what is seen again is asked for');

    await header('Queue').click();
    await rows('Playlists').nth(1).click();
    await rows('Playlists', 2).nth(3).click();
    const { player, collection } = stage.spotify;
    const { at } = collection.own('playlist');
    assert.ok(await poll(() => player.context?.uri === at(1)), 'the playlist goes on');
    const playlist = collection.playlist(at(1)) ?? assert.fail();
    assert.equal(player.item?.uri, collection.playlistItem(playlist, 3));
    assert.equal(asked(0).filter((path) => path === `/v1/playlists/${playlist.id}/items`).length, 1);
    await container('Explorer').click();
  });
});
