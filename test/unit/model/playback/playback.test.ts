import assert from 'node:assert/strict';
import type { Item } from '../../../../src/model/playback/item';
import { positionAt, type NowPlaying, type Idle } from '../../../../src/model/playback/nowPlaying';
import {
  initialPlayback,
  lastNowPlaying,
  lastObservation,
  type Playback,
  type PlaybackEvent,
  type SigningIn,
} from '../../../../src/model/playback/playback';
import { reduce } from '../../../../src/model/playback/reduce';
import type { ItemSnapshot, PlayerSnapshot } from '../../../../src/model/playback/snapshot';
import { initialChangeRate } from '../../../../src/model/schedule/changeRate';
import { nowPlaying, snapshot, song } from '../../support';

const playing = nowPlaying();
const paused = nowPlaying({ kind: 'paused' });
const idle: Idle = { kind: 'nothing', receivedAt: 5, changeRate: { since: 5, gap: 600_000 } };
const waiting = { kind: 'waiting' } as const;
const signedOut = { kind: 'signedOut', elsewhere: false } as const;
const again = { kind: 'signInAgain' } as const;
const lost = { kind: 'sessionLost' } as const;
const signingIn = { kind: 'signingIn', before: signedOut } as const;
const offline = { kind: 'offline' } as const;
const unavailable = {
  kind: 'unavailable',
  problem: offline,
  last: playing,
  since: 100,
  failures: 2,
  failedAt: 200,
  jitter: 0.5,
} as const;

type Answered = Extract<PlaybackEvent, { type: 'answered' }>;

const failed: PlaybackEvent = { type: 'failed', problem: { kind: 'unreadable' }, at: 300, jitter: 0.25 };
const answer = nowPlaying({ progressMs: 1_000, receivedAt: 400 });
const answered: Answered = {
  type: 'answered',
  snapshot: snapshot({ progressMs: 1_000, receivedAt: 400 }),
};
const silent: Answered = { type: 'answered', snapshot: { kind: 'nothing', receivedAt: 5 } };
const setBack: PlaybackEvent = { type: 'clockSetBack', ms: 50 };
const nowhere = { progressMs: undefined, startedAt: undefined };
const elsewhere: PlaybackEvent = { type: 'signedOut', elsewhere: true };

/** All but the change rate, which has tests of its own. */
function bare(playback: Playback): unknown {
  return JSON.parse(
    JSON.stringify(playback, (key, value: unknown) => (key === 'changeRate' ? undefined : value)),
  );
}

