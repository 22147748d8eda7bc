import assert from 'node:assert/strict';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { makeHostClock, type HostClock } from '../vscode/hostClock';
import { poll } from '../vscode/poll';
import type { Workbench } from '../vscode/workbench';
import { setStage, signIn, song, type Stage } from './support';

/** What is used here of an image in the page. */
interface PageImage {
  complete: boolean;
  naturalWidth: number;
  src: string;
}

/** How long VS Code's first preview may take, in milliseconds: it starts an extension, a frame and a service worker. */
const previewTimeout = 60_000;

/** The Markdown preview of a window. */
function preview(window: Workbench): FrameLocator {
  return window.page.frameLocator('iframe.webview').frameLocator('iframe');
}

async function showAccount(window: Workbench): Promise<string> {
  await window.runCommand('Spotify: Show Account');
  const body = preview(window).locator('.markdown-body');
  await body.locator('table').waitFor({ timeout: previewTimeout });
  return body.innerText();
}

/** The address of the picture, once it has loaded. */
async function picture(window: Workbench): Promise<string> {
  const image = preview(window).locator('.markdown-body img');
  const look = () =>
    image.evaluate(({ complete, naturalWidth, src }: PageImage) => ({ complete, naturalWidth, src }));
  assert.ok(await poll(async () => (await look()).naturalWidth > 0), 'the picture loads');
  return (await look()).src;
}

const profiles = ({ spotify }: Stage) => spotify.requests.filter(({ path }) => path === '/v1/me').length;

describe('the page of the account', () => {
  let stage: Stage;
  let windows: Workbench[];

  const open = async (version: '1.139' | '1.99' = '1.139') => {
    stage = await setStage({ version });
    const window = await stage.open();
    windows = [window];
    await window.waitForStatus(song, /Sign in to Spotify/);
    return window;
  };
  afterEach(async () => {
    for (const window of windows) await window.close();
    await stage.close();
  });

  for (const version of ['1.139', '1.99'] as const) {
    it(`tells who is signed in, how, for what and until when, in VS Code ${version}`, async () => {
      const window = await open(version);
      const { user, apps } = stage.spotify;
      user.displayName = '**Wren** <img src=x> $(bell) [x](command:y) example.com';
      await signIn(window);
      const before = profiles(stage);
      const text = await showAccount(window);
      assert.ok(text.startsWith(user.displayName), text);
      assert.ok(text.includes(apps.default.clientId));
      assert.match(text, /Through vscode\.dev/);
      assert.match(text, /Sign in again by\s+\w+ \d+, \d{4};/);
      assert.match(text, /\d+ of 1000/);
      assert.match(text, /control the player\n/);
      assert.equal(await picture(window), user.images.find(({ width }) => width === 300)?.url);
      assert.equal(await preview(window).locator('.markdown-body img').count(), 1);
      assert.equal(profiles(stage), before + 1);
    });
  }

  it('is there without a picture, and empty when one signs out', async () => {
    const window = await open();
    Object.assign(stage.spotify.user, { displayName: null, images: [] });
    await signIn(window);
    assert.match(await showAccount(window), /^wren-of-the-hedge\n/);
    assert.equal(await preview(window).locator('.markdown-body img').count(), 0);
    await window.runCommand('Spotify: Sign Out');
    await preview(window).getByText('Nobody is signed in to Spotify.').waitFor();
    assert.equal(await preview(window).locator('table').count(), 0);
  });

  it('is there in a window that cannot read the session, through the one that can', async () => {
    const first = await open();
    const second = await first.another();
    windows.push(second);
    await second.waitForStatus(song, /Sign in to Spotify/);
    await signIn(first);
    await second.waitForStatus(song, /^<music> Kettle/);
    const text = await showAccount(second);
    assert.match(text, /^Wren Hedge\n/);
    assert.match(text, /Client ID\s+Known to the window in which you signed in/);
    await picture(second);
  });
});

describe('a session that soon ends', () => {
  const day = 86_400_000;
  const mark = 'renewal';
  const sentence = /Sign in again by \w+ \d+, or Spotify ends this session\./;
  let clock: HostClock;
  let stage: Stage;
  let window: Workbench;

  before(async () => {
    clock = await makeHostClock();
    stage = await setStage({ others: [clock.vsix], env: clock.env });
  });
  after(async () => {
    await window.close();
    await stage.close();
    await clock.remove();
  });

  /** When the session ends: in ten days, or a few more, so that the month six months before has such a day. */
  const end = new Date(Date.now() + 10 * day);
  while (end.getUTCDate() > 28) end.setUTCDate(end.getUTCDate() + 1);
  /** When the user agreed. */
  const agreed = new Date(end);
  agreed.setUTCMonth(agreed.getUTCMonth() - 6);
  const fromNow = (time: Date) => time.getTime() - Date.now();

  const load = async (ms: number) => {
    await clock.shift(ms);
    await window.reload();
    await window.waitForStatus(song, /^<music> /);
  };
  const reminders = () => window.messagesSeen.filter((text) => text.includes('Sign in again by')).length;

  it('is marked quietly in its last fourteen days', async () => {
    await clock.shift(fromNow(agreed));
    window = await stage.open();
    await signIn(window);
    assert.deepEqual(await window.statusItems(), [song]);
    await load(0);
    await window.waitForStatus(mark, '<account>');
    assert.deepEqual(await window.statusItems(), [song, mark]);
    for (const id of [song, mark]) {
      const label = await window.statusItem(id).locator('a').getAttribute('aria-label');
      assert.match(label ?? '', sentence);
    }
    const hover = await window.hover(song);
    assert.match(await hover.text(), sentence);
    const names = (await hover.links()).filter(({ href }) => href === 'command:earshot.signIn');
    assert.match(names.map(({ name }) => name).join(), sentence);
    await hover.close();
    assert.equal(reminders(), 0);
  });

  it('is told of once in its last three days, over restarts', async () => {
    await load(fromNow(end) - 2 * day);
    await window.messages.notification(sentence).waitFor();
    assert.equal(reminders(), 1);
    await window.messages.clickNotification('Later');
    await load(fromNow(end) - day);
    await window.runCommand('Spotify: Refresh');
    await window.waitForStatus(mark, '<account>');
    assert.deepEqual(await window.messages.notifications(), []);
    assert.equal(reminders(), 1);
    assert.ok((await readdir(stage.server.globalStorage)).includes('reminded.json'));
  });

  it('stays while another is asked for, and is followed by it', async () => {
    const refused = await window.pageOpenedBy(() => window.clickStatus(mark));
    await refused.click('#cancel');
    await window.messages.notification('You are not signed in').waitFor();
    assert.match((await window.statusText(song)) ?? '', /^<music> /);
    assert.equal(await window.statusText(mark), '<account>');
    await refused.close();
    await rm(path.join(stage.server.globalStorage, 'reminded.json'));
    await load(fromNow(end) - day);
    await window.messages.notification(sentence).waitFor();
    const consent = await window.pageOpenedBy(() => window.messages.clickNotification('Sign In Again'));
    await consent.click('#agree');
    await window.waitForStatus(mark, (text) => text === undefined);
    await window.waitForStatus(song, /^<music> /);
    const gone = async () => !(await readdir(stage.server.globalStorage)).includes('reminded.json');
    assert.ok(await poll(gone), 'nothing is left of the old session');
  });
});
