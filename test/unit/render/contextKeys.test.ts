import assert from 'node:assert/strict';
import { contributes } from '../../../package.json';
import type { NowPlaying } from '../../../src/model/playback/nowPlaying';
import type { Playback } from '../../../src/model/playback/playback';
import { initialChangeRate } from '../../../src/model/schedule/changeRate';
import { contextKeys } from '../../../src/render/contextKeys';
import { kitchen, nowPlaying, song } from '../support';

/** A clause as package.json writes them: `&&` before `||`, and no brackets. */
const holds = (when: string, keys: Readonly<Record<string, boolean>>): boolean =>
  when.split(' || ').some((all) =>
    all.split(' && ').every((one) => {
      const [, negated, key = ''] = /^(!?)(earshot\.\w+)$/.exec(one) ?? assert.fail(`What does ${one} mean?`);
      return (keys[key] ?? false) !== (negated === '!');
    }),
  );

/** What the palette offers of what it does not offer always. */
const offered = (playback: Playback): readonly string[] => {
  const keys = contextKeys(playback);
  return contributes.menus.commandPalette.flatMap(({ command, when }) =>
    when !== 'false' && holds(when, keys) ? [command.slice('earshot.'.length)] : [],
  );
};

const alone = (changes: Partial<NowPlaying> = {}) =>
  nowPlaying({ local: 'alone', liked: undefined, shuffle: undefined, repeat: undefined, ...changes });
const silent = { device: { ...kitchen, volume: undefined, hasVolume: false } };
const windows = alone({ ...silent, item: { ...song, uri: undefined, image: undefined } });
const idle = { kind: 'nothing', receivedAt: 1, changeRate: initialChangeRate(1) } as const;
const offline = { problem: { kind: 'offline' }, since: 1, failures: 1, failedAt: 1, jitter: 0 } as const;

const account = [
  ...['signOut', 'refresh', 'showAccount', 'selectDevice', 'showQueue', 'showRecentlyPlayed'],
  ...['addToQueue', 'playLink', 'search', 'playLikedSongs'],
];
const stopped = ['play', 'startSpotify'];
const controls = ['playPause', 'next', 'previous', 'seekForward', 'seekBackward', 'seekTo', 'copyAsText'];
const volume = ['volumeUp', 'volumeDown', 'setVolume', 'mute'];
const link = ['copyLink', 'copyAsMarkdown'];
const modes = ['toggleShuffle', 'cycleRepeat', 'repeatOff', 'repeatContext', 'repeatTrack'];
const anySong = [...controls, 'showControls'];

describe('the palette', () => {
  const table: readonly (readonly [what: string, playback: Playback, commands: readonly string[]])[] = [
    ['nothing of the player to who is signed out', { kind: 'signedOut', elsewhere: false }, []],
    [
      'what the app on this machine can do to who is signed out',
      { kind: 'signedOut', elsewhere: false, local: alone() },
      [...anySong, ...volume, ...link, 'pause'],
    ],
    [
      'no volume and no link where the system has none',
      { kind: 'signInAgain', local: { ...windows, kind: 'paused' } },
      [...anySong, 'play'],
    ],
    [
      'the same while a sign-in is under way',
      signingIn(alone()),
      [
        ...anySong,
        ...volume,
        ...link,
        'pause',
        'signIn.openAgain',
        'signIn.showProgress',
        'signIn.copyAddress',
        'signIn.useAnotherWay',
      ],
    ],
    [
      'both before Spotify has answered',
      { kind: 'waiting', local: alone() },
      [...account, ...anySong, ...volume, ...link, 'addToPlaylist', 'pause'],
    ],
    [
      'both while Spotify cannot be asked',
      { kind: 'unavailable', last: alone({ kind: 'paused' }), ...offline },
      [...account, ...anySong, ...volume, ...link, 'addToPlaylist', ...stopped],
    ],
    [
      'all when Spotify agrees',
      nowPlaying({ local: 'agrees', liked: false }),
      [...account, ...anySong, ...volume, ...link, 'addToPlaylist', ...modes, 'pause', 'like', 'toggleLike'],
    ],
    ['what needs no song when nothing plays', idle, [...account, ...stopped, 'playPause', 'showControls']],
  ];
  for (const [what, playback, commands] of table) {
    it(`offers ${what}`, () => {
      assert.deepEqual([...offered(playback)].sort(), [...commands].sort());
    });
  }
});

describe('the context key of a local song', () => {
  for (const [playback, value] of [
    [{ kind: 'starting', local: alone() }, true],
    [{ kind: 'sessionLost', local: alone() }, true],
    [{ kind: 'waiting' }, false],
    [nowPlaying({ local: 'agrees' }), true],
    [nowPlaying(), false],
    [{ kind: 'unavailable', last: nowPlaying(), ...offline }, false],
    [idle, false],
  ] as const) {
    it(`is ${value} while ${playback.kind}${value ? ' with' : ' without'} one`, () => {
      assert.equal(contextKeys(playback)['earshot.localSong'], value);
    });
  }
});

function signingIn(local: NowPlaying): Playback {
  return { kind: 'signingIn', before: { kind: 'signedOut', elsewhere: false, local } };
}
