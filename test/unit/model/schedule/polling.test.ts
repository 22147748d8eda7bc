import assert from 'node:assert/strict';
import type { ApiProblem } from '../../../../src/model/errors/apiProblem';
import type { NowPlaying, Idle } from '../../../../src/model/playback/nowPlaying';
import type { Playback, Unavailable } from '../../../../src/model/playback/playback';
import { slowdownFactor, type Budget, type Reason } from '../../../../src/model/schedule/budget';
import type { Circumstances, SentCommand } from '../../../../src/model/schedule/plan';
import { nextLook, nextPoll, paces, confirmWithinMs } from '../../../../src/model/schedule/polling';
import { nowPlaying, hour, minute, pick, second, seeded, song } from '../../support';

const at = 1_000_000;

const untouched: Budget = { used: 0, limit: 1_000 };

/** A window that has long had the focus, with all of the day's budget left. */
function circumstances(changes: Partial<Circumstances> = {}): Circumstances {
  return { now: at, focusedSince: at - hour, budget: untouched, pace: 1, ...changes };
}

const focused = circumstances();
const unfocused = circumstances({ focusedSince: undefined });

function unavailable(problem: ApiProblem, changes: Partial<Unavailable> = {}): Unavailable {
  return {
    kind: 'unavailable',
    problem,
    last: { kind: 'waiting' },
    since: at,
    failures: 1,
    failedAt: at,
    jitter: 0.5,
    ...changes,
  };
}

/** Changes as often as a heartbeat of half a minute is made for. */
const usual = 400 * second;
const changeRate = (gap = usual) => ({ since: at, gap });
const idle = (gap?: number): Idle => ({ kind: 'nothing', receivedAt: at, changeRate: changeRate(gap) });
const paused = (gap?: number) => nowPlaying({ kind: 'paused', receivedAt: at, changeRate: changeRate(gap) });
/** In the middle of something long, so that no end is near. */
const playing = (gap?: number) =>
  nowPlaying({ item: { ...song, durationMs: 4 * hour }, receivedAt: at, changeRate: changeRate(gap) });
/** A device that does not say where it is. */
const nowhere = { progressMs: undefined, startedAt: undefined };
const left = (ms: number, overdue = 0) =>
  nowPlaying({ progressMs: 200_000 - ms, receivedAt: at, overdue, changeRate: changeRate() });

