import assert from 'node:assert/strict';
import type { Playback } from '../../../src/core/playback';
import { readToFollower, readToLeader, type ToFollower, type ToLeader } from '../../../src/windows/letters';
import { heard, kitchen, song } from '../support';

const overTheWire = (message: unknown): unknown => JSON.parse(JSON.stringify(message));

const nonsense: readonly unknown[] = [
  undefined,
  null,
  true,
  7,
  'focus',
  '',
  [],
  [{ type: 'focus', focused: true }],
  {},
  { type: undefined },
  { type: 'dream' },
  { type: ['focus'] },
  { kind: 'focus', focused: true },
];

describe('a letter to the window that asks', () => {
  const good: readonly ToLeader[] = [
    { type: 'focus', focused: true },
    { type: 'focus', focused: false },
    { type: 'session', able: true },
    { type: 'session', able: false },
    { type: 'errand', id: 1, errand: { kind: 'refresh' } },
    { type: 'errand', id: 2, errand: { kind: 'wish', wish: { kind: 'volumeBy', percent: -5 } } },
    { type: 'errand', id: 3, errand: { kind: 'wish', wish: { kind: 'like', liked: false } } },
    { type: 'errand', id: 4, errand: { kind: 'devices' } },
    { type: 'errand', id: 5, errand: { kind: 'queue' } },
  ];
  for (const letter of good) {
    it(`is read as it was written: ${JSON.stringify(letter)}`, () => {
      assert.deepEqual(readToLeader(overTheWire(letter)), letter);
    });
  }

  it('is read with more in it than this version knows, and without that', () => {
    assert.deepEqual(readToLeader({ type: 'errand', id: 1, errand: { kind: 'refresh' }, why: 'x' }), {
      type: 'errand',
      id: 1,
      errand: { kind: 'refresh' },
    });
  });

  it('is read where it asks for what this version does not know, so that it can be refused', () => {
    const letter = { type: 'errand', id: 1, errand: { kind: 'playlists', of: 'x' } };
    assert.deepEqual(readToLeader(overTheWire(letter)), letter);
  });

  const bad: readonly unknown[] = [
    ...nonsense,
    { type: 'focus' },
    { type: 'focus', focused: 'yes' },
    { type: 'session' },
    { type: 'session', able: 1 },
    { type: 'errand' },
    { type: 'errand', id: 1 },
    { type: 'errand', errand: { kind: 'refresh' } },
    { type: 'errand', id: '1', errand: { kind: 'refresh' } },
    { type: 'errand', id: 1, errand: 'refresh' },
    { type: 'errand', id: 1, errand: null },
    { type: 'errand', id: 1, errand: {} },
    { type: 'errand', id: 1, errand: ['refresh'] },
    { type: 'refresh', id: 1 },
    { type: 'done', id: 1, outcome: { kind: 'done', result: true } },
    { type: 'playback', playback: heard() },
  ];
  for (const letter of bad) {
    it(`is passed over when it says ${JSON.stringify(letter)}`, () => {
      assert.equal(readToLeader(letter), undefined);
    });
  }
});

describe('a letter to a window that follows', () => {
  const playbacks: readonly Playback[] = [
    { kind: 'starting' },
    { kind: 'signedOut', elsewhere: true },
    { kind: 'signInAgain' },
    { kind: 'signingIn', before: { kind: 'starting' } },
    { kind: 'waiting' },
    { kind: 'nothing', receivedAt: 1, unrest: { since: 1, gap: 2.5 } },
    heard({ liked: true, unrest: { since: 3, gap: 600_000 } }),
    heard({ kind: 'paused', liked: false, changing: true, disallows: ['seeking'], repeat: 'track' }),
    {
      kind: 'unavailable',
      trouble: { kind: 'limited', until: 9, quota: true },
      last: heard({ liked: false, overdue: 1 }),
      since: 1,
      failures: 2,
      failedAt: 3,
      jitter: 0.5,
    },
    {
      kind: 'unavailable',
      trouble: { kind: 'offline', obstacle: 'certificate' },
      last: { kind: 'waiting' },
      since: 1,
      failures: 2,
      failedAt: 3,
      jitter: 0.5,
    },
  ];
  const good: readonly ToFollower[] = [
    ...playbacks.map((playback): ToFollower => ({ type: 'playback', playback })),
    { type: 'session' },
    { type: 'done', id: 1, outcome: { kind: 'done', result: true } },
    { type: 'done', id: 2, outcome: { kind: 'done', result: null } },
    { type: 'done', id: 3, outcome: { kind: 'done', result: [kitchen] } },
    { type: 'done', id: 4, outcome: { kind: 'done', result: [song] } },
    { type: 'done', id: 5, outcome: { kind: 'refused', refusal: { kind: 'noActiveDevice' } } },
    {
      type: 'done',
      id: 6,
      outcome: {
        kind: 'refused',
        refusal: { kind: 'trouble', trouble: { kind: 'limited', until: 9, quota: true } },
      },
    },
  ];
  for (const letter of good) {
    const what = letter.type === 'playback' ? letter.playback.kind : JSON.stringify(letter);
    it(`is read as it was written: ${what}`, () => {
      assert.deepEqual(readToFollower(overTheWire(letter)), letter);
    });
  }

  it('leaves what nobody knows unknown', () => {
    const letter = readToFollower(overTheWire({ type: 'playback', playback: heard() }));
    assert.ok(letter?.type === 'playback' && letter.playback.kind === 'playing');
    assert.equal(letter.playback.liked, undefined);
    assert.deepEqual({ ...letter.playback, liked: undefined }, heard());
  });

  const bad: readonly unknown[] = [
    ...nonsense,
    { type: 'playback' },
    { type: 'playback', playback: null },
    { type: 'playback', playback: 'playing' },
    { type: 'playback', playback: {} },
    { type: 'playback', playback: { kind: 'dreaming' } },
    { type: 'done', id: 1 },
    { type: 'done', outcome: { kind: 'done', result: true } },
    { type: 'done', id: '1', outcome: { kind: 'done', result: true } },
    { type: 'done', id: 1, outcome: true },
    { type: 'done', id: 1, outcome: { kind: 'perhaps' } },
    { type: 'errand', id: 1, errand: { kind: 'refresh' } },
    { type: 'refreshed', id: 1, asked: true },
    { type: 'focus', focused: true },
  ];
  for (const letter of bad) {
    it(`is passed over when it says ${JSON.stringify(letter)}`, () => {
      assert.equal(readToFollower(letter), undefined);
    });
  }
});