describe('the state', () => {
  it('begins before anything is known', () => {
    assert.deepEqual(initialPlayback, { kind: 'starting' });
  });

  const table: readonly (readonly [state: Playback, event: PlaybackEvent, next: Playback])[] = [
    [initialPlayback, { type: 'signedIn' }, waiting],
    [signedOut, { type: 'signedIn' }, waiting],
    [again, { type: 'signedIn' }, waiting],
    [signingIn, { type: 'signedIn' }, waiting],
    [playing, { type: 'signedIn' }, waiting],
    [unavailable, { type: 'signedIn' }, waiting],

    [initialPlayback, { type: 'signedOut', elsewhere: false }, signedOut],
    [playing, { type: 'signedOut', elsewhere: false }, signedOut],
    [unavailable, elsewhere, { kind: 'signedOut', elsewhere: true }],
    [again, { type: 'signedOut', elsewhere: false }, signedOut],
    [signingIn, elsewhere, { kind: 'signingIn', before: { kind: 'signedOut', elsewhere: true } }],

    [playing, { type: 'sessionEnded' }, again],
    [again, { type: 'sessionEnded', why: 'expired' }, { ...again, why: 'expired' }],
    [unavailable, { type: 'sessionEnded' }, again],
    [initialPlayback, { type: 'sessionEnded' }, again],
    [signingIn, { type: 'sessionEnded' }, { kind: 'signingIn', before: again }],

    [initialPlayback, { type: 'signInStarted' }, { kind: 'signingIn', before: { kind: 'starting' } }],
    [signedOut, { type: 'signInStarted' }, signingIn],
    [playing, { type: 'sessionLost' }, lost],
    [signingIn, { type: 'sessionLost' }, { kind: 'signingIn', before: lost }],
    [lost, { type: 'signInStarted' }, { kind: 'signingIn', before: lost }],
    [lost, { type: 'signedIn' }, waiting],
    [again, { type: 'signInStarted' }, { kind: 'signingIn', before: again }],
    [signingIn, { type: 'signInStopped' }, signedOut],

    [waiting, answered, answer],
    [idle, answered, answer],
    [paused, answered, answer],
    [playing, answered, answer],
    [unavailable, answered, answer],
    [playing, silent, idle],
    [unavailable, silent, idle],

    [
      waiting,
      failed,
      {
        kind: 'unavailable',
        problem: { kind: 'unreadable' },
        last: waiting,
        since: 300,
        failures: 1,
        failedAt: 300,
        jitter: 0.25,
      },
    ],
    [
      playing,
      failed,
      {
        kind: 'unavailable',
        problem: { kind: 'unreadable' },
        last: playing,
        since: 300,
        failures: 1,
        failedAt: 300,
        jitter: 0.25,
      },
    ],
    [
      unavailable,
      failed,
      {
        kind: 'unavailable',
        problem: { kind: 'unreadable' },
        last: playing,
        since: 100,
        failures: 3,
        failedAt: 300,
        jitter: 0.25,
      },
    ],

    ...[initialPlayback, signedOut, signingIn, waiting].map((state) => [state, setBack, state] as const),
    [idle, setBack, { ...idle, receivedAt: 5 - 50 }],
    [playing, setBack, nowPlaying({ receivedAt: 1_000_000 - 50 })],
    [nowPlaying(nowhere), setBack, nowPlaying({ ...nowhere, receivedAt: 1_000_000 - 50 })],
    [
      unavailable,
      setBack,
      { ...unavailable, last: nowPlaying({ receivedAt: 1_000_000 - 50 }), since: 50, failedAt: 150 },
    ],
    [
      { ...unavailable, last: waiting, problem: { kind: 'limited', until: 900, quota: true } },
      setBack,
      {
        ...unavailable,
        last: waiting,
        problem: { kind: 'limited', until: 850, quota: true },
        since: 50,
        failedAt: 150,
      },
    ],
  ];
  for (const [state, event, next] of table) {
    it(`goes from ${state.kind} by ${event.type} to ${next.kind}`, () => {
      const before = structuredClone(state);
      assert.deepEqual(bare(reduce(state, event)), bare(next));
      assert.deepEqual(state, before, 'The old state was changed in place.');
    });
  }

  it('counts changes from as long ago as before when the clock is set back', () => {
    for (const state of [playing, idle]) {
      const { receivedAt, changeRate } = state;
      const after = reduce(state, setBack) as typeof state;
      assert.deepEqual(after.changeRate, {
        ...changeRate,
        since: after.receivedAt - receivedAt + changeRate.since,
      });
    }
  });

  const meaningless: readonly (readonly [state: Playback, event: PlaybackEvent])[] = [
    ...[initialPlayback, signedOut, again, signingIn].flatMap((state) =>
      [answered, failed].map((event) => [state, event] as const),
    ),
    ...[initialPlayback, signedOut, again, waiting, playing, paused, idle, unavailable].map(
      (state) => [state, { type: 'signInStopped' }] as const,
    ),
    ...[waiting, playing, paused, idle, unavailable, signingIn].map(
      (state) => [state, { type: 'signInStarted' }] as const,
    ),
  ];
  for (const [state, event] of meaningless) {
    it(`stays the same object when ${event.type} comes while ${state.kind}`, () => {
      assert.equal(reduce(state, event), state);
    });
  }

  it('forgets its problems with the first answer', () => {
    const recovered = reduce(unavailable, answered);
    assert.deepEqual(bare(reduce(recovered, failed)), {
      kind: 'unavailable',
      problem: { kind: 'unreadable' },
      last: bare(answer),
      since: 300,
      failures: 1,
      failedAt: 300,
      jitter: 0.25,
    });
  });
});

