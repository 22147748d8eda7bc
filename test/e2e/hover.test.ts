import assert from 'node:assert/strict';
import { songs, track } from '../spotify';
import { poll } from '../vscode/poll';
import type { Workbench } from '../vscode/workbench';
import { setStage, signIn, song, type Stage } from './support';

const list = Array.from({ length: 14 }, (_, index) =>
  track({ title: `Number ${index}`, artists: ['Abacus'] }),
);

describe('the hover and the buttons', () => {
  let stage: Stage;
  let window: Workbench;

  before(async () => {
    const buttons = ['like', 'previous', 'playPause', 'next'];
    const clickAction = 'showControls';
    stage = await setStage({
      settings: {
        'earshot.statusBar.buttons': buttons,
        'earshot.statusBar.clickAction': clickAction,
        'earshot.polling.pace': 'eager',
      },
    });
    window = await stage.open();
    await signIn(window);
  });
  after(async () => {
    await window.close();
    await stage.close();
  });
  beforeEach(async () => {
    const { player, library } = stage.spotify;
    player.play(list);
    player.change({ isShuffled: false, repeat: 'off', deviceIndex: 0 });
    player.volume = 60;
    library.clear();
    await window.runCommand('Spotify: Refresh');
    await window.waitForStatus(song, '<music> Number 0 – Abacus');
  });

  async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
    assert.ok(await poll(holds), what);
  }

  it('show the artwork as it came, all names with their links, and Spotify’s own', async () => {
    stage.spotify.player.play([songs.plain]);
    await window.runCommand('Spotify: Refresh');
    await window.waitForStatus(song, /^<music> Kettle/);
    const hover = await window.hover(song);
    const text = await hover.text();
    assert.match(
      text,
      /^Kettle on the Moor\nThe Paper Lanterns, Odile Marsh\nSecond Harbour\n3:34 · began .+, ends /,
    );
    assert.match(text, /Desk <link-external> Listen on Spotify$/);
    await until('the artwork is there', async () => (await hover.image())?.loaded === true);
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

  it('show a nasty song as its characters, and nothing that it asks for', async () => {
    stage.spotify.player.play([songs.markup]);
    await window.runCommand('Spotify: Refresh');
    await window.waitForStatus(song, /command/);
    const hover = await window.hover(song);
    const [title, artists, album] = (await hover.text()).split('\n');
    assert.equal(title, '**[x](command:workbench.action.quit)** <img src=x> $(sync~spin)');
    assert.equal(artists, '`back` | tick, _under_ [score](https://example.com)');
    assert.equal(album, '# <b>Loud</b> & $(bell) ${title}');
    const addresses = (await hover.links()).map(({ href }) => href);
    for (const address of addresses) {
      assert.match(address, /^(https:\/\/open\.spotify\.com\/|command:earshot\.)/);
    }
    await hover.close();
    await window.runCommand('Spotify: Go to Time…');
    await window.quickInput.waitFor('Go to Time');
    assert.equal(await window.page.locator('.quick-input-message a').count(), 0);
    await window.quickInput.cancel();
  });

  it('do what they say when they are clicked in the hover', async () => {
    const { player, library } = stage.spotify;
    // What is clicked is about the song that is shown, so each waits until the one before shows.
    const [first, next] = ['<debug-pause> Number 0 – Abacus', '<debug-pause> Number 1 – Abacus'];
    const clicks: readonly (readonly [name: string, what: string, holds: () => boolean, shown: string])[] = [
      ['Pause', 'it is paused', () => !player.isPlaying, first],
      ['Next', 'the next one plays', () => player.item?.uri === list[1]?.uri, next],
      ['Previous', 'the first one plays', () => player.item?.uri === list[0]?.uri, first],
      ['Add to Liked Songs', 'it is liked', () => library.has(list[0]?.uri ?? ''), first],
      ['Turn Shuffle On', 'it shuffles', () => player.shuffle, first],
      ['Repeat Is Off; Change It', 'all repeats', () => player.repeat === 'context', first],
    ];
    for (const [name, what, holds, shown] of clicks) {
      const hover = await window.hover(song);
      await hover.click(name);
      await until(what, holds);
      await hover.close();
      await window.waitForStatus(song, shown);
    }
    const dialogs: readonly (readonly [name: string, title: string])[] = [
      ['Set Volume…  60%', 'Set Volume'],
      ['Select Device…', 'Select Device'],
      ['Show Queue…', 'Queue'],
    ];
    for (const [name, title] of dialogs) {
      const hover = await window.hover(song);
      await hover.click(name);
      await window.quickInput.waitFor(title);
      await window.quickInput.cancel();
      await hover.close();
    }
    const hover = await window.hover(song);
    await hover.click('Open in Spotify');
    await window.messages.dialogButton('Open').waitFor();
    const question = await window.messages.dialog();
    const asks = `${question?.message} ${question?.detail}`;
    assert.ok(asks.includes(`https://open.spotify.com/track/${list[0]?.id}`), asks);
    await window.messages.clickDialog('Cancel');
    await hover.close();
  });

  it('stay open and untouched while Spotify says the same', async () => {
    const hover = await window.hover(song);
    const table = window.page.locator('.monaco-hover table');
    await table.evaluate((element: { title: string }) => (element.title = 'the very same'));
    const asked = () => stage.spotify.requests.filter(({ path }) => path === '/v1/me/player').length;
    const before = asked();
    assert.ok(await poll(() => asked() > before + 1, 60_000), 'two heartbeats have come');
    assert.equal(await table.getAttribute('title'), 'the very same');
    await hover.close();
  });

  it('stand beside the song in the order of the settings, and are named', async () => {
    assert.deepEqual(await window.statusItems(), [song, 'like', 'previous', 'playPause', 'next']);
    const names = ['previous', 'playPause', 'next'].map((id) =>
      window.statusItem(id).locator('a').getAttribute('aria-label'),
    );
    assert.deepEqual(await Promise.all(names), ['Spotify: Previous', 'Spotify: Pause', 'Spotify: Next']);
    await window.clickStatus('playPause');
    await window.waitForStatus('playPause', '<play>');
    await window.waitForStatus(song, '<debug-pause> Number 0 – Abacus');
    await until('Spotify has paused it', () => !stage.spotify.player.isPlaying);
  });

  it('take ten fast presses of next to the right song, in at most thirteen requests', async () => {
    const { player, requests } = stage.spotify;
    const before = requests.length;
    for (let press = 0; press < 10; press += 1) await window.clickStatus('next');
    await window.waitForStatus(song, '<music> Number 10 – Abacus');
    await until('Spotify plays it', () => player.item?.uri === list[10]?.uri);
    // The look after the command has come when the schedule goes on with a heartbeat.
    await until('a look has come', () => requests.slice(before).some(({ path }) => path === '/v1/me/player'));
    assert.equal(await window.statusText(song), '<music> Number 10 – Abacus');
    const sent = requests.slice(before).map(({ method, path }) => `${method} ${path}`);
    assert.ok(sent.length <= 13, sent.join('\n'));
  });

  it('are a click on the song away, for those who set it so', async () => {
    await window.clickStatus(song);
    await window.quickInput.waitFor('Spotify');
    await window.quickInput.pick('Pause');
    await window.waitForStatus(song, '<debug-pause> Number 0 – Abacus');
    await until('Spotify has paused it', () => !stage.spotify.player.isPlaying);
  });

  it('work in a window that leaves the asking to another', async () => {
    const other = await window.another();
    await other.waitForStatus(song, /Number/);
    await other.clickStatus('next');
    await other.waitForStatus(song, '<music> Number 1 – Abacus');
    await window.waitForStatus(song, '<music> Number 1 – Abacus');
    stage.spotify.player.devices = [];
    await other.clickStatus('next');
    await other.messages.notification('No device is playing.').waitFor();
    assert.ok(!window.messagesSeen.some((text) => text.includes('No device')), 'only who asked is told');
    await other.close();
  });
});
