import assert from 'node:assert/strict';

import { fault, songs } from '../spotify';
import { idOf, nameOf } from '../spotify/music/names';
import type { QuickPick } from './window/boxes';
import { Profile } from './window/profile';
import { until } from './window/user';
import type { ExtensionWindow } from './window/window';

const uriOf = (type: Parameters<typeof idOf>[0], number: number) => `spotify:${type}:${idOf(type, number)}`;

describe('a row of a list of music', () => {
  let profile: Profile;
  let window: ExtensionWindow;
  beforeEach(async () => {
    profile = await Profile.make();
    window = await profile.signedIn();
  });
  afterEach(() => profile.end());

  const album = uriOf('album', 3);
  const track = (place: number) => uriOf('track', 36 + place);
  const inAlbum = (position: number) => ({
    item: { kind: 'track', title: 'A song', uri: track(position) },
    within: { context: album, position },
  });

  it('plays where it stands, also on a device that was not active', async () => {
    const { player } = profile.spotify;
    await window.run('row.play', inAlbum(2));
    assert.deepEqual([player.item?.uri, player.state.context?.uri], [track(2), album]);
    player.stop();
    await window.run('row.play', inAlbum(4));
    assert.deepEqual(
      [player.item?.uri, player.state.context?.uri, player.isPlaying],
      [track(4), album, true],
    );
  });

  it('is queued, opened and copied, as itself or by its link', async () => {
    const { player } = profile.spotify;
    const page = `https://open.spotify.com/track/${track(1).split(':')[2] ?? ''}`;
    for (const given of [inAlbum(1), page]) {
      await window.run('row.queue', given);
      await window.run('row.open', given);
      await window.run('row.copyLink', given);
    }
    assert.deepEqual(
      player.state.queue.map(({ uri }) => uri),
      [track(1), track(1)],
    );
    assert.deepEqual(window.user.opened, [page, page]);
    assert.equal(window.user.clipboard, page);
    assert.deepEqual(window.user.passing.slice(0, 2), [
      '$(list-ordered) Added to queue',
      '$(copy) Copied link',
    ]);
  });

  it('goes into the library and out of it, by the word for its type', async () => {
    const { library } = profile.spotify;
    for (const [add, remove, uri, said] of [
      ['like', 'unlike', track(1), 'Added to Liked Songs'],
      ['save', 'remove', album, 'Saved to Your Library'],
      ['save', 'remove', uriOf('show', 50), 'Saved to Your Library'],
      ['save', 'remove', uriOf('playlist', 999), 'Following'],
    ] as const) {
      await window.run(`row.${add}`, uri);
      await window.user.sees(said);
      assert.ok(library.has(uri));
      const done = window.run(`row.${remove}`, uri);
      if (uri.includes('playlist')) (await window.user.message('Spotify deletes it')).choose('Remove');
      await done;
      assert.ok(!library.has(uri));
    }
  });

  it('that cannot be done with says so in one sentence', async () => {
    const local = { item: { kind: 'local', title: 'demo', uri: undefined } };
    for (const [command, given, sentence, button] of [
      ['play', local, 'no Spotify link'],
      ['copyLink', undefined, 'no Spotify link'],
      ['queue', album, 'Only songs and episodes'],
      ['save', uriOf('artist', 4), 'Follow or unfollow the artist in Spotify', 'Open in Spotify'],
    ] as const) {
      await window.run(`row.${command}`, given);
      const message = await window.user.message(sentence);
      assert.deepEqual(message.buttons, button === undefined ? [] : [button]);
      message.choose();
    }
  });

  it('that an older sign-in may not change leads to a new one', async () => {
    profile.spotify.tokens.narrow(['user-read-playback-state', 'user-read-currently-playing']);
    await window.run('row.save', album);
    const message = await window.user.message('a permission that your sign-in does not include yet');
    assert.deepEqual(message.buttons, ['Sign In']);
    await profile.decide(window, await profile.toBrowser(window, () => message.choose('Sign In')), 'agree');
    await until('the new session is there', () => profile.polls > 1);
    await window.run('row.save', album);
    await window.user.sees('Saved to Your Library');
  });
});