describe('what a command will bring', () => {
  const optimistic = nowPlaying({ kind: 'paused', progressMs: 33_000, receivedAt: 500, changing: true });
  for (const observation of [optimistic, idle]) {
    for (const state of [playing, paused, idle]) {
      it(`is shown before Spotify has said so: ${observation.kind} in place of ${state.kind}`, () => {
        assert.equal(reduce(state, { type: 'optimistic', observation }), observation);
      });
    }

    for (const state of [initialPlayback, signedOut, again, signingIn, waiting]) {
      it(`is dropped while ${state.kind}`, () => {
        assert.equal(reduce(state, { type: 'optimistic', observation }), state);
      });
    }

    it(`is what was seen last while Spotify does not answer other questions: ${observation.kind}`, () => {
      assert.deepEqual(reduce(unavailable, { type: 'optimistic', observation }), {
        ...unavailable,
        last: observation,
      });
    });
  }

  for (const said of [answered, silent]) {
    for (const state of [optimistic, idle]) {
      it(`leaves nothing behind when a reply comes: ${said.snapshot.kind} after ${state.kind}`, () => {
        assert.deepEqual(bare(reduce({ ...state, optimistic: true }, said)), bare(reduce(waiting, said)));
      });
    }
  }

  it('counts no reply as overdue, and neither as a surprise', () => {
    const changeRate = { since: 7, gap: 90_000 };
    const overdue = nowPlaying({ progressMs: 210_000, overdue: 3, changeRate });
    const next = reduce(overdue, { type: 'optimistic', observation: overdue });
    assert.equal(lastNowPlaying(next)?.overdue, 3);
    assert.deepEqual(lastNowPlaying(next)?.changeRate, changeRate);
  });
});

describe('whether an item is liked', () => {
  const uri = song.uri ?? '';
  const like = (state: Playback, liked: boolean, of = uri) =>
    reduce(state, { type: 'liked', uri: of, liked });

  for (const [before, liked] of [
    [undefined, true],
    [undefined, false],
    [true, false],
    [false, true],
  ] as const) {
    for (const kind of ['playing', 'paused'] as const) {
      it(`becomes ${liked} where it was ${before ?? 'unknown'}, while ${kind}`, () => {
        const state = nowPlaying({ kind, liked: before });
        assert.deepEqual(like(state, liked), { ...state, liked });
        assert.equal(state.liked, before, 'The old state was changed in place.');
      });
    }
  }

  it('is known of the last item, too, while Spotify cannot be asked', () => {
    assert.deepEqual(like(unavailable, true), { ...unavailable, last: { ...playing, liked: true } });
  });

  const same: readonly (readonly [what: string, state: Playback, liked: boolean, of?: string])[] = [
    ['is so already', nowPlaying({ liked: true }), true],
    ['is not so already', nowPlaying({ liked: false }), false],
    ['is told of another item', playing, true, 'spotify:track:other'],
    ['is told of nothing', nowPlaying({ item: { ...song, uri: undefined } }), true, ''],
    ...[initialPlayback, signedOut, again, signingIn, waiting, idle].map(
      (state) => [`is told while ${state.kind}`, state, true] as const,
    ),
    ['is told after a problem before any answer', { ...unavailable, last: waiting }, true],
  ];
  for (const [what, state, liked, of] of same) {
    it(`changes nothing when it ${what}`, () => {
      assert.equal(like(state, liked, of), state);
    });
  }

  const another = { ...song, uri: 'spotify:track:other' };
  const known: readonly (readonly [
    what: string,
    state: Playback,
    item: Item,
    told: boolean | undefined,
    liked: boolean | undefined,
  ])[] = [
    ['stays known with a reply, which does not say', nowPlaying({ liked: true }), song, undefined, true],
    ['stays known after a pause', nowPlaying({ kind: 'paused', liked: false }), song, undefined, false],
    [
      'stays known after a trouble',
      { ...unavailable, last: nowPlaying({ liked: true }) },
      song,
      undefined,
      true,
    ],
    ['is what is known since', nowPlaying({ liked: true }), song, false, false],
    ['is known of the first item where it is told', waiting, song, true, true],
    ['is known of another item where it is told', nowPlaying({ liked: true }), another, false, false],
    [
      'is unknown of another item where nobody tells',
      nowPlaying({ liked: true }),
      another,
      undefined,
      undefined,
    ],
    ['is unknown of the first item where nobody tells', waiting, song, undefined, undefined],
  ];
  for (const [what, state, item, told, liked] of known) {
    it(what, () => {
      const next = reduce(state, { type: 'answered', snapshot: snapshot({ item }), liked: told });
      assert.equal(lastNowPlaying(next)?.liked, liked);
    });
  }

  it('is nothing that silence could have', () => {
    assert.deepEqual(reduce(playing, { ...silent, liked: true }), reduce(playing, silent));
  });
});

