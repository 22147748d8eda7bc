import assert from 'node:assert/strict';
import type { Playback, Unavailable } from '../../../src/core/playback';
import { nextPoll } from '../../../src/core/polling';
import type { Trouble } from '../../../src/core/trouble';
import { heard, hour, minute, pick, second, seeded, song } from '../support';

const at = 1_000_000;

function unavailable(trouble: Trouble, changes: Partial<Unavailable> = {}): Unavailable {
  return {
    kind: 'unavailable',
    trouble,
    last: { kind: 'waiting' },
    since: at,
    failures: 1,
    failedAt: at,
    jitter: 0.5,
    ...changes,
  };
}

const left = (ms: number, overdue = 0) => heard({ progressMs: 200_000 - ms, receivedAt: at, overdue });

describe('the next request', () => {
  const table: readonly (readonly [what: string, playback: Playback, focused: number, unfocused: number])[] =
    [
      ['while nothing is known yet', { kind: 'waiting' }, 0, 0],
      ['while nothing plays', { kind: 'nothing', receivedAt: at }, minute, 5 * minute],
      ['while paused', heard({ kind: 'paused', receivedAt: at }), minute, 5 * minute],
      ['in the middle of a song', left(100 * second), 30 * second, minute],
      ['before the end of a song', left(12 * second), 12_400, 12_400],
      ['before an end that only a longer interval reaches', left(45 * second), 30 * second, 45_400],
      ['at the very end', left(1), 401, 401],
      ['when the end is overdue', left(0), second, second],
      ['when the end is overdue for the second time', left(0, 1), 2 * second, 2 * second],
      ['when the end is overdue for the third time', left(-5_000, 2), 4 * second, 4 * second],
      ['when the end is overdue for the fourth time', left(0, 3), 8 * second, 8 * second],
      ['when the end is overdue for the fifth time', left(0, 4), 15 * second, 15 * second],
      ['when the end is overdue for good', left(0, 5), 30 * second, minute],
      [
        'in an advertisement',
        heard({ receivedAt: at, item: { ...song, durationMs: undefined } }),
        10_000,
        10_000,
      ],
      ['after the first failure', unavailable({ kind: 'offline' }), 5 * second, 5 * second],
      [
        'after the second failure',
        unavailable({ kind: 'offline' }, { failures: 2 }),
        10 * second,
        10 * second,
      ],
      ['after many failures', unavailable({ kind: 'offline' }, { failures: 20 }), 5 * minute, 5 * minute],
      [
        'after more failures than 2 has powers',
        unavailable({ kind: 'fault' }, { failures: 5_000 }),
        300_000,
        300_000,
      ],
      [
        'after a failure with the least jitter',
        unavailable({ kind: 'refused', status: 502 }, { jitter: 0 }),
        3_750,
        3_750,
      ],
      [
        'after a failure with the most jitter',
        unavailable({ kind: 'unreadable' }, { jitter: 1 }),
        6_250,
        6_250,
      ],
      [
        'after a limit',
        unavailable({ kind: 'limited', until: at + hour, quota: false }),
        hour + 500,
        hour + 500,
      ],
      [
        'after the quota',
        unavailable({ kind: 'limited', until: at + 13 * hour, quota: true }),
        13 * hour + 500,
        13 * hour + 500,
      ],
      [
        'after a refusal that a person has to end',
        unavailable({ kind: 'notRegistered' }),
        15 * minute,
        15 * minute,
      ],
      [
        'after a refusal for want of Premium',
        unavailable({ kind: 'ownerNeedsPremium' }),
        15 * minute,
        15 * minute,
      ],
      [
        'after a refusal for want of a scope',
        unavailable({ kind: 'scopeMissing' }),
        15 * minute,
        15 * minute,
      ],
      ['after a refusal of the app', unavailable({ kind: 'clientUnknown' }), 15 * minute, 15 * minute],
    ];
  for (const [what, playback, focused, unfocused] of table) {
    it(`comes in time ${what}`, () => {
      assert.equal(nextPoll(playback, { now: at, focused: true })?.at, at + focused);
      assert.equal(nextPoll(playback, { now: at, focused: false })?.at, at + unfocused);
    });
  }

  const nobody: readonly Playback[] = [
    { kind: 'starting' },
    { kind: 'signedOut', elsewhere: false },
    { kind: 'signedOut', elsewhere: true },
    { kind: 'signInAgain' },
    { kind: 'signingIn', before: { kind: 'starting' } },
  ];
  for (const playback of nobody) {
    it(`never comes while ${playback.kind}`, () => {
      assert.equal(nextPoll(playback, { now: at, focused: true }), undefined);
    });
  }

  it('tells the log why', () => {
    const why = (playback: Playback) => nextPoll(playback, { now: at, focused: true })?.why;
    assert.equal(why(left(12 * second)), 'predicted end');
    assert.equal(why(left(100 * second)), 'heartbeat');
    assert.equal(why(unavailable({ kind: 'limited', until: at, quota: true })), 'daily quota used up');
    assert.equal(why(unavailable({ kind: 'limited', until: at, quota: false })), 'rate limited');
    assert.equal(why(unavailable({ kind: 'offline' }, { failures: 3 })), 'offline, attempt 3');
  });
});

