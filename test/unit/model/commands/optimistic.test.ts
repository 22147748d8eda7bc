import assert from 'node:assert/strict';
import { commandFor, type Effect } from '../../../../src/model/commands/intent';
import { confirms, applyOptimistically, isConfirmedBy } from '../../../../src/model/commands/optimistic';
import type { Item } from '../../../../src/model/playback/item';
import type { NowPlaying, Idle } from '../../../../src/model/playback/nowPlaying';
import { initialChangeRate } from '../../../../src/model/schedule/changeRate';
import { hall, nowPlaying, kitchen, song } from '../../support';

/** 5 s after the reply that stands at 20 s. */
const now = 1_005_000;
const other: Item = { ...song, title: 'Salt Stair', uri: 'spotify:track:5e6f7g8h9i0j1k2l3m4n5o' };
const third: Item = { ...song, title: 'Ash Gate', uri: 'spotify:track:6f7g8h9i0j1k2l3m4n5o6p' };
const uri = 'spotify:album:4uLU6hMCjMI75M1A2tKUQC';
const idle: Idle = { kind: 'nothing', receivedAt: now, changeRate: initialChangeRate(now) };

/** What played, with a value in every field that a careless change would lose. */
const rich: Partial<NowPlaying> = {
  privateSession: true,
  shuffle: true,
  smartShuffle: true,
  repeat: 'context',
  disallows: ['seeking', 'skipping_next', 'skipping_prev', 'toggling_shuffle'],
  liked: true,
  overdue: 2,
  changeRate: { since: 7, gap: 8 },
};
/** It began a little before or after the time that this one reply speaks of. */
const before = nowPlaying({ ...rich, startedAt: 979_100 });
/** The same at a position that is known for certain, 5 s later. */
const at = (progressMs: number, changes: Partial<NowPlaying> = {}): NowPlaying => ({
  ...before,
  progressMs,
  receivedAt: now,
  startedAt: now - progressMs,
  overdue: 0,
  ...changes,
});
const here = at(25_000);
const nowhere = { progressMs: undefined, startedAt: undefined };
/** What Spotify refuses for one item need not be refused for the next. */
const another: Partial<NowPlaying> = { liked: undefined, disallows: ['toggling_shuffle'] };
const unknown = at(0, { ...another, changing: true });
const known = at(0, { ...another, item: other });

