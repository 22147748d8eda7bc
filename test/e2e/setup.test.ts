import assert from 'node:assert/strict';
import type { Workbench } from '../vscode/workbench';
import { setStage, signIn, song, type Stage } from './support';

describe('setting up', () => {
  let stage: Stage;
  let window: Workbench;

  const open = async (settings: Record<string, unknown>) => {
    stage = await setStage({ settings });
    window = await stage.open();
    await window.waitForStatus(song, /Sign in/);
  };
  afterEach(async () => {
    await window.close();
    await stage.close();
  });

  it('asks for the client ID, says what is wrong with one, and keeps the right one', async () => {
    await open({ 'earshot.clientId': '' });
    await window.statusItem(song).click();
    await window.quickInput.waitFor('Client ID of Your Spotify App');
    await window.quickInput.type('abc');
    await window.quickInput.accept();
    await window.quickInput.waitForMessage('A Spotify client ID has 32 digits; this one has 3.');
    await window.quickInput.type(' '.repeat(2) + 'g'.repeat(32));
    await window.quickInput.accept();
    await window.quickInput.waitForMessage('has only digits and letters from a to f');
    const consent = await window.pageOpenedBy(async () => {
      await window.quickInput.type(` ${stage.spotify.apps.default.clientId.toUpperCase()} `);
      await window.quickInput.accept();
      await window.messages.dialogButton('Continue').click();
    });
    await consent.click('#agree');
    await window.waitForStatus(song, /^<music> Kettle/);
  });

  it('can be left at any question, and changes nothing', async () => {
    await open({ 'earshot.clientId': '' });
    await window.statusItem(song).click();
    await window.quickInput.waitFor('Client ID of Your Spotify App');
    await window.quickInput.cancel();
    await window.waitForStatus(song, /^<music> Sign in to Spotify$/);
    assert.deepEqual(await window.messages.notifications(), []);
  });

  it('reports a format with a fault in a sentence and goes on with the default', async () => {
    await open({ 'earshot.statusBar.format': '{icon} {titel}' });
    await window.messages.notification('The format has an unknown token').waitFor();
    await signIn(window);
  });

  it('asks nobody when the server is not on this machine', async () => {
    await open({ 'earshot.server': 'http://spotify.example:80' });
    await window.messages.notification('The setting earshot.server must be empty').waitFor();
    await window.runCommand('Spotify: Sign In');
    await window.messages.notification('Spotify is not asked until it is').nth(1).waitFor();
    await window.waitForStatus(song, /^<music> Sign in to Spotify$/);
  });

  it('is led by a walkthrough whose steps complete by themselves', async () => {
    await open({});
    await window.runCommand('Spotify: Get Started');
    const steps = window.page.locator('.getting-started-step');
    await steps.first().waitFor();
    assert.equal(await steps.count(), 5);
    await signIn(window);
    for (const title of [
      'Create an app',
      'Copy the redirect URI',
      'Paste the client ID',
      'Sign in',
      'Play something',
    ]) {
      const step = steps.filter({ hasText: title });
      await step.locator('.codicon-getting-started-step-checked').waitFor();
    }
  });
});

describe('the oldest VS Code', () => {
  it('signs in by relay, shows the song and signs out', async () => {
    const stage = await setStage({ version: '1.99' });
    const window = await stage.open();
    await signIn(window);
    await window.reload();
    await window.waitForStatus(song, /^<music> Kettle/);
    await window.runCommand('Spotify: Sign Out');
    await window.waitForStatus(song, /Sign in to Spotify/);
    await window.close();
    await stage.close();
  });
});
