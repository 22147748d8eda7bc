import assert from 'node:assert/strict';
import { fault } from '../spotify';
import { poll } from '../vscode/poll';
import type { Workbench } from '../vscode/workbench';
import { sharedWindow, signIn, song, toConsentPage, type Stage } from './stage';
import { assertNoneStands } from './support';

describe('a session', () => {
  let stage: Stage;
  let window: Workbench;
  beforeEach(async () => ({ stage, window } = await sharedWindow()));

  it('is in the Accounts menu, and ends there', async () => {
    const entry = window.page.getByRole('menuitem', { name: `${stage.spotify.user.displayName} (Spotify)` });
    // The menu shows what VS Code knew when it was opened, and VS Code learns of a session a moment after us.
    const there = await poll(async () => {
      await window.page.getByRole('button', { name: 'Accounts' }).click();
      if (await entry.isVisible()) return true;
      await window.page.keyboard.press('Escape');
      return false;
    });
    assert.ok(there, 'the account is in the menu');
    await entry.hover();
    // A menu that has only just opened takes no clicks.
    const signOut = window.page.getByRole('menuitem', { name: 'Sign Out' });
    const question = window.messages.dialogButton('Sign Out');
    const asked = await poll(async () => {
      await signOut.click({ timeout: 1_000 }).catch(() => undefined);
      return question.isVisible();
    });
    assert.ok(asked, 'VS Code asks whether to sign out');
    await question.click();
    await window.waitForStatus(song, /Sign in to Spotify/);
  });

  it('keeps tokens, codes, verifiers and states out of logs, settings, files and messages', async () => {
    const { tokens, faults } = stage.spotify;
    await window.runCommand('Spotify: Sign Out');
    await signIn(window);
    tokens.expireAccessTokens();
    await window.runCommand('Spotify: Refresh');
    faults.add(fault.serverError({ status: 500, body: 'json' }), { path: /^\/(v1|api)\// });
    await window.runCommand('Spotify: Refresh');
    tokens.revokeRefreshTokens();
    tokens.expireAccessTokens();
    await window.runCommand('Spotify: Refresh');
    await window.waitForStatus(song, /again/);
    const consentPage = await toConsentPage(window);
    await consentPage.click('#cancel');
    await window.messages.waitForPassing('Sign-in was cancelled.');
    await consentPage.close();
    await assertNoneStands([...stage.spotify.secrets], 10, stage, window);
  });
});
