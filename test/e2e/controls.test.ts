import assert from 'node:assert/strict';
import { fault, songs, track, type Track } from '../spotify';
import { poll } from '../vscode/poll';
import type { Workbench } from '../vscode/workbench';
import { setStage, signIn, song, toldIn, type Stage } from './support';

const titles = ['Anthracite', 'Bell Tower', 'Candlewick', 'Driftwood', 'Ember', 'Foghorn'];
const album = titles.map((title): Track => track({ title, artists: ['Marlow Pike'], album: 'Coastwise' }));
const [first, second] = album as [Track, Track];

describe('the controls in the palette', () => {
  let stage: Stage;
  let window: Workbench;

  before(async () => {
    stage = await setStage();
    window = await stage.open();
    await signIn(window);
    await window.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  });
  after(async () => {
    await window.close();
    await stage.close();
  });

  /** Each test begins with the first song, playing on the desk, and nothing liked. */
  beforeEach(async () => {
    const { player, library } = stage.spotify;
    player.play(album, { positionMs: 60_000 });
    player.change({ deviceIndex: 0, isShuffled: false, repeat: 'off', queue: [] });
    player.volume = 60;
    library.clear();
    await window.runCommand('Spotify: Refresh');
    await window.waitForStatus(song, '<music> Anthracite – Marlow Pike');
  });
  afterEach(() => {
    assert.deepEqual(toldIn(window), []);
  });

  /** Waits until the stand-in is as wanted. */
  async function until(what: string, holds: () => boolean): Promise<void> {
    assert.ok(await poll(holds), what);
  }

  /** Types into the input box that a command has opened. */
  async function answer(title: string, text: string): Promise<void> {
    await window.quickInput.waitFor(title);
    await window.quickInput.type(text);
    await window.quickInput.accept();
  }

  async function clipboard(): Promise<unknown> {
    return window.page.evaluate('navigator.clipboard.readText()');
  }

  it('pause and play', async () => {
    const { player } = stage.spotify;
    await window.runCommand('Spotify: Pause');
    await window.waitForStatus(song, '<debug-pause> Anthracite – Marlow Pike');
    await until('it is paused', () => !player.isPlaying);
    await window.runCommand('Spotify: Play');
    await window.waitForStatus(song, '<music> Anthracite – Marlow Pike');
    await until('it plays', () => player.isPlaying);
    await window.runCommand('Spotify: Play or Pause');
    await until('it is paused again', () => !player.isPlaying);
    await window.runCommand('Spotify: Play or Pause');
    await until('it plays again', () => player.isPlaying);
  });

  it('go to the next song and back', async () => {
    const { player } = stage.spotify;
    await window.runCommand('Spotify: Next');
    await window.waitForStatus(song, '<music> Bell Tower – Marlow Pike');
    await until('the next one plays', () => player.item?.uri === second.uri);
    await window.runCommand('Spotify: Previous');
    await window.waitForStatus(song, '<music> Anthracite – Marlow Pike');
    await until('the first one plays', () => player.item?.uri === first.uri);
  });

  it('move within the song', async () => {
    const { player } = stage.spotify;
    const at = (ms: number) => Math.abs(player.positionMs - ms) < 10_000;
    await window.runCommand('Spotify: Go to Time…');
    await answer('Go to Time', '1:63');
    await window.quickInput.waitForMessage('Type a time such as 1:23, before 3:20.');
    await answer('Go to Time', '2:03');
    await until('it is at 2:03', () => at(123_000));
    await window.runCommand('Spotify: Forward 15 Seconds');
    await until('it is 15 s later', () => player.positionMs >= 138_000);
    await window.runCommand('Spotify: Back 15 Seconds');
    await until('it is 15 s earlier', () => player.positionMs < 135_000);
  });

  it('change the volume', async () => {
    const { player } = stage.spotify;
    await window.runCommand('Spotify: Volume Up');
    await until('it is louder', () => player.volume === 70);
    await window.runCommand('Spotify: Volume Down');
    await until('it is less loud', () => player.volume === 60);
    await window.runCommand('Spotify: Set Volume…');
    await answer('Set Volume', '101');
    await window.quickInput.waitForMessage('Type a whole number from 0 to 100.');
    await answer('Set Volume', '35');
    await until('it is as loud as wished', () => player.volume === 35);
    await window.runCommand('Spotify: Mute or Unmute');
    await until('it is silent', () => player.volume === 0);
    await window.runCommand('Spotify: Mute or Unmute');
    await until('it is as loud as before', () => player.volume === 35);
  });

  it('shuffle and repeat', async () => {
    const { player } = stage.spotify;
    await window.runCommand('Spotify: Toggle Shuffle');
    await until('it shuffles', () => player.shuffle);
    await window.runCommand('Spotify: Toggle Shuffle');
    await until('it does not shuffle any more', () => !player.shuffle);
    for (const [title, mode] of [
      ['Repeat All', 'context'],
      ['Repeat This One', 'track'],
      ['Repeat Nothing', 'off'],
      ['Change Repeat', 'context'],
    ] as const) {
      await window.runCommand(`Spotify: ${title}`);
      await until(title, () => player.repeat === mode);
    }
  });

  it('like and unlike, through the library', async () => {
    const { library, requests } = stage.spotify;
    await window.runCommand('Spotify: Add to Liked Songs');
    await until('it is liked', () => library.has(first.uri));
    await window.messages.waitForPassing('Added to Liked Songs');
    await window.runCommand('Spotify: Remove from Liked Songs');
    await until('it is not liked', () => !library.has(first.uri));
    await window.runCommand('Spotify: Like or Unlike');
    await until('it is liked again', () => library.has(first.uri));
    const writes = requests.filter(({ path, method }) => path === '/v1/me/library' && method !== 'GET');
    assert.deepEqual(
      writes.map(({ status }) => status),
      [200, 200, 200],
    );
  });

  it('move the music to another device, as it is or playing', async () => {
    const { player } = stage.spotify;
    player.pause();
    await window.runCommand('Spotify: Refresh');
    await window.waitForStatus(song, /^<debug-pause>/);
    await window.runCommand('Spotify: Select Device…');
    await window.quickInput.pick('Wren’s phone');
    await until('it is on the phone', () => player.device?.name === 'Wren’s phone');
    assert.equal(player.isPlaying, false);
    await window.runCommand('Spotify: Select Device…');
    await window.quickInput.row('Desk').hover();
    await window.quickInput.clickButton('Play There Now');
    await until('it plays on the desk', () => player.device?.name === 'Desk' && player.isPlaying);
  });

  it('show the queue, add to it, and play a link', async () => {
    const { player } = stage.spotify;
    await window.runCommand('Spotify: Show Queue…');
    await window.quickInput.row('1. Bell Tower').waitFor();
    await window.quickInput.pick('Add to Queue…');
    await answer('Add to Queue', 'https://open.spotify.com/album/4uLU6hMCjMI75M1A2tKUQC');
    await window.quickInput.waitForMessage('That is not the link or URI of a song or an episode at Spotify.');
    await answer('Add to Queue', `https://open.spotify.com/intl-de/track/${songs.emoji.id}?si=0123`);
    await until('it is in the queue', () => player.state.queue[0]?.uri === songs.emoji.uri);
    await window.runCommand('Spotify: Play Link…');
    await answer('Play Link', songs.episode.uri);
    await until('the episode plays', () => player.item?.uri === songs.episode.uri);
    await window.waitForStatus(song, /^<mic> Ep\. 12/);
    await window.runCommand('Spotify: Add to Queue…');
    await answer('Add to Queue', second.uri);
    await until('it is in the queue, too', () => player.state.queue.at(-1)?.uri === second.uri);
  });

  it('copy the song in three ways', async () => {
    stage.spotify.player.play([songs.markup]);
    await window.runCommand('Spotify: Refresh');
    await window.waitForStatus(song, /command/);
    const page = `https://open.spotify.com/track/${songs.markup.id}`;
    await window.runCommand('Spotify: Copy Link');
    await window.messages.waitForPassing('Copied the song as link');
    assert.equal(await clipboard(), page);
    await window.runCommand('Spotify: Copy as Text');
    await window.messages.waitForPassing('Copied the song as text');
    assert.equal(
      await clipboard(),
      `${songs.markup.title} – \`back\` | tick, _under_ [score](https://example.com) ${page}`,
    );
    await window.runCommand('Spotify: Copy as Markdown');
    await window.messages.waitForPassing(/Copied the song as Markdown$/);
    const title = '\\*\\*\\[x\\](command:workbench.action.quit)\\*\\* \\<img src=x\\> \\$(sync\\~spin)';
    const artists = '\\`back\\` \\| tick, \\_under\\_ \\[score\\](https://example.com)';
    assert.equal(await clipboard(), `[${title}](${page}) – ${artists}`);
  });

  it('are all in one list, for the keyboard', async () => {
    await window.runCommand('Spotify: Show Controls…');
    await window.quickInput.waitFor('Spotify');
    const items = await window.quickInput.items();
    assert.deepEqual(
      items.slice(0, 3).map(({ label }) => label),
      ['Previous', 'Pause', 'Next'],
    );
    assert.equal(items.find(({ label }) => label === 'Set Volume…')?.description, '60%');
    await window.quickInput.pick('Next');
    await window.waitForStatus(song, '<music> Bell Tower – Marlow Pike');
  });
});

