import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { scopes } from '../../src/spotify/requests';
import { kettle, Profile, signedOut } from './window/profile';
import { until } from './window/user';
import type { ExtensionWindow } from './window/window';

const run = promisify(execFile);
const secretTitle = 'Client Secret of Your Spotify App';
const tokenTitle = 'Refresh Token for Spotify';
const nothingChanged = /Spotify does not accept the client secret of your app.*Nothing was changed/;

describe('a client secret or a refresh token', () => {
  let profile: Profile;
  let window: ExtensionWindow;
  beforeEach(async () => {
    profile = await Profile.make();
    window = profile.open();
    await window.shows(signedOut);
  });
  afterEach(() => profile.end());

  const app = () => profile.spotify.apps.default;
  const basic = () => `Basic ${Buffer.from(`${app().clientId}:${app().clientSecret}`).toString('base64')}`;
  const tokenRequests = () => profile.spotify.requests.filter(({ path: asked }) => asked === '/api/token');
  const renew = (clientSecret: string) => {
    Object.assign(app(), { clientSecret });
    profile.spotify.tokens.expireAccessTokens();
  };

  /** A refresh token as `curl` brings it, with the client secret. */
  function refreshToken(got: readonly string[] = scopes): string {
    const { tokens, user, now } = profile.spotify;
    const grant = { clientId: app().clientId, userId: user.id, scopes: got, authorizedAt: now() };
    return tokens.issueRefresh(grant, false).value;
  }

  async function enter(title: string, text: string): Promise<void> {
    const box = await window.user.box(title);
    assert.ok(box.password, 'nobody reads it over the shoulder');
    assert.equal(box.enter(text), undefined);
  }

  async function click(message: string | RegExp, button: string): Promise<void> {
    (await window.user.message(message)).choose(button);
  }

  /** Sets the secret of the app, which goes over into a sign-in where nobody is signed in. */
  async function signInWithSecret(): Promise<void> {
    const address = profile.toBrowser(window, () => window.run('setClientSecret'));
    await enter(secretTitle, app().clientSecret);
    await profile.decide(window, await address, 'agree');
    await window.shows(kettle);
  }

  it('is managed by a list of what can be done now', async () => {
    const listed = async () => {
      void window.run('manageCredentials');
      return window.user.pick('Manage Credentials');
    };
    const always = ['Set Client ID…', 'Set Client Secret…', 'Import Credentials…', 'Use Refresh Token…'];
    const list = await listed();
    assert.deepEqual(list.labels, always);
    list.pick('Use Refresh Token…');
    await enter(tokenTitle, refreshToken());
    await click('Spotify requires the client secret', 'Set Client Secret');
    await enter(secretTitle, app().clientSecret);
    await enter(tokenTitle, refreshToken());
    await window.shows(kettle);
    const { labels } = await listed();
    assert.deepEqual(labels, [
      ...always.slice(0, 2),
      'Remove Client Secret',
      ...always.slice(2),
      'Copy Refresh Token',
    ]);
  });

  it('shows itself with PKCE, and can be set right when Spotify has another', async () => {
    await signInWithSecret();
    const exchange = tokenRequests().find(({ body }) => body.includes('authorization_code'));
    assert.equal(exchange?.headers.authorization, basic());
    assert.match(new URLSearchParams(exchange.body).get('code_verifier') ?? '', /^[\w.~-]{43,128}$/);

    const { clientSecret } = app();
    const renewed = 'c0ffee'.repeat(6).slice(0, 32);
    renew(renewed);
    await window.run('refresh');
    const item = await window.shows(/^\$\(warning\) Kettle/);
    assert.match(item?.accessibilityInformation?.label ?? '', /does not accept the client secret/);
    void window.click(item);
    await enter(secretTitle, clientSecret);
    await click(nothingChanged, 'Set Client Secret');
    await window.shows(/^\$\(warning\) Kettle/);
    await enter(secretTitle, renewed);
    await window.user.message('The client secret is valid and was saved');
    await window.shows(kettle);
    assert.equal(tokenRequests().at(-1)?.headers.authorization, basic());
    assert.equal(profile.requests(/authorize$/).length, 1);

    await window.run('signOut');
    await click('The client secret of your app is still stored', 'Remove Client Secret');
    await window.user.message('The client secret was removed');
  });

  it('goes for all windows when it is set in one that has a copy of its own', async () => {
    profile.close(window);
    window = profile.open({ copiedSecrets: true });
    await signInWithSecret();
    const first = window;
    window = profile.open({ copiedSecrets: true });
    await window.shows(kettle);
    const renewed = 'decade'.repeat(6).slice(0, 32);
    renew(renewed);
    await window.run('refresh');
    void window.click(await window.shows(/^\$\(warning\) Kettle/));
    await enter(secretTitle, renewed);
    await window.user.message('The client secret is valid and was saved');
    for (const one of [window, first]) await one.shows(kettle);
  });

  it('may be typed in, and is told what it lacks', async () => {
    const token = refreshToken(['user-read-playback-state', 'user-read-currently-playing']);
    void window.run('useRefreshToken');
    await enter(tokenTitle, token);
    await click('Spotify requires the client secret of your app', 'Set Client Secret');
    await window.shows(signedOut);
    await enter(secretTitle, app().clientSecret);
    await enter(tokenTitle, token);
    await window.shows(kettle);
    await window.user.message(/does not include user-modify-playback-state.*Sign in through the browser/);

    void window.run('useRefreshToken');
    await enter(tokenTitle, 'AQinvented-by-nobody');
    await window.user.message('Spotify does not accept this refresh token');
    await window.shows(kettle);

    const copied = window.run('copyRefreshToken');
    const question = await window.user.message('Copy the refresh token of your Spotify account?');
    assert.match(question.detail, /Anyone who has it.*control your playback.*six months/);
    question.choose('Copy');
    await copied;
    await window.user.message('The refresh token is on the clipboard');
    assert.equal(window.user.clipboard, token);
    window = profile.reload(window);
    await window.shows(kettle);
  });

  describe('in a file', () => {
    let folder: string;
    let file: string;
    beforeEach(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'earshot-folder-'));
      file = path.join(folder, 'credentials.env');
      window = profile.reload(window, { folder });
    });
    afterEach(() => rm(folder, { recursive: true, maxRetries: 5 }));

    /** Up to the question whether to import. */
    async function choose(name = 'credentials.env') {
      void window.run('importCredentials');
      (await window.user.pick('Import Credentials for Spotify')).pick(name);
      return window.user.message(/^Import .* from .*\?/);
    }

    it('is not used before somebody wants that', async () => {
      await writeFile(file, `CLIENT_ID=${'a'.repeat(32)}\nREFRESH_TOKEN=${refreshToken()}\n`);
      const done = window.run('importCredentials');
      (await window.user.pick('Import Credentials for Spotify')).pick('credentials.env');
      const question = await window.user.message(
        'Import the client ID and the refresh token from credentials.env?',
      );
      question.choose();
      await done;
      assert.deepEqual(profile.requests(), []);
      assert.equal(vscode.workspace.getConfiguration('earshot').get('clientId'), app().clientId);
      await window.shows(signedOut);
    });

    it('signs in, and can be deleted', async () => {
      const { clientId, clientSecret } = app();
      await writeFile(
        file,
        `SPOTIFY_CLIENT_ID=${clientId}\r\nexport client_secret="${clientSecret}"\r\nrefresh-token=${refreshToken()}\r\n`,
      );
      await run('git', ['init', '--quiet', folder]);
      await profile.set({ clientId: undefined });
      const question = await choose();
      assert.equal(
        question.text,
        'Import the client ID, the client secret, and the refresh token from credentials.env?',
      );
      assert.match(question.detail, /Warning: This file is in a Git repository/);
      question.choose('Import');
      await window.shows(kettle);
      await window.user.message('Signed in to Spotify with your refresh token');
      assert.deepEqual(
        profile.spotify.requests
          .slice(0, 2)
          .map(({ path: asked, headers }) => [asked, headers.authorization === basic()]),
        [
          ['/api/token', true],
          ['/v1/me', false],
        ],
      );
      assert.equal(vscode.workspace.getConfiguration('earshot').get('clientId'), clientId);
      await click(/^Imported .* from credentials\.env/, 'Add to .gitignore');
      await until('git ignores the file', () =>
        run('git', ['-C', folder, 'check-ignore', '--quiet', 'credentials.env']).then(
          () => true,
          () => false,
        ),
      );
      (await choose()).choose('Import');
      await click(/^Imported .* from credentials\.env.*no longer need the file/, 'Delete File');
      // The machine of the tests has no trash.
      const lasting = await window.user.message('credentials.env cannot be moved to the trash');
      assert.ok(lasting.modal);
      await stat(file);
      lasting.choose('Delete Permanently');
      await until('the file is gone', () =>
        stat(file).then(
          () => false,
          () => true,
        ),
      );
    });

    it('may be JSON, with names that mean nothing here', async () => {
      const { clientId, clientSecret } = app();
      const json = path.join(folder, 'credentials.json');
      const others = { SPOTIFY_REDIRECT_URI: 'http://127.0.0.1/callback', spotify_key: clientId };
      await writeFile(
        json,
        JSON.stringify({ SPOTIFY_PUBLIC: clientId, SPOTIFY_SECRET: clientSecret, ...others }),
      );
      await writeFile(path.join(folder, '.env.local'), '');
      void window.run('importCredentials');
      const files = await window.user.pick('Import Credentials for Spotify');
      assert.deepEqual(files.labels, ['.env.local', 'credentials.json', 'Another File…']);
      files.pick('credentials.json');
      const question = await window.user.message(
        'Import the client ID and the client secret from credentials.json?',
      );
      assert.match(question.detail, /Earshot does not use SPOTIFY_REDIRECT_URI and spotify_key\./);
      question.choose('Import');
      const told = await window.user.message(
        /^Imported .* from credentials\.json.*remove the imported values/,
      );
      assert.deepEqual(told.buttons, []);

      await writeFile(json, JSON.stringify({ SPOTIFY_SECRET: clientSecret, SPOTIFY_KEY: clientId }));
      await profile.set({ clientId: '' });
      void window.run('importCredentials');
      (await window.user.pick('Import Credentials for Spotify')).pick('credentials.json');
      await window.user.message(
        'but not the matching client ID. Earshot does not use SPOTIFY_KEY. Nothing was changed',
      );
    });

    it('changes nothing while it is bad, and stays if it has other things in it', async () => {
      const { clientId, clientSecret } = app();
      await writeFile(file, `CLIENT_ID=${clientId.slice(1)}\nCLIENT_SECRET=${clientSecret}\n`);
      const done = window.run('importCredentials');
      (await window.user.pick('Import Credentials for Spotify')).pick('credentials.env');
      await done;
      await window.user.message(
        'A Spotify client ID has 32 characters. This one has 31. Nothing was changed.',
      );
      assert.deepEqual(tokenRequests(), []);

      // One for the other, which both look like either.
      await writeFile(file, `CLIENT_ID=${clientSecret}\nCLIENT_SECRET=${clientId}\n`);
      (await choose()).choose('Import');
      await window.user.message(nothingChanged);
      assert.equal(tokenRequests().length, 1);
      await window.run('removeClientSecret');
      await window.user.message('No client secret is stored');
      assert.equal(vscode.workspace.getConfiguration('earshot').get('clientId'), clientId);

      // Right at last, in a file that holds other things, too.
      await writeFile(file, `DATABASE_URL=postgres:\nCLIENT_ID=${clientId}\nCLIENT_SECRET=${clientSecret}\n`);
      (await choose()).choose('Import');
      const told = await window.user.message(
        /^Imported .* from credentials\.env.*remove the imported values/,
      );
      assert.deepEqual(told.buttons, []);
    });

    it('with another secret than the one that Spotify accepts leaves that one', async () => {
      await signInWithSecret();
      await writeFile(file, `CLIENT_ID=${app().clientId}\nCLIENT_SECRET=${'f'.repeat(32)}\n`);
      (await choose()).choose('Import');
      await window.user.message(nothingChanged);
      profile.spotify.tokens.expireAccessTokens();
      const before = tokenRequests().length;
      await window.run('refresh');
      await until('a new token', () => tokenRequests().length > before);
      await window.shows(kettle);
    });

    it('is found by the dialog, too', async () => {
      const elsewhere = path.join(folder, 'mine.txt');
      await writeFile(
        elsewhere,
        `CLIENT_ID=${app().clientId}\nREFRESH_TOKEN=${refreshToken()}\nCLIENT_SECRET=${app().clientSecret}`,
      );
      window.user.file = vscode.Uri.file(elsewhere);
      void window.run('importCredentials');
      (await window.user.message(/^Import .* from .*\?/)).choose('Import');
      await window.shows(kettle);
      assert.ok((await readFile(elsewhere, 'utf8')).includes('CLIENT_ID'));
    });
  });
});