describe('what a command will bring', () => {
  const table: readonly (readonly [
    what: string,
    command: Effect,
    next: Item | undefined,
    from: Partial<NowPlaying>,
    to: NowPlaying,
  ])[] = [
    ['a pause, where it is now', { kind: 'pause' }, other, {}, { ...here, kind: 'paused' }],
    [
      'the same when it pauses already',
      { kind: 'pause' },
      other,
      { kind: 'paused' },
      at(20_000, { kind: 'paused' }),
    ],
    ['that it goes on where it paused', { kind: 'play' }, other, { kind: 'paused' }, at(20_000)],
    ['the same when it plays already', { kind: 'play' }, other, {}, here],
    [
      'a pause, wherever that is',
      { kind: 'pause' },
      other,
      nowhere,
      { ...at(0), ...nowhere, kind: 'paused' },
    ],
    ['a position, where none was known', { kind: 'seek', ms: 60_000 }, other, nowhere, at(60_000)],
    ['the next item, if that is known', { kind: 'next' }, other, {}, known],
    ['an item that nobody knows', { kind: 'next' }, undefined, {}, unknown],
    ['the next item after one that nobody knew', { kind: 'next' }, other, { changing: true }, known],
    ['the item before, if that is known', { kind: 'previous' }, other, {}, known],
    ['an item before that nobody knows', { kind: 'previous' }, undefined, {}, unknown],
    [
      'something that was named, which begins to play',
      { kind: 'playUri', uri },
      undefined,
      { kind: 'paused' },
      unknown,
    ],
    ['something that was named, whatever comes next', { kind: 'playUri', uri }, other, {}, unknown],
    ['another position', { kind: 'seek', ms: 90_000 }, other, {}, at(90_000)],
    ['the beginning', { kind: 'seek', ms: 0 }, other, { kind: 'paused' }, at(0, { kind: 'paused' })],
    ['the very end, which is not past it', { kind: 'seek', ms: 199_999 }, other, {}, at(199_999)],
    [
      'a position however late, where no end is known',
      { kind: 'seek', ms: 9_000_000 },
      other,
      { item: { ...song, durationMs: undefined } },
      at(9_000_000, { item: { ...song, durationMs: undefined } }),
    ],
    [
      'another volume',
      { kind: 'volume', percent: 70 },
      other,
      {},
      { ...before, device: { ...kitchen, volume: 70 } },
    ],
    [
      'no volume where there is no device',
      { kind: 'volume', percent: 70 },
      other,
      { device: undefined },
      { ...before, device: undefined },
    ],
    [
      'no shuffle of any kind',
      { kind: 'shuffle', on: false },
      other,
      {},
      { ...before, shuffle: false, smartShuffle: undefined },
    ],
    ['another repeat', { kind: 'repeat', mode: 'track' }, other, {}, { ...before, repeat: 'track' }],
  ];
  for (const [what, command, next, from, to] of table) {
    it(`is ${what}: ${JSON.stringify(command)}`, () => {
      const observation = { ...before, ...from };
      const copy = structuredClone(observation);
      assert.deepEqual(applyOptimistically(observation, command, now, next), to);
      assert.deepEqual(observation, copy, 'What was seen was changed in place.');
    });
  }

  for (const [kind, play, then] of [
    ['playing', false, 'playing'],
    ['playing', true, 'playing'],
    ['paused', false, 'paused'],
    ['paused', true, 'playing'],
  ] as const) {
    it(`is the same on another device, ${then}, after ${kind} there ${play ? 'to play' : 'to go on'}`, () => {
      const to = applyOptimistically(
        { ...before, kind },
        { kind: 'transfer', device: hall, play },
        now,
        other,
      );
      const progressMs = kind === 'playing' ? 25_000 : 20_000;
      assert.deepEqual(to, at(progressMs, { kind: then, device: { ...hall, active: true } }));
    });
  }

  it('is the item after the next one after two skips', () => {
    const once = applyOptimistically(before, { kind: 'next' }, now, other);
    const twice = applyOptimistically(once, { kind: 'next' }, now + 300, third);
    const later = now + 300;
    assert.deepEqual(twice, { ...known, item: third, receivedAt: later, startedAt: later });
  });

  it('goes on from where the command before it led', () => {
    const skipped = applyOptimistically(before, { kind: 'next' }, now, other);
    const sought = applyOptimistically(skipped, { kind: 'seek', ms: 60_000 }, now + 500, third);
    assert.deepEqual(sought, {
      ...known,
      progressMs: 60_000,
      receivedAt: now + 500,
      startedAt: now + 500 - 60_000,
    });
    const paused = applyOptimistically(sought, { kind: 'pause' }, now + 900, third);
    assert.equal(paused.progressMs, 60_400);
    assert.equal(paused.kind, 'paused');
    assert.equal(paused.startedAt, sought.startedAt);
  });

  it('is still an unknown item when something else is changed about it', () => {
    const skipped = applyOptimistically(before, { kind: 'next' }, now, undefined);
    for (const command of [
      { kind: 'pause' },
      { kind: 'seek', ms: 5_000 },
      { kind: 'volume', percent: 3 },
      { kind: 'shuffle', on: true },
    ] as const) {
      assert.equal(applyOptimistically(skipped, command, now, undefined).changing, true, command.kind);
    }
  });
});

