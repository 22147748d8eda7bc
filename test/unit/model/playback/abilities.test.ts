import assert from 'node:assert/strict';
import { RejectedError, type Rejection } from '../../../../src/model/errors/rejection';
import { can, assertCan, rejectionFor, type Ability } from '../../../../src/model/playback/abilities';
import type { Action, Item } from '../../../../src/model/playback/item';
import type { NowPlaying } from '../../../../src/model/playback/nowPlaying';
import { nowPlaying, kitchen, song } from '../../support';

const abilities: readonly Ability[] = [
  'control',
  'skipNext',
  'skipPrevious',
  'seek',
  'changeVolume',
  'shuffle',
  'repeat',
  'repeatTrack',
  'like',
  'link',
];
const actions: readonly (readonly [action: Action, ability: Ability])[] = [
  ['skipping_next', 'skipNext'],
  ['skipping_prev', 'skipPrevious'],
  ['seeking', 'seek'],
  ['toggling_shuffle', 'shuffle'],
  ['toggling_repeat_context', 'repeat'],
  ['toggling_repeat_track', 'repeatTrack'],
];
const ofItem: readonly Ability[] = ['like', 'link'];

describe('what can be done', () => {
  for (const ability of abilities) {
    it(`is ${ability}, while playing, paused, and after a command whose effect is unknown`, () => {
      for (const changes of [{}, { kind: 'paused' }, { changing: true }] as const) {
        assert.equal(rejectionFor(nowPlaying(changes), ability), undefined);
        assert.equal(can(nowPlaying(changes), ability), true);
        assertCan(nowPlaying(changes), ability);
      }
    });

    it(`is not ${ability} where nothing plays`, () => {
      assert.equal(can(undefined, ability), false);
    });
  }

  const cannot: readonly (readonly [
    what: string,
    changes: Partial<NowPlaying>,
    rejections: Readonly<Partial<Record<Ability, Rejection>>>,
  ])[] = [
    ...actions.map(([action, ability]) => {
      const rejections = { [ability]: { kind: 'restricted', action } } as const;
      return [`Spotify says ${action}`, { disallows: [action] }, rejections] as const;
    }),
    [
      'Spotify wants Premium',
      { premiumRequired: true, disallows: ['seeking'] },
      Object.fromEntries(
        abilities
          .filter((ability) => !ofItem.includes(ability))
          .map((ability) => [ability, { kind: 'premiumRequired' }]),
      ),
    ],
    ['Spotify says transferring_playback', { disallows: ['transferring_playback'] }, {}],
    [
      'Spotify forbids two things',
      { disallows: ['seeking', 'skipping_next'] },
      {
        seek: { kind: 'restricted', action: 'seeking' },
        skipNext: { kind: 'restricted', action: 'skipping_next' },
      },
    ],
    [
      'the device takes no commands',
      { device: { ...kitchen, restricted: true } },
      {
        ...Object.fromEntries(actions.map(([action, ability]) => [ability, { kind: 'restricted', action }])),
        changeVolume: { kind: 'restricted', action: undefined },
      },
    ],
    [
      'the device has no volume',
      { device: { ...kitchen, hasVolume: false, volume: undefined } },
      { changeVolume: { kind: 'volumeFixed' } },
    ],
    ['the device does not tell its volume', { device: { ...kitchen, volume: undefined } }, {}],
    ['there is no device', { device: undefined }, { changeVolume: { kind: 'volumeFixed' } }],
    ...(['track', 'episode', 'chapter', 'local', 'advertisement', 'other'] as const).map(
      (kind: Item['kind']) => {
        const rejection = { kind: 'notForItem', item: kind } as const;
        return [
          `the item has no URI, as a ${kind}`,
          { item: { ...song, kind, uri: undefined } },
          { like: rejection, link: rejection },
        ] as const;
      },
    ),
    [
      'the item has no page',
      { item: { ...song, uri: 'spotify:track:short' } },
      { like: { kind: 'notForItem', item: 'track' }, link: { kind: 'notForItem', item: 'track' } },
    ],
    [
      'it is a chapter, which no library takes',
      { item: { ...song, kind: 'chapter' } },
      { like: { kind: 'notForItem', item: 'chapter' } },
    ],
    [
      'the item has no URI, on a device that takes no commands',
      { item: { ...song, uri: undefined }, device: { ...kitchen, restricted: true }, disallows: ['seeking'] },
      {
        ...Object.fromEntries(actions.map(([action, ability]) => [ability, { kind: 'restricted', action }])),
        changeVolume: { kind: 'restricted', action: undefined },
        ...Object.fromEntries(ofItem.map((ability) => [ability, { kind: 'notForItem', item: 'track' }])),
      },
    ],
  ];
  for (const [what, changes, rejections] of cannot) {
    it(`is ${Object.keys(rejections).length === 0 ? 'everything' : 'everything else'} when ${what}`, () => {
      for (const ability of abilities) {
        const rejection = rejections[ability];
        assert.deepEqual(rejectionFor(nowPlaying(changes), ability), rejection, ability);
        assert.equal(can(nowPlaying(changes), ability), rejection === undefined, ability);
        if (rejection) {
          assert.throws(
            () => assertCan(nowPlaying(changes), ability),
            (error) => {
              assert.ok(error instanceof RejectedError);
              assert.deepEqual(error.rejection, rejection);
              return true;
            },
          );
        } else {
          assertCan(nowPlaying(changes), ability);
        }
      }
    });
  }
});
