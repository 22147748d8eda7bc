import assert from 'node:assert/strict';
import { spoken } from '../../../src/messages/common';
import { rejectionMessage } from '../../../src/messages/rejections';
import type { ApiProblem } from '../../../src/model/errors/apiProblem';
import type { Rejection } from '../../../src/model/errors/rejection';
import type { NowPlaying } from '../../../src/model/playback/nowPlaying';
import type { Playback, Unavailable } from '../../../src/model/playback/playback';
import { initialChangeRate } from '../../../src/model/schedule/changeRate';
import { nowPlayingPage } from '../../../src/render/nowPlayingPage';
import { nowPlayingView, type SongView, type ViewButtonName } from '../../../src/render/nowPlayingView';
import { lastKnown, present } from '../../../src/render/statusText';
import { readPageMessage } from '../../../src/webview/nowPlaying/protocol';
import { everythingShown } from '../../shown';
import { hour, kitchen, nowPlaying, second, song } from '../support';

/** Three seconds after `nowPlaying()` was seen at 0:20. */
const now = 1_003_000;
const view = (playback: Playback, at = now) => nowPlayingView(playback, true, at);

function songIn(playback: Playback, at = now): SongView {
  const found = view(playback, at);
  assert.ok(found.kind === 'song', 'There is no song.');
  return found;
}

function failing(problem: ApiProblem, last: Unavailable['last']): Unavailable {
  const times = { since: 1_001_000, failures: 1, failedAt: 1_001_000, jitter: 0 };
  return { kind: 'unavailable', problem, last, ...times };
}

const local = nowPlaying({ local: 'alone', liked: undefined, shuffle: undefined, repeat: undefined });
const waiting = { kind: 'waiting' } as const;
const limited: ApiProblem = { kind: 'limited', until: 1_000_000 + hour, quota: true };
const opens = (text: string, uri: string | undefined) => ({
  text,
  isLink: true,
  command: 'earshot.openInSpotify',
  args: [uri],
});
const labels = (actions: readonly { readonly label: string }[]) => actions.map(({ label }) => label);