describe('a control that is refused', () => {
  let stage: Stage;
  let window: Workbench;

  beforeEach(async () => {
    stage = await setStage();
    window = await stage.open();
    await signIn(window);
  });
  afterEach(async () => {
    await window.close();
    await stage.close();
  });

  it('for want of a device offers the devices', async () => {
    const { player } = stage.spotify;
    player.stop();
    await window.runCommand('Spotify: Play or Pause');
    await window.messages.notification('No device is playing.').waitFor();
    await window.messages.clickNotification('Select Device');
    await window.quickInput.row('Desk').hover();
    await window.quickInput.clickButton('Play There Now');
    await window.waitForStatus(song, /^<music> Kettle/);
    assert.ok(player.isPlaying);
  });

  it('for want of Premium says so once, however often it is asked for', async () => {
    stage.spotify.user.premium = false;
    await window.runCommand('Spotify: Next');
    await window.messages.notification('only from listeners with Premium').waitFor();
    await window.waitForStatus(song, /^<music> Kettle/);
    await window.runCommand('Spotify: Next');
    await window.messages.waitForPassing('only from listeners with Premium');
    const said = window.messagesSeen.filter((text) => text.includes('Premium'));
    assert.equal(said.length, 1);
  });

  it('by mistake is done all the same', async () => {
    stage.spotify.faults.add(fault.falsePremium(), { path: /next/, times: 2 });
    await window.runCommand('Spotify: Next');
    await window.waitForStatus(song, /Picnic/);
    stage.spotify.faults.add(fault.accessTokenMissing(), { path: /previous/, times: 2 });
    await window.runCommand('Spotify: Previous');
    await window.waitForStatus(song, /^<music> Kettle/);
    assert.deepEqual(toldIn(window), []);
  });

  it('because it is so already says nothing, and shows what is so', async () => {
    stage.spotify.player.pause();
    await window.runCommand('Spotify: Pause');
    await window.waitForStatus(song, /^<debug-pause> Kettle/);
    assert.deepEqual(toldIn(window), []);
  });

  it('for want of a scope offers to sign in again', async () => {
    stage.spotify.tokens.narrow(['user-read-playback-state', 'user-read-currently-playing']);
    await window.runCommand('Spotify: Next');
    await window.messages.notification('does not cover').waitFor();
    const consent = await window.pageOpenedBy(() => window.messages.clickNotification('Sign In Again'));
    const looks = () => stage.spotify.requests.filter(({ path }) => path === '/v1/me/player').length;
    const before = looks();
    await consent.click('#agree');
    assert.ok(await poll(() => looks() > before), 'the new session is asked about');
    await window.waitForStatus(song, /^<music> Kettle/);
    await window.runCommand('Spotify: Next');
    await window.waitForStatus(song, /Picnic/);
  });

  it('is not offered where it is known to be impossible', async () => {
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
  });
});
