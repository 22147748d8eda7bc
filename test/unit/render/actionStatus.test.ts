import assert from 'node:assert/strict';
import type { Intent } from '../../../src/model/commands/intent';
import type { NowPlaying } from '../../../src/model/playback/nowPlaying';
import { actionStatus } from '../../../src/render/actionStatus';
import { hall, kitchen, nowPlaying, song } from '../support';

/** 5 s after the reply that stands at 20 s. */
const now = 1_005_000;
const uri = 'spotify:track:x';
const at = (volume: number | undefined) => ({ device: { ...kitchen, volume } });

describe('what an action brought, said in passing,', () => {
  const table: readonly (readonly [intent: Intent, after: Partial<NowPlaying>, text: string])[] = [
    [{ kind: 'play' }, {}, 'Playing'],
    [{ kind: 'pause' }, { kind: 'paused' }, 'Paused'],
    [{ kind: 'playPause' }, {}, 'Playing'],
    [{ kind: 'playPause' }, { kind: 'paused' }, 'Paused'],
    [{ kind: 'playUri', uri }, { changing: true }, 'Playing'],
    [{ kind: 'next' }, {}, 'Skipped to next'],
    [{ kind: 'previous' }, {}, 'Skipped to previous'],
    [{ kind: 'seekBy', ms: 15_000 }, {}, '0:25 of 3:20'],
    [{ kind: 'seekTo', ms: 20_000 }, { kind: 'paused' }, '0:20 of 3:20'],
    [{ kind: 'seekTo', ms: 20_000 }, { item: { ...song, durationMs: undefined } }, '0:25'],
    [{ kind: 'volumeBy', percent: 10 }, at(70), 'Volume 70%'],
    [{ kind: 'volumeTo', percent: 0 }, at(0), 'Muted'],
    [{ kind: 'mute' }, at(0), 'Muted'],
    [{ kind: 'mute' }, at(60), 'Volume 60%'],
    [{ kind: 'mute' }, at(undefined), 'Volume changed'],
    [{ kind: 'shuffle' }, { shuffle: true }, 'Shuffle on'],
    [{ kind: 'shuffle' }, { shuffle: true, smartShuffle: true }, 'Smart Shuffle on'],
    [{ kind: 'shuffle' }, { shuffle: false }, 'Shuffle off'],
    [{ kind: 'repeat' }, { repeat: 'context' }, 'Repeat all'],
    [{ kind: 'repeat', mode: 'track' }, { repeat: 'track' }, 'Repeat one'],
    [{ kind: 'repeat' }, { repeat: 'off' }, 'Repeat off'],
    [{ kind: 'queue', uri }, {}, '$(list-ordered) Added to queue'],
    [{ kind: 'transfer', device: hall, play: false }, {}, 'Playing on Hall'],
    [{ kind: 'transfer', device: hall, play: false }, { kind: 'paused' }, 'Moved to Hall'],
    [
      { kind: 'transfer', device: { ...hall, name: '$(bell)' }, play: true },
      { kind: 'paused' },
      'Playing on \\$(bell)',
    ],
  ];
  for (const [intent, after, text] of table) {
    it(`is “${text}” for ${JSON.stringify(intent)} with ${JSON.stringify(after)}`, () => {
      assert.equal(actionStatus(intent, nowPlaying(after), now, null), text);
    });
  }

  const liked = '$(earshot-liked) Added to Liked Songs';
  const saved = '$(check) Saved to Your Library';
  for (const [type, yes, no] of [
    [undefined, liked, '$(circle-slash) Removed from Liked Songs'],
    ['track', liked, '$(circle-slash) Removed from Liked Songs'],
    ['album', saved, '$(circle-slash) Removed from Your Library'],
    ['show', saved, '$(circle-slash) Removed from Your Library'],
    ['audiobook', saved, '$(circle-slash) Removed from Your Library'],
    ['playlist', '$(check) Following', '$(circle-slash) No longer following'],
    ['artist', '$(check) Following', '$(circle-slash) No longer following'],
  ] as const) {
    it(`is what a like came to, whichever was wanted, of ${type ?? 'what plays'}`, () => {
      const of = type && `spotify:${type}:4uLU6hMCjMI75M1A2tKUQC`;
      const said = [true, false].map((one) =>
        actionStatus({ kind: 'like', uri: of }, nowPlaying(), now, one),
      );
      assert.deepEqual(said, [yes, no]);
    });
  }

  it('is nothing where what it was about plays no more', () => {
    assert.equal(actionStatus({ kind: 'mute' }, undefined, now, null), '');
    assert.equal(actionStatus({ kind: 'playPause' }, undefined, now, null), 'Playing');
  });
});