describe('a reply after a command', () => {
  const reply = (changes: Partial<NowPlaying> = {}) =>
    nowPlaying({ progressMs: 26_000, receivedAt: now + 1_000, ...changes });
  const d2 = { ...kitchen, id: 'd2' };
  const next: Effect = { kind: 'next' };
  const seek: Effect = { kind: 'seek', ms: 90_000 };
  const transfer = (play: boolean): Effect => ({ kind: 'transfer', device: hall, play });

  const table: readonly (readonly [
    what: string,
    command: Effect,
    next: Item | undefined,
    observation: NowPlaying | Idle,
    shows: boolean,
  ])[] = [
    ['a pause', { kind: 'pause' }, undefined, reply({ kind: 'paused' }), true],
    ['that it still plays', { kind: 'pause' }, undefined, reply(), false],
    ['that it plays', { kind: 'play' }, undefined, reply(), true],
    ['that it is still paused', { kind: 'play' }, undefined, reply({ kind: 'paused' }), false],

    ['the item that was to come', next, other, reply({ item: other }), true],
    ['the item from before', next, other, reply(), false],
    ['neither', next, other, reply({ item: third }), false],
    ['another item, where nobody knew which', next, undefined, reply({ item: third }), true],
    ['the item from before, where nobody knew which', next, undefined, reply(), false],
    ['the item that was to come', { kind: 'previous' }, other, reply({ item: other }), true],
    ['neither', { kind: 'previous' }, other, reply({ item: third }), false],
    ['another item', { kind: 'previous' }, undefined, reply({ item: third }), true],
    ['the item from before', { kind: 'previous' }, undefined, reply(), false],
    ['another item', { kind: 'playUri', uri }, undefined, reply({ item: third }), true],
    ['the item from before', { kind: 'playUri', uri }, undefined, reply(), false],

    ['the position', seek, undefined, reply({ progressMs: 91_000 }), true],
    ['the position, a little behind', seek, undefined, reply({ progressMs: 87_001 }), true],
    ['a position too far behind', seek, undefined, reply({ progressMs: 87_000 }), false],
    ['the position, a little ahead', seek, undefined, reply({ progressMs: 94_999 }), true],
    ['a position too far ahead', seek, undefined, reply({ progressMs: 95_000 }), false],
    ['the position from before', seek, undefined, reply(), false],
    ['no position', seek, undefined, reply({ progressMs: undefined }), true],
    ['a 0, which says nothing', seek, undefined, reply({ progressMs: 0 }), true],

    [
      'the volume',
      { kind: 'volume', percent: 70 },
      undefined,
      reply({ device: { ...kitchen, volume: 70 } }),
      true,
    ],
    ['another volume', { kind: 'volume', percent: 70 }, undefined, reply(), false],
    ['no volume', { kind: 'volume', percent: 70 }, undefined, reply({ device: undefined }), false],
    [
      'silence',
      { kind: 'volume', percent: 0 },
      undefined,
      reply({ device: { ...kitchen, volume: 0 } }),
      true,
    ],
    ['shuffle', { kind: 'shuffle', on: true }, undefined, reply({ shuffle: true }), true],
    ['no shuffle', { kind: 'shuffle', on: true }, undefined, reply({ shuffle: false }), false],
    ['no shuffle', { kind: 'shuffle', on: false }, undefined, reply({ shuffle: false }), true],
    ['the mode', { kind: 'repeat', mode: 'track' }, undefined, reply({ repeat: 'track' }), true],
    ['another mode', { kind: 'repeat', mode: 'track' }, undefined, reply({ repeat: 'context' }), false],

    ['the device, playing', transfer(true), undefined, reply({ device: d2 }), true],
    ['the device, paused', transfer(true), undefined, reply({ device: d2, kind: 'paused' }), false],
    ['the device, paused', transfer(false), undefined, reply({ device: d2, kind: 'paused' }), true],
    ['the device, playing', transfer(false), undefined, reply({ device: d2 }), true],
    ['the device from before', transfer(false), undefined, reply(), false],
    ['no device', transfer(false), undefined, reply({ device: undefined }), false],

    ...(['play', 'pause', 'next', 'previous'] as const).map(
      (kind) => ['that nothing plays', { kind }, other, idle, false] as const,
    ),
    ['that nothing plays', seek, undefined, idle, false],
    ['that nothing plays', transfer(false), undefined, idle, false],
    ['that nothing plays', { kind: 'volume', percent: 5 }, undefined, idle, false],
    ['that nothing plays', { kind: 'playUri', uri }, undefined, idle, false],
  ];
  for (const [what, command, coming, observation, shows] of table) {
    it(`${shows ? 'shows' : 'does not show'} the effect of ${JSON.stringify(command)} with ${what}`, () => {
      const last = nowPlaying();
      assert.equal(
        isConfirmedBy(command, last, applyOptimistically(last, command, now, coming), observation),
        shows,
      );
    });
  }

  it('shows the effect of a skip with whatever plays, where nothing played before', () => {
    for (const kind of ['next', 'previous'] as const) {
      assert.equal(isConfirmedBy({ kind }, undefined, undefined, reply()), true);
      assert.equal(isConfirmedBy({ kind }, undefined, undefined, idle), false);
    }
  });

  it('shows the effect of a seek by its position alone, where nothing is shown optimistically', () => {
    assert.equal(isConfirmedBy(seek, undefined, undefined, reply({ progressMs: 90_000 })), true);
    assert.equal(isConfirmedBy(seek, undefined, undefined, reply({ progressMs: 26_000 })), false);
  });

  it('shows the effect of a seek by its position alone, where nobody knew where it was', () => {
    const lost = nowPlaying({ progressMs: undefined, startedAt: undefined });
    assert.equal(isConfirmedBy(seek, lost, lost, reply({ progressMs: 90_000 })), true);
    assert.equal(isConfirmedBy(seek, lost, lost, reply({ progressMs: 26_000 })), false);
  });

  it('shows the effect of a seek while paused, however long ago that was', () => {
    const optimistic = applyOptimistically(nowPlaying({ kind: 'paused' }), seek, now, undefined);
    const observation = reply({ kind: 'paused', progressMs: 90_000, receivedAt: now + 60_000 });
    assert.equal(isConfirmedBy(seek, nowPlaying(), optimistic, observation), true);
  });

  it('shows the effect of a seek in an item that nobody knows by its position, too', () => {
    const skipped = applyOptimistically(nowPlaying(), next, now, undefined);
    const sought = applyOptimistically(skipped, seek, now, undefined);
    for (const [progressMs, shows] of [
      [90_000, true],
      [1_000, false],
    ] as const) {
      assert.equal(isConfirmedBy(seek, skipped, sought, reply({ item: third, progressMs })), shows);
    }
  });

  it('from before does not show the effect of a seek past the end into what nobody knows', () => {
    const last = nowPlaying({ progressMs: 190_000 });
    const command = commandFor({ kind: 'seekBy', ms: 15_000 }, last, now);
    assert.ok(command.kind === 'next');
    const optimistic = applyOptimistically(last, command, now, undefined);
    assert.equal(optimistic.changing, true);
    assert.equal(isConfirmedBy(command, last, optimistic, reply({ progressMs: 196_000 })), false);
    assert.equal(isConfirmedBy(command, last, optimistic, reply({ item: third, progressMs: 0 })), true);
  });
});