describe('the search', () => {
  let profile: Profile;
  let window: ExtensionWindow;
  beforeEach(async () => {
    profile = await Profile.make();
    window = await profile.signedIn();
  });
  afterEach(() => profile.end());

  async function open(): Promise<QuickPick> {
    void window.run('search');
    return window.user.pick('Search');
  }
  const asked = () => profile.requests(/search$/).length;
  const searches = (list: QuickPick) =>
    until('Spotify has found', () => list.labels.includes('Show All Songs…'));

  it('plays what it finds, in the library at once and at Spotify after a pause, and remembers what was typed', async () => {
    const list = await open();
    await until('the library is there', () => list.labels.includes(nameOf('playlist', 0)));
    list.value = 'kettle';
    assert.ok(list.labels[0] === 'Your Library' && asked() === 0);
    await searches(list);
    assert.equal(list.active, list.labels[1]);
    list.pick(songs.plain.title);
    await until('it plays', () => profile.spotify.player.item?.uri === songs.plain.uri);
    assert.deepEqual([list.isOpen, asked()], [false, 1]);
    const again = await open();
    assert.deepEqual(again.labels.slice(0, 2), ['Recent Searches', 'kettle']);
    again.pick('kettle');
    await searches(again);
    assert.equal(asked(), 1);
    again.value = '';
    again.pressTitle('Clear Recent Searches');
    await until('it is forgotten', () => !again.labels.includes('kettle'));
    assert.equal(again.buttons.length, 0);
  });

  it('leads to lists and back: all of a type, and what is in an album, which goes on after what is chosen', async () => {
    const list = await open();
    list.value = 'harbour';
    await searches(list);
    list.pick('Show All Albums…');
    await until('all albums are there', () => list.title === 'Albums: harbour' && list.items.length > 10);
    assert.equal(list.value, '');
    const place = list.items.length - 1;
    list.pick('Load More');
    await until('the next page has come', () => list.items.length > place + 1);
    assert.equal(list.activeItems[0], list.items[place]);
    const album = list.labels[0] ?? '';
    list.press(album, 'Show Contents');
    await until('its songs are there', () => list.title === album && list.items.length === 12);
    list.goBack();
    assert.equal(list.title, 'Albums: harbour');
    list.press(album, 'Show Contents');
    list.pick(list.labels[2] ?? '');
    const { player } = profile.spotify;
    await until('the third plays', () => player.state.context?.uri.startsWith('spotify:album:b') === true);
    assert.equal(player.state.index, 2);
  });

  it('says why Spotify does not answer, and goes on with the library', async () => {
    const list = await open();
    await until('the library is there', () => list.items.length > 10);
    profile.spotify.faults.add(fault.quota({ retryAfter: 3_600 }), { path: /search/ });
    list.value = nameOf('playlist', 0);
    await until('it says so', () => /daily quota of your Spotify app/.test(list.labels[0] ?? ''));
    assert.equal(list.active, nameOf('playlist', 0));
  });
});

describe('adding to a playlist', () => {
  let profile: Profile;
  let window: ExtensionWindow;
  beforeEach(async () => {
    profile = await Profile.make();
    window = await profile.signedIn();
  });
  afterEach(() => profile.end());

  const uris = (playlist: string): readonly (string | null)[] => {
    const { collection } = profile.spotify;
    const found = collection.playlist(playlist);
    return found ? collection.playlistItems(found) : [];
  };
  const forbidden = JSON.stringify({ error: { status: 403, message: 'Forbidden' } });
  const [named, uri] = [nameOf('playlist', 4), uriOf('playlist', 4)];

  it('takes what plays into one that is the user’s own, which comes first the next time', async () => {
    const done = window.run('addToPlaylist');
    const list = await window.user.pick('Add to Playlist');
    assert.equal(list.placeholder, 'Select a playlist for “Kettle on the Moor”');
    assert.ok(!list.labels.includes(nameOf('playlist', 3)), 'That is somebody else’s.');
    const before = list.items.length;
    list.pick('Load More');
    await until('the next page has come', () => list.items.length > before);
    list.pick(named);
    await done;
    await window.user.sees(`Added to ${named}`);
    assert.equal(uris(uri).at(-1), songs.plain.uri);
    assert.deepEqual(window.user.told, []);
    void window.run('row.addToPlaylist', songs.emoji.uri);
    const next = await window.user.pick('Add to Playlist');
    assert.deepEqual(next.labels.slice(0, 2), ['Recently Used', named]);
    next.hide();
  });

  it('warns where the song is in what was looked at, and can be undone only where it surely was not', async () => {
    profile.spotify.collection.longestPlaylist = 20;
    const whole = [nameOf('playlist', 0), uriOf('playlist', 0)] as const;
    void window.run('search');
    const search = await window.user.pick('Search');
    await until('the library is there', () => search.labels.includes(whole[0]));
    search.press(whole[0], 'Show Contents');
    await until(
      'its items are there',
      () => search.title === whole[0] && !search.busy && search.items.length > 10,
    );
    const before = uris(whole[1]);
    const add = async (given: string | null | undefined) => {
      const done = window.run('row.addToPlaylist', given);
      (await window.user.pick('Add to Playlist')).pick(whole[0]);
      return done;
    };
    const twice = add(before[1]);
    (await window.user.message(`is already in “${whole[0]}”`)).choose();
    await twice;
    assert.deepEqual(uris(whole[1]), before);
    await add(songs.plain.uri);
    assert.equal(uris(whole[1]).at(-1), songs.plain.uri);
    (await window.user.message(`Added to ${whole[0]}`)).choose('Undo');
    await window.user.sees(`Removed from ${whole[0]}`);
    assert.deepEqual(uris(whole[1]), before);
    // Nobody has looked at it since.
    await add(songs.plain.uri);
    await window.user.sees(`Added to ${whole[0]}`);
    assert.deepEqual(window.user.told, []);
  });

  it('that Spotify or an older sign-in does not allow says so, with what can be done', async () => {
    const add = async () => {
      const done = window.run('addToPlaylist');
      (await window.user.pick('Add to Playlist')).pick(named);
      return done;
    };
    const { faults, tokens } = profile.spotify;
    faults.add(fault.body(403, 'application/json', forbidden), { path: /items$/ });
    await add();
    const refused = await window.user.message(`Spotify does not let Earshot change “${named}”`);
    assert.deepEqual(refused.buttons, ['Open in Spotify']);
    faults.clear();
    tokens.narrow(['user-read-playback-state', 'playlist-read-private']);
    await add();
    const old = await window.user.message('a permission that your sign-in does not include yet');
    assert.deepEqual(old.buttons, ['Sign In']);
  });
});
