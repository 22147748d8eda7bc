import assert from 'node:assert/strict';

import { idOf } from '../spotify/music/names';
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
    assert.deepEqual([player.item.uri, player.state.context?.uri, player.isPlaying], [track(4), album, true]);
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