describe('an item that should have ended', () => {
  const late = (changes: Partial<ItemSnapshot> = {}) => snapshot({ progressMs: 200_000, ...changes });
  const see = (state: Playback, said = late()) => reduce(state, { type: 'answered', snapshot: said });
  const overdue = (state: Playback) => lastNowPlaying(state)?.overdue;

  it('is counted for each reply in a row that still names it', () => {
    let state: Playback = playing;
    for (const count of [1, 2, 3]) {
      state = see(state);
      assert.equal(overdue(state), count);
    }
  });

  it('is counted on when a problem came in between', () => {
    const state = reduce(see(see(playing)), failed);
    assert.equal(overdue(see(state)), 3);
  });

  const anew: readonly (readonly [what: string, said: ItemSnapshot])[] = [
    ['another item', late({ item: { ...song, uri: 'spotify:track:other' } })],
    ['an item of another name', late({ item: { ...song, uri: undefined, title: 'Other' } })],
    ['a position before the end', late({ progressMs: 199_999 })],
    ['a pause', late({ kind: 'paused' })],
    ['an item without a known end', late({ item: { ...song, durationMs: undefined } })],
  ];
  for (const [what, said] of anew) {
    it(`is no longer counted after ${what}`, () => {
      assert.equal(overdue(see(see(playing), said)), 0);
    });
  }

  it('is not counted in a pause that goes on', () => {
    const state = nowPlaying({ kind: 'paused', progressMs: 200_000 });
    assert.equal(overdue(see(state, late({ kind: 'paused' }))), 0);
  });

  it('is not counted when it is the first reply', () => {
    assert.equal(overdue(see(waiting)), 0);
  });
});

describe('when an item began', () => {
  const first = snapshot({ progressMs: 20_000, receivedAt: 1_000_000 });
  const see = (state: Playback, said: PlayerSnapshot) => reduce(state, { type: 'answered', snapshot: said });
  const began = (state: Playback) => lastNowPlaying(state)?.startedAt;
  /** A reply some time later, which is `late` milliseconds behind what was to be expected. */
  const later = (elapsed: number, late: number, changes: Partial<ItemSnapshot> = {}) =>
    snapshot({ progressMs: 20_000 + elapsed - late, receivedAt: 1_000_000 + elapsed, ...changes });

  for (const late of [-1_999, -1, 0, 1, 1_999]) {
    it(`stays as it was where a reply is ${late} ms late`, () => {
      const state = see(see(waiting, first), later(30_000, late));
      assert.equal(began(state), 980_000);
      assert.equal(lastNowPlaying(state)?.progressMs, 50_000 - late);
    });
  }

  for (const late of [-2_000, 2_000, 60_000]) {
    it(`is another where a reply is ${late} ms late`, () => {
      assert.equal(began(see(see(waiting, first), later(30_000, late))), 980_000 + late);
    });
  }

  it('does not creep away by small steps', () => {
    let state = see(waiting, first);
    for (let round = 1; round <= 5; round += 1) {
      state = see(state, later(round * 10_000, round * 900));
      assert.ok(
        Math.abs((began(state) ?? NaN) - (980_000 + round * 900)) < 2_000,
        `${round}: ${began(state)}`,
      );
    }
    assert.deepEqual(began(see(state, later(60_000, 0))), 980_000);
  });

  it('is counted on when a problem came in between', () => {
    const state = reduce(see(waiting, first), failed);
    assert.equal(began(see(state, later(30_000, 900))), 980_000);
  });

  const anew: readonly (readonly [what: string, before: NowPlaying, said: ItemSnapshot])[] = [
    ['of another item', playing, later(30_000, 900, { item: { ...song, uri: 'spotify:track:other' } })],
    ['of a pause', playing, later(30_000, 900, { kind: 'paused' })],
    ['after a pause', nowPlaying({ kind: 'paused', startedAt: 980_000 }), later(30_000, 900)],
  ];
  for (const [what, before, said] of anew) {
    it(`is what a reply says ${what}`, () => {
      assert.equal(began(see(before, said)), 980_900);
    });
  }

  it('is what the first reply says', () => {
    assert.equal(began(see(waiting, later(30_000, 900))), 980_900);
    assert.equal(began(see(idle, later(30_000, 900))), 980_900);
  });

  it('is what was supposed, until a reply says otherwise', () => {
    const optimistic = nowPlaying({ progressMs: 40_000, receivedAt: 1_030_000 });
    const state = reduce(see(waiting, first), { type: 'optimistic', observation: optimistic });
    assert.equal(began(state), 990_000);
    assert.equal(began(see(state, later(31_000, 10_900))), 990_000);
  });
});