describe('the next request', () => {
  const table: readonly (readonly [what: string, playback: Playback, withFocus: number, without: number])[] =
    [
      ['while nothing is known yet', { kind: 'waiting' }, 0, 0],
      ['before the end of a song', left(6 * second), 6_300, 6_300],
      ['before an end that is very near', left(4 * second), 5 * second, 5 * second],
      ['at the very end', left(1), 5 * second, 5 * second],
      ['when the end is overdue', left(0), 5 * second, 5 * second],
      ['when the end is overdue for the second time', left(0, 1), 5 * second, 5 * second],
      ['when the end is overdue for the third time', left(-5_000, 2), 10 * second, 10 * second],
      [
        'in an advertisement',
        nowPlaying({ receivedAt: at, item: { ...song, kind: 'advertisement', durationMs: undefined } }),
        10_000,
        10_000,
      ],
      [
        'in an advertisement, wherever it is',
        nowPlaying({ ...nowhere, receivedAt: at, item: { ...song, kind: 'advertisement' } }),
        10_000,
        10_000,
      ],
      ['in a song of which nobody knows where it is', { ...playing(), ...nowhere }, 19_400, 19_400],
      ['in a short one of which nobody knows where it is', { ...left(1), ...nowhere }, 19_400, 19_400],
      [
        'in a local file of which nobody knows how long it is',
        { ...left(1), item: { ...song, kind: 'local', durationMs: undefined } },
        19_400,
        19_400,
      ],
      ['after the first failure', unavailable({ kind: 'offline' }), 5 * second, 5 * second],
      [
        'after the second failure',
        unavailable({ kind: 'offline' }, { failures: 2 }),
        10 * second,
        10 * second,
      ],
      ['after many failures', unavailable({ kind: 'unreadable' }, { failures: 20 }), 5 * minute, 5 * minute],
      [
        'after long without a network, where that may be a refusal',
        unavailable({ kind: 'offline', blind: true }, { failures: 20 }),
        30 * minute,
        30 * minute,
      ],
      ['after long without a network', unavailable({ kind: 'offline' }, { failures: 20 }), minute, minute],
      ...(['certificate', 'proxy'] as const).map(
        (obstacle) =>
          [
            `after long before a ${obstacle}, which is asked each time`,
            unavailable({ kind: 'offline', obstacle }, { failures: 20 }),
            5 * minute,
            5 * minute,
          ] as const,
      ),
      [
        'after more failures than 2 has powers',
        unavailable({ kind: 'fault' }, { failures: 5_000 }),
        300_000,
        300_000,
      ],
      [
        'after a failure with the least jitter',
        unavailable({ kind: 'refused', status: 502 }, { jitter: 0 }),
        5_000,
        5_000,
      ],
      [
        'after a failure with the most jitter',
        unavailable({ kind: 'unreadable' }, { jitter: 1 }),
        6_250,
        6_250,
      ],
      [
        'after a fault of Spotify’s that names its end',
        unavailable({ kind: 'refused', status: 503, until: at + 2 * minute }),
        2 * minute + 500,
        2 * minute + 500,
      ],
      [
        'after a fault of Spotify’s whose end is sooner than it is asked again anyway',
        unavailable({ kind: 'refused', status: 503, until: at + second }),
        5 * second,
        5 * second,
      ],
      [
        'after many faults of Spotify’s that name a near end',
        unavailable({ kind: 'refused', status: 503, until: at + second }, { failures: 20 }),
        5 * minute,
        5 * minute,
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
      ['after a refusal that nobody knows', unavailable({ kind: 'forbidden' }), 15 * minute, 15 * minute],
      [
        'in a country that Spotify does not serve',
        unavailable({ kind: 'notInCountry' }),
        15 * minute,
        15 * minute,
      ],
      ['after an answer of another kind', unavailable({ kind: 'unexpected' }), 5_000, 5_000],
      [
        'after a refusal for want of a scope',
        unavailable({ kind: 'scopeMissing' }),
        15 * minute,
        15 * minute,
      ],
      ['in a browser without the secret', unavailable({ kind: 'secretUnusable' }), 15 * minute, 15 * minute],
      ['after a refusal of the app', unavailable({ kind: 'clientUnknown' }), 15 * minute, 15 * minute],
      ['after a refusal of the secret', unavailable({ kind: 'secretWrong' }), 15 * minute, 15 * minute],
      ['for want of the secret', unavailable({ kind: 'secretMissing' }), 15 * minute, 15 * minute],
    ];
  for (const [what, playback, withFocus, without] of table) {
    it(`comes in time ${what}`, () => {
      assert.equal(nextPoll(playback, focused)?.at, at + withFocus);
      assert.equal(nextPoll(playback, unfocused)?.at, at + without);
    });
  }

  for (const problem of [
    { kind: 'limited', quota: true, until: at + hour },
    { kind: 'limited', quota: false, until: at + 1e15 },
    { kind: 'refused', status: 503, until: at + hour },
  ] as const) {
    it(`comes at once when the clock was set back since, for the log knows what is left: ${problem.kind}`, () => {
      for (const back of [1, hour, 60 * 24 * hour]) {
        const now = at - back;
        assert.equal(nextPoll(unavailable(problem), circumstances({ now }))?.at, now);
      }
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
      assert.equal(nextPoll(playback, focused), undefined);
    });
  }

  it('says why', () => {
    const why = (playback: Playback, changes: Partial<Circumstances> = {}) =>
      nextPoll(playback, circumstances(changes))?.why;
    assert.equal(why({ kind: 'waiting' }), 'nothingKnown');
    assert.equal(why(left(8 * second)), 'predictedEnd');
    assert.equal(why(left(0)), 'overdueEnd');
    assert.equal(why(playing()), 'heartbeat');
    assert.equal(why(paused()), 'paused');
    assert.equal(why(idle()), 'nothingPlays');
    assert.equal(why(playing(), { focusedSince: at + minute, now: at + minute }), 'focusRegained');
    assert.equal(why(playing(), { command: { at } }), 'afterCommand');
    assert.equal(why(unavailable({ kind: 'limited', until: at, quota: true })), 'quotaUsedUp');
    assert.equal(why(unavailable({ kind: 'limited', until: at, quota: false })), 'rateLimited');
    const offline = nextPoll(unavailable({ kind: 'offline' }, { failures: 3 }), circumstances());
    assert.deepEqual([offline?.why, offline?.attempt], ['offline', 3]);
  });
});

describe('the heartbeat', () => {
  const wait = (observation: Playback, where: Circumstances) =>
    (nextPoll(observation, where)?.at ?? NaN) - at;
  const near = (actual: number, expected: number) =>
    assert.ok(Math.abs(actual - expected) < 0.01, `${actual} ms instead of ${expected} ms`);
  const gaps = [1, 10, 60, 400, 1_000, 6_000, 90_000].map((seconds) => seconds * second);
  /** Without an end, which cuts the time before it into equal parts. */
  const endless = (gap?: number) => ({ ...playing(gap), item: { ...song, durationMs: undefined } });

  const kinds: readonly (readonly [what: string, observation: (gap?: number) => NowPlaying | Idle])[] = [
    ['a song', endless],
    ['a pause', paused],
    ['silence', idle],
  ];
  for (const [what, observation] of kinds) {
    it(`is the longer the rarer changes are, between two bounds, in ${what}`, () => {
      for (const where of [focused, unfocused]) {
        const waits = gaps.map((gap) => wait(observation(gap), where));
        assert.deepEqual(
          waits,
          waits.toSorted((a, b) => a - b),
        );
        assert.ok((waits[0] ?? 0) >= 5 * second && (waits.at(-1) ?? Infinity) <= hour / 2);
        assert.ok((waits[0] ?? 0) < (waits.at(-1) ?? 0));
      }
    });

    it(`is never quicker without the focus, in ${what}`, () => {
      for (const gap of gaps) assert.ok(wait(observation(gap), unfocused) >= wait(observation(gap), focused));
    });

    it(`goes at the pace that is set, in ${what}`, () => {
      for (const gap of gaps) {
        for (const pace of Object.values(paces)) {
          near(
            wait(observation(gap), { ...focused, pace }),
            Math.max(5 * second, wait(observation(gap), focused) * pace),
          );
        }
      }
    });

    it(`is stretched as the budget says, in ${what}`, () => {
      for (const gap of gaps) {
        for (const used of [0, 500, 1_000, 1_500, 9_000]) {
          const budget = { used, limit: 1_000 };
          near(
            wait(observation(gap), circumstances({ budget })),
            wait(observation(gap), focused) * slowdownFactor(budget),
          );
        }
      }
    });

    it(`grows while a calm lasts that is longer than usual, in ${what}`, () => {
      for (const gap of gaps) {
        const calm = { ...observation(second), changeRate: { since: at - gap, gap: second } };
        near(wait(calm, focused), wait(observation(gap), focused));
      }
    });
  }

  it('is asked for twice as often by the eager, and half as often by the relaxed', () => {
    assert.deepEqual(paces, { relaxed: 2, normal: 1, eager: 0.5 });
  });

  it('moves no predicted end, and neither does the budget', () => {
    for (const pace of [0.5, 1, 2, 10]) {
      for (const used of [0, 900, 5_000]) {
        const where = circumstances({ pace, budget: { used, limit: 1_000 } });
        assert.equal(wait(left(6_000), where), 6_300);
        assert.equal(wait(left(0), where), 5_000);
      }
    }
  });

  it('is all that there is beyond the budget for items whose ends come more often', () => {
    const short = (durationMs: number | undefined, kind: NowPlaying['item']['kind'] = 'track') =>
      nowPlaying({
        item: { ...song, durationMs, kind },
        progressMs: 0,
        receivedAt: at,
        changeRate: changeRate(),
      });
    const beyond = circumstances({ budget: { used: 1_500, limit: 1_000 } });
    for (const observation of [short(1), short(12_000), short(37_999), short(undefined, 'advertisement')]) {
      near(wait(observation, beyond), wait(endless(usual), beyond));
      assert.ok(wait(observation, focused) < wait(observation, beyond));
    }
    near(wait(short(38_000), beyond), 38_300 / 2);
  });

  it('is never waited for where an end comes first, however calm it is', () => {
    for (const gap of gaps) {
      assert.equal(wait({ ...left(6_000), changeRate: changeRate(gap) }, unfocused), 6_300);
    }
  });

  it('never comes right before an end', () => {
    for (let ms = 10 * second; ms < 10 * minute; ms += 777) {
      const item = { ...song, durationMs: ms };
      const rest =
        ms - wait(nowPlaying({ item, progressMs: 0, receivedAt: at, changeRate: changeRate() }), focused);
      assert.ok(rest <= 0 || rest >= 4 * second, `${rest} ms before the end of ${ms} ms`);
    }
  });
});

describe('a command', () => {
  const sentAt = at + 5 * second;
  const after = (command: SentCommand, observation: Playback = playing(hour), now = sentAt) =>
    nextPoll(observation, circumstances({ command, now }));
  const look = (ms: number) => ({ at: sentAt + ms, why: 'afterCommand' });

  const looks: readonly (readonly [
    what: string,
    lookedAfter: number | undefined,
    next: number | undefined,
  ])[] = [
    ['has not been looked after', undefined, 1_000],
    ['was looked after at the moment when it was sent', 0, 1_000],
    ['was looked after before it could show', 999, 1_000],
    ['was looked after in time, without its effect', 1_000, 3_000],
    ['was looked after a little late, without its effect', 1_200, 3_000],
    ['was looked after just before the second time', 2_999, 3_000],
    ['was looked after the second time', 3_000, undefined],
    ['was looked after long afterwards', 60_000, undefined],
  ];
  for (const [what, lookedAfter, next] of looks) {
    const command: SentCommand =
      lookedAfter === undefined ? { at: sentAt } : { at: sentAt, lookedAt: sentAt + lookedAfter };
    it(`that ${what} is looked after ${next === undefined ? 'no more' : `${next} ms after it was sent`}`, () => {
      assert.equal(nextLook(command), next === undefined ? undefined : sentAt + next);
      const plan = after(command);
      if (next === undefined) {
        assert.deepEqual(plan, nextPoll(playing(hour), circumstances({ now: sentAt })));
        assert.equal(plan?.why, 'heartbeat');
      } else {
        assert.deepEqual(plan, look(next));
      }
    });
  }

  it('has shown its effect, or is believed to have none, with the second look', () => {
    assert.equal(nextLook({ at, lookedAt: at + confirmWithinMs - 1 }), at + confirmWithinMs);
    assert.equal(nextLook({ at, lookedAt: at + confirmWithinMs }), undefined);
  });

  for (const [what, observation] of [
    ['a pause', paused(hour)],
    ['silence', idle(hour)],
    ['a song that is about to end', left(4 * second)],
    ['a song whose end is overdue', left(0, 3)],
  ] as const) {
    it(`is looked after in ${what}, too, and before anything else is`, () => {
      assert.deepEqual(after({ at: sentAt }, observation), look(1_000));
      assert.deepEqual(after({ at: sentAt, lookedAt: sentAt + 1_000 }, observation), look(3_000));
    });
  }

  it('is looked after in its time although a window gets the focus', () => {
    const command = { at: at + minute };
    const now = at + minute + 300;
    const plan = nextPoll(playing(hour), circumstances({ command, focusedSince: now, now }));
    assert.deepEqual(plan, { at: at + minute + second, why: 'afterCommand' });
  });

  it('is looked after at once when its time has passed', () => {
    const now = sentAt + 20 * second;
    assert.deepEqual(after({ at: sentAt }, playing(hour), now), { at: now, why: 'afterCommand' });
  });

  it('is looked after in its time at any pace, and beyond the budget', () => {
    for (const pace of Object.values(paces)) {
      const plan = nextPoll(
        playing(hour),
        circumstances({ command: { at: sentAt }, now: sentAt, pace, budget: { used: 9_000, limit: 100 } }),
      );
      assert.deepEqual(plan, look(1_000));
    }
  });

  const outOfReach: readonly ApiProblem[] = [
    { kind: 'offline' },
    { kind: 'offline', blind: true },
    { kind: 'refused', status: 502 },
    { kind: 'unreadable' },
    { kind: 'notRegistered' },
    { kind: 'fault' },
  ];
  const notAnswered: readonly (readonly [what: string, state: Playback])[] = [
    ['nothing is known yet', { kind: 'waiting' }],
    ...outOfReach.map((problem) => [JSON.stringify(problem), unavailable(problem)] as const),
    ['a song is kept', unavailable({ kind: 'offline' }, { last: playing(hour) })],
  ];
  for (const [what, state] of notAnswered) {
    it(`is looked after as often, and then no more, while Spotify has not answered: ${what}`, () => {
      assert.deepEqual(after({ at: sentAt }, state), look(1_000));
      assert.deepEqual(after({ at: sentAt, lookedAt: sentAt + 1_000 }, state, sentAt + 1_500), look(3_000));
      const usual = nextPoll(state, circumstances({ now: sentAt + 3_000 }));
      assert.ok(usual && usual.why !== 'afterCommand');
      assert.deepEqual(after({ at: sentAt, lookedAt: sentAt + 3_000 }, state, sentAt + 3_000), usual);
    });
  }

  it('ends no limit', () => {
    for (const pause of [
      { kind: 'limited', quota: true },
      { kind: 'limited', quota: false },
      { kind: 'refused', status: 503 },
    ] as const) {
      const state = unavailable({ ...pause, until: at + hour });
      const usual = nextPoll(state, circumstances());
      assert.ok(usual && usual.at >= at + hour);
      assert.deepEqual(nextPoll(state, circumstances({ command: { at } })), usual);
    }
  });

  it('is not looked after where nobody is signed in', () => {
    const away: readonly Playback[] = [
      { kind: 'starting' },
      { kind: 'signedOut', elsewhere: false },
      { kind: 'signInAgain' },
      { kind: 'signingIn', before: { kind: 'starting' } },
    ];
    for (const state of away) assert.equal(after({ at: sentAt }, state), undefined);
  });
});

describe('the next request beside the Spotify app on this machine', () => {
  const agreed = (changes: Partial<NowPlaying> = {}) =>
    nowPlaying({
      item: { ...song, durationMs: 4 * hour },
      receivedAt: at,
      changeRate: changeRate(),
      local: 'agrees',
      agreedAt: at,
      ...changes,
    });
  /** Paused so long before Spotify agreed last. */
  const pausedFor = (ms: number) =>
    agreed({ kind: 'paused', changeRate: { since: at - ms, gap: usual }, agreedAt: at });
  const bare = { ...song, durationMs: 4 * hour, bare: true } as const;
  const ending = { ...song, durationMs: 200_000 };
  const advertisement = { ...song, kind: 'advertisement', durationMs: undefined } as const;
  const away = { focusedSince: undefined };

  const table: readonly (readonly [
    what: string,
    playback: Playback,
    changes: Partial<Circumstances>,
    wait: number,
    why: Reason,
  ])[] = [
    ['while it plays', agreed(), {}, hour, 'localHeartbeat'],
    ['while it plays and nobody looks', agreed(), away, hour, 'localHeartbeat'],
    ['at a slower pace', agreed(), { pace: paces.relaxed }, 2 * hour, 'localHeartbeat'],
    ['beyond the budget', agreed(), { budget: { used: 2_000, limit: 1_000 } }, 1.4 * hour, 'localHeartbeat'],
    ['however old what it told last is', agreed({ agreedAt: at - hour / 2 }), {}, hour / 2, 'localHeartbeat'],
    ['right after it paused', agreed({ kind: 'paused', agreedAt: at - hour }), {}, second, 'localHeartbeat'],
    ['at the beginning of a pause', pausedFor(second), {}, 30 * second, 'localHeartbeat'],
    ['in a pause', pausedFor(8 * minute), {}, 2 * minute, 'localHeartbeat'],
    ['in a long pause', pausedFor(9 * hour), {}, 15 * minute, 'localHeartbeat'],
    ['for the details', agreed({ item: bare, agreedAt: at - hour }), {}, 2 * second, 'details'],
    ['for the details right after another', agreed({ item: bare }), {}, 5 * second, 'details'],
    ['for details that nobody looks at', agreed({ item: bare }), away, hour, 'localHeartbeat'],
    [
      'for details beyond the budget',
      agreed({ item: bare }),
      { budget: { used: 1_001, limit: 1_000 } },
      1.0004 * hour,
      'localHeartbeat',
    ],
    ['when it should have told of an end', agreed({ item: ending }), {}, 200_300, 'predictedEnd'],
    ['in an advertisement', agreed({ item: advertisement }), {}, 30 * second, 'unpredictableEnd'],
    ['where it is not what Spotify said', agreed({ local: 'alone' }), {}, 19_407, 'heartbeat'],
    ['by its hint', playing(), { hintedAt: at + minute }, minute + 150, 'localChange'],
    ['by its hint right after an answer', playing(), { hintedAt: at }, 5 * second, 'localChange'],
    ['by its hint while it is shown', agreed({ agreedAt: at - hour }), { hintedAt: at }, 150, 'localChange'],
    ['by its hint in silence', idle(), { hintedAt: at + minute, ...away }, minute + 150, 'localChange'],
    ['in silence that it would break', idle(), { readsApp: true, ...away }, 240 * second, 'nothingPlays'],
    ['in silence that somebody looks at', idle(), { readsApp: true }, 34 * second, 'nothingPlays'],
    ['in a pause of another device', paused(), { readsApp: true, ...away }, 40 * second, 'paused'],
  ];
  for (const [what, playback, changes, wait, why] of table) {
    it(`comes ${what} after ${wait / second} s`, () => {
      const plan = nextPoll(playback, circumstances(changes));
      assert.deepEqual(plan && [Math.round(plan.at - at), plan.why], [wait, why]);
    });
  }

  it('does not come by the focus', () => {
    const now = at + minute;
    assert.equal(nextPoll(agreed(), circumstances({ now, focusedSince: now }))?.why, 'localHeartbeat');
  });

  it('does not come by a hint before a pause of Spotify’s is over', () => {
    const limited = unavailable({ kind: 'limited', until: at + hour, quota: false });
    assert.deepEqual(nextPoll(limited, circumstances({ hintedAt: at })), nextPoll(limited, focused));
  });

  it('comes after a command, before any hint', () => {
    const plan = nextPoll(agreed(), circumstances({ hintedAt: at, command: { at: at + second } }));
    assert.deepEqual(plan, { at: at + 2 * second, why: 'afterCommand' });
  });

  it('never comes where the app is all that counts', () => {
    const limited = unavailable({ kind: 'limited', until: at, quota: false });
    for (const playback of [playing(), paused(), idle(), agreed(), limited, { kind: 'waiting' }] as const) {
      for (const changes of [{}, { hintedAt: at }, { command: { at } }]) {
        assert.equal(nextPoll(playback, circumstances({ localOnly: true, ...changes })), undefined);
      }
    }
  });
});

describe('the focus that comes back', () => {
  const plan = (playback: Playback, focusedSince: number, changes: Partial<Circumstances> = {}) =>
    nextPoll(playback, circumstances({ focusedSince, now: focusedSince, ...changes }));
  const regained = 'focusRegained';

  for (const [what, observation] of [
    ['a song', playing(hour)],
    ['a pause', paused(hour)],
    ['silence', idle(hour)],
  ] as const) {
    it(`asks at once when the last reply is old, in ${what}`, () => {
      const now = at + 15_001;
      assert.deepEqual(plan(observation, now), { at: now, why: regained });
    });

    it(`asks for nothing when the last reply is fresh, in ${what}`, () => {
      assert.notEqual(plan(observation, at + 15_000)?.why, regained);
    });

    it(`asks for nothing when it has been asked since, in ${what}`, () => {
      assert.notEqual(plan(observation, at - 1, { now: at + second })?.why, regained);
    });

    it(`calls a reply fresh for as long as the pace says, in ${what}`, () => {
      assert.equal(plan(observation, at + 7_501, { pace: paces.eager })?.why, regained);
      assert.notEqual(plan(observation, at + 7_500, { pace: paces.eager })?.why, regained);
      assert.equal(plan(observation, at + 30_001, { pace: paces.relaxed })?.why, regained);
      assert.notEqual(plan(observation, at + 30_000, { pace: paces.relaxed })?.why, regained);
    });
  }

  it('tries again at once what did not work for want of a network', () => {
    for (const problem of [{ kind: 'offline' }, { kind: 'offline', obstacle: 'proxy' }] as const) {
      const offline = unavailable(problem, { failures: 9 });
      assert.deepEqual(plan(offline, at + 5_001), { at: at + 5_001, why: regained });
      assert.notEqual(plan(offline, at + 5_000)?.why, regained);
    }
  });

  it('does not ask at once what may have been refused', () => {
    const blind = unavailable({ kind: 'offline', blind: true }, { failures: 9 });
    assert.notEqual(plan(blind, at + minute)?.why, regained);
  });

  it('ends no limit', () => {
    for (const pause of [
      { kind: 'limited', quota: false },
      { kind: 'refused', status: 503 },
    ] as const) {
      const limited = unavailable({ ...pause, until: at + hour });
      assert.equal(plan(limited, at + minute)?.at, at + hour + 500);
    }
  });
});

describe('the next request, whatever the state', () => {
  const random = seeded(11);
  const upTo = (most: number) => Math.floor(random() * most);
  const problems: readonly (() => ApiProblem)[] = [
    () => ({ kind: 'offline' }),
    () => ({ kind: 'refused', status: 503 }),
    () => ({ kind: 'refused', status: 503, until: at + upTo(20 * hour) }),
    () => ({ kind: 'limited', until: at + upTo(20 * hour), quota: random() < 0.5 }),
    () => ({ kind: 'notRegistered' }),
    () => ({ kind: 'fault' }),
  ];
  const anyChangeRate = () => ({
    since: at - upTo(3 * hour),
    gap: second + upTo(random() < 0.5 ? minute : 4 * hour),
  });
  const states: readonly (() => Playback)[] = [
    () => ({ kind: 'waiting' }),
    () => ({ kind: 'nothing', receivedAt: at, changeRate: anyChangeRate() }),
    () =>
      nowPlaying({ kind: 'paused', receivedAt: at, progressMs: upTo(250_000), changeRate: anyChangeRate() }),
    () =>
      nowPlaying({
        receivedAt: at,
        progressMs: upTo(250_000),
        overdue: upTo(8),
        changeRate: anyChangeRate(),
      }),
    () =>
      nowPlaying({
        receivedAt: at,
        item: { ...song, durationMs: random() < 0.3 ? undefined : upTo(4 * hour) },
        changeRate: anyChangeRate(),
      }),
    () => unavailable(pick(random, problems)(), { failures: 1 + upTo(30), jitter: random() }),
  ];
  const anyTime = () => at + upTo(random() < 0.5 ? minute : 24 * hour) - (random() < 0.2 ? 24 * hour : 0);
  const cases = Array.from({ length: 5_000 }, () => {
    const now = anyTime();
    const limit = 100 + upTo(1_000);
    return {
      playback: pick(random, states)(),
      now,
      focusedSince: random() < 0.4 ? undefined : Math.min(now, anyTime()),
      budget: { used: upTo(limit * 2), limit },
      pace: pick(random, Object.values(paces)),
    };
  });
  type Case = (typeof cases)[number];
  const each = (check: (one: Case, planned: number) => void) => {
    for (const one of cases) {
      const plan = nextPoll(one.playback, one);
      assert.ok(plan);
      check(one, plan.at);
    }
  };
  /** The longest that the schedule may wait, at the pace of 1. */
  const longest = {
    playing: { focused: minute, unfocused: minute },
    paused: { focused: 30 * second, unfocused: hour / 2 },
    nothing: { focused: 2 * minute, unfocused: hour / 2 },
  };
  const observationOf = ({ playback }: Case) =>
    playback.kind === 'playing' || playback.kind === 'paused' || playback.kind === 'nothing'
      ? playback
      : undefined;

  it('never comes before now', () => {
    each(({ now }, planned) => assert.ok(planned >= now));
  });

  it('never comes before the end of a limit, unless the clock was set back', () => {
    each(({ playback, now }, planned) => {
      if (playback.kind === 'unavailable' && 'until' in playback.problem && now >= playback.failedAt) {
        assert.ok(planned >= (playback.problem.until ?? NaN));
      }
    });
  });

  it('never comes later than the heartbeat’s longest at its pace, stretched as the budget says', () => {
    each((one, planned) => {
      const observation = observationOf(one);
      if (observation) {
        const step = longest[observation.kind][one.focusedSince === undefined ? 'unfocused' : 'focused'];
        const most = step * one.pace * slowdownFactor(one.budget);
        assert.ok(planned <= Math.max(one.now, Math.min(observation.receivedAt, one.now) + most + 0.01));
      }
    });
  });

  it('never comes later than just after the predicted end, whatever is left of the budget', () => {
    each((one, planned) => {
      const { playback, now } = one;
      if (playback.kind === 'playing' && playback.item.durationMs !== undefined) {
        const left = playback.item.durationMs - (playback.progressMs ?? Infinity);
        const counts = one.budget.used <= one.budget.limit || playback.item.durationMs >= 38_000;
        const end = Math.max(left + 300.01, 5 * second);
        if (left > 0 && counts) assert.ok(planned <= Math.max(now, Math.min(at, now) + end));
      }
    });
  });

  it('never comes within five seconds of the last reply or failure', () => {
    each(({ playback, now }, planned) => {
      const last =
        playback.kind === 'unavailable' ? playback.failedAt : observationOf({ playback } as Case)?.receivedAt;
      const pauses = playback.kind === 'unavailable' && 'until' in playback.problem;
      if (last !== undefined && last <= now && !pauses)
        assert.ok(planned >= last + 5 * second, playback.kind);
    });
  });

  it('never comes later with the focus than without', () => {
    each((one) => {
      const [withFocus, without] = [one.now - 20 * hour, undefined].map(
        (focusedSince) => nextPoll(one.playback, { ...one, focusedSince })?.at ?? 0,
      );
      assert.ok((withFocus ?? 0) <= (without ?? 0));
    });
  });

  it('never comes sooner for being calmer', () => {
    each((one, planned) => {
      const observation = observationOf(one);
      if (observation) {
        for (const calmer of [
          { ...observation.changeRate, gap: observation.changeRate.gap * 2 },
          { ...observation.changeRate, since: observation.changeRate.since - hour },
        ]) {
          assert.ok((nextPoll({ ...observation, changeRate: calmer }, one)?.at ?? 0) >= planned);
        }
      }
    });
  });

  it('never comes sooner for a slower pace', () => {
    each((one, planned) => {
      if (one.focusedSince === undefined) {
        assert.ok((nextPoll(one.playback, { ...one, pace: one.pace * 2 })?.at ?? 0) >= planned);
      }
    });
  });

  it('never comes sooner for more of the budget being used', () => {
    each((one, planned) => {
      const budget = { ...one.budget, used: one.budget.used + 1 };
      assert.ok((nextPoll(one.playback, { ...one, budget })?.at ?? 0) >= planned);
    });
  });

  it('is the same for the same state and circumstances', () => {
    each((one, planned) => assert.equal(nextPoll(structuredClone(one.playback), { ...one })?.at, planned));
  });

  it('comes later after each failure, but not later than six minutes and a quarter', () => {
    for (const jitter of [0, 0.5, 1]) {
      const waits = Array.from({ length: 40 }, (_, index) => {
        const state = unavailable({ kind: 'unreadable' }, { failures: index + 1, jitter });
        return (nextPoll(state, focused)?.at ?? 0) - at;
      });
      for (const [index, wait] of waits.entries()) {
        const before = waits[index - 1] ?? 0;
        assert.ok(index < 6 ? wait > before : wait >= before, `${index}: ${wait}`);
        assert.ok(wait <= 6.25 * minute);
      }
    }
  });
});
