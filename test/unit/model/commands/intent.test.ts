import assert from 'node:assert/strict';
import { commandFor, type Command } from '../../../../src/model/commands/intent';
import { RejectedError, type Rejection } from '../../../../src/model/errors/rejection';
import type { Action, Repeat } from '../../../../src/model/playback/item';
import type { NowPlaying } from '../../../../src/model/playback/nowPlaying';
import { hall, nowPlaying, kitchen, song } from '../../support';

const uri = 'spotify:episode:4uLU6hMCjMI75M1A2tKUQC';
/** 5 s after the reply that stands at 20 s. */
const now = 1_005_000;

const at = (volume: number | undefined) => ({ device: { ...kitchen, volume } });

function refused(rejection: Rejection): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof RejectedError, String(error));
    assert.deepEqual(error.rejection, rejection);
    return true;
  };
}

/** What `commandFor` takes: all but likes, which the library answers. */
type Resolved = Parameters<typeof commandFor>[0];

describe('an intent that means the same whatever plays', () => {
  const intents: readonly (Resolved & Command)[] = [
    { kind: 'play' },
    { kind: 'pause' },
    { kind: 'next' },
    { kind: 'previous' },
    { kind: 'transfer', device: hall, play: true },
    { kind: 'transfer', device: hall, play: false },
    { kind: 'queue', uri },
    { kind: 'playUri', uri },
  ];
  for (const intent of intents) {
    it(`is sent as it is: ${JSON.stringify(intent)}`, () => {
      for (const what of [nowPlaying(), nowPlaying({ kind: 'paused' }), undefined]) {
        assert.deepEqual(commandFor(intent, what, now), intent);
      }
    });
  }
});