describe('the next request, whatever the state', () => {
  const random = seeded(11);
  const upTo = (most: number) => Math.floor(random() * most);
  const troubles: readonly (() => Trouble)[] = [
    () => ({ kind: 'offline' }),
    () => ({ kind: 'refused', status: 503 }),
    () => ({ kind: 'limited', until: at + upTo(20 * hour), quota: random() < 0.5 }),
    () => ({ kind: 'notRegistered' }),
    () => ({ kind: 'fault' }),
  ];
  const states: readonly (() => Playback)[] = [
    () => ({ kind: 'waiting' }),
    () => ({ kind: 'nothing', receivedAt: at }),
    () => heard({ kind: 'paused', receivedAt: at, progressMs: upTo(250_000) }),
    () => heard({ receivedAt: at, progressMs: upTo(250_000), overdue: upTo(8) }),
    () =>
      heard({ receivedAt: at, item: { ...song, durationMs: random() < 0.3 ? undefined : upTo(4 * hour) } }),
    () => unavailable(pick(random, troubles)(), { failures: 1 + upTo(30), jitter: random() }),
  ];
  const cases = Array.from({ length: 3_000 }, () => ({
    playback: pick(random, states)(),
    now: at + upTo(random() < 0.5 ? minute : 24 * hour),
    focused: random() < 0.5,
  }));
  const each = (check: (one: (typeof cases)[number], planned: number) => void) => {
    for (const one of cases) {
      const plan = nextPoll(one.playback, one);
      assert.ok(plan);
      check(one, plan.at);
    }
  };

  it('never comes before now', () => {
    each(({ now }, planned) => assert.ok(planned >= now));
  });

  it('never comes before the end of a limit', () => {
    each(({ playback }, planned) => {
      if (playback.kind === 'unavailable' && playback.trouble.kind === 'limited') {
        assert.ok(planned >= playback.trouble.until);
      }
    });
  });

  it('never comes later than the base interval while something plays', () => {
    each(({ playback, now, focused }, planned) => {
      if (playback.kind === 'playing') {
        assert.ok(planned <= Math.max(now, at + (focused ? 30 : 60) * second));
      }
    });
  });

  it('never comes later with the focus than without', () => {
    each(({ playback, now }) => {
      const [focused, unfocused] = [true, false].map(
        (has) => nextPoll(playback, { now, focused: has })?.at ?? 0,
      );
      assert.ok((focused ?? 0) <= (unfocused ?? 0));
    });
  });

  it('is the same for the same state and time', () => {
    each((one, planned) => assert.equal(nextPoll(structuredClone(one.playback), one)?.at, planned));
  });

  it('comes later after each failure, but not later than six minutes and a quarter', () => {
    for (const jitter of [0, 0.5, 1]) {
      const waits = Array.from({ length: 40 }, (_, index) => {
        const state = unavailable({ kind: 'offline' }, { failures: index + 1, jitter });
        return (nextPoll(state, { now: at, focused: true })?.at ?? 0) - at;
      });
      for (const [index, wait] of waits.entries()) {
        const before = waits[index - 1] ?? 0;
        assert.ok(index < 6 ? wait > before : wait >= before, `${index}: ${wait}`);
        assert.ok(wait <= 6.25 * minute);
      }
    }
  });
});
