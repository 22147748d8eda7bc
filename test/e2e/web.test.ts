import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { songs } from '../spotify';
import { extensionId } from '../vscode/server';
import type { Workbench } from '../vscode/workbench';
import { setStage, signIn, song, type Stage } from './stage';
import './support';

/** The packaged extension in the browser's extension host, as vscode.dev runs it; all requests are under CORS. */
describe('in the browser’s extension host', () => {
  const kettle = /^<music> Kettle/;
  let stage: Stage;
  let first: Workbench;
  before(async () => {
    stage = await setStage({ settings: { 'remote.extensionKind': { [extensionId]: ['web'] } } });
    first = await stage.open();
    await first.waitForStatus(song, /^<music> Sign in to Spotify$/);
    await signIn(first);
  });
  after(() => stage.close());

  const requests = (wanted: RegExp) =>
    stage.spotify.requests.filter(({ method, path }) => wanted.test(`${method} ${path}`));
  const polls = () => requests(/^GET \/v1\/me\/player$/).length;

  it('keeps the session over a reload, and the log of its requests, which are plain ones', async () => {
    await first.reload();
    await first.waitForStatus(song, kettle);
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
    const book = await readFile(path.join(stage.server.globalStorage, 'requests.log'), 'utf8');
    const lines = book.trim().split('\n');
    assert.deepEqual(
      lines.map((line) => (JSON.parse(line) as { kind: string }).kind),
      ['profile', ...Array.from({ length: polls() }, () => 'poll')],
    );
  });

  it('asks Spotify by one page for all, and by another when that is closed', async () => {
    const before = polls();
    const second = await first.another();
    await second.waitForStatus(song, kettle);
    assert.equal(polls(), before);
    stage.spotify.player.play([songs.local]);
    await second.runCommand('Spotify: Refresh');
    for (const window of [first, second]) await window.waitForStatus(song, /^<file-media>/);
    assert.equal(polls(), before + 1);
    await first.close();
    stage.spotify.player.play([songs.plain]);
    await second.runCommand('Spotify: Refresh');
    await second.waitForStatus(song, kettle);
    await second.runCommand('Spotify: Sign Out');
    await second.waitForStatus(song, /^<music> Sign in to Spotify$/);
    await second.close();
  });
});
