import assert from 'node:assert/strict';
import type { Idle, NowPlaying } from '../../../../src/model/playback/nowPlaying';
import {
  lastNowPlaying,
  localIn,
  type Playback,
  type PlaybackEvent,
  type Trust,
  type Unavailable,
} from '../../../../src/model/playback/playback';
import { reduce } from '../../../../src/model/playback/reduce';
import { nowPlaying, snapshot, song } from '../../support';

const other = { ...song, title: 'Kettle Hymn', uri: 'spotify:track:other' };
const playing = nowPlaying();
const paused = nowPlaying({ kind: 'paused' });
const fromApp = nowPlaying({ local: 'agrees' });
const idle: Idle = { kind: 'nothing', receivedAt: 5, changeRate: { since: 5, gap: 600_000 } };
const waiting = { kind: 'waiting' } as const;
const signedOut = { kind: 'signedOut', elsewhere: false } as const;
const unavailable = (last: Unavailable['last']): Unavailable => {
  const problem = { kind: 'offline' } as const;
  return { kind: 'unavailable', problem, last, since: 100, failures: 2, failedAt: 200, jitter: 0.5 };
};

const said = {
  plays: snapshot({ item: other, local: 'alone' }),
  rests: snapshot({ item: other, kind: 'paused', local: 'alone' }),
  nothing: { kind: 'nothing', receivedAt: 1_000_000 },
} as const;
type Said = keyof typeof said;
const tell = (state: Playback, what: Said, trust: Trust, liked?: boolean) =>
  reduce(state, { type: 'told', snapshot: said[what], trust, liked });

/** What becomes of it: shown in its place, no longer shown, nothing plays, or no change. */
type Outcome = 'shown' | 'gone' | 'nothing' | 'same';
const outcomes: Record<Outcome, (before: Playback, after: Playback) => void> = {
  shown: (_, after) => {
    assert.equal(localIn(after)?.item.title, other.title);
    assert.equal(lastNowPlaying(after)?.item.title, other.title);
  },
  gone: (before, after) => {
    assert.equal(after.kind, before.kind);
    assert.equal(localIn(after), undefined);
  },
  nothing: (_, after) => assert.equal(after.kind, 'nothing'),
  same: (before, after) => assert.equal(after, before),
};

describe('what the app on this machine tells by itself', () => {
  const all: readonly Trust[] = ['agrees', 'unknown', 'contradicts'];
  const doubted: readonly Trust[] = ['unknown', 'contradicts'];
  const believed: readonly Trust[] = ['agrees', 'unknown'];
  const seen = [playing, paused, fromApp, idle];
  const beside = [...seen, waiting, ...seen.map(unavailable), unavailable(waiting)];
  const away = [signedOut, { kind: 'starting' }, { kind: 'signInAgain' }, { kind: 'sessionLost' }] as const;
  const noSession = [...away, waiting, { kind: 'signingIn', before: signedOut } as const];
  const withLocal = [
    ...noSession.slice(0, -1).map((state) => ({ ...state, local: fromApp }) as Playback),
    { kind: 'signingIn', before: { ...signedOut, local: fromApp } } as const,
  ];
  const table: readonly (readonly [
    Said | readonly Said[],
    readonly Playback[],
    readonly Trust[],
    Outcome,
  ])[] = [
    [['plays', 'rests'], seen, ['agrees'], 'shown'],
    [['plays', 'rests'], seen, doubted, 'same'],
    ['nothing', seen, all, 'same'],
    [['plays', 'rests'], [...noSession, ...withLocal], all, 'shown'],
    ['nothing', noSession, all, 'same'],
    ['nothing', withLocal, all, 'gone'],
    ['plays', [...seen.map(unavailable), unavailable(waiting)], believed, 'shown'],
    ['rests', [paused, fromApp, idle, waiting].map(unavailable), believed, 'shown'],
    ['rests', [unavailable(playing)], believed, 'same'],
    [
      ['plays', 'rests', 'nothing'],
      [playing, paused, idle, waiting].map(unavailable),
      ['contradicts'],
      'same',
    ],
    [['plays', 'rests', 'nothing'], [unavailable(fromApp)], ['contradicts'], 'gone'],
    ['nothing', [unavailable(fromApp)], believed, 'gone'],
    ['nothing', [playing, paused, idle, waiting].map(unavailable), believed, 'same'],
    [['plays', 'rests'], beside, ['only'], 'shown'],
    ['nothing', beside, ['only'], 'nothing'],
    [['plays', 'rests'], away, ['only'], 'shown'],
    ['nothing', away, ['only'], 'same'],
  ];
  for (const [whats, states, trusts, outcome] of table) {
    for (const what of [whats].flat()) {
      it(`${what}, which ${trusts.join(' or ')}: ${outcome}, in ${states.map(nameOf).join(', ')}`, () => {
        for (const state of states) {
          for (const trust of trusts) outcomes[outcome](state, tell(state, what, trust));
        }
      });
    }
  }

  it('leaves standing what was seen last while Spotify cannot be asked', () => {
    assert.equal(lastNowPlaying(tell(unavailable(fromApp), 'nothing', 'agrees'))?.item, song);
    const state = tell(unavailable(fromApp), 'plays', 'agrees');
    assert.deepEqual({ ...state, last: undefined }, { ...unavailable(playing), last: undefined });
  });

  it('is liked as is known, but not where nobody is signed in', () => {
    assert.equal(lastNowPlaying(tell(playing, 'plays', 'agrees', true))?.liked, true);
    assert.equal(lastNowPlaying(tell(signedOut, 'plays', 'unknown', true))?.liked, undefined);
  });
});

