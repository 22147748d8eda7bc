import assert from 'node:assert/strict';
import type { Playback } from '../../../src/core/playback';
import { readToFollower, readToLeader, type ToFollower, type ToLeader } from '../../../src/windows/letters';
import { heard } from '../support';

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
    { type: 'refresh', id: 1 },
  ];
  for (const letter of good) {
    it(`is read as it was written: ${JSON.stringify(letter)}`, () => {
      assert.deepEqual(readToLeader(overTheWire(letter)), letter);
    });
  }

  it('is read with more in it than this version knows, and without that', () => {
    assert.deepEqual(readToLeader({ type: 'refresh', id: 1, why: 'x' }), { type: 'refresh', id: 1 });
  });

  const bad: readonly unknown[] = [
    ...nonsense,
    { type: 'focus' },
    { type: 'focus', focused: 'yes' },
    { type: 'session' },
    { type: 'session', able: 1 },
    { type: 'refresh' },
    { type: 'refresh', id: '1' },
    { type: 'refreshed', id: 1, asked: true },
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
    heard({ unrest: { since: 3, gap: 600_000 } }),
    heard({ kind: 'paused' }),
    {
      kind: 'unavailable',
      trouble: { kind: 'limited', until: 9, quota: true },
      last: heard({ overdue: 1 }),
      since: 1,
      failures: 2,
      failedAt: 3,
      jitter: 0.5,
    },
  ];
  const good: readonly ToFollower[] = [
    ...playbacks.map((playback): ToFollower => ({ type: 'playback', playback })),
    { type: 'session' },
    { type: 'refreshed', id: 1, asked: true },
    { type: 'refreshed', id: 2, asked: false },
  ];
  for (const letter of good) {
    const what = letter.type === 'playback' ? letter.playback.kind : JSON.stringify(letter);
    it(`is read as it was written: ${what}`, () => {
      assert.deepEqual(readToFollower(overTheWire(letter)), letter);
    });
  }

  const bad: readonly unknown[] = [
    ...nonsense,
    { type: 'playback' },
    { type: 'playback', playback: null },
    { type: 'playback', playback: 'playing' },
    { type: 'playback', playback: {} },
    { type: 'playback', playback: { kind: 'dreaming' } },
    { type: 'refreshed', id: 1 },
    { type: 'refreshed', asked: true },
    { type: 'refresh', id: 1 },
    { type: 'focus', focused: true },
  ];
  for (const letter of bad) {
    it(`is passed over when it says ${JSON.stringify(letter)}`, () => {
      assert.equal(readToFollower(letter), undefined);
    });
  }
});
