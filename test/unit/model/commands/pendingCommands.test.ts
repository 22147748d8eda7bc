import assert from 'node:assert/strict';
import type { Effect } from '../../../../src/model/commands/intent';
import { applyOptimistically } from '../../../../src/model/commands/optimistic';
import {
  areConfirmedBy,
  pendingSince,
  withCommand,
  type PendingCommands,
} from '../../../../src/model/commands/pendingCommands';
import type { Item } from '../../../../src/model/playback/item';
import type { NowPlaying, Idle } from '../../../../src/model/playback/nowPlaying';
import { initialChangeRate } from '../../../../src/model/schedule/changeRate';
import { hall, nowPlaying, kitchen, song } from '../../support';

const start = 1_000_000;
const [first, second, third] = ['a', 'b', 'c'].map((message): Item => ({
  ...song,
  title: message,
  uri: `spotify:track:${message.repeat(22)}`,
})) as [Item, Item, Item];
const uri = second.uri ?? '';
const next: Effect = { kind: 'next' };
const idle: Idle = { kind: 'nothing', receivedAt: start, changeRate: initialChangeRate(start) };

interface Given {
  readonly command: Effect;
  /** Milliseconds after the start. */
  readonly ms: number;
  /** What comes next, if somebody knows. */
  readonly next?: Item;
}

/** How long a command is pending. */
const wait = 3_000;

/** The pending commands after another one, without those from before `since`. */
function after(
  earlier: PendingCommands | undefined,
  command: Effect,
  observation: NowPlaying | Idle | undefined,
  now: number,
  since: number,
): PendingCommands {
  return withCommand(pendingSince(earlier ?? new Map(), since), command, observation, now);
}

/** One command after the other, each with what is shown in the meantime, as the first finds `nowPlaying`. */
function give(
  observation: NowPlaying,
  ...given: readonly Given[]
): { pendingCommands: PendingCommands; optimistic: NowPlaying } {
  let pendingCommands: PendingCommands | undefined;
  let optimistic = observation;
  for (const { command, ms, next: coming } of given) {
    const now = start + ms;
    pendingCommands = after(pendingCommands, command, optimistic, now, now - wait);
    optimistic = applyOptimistically(optimistic, command, now, coming);
  }
  assert.ok(pendingCommands);
  return { pendingCommands, optimistic };
}

const playing = nowPlaying({ item: first, receivedAt: start, progressMs: 20_000 });
const reply = (changes: Partial<NowPlaying>) =>
  nowPlaying({ item: first, receivedAt: start + 1_000, progressMs: 21_000, ...changes });

function assertShown(
  { pendingCommands, optimistic }: ReturnType<typeof give>,
  ...table: readonly (readonly [observation: NowPlaying | Idle, shows: boolean])[]
): void {
  for (const [observation, shows] of table)
    assert.equal(
      areConfirmedBy(pendingCommands, optimistic, observation),
      shows,
      JSON.stringify(observation),
    );
}

describe('commands that change what replies show', () => {
  const table: readonly (readonly [command: Effect, aspect: string])[] = [
    [{ kind: 'play' }, 'playing'],
    [{ kind: 'pause' }, 'playing'],
    [next, 'item'],
    [{ kind: 'previous' }, 'item'],
    [{ kind: 'playUri', uri }, 'item'],
    [{ kind: 'seek', ms: 5 }, 'position'],
    [{ kind: 'volume', percent: 5 }, 'volume'],
    [{ kind: 'shuffle', on: true }, 'shuffle'],
    [{ kind: 'repeat', mode: 'off' }, 'repeat'],
    [{ kind: 'transfer', device: hall, play: true }, 'device'],
  ];
  for (const [command, aspect] of table) {
    it(`have ${command.kind} among them`, () => {
      const pendingCommands = after(undefined, command, playing, start, start - wait);
      const entry = { command, before: playing, at: start, times: 1 };
      assert.deepEqual([...pendingCommands], [[aspect, entry]]);
    });
  }

  it('have none before them where nothing played', () => {
    for (const observation of [idle, undefined]) {
      const pendingCommands = after(undefined, next, observation, start, start - wait);
      assert.deepEqual(
        [...pendingCommands.values()].map(({ before }) => before),
        [undefined],
      );
    }
  });
});