describe('the position of which a reply says nothing', () => {
  /** 20 s into a song of 200 s. */
  const known = nowPlaying();
  const { receivedAt } = known;
  const nowhere = { progressMs: undefined, startedAt: undefined };
  const endless = nowPlaying({ item: { ...song, durationMs: undefined } });
  const other = { ...song, uri: 'spotify:track:other', title: 'Other' };
  const reply = (ms: number, progressMs: number | undefined, changes: Partial<ItemSnapshot> = {}) =>
    snapshot({ ...changes, progressMs, receivedAt: receivedAt + ms });
  const see = (state: Playback, ...replies: readonly ItemSnapshot[]) =>
    lastNowPlaying(
      replies.reduce<Playback>((next, said) => reduce(next, { type: 'answered', snapshot: said }), state),
    );

  for (const [what, said] of [
    ['null', undefined],
    ['0', 0],
  ] as const) {
    const rows: readonly (readonly [
      what: string,
      observation: NowPlaying | undefined,
      progressMs: number | undefined,
    ])[] = [
      ['is unknown in the first one', see(waiting, reply(0, said)), undefined],
      ['is unknown while it is unknown', see(waiting, reply(0, said), reply(50_000, said)), undefined],
      ['is the start of the next item, on time', see(known, reply(180_300, said, { item: other })), 300],
      ['is no less than that, a little early', see(known, reply(177_000, said, { item: other })), 0],
      ['is unknown of the next item, late', see(known, reply(184_000, said, { item: other })), undefined],
      [
        'is unknown of the next item of the next',
        see(known, reply(380_000, said, { item: other })),
        undefined,
      ],
      ['is unknown after one without an end', see(endless, reply(180_300, said, { item: other })), undefined],
      ['goes on from what was known', see(known, reply(30_000, said)), 50_000],
      ['goes on, however often', see(known, ...[30, 60, 99].map((s) => reply(s * 1_000, said))), 119_000],
      ['goes on after a problem', see(reduce(known, failed), reply(30_000, said)), 50_000],
      ['is past the end for a moment', see(known, reply(190_000, said)), 210_000],
      ['is unknown long after the end', see(known, reply(210_000, said)), undefined],
      ['is said again', see(known, reply(30_000, said), reply(60_000, 80_000)), 80_000],
      [
        'is where a command began another item',
        see({ ...known, ...at(0), changing: true }, reply(2_000, said, { item: other })),
        2_000,
      ],
      [
        'is unknown where a command was to bring another item, and did not',
        see({ ...known, ...at(0), changing: true }, reply(2_000, said)),
        undefined,
      ],
    ];
    for (const [title, observation, progressMs] of rows) {
      it(`${title}: ${what}`, () => {
        assert.equal(observation?.progressMs, progressMs);
        const { receivedAt: then = NaN, startedAt } = observation ?? {};
        assert.equal(startedAt, progressMs === undefined ? undefined : then - progressMs);
        assert.equal(observation?.changeRate.gap, initialChangeRate(0).gap, 'It was a change.');
      });
    }
  }

  function at(progressMs: number) {
    return { progressMs, startedAt: receivedAt - progressMs };
  }

  const pause = nowPlaying({ kind: 'paused' });
  for (const said of [undefined, 0]) {
    it(`is unknown after a silence, and after a pause that began or ended elsewhere: ${String(said)}`, () => {
      assert.equal(see(idle, reply(0, said))?.progressMs, undefined);
      assert.equal(see(known, reply(30_000, said, { kind: 'paused' }))?.progressMs, undefined);
      assert.equal(see(pause, reply(30_000, said))?.progressMs, undefined);
    });
  }

  it('stands in a pause where it was known, if the reply says null', () => {
    assert.equal(see(pause, reply(30_000, undefined, { kind: 'paused' }))?.progressMs, 20_000);
  });

  it('is unknown in a pause if the reply says 0: it may be true, or say nothing', () => {
    for (const state of [pause, waiting]) {
      const observation = see(state, reply(30_000, 0, { kind: 'paused' }));
      assert.deepEqual([observation?.progressMs, observation?.startedAt], [undefined, undefined]);
    }
  });

  it('is unknown of an item that a skip brought', () => {
    assert.equal(see(known, reply(30_000, undefined, { item: other }))?.progressMs, undefined);
  });

  it('is 0 in a pause if the reply says so and it was known', () => {
    const start = { ...known, ...at(0), kind: 'paused' } as const;
    assert.equal(see(start, reply(30_000, 0, { kind: 'paused' }))?.progressMs, 0);
  });

  it('makes an item overdue that should have ended, and no longer when nobody knows', () => {
    const late = see(known, reply(181_000, undefined), reply(184_000, undefined));
    assert.ok(late);
    assert.equal(late.overdue, 2);
    assert.equal(see(late, reply(230_000, undefined))?.overdue, 0);
  });

  it('is a change only in an item that came before the end of the one before', () => {
    const gap = (ms: number) => see(known, reply(ms, undefined, { item: other }))?.changeRate.gap;
    assert.equal(gap(176_001), initialChangeRate(0).gap);
    assert.notEqual(gap(176_000), initialChangeRate(0).gap);
  });

  it('is no change when a reply says it again, nor when another item comes meanwhile', () => {
    const lost = { ...known, ...nowhere };
    for (const observation of [reply(30_000, 150_000), reply(30_000, 100, { item: other })]) {
      assert.equal(see(lost, observation)?.changeRate.gap, initialChangeRate(0).gap);
    }
  });
});