describe('the view "Now Playing"', () => {
  it('has the names of a song, each with the way to Spotify', () => {
    const { title, artists, moreArtists, album, attribution, artwork, fact } = songIn(nowPlaying());
    assert.deepEqual(title, opens('Lamplight Ferry', song.uri));
    assert.deepEqual(artists, [
      opens('The Borrowed Oars', song.artists[0]?.uri),
      opens('Ines Quill', song.artists[1]?.uri),
    ]);
    assert.deepEqual(album, opens('Low Tide Letters', song.album?.uri));
    assert.deepEqual(attribution, opens('Listen on Spotify', song.uri));
    assert.deepEqual(artwork, { ...song.image, name: 'Artwork of Low Tide Letters' });
    assert.deepEqual([moreArtists, fact], [undefined, '']);
  });

  it('names three of many artists, and says what else there is to a song', () => {
    const artists = Array.from({ length: 5 }, (_, index) => ({ name: `A${index}`, uri: undefined }));
    const item = { ...song, artists, explicit: true as const };
    const shown = songIn(nowPlaying({ item, privateSession: true }));
    assert.deepEqual(
      shown.artists.map(({ text, isLink }) => [text, isLink]),
      [
        ['A0', false],
        ['A1', false],
        ['A2', false],
      ],
    );
    assert.deepEqual(
      [shown.moreArtists, shown.fact],
      [opens('and 2 more', song.uri), 'Explicit · private session'],
    );
  });

  const ways: readonly (readonly [
    what: string,
    changes: Partial<NowPlaying>,
    text: string,
    isLink: boolean,
  ])[] = [
    [
      'to a file of the listener’s own',
      { item: { ...song, kind: 'local', uri: undefined } },
      'Spotify',
      false,
    ],
    [
      'to a song of the app that tells no address, by a search',
      { item: { ...song, uri: undefined }, local: 'alone' },
      'Listen on Spotify',
      true,
    ],
  ];
  for (const [what, changes, text, isLink] of ways) {
    it(`knows the way ${what}`, () => {
      const { attribution, title } = songIn(nowPlaying(changes));
      assert.deepEqual(attribution, { text, isLink, command: 'earshot.openInSpotify', args: [] });
      assert.equal(title.isLink, false);
    });
  }

  it('has the controls of Spotify, with what they are about', () => {
    const { buttons, volume } = songIn(nowPlaying({ liked: true, shuffle: true }));
    assert.deepEqual(
      Object.entries(buttons).map(([name, { icon, title, text, on, command, args, disabled }]) => {
        assert.equal(disabled, '', name);
        return [name, icon, title, text, on, command, args];
      }),
      [
        ['shuffle', 'shuffle-on', 'Turn Shuffle Off', '', true, 'earshot.toggleShuffle', []],
        ['previous', 'previous', 'Previous', '', false, 'earshot.previous', []],
        ['playPause', 'pause', 'Pause', '', false, 'earshot.playPause', []],
        ['next', 'next', 'Next', '', false, 'earshot.next', []],
        ['repeat', 'repeat', 'Repeat: Off', '', false, 'earshot.cycleRepeat', []],
        ['like', 'liked', 'Remove from Liked Songs', '', true, 'earshot.unlike', [song.uri]],
        ['device', 'device-speaker', 'Select Device…', 'Kitchen', false, 'earshot.selectDevice', []],
      ],
    );
    assert.deepEqual(volume, { name: 'Volume', percent: 40, disabled: '' });
  });

  it('has of the app on this machine what it can do', () => {
    const { buttons, volume } = songIn({ kind: 'signedOut', elsewhere: false, local });
    assert.deepEqual(Object.keys(buttons), ['previous', 'playPause', 'next']);
    assert.deepEqual(volume, { name: 'Volume', percent: 40, disabled: '' });
    const windows = { ...local, device: { ...kitchen, hasVolume: false, volume: undefined } };
    assert.equal(songIn({ kind: 'signedOut', elsewhere: false, local: windows }).volume, undefined);
  });

  type Disabled = readonly [name: ViewButtonName | 'position' | 'volume', Partial<NowPlaying>, Rejection];
  const premiumRequired = { kind: 'premiumRequired' } as const;
  const disabled: readonly Disabled[] = [
    ['next', { disallows: ['skipping_next'] }, { kind: 'restricted', action: 'skipping_next' }],
    ['previous', { disallows: ['skipping_prev'] }, { kind: 'restricted', action: 'skipping_prev' }],
    ['shuffle', { disallows: ['toggling_shuffle'] }, { kind: 'restricted', action: 'toggling_shuffle' }],
    [
      'repeat',
      { disallows: ['toggling_repeat_context', 'toggling_repeat_track'] },
      { kind: 'restricted', action: 'toggling_repeat_context' },
    ],
    ['like', { item: { ...song, kind: 'chapter' } }, { kind: 'notForItem', item: 'chapter' }],
    ['playPause', { premiumRequired: true }, premiumRequired],
    ['device', { premiumRequired: true }, premiumRequired],
    ['position', { disallows: ['seeking'] }, { kind: 'restricted', action: 'seeking' }],
    ['volume', { device: { ...kitchen, hasVolume: false } }, { kind: 'volumeFixed' }],
  ];
  for (const [name, changes, rejection] of disabled) {
    it(`says why ${name} does nothing with ${JSON.stringify(changes)}`, () => {
      const { buttons, position, volume } = songIn(nowPlaying(changes));
      const found = { ...buttons, position, volume }[name];
      assert.equal(found?.disabled, rejectionMessage(rejection, now)[0]);
    });
  }

  const unknown = { progressMs: undefined, startedAt: undefined };
  const positions: readonly (readonly [what: string, changes: Partial<NowPlaying>, ms?: number])[] = [
    ['goes on while it plays', {}, 23 * second],
    ['stands while it is paused', { kind: 'paused' }, 20 * second],
    ['ends with the song', { startedAt: 0 }, 200 * second],
    ['is not known before the song is', { changing: true }],
    ['is not known where Spotify does not say', unknown],
    ['is not known without an end', { item: { ...song, durationMs: undefined } }],
  ];
  for (const [what, changes, ms] of positions) {
    it(`has a position that ${what}`, () => {
      const { position } = songIn(nowPlaying(changes));
      const moves = changes.kind !== 'paused';
      const words = { name: 'Position', pattern: '{at} of {whole}' };
      const wanted = { ...words, ms, durationMs: 200_000, moves, uri: song.uri, disabled: '' };
      assert.deepEqual(position, ms === undefined ? undefined : wanted);
    });
  }

  const songless: readonly (readonly [playback: Playback, actions: readonly string[]])[] = [
    [{ kind: 'signedOut', elsewhere: false }, ['Sign In']],
    [{ kind: 'signInAgain', why: 'expired' }, ['Sign In Again']],
    [{ kind: 'sessionLost' }, ['Sign In Again']],
    [
      { kind: 'signingIn', before: { kind: 'signedOut', elsewhere: false, local } },
      ['Show Sign-In Progress'],
    ],
    [waiting, []],
    [
      { kind: 'nothing', receivedAt: now, changeRate: initialChangeRate(now) },
      [
        ...['Resume', 'Show Recently Played…', 'Play Liked Songs', 'Search…', 'Select Device…'],
        ...['Open Spotify', 'Why is nothing shown?'],
      ],
    ],
    [failing({ kind: 'offline' }, waiting), ['Try Again']],
    [failing(limited, waiting), []],
    [failing({ kind: 'secretWrong' }, waiting), ['Set Client Secret', 'Open Dashboard']],
    [failing({ kind: 'offline', obstacle: 'proxy' }, waiting), ['Try Again', 'Open Settings']],
  ];
  for (const [playback, actions] of songless) {
    const what = playback.kind === 'unavailable' ? playback.problem.kind : playback.kind;
    it(`says of ${what} what the status bar says, with ${actions.join(', ') || 'nothing to do'}`, () => {
      const shown = view(playback);
      assert.ok(shown.kind === 'noSong');
      const status = present(playback, { ...everythingShown, hasClientId: true }, now);
      assert.equal(spoken(shown.title, shown.sentence), status?.label);
      assert.deepEqual(labels(shown.actions), actions);
    });
  }

  it('is empty before anything is known', () => {
    assert.deepEqual(view({ kind: 'starting' }), { kind: 'noSong', title: '', sentence: '', actions: [] });
  });

  const signIn = 'Sign in to use Liked Songs, devices, and the queue.';
  const retry = 'Cannot reach Spotify. Earshot retries automatically. Click to retry now.';
  const noticed: readonly (readonly [what: string, Playback, notices: readonly string[][]])[] = [
    ['who is signed out', { kind: 'signedOut', elsewhere: false, local }, [[signIn, 'Sign In']]],
    ['who has no Premium', nowPlaying({ premiumRequired: true }), [['Controls require Spotify Premium.']]],
    ['who is offline', failing({ kind: 'offline' }, nowPlaying()), [[retry, 'Try Again']]],
    ['who lacks nothing', nowPlaying(), []],
    ['who waits for Spotify’s word', { kind: 'waiting', local }, []],
  ];
  for (const [what, playback, notices] of noticed) {
    it(`tells ${what} what is missing`, () => {
      assert.deepEqual(
        songIn(playback).notices.map(({ sentence, actions }) => [sentence, ...labels(actions)]),
        notices,
      );
    });
  }

  it('keeps the song while Spotify cannot be asked, and says how old it is instead of where it is', () => {
    const playback = failing({ kind: 'offline' }, nowPlaying());
    const { title, fact, position } = songIn(playback);
    assert.deepEqual([title.text, fact, position], ['Lamplight Ferry', lastKnown(playback), undefined]);
  });

  it('offers no command that the extension would not take from its page', () => {
    const songs = [nowPlaying(), nowPlaying({ kind: 'paused', liked: true }), local].map((one) =>
      songIn(one),
    );
    const offered = [
      ...songs.flatMap(({ buttons }) => Object.values(buttons)),
      ...songs.flatMap(({ title, attribution }) => [title, attribution]),
      ...songless.flatMap(([playback]) => {
        const { actions } = view(playback) as { actions: SongView['notices'][number]['actions'] };
        return actions.map(({ command, arguments: args = [] }) => ({ command, args }));
      }),
    ];
    assert.ok(offered.length > 30);
    for (const { command, args } of offered) {
      assert.deepEqual(readPageMessage({ command, args }), { command, args });
    }
  });
});

describe('the page of "Now Playing"', () => {
  const page = nowPlayingPage({
    script: 'https://a.example/s.js',
    style: 'https://a.example/s.css',
    source: 'https://a.example',
    nonce: 'abc',
    icons: {
      'earshot-play': { default: { fontCharacter: '\\E00E' } },
      'earshot-button-play': { default: { fontCharacter: '\\E02C' } },
    },
  });

  it('loads its own script and style, and pictures of Spotify’s hosts alone', () => {
    const [, policy] = /Content-Security-Policy" content="([^"]+)"/.exec(page) ?? [];
    assert.equal(
      policy,
      "default-src 'none'; img-src https://*.scdn.co https://*.spotifycdn.com; font-src https://a.example; style-src https://a.example 'nonce-abc'; script-src 'nonce-abc'",
    );
    assert.doesNotMatch(page, / on\w+=|style="|<script>/);
  });

  it('knows the icons by their characters', () => {
    assert.ok(page.includes('.earshot-play::before{content:"\\E00E"}'));
    assert.ok(!page.includes('button'));
  });
});
