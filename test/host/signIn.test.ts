import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { scopes } from '../../src/spotify/requests';
import { fault } from '../spotify';
import { kettle, Profile, signedOut } from './window/profile';
import { until } from './window/user';
import type { ExtensionWindow } from './window/window';

describe('signing in', () => {
  let profile: Profile;
  let window: ExtensionWindow;
  beforeEach(async () => {
    profile = await Profile.make();
    window = profile.open();
    await window.shows(signedOut);
  });
  afterEach(() => profile.end());

  const start = () => profile.toBrowser(window, () => window.run('signIn'));
  const tokenRequests = () => profile.requests(/\/api\/token$/);

  it('asks Spotify for nothing before the user does, and for no more than it takes', async () => {
    assert.deepEqual(profile.requests(), []);
    await profile.signIn(window);
    assert.deepEqual(profile.requests(), [
      'GET /authorize',
      'POST /authorize/decision',
      'GET /redirect',
      'POST /api/token',
      'GET /v1/me',
      'GET /v1/me/player',
    ]);
  });

  for (const [flow, uri] of [
    ['direct', 'vscode://earshot.earshot-for-spotify/callback'],
    ['loopback', /^http:\/\/127\.0\.0\.1:\d+\/callback$/],
  ] as const) {
    it(`leads to the song by the flow "${flow}" where the settings say so`, async () => {
      await profile.set({ 'signIn.flow': flow });
      const address = await start();
      const asked = new URL(address).searchParams.get('redirect_uri') ?? '';
      assert.ok(typeof uri === 'string' ? asked === uri : uri.test(asked), asked);
      const answer = await profile.decide(window, address, 'agree');
      await window.shows(kettle);
      if (flow === 'loopback') await assert.rejects(fetch(answer), 'the port is closed again');
    });
  }

  it('takes no for an answer', async () => {
    const address = await start();
    await profile.decide(window, address, 'cancel');
    await window.user.sees('Sign-in was cancelled.');
    await window.shows(signedOut);
    assert.deepEqual(window.user.told, []);
    assert.deepEqual(tokenRequests(), []);
  });

  it('can be cancelled while the browser is waited for', async () => {
    await start();
    await window.shows(/Signing in/);
    window.user.progress[0]?.cancel();
    await window.shows(signedOut);
    await window.user.sees('Sign-in was cancelled.');
    assert.deepEqual(window.user.told, []);
  });

  it('is shown again by a click on its item, and not begun anew', async () => {
    const address = await start();
    await window.click(await window.shows(/Signing in/));
    assert.deepEqual(window.user.ran, [['notifications.showList']]);
    assert.deepEqual(window.user.opened, [address]);
    await profile.decide(window, address, 'agree');
    await window.shows(kettle);
    await window.user.sees('Signed in as Wren Hedge.');
  });

  it('refuses the same callback a second time', async () => {
    const answer = await profile.decide(window, await start(), 'agree');
    await window.shows(kettle);
    assert.deepEqual(window.user.told, []);
    profile.callBack(window, answer);
    await window.user.message('does not match a sign-in in this window');
    await window.shows(kettle);
    assert.equal(tokenRequests().length, 1);
  });

  it('comes back to the window that asked, whichever window the system hands the answer to', async () => {
    const other = profile.open();
    await profile.decide(other, await start(), 'agree');
    await window.shows(kettle);
    assert.deepEqual(other.user.told, []);
  });

  it('names the way that needs no other window where windows do not share their secrets', async () => {
    const other = profile.open({ copiedSecrets: true });
    await other.shows(signedOut);
    await profile.decide(other, await start(), 'agree');
    const message = await other.user.message('does not match a sign-in in this window');
    const address = await profile.toBrowser(other, () => message.choose('Through This Computer'));
    await profile.decide(other, address, 'agree');
    await other.shows(kettle);
  });

  it('offers another way, and takes an address that is pasted, once it is the right one', async () => {
    await start();
    await window.run('signIn.useAnotherWay');
    const ways = await window.user.pick('Sign In to Spotify Another Way');
    assert.ok(!ways.labels.includes('Through vscode.dev'), 'not the one that was tried');
    const address = await profile.toBrowser(window, () => ways.pick('By copy and paste'));
    const box = await window.user.box('Sign In to Spotify');
    assert.match(box.enter('https://example.com/?code=1') ?? '', /^Paste the full address/);
    const state = new URL(address).searchParams.get('state') ?? '';
    const answer = `http://127.0.0.1/callback?code=abc&state=${state}`;
    assert.match(box.enter(answer.replace(state, 'somebody-elses')) ?? '', /belongs to another sign-in/);
    assert.equal(box.enter(answer), undefined);
    // The code is made up, which only Spotify can know.
    await window.user.message('Spotify rejected the response from the browser');
  });

  const questions = () => window.user.messages.filter(({ modal }) => modal).length;

  it('says what the redirect URI is, and can be left there', async () => {
    const done = window.run('signIn');
    (
      await window.user.message(`Is ${profile.spotify.url}/redirect registered in your Spotify app?`)
    ).choose();
    await done;
    await window.user.sees('Sign-in was cancelled.');
    await window.shows(signedOut);
    assert.deepEqual(profile.requests(), []);
  });

  it('lets the user register the redirect URI that was copied, and goes on without asking again', async () => {
    const done = window.run('signIn', 'direct');
    const uri = 'vscode://earshot.earshot-for-spotify/callback';
    (await window.user.message(`Is ${uri} registered`)).choose('Copy Redirect URI');
    await done;
    assert.equal(window.user.clipboard, uri);
    await window.shows(signedOut);
    const message = await window.user.message(`Add ${uri} under Redirect URIs`);
    const address = await profile.toBrowser(window, () => message.choose('Continue'));
    assert.equal(new URL(address).searchParams.get('redirect_uri'), uri);
    assert.equal(questions(), 1);
  });

  it('lets somebody else in after a sign-out, whichever window or restart comes next', async () => {
    profile.spotify.apps.default.remembersConsent = true;
    const asksAgain = (address: string) => new URL(address).searchParams.get('show_dialog');
    const first = await start();
    assert.equal(asksAgain(first), null);
    await profile.decide(window, first, 'agree');
    await window.shows(kettle);
    assert.equal(asksAgain(await start()), null, 'nobody has signed out');
    await window.run('signOut');
    assert.equal(asksAgain(await start()), 'true');
    assert.equal(asksAgain(await start()), 'true', 'the first attempt came to nothing');
    const other = profile.open();
    assert.equal(asksAgain(await profile.toBrowser(other, () => other.run('signIn'))), 'true');
    window = profile.reload(window);
    await window.shows(signedOut);
    const again = await start();
    assert.equal(asksAgain(again), 'true');
    await profile.decide(window, again, 'agree');
    await window.shows(kettle);
    assert.equal(asksAgain(await start()), null);
  });

  for (const [what, opens] of [
    ['the user copied the address instead', () => Promise.resolve(false)],
    ['VS Code throws', () => Promise.reject(new Error('No browser.'))],
    ['VS Code never says', () => new Promise<boolean>(() => undefined)],
  ] as const) {
    it(`waits for the answer where the browser was not opened, since ${what}`, async () => {
      window.user.opens = opens;
      const address = await start();
      await until('it is waited for', () => window.user.progress.length === 1);
      await window.run('signIn.copyAddress');
      await window.run('signIn.openAgain');
      assert.deepEqual(window.user.opened, [address, address]);
      await profile.decide(window, window.user.clipboard, 'agree');
      await window.shows(kettle);
      assert.deepEqual(window.user.told, []);
    });
  }

  it('says that the browser was not opened, and what to do', async () => {
    window.user.opens = () => Promise.resolve(false);
    await start();
    const text = () => window.user.progress[0]?.text ?? '';
    await until(text, () => text().startsWith('the browser did not open.'));
    assert.match(text(), /\[Open it\]\(command:earshot\.signIn\.openAgain\)/);
    assert.match(text(), /\[copy the address\]\(command:earshot\.signIn\.copyAddress\)/);
    assert.doesNotMatch(text(), /state=|challenge/);
  });

  it('can be pasted where the browser was not opened', async () => {
    await profile.set({ 'signIn.flow': 'paste' });
    window.user.opens = () => Promise.resolve(false);
    const address = await start();
    const box = await window.user.box('Sign In to Spotify');
    await until(
      () => box.prompt ?? '',
      () => /^The browser did not open/.test(box.prompt ?? ''),
    );
    box.press('Copy Address');
    assert.equal(vscode.Uri.parse(window.user.clipboard).toString(true), address);
    box.press('Open Again');
    assert.deepEqual(window.user.opened, [address, address]);
    await window.run('signIn.showProgress');
    assert.deepEqual([box.isOpen, box.timesShown], [true, 2]);
  });

  it('goes another way where VS Code does not tell the address of this window', async () => {
    window.user.external = () => new Promise(() => undefined);
    await profile.signIn(window);
    assert.deepEqual(window.user.told, []);
  });

  for (const [what, remember] of [
    ['cannot', () => Promise.reject(new Error('Disk full.'))],
    ['never comes to', () => new Promise<void>(() => undefined)],
  ] as const) {
    it(`leads to the song where VS Code ${what} write what is remembered`, async () => {
      profile.remember = remember;
      await profile.signIn(window);
      assert.deepEqual(window.user.told, []);
    });
  }

  it('leads on where nothing can be copied, and shows what was to be', async () => {
    window.user.clipboardRefuses = true;
    const uri = `${profile.spotify.url}/redirect`;
    const done = window.run('signIn');
    (await window.user.message(`Is ${uri} registered`)).choose('Copy Redirect URI');
    const box = await window.user.box('Redirect URI');
    assert.equal(box.value, uri);
    box.hide();
    await done;
    await window.user.message(`Add ${uri} under Redirect URIs`);
  });

  it('says after a reload that the answer cannot come any more, and begins again by the same flow', async () => {
    await profile.set({ 'signIn.flow': 'direct' });
    const before = await start();
    await profile.set({ 'signIn.flow': 'auto' });
    window = profile.reload(window);
    const restarted = /VS Code restarted during the Spotify sign-in/;
    (await window.user.message(restarted)).choose();
    await profile.decide(window, before, 'agree');
    const message = await window.user.message(restarted);
    const again = await profile.toBrowser(window, () => message.choose('Sign In'));
    assert.match(again, /redirect_uri=vscode:/);
    await profile.decide(window, again, 'agree');
    await window.shows(kettle);
    window = profile.reload(window);
    await window.shows(kettle);
    assert.deepEqual(window.user.told, []);
  });

  it('says nothing after a reload of a sign-in that was given up', async () => {
    await start();
    await until('it is waited for', () => window.user.progress.length === 1);
    window.user.progress[0]?.cancel();
    await window.shows(signedOut);
    window = profile.reload(window);
    await window.shows(signedOut);
    assert.deepEqual(window.user.told, []);
  });

  it('says what it needs where the browser keeps cryptography from the page', async () => {
    window = profile.open({ insecure: true });
    await window.run('signIn');
    await window.user.message('over HTTPS or at 127.0.0.1');
    assert.deepEqual(window.user.opened, []);
  });

  it('asks about a redirect URI once for an app, whatever comes of it', async () => {
    await profile.decide(window, await start(), 'cancel');
    await window.shows(signedOut);
    await start();
    assert.equal(questions(), 1);
    await profile.set({ clientId: 'f'.repeat(32) });
    await start();
    assert.equal(questions(), 2);
  });

  it('does not ask about a redirect URI that was copied before', async () => {
    await profile.set({ clientId: '' });
    await window.run('copyRedirectUri');
    await profile.set({ clientId: profile.spotify.apps.default.clientId });
    await profile.signIn(window);
    assert.equal(questions(), 0);
  });

  for (const [what, misbehave, path, sentence, shown] of [
    [
      'a captive portal answers for the tokens',
      fault.captivePortal,
      /token/,
      'Something other than Spotify responded',
      signedOut,
    ],
    [
      'Spotify has a fault when tokens are asked for',
      () => fault.serverError({ status: 503, body: 'html' }),
      /token/,
      'Spotify',
      signedOut,
    ],
    ['the profile cannot be had', fault.reset, /^\/v1\/me$/, undefined, kettle],
  ] as const) {
    it(`ends in a sentence, or without one, where ${what}`, async () => {
      profile.spotify.faults.add(misbehave(), { path, times: Infinity });
      await profile.decide(window, await start(), 'agree');
      if (sentence !== undefined) await window.user.message(sentence);
      await window.shows(shown);
    });
  }

  it('says which account Spotify does not serve', async () => {
    profile.spotify.apps.default.users = [];
    await profile.decide(window, await start(), 'agree');
    const { buttons } = await window.user.message('does not list this account');
    assert.deepEqual(buttons, ['Open Dashboard']);
    const item = await window.shows('$(warning) Spotify: not available');
    assert.match(item?.accessibilityInformation?.label ?? '', /does not list this account/);
  });

  it('goes where the editor leads: by the loopback in one that vscode.dev does not know', async () => {
    profile.close(window);
    window = profile.open({ env: { uriScheme: 'cursor' } });
    const address = await start();
    assert.match(
      new URL(address).searchParams.get('redirect_uri') ?? '',
      /^http:\/\/127\.0\.0\.1:\d+\/callback$/,
    );
    await profile.decide(window, address, 'agree');
    await window.shows(kettle);
  });

  it('leads to the steps that bring a client ID, where there is none', async () => {
    await profile.set({ clientId: '' });
    const done = window.click(window.item());
    (await window.user.pick('Sign In to Spotify')).pick('Set Up in Two Minutes');
    await done;
    assert.deepEqual(
      window.user.ran.map(([id]) => id),
      ['workbench.action.openWalkthrough'],
    );
    await window.shows(signedOut);
    assert.deepEqual([window.user.told, window.user.passing], [[], []]);
  });

  for (const leave of ['the question', 'the box'] as const) {
    it(`says what is missing to who leaves ${leave} about the client ID`, async () => {
      await profile.set({ clientId: '' });
      const left = window.run('signIn');
      const list = await window.user.pick('Sign In to Spotify');
      if (leave === 'the question') list.hide();
      else {
        list.pick('I Have a Client ID');
        (await window.user.box('Client ID of Your Spotify App')).hide();
      }
      await left;
      await window.user.sees('the client ID is missing');
      await window.shows(signedOut);
      assert.deepEqual(window.user.told, []);
    });
  }

  it('asks for the client ID first, and says what is wrong with one', async () => {
    await profile.set({ clientId: '' });
    const done = profile.toBrowser(window, () => window.run('signIn'));
    (await window.user.pick('Sign In to Spotify')).pick('I Have a Client ID');
    const box = await window.user.box('Client ID of Your Spotify App');
    assert.match(box.enter('abc') ?? '', /has 32 characters\. This one has 3\.$/);
    assert.match(box.enter(`  ${'g'.repeat(32)}`) ?? '', /only digits and letters from a to f/);
    box.enter(` ${profile.spotify.apps.default.clientId.toUpperCase()} `);
    await profile.decide(window, await done, 'agree');
    await window.shows(kettle);
  });

  it('does not begin where the server of the settings is not on this machine', async () => {
    const sentence = 'The earshot.server setting must be empty';
    await profile.set({ server: 'http://spotify.example:80' });
    (await window.user.message(sentence)).choose();
    await window.run('signIn');
    await window.user.message(sentence);
    await window.shows(signedOut);
    assert.deepEqual(window.user.opened, []);
  });

  it('is offered in VS Code’s Accounts menu to whoever was signed in once, and to nobody else', async () => {
    const offers = () => window.registered.sessionsAsked;
    const isOffered = () => until('it is offered', () => offers().length === 1);
    await profile.signIn(window);
    assert.deepEqual(offers(), []);
    await window.run('signOut');
    await isOffered();
    assert.deepEqual(offers(), [['earshot-spotify', scopes]]);
    window = profile.reload(window);
    await isOffered();
    await profile.signIn(window);
    window = profile.reload(window);
    await window.shows(kettle);
    profile.spotify.tokens.revokeRefreshTokens();
    profile.spotify.tokens.expireAccessTokens();
    await window.run('refresh');
    await window.shows('$(account) Sign in to Spotify again');
    await isOffered();
  });

  it('is no error to whoever gives it up that was begun in VS Code’s Accounts menu', async () => {
    const { provider } = window.registered;
    assert.ok(provider);
    const asked = provider.createSession([], {});
    const address = await profile.toBrowser(window, () => asked);
    const left = assert.rejects(Promise.resolve(asked), vscode.CancellationError);
    await profile.decide(window, address, 'cancel');
    await left;
  });

  it('stands in VS Code’s Accounts menu, and ends there', async () => {
    const { provider } = window.registered;
    assert.ok(provider);
    const changes: vscode.AuthenticationProviderAuthenticationSessionsChangeEvent[] = [];
    provider.onDidChangeSessions((change) => changes.push(change));
    await profile.signIn(window);
    const [session] = await provider.getSessions(undefined, {});
    assert.equal(session?.account.label, profile.spotify.user.displayName);
    assert.deepEqual(
      changes.map(({ added }) => added?.map(({ id }) => id)),
      [[session.id]],
    );
    await provider.removeSession(session.id);
    await window.shows(signedOut);
    assert.deepEqual(await provider.getSessions(undefined, {}), []);
  });
});

describe('settings of the status bar', () => {
  let profile: Profile;
  afterEach(() => profile.end());

  it('with a fault in the format are told of in a sentence, and the default serves', async () => {
    profile = await Profile.make({ 'statusBar.format': '{icon} {titel}' });
    const window = profile.open();
    await window.user.message('Unknown token {titel}.');
    await profile.signIn(window);
  });

  it('put the item where they say, and hide it when they say so', async () => {
    profile = await Profile.make({ 'statusBar.alignment': 'right', 'statusBar.showWhenPaused': false });
    const window = await profile.signedIn();
    assert.equal(window.item()?.alignment, vscode.StatusBarAlignment.Right);
    profile.spotify.player.pause();
    await window.run('refresh');
    await window.shows(undefined);
    profile.spotify.player.resume();
    await window.run('refresh');
    await window.shows(kettle);
    await profile.set({ 'statusBar.alignment': 'left' });
    await until('it moves', () => window.item()?.alignment === vscode.StatusBarAlignment.Left);
  });
});