describe('pending commands', () => {
  it('keep what was shown before each of them', () => {
    const { pendingCommands } = give(
      playing,
      { command: next, ms: 0, next: second },
      { command: { kind: 'pause' }, ms: 500 },
    );
    const between = applyOptimistically(playing, next, start, second);
    assert.deepEqual(
      [...pendingCommands].map(([aspect, { before }]) => [aspect, before]),
      [
        ['item', playing],
        ['playing', between],
      ],
    );
  });

  it('are counted where they change the same, and the last of them stands', () => {
    const { pendingCommands } = give(
      playing,
      { command: { kind: 'volume', percent: 50 }, ms: 0 },
      { command: { kind: 'shuffle', on: true }, ms: 100 },
      { command: { kind: 'volume', percent: 60 }, ms: 200 },
    );
    assert.deepEqual(
      [...pendingCommands].map(([aspect, { command, at, times }]) => ({ aspect, command, at, times })),
      [
        { aspect: 'volume', command: { kind: 'volume', percent: 60 }, at: start + 200, times: 2 },
        { aspect: 'shuffle', command: { kind: 'shuffle', on: true }, at: start + 100, times: 1 },
      ],
    );
    assert.equal(pendingCommands.get('volume')?.before?.device?.volume, 50);
    assert.equal(pendingCommands.get('shuffle')?.before?.shuffle, false);
  });

  it('count play and pause as the same, and all that brings another item', () => {
    const toggled = give(
      playing,
      { command: { kind: 'pause' }, ms: 0 },
      { command: { kind: 'play' }, ms: 100 },
    );
    assert.deepEqual(
      [...toggled.pendingCommands.values()].map(({ times }) => times),
      [2],
    );
    const skipped = give(
      playing,
      { command: next, ms: 0 },
      { command: { kind: 'previous' }, ms: 100 },
      { command: { kind: 'playUri', uri }, ms: 200 },
    );
    assert.deepEqual(
      [...skipped.pendingCommands.values()].map(({ times }) => times),
      [3],
    );
  });

  it('are never changed in place', () => {
    const earlier = after(undefined, next, playing, start, start - wait);
    const copy = structuredClone(earlier);
    after(earlier, { kind: 'pause' }, playing, start + 1, start - wait);
    after(earlier, { kind: 'previous' }, playing, start + wait + 1, start + 1);
    assert.deepEqual(earlier, copy);
  });

  it('are forgotten when their time is over', () => {
    const given = (ms: number) => give(playing, { command: next, ms: 0 }, { command: { kind: 'pause' }, ms });
    assert.deepEqual([...given(wait).pendingCommands.keys()], ['item', 'playing']);
    assert.deepEqual([...given(wait + 1).pendingCommands.keys()], ['playing']);
  });

  it('are counted anew when all earlier ones are forgotten', () => {
    const { pendingCommands, optimistic } = give(playing, { command: next, ms: 0, next: second });
    const now = start + wait + 1;
    const later = after(pendingCommands, next, optimistic, now, now - wait);
    assert.deepEqual([...later], [['item', { command: next, before: optimistic, at: now, times: 1 }]]);
  });

  const undone: readonly (readonly [after: Effect, left: readonly string[]])[] = [
    [next, ['playing', 'item']],
    [{ kind: 'previous' }, ['playing', 'item']],
    [{ kind: 'playUri', uri }, ['item']],
    [{ kind: 'transfer', device: hall, play: true }, ['position', 'device']],
    [{ kind: 'transfer', device: hall, play: false }, ['position', 'playing', 'device']],
    [{ kind: 'volume', percent: 5 }, ['position', 'playing', 'volume']],
  ];
  for (const [after, left] of undone) {
    it(`have of a seek and a pause before it what still means something: ${JSON.stringify(after)}`, () => {
      const { pendingCommands } = give(
        playing,
        { command: { kind: 'seek', ms: 60_000 }, ms: 0 },
        { command: { kind: 'pause' }, ms: 100 },
        { command: after, ms: 200 },
      );
      assert.deepEqual([...pendingCommands.keys()], left);
    });
  }
});

