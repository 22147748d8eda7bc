import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
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

  it('can be left at any question, and says so where the settings cannot be written', async () => {
    await open({ 'earshot.clientId': '' });
    await window.statusItem(song).click();
    await window.quickInput.waitFor('Client ID of Your Spotify App');
    await window.quickInput.cancel();
    await window.waitForStatus(song, /^<music> Sign in to Spotify$/);
    assert.deepEqual(await window.messages.notifications(), []);

    await writeFile(path.join(stage.server.userDataDir, 'User', 'settings.json'), '{ "earshot.clientId": ');
    await window.statusItem(song).click();
    await window.quickInput.waitFor('Client ID of Your Spotify App');
    await window.quickInput.type(stage.spotify.apps.default.clientId);
    await window.quickInput.accept();
    await window.messages.notification('VS Code cannot write your settings').waitFor();
    assert.deepEqual(stage.spotify.requests, []);
  });

  it('reports a format with a fault in a sentence and goes on with the default', async () => {
    await open({ 'earshot.statusBar.format': '{icon} {titel}' });
    await window.messages.notification('The format has an unknown token').waitFor();
    await signIn(window);
  });

  it('puts the item where the settings say, and hides it when they say so', async () => {
    await open({ 'earshot.statusBar.alignment': 'right', 'earshot.statusBar.showWhenPaused': false });
    await window.page.locator('.part.statusbar .right-items').locator(window.statusItem(song)).waitFor();
    await signIn(window);
    stage.spotify.player.pause();
    await window.runCommand('Spotify: Refresh');
    await window.waitForStatus(song, (text) => text === undefined);
    stage.spotify.player.resume();
    await window.runCommand('Spotify: Refresh');
    await window.waitForStatus(song, /^<music> Kettle/);
  });

  it('asks nobody when the server is not on this machine', async () => {
    await open({ 'earshot.server': 'http://spotify.example:80' });
    const sentence = 'The setting earshot.server must be empty';
    await window.messages.dismissNotification(sentence);
    await window.runCommand('Spotify: Sign In');
    await window.messages.notification(sentence).waitFor();
    await window.waitForStatus(song, /^<music> Sign in to Spotify$/);
    assert.deepEqual(stage.spotify.requests, []);
  });

  it('is led by a walkthrough whose steps complete by themselves', async () => {
    await open({ 'earshot.clientId': '' });
    await window.runCommand('Spotify: Get Started');
    const step = (title: string) => window.page.locator('.getting-started-step').filter({ hasText: title });
    const done = (title: string) => step(title).locator('.codicon-getting-started-step-checked').waitFor();
    const press = (button: string) => window.page.getByRole('button', { name: button, exact: true }).click();

    await press('Open the Dashboard');
    await window.messages.clickDialog('Cancel');
    await done('Create an app');
    await step('Copy the redirect URI').click();
    await press('Copy Redirect URI');
    await done('Copy the redirect URI');
    await step('Paste the client ID').click();
    await press('Set Client ID');
    await window.quickInput.waitFor('Client ID of Your Spotify App');
    const consent = await window.pageOpenedBy(async () => {
      await window.quickInput.type(stage.spotify.apps.default.clientId);
      await window.quickInput.accept();
      await done('Paste the client ID');
      await window.messages.dialogButton('Continue').click();
    });
    await consent.click('#agree');
    await window.waitForStatus(song, /^<music> Kettle/);
    await done('Sign in');
    await done('Play something');
  });
});

describe('the oldest VS Code', () => {
  it('signs in by relay, shows the song and signs out', async () => {
    const stage = await setStage({ version: '1.99' });
    const window = await stage.open();
    await signIn(window);
    await window.runCommand('Spotify: Sign Out');
    await window.waitForStatus(song, /Sign in to Spotify/);
    await window.close();
    await stage.close();
  });
});
