import assert from 'node:assert/strict';
import { fault, songs } from '../spotify';
import { kettle, Profile, signedOut } from './window/profile';
import type { ExtensionWindow } from './window/window';

describe('a session', () => {
  let profile: Profile;
  let window: ExtensionWindow;
  beforeEach(async () => {
    profile = await Profile.make();
    window = await profile.signedIn();
  });
  afterEach(() => profile.end());

  const tokenRequests = () => profile.requests(/\/api\/token$/).length;
  const reload = () => (window = profile.reload(window));

  it('is there again after a reload, before Spotify is asked', async () => {
    reload();
    await window.shows(kettle);
    assert.match(window.log, /Status bar: [^]*GET \/me\/player/);
  });

  it('in a locked keyring is waited for, with a sentence, and is there when the window gets the focus', async () => {
    profile.keychain.before = () => Promise.reject(new Error('locked'));
    reload();
    await window.shows('$(warning) Spotify: waiting for VS Code');
    await window.run('next');
    (await window.user.message('secret storage')).choose();
    await window.run('refresh');
    assert.deepEqual((await window.user.message('Cannot read your Spotify session')).buttons, ['Try Again']);
    profile.keychain.before = () => Promise.resolve();
    window.focus(false);
    window.focus(true);
    await window.shows(kettle);
    assert.equal(tokenRequests(), 2, 'one for each start');
  });

  it('in a keyring that does not answer hides nothing for long, and is there when it does', async () => {
    let answer: () => void = () => undefined;
    profile.keychain.before = () => new Promise((resolve) => (answer = resolve));
    reload();
    await window.shows('$(warning) Spotify: waiting for VS Code');
    assert.match(window.item()?.hover ?? '', /is waiting for VS Code’s secret storage/);
    profile.keychain.before = () => Promise.resolve();
    answer();
    await window.shows(kettle);
  });

  it('that VS Code has lost is said to be lost, and nobody to be signed in elsewhere', async () => {
    profile.keychain.values.clear();
    await window.run('refresh');
    const item = await window.shows('$(account) Sign in to Spotify again');
    assert.match(item?.hover ?? '', /no longer has your Spotify session/);
    assert.match(window.log, /no longer has the session, although nobody signed out/);
    await profile.signIn(window);
  });

  it('leaves nothing behind after signing out', async () => {
    const asked = profile.requests().length;
    await window.run('signOut');
    await window.user.sees('Signed out of Spotify.');
    await window.shows(signedOut);
    reload();
    await window.shows(signedOut);
    const kept = await profile.files();
    const names = Object.keys(kept).sort().join(' ');
    assert.match(names, /^requests\.log session\.json windows\.key windows\.place-[0-9a-f]{8}$/);
    assert.match(kept['requests.log'] ?? '', /^(\{"at":\d+,"kind":"(poll|profile)"\}\n)+$/);
    assert.deepEqual(Object.keys(JSON.parse(kept['session.json'] ?? '') as object).sort(), [
      'at',
      'signedIn',
    ]);
    assert.equal(profile.requests().length, asked);
  });

  it('that Spotify has ended asks calmly to sign in again, and does not try the dead token twice', async () => {
    profile.spotify.tokens.revokeRefreshTokens();
    profile.spotify.tokens.expireAccessTokens();
    await window.run('refresh');
    await window.shows('$(account) Sign in to Spotify again');
    const attempts = tokenRequests();
    reload();
    await window.shows('$(account) Sign in to Spotify again');
    assert.equal(tokenRequests(), attempts);
    assert.deepEqual(window.user.told, []);
    await profile.signIn(window);
  });

  for (const [what, now, shown] of [
    ['the connection breaks', fault.reset(), '$(earshot-clock)'],
    ['a captive portal answers', fault.captivePortal(), '$(earshot-clock)'],
    ['Spotify is down', fault.serverError({ status: 503, body: 'html' }), '$(earshot-clock)'],
    ['the answer is cut off', fault.unreadable(), '$(earshot-clock)'],
  ] as const) {
    it(`outlives it, quietly, when ${what}`, async () => {
      profile.spotify.tokens.expireAccessTokens();
      const lasting = profile.spotify.faults.add(now, { path: /^\/(v1|api)\//, times: Infinity });
      await window.run('refresh');
      await window.shows(kettle.replace('$(music)', shown));
      lasting.remove();
      await window.run('refresh');
      await window.shows(kettle);
    });
  }

  it('waits as long as Spotify asks for, whatever the user does, in every window and after reloads', async () => {
    const second = profile.open();
    await second.shows(kettle);
    profile.spotify.faults.add(fault.quota({ retryAfter: 7200 }), { times: Infinity });
    await second.run('refresh');
    for (const one of [window, second]) await one.shows(/^\$\(earshot-clock\) Kettle/);
    const before = profile.requests().length;
    await window.run('refresh');
    await window.user.message('Spotify');
    const again = [reload(), profile.reload(second)];
    for (const one of again) await one.shows(/^\$\(earshot-clock\) Spotify: back at/);
    assert.deepEqual(profile.requests().slice(before), []);
  });
});

describe('what plays', () => {
  let profile: Profile;
  let window: ExtensionWindow;
  before(async () => {
    profile = await Profile.make({ 'statusBar.maxLength': 200 });
    window = await profile.signedIn({}, /^\$\(music\) Kettle/);
  });
  after(() => profile.end());

  const name = '$(music) Kettle on the Moor – The Paper Lanterns, Odile Marsh';

  it('is told apart by its kind', async () => {
    for (const [item, shown] of [
      [songs.episode, '$(mic) Ep. 12: What the Bins Said – Slow Radio for Cats'],
      [songs.local, '$(file-media) demo take 3: final (2) – Attic Tapes'],
      [songs.advertisement, '$(megaphone) Advertisement'],
      [songs.plain, name],
    ] as const) {
      await profile.hear(window, item);
      await window.shows(shown);
    }
  });

  it('is told apart from what is hidden, paused and stopped', async () => {
    const { player } = profile.spotify;
    const states: readonly (readonly [change: () => void, shown: string])[] = [
      [() => player.play(songs.plain), name],
      [
        () => Object.assign(player, { privateSession: true, hidesPrivateSession: false }),
        name.replace('music', 'eye-closed'),
      ],
      [() => (player.hidesPrivateSession = true), '$(music) Nothing playing'],
      [() => (player.privateSession = false), name],
      [() => player.pause(), name.replace('music', 'earshot-paused')],
      [() => player.stop(), '$(music) Nothing playing'],
    ];
    for (const [change, shown] of states) {
      change();
      await window.run('refresh');
      await window.shows(shown);
    }
  });

  it('is missing for reasons that the hover leads to, with what helps', async () => {
    profile.spotify.player.stop();
    await window.run('refresh');
    const item = await window.shows('$(music) Nothing playing');
    await window.press(item?.tooltip ?? '', 'whyNothing');
    const message = await window.user.message(/^Spotify reports no active device\./);
    message.choose('Select Device');
    (await window.user.pick('Select Device')).hide();
  });

  it('is the next song by itself when one ends', async () => {
    const { player } = profile.spotify;
    player.play([songs.plain, songs.episode], { positionMs: songs.plain.durationMs - 5_500 });
    await window.run('refresh');
    await window.shows(name);
    await window.shows(/^\$\(mic\) Ep\. 12/);
    assert.match(window.log, /Next request in 6 s: predictedEnd\n[^]*Status bar: \$\(mic\) Ep/);
  });

  it('costs requests, which a page tells with the reason of the next one', async () => {
    await window.run('showRequestBudget');
    const { text } = window.user.page('Spotify Request Budget');
    assert.match(text, /\d+ of the daily budget of 1,000\./);
    assert.match(text, /Next request in \d+ seconds?, at/);
  });
});
