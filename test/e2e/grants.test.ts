import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { scopes } from '../../src/spotify/requests';
import { poll } from '../vscode/poll';
import type { Workbench } from '../vscode/workbench';
import { setStage, song, type Stage } from './stage';
import { assertNoneStands, clipboard } from './support';

const run = promisify(execFile);

/** One window, in a folder with a file of credentials. */
describe('with a client secret or a refresh token', () => {
  const kettle = /^<music> Kettle/;
  let stage: Stage;
  let window: Workbench;
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'earshot-folder-'));
    stage = await setStage({ settings: { 'git.openRepositoryInParentFolders': 'never' } });
    window = await stage.open({ folder });
    await window.waitForStatus(song, /Sign in to Spotify/);
  });
  after(async () => {
    await window.close();
    await stage.close();
    await rm(folder, { recursive: true });
  });
  beforeEach(async () => {
    if (kettle.test((await window.statusText(song)) ?? '')) await window.runCommand('Spotify: Sign Out');
    await window.waitForStatus(song, /Sign in to Spotify/);
    await window.messages.clear();
  });
  afterEach(() => assertNoneStands([...stage.spotify.secrets, app().clientSecret], 2, stage, window));

  const app = () => stage.spotify.apps.default;

  /** A refresh token as `curl` brings it, with the client secret. */
  function refreshToken(): string {
    const { tokens, user, now } = stage.spotify;
    const grant = { clientId: app().clientId, userId: user.id, scopes, authorizedAt: now() };
    return tokens.issueRefresh(grant, false).value;
  }

  /** By the one command that the palette has for all of them. */
  async function manage(what: string): Promise<void> {
    await window.runCommand('Spotify: Manage Credentials…');
    await window.quickInput.waitFor('Manage Credentials');
    await window.quickInput.pick(what);
  }

  async function enter(title: string, text: string): Promise<void> {
    await window.quickInput.waitFor(title);
    assert.equal(await window.page.locator('.quick-input-box input').getAttribute('type'), 'password');
    await window.quickInput.type(text);
    await window.quickInput.accept();
  }

  it('one signs in through the browser', async () => {
    const consentPage = await window.pageOpenedBy(async () => {
      await manage('Set Client Secret…');
      await enter('Client Secret of Your Spotify App', app().clientSecret);
    });
    await consentPage.click('#agree');
    await window.waitForStatus(song, kettle);
    await consentPage.close();
    const exchange = stage.spotify.requests.find(({ body }) => body.includes('authorization_code'));
    const basic = Buffer.from(`${app().clientId}:${app().clientSecret}`).toString('base64');
    assert.equal(exchange?.headers.authorization, `Basic ${basic}`);
  });

  it('one signs in without the browser, and takes the token elsewhere', async () => {
    const token = refreshToken();
    await manage('Use Refresh Token…');
    await enter('Refresh Token for Spotify', token);
    await window.messages.notification('Signed in to Spotify with your refresh token').waitFor();
    await window.waitForStatus(song, kettle);
    await manage('Copy Refresh Token');
    await window.messages.clickDialog('Copy');
    await window.messages.notification('The refresh token is on the clipboard').waitFor();
    assert.equal(await clipboard(window), token);
  });

  it('one signs in out of a file, which git then ignores', async () => {
    const { clientId, clientSecret } = app();
    const lines = [
      `CLIENT_ID=${clientId}`,
      `CLIENT_SECRET=${clientSecret}`,
      `REFRESH_TOKEN=${refreshToken()}`,
    ];
    await writeFile(path.join(folder, 'credentials.env'), lines.join('\n'));
    await run('git', ['init', '--quiet', folder]);
    await manage('Import Credentials…');
    await window.quickInput.waitFor('Import Credentials for Spotify');
    await window.quickInput.pick('credentials.env');
    await window.messages.dialogButton('Import').waitFor();
    assert.match((await window.messages.dialog())?.detail ?? '', /Warning: This file is in a Git repository/);
    await window.messages.clickDialog('Import');
    await window.waitForStatus(song, kettle);
    await window.messages.clickNotification('Add to .gitignore');
    const ignored = () => run('git', ['-C', folder, 'check-ignore', '--quiet', 'credentials.env']);
    const holds = () =>
      ignored().then(
        () => true,
        () => false,
      );
    assert.ok(await poll(holds), 'git ignores the file');
  });
});
