import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { poll } from '../vscode/poll';
import type { Workbench } from '../vscode/workbench';
import { setStage, song, toConsentPage, type Stage } from './stage';
import { clipboard } from './support';

/** One window, in which one signs in again and again. */
describe('signing in', () => {
  const nobody = /^<music> Sign in to Spotify$/;
  const kettle = /^<music> Kettle/;
  let stage: Stage;
  let window: Workbench;
  before(async () => {
    stage = await setStage();
    window = await stage.open();
    await window.waitForStatus(song, nobody);
  });
  after(async () => {
    await window.close();
    await stage.close();
  });
  beforeEach(async () => {
    if (kettle.test((await window.statusText(song)) ?? '')) await window.runCommand('Spotify: Sign Out');
    await window.waitForStatus(song, nobody);
    await window.messages.clear();
  });

  const load = async (settings: Record<string, unknown>) => {
    await stage.server.updateSettings(settings);
    await window.reload();
    await window.waitForStatus(song, nobody);
  };

  it('leads by relay from the palette to the song', async () => {
    assert.equal(stage.spotify.requests.length, 0);
    await window.runCommand('Spotify: Sign In');
    await window.messages.clickDialog('Copy Redirect URI');
    const consentPage = await window.pageOpenedBy(() => window.messages.clickNotification('Continue'));
    assert.equal(await clipboard(window), `${stage.spotify.url}/redirect`);
    await consentPage.click('#agree');
    await window.waitForStatus(song, '<music> Kettle on the Moor – The Paper Lanterns, Odile…');
    const paths = stage.spotify.requests.map((request) => request.path);
    assert.deepEqual(
      paths.filter((one) => one !== '/favicon.ico'),
      ['/authorize', '/authorize/decision', '/redirect', '/api/token', '/v1/me', '/v1/me/player'],
    );
    await consentPage.close();
  });

  it('can be cancelled, or be gone on with another way: by copy and paste', async () => {
    await (await toConsentPage(window)).close();
    await window.messages.dismissNotification('waiting for you to agree');
    await window.waitForStatus(song, nobody);
    await (await toConsentPage(window)).close();
    await window.messages.clickNotification('use another way');
    await window.quickInput.waitFor('Sign In to Spotify Another Way');
    const consentPage = await window.pageOpenedBy(() => window.quickInput.pick('By copy and paste'));
    // The page that the browser ends at cannot be reached; its address is what counts.
    const [ended] = await Promise.all([
      consentPage.waitForRequest(/127\.0\.0\.1\/callback/),
      consentPage.click('#agree'),
    ]);
    await window.page.bringToFront();
    await window.quickInput.waitFor('Sign In to Spotify');
    await window.quickInput.type('https://example.com/?code=1');
    await window.quickInput.accept();
    await window.quickInput.waitForMessage('Paste the full address');
    await window.quickInput.type(ended.url());
    await window.quickInput.accept();
    await window.waitForStatus(song, kettle);
    await consentPage.close();
  });

  it('goes on where somebody answers VS Code’s own question with “Copy”', async () => {
    // It asks before it opens anything but this machine's own pages.
    await load({ 'earshot.server': undefined });
    await window.runCommand('Spotify: Sign In');
    await window.messages.clickDialog('Continue');
    await window.messages.clickDialog('Copy');
    await window.messages.notification('the browser did not open').waitFor();
    const copied = new URL(String(await clipboard(window)));
    assert.equal(copied.origin, 'https://accounts.spotify.com');
    const answer = new URLSearchParams({ code: 'abc', state: copied.searchParams.get('state') ?? '' });
    const relay = await window.page.context().newPage();
    await relay.goto(`${stage.spotify.url}/redirect?${answer.toString()}`);
    // The answer is taken; Spotify itself is out of reach for whoever tests.
    await window.messages.notification(/Cannot reach Spotify|does not accept your client ID/).waitFor();
    await relay.close();
    await load({ 'earshot.server': stage.spotify.url });
  });

  it('says after a restart meanwhile that it came to nothing, and begins again', async () => {
    const lost = await toConsentPage(window);
    await poll(async () => (await remembered(window)).includes('signInUnderWay'));
    await window.reload();
    await window.messages.notification('VS Code restarted during the Spotify sign-in').waitFor();
    await lost.close();
    const consentPage = await window.pageOpenedBy(() => window.messages.clickNotification('Sign In'));
    await consentPage.click('#agree');
    await window.waitForStatus(song, kettle);
    await consentPage.close();
  });

  it('leads by loopback, where the settings say so, to a page that says it is done', async () => {
    await load({ 'earshot.signIn.flow': 'loopback' });
    const consentPage = await toConsentPage(window);
    await consentPage.click('#agree');
    await consentPage.getByText('You can close this page and return to your editor').waitFor();
    await window.waitForStatus(song, kettle);
    await consentPage.close();
    await stage.server.updateSettings({ 'earshot.signIn.flow': undefined });
  });

  it('asks for the client ID first, and for settings that can be written', async () => {
    await load({ 'earshot.clientId': '' });
    const file = path.join(stage.server.userDataDir, 'User', 'settings.json');
    const good = await readFile(file, 'utf8');
    const { clientId } = stage.spotify.apps.default;
    const enter = async (text: string) => {
      await window.quickInput.waitFor('Client ID of Your Spotify App');
      await window.quickInput.type(text);
      await window.quickInput.accept();
    };
    const begin = async () => {
      await window.statusItem(song).click();
      await window.quickInput.pick('I Have a Client ID');
    };
    await writeFile(file, '{ "earshot.clientId": ');
    await begin();
    await enter(clientId);
    await window.messages.notification('VS Code cannot write your settings').waitFor();
    await writeFile(file, good);
    await window.reload();
    await window.waitForStatus(song, nobody);
    await begin();
    await enter('abc');
    await window.quickInput.waitForMessage('A Spotify client ID has 32 characters. This one has 3.');
    const consentPage = await window.pageOpenedBy(() => enter(` ${clientId.toUpperCase()} `));
    await consentPage.click('#agree');
    await window.waitForStatus(song, kettle);
    await consentPage.close();
  });
});

/** All that VS Code has stored in the browser, to be there after a reload: it writes a moment later. */
function remembered(window: Workbench): Promise<string> {
  return window.page.evaluate<string>(`(async () => {
    const done = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    const values = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        values.push(await done(database.transaction(store).objectStore(store).getAll()));
      }
      database.close();
    }
    return JSON.stringify(values);
  })()`);
}
