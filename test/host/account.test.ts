import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { scopes } from '../../src/spotify/requests';
import { fault, songs } from '../spotify';
import { readable } from './window/markdown';
import { kettle, Profile, signedOut } from './window/profile';
import { until } from './window/user';
import type { ExtensionWindow } from './window/window';

const title = 'Spotify Account';
const nobody = /^\s*Spotify Account\s+You are not signed in to Spotify\./;

describe('the page of the account', () => {
  let profile: Profile;
  let window: ExtensionWindow;
  beforeEach(async () => {
    profile = await Profile.make();
    window = profile.open({ copiedSecrets: true });
    await window.shows(signedOut);
  });
  afterEach(() => profile.end());

  async function show(): Promise<string> {
    await window.run('showAccount');
    return window.user.page(title).text;
  }
  const profiles = () => profile.requests(/^GET \/v1\/me$/).length;

  it('tells who is signed in, how, for what and until when, by one request', async () => {
    const { user, apps } = profile.spotify;
    await profile.signIn(window);
    const before = profiles();
    const text = await show();
    assert.match(text, new RegExp(`^\\s*${user.displayName ?? ''} `));
    for (const part of [
      apps.default.clientId,
      'Through vscode',
      'daily budget of 1,000',
      'Premium  Not known',
      'control the player',
    ]) {
      assert.ok(text.includes(part), `${part}\n${text}`);
    }
    assert.match(text, /Sign in again by/);
    assert.ok(text.includes(user.images.find(({ width }) => width === 300)?.url ?? 'none'));
    assert.equal(profiles(), before + 1);
  });

  it('is there without a name and a picture, and empty when one signs out', async () => {
    Object.assign(profile.spotify.user, { displayName: null, images: [] });
    await profile.signIn(window);
    const text = await show();
    assert.match(text, /^\s*wren-of-the-hedge /);
    assert.doesNotMatch(text, /<img/);
    const page = window.user.page(title);
    assert.ok(page.offers('signIn') && page.offers('signOut'));
    await window.run('signOut');
    assert.match(page.text, nobody);
    assert.ok(page.offers('signIn') && !page.offers('signOut'));
    await profile.signIn(window);
    await until('it follows', () => /^\s*wren-of-the-hedge /.test(page.text));
  });

  it('says since when Spotify refuses controls for want of Premium, until it takes one', async () => {
    await profile.signIn(window);
    profile.spotify.user.premium = false;
    await window.run('next').catch(() => undefined);
    const today = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long' }).format(Date.now());
    assert.ok((await show()).includes(`Premium  Refused on ${today}`), await show());
    profile.spotify.user.premium = true;
    await window.run('refresh');
    await window.run('next');
    assert.match(await show(), /Premium {2}Not known/);
  });

  it('leaves nothing of that when its user signs out', async () => {
    await profile.signIn(window);
    profile.spotify.user.premium = false;
    await window.run('next').catch(() => undefined);
    const isKept = () => profile.kept.includes('earshot.premiumRefusal');
    await until('it is kept', isKept);
    await window.run('signOut');
    await until('it is forgotten', () => !isKept());
  });

  it('is there in a window that cannot read the session, through the one that can', async () => {
    const first = window;
    window = profile.open({ copiedSecrets: true });
    await window.shows(signedOut);
    await profile.signIn(first);
    await window.shows(kettle);
    const text = await show();
    assert.match(text, /^\s*Wren Hedge /);
    assert.equal(text.match(/Available in the window where you signed in/g)?.length, 4);
  });

  it('is not that of somebody who signed out while Spotify was asked', async () => {
    await profile.signIn(window);
    const held = fault.held();
    const asked = profiles();
    profile.spotify.faults.add(held, { path: /^\/v1\/me$/ });
    const shown = window.run('showAccount');
    await until('Spotify is asked', () => profiles() > asked);
    await window.run('signOut');
    held.release();
    await shown;
    assert.deepEqual(window.user.pages, []);
  });
});