describe('a reply after several commands', () => {
  it('shows all of them or does not count', () => {
    assertShown(
      give(
        playing,
        { command: { kind: 'pause' }, ms: 0 },
        { command: { kind: 'volume', percent: 70 }, ms: 100 },
      ),
      [reply({ kind: 'paused', device: { ...kitchen, volume: 70 } }), true],
      [reply({ kind: 'paused' }), false],
      [reply({ device: { ...kitchen, volume: 70 } }), false],
      [reply({}), false],
      [idle, false],
    );
  });

  it('shows the last of those that change the same', () => {
    assertShown(
      give(playing, { command: { kind: 'pause' }, ms: 0 }, { command: { kind: 'play' }, ms: 300 }),
      [reply({}), true],
      [reply({ kind: 'paused' }), false],
    );
    assertShown(
      give(
        playing,
        ...[50, 60, 70].map((percent, index) => ({
          command: { kind: 'volume', percent } as const,
          ms: index * 300,
        })),
      ),
      [reply({ device: { ...kitchen, volume: 70 } }), true],
      [reply({ device: { ...kitchen, volume: 60 } }), false],
    );
  });

  it('shows two skips with the item that was to come, and not with the one in between', () => {
    assertShown(
      give(playing, { command: next, ms: 0, next: second }, { command: next, ms: 300, next: third }),
      [reply({ item: third, progressMs: 0 }), true],
      [reply({ item: second, progressMs: 0 }), false],
      [reply({ item: first }), false],
    );
  });

  it('shows one skip with any other item, where nobody knew which comes', () => {
    assertShown(give(playing, { command: next, ms: 0 }), [reply({ item: third }), true], [reply({}), false]);
  });

  it('cannot show two skips where nobody knew which item comes: it may be the one in between', () => {
    assertShown(
      give(playing, { command: next, ms: 0 }, { command: next, ms: 300 }),
      [reply({ item: second }), false],
      [reply({ item: third }), false],
      [reply({ item: first }), false],
    );
    assertShown(
      give(playing, { command: next, ms: 0, next: second }, { command: next, ms: 300 }),
      [reply({ item: second }), false],
      [reply({ item: third }), false],
    );
  });

  it('shows a skip and a seek with the item at that position', () => {
    const seek: Effect = { kind: 'seek', ms: 60_000 };
    assertShown(
      give(playing, { command: next, ms: 0, next: second }, { command: seek, ms: 500 }),
      [reply({ item: second, progressMs: 60_500 }), true],
      [reply({ item: second, progressMs: 500 }), false],
      [reply({ item: first, progressMs: 60_500 }), false],
    );
  });

  it('shows a skip and a seek with any other item at that position, where nobody knew which comes', () => {
    const seek: Effect = { kind: 'seek', ms: 60_000 };
    assertShown(
      give(playing, { command: next, ms: 0 }, { command: seek, ms: 500 }),
      [reply({ item: second, progressMs: 60_500 }), true],
      [reply({ item: second, progressMs: 500 }), false],
      [reply({ item: first, progressMs: 60_500 }), false],
    );
  });

  it('shows a skip into the unknown, however many commands of another kind came before it', () => {
    const earlier: readonly (readonly Effect[])[] = [
      [{ kind: 'pause' }, { kind: 'play' }],
      [
        { kind: 'volume', percent: 50 },
        { kind: 'volume', percent: 40 },
      ],
    ];
    for (const commands of earlier) {
      assertShown(
        give(playing, ...[...commands, next].map((command) => ({ command, ms: 0 }))),
        [reply({ item: second, progressMs: 0 }), true],
        [reply({}), false],
      );
    }
  });

  it('shows a skip by an item that is another than before it, not before one whose time is over', () => {
    const skipped = after(undefined, next, playing, start, start - wait);
    const observation = reply({ item: second });
    const louder: Effect = { kind: 'volume', percent: 40 };
    const between = after(skipped, louder, observation, start + 2_900, start - 100);
    const again = after(between, next, observation, start + 5_000, start + 2_000);
    assertShown(
      { pendingCommands: again, optimistic: applyOptimistically(observation, next, start + 5_000) },
      [reply({ item: second }), false],
      [reply({ item: third }), true],
    );
  });

  it('need not show a seek that was followed by a skip', () => {
    const seek: Effect = { kind: 'seek', ms: 60_000 };
    const given = give(playing, { command: seek, ms: 0 }, { command: next, ms: 500, next: second });
    assert.deepEqual([...given.pendingCommands.keys()], ['item']);
    assertShown(
      given,
      [reply({ item: second, progressMs: 500 }), true],
      [reply({ item: first, progressMs: 61_000 }), false],
    );
  });

  it('shows all after nothing at all', () => {
    for (const observation of [reply({}), idle])
      assert.equal(areConfirmedBy(new Map(), undefined, observation), true);
  });

  it('shows a skip with whatever plays, where nothing played before', () => {
    const pendingCommands = after(undefined, next, idle, start, start - wait);
    assert.equal(areConfirmedBy(pendingCommands, undefined, reply({})), true);
    assert.equal(areConfirmedBy(pendingCommands, undefined, idle), false);
    const unknown = after(undefined, next, undefined, start, start - wait);
    assert.equal(areConfirmedBy(unknown, undefined, reply({})), true);
  });
});
