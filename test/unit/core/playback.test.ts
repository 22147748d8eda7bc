import assert from 'node:assert/strict';
import {
  initialPlayback,
  lastHeard,
  lastSeen,
  positionAt,
  reduce,
  type Playback,
  type PlaybackEvent,
} from '../../../src/core/playback';
import { heard, song } from '../support';

const playing = heard();
const paused = heard({ kind: 'paused' });
const nothing = { kind: 'nothing', receivedAt: 5 } as const;
const waiting = { kind: 'waiting' } as const;
const signedOut = { kind: 'signedOut', elsewhere: false } as const;
const again = { kind: 'signInAgain' } as const;
const signingIn = { kind: 'signingIn', before: signedOut } as const;
const offline = { kind: 'offline' } as const;
const unavailable = {
  kind: 'unavailable',
  trouble: offline,
  last: playing,
  since: 100,
  failures: 2,
  failedAt: 200,
  jitter: 0.5,
} as const;

const failed: PlaybackEvent = { type: 'failed', trouble: { kind: 'unreadable' }, at: 300, jitter: 0.25 };
const answer = heard({ progressMs: 1_000, receivedAt: 400 });
const answered: PlaybackEvent = { type: 'answered', seen: answer };
const elsewhere: PlaybackEvent = { type: 'signedOut', elsewhere: true };

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
    [unavailable, { type: 'sessionEnded' }, again],
    [initialPlayback, { type: 'sessionEnded' }, again],
    [signingIn, { type: 'sessionEnded' }, { kind: 'signingIn', before: again }],

    [initialPlayback, { type: 'signInStarted' }, { kind: 'signingIn', before: { kind: 'starting' } }],
    [signedOut, { type: 'signInStarted' }, signingIn],
    [again, { type: 'signInStarted' }, { kind: 'signingIn', before: again }],
    [signingIn, { type: 'signInStopped' }, signedOut],

    [waiting, answered, answer],
    [nothing, answered, answer],
    [paused, answered, answer],
    [playing, answered, answer],
    [unavailable, answered, answer],
    [playing, { type: 'answered', seen: nothing }, nothing],
    [unavailable, { type: 'answered', seen: nothing }, nothing],

    [
      waiting,
      failed,
      {
        kind: 'unavailable',
        trouble: { kind: 'unreadable' },
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
        trouble: { kind: 'unreadable' },
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
        trouble: { kind: 'unreadable' },
        last: playing,
        since: 100,
        failures: 3,
        failedAt: 300,
        jitter: 0.25,
      },
    ],
  ];
  for (const [state, event, next] of table) {
    it(`goes from ${state.kind} by ${event.type} to ${next.kind}`, () => {
      const before = structuredClone(state);
      assert.deepEqual(reduce(state, event), next);
      assert.deepEqual(state, before, 'The old state was changed in place.');
    });
  }

  const meaningless: readonly (readonly [state: Playback, event: PlaybackEvent])[] = [
    ...[initialPlayback, signedOut, again, signingIn].flatMap((state) =>
      [answered, failed].map((event) => [state, event] as const),
    ),
    ...[initialPlayback, signedOut, again, waiting, playing, paused, nothing, unavailable].map(
      (state) => [state, { type: 'signInStopped' }] as const,
    ),
    ...[waiting, playing, paused, nothing, unavailable, signingIn].map(
      (state) => [state, { type: 'signInStarted' }] as const,
    ),
  ];
  for (const [state, event] of meaningless) {
    it(`stays the same object when ${event.type} comes while ${state.kind}`, () => {
      assert.equal(reduce(state, event), state);
    });
  }

  it('forgets its troubles with the first answer', () => {
    const recovered = reduce(unavailable, answered);
    assert.deepEqual(reduce(recovered, failed), {
      kind: 'unavailable',
      trouble: { kind: 'unreadable' },
      last: answer,
      since: 300,
      failures: 1,
      failedAt: 300,
      jitter: 0.25,
    });
  });
});

describe('an item that should have ended', () => {
  const late = (changes: Partial<typeof playing> = {}) => heard({ progressMs: 200_000, ...changes });
  const see = (state: Playback, seen = late()) => reduce(state, { type: 'answered', seen });
  const overdue = (state: Playback) => lastHeard(state)?.overdue;

  it('is counted for each reply in a row that still names it', () => {
    let state: Playback = playing;
    for (const count of [1, 2, 3]) {
      state = see(state);
      assert.equal(overdue(state), count);
    }
  });

  it('is counted on when a trouble came in between', () => {
    const state = reduce(see(see(playing)), failed);
    assert.equal(overdue(see(state)), 3);
  });

  const anew: readonly (readonly [what: string, seen: ReturnType<typeof late>])[] = [
    ['another item', late({ item: { ...song, uri: 'spotify:track:other' } })],
    ['an item of another name', late({ item: { ...song, uri: undefined, title: 'Other' } })],
    ['a position before the end', late({ progressMs: 199_999 })],
    ['a pause', late({ kind: 'paused' })],
    ['an item without a known end', late({ item: { ...song, durationMs: undefined } })],
  ];
  for (const [what, seen] of anew) {
    it(`is no longer counted after ${what}`, () => {
      assert.equal(overdue(see(see(playing), seen)), 0);
    });
  }

  it('is not counted when it is the first reply', () => {
    assert.equal(overdue(see(waiting)), 0);
  });
});

describe('what was seen last', () => {
  const table: readonly (readonly [state: Playback, seen: unknown, song: unknown])[] = [
    [initialPlayback, undefined, undefined],
    [signedOut, undefined, undefined],
    [again, undefined, undefined],
    [signingIn, undefined, undefined],
    [waiting, waiting, undefined],
    [nothing, nothing, undefined],
    [playing, playing, playing],
    [paused, paused, paused],
    [unavailable, playing, playing],
    [{ ...unavailable, last: nothing }, nothing, undefined],
  ];
  for (const [state, seen, item] of table) {
    it(`is known while ${state.kind}`, () => {
      assert.equal(lastSeen(state), seen);
      assert.equal(lastHeard(state), item);
    });
  }
});

describe('the position', () => {
  const at = 1_000_000;
  const endless = { ...song, durationMs: undefined };
  const table: readonly (readonly [
    what: string,
    changes: Parameters<typeof heard>[0],
    now: number,
    ms: number,
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
  ];
  for (const [what, changes, now, ms] of table) {
    it(what, () => {
      assert.equal(positionAt(heard(changes), now), ms);
    });
  }
});
