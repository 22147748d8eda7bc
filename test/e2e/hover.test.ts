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
      /Kettle on the Moor\nThe Paper Lanterns, Odile Marsh\nSecond Harbour\n3:34 · began .+, ends /,
    );
    assert.match(text, /Desk\n<link-external> Listen on Spotify\n/);
    assert.ok(await poll(async () => (await hover.image())?.loaded === true), 'the artwork is there');
    const image = await hover.image();
    assert.match(image?.src ?? '', /^https:\/\/i\.scdn\.co\/image\/[0-9a-f]{40}$/);
    assert.equal(image?.width, image?.height);
    const { id, album, artists } = songs.plain;
    const pages = (await hover.links()).flatMap(({ href }) => (href.startsWith('https:') ? [href] : []));
    const page = (type: string, name: { id: string }) => `https://open.spotify.com/${type}/${name.id}`;
    assert.deepEqual(pages, [
      page('track', { id }),
      ...artists.map((artist) => page('artist', artist)),
      page('album', album),
    ]);
    await hover.close();
  });

  it('has targets of 24 pixels at least, as far from each other', async () => {
    const hover = await window.hover(song);
    const targets = await hover.targets();
    assert.equal(targets.length, 14 + 9);
    for (const { name, width, height } of targets) assert.ok(width >= 24 && height >= 24, name);
    const apart = targets.flatMap((one, index) =>
      targets.slice(index + 1).map((other) => Math.hypot(one.x - other.x, one.y - other.y)),
    );
    assert.ok(Math.min(...apart) >= 24, String(Math.min(...apart)));
    await hover.close();
  });

  it('shows a nasty song as its characters, and nothing that it asks for', async () => {
    stage.spotify.player.play([songs.markup]);
    await window.runCommand('Spotify: Refresh');
    await window.waitForStatus(song, /command/);
    const hover = await window.hover(song);
    const [title, artists, album] = (await hover.text()).split('\n').slice(-4);
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
    await pause.click('Play or Pause');
    assert.ok(await poll(() => !stage.spotify.player.isPlaying), 'it is paused');
    await pause.close();
    await window.waitForStatus(song, /^<earshot-paused> Kettle/);

    const volume = await window.hover(song);
    await volume.click('Set Volume… \u200760%');
    await window.quickInput.waitFor('Set Volume');
    await window.quickInput.cancel();
    await volume.close();

    const position = await window.hover(song);
    await position.click('Go to 2:04');
    const within = () => Math.abs(stage.spotify.player.positionMs - 124_000) < 10_000;
    assert.ok(await poll(within), 'it is where the click was');
    await position.close();

    const page = await window.hover(song);
    await page.click('Listen on Spotify');
    await window.messages.dialogButton('Open').waitFor();
    const question = await window.messages.dialog();
    const asks = `${question?.message} ${question?.detail}`;
    assert.ok(asks.includes(`https://open.spotify.com/track/${songs.plain.id}`), asks);
    await window.messages.clickDialog('Cancel');
    await page.close();
  });
});