describe('what the app on this machine plays', () => {
  const local: NowPlaying = { ...fromApp, liked: true };
  const alone = { ...fromApp, local: 'alone' };
  const shown = { ...signedOut, local };
  const events: readonly (readonly [state: Playback, event: PlaybackEvent, kind: Playback['kind']])[] = [
    [local, { type: 'signedOut', elsewhere: false }, 'signedOut'],
    [local, { type: 'sessionEnded' }, 'signInAgain'],
    [unavailable(local), { type: 'sessionLost' }, 'sessionLost'],
    [shown, { type: 'signedIn' }, 'waiting'],
    [shown, { type: 'sessionEnded' }, 'signInAgain'],
    [{ kind: 'signingIn', before: shown }, { type: 'signedIn' }, 'waiting'],
    [{ kind: 'signingIn', before: shown }, { type: 'sessionLost' }, 'signingIn'],
  ];
  for (const [state, event, kind] of events) {
    it(`goes on being shown from ${nameOf(state)} by ${event.type}, liked by nobody`, () => {
      const next = reduce(state, event);
      assert.equal(next.kind, kind);
      assert.deepEqual(lastNowPlaying(next), alone);
    });
  }

  it('is what was seen last when the first request after a sign-in fails, and goes on with its answer', () => {
    const state = { ...waiting, local: fromApp };
    const failed = reduce(state, { type: 'failed', problem: { kind: 'offline' }, at: 1, jitter: 0 });
    assert.equal(lastNowPlaying(failed), fromApp);
    const later = snapshot({ progressMs: 29_500, receivedAt: 1_010_000 });
    const answered = reduce(state, { type: 'answered', snapshot: later });
    assert.equal(lastNowPlaying(answered)?.startedAt, fromApp.startedAt);
  });

  it('makes no session of it that somebody likes the song', () => {
    for (const state of [{ ...waiting, local: fromApp }, shown] as const) {
      assert.equal(reduce(state, { type: 'liked', uri: song.uri ?? '', liked: false }), state);
    }
  });

  it('may change by a command before it says so', () => {
    const optimistic = { type: 'optimistic', observation: paused } as const;
    assert.equal(localIn(reduce(shown, optimistic)), paused);
    assert.equal(reduce(signedOut, optimistic), signedOut);
  });

  it('is earlier where the clock is set back', () => {
    const next = reduce(shown, { type: 'clockSetBack', ms: 50 });
    assert.equal(localIn(next)?.receivedAt, fromApp.receivedAt - 50);
  });
});

function nameOf(state: Playback): string {
  if (state.kind === 'unavailable') return `unavailable after ${nameOf(state.last)}`;
  return localIn(state) ? `${state.kind} by the app` : state.kind;
}
