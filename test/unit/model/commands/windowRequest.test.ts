import assert from 'node:assert/strict';
import type { Intent } from '../../../../src/model/commands/intent';
import { repetition, type WindowRequest } from '../../../../src/model/commands/windowRequest';
import { parseLink } from '../../../../src/model/link';
import type { NowPlaying } from '../../../../src/model/playback/nowPlaying';
import { hall, nowPlaying, kitchen, song } from '../../support';

/** 5 s after the reply that stands at 20 s. */
const now = 1_005_000;
const { uri = '' } = song;
const other = 'spotify:track:4uLU6hMCjMI75M1A2tKUQC';
const at = (volume: number) => nowPlaying({ device: { ...kitchen, volume } });
const same = Symbol('as it is');

/** Every kind of intent, and what of it may be sent when nobody knows whether Spotify has it. */
const table: readonly (readonly [
  intent: Intent,
  NowPlaying | undefined,
  again: Intent | typeof same | undefined,
])[] = [
  [{ kind: 'play' }, nowPlaying(), same],
  [{ kind: 'pause' }, nowPlaying(), same],
  [{ kind: 'pause' }, undefined, same],
  [{ kind: 'transfer', device: hall, play: true }, undefined, same],
  [{ kind: 'next' }, nowPlaying(), undefined],
  [{ kind: 'previous' }, nowPlaying(), undefined],
  [{ kind: 'queue', uri: other }, nowPlaying(), undefined],
  [{ kind: 'playUri', uri: other }, nowPlaying(), undefined],
  [{ kind: 'playPause' }, nowPlaying(), { kind: 'pause' }],
  [{ kind: 'playPause' }, nowPlaying({ kind: 'paused' }), { kind: 'play' }],
  [{ kind: 'playPause' }, undefined, undefined],
  [{ kind: 'seekTo', ms: 61_000 }, nowPlaying(), { kind: 'seekTo', ms: 61_000, uri }],
  [{ kind: 'seekBy', ms: 15_000 }, nowPlaying(), { kind: 'seekTo', ms: 40_000, uri }],
  [{ kind: 'seekBy', ms: 15_000, uri: other }, nowPlaying(), undefined],
  [{ kind: 'seekBy', ms: 15_000 }, nowPlaying({ progressMs: undefined }), undefined],
  [{ kind: 'seekBy', ms: 15_000 }, nowPlaying({ item: { ...song, uri: undefined } }), undefined],
  // Past the end means the next song.
  [{ kind: 'seekTo', ms: 200_000 }, nowPlaying(), undefined],
  [{ kind: 'volumeTo', percent: 33 }, at(40), same],
  [{ kind: 'volumeBy', percent: -10 }, at(40), { kind: 'volumeTo', percent: 30 }],
  [{ kind: 'volumeBy', percent: -10 }, undefined, undefined],
  [{ kind: 'mute' }, at(40), { kind: 'volumeTo', percent: 0 }],
  [{ kind: 'mute' }, at(0), undefined],
  [{ kind: 'shuffle' }, nowPlaying({ shuffle: true }), { kind: 'shuffle', on: false }],
  [{ kind: 'shuffle', on: true }, nowPlaying({ shuffle: true }), same],
  [{ kind: 'repeat' }, nowPlaying(), { kind: 'repeat', mode: 'context' }],
  [{ kind: 'repeat', mode: 'track' }, nowPlaying(), same],
  [{ kind: 'like', liked: true }, nowPlaying(), { kind: 'like', liked: true, uri }],
  [{ kind: 'like', liked: false, uri: other }, nowPlaying(), same],
  [{ kind: 'like' }, nowPlaying({ liked: true }), undefined],
];

describe('what may be sent once more when nobody knows whether it was done', () => {
  for (const [intent, what, again] of table) {
    const applyOptimistically = again === same ? intent : again;
    const when = what ? `${what.kind} at ${what.device?.volume} %` : 'nothing known';
    it(`is ${applyOptimistically ? JSON.stringify(applyOptimistically) : 'nothing'} of ${JSON.stringify(intent)}, ${when}`, () => {
      const request = { kind: 'intent', intent: applyOptimistically } as WindowRequest;
      assert.deepEqual(repetition({ kind: 'intent', intent }, what, now), applyOptimistically && request);
    });
  }

  it('is not what is added to a playlist, which would be in it twice', () => {
    const added = { kind: 'editPlaylist', change: 'add', playlist: other, uris: [other] } as const;
    assert.equal(repetition(added, undefined, now), undefined);
  });

  it('is every question, as it is, and what is taken out of a playlist', () => {
    const link = parseLink(other) ?? assert.fail();
    const questions: readonly WindowRequest[] = [
      { kind: 'refresh' },
      { kind: 'devices' },
      { kind: 'queue' },
      { kind: 'recentlyPlayed' },
      { kind: 'catalogItem', link },
      { kind: 'profile' },
      { kind: 'library', list: 'playlists', from: 0 },
      { kind: 'editPlaylist', change: 'remove', playlist: other, uris: [other] },
    ];
    for (const question of questions) assert.equal(repetition(question, undefined, now), question);
  });
});