describe('a reply after the window that sent commands has gone', () => {
  const later = (changes: Partial<NowPlaying> = {}) => at(26_000, { receivedAt: now + 1_000, ...changes });
  const table: readonly (readonly [
    what: string,
    shown: NowPlaying | Idle,
    observation: NowPlaying | Idle,
    bears: boolean,
  ])[] = [
    ['the same', here, later(), true],
    ['the same without a position', here, later(nowhere), true],
    ['a pause', here, later({ kind: 'paused' }), false],
    ['another song', here, later({ item: other }), false],
    ['another song, where none was named', { ...here, changing: true }, later({ item: other }), true],
    ['the song of before, where another was to come', { ...here, changing: true }, later(), false],
    ['another position', here, later({ progressMs: 90_000 }), false],
    ['another volume', here, later({ device: { ...kitchen, volume: 3 } }), false],
    ['another device', here, later({ device: { ...kitchen, id: hall.id } }), false],
    ['another mode', here, later({ shuffle: false }), false],
    ['another repeat', here, later({ repeat: 'off' }), false],
    ['nothing', here, idle, false],
    ['something, where nothing was', idle, later(), true],
    ['still nothing', idle, idle, false],
  ];
  for (const [what, shown, observation, bears] of table) {
    it(`${bears ? 'bears out' : 'does not bear out'} what is shown with ${what}`, () => {
      assert.equal(confirms(shown, observation), bears);
    });
  }
});
