import assert from 'node:assert/strict';
import { fault, songs, track, type Track } from '../spotify';
import { readable } from './window/markdown';
import { Profile } from './window/profile';
import { until } from './window/user';
import type { ExtensionWindow } from './window/window';

const titles = Array.from({ length: 14 }, (_, index) => `Number ${index}`);
const list = titles.map((title): Track => track({ title, artists: ['Abacus'], album: 'Counting' }));
const [first, second] = list as [Track, Track];
const showing = (index: number) => `$(music) Number ${index} – Abacus`;
const paused = (index: number) => `$(earshot-paused) Number ${index} – Abacus`;

describe('a control', () => {
  let profile: Profile;
  let window: ExtensionWindow;

  /** Each test begins with the first song, playing on the desk, and nothing liked. */
  beforeEach(async () => {
    profile = await Profile.make({ 'statusBar.buttons': ['like', 'previous', 'playPause', 'next'] });
    profile.spotify.player.play(list, { positionMs: 60_000 });
    window = await profile.signedIn({}, showing(0));
  });
  afterEach(async () => {
    assert.deepEqual(window.user.told, []);
    await profile.end();
  });

  /** What one or more commands bring: to the player at once, and into the status bar. */
  const player = () => profile.spotify.player;
  const effects: readonly (readonly [command: string, then: string, holds: () => boolean, shown?: string])[] =
    [
      ['pause', 'it is paused', () => !player().isPlaying, paused(0)],
      ['play', 'it plays', () => player().isPlaying, showing(0)],
      ['playPause', 'it is paused again', () => !player().isPlaying, paused(0)],
      ['playPause', 'it plays again', () => player().isPlaying, showing(0)],
      ['seekForward', 'it is 15 s later', () => player().positionMs >= 74_000],
      ['seekBackward', 'it is 15 s earlier', () => player().positionMs < 66_000],
      ['volumeUp', 'it is louder', () => player().volume === 70],
      ['volumeDown', 'it is less loud', () => player().volume === 60],
      ['mute', 'it is silent', () => player().volume === 0],
      ['mute', 'it is as loud as before', () => player().volume === 60],
      ['toggleShuffle', 'it shuffles', () => player().shuffle],
      ['toggleShuffle', 'it shuffles no more', () => !player().shuffle],
      ['repeatContext', 'all repeats', () => player().repeat === 'context'],
      ['repeatTrack', 'one song repeats', () => player().repeat === 'track'],
      ['repeatOff', 'nothing repeats', () => player().repeat === 'off'],
      ['cycleRepeat', 'all repeats again', () => player().repeat === 'context'],
      ['next', 'the next one plays', () => player().item?.uri === second.uri],
      ['previous', 'the first one plays', () => player().item?.uri === first.uri],
    ];
  /** What the status bar says of each in passing, in their order. */
  const answers = [
    ...['Paused', 'Playing', 'Paused', 'Playing'],
    ...['M:SS of 3:20', 'M:SS of 3:20', 'Volume 70%', 'Volume 60%', 'Muted', 'Volume 60%'],
    ...['Shuffle on', 'Shuffle off', 'Repeat all', 'Repeat one', 'Repeat off', 'Repeat all'],
    ...['Skipped to next', 'Skipped to previous'],
  ];
  it('does at once what it says, whichever it is, and says what it did', async () => {
    for (const [command, then, holds, shown] of effects) {
      await window.run(command);
      await until(`${then} after ${command}`, holds);
      if (shown !== undefined) await window.shows(shown);
    }
    const said = window.user.passing.map((text) => text.replace(/^\d:\d\d of/, 'M:SS of'));
    assert.deepEqual(said, answers);
  });

  const asking: readonly (readonly [string, string, string, RegExp, string, string, () => boolean])[] = [
    [
      'seekTo',
      'Go to Time',
      '3:21',
      /^Enter a time such as 1:23 or 2m30s, before 3:20\.$/,
      '2m3s',
      '123 s',
      () => player().positionMs >= 123_000,
    ],
    [
      'setVolume',
      'Set Volume',
      '101',
      /^Enter a whole number from 0 to 100\.$/,
      '35',
      '35%',
      () => player().volume === 35,
    ],
    [
      'playLink',
      'Play Link',
      'https://example.com/',
      /^This is not the Spotify link or URI/,
      second.uri,
      'the link',
      () => player().item?.uri === second.uri,
    ],
    [
      'playLink',
      'Play Link',
      `https://open.spotify.com/prerelease/${first.id}`,
      /^This is not released yet\. Spotify can play it after its release\.$/,
      `[a song](open.spotify.com/track/${second.id}?si=1) – somebody`,
      'the link',
      () => player().item?.uri === second.uri,
    ],
    [
      'playLink',
      'Play Link',
      'spotify:local:Attic+Tapes::demo:180',
      /^This is a local file\. Spotify can play it only on the device that has it/,
      `${second.uri}?context=${first.uri}`,
      'the link',
      () => player().item?.uri === second.uri,
    ],
    [
      'addToQueue',
      'Add to Queue',
      `https://open.spotify.com/album/${first.album.id}`,
      /^This is not the Spotify link or URI of a song/,
      `https://open.spotify.com/track/${second.id}`,
      'the queue',
      () => player().state.queue.some(({ uri }) => uri === second.uri),
    ],
  ];
  for (const [command, title, wrong, fault, right, what, holds] of asking) {
    it(`asks for what it needs, such as ${title}, until that can be done`, async () => {
      const done = window.run(command);
      const box = await window.user.box(title);
      assert.match(box.enter(wrong) ?? '', fault);
      assert.equal(box.enter(right), undefined);
      await done;
      await until(what, holds);
    });
  }

  it('takes a like to the library and back', async () => {
    const { library } = profile.spotify;
    await window.run('like');
    await window.user.sees('Added to Liked Songs');
    assert.ok(library.has(first.uri));
    assert.equal(window.item('like')?.accessibilityInformation?.label, 'Spotify: Remove from Liked Songs');
    await window.run('unlike');
    await window.user.sees('Removed from Liked Songs');
    assert.ok(!library.has(first.uri));
    await window.run('toggleLike');
    assert.ok(library.has(first.uri));
    assert.deepEqual(profile.requests(/^(PUT|DELETE) \/v1\/me\/library$/), [
      'PUT /v1/me/library',
      'DELETE /v1/me/library',
      'PUT /v1/me/library',
    ]);
  });

  it('is about the song that was on the screen, in every window, whichever plays when it is used', async () => {
    const { library } = profile.spotify;
    const other = profile.open();
    await other.shows(showing(0));
    await profile.set({ 'statusBar.clickAction': 'toggleLike' });
    const likes = [window, other].flatMap((one) => {
      const { tooltip, command } = one.item() ?? {};
      const button = { command: one.item('like')?.command };
      return [() => one.press(tooltip, 'like'), () => one.click(button), () => one.click({ command })];
    });
    await window.run('next');
    for (const one of [window, other]) await one.shows(showing(1));
    for (const like of likes) {
      await like();
      assert.deepEqual([...library], [first.uri]);
      await window.run('unlike', first.uri);
      assert.deepEqual([...library], []);
    }
    for (const one of [window, other]) {
      assert.equal(one.item('like')?.accessibilityInformation?.label, 'Spotify: Add to Liked Songs');
      await one.click(one.item('like'));
      assert.deepEqual([...library], [second.uri]);
      await one.run('unlike');
      assert.deepEqual([...library], []);
    }
  });

  it('copies the song that was on the screen, whichever plays by then', async () => {
    await profile.set({ 'statusBar.clickAction': 'copyLink' });
    const { command } = window.item() ?? {};
    await window.run('next');
    await window.shows(showing(1));
    await window.click({ command });
    assert.equal(window.user.clipboard, `https://open.spotify.com/track/${first.id}`);
  });

  it('that would move within a song that has gone does nothing, and says so in passing', async () => {
    const { tooltip } = window.item() ?? {};
    const done = window.run('seekTo');
    const box = await window.user.box('Go to Time');
    await window.run('next');
    await window.shows(showing(1));
    const moved = () => profile.requests(/seek/);
    box.enter('2:03');
    await done;
    await window.user.sees('Another song is playing now');
    for (const [command, ...args] of [
      ['seekForward', first.uri],
      ['seekTo', '1:23', first.uri],
    ] as const) {
      window.user.passing.length = 0;
      await window.run(command, ...args);
      await window.user.sees('Another song is playing now');
    }
    window.user.passing.length = 0;
    await window.press(tooltip, 'seekTo');
    await window.user.sees('Another song is playing now');
    assert.deepEqual(moved(), []);
    await window.run('seekTo', '1:23', second.uri);
    assert.equal(moved().length, 1);
  });

  it('says the same as label and hover, in every window, while Spotify cannot be asked', async () => {
    const other = profile.open();
    await other.shows(showing(0));
    const lasting = profile.spotify.faults.add(fault.reset(), { path: /^\/v1\//, times: Infinity });
    await window.run('refresh');
    const words = /Last known: playing, \d/;
    for (const one of [window, other]) {
      const item = await one.shows(showing(0).replace('$(music)', '$(earshot-clock)'));
      assert.match(readable(item?.hover), words);
      assert.doesNotMatch(readable(item?.hover), /Paused|\$\(play\)|\$\(warning\)/);
      assert.match(item?.hover ?? '', /\$\(earshot-button-play-pause\)/);
      const button = one.item('playPause');
      assert.equal(button?.text, '$(earshot-pause)');
      for (const label of [item, button].map((shown) => shown?.accessibilityInformation?.label)) {
        assert.match(label ?? '', words);
      }
      assert.match(button.hover, words);
      assert.equal(one.registered.contextKeys.get('earshot.playing'), true);
      const list = one.run('showControls');
      const controls = await one.user.pick('Spotify');
      assert.ok(controls.labels.includes('Pause'));
      assert.match(controls.placeholder ?? '', words);
      controls.hide();
      await list;
    }
    lasting.remove();
    await window.run('refresh');
    for (const one of [window, other]) {
      await one.shows(showing(0));
      assert.equal(one.item('playPause')?.accessibilityInformation?.label, 'Spotify: Pause');
    }
  });

  it('moves the music to another device, as it is or playing', async () => {
    player().pause();
    await window.run('refresh');
    const moved = window.run('selectDevice');
    (await window.user.pick('Select Device')).pick('Wren’s phone');
    await moved;
    assert.equal(player().device?.name, 'Wren’s phone');
    assert.equal(player().isPlaying, false);
    const played = window.run('selectDevice');
    (await window.user.pick('Select Device')).press('Desk', 'Play on This Device');
    await played;
    await until('it plays on the desk', () => player().device?.name === 'Desk' && player().isPlaying);
  });

  it('lists devices of one name as what they are, by their type and the end of the ID', async () => {
    const [desk, phone] = player().devices;
    assert.ok(desk && phone);
    const den = { ...phone, name: 'Den', supportsVolume: true, volume: 30 };
    player().devices = [
      desk,
      { ...den, type: 'Speaker', id: 'a1b2c3d4' },
      { ...den, type: 'CastAudio', id: 'b2c3d4e5' },
      { ...den, type: 'CastAudio', id: null },
      { ...den, type: 'CastVideo', id: 'c3d4e5f6' },
    ];
    void window.run('selectDevice');
    const list = await window.user.pick('Select Device');
    assert.deepEqual(
      list.items.map(({ label, description }) => [label.replace(/^\S+ /, ''), description]),
      [
        ['Desk', '$(check) Computer · active · 60%'],
        ['Den', 'Speaker · 30%'],
        ['Den', 'Cast …d4e5 · 30%'],
        ['Den', 'Cast · 30% · cannot be controlled remotely'],
        ['Den', 'Cast …e5f6 · 30%'],
      ],
    );
  });

  it('shows the queue, and leads on from there', async () => {
    const shown = window.run('showQueue');
    const queue = await window.user.pick('Queue');
    assert.equal(queue.labels[0], '1. Number 1');
    queue.pick('Add to Queue…');
    (await window.user.box('Add to Queue')).hide();
    await shown;
    const opened = window.run('showQueue');
    (await window.user.pick('Queue')).press('1. Number 1', 'Open in Spotify');
    await opened;
    assert.equal(window.user.opened.at(-1), `https://open.spotify.com/track/${second.id}`);
  });

  it('plays the queue from where one chooses, by so many skips, once however often that is clicked', async () => {
    const skips = () => profile.requests(/next$/).length;
    const chosen = window.run('showQueue');
    (await window.user.pick('Queue')).pick('3. Number 3');
    await chosen;
    await window.user.sees('Skipped 3 songs');
    assert.deepEqual([player().item?.uri, skips()], [list[3]?.uri, 3]);
    const next = list[5]?.uri;
    await Promise.all([window.run('playFromQueue', 1, next), window.run('playFromQueue', 1, next)]);
    await window.run('playFromQueue', 1, next);
    assert.deepEqual([player().item?.uri, skips()], [next, 5]);
    const changed = 'The queue has changed, so nothing was skipped.';
    assert.equal(window.user.passing.filter((text) => text.includes(changed)).length, 2);
  });

  it('copies the song in three ways, with all that is nasty in it', async () => {
    await profile.hear(window, songs.markup);
    await window.shows(/command/);
    const page = `https://open.spotify.com/track/${songs.markup.id}`;
    const title = '\\*\\*\\[x\\](command:workbench.action.quit)\\*\\* \\<img src=x\\> \\$(sync\\~spin)';
    const artists = '\\`back\\` \\| tick, \\_under\\_ \\[score\\](https://example.com)';
    for (const [command, as, text] of [
      ['copyLink', 'link', page],
      [
        'copyAsText',
        'as text',
        `${songs.markup.title} – \`back\` | tick, _under_ [score](https://example.com) ${page}`,
      ],
      ['copyAsMarkdown', 'as Markdown', `[${title}](${page}) – ${artists}`],
    ] as const) {
      await window.run(command);
      await window.user.sees(`Copied ${as}`);
      assert.equal(window.user.clipboard, text);
    }
  });

  it('is one of a list that stays open, in place, while it and other windows change what plays', async () => {
    const done = window.run('showControls');
    const controls = await window.user.pick('Spotify');
    assert.ok(controls.keepScrollPosition);
    assert.deepEqual(controls.labels.slice(0, 3), ['Pause', 'Next', 'Previous']);
    const does = async (row: string, then: string, active = row) => {
      const written = controls.itemsWritten;
      controls.pick(row);
      await until(then, () => controls.itemsWritten > written);
      assert.deepEqual([controls.isOpen, controls.active], [true, active]);
    };
    await does('Volume Up', 'it is louder');
    assert.equal(controls.row('Set Volume…').description, '70%');
    await does('Pause', 'it pauses', 'Play');
    await window.user.sees('Paused');
    await does('Add to Liked Songs', 'it is liked', 'Remove from Liked Songs');
    const other = profile.open();
    await other.shows(paused(0));
    await other.run('next');
    await until('the list is about the next one', () => controls.placeholder === 'Number 1 – Abacus');
    assert.equal(controls.active, 'Add to Liked Songs');
    controls.pick('Add to Liked Songs');
    await until('that is liked', () => profile.spotify.library.has(second.uri));
    await window.run('refresh');
    const written = controls.itemsWritten;
    await window.run('refresh');
    assert.equal(controls.itemsWritten, written, 'Rows that are the same are not written anew.');
    controls.hide();
    await done;
  });

  it('opens the song, or Spotify itself, where the settings say', async () => {
    await window.run('openInSpotify');
    await profile.set({ openIn: 'app' });
    await window.run('openInSpotify');
    assert.deepEqual(window.user.opened.slice(-2), [`https://open.spotify.com/track/${first.id}`, first.uri]);
  });

  it('stands as a button beside the song, in the order of the settings, under its name', async () => {
    assert.deepEqual(
      window.items.map(({ id }) => id),
      ['song', 'like', 'previous', 'playPause', 'next'],
    );
    assert.deepEqual(
      window.items.slice(1).map(({ accessibilityInformation }) => accessibilityInformation?.label),
      ['Spotify: Add to Liked Songs', 'Spotify: Previous', 'Spotify: Pause', 'Spotify: Next'],
    );
    await window.click(window.item('playPause'));
    await window.shows('$(earshot-play)', 'playPause');
    assert.ok(!player().isPlaying);
    await profile.set({ 'statusBar.alignment': 'right' });
    assert.deepEqual(
      window.items.map(({ id }) => id),
      ['like', 'previous', 'playPause', 'next', 'song'],
    );
  });

  it('that is pressed ten times fast ends at the right song, in at most thirteen requests', async () => {
    const before = profile.spotify.requests.length;
    await Promise.all(Array.from({ length: 10 }, () => window.run('next')));
    await window.shows(showing(10));
    await until('Spotify plays it', () => player().item?.uri === list[10]?.uri);
    const looks = () => profile.requests().slice(before);
    await until('a look has come', () => looks().includes('GET /v1/me/player'));
    await window.shows(showing(10));
    assert.ok(looks().length <= 13, looks().join('\n'));
  });

  it('writes nothing while Spotify says the same', async () => {
    const item = window.item();
    const written = item?.hoversWritten;
    await window.run('refresh');
    await window.run('refresh');
    assert.equal(item?.hoversWritten, written);
  });

  it('works in a window that leaves the asking to another, which alone is told of its rejection', async () => {
    const other = profile.open();
    await other.shows(showing(0));
    await other.run('next');
    await other.shows(showing(1));
    await window.shows(showing(1));
    player().devices = [];
    await other.run('next');
    await other.user.message('No device is playing.');
  });
});

describe('a control that is refused', () => {
  let profile: Profile;
  let window: ExtensionWindow;
  beforeEach(async () => {
    profile = await Profile.make();
    window = await profile.signedIn();
  });
  afterEach(() => profile.end());

  const asked = () => profile.requests(/devices$|^PUT/);
  const paths = {
    play: 'PUT /v1/me/player/play',
    devices: 'GET /v1/me/player/devices',
    move: 'PUT /v1/me/player',
  };

  it('for want of an active device plays on the one that played before, with one look and one transfer', async () => {
    const { player } = profile.spotify;
    player.stop();
    await window.run('playPause');
    assert.ok(!player.isPlaying, 'It was to be paused.');
    await window.user.message('No device is playing.');
    player.play();
    player.pause();
    await window.run('refresh');
    player.stop();
    const before = asked().length;
    await window.run('playPause');
    await window.user.sees('Playing on Desk');
    await window.shows(/^\$\(music\) Kettle/);
    assert.deepEqual(asked().slice(before), [paths.play, paths.devices, paths.move]);
  });

  it('for want of a device that is meant has one chosen, and plays there what was wanted', async () => {
    const { player } = profile.spotify;
    player.devices = player.devices.map((device) => ({ ...device, type: 'Speaker' }));
    player.stop();
    await window.run('refresh');
    await window.shows('$(music) Nothing playing');
    for (const [command, ...args] of [['play'], ['playLink', songs.episode.uri], ['selectDevice']] as const) {
      player.stop();
      await window.run('refresh');
      const done = window.run(command, ...args);
      (await window.user.pick('Select Device')).pick('Wren’s phone');
      await done;
      assert.deepEqual([player.isPlaying, player.device?.name], [true, 'Wren’s phone'], command);
      if (args.length > 0) assert.equal(player.item?.uri, songs.episode.uri);
    }
  });

  it('for want of an active device plays on the preferred one, which the list of devices sets', async () => {
    await profile.set({ preferredDevice: '' });
    const { player } = profile.spotify;
    const [desk, phone] = player.devices;
    assert.ok(desk && phone);
    const list = window.run('selectDevice');
    const picker = await window.user.pick('Select Device');
    player.devices = [desk, phone, { ...phone, id: 'attic', name: 'Attic' }];
    picker.pressTitle('Refresh');
    await until('the list is anew', () => picker.labels.includes('Attic'));
    picker.press('Attic', 'Use When None Is Active');
    await until('it is marked', () => picker.row('Attic').description?.includes('preferred') === true);
    assert.ok(picker.isOpen);
    picker.hide();
    await list;
    player.stop();
    await window.run('refresh');
    await window.run('play');
    await window.user.sees('Playing on Attic');
  });

  it('for want of any device opens Spotify, and plays as soon as that is there', async () => {
    const { player } = profile.spotify;
    const { devices } = player;
    player.stop();
    player.devices = [];
    await window.run('refresh');
    await window.run('play');
    const message = await window.user.message('No Spotify devices found.');
    message.choose('Open Spotify');
    await until('it waits', () => window.user.progress.length === 1);
    assert.equal(window.user.opened.at(-1), 'spotify:');
    window.user.progress[0]?.cancel();
    await until('it waits no more', () => window.user.progress.length === 0);
    const before = asked().length;
    const started = window.run('startSpotify', songs.emoji.uri);
    player.devices = devices;
    await started;
    await window.shows(/Picnic/);
    assert.equal(player.device?.name, 'Desk');
    assert.deepEqual(asked().slice(before), [paths.devices, paths.play]);
    assert.equal(window.user.messages.length, 1);
  });

  it('for nothing that plays leads on to what was played, by a click and a choice', async () => {
    const { player } = profile.spotify;
    player.next();
    player.stop();
    await window.run('refresh');
    const list = window.click(await window.shows('$(music) Nothing playing'));
    const controls = await window.user.pick('Spotify');
    assert.deepEqual(controls.labels, [
      ...['Resume', 'Show Recently Played…', 'Play Liked Songs', 'Search…'],
      ...['Select Device…', 'Open Spotify'],
    ]);
    controls.hide();
    await list;
    const done = window.run('showRecentlyPlayed');
    const played = await window.user.pick('Recently Played');
    assert.equal(played.labels.length, 2);
    played.pick(songs.plain.title);
    await done;
    await window.shows(/^\$\(music\) Kettle/);
    assert.deepEqual(
      [player.isPlaying, player.context?.uri],
      [true, `spotify:album:${songs.plain.album.id}`],
    );
  });

  it('for nothing that plays plays the newest of the liked songs, and goes on in them', async () => {
    const { player, collection } = profile.spotify;
    const liked = [0, 1].map((index) => collection.own('track').at(index));
    player.stop();
    await window.run('refresh');
    await window.run('playLikedSongs');
    const played = [player.item?.uri];
    await window.run('next');
    assert.deepEqual([...played, player.item?.uri], liked);
    await window.run('playLikedSongs');
    assert.deepEqual([player.item?.uri, profile.requests(/me\/tracks$/).length], [liked[0], 1]);
  });

  it('for a scope that was not granted says which, with a way to sign in again', async () => {
    profile.spotify.tokens.narrow(['user-read-playback-state', 'user-read-currently-playing']);
    await window.run('showRecentlyPlayed');
    const message = await window.user.message('does not include access to recently played songs');
    assert.deepEqual(message.buttons, ['Sign In Again']);
  });

  it('for want of Premium says so once, however often it is asked for', async () => {
    profile.spotify.user.premium = false;
    await window.run('next');
    await window.user.message('Controlling playback requires Spotify Premium');
    const item = await window.shows(/^\$\(music\) Kettle/);
    await window.run('next');
    await window.user.sees('Controlling playback requires Spotify Premium');
    assert.equal(window.user.messages.filter(({ text }) => text.includes('Premium')).length, 1);
    assert.match(readable(item?.hover), /Controls require Spotify Premium/);
    await assert.rejects(window.press(item?.tooltip, 'playPause'), /not trusted/);
    assert.equal(window.registered.contextKeys.get('earshot.canSkipNext'), false);
    profile.spotify.user.premium = true;
    await window.run('refresh');
    await window.run('next');
    await window.shows(/Picnic/);
  });

  it('by mistake is done all the same', async () => {
    const { faults, player } = profile.spotify;
    faults.add(fault.falsePremium(), { path: /next/, times: 2 });
    await window.run('next');
    assert.equal(player.item?.title, songs.emoji.title);
    faults.add(fault.accessTokenMissing(), { path: /previous/, times: 2 });
    await window.run('previous');
    assert.equal(player.item.title, songs.plain.title);
    assert.deepEqual(window.user.told, []);
  });

  it('because it is so already says nothing, and shows what is so', async () => {
    profile.spotify.player.pause();
    await window.run('pause');
    await window.shows(/^\$\(earshot-paused\) Kettle/);
    assert.deepEqual(window.user.told, []);
  });

  it('for want of a scope offers to sign in again', async () => {
    profile.spotify.tokens.narrow(['user-read-playback-state', 'user-read-currently-playing']);
    await window.run('next');
    const message = await window.user.message('does not include a permission that Earshot needs');
    const address = await profile.toBrowser(window, () => message.choose('Sign In Again'));
    const before = profile.polls;
    await profile.decide(window, address, 'agree');
    await until('the new session is asked about', () => profile.polls > before);
    await window.run('next');
    await window.shows(/Picnic/);
  });

  it('is known to be impossible to menus and buttons', async () => {
    const { player } = profile.spotify;
    player.play([songs.local]);
    player.disallows.add('seeking');
    player.change({ deviceIndex: 1 });
    await window.run('refresh');
    await window.shows(/^\$\(file-media\) demo/);
    const keys = ['canLike', 'canLink', 'canSeek', 'canChangeVolume', 'canSkipNext', 'playing', 'hasSong'];
    assert.deepEqual(
      keys.map((key) => window.registered.contextKeys.get(`earshot.${key}`)),
      [false, false, false, false, true, true, true],
    );
  });
});