describe('changeRate', () => {
  const other = { ...song, uri: 'spotify:track:other', title: 'Other' };
  const endless = { ...song, durationMs: undefined };
  /** 20 s into a song of 200 s, 40 s after the last change. */
  const changeRate = { since: 960_000, gap: 90_000 };
  const before = nowPlaying({ progressMs: 20_000, receivedAt: 1_000_000, changeRate });
  const after = (ms: number, progressMs: number, changes: Partial<ItemSnapshot> = {}) =>
    snapshot({ progressMs, receivedAt: before.receivedAt + ms, ...changes });
  const silence: PlayerSnapshot = { kind: 'nothing', receivedAt: 1_010_000 };
  const idle: Idle = { ...silence, changeRate };
  const troubled: Playback = { ...unavailable, last: before };

  const foreseen: readonly (readonly [what: string, state: Playback, said: PlayerSnapshot])[] = [
    ['the same song goes on', before, after(10_000, 30_000)],
    ['the same song goes on, a little behind', before, after(10_000, 26_001)],
    ['the same song goes on, a little ahead', before, after(10_000, 33_999)],
    ['the next song begins on time', before, after(180_400, 400, { item: other })],
    ['the next song has been on for as long as it should', before, after(200_000, 20_000, { item: other })],
    [
      'songs that are short ended in between',
      { ...before, item: { ...song, durationMs: 21_000 } },
      after(40_000, 2_000, { item: { ...other, durationMs: 12_000 } }),
    ],
    ['the next song begins a little late', before, after(183_000, 100, { item: other })],
    ['an overdue song is still named', before, after(180_400, 200_000)],
    [
      'a song comes after an advertisement',
      { ...before, item: endless },
      after(25_000, 900, { item: other }),
    ],
    ['a pause goes on', { ...before, kind: 'paused' }, after(90_000, 20_000, { kind: 'paused' })],
    ['silence goes on', idle, { ...silence, receivedAt: 2_000_000 }],
    ['the same song goes on after a trouble', troubled, after(60_000, 80_000)],
    ['the next song has come on time during a trouble', troubled, after(190_000, 10_000, { item: other })],
    ['the same song begins again on time', before, after(180_400, 400)],
    [
      'another song comes that a command brought',
      { ...before, changing: true },
      after(1_000, 900, { item: other }),
    ],
    ['the same song is still there after a command', { ...before, changing: true }, after(1_000, 21_000)],
    [
      'a paused song comes that a command brought',
      { ...before, changing: true },
      after(1_000, 0, { item: other, kind: 'paused' }),
    ],
    [
      'a song plays that a command brought during a pause',
      { ...before, kind: 'paused', changing: true },
      after(1_000, 0, { item: other }),
    ],
    [
      'a song comes during a problem that a command had brought',
      { ...unavailable, last: { ...before, changing: true } },
      after(20_000, 900, { item: other }),
    ],
  ];
  for (const [what, state, said] of foreseen) {
    it(`stays as it was when ${what}`, () => {
      const next = lastObservation(reduce(state, { type: 'answered', snapshot: said }));
      assert.deepEqual(next && 'changeRate' in next && next.changeRate, changeRate);
    });
  }

  const surprises: readonly (readonly [what: string, state: Playback, said: PlayerSnapshot])[] = [
    ['the song was skipped', before, after(10_000, 2_000, { item: other })],
    [
      'the song was skipped for one of the same name',
      before,
      after(10_000, 2_000, { item: { ...song, uri: 'x' } }),
    ],
    ['somebody sought ahead', before, after(10_000, 34_001)],
    ['somebody sought back', before, after(10_000, 25_999)],
    ['the song was begun again', before, after(10_000, 500)],
    ['the next song was skipped too', before, after(190_000, 2_000, { item: other })],
    ['the song was paused', before, after(10_000, 25_000, { kind: 'paused' })],
    ['the song goes on after a pause', { ...before, kind: 'paused' }, after(10_000, 20_500)],
    [
      'another song is paused',
      { ...before, kind: 'paused' },
      after(10_000, 0, { kind: 'paused', item: other }),
    ],
    ['all was stopped', before, silence],
    ['all was stopped instead of what a command should bring', { ...before, changing: true }, silence],
    ['a pause ended in silence', { ...before, kind: 'paused' }, silence],
    ['something plays after silence', idle, after(20_000, 500)],
    ['another song plays after a trouble', troubled, after(60_000, 3_000, { item: other })],
  ];
  for (const [what, state, said] of surprises) {
    it(`is counted anew when ${what}`, () => {
      const next = lastObservation(reduce(state, { type: 'answered', snapshot: said }));
      const gap = Math.sqrt(changeRate.gap * (said.receivedAt - changeRate.since));
      assert.deepEqual(next && 'changeRate' in next && next.changeRate, {
        since: said.receivedAt,
        gap,
      });
    });
  }

  for (const [what, state] of [
    ['at all', waiting],
    ['after a problem', { ...unavailable, last: waiting }],
  ] as const) {
    it(`begins with the first answer ${what}, as if every ten minutes brought a surprise`, () => {
      for (const said of [after(0, 20_000), silence]) {
        const next = lastObservation(reduce(state, { type: 'answered', snapshot: said }));
        assert.deepEqual(next && 'changeRate' in next && next.changeRate, initialChangeRate(said.receivedAt));
      }
    });
  }

  it('follows a hand that begins to skip within a few songs', () => {
    let state: Playback = nowPlaying({ changeRate: { since: 0, gap: 3_600_000 }, receivedAt: 0 });
    for (const index of [1, 2, 3, 4, 5, 6]) {
      const item = { ...song, uri: `spotify:track:${index}` };
      state = reduce(state, {
        type: 'answered',
        snapshot: snapshot({ item, progressMs: 20_000, receivedAt: index * 30_000 }),
      });
    }
    const gap = lastNowPlaying(state)?.changeRate.gap ?? 0;
    assert.ok(gap > 30_000 && gap < 60_000, `${gap} ms`);
  });

  it('is never without measure, even where changes come at one moment or the clock is set back', () => {
    let state: Playback = before;
    for (let round = 0; round < 50; round += 1) {
      const item = { ...song, uri: `spotify:track:${round}` };
      const receivedAt = 1_000_000 - (round % 2) * 3_600_000;
      state = reduce(state, {
        type: 'answered',
        snapshot: snapshot({ item, progressMs: 90_000, receivedAt }),
      });
      assert.ok((lastNowPlaying(state)?.changeRate.gap ?? 0) >= 1_000);
    }
  });
});

