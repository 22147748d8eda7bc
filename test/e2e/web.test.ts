import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fault, songs } from '../spotify';
import { extensionId } from '../vscode/server';
import type { Workbench } from '../vscode/workbench';
import { setStage, signIn, song, type Stage } from './support';

/** The packaged extension in the browser's extension host, as vscode.dev runs it; all requests are under CORS. */
describe('in the browser’s extension host', () => {
  const kettle = /^<music> Kettle/;
  let stage: Stage;
  let windows: Workbench[];

  beforeEach(async () => {
    stage = await setStage({ settings: { 'remote.extensionKind': { [extensionId]: ['web'] } } });
    windows = [];
  });
  afterEach(async () => {
    for (const window of windows) if (!window.page.isClosed()) await window.close();
    await stage.close();
  });

  const requests = (wanted: RegExp) =>
    stage.spotify.requests.filter(({ method, path }) => wanted.test(`${method} ${path}`));
  const polls = () => requests(/^GET \/v1\/me\/player$/).length;

  async function firstWindow(): Promise<Workbench> {
    const window = await stage.open();
    windows.push(window);
    await window.waitForStatus(song, /^<music> Sign in to Spotify$/);
    return window;
  }

  it('signs in, shows the song and keeps the session over a reload', async () => {
    const window = await firstWindow();
    await signIn(window);
    await window.reload();
    await window.waitForStatus(song, kettle);
    assert.ok(polls() >= 2);
    for (const { headers } of requests(/\/v1\/|\/api\/token/)) {
      assert.match(headers['user-agent'] ?? '', /^Mozilla/);
      assert.equal(headers.origin, stage.server.url.slice(0, -1));
      assert.equal(headers.cookie, undefined);
    }
    // An exchange and a refresh, each a plain form: the token endpoint allows no header that needs asking for.
    assert.deepEqual(
      requests(/\/api\/token/).map(({ method, status }) => `${method} ${status}`),
      ['POST 200', 'POST 200'],
    );
    assert.deepEqual(
      requests(/^OPTIONS/).map(({ headers }) => headers['access-control-request-headers']),
      requests(/^OPTIONS/).map(() => 'authorization'),
    );
  });

  it('asks Spotify by one page for all, and by another when that is closed', async () => {
    const first = await firstWindow();
    await signIn(first);
    const before = polls();
    const second = await first.another();
    windows.push(second);
    await second.waitForStatus(song, kettle);
    assert.equal(polls(), before);
    stage.spotify.player.play([songs.local]);
    await second.runCommand('Spotify: Refresh');
    for (const window of windows) await window.waitForStatus(song, /^<file-media>/);
    assert.equal(polls(), before + 1);
    await first.close();
    stage.spotify.player.play([songs.plain]);
    await second.runCommand('Spotify: Refresh');
    await second.waitForStatus(song, kettle);
    await second.runCommand('Spotify: Sign Out');
    await second.waitForStatus(song, /^<music> Sign in to Spotify$/);
  });

  it('takes a refusal that it cannot read for a lost network, and is back when it is over', async () => {
    const window = await firstWindow();
    await signIn(window);
    stage.spotify.faults.add(fault.rateLimit({ retryAfter: 3600 }), { times: Infinity });
    await window.runCommand('Spotify: Refresh');
    await window.waitForStatus(song, /^<debug-disconnect> Kettle/);
    stage.spotify.faults.clear();
    await window.runCommand('Spotify: Refresh');
    await window.waitForStatus(song, kettle);
  });

  it('keeps the book of its requests', async () => {
    const window = await firstWindow();
    await signIn(window);
    stage.spotify.player.play([songs.local]);
    await window.runCommand('Spotify: Refresh');
    await window.waitForStatus(song, /^<file-media>/);
    const book = await readFile(path.join(stage.server.globalStorage, 'requests.log'), 'utf8');
    const kinds = book
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { kind: string }).kind);
    assert.deepEqual(kinds, ['profile', ...Array.from({ length: polls() }, () => 'poll')]);
  });

  it('says what to do where the settings want a port of this machine', async () => {
    await stage.server.updateSettings({ 'earshot.signIn.flow': 'loopback' });
    const window = await firstWindow();
    await window.runCommand('Spotify: Sign In');
    await window.messages.dialogButton('Continue').click();
    await window.messages.notification('cannot open a port of this machine').waitFor();
  });
});