describe('what other extensions get', () => {
  let profile: Profile;
  let window: ExtensionWindow;
  beforeEach(async () => {
    profile = await Profile.make();
    window = await profile.signedIn();
  });
  afterEach(() => profile.end());

  const provider = () => {
    assert.ok(window.registered.provider);
    return window.registered.provider;
  };

  it('is the one session, with all its scopes, for any of them', async () => {
    for (const wanted of [['user-library-read'], [], scopes]) {
      const [session] = await provider().getSessions(wanted, {});
      assert.deepEqual(session?.scopes, scopes);
      assert.notEqual(session.accessToken, '');
    }
  });

  it('is no session for a scope that it has not, and no sign-in that could not bring it', async () => {
    const before = profile.requests().length;
    const wanted = ['user-library-read', 'user-top-read'];
    assert.deepEqual(await provider().getSessions(wanted, {}), []);
    await assert.rejects(
      Promise.resolve(provider().createSession(wanted, {})),
      /does not offer these permissions/,
    );
    assert.deepEqual(window.user.opened, []);
    assert.deepEqual(window.user.messages, []);
    assert.equal(profile.requests().length, before);
  });

  it('is no further request once Spotify asks to be left alone, in whichever window', async () => {
    window = profile.open();
    await window.shows(kettle);
    profile.spotify.faults.add(fault.rateLimit({ retryAfter: 600 }), {
      path: /^\/api\/token$/,
      times: Infinity,
    });
    const before = profile.requests().length;
    for (let count = 0; count < 3; count += 1) {
      await assert.rejects(Promise.resolve(provider().getSessions([], {})), { name: 'ApiProblemError' });
    }
    await profile.windows[0]?.run('refresh');
    assert.deepEqual(profile.requests().slice(before), ['POST /api/token']);
  });

  it('is an end of the session by its own id only', async () => {
    await provider().removeSession('another');
    const [session] = await provider().getSessions(undefined, {});
    assert.ok(session);
    await window.shows(kettle);
    await provider().removeSession(session.id);
    await window.shows(signedOut);
  });
});

describe('a command with an argument of another extension’s', () => {
  let profile: Profile;
  let window: ExtensionWindow;
  before(async () => {
    profile = await Profile.make({ openIn: 'app' });
    window = await profile.signedIn();
  });
  after(() => profile.end());

  const ours = () => `${profile.spotify.url}/redirect`;
  const { plain } = songs;
  const loopback = 'http://127.0.0.1/callback';
  const copied: readonly (readonly [what: string, given: unknown, copied: string | undefined])[] = [
    ['nothing', undefined, undefined],
    ['an address of its own', 'https://evil.example/callback', undefined],
    ['ours with more to it', `${loopback}?a`, undefined],
    ['ours with a port', 'http://127.0.0.1:8888/callback', undefined],
    ['no text', { toString: () => loopback }, undefined],
    ['a list', [loopback], undefined],
    ['that of a flow of ours', loopback, loopback],
    [
      'our callback',
      'vscode://earshot.earshot-for-spotify/callback',
      'vscode://earshot.earshot-for-spotify/callback',
    ],
  ];
  for (const [what, given, expected] of copied) {
    it(`copies a redirect URI that a flow of ours uses, given ${what}`, async () => {
      await window.run('copyRedirectUri', given);
      assert.equal(window.user.clipboard, expected ?? ours());
      await window.user.message(`Copied ${expected ?? ours()}. Add`);
    });
  }

  const opened: readonly (readonly [what: string, given: unknown, opened: string])[] = [
    ['an address elsewhere', 'https://evil.example/track/1', 'spotify:'],
    ['a path of the Web API', 'spotify:track:../../me/following', 'spotify:'],
    ['the page of a song', `[a](https://open.spotify.com/track/${plain.id}?b=c)`, plain.uri],
    ['a URI', plain.uri, plain.uri],
    ['no text', { uri: 'https://evil.example' }, plain.uri],
  ];
  for (const [what, given, address] of opened) {
    it(`opens nothing but Spotify, given ${what}`, async () => {
      await window.run('openInSpotify', given);
      assert.equal(window.user.opened.at(-1), address);
    });
  }

  for (const id of ['playLink', 'addToQueue', 'copyLink', 'like', 'seekTo', 'setVolume']) {
    for (const given of ['https://evil.example', 'spotify:track:../../me', 'x'.repeat(1_000_000)]) {
      it(`sends and copies nothing by ${id}, given ${given.slice(0, 30)}`, async () => {
        window.user.clipboard = 'mine';
        await (id === 'seekTo' ? window.run(id, given, given) : window.run(id, given));
        assert.equal(window.user.clipboard, 'mine');
        assert.deepEqual(profile.requests(/^(PUT|POST|DELETE) \/v1/), []);
      });
    }
  }
});

