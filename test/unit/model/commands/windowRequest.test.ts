import assert from 'node:assert/strict';
import type { Wish } from '../../../../src/model/commands/intent';
import { repetition, type Errand } from '../../../../src/model/commands/windowRequest';
import { parseLink } from '../../../../src/model/link';
import type { Heard } from '../../../../src/model/playback/nowPlaying';
import { hall, heard, kitchen, song } from '../../support';

/** 5 s after the reply that stands at 20 s. */
const now = 1_005_000;
const { uri = '' } = song;
const other = 'spotify:track:4uLU6hMCjMI75M1A2tKUQC';
const at = (volume: number) => heard({ device: { ...kitchen, volume } });
const same = Symbol('as it is');

/** Every kind of wish, and what of it may be sent when nobody knows whether Spotify has it. */
const table: readonly (readonly [wish: Wish, Heard | undefined, again: Wish | typeof same | undefined])[] = [
  [{ kind: 'play' }, heard(), same],
  [{ kind: 'pause' }, heard(), same],
  [{ kind: 'pause' }, undefined, same],
  [{ kind: 'transfer', device: hall, play: true }, undefined, same],
  [{ kind: 'next' }, heard(), undefined],
  [{ kind: 'previous' }, heard(), undefined],
  [{ kind: 'queue', uri: other }, heard(), undefined],
  [{ kind: 'playUri', uri: other }, heard(), undefined],
  [{ kind: 'playPause' }, heard(), { kind: 'pause' }],
  [{ kind: 'playPause' }, heard({ kind: 'paused' }), { kind: 'play' }],
  [{ kind: 'playPause' }, undefined, undefined],
  [{ kind: 'seekTo', ms: 61_000 }, heard(), { kind: 'seekTo', ms: 61_000, uri }],
  [{ kind: 'seekBy', ms: 15_000 }, heard(), { kind: 'seekTo', ms: 40_000, uri }],
  [{ kind: 'seekBy', ms: 15_000, uri: other }, heard(), undefined],
  [{ kind: 'seekBy', ms: 15_000 }, heard({ progressMs: undefined }), undefined],
  [{ kind: 'seekBy', ms: 15_000 }, heard({ item: { ...song, uri: undefined } }), undefined],
  // Past the end means the next song.
  [{ kind: 'seekTo', ms: 200_000 }, heard(), undefined],
  [{ kind: 'volumeTo', percent: 33 }, at(40), same],
  [{ kind: 'volumeBy', percent: -10 }, at(40), { kind: 'volumeTo', percent: 30 }],
  [{ kind: 'volumeBy', percent: -10 }, undefined, undefined],
  [{ kind: 'mute' }, at(40), { kind: 'volumeTo', percent: 0 }],
  [{ kind: 'mute' }, at(0), undefined],
  [{ kind: 'shuffle' }, heard({ shuffle: true }), { kind: 'shuffle', on: false }],
  [{ kind: 'shuffle', on: true }, heard({ shuffle: true }), same],
  [{ kind: 'repeat' }, heard(), { kind: 'repeat', mode: 'context' }],
  [{ kind: 'repeat', mode: 'track' }, heard(), same],
  [{ kind: 'like', liked: true }, heard(), { kind: 'like', liked: true, uri }],
  [{ kind: 'like', liked: false, uri: other }, heard(), same],
  [{ kind: 'like' }, heard({ liked: true }), undefined],
];

describe('what may be sent once more when nobody knows whether it was done', () => {
  for (const [wish, what, again] of table) {
    const expected = again === same ? wish : again;
    const when = what ? `${what.kind} at ${what.device?.volume} %` : 'nothing known';
    it(`is ${expected ? JSON.stringify(expected) : 'nothing'} of ${JSON.stringify(wish)}, ${when}`, () => {
      const errand = { kind: 'wish', wish: expected } as Errand;
      assert.deepEqual(repetition({ kind: 'wish', wish }, what, now), expected && errand);
    });
  }

  it('is every question, as it is', () => {
    const link = parseLink(other) ?? assert.fail();
    const questions: readonly Errand[] = [
      { kind: 'refresh' },
      { kind: 'devices' },
      { kind: 'queue' },
      { kind: 'entry', link },
      { kind: 'profile' },
    ];
    for (const question of questions) assert.equal(repetition(question, undefined, now), question);
  });
});
