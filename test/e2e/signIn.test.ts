import assert from 'node:assert/strict';
import { songs } from '../spotify';
import type { Workbench } from '../vscode/workbench';
import { setStage, signIn, song, toConsentPage, type Stage } from './support';

describe('signing in', () => {
  let stage: Stage;
  let window: Workbench;

  before(async () => {
    stage = await setStage();
  });
  after(() => stage.close());

  beforeEach(async () => {
    window = await stage.open();
    await window.waitForStatus(song, /Sign in to Spotify/);
    stage.spotify.requests.length = 0;
  });
  afterEach(async () => {
    stage.spotify.faults.clear();
    await window.close();
  });

  it('asks Spotify nothing before the user does', () => {
    assert.deepEqual(stage.spotify.requests, []);
  });

  it('leads by relay from the palette to the song', async () => {
    await signIn(window);
    const paths = stage.spotify.requests.map(({ path }) => path).filter((path) => path !== '/favicon.ico');
    assert.deepEqual(paths, [
      '/authorize',
      '/authorize/decision',
      '/redirect',
      '/api/token',
      '/v1/me',
      '/v1/me/player',
    ]);
    assert.equal(await window.statusText(song), '<music> Kettle on the Moor – The Paper Lanterns, Odile…');
  });

  it('keeps the user signed in over a reload', async () => {
    await signIn(window);
    await window.reload();
    await window.waitForStatus(song, /^<music> Kettle/);
    const log = (await stage.server.extensionLogs()).at(-1)?.text ?? '';
    assert.match(log, /Status bar: [^]*GET \/me\/player/, 'the item shows before Spotify is asked');
    assert.equal(stage.spotify.requests.filter(({ path }) => path === '/authorize').length, 1);
  });

  it('takes no for an answer', async () => {
    const consent = await toConsentPage(window);
    await consent.click('#cancel');
    await window.messages.notification('You are not signed in').waitFor();
    await window.waitForStatus(song, /Sign in to Spotify/);
    assert.equal(
      stage.spotify.requests.some(({ path }) => path === '/api/token'),
      false,
    );
  });

  it('can be cancelled while the browser is waited for', async () => {
    await toConsentPage(window);
    await window.messages.dismissNotification('waiting for you to agree');
    await window.waitForStatus(song, /Sign in to Spotify/);
  });

  it('refuses the same callback a second time', async () => {
    const consent = await toConsentPage(window);
    await consent.click('#agree');
    await window.waitForStatus(song, /^<music> Kettle/);
    const used = consent.url();
    assert.match(used, /code=/);
    await consent.goto('about:blank');
    await consent.goto(used);
    await window.waitForStatus(song, /^<music> Kettle/);
    assert.equal(stage.spotify.requests.filter(({ path }) => path === '/api/token').length, 1);
  });

  it('offers another way, and signs in by copy and paste', async () => {
    await toConsentPage(window);
    await window.messages.clickNotification('use another way');
    await window.quickInput.waitFor('Sign In to Spotify Another Way');
    const consent = await window.pageOpenedBy(async () => {
      await window.quickInput.pick('By copy and paste');
      await window.messages.dialogButton('Continue').click();
    });
    // The page that the browser ends at cannot be reached; its address is what counts.
    const [ended] = await Promise.all([
      consent.waitForRequest(/127\.0\.0\.1\/callback/),
      consent.click('#agree'),
    ]);
    await window.page.bringToFront();
    await window.quickInput.waitFor('Sign In to Spotify');
    await window.quickInput.type('https://example.com/?code=1');
    await window.quickInput.accept();
    await window.quickInput.waitForMessage('Paste the whole address');
    await window.quickInput.type(ended.url().replace(/state=[^&]*/, 'state=somebody-elses'));
    await window.quickInput.accept();
    await window.quickInput.waitForMessage('belongs to another sign-in');
    await window.quickInput.type(ended.url());
    await window.quickInput.accept();
    await window.waitForStatus(song, /^<music> Kettle/);
  });

  it('says what the redirect URI is, and copies it', async () => {
    await window.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await window.runCommand('Spotify: Sign In');
    await window.messages.dialogButton('Copy Redirect URI').click();
    await window.messages.clickDialog('Cancel');
    const redirectUri = `${stage.spotify.url}/redirect`;
    assert.equal(await window.page.evaluate('navigator.clipboard.readText()'), redirectUri);
    assert.ok(window.messagesSeen.includes(`Is ${redirectUri} registered in your Spotify app?`));
    await window.waitForStatus(song, /Sign in to Spotify/);
  });

  it('survives an unreadable token reply with a sentence', async () => {
    const { fault } = await import('../spotify');
    stage.spotify.faults.add(fault.captivePortal(), { path: /^\/api\/token/ });
    const consent = await toConsentPage(window);
    await consent.click('#agree');
    await window.messages.notification('Something else answered instead of Spotify').waitFor();
    await window.waitForStatus(song, /Sign in to Spotify/);
  });

  it('shows the next song by itself when one ends', async () => {
    const { player } = stage.spotify;
    player.play([songs.plain, songs.episode], { positionMs: songs.plain.durationMs - 12_000 });
    await signIn(window);
    await window.waitForStatus(song, /^<mic> Ep\. 12: What the Bins Said – Slow Radio for/);
  });
});

describe('signing in by loopback', () => {
  let stage: Stage;

  before(async () => {
    stage = await setStage({ settings: { 'earshot.signIn.flow': 'loopback' } });
  });
  after(() => stage.close());

  it('leads to the song', async () => {
    const window = await stage.open();
    const consent = await toConsentPage(window);
    await consent.click('#agree');
    await consent.getByText('You can close this page and go back to your editor').waitFor();
    await window.waitForStatus(song, /^<music> Kettle/);
    const port = new URL(consent.url()).port;
    await assert.rejects(fetch(`http://127.0.0.1:${port}/callback`), 'the port is closed again');
    await window.close();
  });
});