describe('what another window shares', () => {
  const shown: readonly Playback[] = [
    initialPlayback,
    signedOut,
    { kind: 'signedOut', elsewhere: true },
    again,
    waiting,
    playing,
    paused,
    idle,
    unavailable,
  ];
  const states: readonly Playback[] = [...shown.slice(0, 3), again, waiting, playing, idle, unavailable];
  for (const theirs of shown) {
    for (const ours of states) {
      it(`is shown as it is: ${theirs.kind} in place of ${ours.kind}`, () => {
        assert.deepEqual(reduce(ours, { type: 'shared', playback: theirs }), theirs);
      });
    }
  }

  const absences: readonly SigningIn['before'][] = [{ kind: 'starting' }, signedOut, again, lost];
  for (const before of absences) {
    const theirs: Playback = { kind: 'signingIn', before };
    it(`leaves out that a sign-in is under way there, before which it was ${before.kind}`, () => {
      for (const ours of states) {
        assert.deepEqual(reduce(ours, { type: 'shared', playback: theirs }), before);
      }
    });

    it(`does not hide that a sign-in is under way here, while nobody is signed in there: ${before.kind}`, () => {
      for (const playback of [before, theirs]) {
        const next = reduce(signingIn, { type: 'shared', playback });
        assert.deepEqual(next, { kind: 'signingIn', before });
        assert.deepEqual(reduce(next, { type: 'signInStopped' }), before);
      }
    });
  }

  for (const theirs of [waiting, playing, paused, idle, unavailable]) {
    it(`ends the sign-in that is shown here once somebody is signed in: ${theirs.kind}`, () => {
      const next = reduce(signingIn, { type: 'shared', playback: theirs });
      assert.deepEqual(next, theirs);
      assert.equal(reduce(next, { type: 'signInStopped' }), next);
    });
  }

  it('keeps its change rate, its overdue replies and its problems, so that another window can go on with them', () => {
    const theirs: Playback = {
      ...unavailable,
      last: nowPlaying({ changeRate: { since: 7, gap: 7 }, overdue: 2 }),
    };
    assert.deepEqual(reduce(waiting, { type: 'shared', playback: theirs }), theirs);
  });
});

