import assert from 'node:assert/strict';
import { songs } from '../spotify';
import { poll } from '../vscode/poll';
import type { Workbench } from '../vscode/workbench';
import { sharedWindow, song, type Stage } from './stage';
import './support';

describe('the hover', () => {
  let stage: Stage;
  let window: Workbench;
  beforeEach(async () => ({ stage, window } = await sharedWindow()));

  it('shows the artwork as it came, all names with their links, and Spotify’s own', async () => {
    const hover = await window.hover(song);
    const text = await hover.text();
    assert.match(
      text,
      /^Kettle on the Moor\nThe Paper Lanterns, Odile Marsh\nSecond Harbour\n3:34 · began .+, ends /,
    );
    assert.match(text, /Desk <link-external> Listen on Spotify$/);
    assert.ok(await poll(async () => (await hover.image())?.loaded === true), 'the artwork is there');
    const image = await hover.image();
    assert.match(image?.src ?? '', /^https:\/\/i\.scdn\.co\/image\/[0-9a-f]{40}$/);
    assert.equal(image?.width, image?.height);
    const { id, album, artists } = songs.plain;
    const pages = (await hover.links()).flatMap(({ href }) => (href.startsWith('https:') ? [href] : []));
    const page = (type: string, name: { id: string }) => `https://open.spotify.com/${type}/${name.id}`;
    assert.deepEqual(pages, [
      page('album', album),
      page('track', { id }),
      ...artists.map((artist) => page('artist', artist)),
      page('album', album),
      page('track', { id }),
    ]);
    await hover.close();
  });

  it('shows a nasty song as its characters, and nothing that it asks for', async () => {
    stage.spotify.player.play([songs.markup]);
    await window.runCommand('Spotify: Refresh');
    await window.waitForStatus(song, /command/);
    const hover = await window.hover(song);
    const [title, artists, album] = (await hover.text()).split('\n');
    assert.equal(title, '**[x](command:workbench.action.quit)** <img src=x> $(sync~spin)');
    assert.equal(artists, '`back` | tick, _under_ [score](https://example.com)');
    assert.equal(album, '# <b>Loud</b> & $(bell) ${title}');
    for (const { href } of await hover.links()) {
      assert.match(href, /^(https:\/\/open\.spotify\.com\/|command:earshot\.)/);
    }
    await hover.close();
  });

  it('does what is clicked in it: at once, by asking, or in the browser', async () => {
    const pause = await window.hover(song);
    await pause.click('Pause');
    assert.ok(await poll(() => !stage.spotify.player.isPlaying), 'it is paused');
    await pause.close();
    await window.waitForStatus(song, /^<debug-pause> Kettle/);

    const volume = await window.hover(song);
    await volume.click('Set Volume…  60%');
    await window.quickInput.waitFor('Set Volume');
    await window.quickInput.cancel();
    await volume.close();

    const page = await window.hover(song);
    await page.click('Open in Spotify');
    await window.messages.dialogButton('Open').waitFor();
    const question = await window.messages.dialog();
    const asks = `${question?.message} ${question?.detail}`;
    assert.ok(asks.includes(`https://open.spotify.com/track/${songs.plain.id}`), asks);
    await window.messages.clickDialog('Cancel');
    await page.close();
  });
});