describe('every command', () => {
  const nested = { uri: 'https://evil.example/', title: 'evil.example', kind: 'playlist' };
  const hostile: readonly unknown[] = [
    ...[null, NaN, -1, Infinity, true, Symbol('evil.example'), [], [['evil.example']]],
    ...['', 'command:evil.example', '__proto__', '../../evil.example', 'x'.repeat(100_000)],
    ...[{}, { kind: 'load', load: 'evil.example' }, { kind: 'music' }, { kind: 'music', item: nested }],
    { ...nested, uris: 7, context: 8, position: NaN, deviceId: '../evil.example' },
    { uri: songs.plain.uri, uris: 7, context: 8, position: NaN, deviceId: '../evil.example' },
    { uri: { length: 7 }, item: { uri: 7 }, within: 7 },
    JSON.parse('{ "__proto__": { "uri": "https://evil.example/" }, "constructor": { "prototype": 7 } }'),
    vscode.Uri.parse('https://evil.example/credentials.env'),
  ];
  let profile: Profile;
  let window: ExtensionWindow;
  before(async () => {
    profile = await Profile.make();
    window = await profile.signedIn();
  });
  after(() => profile.end());

  /** Thinks better of all that is asked, until there is an end. */
  async function cancel(running: Promise<unknown>): Promise<void> {
    const { boxes, picks, messages, progress } = window.user;
    let over = false;
    void running.finally(() => (over = true));
    await until('all have come to an end', () => {
      for (const box of [...boxes, ...picks]) box.hide();
      for (const message of messages) if (message.isOpen) message.choose();
      for (const one of progress) one.cancel();
      return over;
    });
    await running;
  }

  it('takes whatever another extension hands to it, without a fault, and lets none of it out', async () => {
    const ids = [...window.registered.commands.keys()].map((id) => id.replace('earshot.', ''));
    // The session is to stay.
    const [first, ...others] = hostile.map((given) => (id: string) => window.run(id, given, given));
    const once = ids.filter((id) => !/^sign(In|Out)$/.test(id));
    // These read no argument, and take their time.
    const plain =
      /^(play(Pause|LikedSongs)?|pause|next|previous|mute|refresh|(volume|show|toggleShuf|repeat|cycle).*)$/;
    const again = once.filter((id) => !plain.test(id));
    await cancel(Promise.all(once.map(first ?? assert.fail())));
    await cancel(Promise.all(others.flatMap((run) => again.map(run))));
    assert.doesNotMatch(window.log, /Command failed: (Type|Range|Syntax)?Error|evil/);
    const asked = profile.spotify.requests.map(
      ({ path: asked, query, body }) => `${asked}?${query.toString()} ${body}`,
    );
    const said = [...window.user.messages.map(({ text }) => text), ...window.user.passing];
    const { opened, clipboard } = window.user;
    assert.doesNotMatch([...asked, ...said, ...opened, clipboard].join('\n'), /evil|x{1000}|NaN/);
    assert.ok(!profile.kept.includes('earshot.pinnedPlaylists'));
  });
});

describe('a session that soon ends', () => {
  const day = 86_400_000;
  const mark = 'renewal';
  const sentence = /Sign in again by \w+ \d+, or Spotify ends this session\./;
  let profile: Profile;
  let window: ExtensionWindow;

  /** When the session ends: in ten days, or a few more, so that the month six months before has such a day. */
  const end = new Date(Date.now() + 10 * day);
  while (end.getUTCDate() > 28) end.setUTCDate(end.getUTCDate() + 1);
  /** When the user agreed. */
  const agreed = new Date(end);
  agreed.setUTCMonth(agreed.getUTCMonth() - 6);

  /** Opens the window anew, so many milliseconds before the end. */
  async function openBefore(ms: number): Promise<void> {
    profile.shiftedMs = end.getTime() - ms - Date.now();
    window = profile.reload(window);
    await window.shows(kettle);
  }
  const reminders = () => window.user.messages.filter(({ text }) => text.includes('Sign in again by')).length;
  const remembered = async () => 'reminded.json' in (await profile.files());

  beforeEach(async () => {
    profile = await Profile.make();
    profile.shiftedMs = agreed.getTime() - Date.now();
    window = await profile.signedIn();
  });
  afterEach(() => profile.end());

  it('is marked quietly in its last fourteen days, and not before', async () => {
    await openBefore(15 * day);
    assert.equal(window.item(mark), undefined);
    await openBefore(10 * day);
    const item = await window.shows('$(account)', mark);
    assert.equal(item?.command, 'earshot.signIn');
    for (const id of ['song', mark]) {
      assert.match(window.item(id)?.accessibilityInformation?.label ?? '', sentence);
    }
    const hover = readable(window.item()?.hover);
    assert.match(hover, /command:earshot\.signIn/);
    assert.match(hover, sentence);
    assert.equal(reminders(), 0);
  });

  it('is told of once in its last three days, over restarts', async () => {
    await openBefore(2 * day);
    (await window.user.message(sentence)).choose('Later');
    assert.ok(await remembered());
    await openBefore(day);
    await window.run('refresh');
    await window.shows('$(account)', mark);
    assert.equal(reminders(), 0);
  });

  it('stays while another is asked for, and is followed by it', async () => {
    await openBefore(2 * day);
    (await window.user.message(sentence)).choose('Later');
    const refused = await profile.toBrowser(window, () => window.click(window.item(mark)));
    await profile.decide(window, refused, 'cancel');
    await window.user.sees('Sign-in was cancelled.');
    await window.shows(kettle);
    await window.shows('$(account)', mark);
    await rm(path.join(profile.storage, 'reminded.json'));
    await openBefore(day);
    const message = await window.user.message(sentence);
    const agreedTo = await profile.toBrowser(window, () => message.choose('Sign In Again'));
    await profile.decide(window, agreedTo, 'agree');
    await window.shows(undefined, mark);
    await window.shows(kettle);
    await until('nothing is left of the old session', async () => !(await remembered()));
  });
});
