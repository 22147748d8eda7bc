import assert from 'node:assert/strict';
import { fault } from '../spotify';
import { poll } from '../vscode/poll';
import type { Workbench } from '../vscode/workbench';
import { assertNoneStands, setStage, signIn, song, storedFiles, toConsentPage, type Stage } from './support';

describe('a session', () => {
  let stage: Stage;
  let window: Workbench;

  beforeEach(async () => {
    stage = await setStage();
    window = await stage.open();
  });
  afterEach(async () => {
    await window.close();
    await stage.close();
  });

  it('is in the Accounts menu, and ends there', async () => {
    await signIn(window);
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
    await window.messages.dialogButton('Sign Out').click();
    await window.waitForStatus(song, /Sign in to Spotify/);
  });

  it('leaves nothing behind after Spotify: Sign Out', async () => {
    await signIn(window);
    const asked = stage.spotify.requests.length;
    await window.runCommand('Spotify: Sign Out');
    await window.messages.notification('You are signed out of Spotify').waitFor();
    await window.waitForStatus(song, /^<music> Sign in to Spotify$/);
    await window.reload();
    await window.waitForStatus(song, /^<music> Sign in to Spotify$/);
    const kept = await storedFiles(stage.server.globalStorage);
    assert.deepEqual(Object.keys(kept).sort(), ['requests.log', 'session.json', 'windows.key']);
    assert.match(kept['requests.log'] ?? '', /^(\{"at":\d+,"kind":"(poll|profile)"\}\n)+$/);
    assert.deepEqual(Object.keys(JSON.parse(kept['session.json'] ?? '') as object).sort(), [
      'at',
      'signedIn',
    ]);
    assert.equal(stage.spotify.requests.length, asked);
  });

  it('asks calmly to sign in again when Spotify has ended it, and does not try the dead token twice', async () => {
    await signIn(window);
    stage.spotify.tokens.revokeRefreshTokens();
    stage.spotify.tokens.expireAccessTokens();
    await window.runCommand('Spotify: Refresh');
    await window.waitForStatus(song, /^<account> Sign in to Spotify again$/);
    const attempts = tokenRequests(stage);
    await window.reload();
    await window.waitForStatus(song, /^<account> Sign in to Spotify again$/);
    assert.equal(tokenRequests(stage), attempts);
    assert.deepEqual(await window.messages.notifications(), []);
    const consent = await toConsentPage(window);
    await consent.click('#agree');
    await window.waitForStatus(song, /^<music> Kettle/);
  });

  it('outlives every fault of the network, quietly, and recovers by itself', async () => {
    await signIn(window);
    stage.spotify.tokens.expireAccessTokens();
    const faults = [
      { fault: fault.reset(), shows: /^<debug-disconnect> Kettle/ },
      { fault: fault.captivePortal(), shows: /^<debug-disconnect> Kettle/ },
      { fault: fault.serverError({ status: 503, body: 'html' }), shows: /^<warning> Kettle/ },
      { fault: fault.unreadable(), shows: /^<debug-disconnect> Kettle/ },
    ];
    for (const { fault: now, shows } of faults) {
      const lasting = stage.spotify.faults.add(now, { path: /^\/(v1|api)\//, times: Infinity });
      await window.runCommand('Spotify: Refresh');
      await window.waitForStatus(song, shows);
      lasting.remove();
      await window.runCommand('Spotify: Refresh');
      await window.waitForStatus(song, /^<music> Kettle/);
    }
    const lasting = stage.spotify.faults.add(fault.reset(), { path: /^\/v1\//, times: Infinity });
    await window.runCommand('Spotify: Refresh');
    await window.waitForStatus(song, /^<debug-disconnect> Kettle/);
    lasting.remove();
    await window.waitForStatus(song, /^<music> Kettle/);
    assert.deepEqual(await window.messages.notifications(), []);
  });

  it('waits as long as Spotify asks for, whatever the user does', async () => {
    await signIn(window);
    stage.spotify.faults.add(fault.rateLimit({ retryAfter: 3600, body: 'text' }), { times: Infinity });
    await window.runCommand('Spotify: Refresh');
    await window.waitForStatus(song, /^<watch> Kettle/);
    const before = stage.spotify.requests.length;
    await window.runCommand('Spotify: Refresh');
    await window.messages.notification('Spotify asked for a pause').waitFor();
    assert.equal(stage.spotify.requests.length, before);
  });

  it('says which of the two refusals of development mode it met', async () => {
    stage.spotify.apps.default.users = [];
    const consent = await toConsentPage(window);
    await consent.click('#agree');
    await window.waitForStatus(song, /^<warning> Spotify: not available$/);
    const label = await window.statusItem(song).locator('a').getAttribute('aria-label');
    assert.match(label ?? '', /does not list this account/);
  });

  it('keeps tokens, codes, verifiers and states out of logs, settings, files and messages', async () => {
    await signIn(window);
    stage.spotify.tokens.expireAccessTokens();
    await window.runCommand('Spotify: Refresh');
    stage.spotify.faults.add(fault.serverError({ status: 500, body: 'json' }), { path: /^\/(v1|api)\// });
    await window.runCommand('Spotify: Refresh');
    stage.spotify.tokens.revokeRefreshTokens();
    stage.spotify.tokens.expireAccessTokens();
    await window.runCommand('Spotify: Refresh');
    await window.waitForStatus(song, /again/);
    const consent = await toConsentPage(window);
    await consent.click('#cancel');
    await window.messages.notification('You are not signed in').waitFor();

    await assertNoneStands([...stage.spotify.secrets], 10, stage, window);
  });
});

function tokenRequests({ spotify }: Stage): number {
  return spotify.requests.filter((request) => request.path === '/api/token').length;
}
