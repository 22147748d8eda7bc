import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { scopes } from '../../src/spotify/scopes';
import { poll } from '../vscode/poll';
import type { Workbench } from '../vscode/workbench';
import { assertNoneStands, setStage, song, type Stage } from './support';

const run = promisify(execFile);

describe('grants with a client secret or a refresh token', () => {
  let stage: Stage;
  let window: Workbench;
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'earshot-folder-'));
    stage = await setStage({ settings: { 'git.openRepositoryInParentFolders': 'never' } });
  });
  afterEach(async () => {
    await window.close();
    await stage.close();
    await rm(folder, { recursive: true });
  });

  const app = () => stage.spotify.apps.default;
  const basic = () => `Basic ${Buffer.from(`${app().clientId}:${app().clientSecret}`).toString('base64')}`;
  const tokenRequests = () => stage.spotify.requests.filter(({ path }) => path === '/api/token');

  /** A refresh token as `curl` brings it, with the client secret or by PKCE. */
  function refreshToken(pkce: boolean, got: readonly string[] = scopes): string {
    const { tokens, user, now } = stage.spotify;
    const { clientId } = app();
    return tokens.issueRefresh({ clientId, userId: user.id, scopes: got, authorizedAt: now() }, pkce).value;
  }

  async function openWindow(inFolder?: string): Promise<void> {
    window = await stage.open(inFolder === undefined ? {} : { folder: inFolder });
    await window.waitForStatus(song, /Sign in to Spotify/);
  }

  async function answer(title: string, text: string): Promise<void> {
    await window.quickInput.waitFor(title);
    assert.equal(await window.page.locator('.quick-input-box input').getAttribute('type'), 'password');
    await window.quickInput.type(text);
    await window.quickInput.accept();
  }

  /** Sets the secret of the app, which goes over into a sign-in where nobody is signed in. */
  async function signInWithSecret(): Promise<void> {
    const consent = await window.pageOpenedBy(async () => {
      await window.runCommand('Spotify: Set Client Secret…');
      await answer('Client Secret of Your Spotify App', app().clientSecret);
      await window.messages.dialogButton('Continue').click();
    });
    await consent.waitForLoadState();
    await consent.click('#agree');
    await window.waitForStatus(song, /^<music> Kettle/);
    await consent.close();
  }

  /** No secret stands anywhere but in secret storage, where VS Code keeps it encrypted or in the browser. */
  async function assertNothingLeaked(): Promise<void> {
    await assertNoneStands([...stage.spotify.secrets, app().clientSecret], 2, stage, window);
  }

  it('sign in with the secret and PKCE, and outlive a secret that is wrong', async () => {
    await openWindow();
    await signInWithSecret();
    const exchange = tokenRequests().find(({ body }) => body.includes('authorization_code'));
    assert.equal(exchange?.headers.authorization, basic());
    assert.match(new URLSearchParams(exchange.body).get('code_verifier') ?? '', /^[\w.~-]{43,128}$/);

    const { clientSecret } = app();
    const renewed = 'c0ffee'.repeat(6).slice(0, 32);
    Object.assign(app(), { clientSecret: renewed });
    stage.spotify.tokens.expireAccessTokens();
    await window.runCommand('Spotify: Refresh');
    await window.waitForStatus(song, /^<warning> Kettle/);
    const label = await window.statusItem(song).locator('a').getAttribute('aria-label');
    assert.match(label ?? '', /does not accept the client secret/);

    await window.statusItem(song).locator('a').click();
    await answer('Client Secret of Your Spotify App', clientSecret);
    await window.messages.notification('Spotify does not accept the client secret of your app').waitFor();
    await window.waitForStatus(song, /^<warning> Kettle/);
    await window.messages.clickNotification('Set Client Secret');
    await answer('Client Secret of Your Spotify App', renewed);
    await window.messages.notification('Spotify accepts the client secret').waitFor();
    await window.waitForStatus(song, /^<music> Kettle/);
    assert.equal(tokenRequests().at(-1)?.headers.authorization, basic());
    assert.equal(stage.spotify.requests.filter(({ path }) => path === '/authorize').length, 1);

    // What was said is away then: of more than three messages in a second VS Code hides the last.
    await window.reload();
    await window.waitForStatus(song, /^<music> Kettle/);
    await window.runCommand('Spotify: Sign Out');
    await window.messages.notification('The client secret, which is your app’s, is still kept').waitFor();
    await window.messages.clickNotification('Remove Client Secret');
    await window.messages.notification('The client secret is deleted').waitFor();
    await assertNothingLeaked();
  });

  it('go on in every window when the right secret is set in one that has a copy of its own', async () => {
    await openWindow();
    await signInWithSecret();
    const first = window;
    window = await first.another();
    await window.waitForStatus(song, /^<music> Kettle/);
    const renewed = 'decade'.repeat(6).slice(0, 32);
    Object.assign(app(), { clientSecret: renewed });
    stage.spotify.tokens.expireAccessTokens();
    await window.runCommand('Spotify: Refresh');
    await window.waitForStatus(song, /^<warning> Kettle/);
    await window.statusItem(song).locator('a').click();
    await answer('Client Secret of Your Spotify App', renewed);
    await window.messages.notification('Spotify accepts the client secret').waitFor();
    await window.waitForStatus(song, /^<music> Kettle/);
    await first.waitForStatus(song, /^<music> Kettle/);
    await first.close();
  });

  it('come out of a credentials.env, which is then put away', async () => {
    const file = path.join(folder, 'credentials.env');
    const token = refreshToken(false);
    const { clientId, clientSecret } = app();
    await writeFile(
      file,
      `# mine\nSPOTIFY_CLIENT_ID=${clientId}\r\nexport client_secret="${clientSecret}"\r\nrefresh-token=${token}\r\n`,
    );
    await run('git', ['init', '--quiet', folder]);
    await stage.server.updateSettings({ 'earshot.clientId': undefined });
    await openWindow(folder);
    const toDialog = async () => {
      await window.runCommand('Spotify: Import Credentials…');
      await window.quickInput.waitFor('Import Credentials for Spotify');
      await window.quickInput.pick('credentials.env');
      await window.messages.dialogButton('Import').waitFor();
      return window.messages.dialog();
    };
    const question = await toDialog();
    assert.equal(
      question?.message,
      'credentials.env has the client ID, the client secret, and the refresh token. Import it?',
    );
    assert.match(question.detail, /Careful: this file lies in a folder that git tracks/);
    await window.messages.clickDialog('Import');
    await window.waitForStatus(song, /^<music> Kettle/);
    await window.messages.notification('You are signed in to Spotify with your refresh token').waitFor();
    assert.deepEqual(
      stage.spotify.requests
        .slice(0, 2)
        .map(({ path, headers }) => [path, headers.authorization === basic()]),
      [
        ['/api/token', true],
        ['/v1/me', false],
      ],
    );
    const settings = await readFile(path.join(stage.server.userDataDir, 'User', 'settings.json'), 'utf8');
    assert.ok(settings.includes(clientId));
    await window.messages.clickNotification('Add to .gitignore');
    const ignored = () => run('git', ['-C', folder, 'check-ignore', '--quiet', 'credentials.env']);
    assert.ok(
      await poll(() =>
        ignored().then(
          () => true,
          () => false,
        ),
      ),
      'git ignores the file',
    );

    await window.reload();
    await window.waitForStatus(song, /^<music> Kettle/);
    await toDialog();
    await window.messages.clickDialog('Import');
    await window.messages.clickNotification('Delete File');
    assert.ok(
      await poll(() =>
        stat(file).then(
          () => false,
          () => true,
        ),
      ),
      'the file is gone',
    );
    await assertNothingLeaked();
  });

  it('come out of no bad credentials.env, which changes nothing, and of a good one with other things in it', async () => {
    const file = path.join(folder, 'credentials.env');
    const { clientId, clientSecret } = app();
    await writeFile(file, `CLIENT_ID=${clientId.slice(1)}\nCLIENT_SECRET=${clientSecret}\n`);
    await openWindow(folder);
    const settings = () => readFile(path.join(stage.server.userDataDir, 'User', 'settings.json'), 'utf8');
    const before = await settings();
    const importFile = async () => {
      await window.runCommand('Spotify: Import Credentials…');
      await window.quickInput.pick('credentials.env');
    };
    await importFile();
    const sentence = 'A Spotify client ID has 32 digits; this one has 31. Nothing was changed.';
    await window.messages.notification(sentence).waitFor();
    assert.deepEqual(tokenRequests(), []);

    // One for the other, which both look like either.
    await writeFile(file, `CLIENT_ID=${clientSecret}\nCLIENT_SECRET=${clientId}\n`);
    await importFile();
    await window.messages.clickDialog('Import');
    await window.messages
      .notification(/does not accept the client secret of your app.*Nothing was changed/)
      .waitFor();
    assert.equal(tokenRequests().length, 1);
    assert.equal(await settings(), before);
    await window.runCommand('Spotify: Remove Client Secret');
    await window.messages.notification('No client secret is kept here').waitFor();

    // Right at last, in a file that holds other things, too, and so stays.
    await writeFile(file, `DATABASE_URL=postgres:\nCLIENT_ID=${clientId}\nCLIENT_SECRET=${clientSecret}\n`);
    await importFile();
    await window.messages.clickDialog('Import');
    const told = window.messages.notification(/of credentials\.env are imported.*the rest of it is yours/);
    await told.waitFor();
    assert.equal(await told.locator('.monaco-button').count(), 0);
    await assertNothingLeaked();
  });

  it('keep the secret that Spotify accepts when a file has another', async () => {
    const file = path.join(folder, 'credentials.env');
    await writeFile(file, `CLIENT_ID=${app().clientId}\nCLIENT_SECRET=${'f'.repeat(32)}\n`);
    await openWindow(folder);
    await signInWithSecret();
    await window.runCommand('Spotify: Import Credentials…');
    await window.quickInput.pick('credentials.env');
    await window.messages.clickDialog('Import');
    await window.messages
      .notification(/does not accept the client secret of your app.*Nothing was changed/)
      .waitFor();
    stage.spotify.tokens.expireAccessTokens();
    const before = stage.spotify.tokens.accessTokens.length;
    await window.runCommand('Spotify: Refresh');
    assert.ok(await poll(() => stage.spotify.tokens.accessTokens.length > before), 'a new token');
    await window.waitForStatus(song, /^<music> Kettle/);
    await assertNothingLeaked();
  });

  it('take a refresh token, and give it back', async () => {
    await openWindow();
    await window.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const use = async (token: string) => {
      await window.runCommand('Spotify: Use Refresh Token…');
      await answer('Refresh Token for Spotify', token);
    };
    const token = refreshToken(false, ['user-read-playback-state', 'user-read-currently-playing']);
    await use(token);
    await window.messages.notification('Spotify wants the client secret of your app').waitFor();
    await window.waitForStatus(song, /Sign in to Spotify/);
    await window.messages.clickNotification('Set Client Secret');
    await answer('Client Secret of Your Spotify App', app().clientSecret);
    await answer('Refresh Token for Spotify', token);
    await window.waitForStatus(song, /^<music> Kettle/);
    await window.messages
      .notification(/does not cover user-modify-playback-state.*Sign in through the browser/)
      .waitFor();

    await use('AQinvented-by-nobody');
    await window.messages.notification('Spotify does not accept this refresh token').waitFor();
    await window.waitForStatus(song, /^<music> Kettle/);

    await window.runCommand('Spotify: Copy Refresh Token');
    await window.messages.dialogButton('Copy').waitFor();
    const dialog = await window.messages.dialog();
    assert.match(dialog?.detail ?? '', /Whoever has it.*control what you play.*six months/);
    await window.messages.clickDialog('Copy');
    await window.messages.notification('The refresh token is in the clipboard').waitFor();
    const copied = await window.page.evaluate(() =>
      (
        globalThis as unknown as { navigator: { clipboard: { readText(): Promise<string> } } }
      ).navigator.clipboard.readText(),
    );
    assert.equal(copied, token);
    await window.reload();
    await window.waitForStatus(song, /^<music> Kettle/);
    await assertNothingLeaked();
  });
});