describe('what was seen last', () => {
  const table: readonly (readonly [state: Playback, observation: unknown, song: unknown])[] = [
    [initialPlayback, undefined, undefined],
    [signedOut, undefined, undefined],
    [again, undefined, undefined],
    [signingIn, undefined, undefined],
    [waiting, waiting, undefined],
    [idle, idle, undefined],
    [playing, playing, playing],
    [paused, paused, paused],
    [unavailable, playing, playing],
    [{ ...unavailable, last: idle }, idle, undefined],
  ];
  for (const [state, observation, item] of table) {
    it(`is known while ${state.kind}`, () => {
      assert.equal(lastObservation(state), observation);
      assert.equal(lastNowPlaying(state), item);
    });
  }
});

describe('the position', () => {
  const at = 1_000_000;
  const endless = { ...song, durationMs: undefined };
  const table: readonly (readonly [
    what: string,
    changes: Parameters<typeof nowPlaying>[0],
    now: number,
    ms: number | undefined,
  ])[] = [
    ['is as received', {}, at, 20_000],
    ['goes on while playing', {}, at + 5_000, 25_000],
    ['stands while paused', { kind: 'paused' }, at + 5_000, 20_000],
    ['ends with the item', {}, at + 500_000, 200_000],
    ['ends with the item when Spotify says more', { progressMs: 230_000 }, at, 200_000],
    ['ends with the item when paused past it', { kind: 'paused', progressMs: 230_000 }, at, 200_000],
    ['does not go back when the clock does', {}, at - 60_000, 20_000],
    ['has no end where none is known', { item: endless }, at + 500_000, 520_000],
    ['is never before the beginning', { progressMs: -5 }, at, 0],
    ['is unknown where it was never known', { progressMs: undefined }, at + 5_000, undefined],
  ];
  for (const [what, changes, now, ms] of table) {
    it(what, () => {
      assert.equal(positionAt(nowPlaying(changes), now), ms);
    });
  }
});