describe('an intent that depends on what plays', () => {
  const table: readonly (readonly [intent: Resolved, what: Partial<NowPlaying>, command: Command])[] = [
    [{ kind: 'playPause' }, { kind: 'playing' }, { kind: 'pause' }],
    [{ kind: 'playPause' }, { kind: 'paused' }, { kind: 'play' }],

    [{ kind: 'seekTo', ms: 61_000 }, {}, { kind: 'seek', ms: 61_000 }],
    [{ kind: 'seekTo', ms: 0 }, {}, { kind: 'seek', ms: 0 }],
    [{ kind: 'seekBy', ms: 15_000 }, {}, { kind: 'seek', ms: 40_000 }],
    [{ kind: 'seekBy', ms: -15_000 }, {}, { kind: 'seek', ms: 10_000 }],
    [{ kind: 'seekBy', ms: -15_000 }, { kind: 'paused' }, { kind: 'seek', ms: 5_000 }],
    [{ kind: 'seekBy', ms: -25_000 }, {}, { kind: 'seek', ms: 0 }],
    [{ kind: 'seekBy', ms: -25_001 }, {}, { kind: 'seek', ms: 0 }],
    [
      { kind: 'seekBy', ms: -15_000 },
      { kind: 'paused', progressMs: 0 },
      { kind: 'seek', ms: 0 },
    ],
    // Past the end means the next item.
    [{ kind: 'seekBy', ms: 15_000 }, { progressMs: 190_000 }, { kind: 'next' }],
    [{ kind: 'seekBy', ms: 15_000 }, { progressMs: 500_000 }, { kind: 'next' }],
    [{ kind: 'seekTo', ms: 200_000 }, {}, { kind: 'next' }],
    // Where that may not be, the last moment is meant; so it is for what is before it by less than a second.
    [{ kind: 'seekTo', ms: 199_999 }, {}, { kind: 'seek', ms: 199_000 }],
    [
      { kind: 'seekBy', ms: 15_000 },
      { progressMs: 190_000, disallows: ['skipping_next'] },
      { kind: 'seek', ms: 199_000 },
    ],
    [
      { kind: 'seekTo', ms: 9_000_000 },
      { item: { ...song, durationMs: undefined } },
      { kind: 'seek', ms: 9_000_000 },
    ],
    [
      { kind: 'seekBy', ms: 15_000 },
      { item: { ...song, durationMs: undefined }, progressMs: 500_000 },
      { kind: 'seek', ms: 520_000 },
    ],
    [{ kind: 'seekTo', ms: 61_000 }, { progressMs: undefined }, { kind: 'seek', ms: 61_000 }],
    [{ kind: 'seekBy', ms: 15_000 }, { progressMs: 20_000.4 }, { kind: 'seek', ms: 40_000 }],

    // Within the song that was meant, and in no other.
    [{ kind: 'seekTo', ms: 61_000, uri: song.uri }, {}, { kind: 'seek', ms: 61_000 }],
    [{ kind: 'seekBy', ms: 15_000, uri: song.uri }, {}, { kind: 'seek', ms: 40_000 }],

    [{ kind: 'volumeTo', percent: 0 }, {}, { kind: 'volume', percent: 0 }],
    [{ kind: 'volumeTo', percent: 100 }, {}, { kind: 'volume', percent: 100 }],
    [{ kind: 'volumeTo', percent: 101 }, {}, { kind: 'volume', percent: 100 }],
    [{ kind: 'volumeTo', percent: -1 }, {}, { kind: 'volume', percent: 0 }],
    [{ kind: 'volumeTo', percent: 33.4 }, {}, { kind: 'volume', percent: 33 }],
    [{ kind: 'volumeBy', percent: 10 }, at(40), { kind: 'volume', percent: 50 }],
    [{ kind: 'volumeBy', percent: -10 }, at(40), { kind: 'volume', percent: 30 }],
    [{ kind: 'volumeBy', percent: 10 }, at(95), { kind: 'volume', percent: 100 }],
    [{ kind: 'volumeBy', percent: 10 }, at(100), { kind: 'volume', percent: 100 }],
    [{ kind: 'volumeBy', percent: -10 }, at(5), { kind: 'volume', percent: 0 }],
    [{ kind: 'volumeBy', percent: -10 }, at(0), { kind: 'volume', percent: 0 }],
    [{ kind: 'volumeBy', percent: 10 }, at(undefined), { kind: 'volume', percent: 60 }],
    [{ kind: 'mute' }, at(40), { kind: 'volume', percent: 0 }],
    [{ kind: 'mute' }, at(1), { kind: 'volume', percent: 0 }],
    [{ kind: 'mute' }, at(undefined), { kind: 'volume', percent: 0 }],
    [{ kind: 'mute' }, at(0), { kind: 'volume', percent: 50 }],

    [{ kind: 'shuffle' }, { shuffle: false }, { kind: 'shuffle', on: true }],
    [{ kind: 'shuffle' }, { shuffle: true }, { kind: 'shuffle', on: false }],
    [{ kind: 'shuffle', on: true }, { shuffle: true }, { kind: 'shuffle', on: true }],
    [{ kind: 'shuffle', on: false }, { shuffle: false }, { kind: 'shuffle', on: false }],
  ];
  for (const [intent, what, command] of table) {
    it(`${JSON.stringify(intent)} becomes ${JSON.stringify(command)} with ${describeNowPlaying(what)}`, () => {
      assert.deepEqual(commandFor(intent, nowPlaying(what), now), command);
    });
  }

  it('turns the sound up to what it was before it was muted', () => {
    const muted = nowPlaying(at(0));
    assert.deepEqual(commandFor({ kind: 'mute' }, muted, now, 73), { kind: 'volume', percent: 73 });
    assert.deepEqual(commandFor({ kind: 'mute' }, nowPlaying(at(20)), now, 73), {
      kind: 'volume',
      percent: 0,
    });
    assert.deepEqual(commandFor({ kind: 'volumeBy', percent: 10 }, muted, now, 73), {
      kind: 'volume',
      percent: 10,
    });
  });

  it('begins to play where nothing is known to play', () => {
    assert.deepEqual(commandFor({ kind: 'playPause' }, undefined, now), { kind: 'play' });
  });
});

describe('repeat', () => {
  const modes: readonly Repeat[] = ['off', 'context', 'track'];
  for (const mode of modes) {
    it(`can be set to ${mode} whatever it is`, () => {
      for (const repeat of modes) {
        const command = commandFor({ kind: 'repeat', mode }, nowPlaying({ repeat }), now);
        assert.deepEqual(command, { kind: 'repeat', mode });
      }
    });
  }

  const rounds: readonly (readonly [disallows: readonly Action[], from: Repeat, to: Repeat])[] = [
    [[], 'off', 'context'],
    [[], 'context', 'track'],
    [[], 'track', 'off'],
    [['toggling_repeat_track'], 'off', 'context'],
    [['toggling_repeat_track'], 'context', 'off'],
    [['toggling_repeat_track'], 'track', 'off'],
    [['toggling_repeat_context'], 'context', 'track'],
    [['toggling_repeat_context'], 'off', 'track'],
  ];
  for (const [disallows, repeat, mode] of rounds) {
    it(`goes round from ${repeat} to ${mode}${disallows.map((action) => ` without ${action}`).join('')}`, () => {
      const command = commandFor({ kind: 'repeat' }, nowPlaying({ repeat, disallows }), now);
      assert.deepEqual(command, { kind: 'repeat', mode });
    });
  }
});

