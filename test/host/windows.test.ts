import assert from 'node:assert/strict';
import { songs } from '../spotify';
import { readable } from './window/markdown';
import { kettle, Profile, signedOut } from './window/profile';
import { until } from './window/user';
import type { ExtensionWindow } from './window/window';

const asks = 'GET /me/player';

for (const copiedSecrets of [false, true]) {
  const of = copiedSecrets ? 'that have a copy of the secrets each, as pages in a browser' : 'of the desktop';
  describe(`windows ${of}`, () => {
    let profile: Profile;
    let windows: ExtensionWindow[];
    beforeEach(async () => {
      profile = await Profile.make();
      windows = [await profile.signedIn({ copiedSecrets })];
    });
    afterEach(() => profile.end());

    async function open(count: number): Promise<ExtensionWindow[]> {
      while (windows.length < count) {
        const window = profile.open({ copiedSecrets });
        await window.shows(kettle);
        windows.push(window);
      }
      return windows;
    }
    const all = (shown: string | RegExp) => Promise.all(windows.map((window) => window.shows(shown)));
    const askers = () => windows.filter(({ log }) => log.includes(asks));

    it('ask once for all, show the same, and go on when the one that asks is closed', async () => {
      await open(5);
      await profile.hear(windows[4] as ExtensionWindow, songs.episode);
      await all(/^\$\(mic\) Ep\. 12/);
      assert.deepEqual(askers(), windows.slice(0, 1));
      const before = profile.polls;
      profile.close(windows.shift() as ExtensionWindow);
      await until('another window asks for all', () =>
        windows.some(({ log }) => log.includes('This window asks')),
      );
      assert.ok(profile.polls <= before + 1, 'it goes on with the schedule instead of asking anew');
      await profile.hear(windows[3] as ExtensionWindow, songs.plain);
      await all(kettle);
      assert.equal(askers().length, 1);
    });

    it('are all signed out by one of them, without another request', async () => {
      await open(3);
      const before = profile.requests().length;
      const removed = new Set<ExtensionWindow>();
      for (const window of windows) {
        window.registered.provider?.onDidChangeSessions(
          (change) => change.removed?.length && removed.add(window),
        );
      }
      await windows[2]?.run('signOut');
      await all(signedOut);
      await until('every window’s Accounts menu is told', () => removed.size === windows.length);
      assert.equal(profile.requests().length, before);
    });

    it('forget a session that one of them has replaced', async () => {
      const [first, second] = await open(2);
      const gone: string[] = [];
      second?.registered.provider?.onDidChangeSessions(({ removed }) =>
        removed?.forEach(({ id }) => gone.push(id)),
      );
      const [replaced] = (await first?.registered.provider?.getSessions(undefined, {})) ?? [];
      await profile.signIn(first as ExtensionWindow);
      await until('the other window’s Accounts menu is told', () => gone.length > 0);
      assert.deepEqual(gone, [replaced?.id]);
    });

    it('are all signed in by one of them, also where they cannot read the session', async () => {
      const [first, second] = await open(2);
      await first?.run('signOut');
      await all(signedOut);
      await profile.signIn(second as ExtensionWindow);
      await all(kettle);
      await profile.hear(first as ExtensionWindow, songs.local);
      await all(/^\$\(file-media\)/);
    });
  });
}

describe('windows whose clock is set back', () => {
  let profile: Profile;
  beforeEach(async () => {
    profile = await Profile.make({ 'statusBar.format': '{position} {title}' });
  });
  afterEach(() => profile.end());

  it('go on with the song at once, by one request', async () => {
    const shown = /^\d+:\d\d Kettle/;
    const [first, second] = [await profile.signedIn({}, shown), profile.open()];
    await second.shows(shown);
    const seconds = (window: ExtensionWindow) => {
      const [, minutes, rest] = /^(\d+):(\d\d)/.exec(window.item()?.text ?? '') ?? [];
      return Number(minutes) * 60 + Number(rest);
    };
    const began = (window: ExtensionWindow) =>
      /began (\S+?):(\d\d)/.exec(readable(window.item()?.hover))?.slice(1) ?? [];
    const goesOn = (window: ExtensionWindow, from: number) =>
      until('the position goes on', () => seconds(window) > from);
    const [hour, minute] = began(second);
    const [before, at, since] = [profile.polls, seconds(first), performance.now()];
    profile.setBackClock(3_600_000);
    await Promise.all([first, second].map((window) => goesOn(window, at + 2)));
    assert.ok(performance.now() - since < 5_000, 'The position stood still.');
    const late = profile.open();
    await late.shows(shown);
    for (const window of [first, second, late]) {
      assert.ok(Math.abs(seconds(window) - at - (performance.now() - since) / 1000) < 2, window.item()?.text);
      assert.equal(began(window)[1], minute);
      assert.notEqual(began(window)[0], hour);
    }
    assert.equal(profile.polls, before + 1);
  });
});

describe('a part of a window that fails', () => {
  it('stops neither the others nor what asks Spotify, and the log names it without its message', async () => {
    const profile = await Profile.make({ 'statusBar.buttons': ['like', 'playPause'] });
    try {
      const window = await profile.signedIn();
      const item = window.item();
      assert.ok(item);
      Object.defineProperty(item, 'text', {
        set: () => {
          throw new RangeError('AQsecret');
        },
      });
      await profile.hear(window, [songs.local, songs.plain]);
      assert.match(window.log, /error Unexpected error: RangeError at /);
      assert.doesNotMatch(window.log, /AQsecret/);
      const before = profile.polls;
      await window.run('pause');
      await until(
        'the button beside the song has changed',
        () => window.item('playPause')?.text === '$(earshot-play)',
      );
      await until('Spotify was asked about the command', () => profile.polls > before);
    } finally {
      await profile.end();
    }
  });
});