describe('an intent that cannot be executed', () => {
  const restricted = (action: Action): Rejection => ({ kind: 'restricted', action });
  const table: readonly (readonly [intent: Resolved, what: Partial<NowPlaying>, rejection: Rejection])[] = [
    [{ kind: 'next' }, { disallows: ['skipping_next'] }, restricted('skipping_next')],
    [{ kind: 'previous' }, { disallows: ['skipping_prev'] }, restricted('skipping_prev')],
    [{ kind: 'seekBy', ms: 5 }, { disallows: ['seeking'] }, restricted('seeking')],
    [{ kind: 'seekTo', ms: 5 }, { disallows: ['seeking'] }, restricted('seeking')],
    [{ kind: 'shuffle' }, { disallows: ['toggling_shuffle'] }, restricted('toggling_shuffle')],
    [{ kind: 'shuffle', on: true }, { disallows: ['toggling_shuffle'] }, restricted('toggling_shuffle')],
    [
      { kind: 'repeat', mode: 'context' },
      { disallows: ['toggling_repeat_context'] },
      restricted('toggling_repeat_context'),
    ],
    [
      { kind: 'repeat', mode: 'off' },
      { disallows: ['toggling_repeat_context'] },
      restricted('toggling_repeat_context'),
    ],
    [
      { kind: 'repeat', mode: 'track' },
      { disallows: ['toggling_repeat_track'] },
      restricted('toggling_repeat_track'),
    ],
    [
      { kind: 'repeat' },
      { repeat: 'context', disallows: ['toggling_repeat_context', 'toggling_repeat_track'] },
      restricted('toggling_repeat_context'),
    ],
    [
      { kind: 'repeat' },
      { repeat: 'track', disallows: ['toggling_repeat_context', 'toggling_repeat_track'] },
      restricted('toggling_repeat_track'),
    ],
    [{ kind: 'seekTo', ms: 260_000 }, { disallows: ['seeking'] }, restricted('seeking')],
    ...(
      [
        { kind: 'seekTo', ms: 5, uri },
        { kind: 'seekBy', ms: 5, uri },
      ] as const
    ).map((intent) => [intent, { disallows: ['seeking'] }, { kind: 'itemChanged' }] as const),
    [{ kind: 'seekTo', ms: 5, uri: song.uri }, { changing: true }, { kind: 'itemChanged' }],
    [{ kind: 'seekTo', ms: 5, uri }, { item: { ...song, uri: undefined } }, { kind: 'itemChanged' }],
    [{ kind: 'next' }, { device: { ...kitchen, restricted: true } }, restricted('skipping_next')],
    ...([{ kind: 'volumeTo', percent: 5 }, { kind: 'volumeBy', percent: 5 }, { kind: 'mute' }] as const).map(
      (intent) => [intent, { device: { ...kitchen, hasVolume: false } }, { kind: 'volumeFixed' }] as const,
    ),
    [{ kind: 'mute' }, { device: undefined }, { kind: 'volumeFixed' }],
    [{ kind: 'seekBy', ms: 15_000 }, { progressMs: undefined }, { kind: 'positionUnknown' }],
    [
      { kind: 'seekBy', ms: 15_000 },
      { progressMs: undefined, disallows: ['seeking'] },
      restricted('seeking'),
    ],
  ];
  for (const [intent, what, rejection] of table) {
    it(`is rejected without asking Spotify: ${JSON.stringify(intent)} with ${describeNowPlaying(what)}`, () => {
      assert.throws(() => commandFor(intent, nowPlaying(what), now), refused(rejection));
    });
  }

  const needing: readonly Resolved[] = [
    { kind: 'seekBy', ms: 5 },
    { kind: 'seekTo', ms: 5 },
    { kind: 'volumeBy', percent: 5 },
    { kind: 'volumeTo', percent: 5 },
    { kind: 'mute' },
    { kind: 'shuffle' },
    { kind: 'repeat' },
  ];
  for (const intent of needing) {
    it(`is refused where nothing plays: ${JSON.stringify(intent)}`, () => {
      assert.throws(() => commandFor(intent, undefined, now), refused({ kind: 'nothingPlays' }));
    });
  }

  it('is not refused for what is forbidden besides', () => {
    const all: readonly Action[] = ['skipping_prev', 'seeking', 'toggling_shuffle'];
    assert.deepEqual(commandFor({ kind: 'next' }, nowPlaying({ disallows: all }), now), { kind: 'next' });
    const fixed = nowPlaying({ device: { ...kitchen, hasVolume: false } });
    assert.deepEqual(commandFor({ kind: 'pause' }, fixed, now), { kind: 'pause' });
  });
});

function describeNowPlaying(changes: Partial<NowPlaying>): string {
  const { item, device, ...rest } = changes;
  return JSON.stringify({
    ...rest,
    ...(item && { item: item.kind }),
    ...('device' in changes && { device: device ? { volume: device.volume, has: device.hasVolume } : null }),
  });
}
