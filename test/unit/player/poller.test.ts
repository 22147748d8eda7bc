import assert from 'node:assert/strict';
import { ApiProblemError, NotAskingError, SignedOutError } from '../../../src/model/errors/apiProblem';
import { positionAt } from '../../../src/model/playback/nowPlaying';
import { lastNowPlaying } from '../../../src/model/playback/playback';
import type { ItemSnapshot, PlayerSnapshot } from '../../../src/model/playback/snapshot';
import { nextPoll } from '../../../src/model/schedule/polling';
import { setUnexpectedErrorHandler } from '../../../src/platform/lifecycle';
import type { PlaybackSource } from '../../../src/player/sources/playbackSource';
import { Poller } from '../../../src/player/poller';
import { Store } from '../../../src/player/store';
import { fault, songs } from '../../spotify';
import {
  Around,
  asked,
  Bench,
  hour,
  Lines,
  ManualClock,
  minute,
  nowPlaying,
  second,
  snapshot,
  song,
  ToldFocus,
  turns,
  until,
} from '../support';

const noLikes = { recall: () => undefined };

describe('following Spotify', () => {
  let bench: Bench;
  let store: Store;
  let poller: Poller;
  beforeEach(async () => {
    bench = await Bench.start();
    await bench.signIn({ withAccessToken: true });
    store = new Store();
    const around = new Around(new ToldFocus(true), bench.clock);
    poller = new Poller(
      { store, source: bench.client, likes: noLikes, conditions: around },
      bench.clock,
      bench.log,
    );
    poller.start();
  });
  afterEach(() => {
    poller.dispose();
    return bench.close();
  });

  const polls = () => asked(bench.spotify, '/v1/me/player').length;
  const title = () => lastNowPlaying(store.playback)?.item.title;

  async function start(): Promise<void> {
    store.dispatch({ type: 'signedIn' });
    await bench.clock.advance(0);
    await until(() => store.playback.kind !== 'waiting');
  }

  /** How long it is to the next request; heartbeats are whatever the schedule makes them. */
  const wait = () => Math.ceil((poller.plan?.at ?? NaN) - bench.clock.now());
  const arrived = (count: number) => until(() => polls() === count && bench.clock.waiting === 1);

  /** The next request, and nothing before it. */
  async function next(): Promise<void> {
    const before = polls();
    await bench.clock.advance(wait() - 2);
    assert.equal(polls(), before);
    await bench.clock.advance(2);
    await arrived(before + 1);
  }

  it('asks at the predicted end of a song, not before, and shows the next one', async () => {
    bench.spotify.player.play([songs.plain, songs.episode], { positionMs: 214_000 - 4_000 });
    await start();
    assert.equal(title(), songs.plain.title);
    assert.equal(poller.plan?.why, 'predictedEnd');
    assert.ok(wait() > 4_000 && wait() <= 5_500, `${wait()} ms`);
    await next();
    assert.equal(title(), songs.episode.title);
    assert.equal(polls(), 2);
  });

  it('asks again soon, then ever later, while Spotify goes on naming a song that has ended', async () => {
    bench.spotify.player.staleMs = 4_000;
    bench.spotify.player.play([songs.plain, songs.episode], { positionMs: 214_000 - 8_000 });
    await bench.clock.advance(4_000);
    await start();
    const waits: number[] = [];
    while (title() === songs.plain.title && waits.length < 5) {
      waits.push(wait());
      await next();
    }
    assert.equal(title(), songs.episode.title);
    assert.deepEqual(waits.slice(1), [5 * second]);
    assert.equal(polls(), 3);
  });

  it('finds a song that was skipped by its heartbeat', async () => {
    bench.spotify.player.play([songs.plain, songs.episode]);
    await start();
    await bench.clock.advance(4 * second);
    bench.spotify.player.next();
    await next();
    assert.equal(title(), songs.episode.title);
    assert.equal(polls(), 2);
  });

  const why = () => poller.plan?.why;
  const isEpisode = (seen: PlayerSnapshot) =>
    seen.kind !== 'nothing' && seen.item.title === songs.episode.title;

  it('looks a second after a command, and not again when its effect shows', async () => {
    bench.spotify.player.play([songs.plain, songs.episode]);
    await start();
    const release = poller.hold();
    bench.spotify.player.next();
    release(isEpisode);
    assert.equal(wait(), 1 * second);
    await next();
    assert.equal(title(), songs.episode.title);
    assert.notEqual(why(), 'afterCommand');
  });

  it('looks once more after three seconds when the effect does not show, and then believes what it sees', async () => {
    bench.spotify.player.play([songs.plain, songs.episode]);
    await start();
    poller.hold()(isEpisode);
    await next();
    assert.equal(why(), 'afterCommand');
    assert.equal(wait(), 2 * second);
    await next();
    assert.equal(title(), songs.plain.title);
    assert.notEqual(why(), 'afterCommand');
    assert.equal(polls(), 3);
  });

  it('asks once an interval, ever more rarely in calm, and nothing in between', async () => {
    bench.spotify.player.play(songs.episode, { positionMs: second });
    await start();
    const waits: number[] = [];
    for (let round = 0; round < 12; round += 1) {
      waits.push(wait());
      await next();
    }
    assert.equal(polls(), 13);
    assert.ok((waits.at(-1) ?? 0) >= (waits[0] ?? 0));
    assert.ok(waits.every((ms) => ms >= 5 * second && ms <= 2 * minute));
  });

  it('asks more often after changes', async () => {
    bench.spotify.player.play(songs.episode);
    await start();
    for (let round = 0; round < 8; round += 1) await next();
    const calm = wait();
    for (const position of [1_000_000, 300_000, 900_000, 200_000, 800_000]) {
      bench.spotify.player.seek(position);
      await next();
    }
    assert.ok(wait() < calm, `${wait()} ms after ${calm} ms`);
  });

  for (const back of [10 * second, 10 * minute, hour, 25 * hour]) {
    describe(`with a clock that is set back ${back / second} s while a song plays`, () => {
      const nowPlaying = () => {
        const now = lastNowPlaying(store.playback);
        assert.ok(now);
        return now;
      };
      const position = () => positionAt(nowPlaying(), bench.clock.now());

      beforeEach(async () => {
        bench.spotify.player.play([songs.episode, songs.plain], { positionMs: minute });
        await start();
        for (let round = 0; round < 4; round += 1) await next();
        await bench.clock.advance(3 * second);
      });

      it('goes on with the position at once, asks one time more, and then as before', async () => {
        const before = { polls: polls(), position: position(), startedAt: nowPlaying().startedAt };
        const gap = nowPlaying().changeRate.gap;
        await bench.clock.setBack(back);
        assert.equal(position(), before.position);
        assert.equal(nowPlaying().startedAt, (before.startedAt ?? NaN) - back);
        await bench.clock.advance(4 * second);
        await arrived(before.polls + 1);
        assert.ok(Math.abs((position() ?? NaN) - (before.position ?? NaN) - 4 * second) < 10);
        assert.equal(nowPlaying().changeRate.gap, gap);
        const calm = wait();
        for (let round = 0; round < 4; round += 1) {
          assert.ok(wait() >= Math.min(calm, 30 * second), `${wait()} ms`);
          await next();
        }
      });

      it('meets the end of the song as if it had not been', async () => {
        const left = songs.episode.durationMs - 5 * second;
        bench.spotify.player.seek(left);
        await poller.refresh();
        const before = polls();
        await bench.clock.setBack(back);
        await arrived(before + 1);
        await bench.clock.advance(4 * second);
        assert.equal(title(), songs.episode.title);
        await bench.clock.advance(2 * second);
        await arrived(before + 2);
        assert.equal(title(), songs.plain.title);
      });

      it('asks anew for what was on its way', async () => {
        const before = polls();
        void poller.refresh();
        await bench.clock.setBack(back);
        await until(
          () => polls() === before + 2 && lastNowPlaying(store.playback)?.receivedAt === bench.clock.now(),
        );
        assert.notEqual(poller.plan, undefined);
      });

      it('looks after a command as if it had not been', async () => {
        poller.hold()(isEpisode);
        bench.spotify.player.next();
        const before = polls();
        await bench.clock.setBack(back);
        await arrived(before + 1);
        assert.equal(wait(), 1 * second);
        assert.equal(why(), 'afterCommand');
        await next();
        assert.equal(wait(), 2 * second);
        await next();
        assert.notEqual(why(), 'afterCommand');
        assert.equal(title(), songs.plain.title);
      });

      it('asks nothing before the end of a pause, and then soon', async () => {
        bench.spotify.faults.add(fault.rateLimit({ retryAfter: 60 }), { path: /player$/, times: 1 });
        await poller.refresh();
        const before = polls();
        await bench.clock.advance(20 * second);
        await bench.clock.setBack(back);
        await bench.clock.advance(39 * second);
        assert.equal(polls(), before);
        await bench.clock.advance(2 * second);
        await arrived(before + 1);
        assert.equal(store.playback.kind, 'playing');
      });
    });
  }
});

describe('the poller', () => {
  let clock: ManualClock;
  let store: Store;
  let window: ToldFocus;
  let around: Around;
  let log: Lines;
  let poller: Poller;
  /** The questions so far, and how to answer them. */
  let questions: {
    readonly at: number;
    answer(said: PlayerSnapshot): void;
    fail(error: unknown): void;
  }[];

  beforeEach(() => {
    clock = new ManualClock();
    clock.chance = 0.5;
    store = new Store();
    window = new ToldFocus(true);
    around = new Around(window, clock);
    log = new Lines();
    questions = [];
    poller = new Poller({ store, source, likes: noLikes, conditions: around }, clock, log);
    poller.start();
  });
  afterEach(() => poller.dispose());

  const source: PlaybackSource = {
    player: () => new Promise((answer, fail) => questions.push({ at: clock.now(), answer, fail })),
  };

  const silence = (): PlayerSnapshot => ({ kind: 'nothing', receivedAt: clock.now() });
  /** How long it is to the next request; heartbeats are whatever the schedule makes them. */
  const wait = () => Math.ceil((poller.plan?.at ?? NaN) - clock.now());
  const playing = (changes: Partial<ItemSnapshot> = {}) => snapshot({ receivedAt: clock.now(), ...changes });
  const shown = () => nowPlaying({ receivedAt: clock.now() });
  const newest = () => {
    const question = questions.at(-1);
    assert.ok(question, 'Nothing was asked.');
    return question;
  };
  const answer = async (said: PlayerSnapshot = playing()) => {
    newest().answer(said);
    await turns(1);
  };
  const fail = async (error: unknown) => {
    newest().fail(error);
    await turns(1);
  };
  const problems = () => (store.playback.kind === 'unavailable' ? store.playback.failures : 0);
  const offline = () => new ApiProblemError({ kind: 'offline' });

  async function start(): Promise<void> {
    store.dispatch({ type: 'signedIn' });
    await clock.advance(0);
  }

  it('asks nothing before anyone is signed in', async () => {
    await clock.advance(60 * minute);
    assert.equal(await poller.refresh(), false);
    store.dispatch({ type: 'signedOut', elsewhere: false });
    await clock.advance(60 * minute);
    assert.equal(await poller.refresh(), false);
    assert.equal(questions.length, 0);
    assert.equal(clock.waiting, 0);
  });

  it('asks at once when somebody is', async () => {
    await start();
    assert.equal(questions.length, 1);
  });

  it('asks nothing while an answer is under way, whatever happens', async () => {
    await start();
    void poller.refresh();
    void poller.refresh();
    window.focus(false);
    window.focus(true);
    store.dispatch({ type: 'answered', snapshot: playing() });
    await clock.advance(60 * minute);
    assert.equal(questions.length, 1);
    await answer();
    assert.equal(clock.waiting, 1);
  });

  it('has one timer, however often something changes', async () => {
    await start();
    await answer();
    for (let round = 0; round < 5; round += 1) {
      window.focus(round % 2 === 0);
      store.dispatch({ type: 'answered', snapshot: playing() });
    }
    assert.equal(clock.waiting, 1);
  });

  it('has the answer in the store when a refresh resolves', async () => {
    await start();
    await answer();
    const refreshed = poller.refresh();
    assert.equal(questions.length, 2);
    const said = playing({ item: { ...song, title: 'Another' } });
    newest().answer(said);
    assert.equal(await refreshed, true);
    assert.deepEqual({ ...store.playback, ...said }, store.playback);
  });

  it('waits for the answer that is under way when refreshed', async () => {
    await start();
    let done = false;
    const refreshed = poller.refresh().then(() => (done = true));
    await turns(1);
    assert.equal(done, false);
    await answer();
    await refreshed;
    assert.equal(questions.length, 1);
  });

  it('does not reject a refresh that fails', async () => {
    await start();
    const refreshed = poller.refresh();
    newest().fail(offline());
    assert.equal(await refreshed, true);
    assert.equal(store.playback.kind, 'unavailable');
  });

  const startOver = () => poller.startOver();
  const tellStore = () => store.dispatch({ type: 'signedIn' });
  for (const [when, steps] of [
    ['before', [startOver, tellStore]],
    ['after', [tellStore, startOver]],
  ] as const) {
    it(`drops an answer that comes after starting over, ${when} the store knows, and asks anew`, async () => {
      await start();
      const [old] = questions;
      for (const step of steps) step();
      await clock.advance(0);
      assert.equal(questions.length, 2);
      const fresh = playing({ item: { ...song, title: 'Fresh' } });
      await answer(fresh);
      old?.answer(playing({ item: { ...song, title: 'Stale' } }));
      await turns();
      assert.deepEqual({ ...store.playback, ...fresh }, store.playback);
      assert.equal(clock.waiting, 1);
    });
  }

  it('drops a failure that comes after starting over, even before the new answer', async () => {
    await start();
    const [old] = questions;
    poller.startOver();
    store.dispatch({ type: 'signedIn' });
    await clock.advance(0);
    old?.fail(offline());
    await turns();
    assert.deepEqual(store.playback, { kind: 'waiting' });
    await clock.advance(60 * minute);
    assert.equal(questions.length, 2, 'It forgot that it was asking.');
  });

  it('asks no more after signing out, and drops what comes', async () => {
    await start();
    const [old] = questions;
    poller.startOver();
    store.dispatch({ type: 'signedOut', elsewhere: false });
    old?.answer(playing());
    await clock.advance(60 * minute);
    assert.equal(questions.length, 1);
    assert.deepEqual(store.playback, { kind: 'signedOut', elsewhere: false });
    assert.equal(clock.waiting, 0);
  });

  it('leaves it to others to say that the session ended', async () => {
    await start();
    store.dispatch({ type: 'sessionEnded' });
    await fail(new SignedOutError());
    assert.deepEqual(store.playback, { kind: 'signInAgain' });
    assert.equal(clock.waiting, 0);
  });

  it('backs off while Spotify cannot be reached, keeps the song, and recovers', async () => {
    await start();
    const song1 = shown();
    await answer();
    await clock.advance(wait());
    for (const [index, pause] of [5, 10, 20, 40, 60, 60].entries()) {
      await fail(offline());
      assert.deepEqual(lastNowPlaying(store.playback), song1);
      assert.equal(problems(), index + 1);
      await clock.advance(pause * second - 1);
      assert.equal(questions.length, index + 2);
      await clock.advance(1);
      assert.equal(questions.length, index + 3);
    }
    const receivedAt = clock.now();
    await answer();
    assert.equal(lastNowPlaying(store.playback)?.receivedAt, receivedAt);
    assert.equal(store.playback.kind, 'playing');
    await clock.advance(wait());
    await fail(offline());
    assert.equal(problems(), 1);
  });

  it('asks soon after the network is another, and not for every look at it', async () => {
    await start();
    for (const pause of [5, 10, 20, 40]) {
      await fail(offline());
      await clock.advance(pause * second);
    }
    await fail(offline());
    const before = questions.length;
    await clock.advance(20 * second);
    assert.equal(questions.length, before);
    around.networks = 'home and elsewhere';
    await clock.advance(5 * second);
    assert.equal(questions.length, before + 1);
    await answer(playing());
    around.networks = 'elsewhere';
    await clock.advance(5 * second);
    assert.equal(questions.length, before + 1, 'while Spotify answers, networks may come and go');
  });

  for (const pause of [
    { kind: 'limited', quota: false },
    { kind: 'refused', status: 503 },
  ] as const) {
    it(`asks nothing during a pause, not even when refreshed, and goes on after it: ${pause.kind}`, async () => {
      await start();
      await fail(new ApiProblemError({ ...pause, until: clock.now() + 10 * minute }));
      await clock.advance(10 * minute - 1);
      assert.equal(await poller.refresh(), false);
      window.focus(false);
      window.focus(true);
      await turns();
      assert.equal(questions.length, 1);
      await clock.advance(501);
      assert.equal(questions.length, 2);
      await answer();
      assert.equal(store.playback.kind, 'playing');
    });
  }

  it('can be refreshed during any other problem', async () => {
    await start();
    await fail(new ApiProblemError({ kind: 'notRegistered' }));
    void poller.refresh();
    assert.equal(questions.length, 2);
    await answer();
    assert.equal(store.playback.kind, 'playing');
  });

  it('takes an error of our own for a fault, and logs nothing of its message', async () => {
    await start();
    await fail(new RangeError('https://127.0.0.1/callback?code=AQsecret'));
    assert.ok(store.playback.kind === 'unavailable');
    assert.deepEqual(store.playback.problem, { kind: 'fault' });
    assert.match(log.text, /error Polling Spotify failed: RangeError/);
    assert.doesNotMatch(log.text, /AQsecret/);
    assert.equal(clock.waiting, 1);
  });

  it('goes on asking although what listens to the store throws, before it and behind it', async () => {
    poller.dispose();
    const reported: unknown[] = [];
    const handler = setUnexpectedErrorHandler((error) => reported.push(error));
    const failing = (name: string) => () => {
      throw new RangeError(name);
    };
    store.onDidChange(failing('before'));
    poller = new Poller({ store, source, likes: noLikes, conditions: around }, clock, log);
    store.onDidChange(failing('behind'));
    poller.start();
    await start();
    for (const count of [1, 2, 3]) {
      assert.equal(questions.length, count);
      await answer();
      await clock.advance(wait());
    }
    handler.dispose();
    assert.deepEqual(
      reported.map((error) => error instanceof RangeError && error.message),
      [1, 2, 3, 4].flatMap(() => ['before', 'behind']),
    );
  });

  it('asks again after a minute when an answer is more than the state can take, and says so', async () => {
    await start();
    const poison = {
      ...playing(),
      get item(): never {
        throw new RangeError('AQsecret');
      },
    };
    await answer();
    await clock.advance(wait());
    await answer(poison);
    assert.match(log.text, /error Polling Spotify failed: RangeError/);
    assert.doesNotMatch(log.text, /AQsecret/);
    await clock.advance(minute - 1);
    assert.equal(questions.length, 2);
    await clock.advance(1);
    assert.equal(questions.length, 3);
  });

  it('asks at once when the focus comes back after a long time', async () => {
    window.focus(false);
    await start();
    await answer(silence());
    await clock.advance(20 * second);
    assert.equal(questions.length, 1);
    window.focus(true);
    await clock.advance(0);
    assert.equal(questions.length, 2);
  });

  it('asks less when the focus goes', async () => {
    await start();
    await answer(silence());
    const before = wait();
    window.focus(false);
    assert.ok(wait() > before);
    await clock.advance(wait() - 2);
    assert.equal(questions.length, 1);
    await clock.advance(2);
    assert.equal(questions.length, 2);
  });

  it('asks nothing at once when the focus comes back soon after an answer', async () => {
    await start();
    await answer();
    await clock.advance(3 * second);
    const before = wait();
    window.focus(false);
    window.focus(true);
    assert.equal(wait(), before);
    await clock.advance(before - 2);
    assert.equal(questions.length, 1);
  });

  it('makes its plan anew when something about it changes', async () => {
    await start();
    await answer(silence());
    const before = wait();
    around.become({ pace: 2 });
    assert.ok(Math.abs(wait() - before * 2) <= 2);
    around.become({ pace: 2, budget: { used: 9_000, limit: 1_000 } });
    assert.ok(wait() > before * 2);
    await clock.advance(wait() - 2);
    assert.equal(questions.length, 1);
    await clock.advance(2);
    assert.equal(questions.length, 2);
  });

  it('tells its plan, and none while nobody is signed in', async () => {
    assert.equal(poller.plan, undefined);
    store.dispatch({ type: 'signedIn' });
    assert.deepEqual(poller.plan, { at: clock.now(), why: 'nothingKnown' });
    await clock.advance(0);
    await answer();
    assert.deepEqual(poller.plan, nextPoll(store.playback, around.read()));
    store.dispatch({ type: 'signedOut', elsewhere: false });
    assert.equal(poller.plan, undefined);
  });

  it('rests until it is started, also when refreshed', async () => {
    poller.dispose();
    poller = new Poller({ store, source, likes: noLikes, conditions: around }, clock, log);
    await start();
    store.dispatch({ type: 'answered', snapshot: playing() });
    window.focus(false);
    await clock.advance(hour);
    assert.equal(await poller.refresh(), false);
    assert.equal(questions.length, 0);
    assert.equal(clock.waiting, 0);
    assert.equal(poller.plan, undefined);
  });

  it('goes on with the schedule that it finds when it is started', async () => {
    poller.stop();
    store.dispatch({ type: 'shared', playback: shown() });
    const plan = nextPoll(store.playback, around.read());
    await clock.advance(3 * second);
    poller.start();
    assert.ok(plan && Math.abs((poller.plan?.at ?? 0) - plan.at) < 1);
    await clock.advance(wait() - 2);
    assert.equal(questions.length, 0);
    await clock.advance(2);
    assert.equal(questions.length, 1);
  });

  it('asks at once when it is started late', async () => {
    poller.stop();
    store.dispatch({ type: 'shared', playback: shown() });
    await clock.advance(hour);
    poller.start();
    await clock.advance(0);
    assert.equal(questions.length, 1);
  });

  it('has one timer, however often it is started', async () => {
    await start();
    await answer();
    poller.start();
    poller.start();
    assert.equal(clock.waiting, 1);
  });

  it('asks nothing more once it is stopped, and drops what comes', async () => {
    await start();
    poller.stop();
    await answer();
    store.dispatch({ type: 'shared', playback: shown() });
    await clock.advance(hour);
    assert.equal(questions.length, 1);
    assert.equal(store.playback.kind, 'playing');
    assert.equal(await poller.refresh(), false);
    assert.equal(clock.waiting, 0);
    assert.equal(poller.plan, undefined);
  });

  it('drops a failure that comes after it was stopped and started again', async () => {
    await start();
    const [old] = questions;
    poller.stop();
    poller.start();
    await clock.advance(0);
    assert.equal(questions.length, 2);
    old?.fail(offline());
    await turns();
    assert.deepEqual(store.playback, { kind: 'waiting' });
    await answer();
    assert.equal(store.playback.kind, 'playing');
  });

  for (const [what, error] of [
    ['another window asks for all', new NotAskingError()],
    ['there is no session', new SignedOutError()],
  ] as const) {
    it(`changes nothing when ${what}, and tries again after a minute`, async () => {
      await start();
      await fail(error);
      assert.deepEqual(store.playback, { kind: 'waiting' });
      await clock.advance(minute - 1);
      assert.equal(questions.length, 1);
      await clock.advance(1);
      assert.equal(questions.length, 2);
      assert.doesNotMatch(log.text, /warn|error/);
    });
  }

  describe('after commands', () => {
    const another = () => ({ ...shown(), item: { ...song, title: 'Another' } });
    const isAnother = (seen: PlayerSnapshot) => seen.kind !== 'nothing' && seen.item.title === 'Another';
    const title = () => lastNowPlaying(store.playback)?.item.title;
    /** The command has shown what it will bring, and is through. */
    const command = () => {
      const release = poller.hold();
      store.dispatch({ type: 'optimistic', observation: another() });
      release(isAnother);
    };
    /** The moments of the questions since `begun`, in milliseconds. */
    const askedSince = (begun: number) => questions.flatMap(({ at }) => (at >= begun ? [at - begun] : []));

    it('asks nothing while they are on their way, whatever happens', async () => {
      await start();
      await answer();
      const release = poller.hold();
      window.focus(false);
      window.focus(true);
      store.dispatch({ type: 'answered', snapshot: playing() });
      assert.equal(await poller.refresh(), false);
      await clock.advance(hour);
      assert.equal(questions.length, 1);
      assert.equal(clock.waiting, 0);
      assert.equal(poller.plan, undefined);
      release();
      assert.deepEqual(poller.plan, nextPoll(store.playback, around.read()));
    });

    it('drops the answer that was on its way', async () => {
      await start();
      await answer();
      void poller.refresh();
      const [, old] = questions;
      command();
      old?.answer(playing());
      await turns();
      assert.equal(title(), 'Another');
      assert.equal(wait(), 1 * second);
    });

    it('believes no answer to a question of the first three seconds, however late it comes', async () => {
      await start();
      await answer();
      command();
      await clock.advance(1 * second);
      assert.equal(questions.length, 2);
      await clock.advance(2_100);
      await answer(playing());
      assert.equal(title(), 'Another');
      await clock.advance(0);
      assert.equal(questions.length, 3, 'What was asked at one second is not what was to be asked at three.');
      await answer(playing());
      assert.equal(title(), song.title);
    });

    it('counts the last of several holds', async () => {
      await start();
      await answer();
      const first = poller.hold();
      const last = poller.hold();
      first(isAnother);
      await clock.advance(minute);
      assert.equal(questions.length, 1);
      last(isAnother);
      assert.equal(wait(), 1 * second);
      first();
      last();
      assert.equal(wait(), 1 * second, 'A second release counted.');
    });

    it('does nothing with a release of the session before', async () => {
      await start();
      await answer();
      const release = poller.hold();
      poller.startOver();
      store.dispatch({ type: 'signedIn' });
      await clock.advance(0);
      assert.equal(questions.length, 2, 'It was still held.');
      release(isAnother);
      await clock.advance(1 * second);
      assert.equal(questions.length, 2);
      await answer();
      assert.equal(title(), song.title);
      assert.deepEqual(poller.plan, nextPoll(store.playback, around.read()));
    });

    it('forgets them with the session', async () => {
      await start();
      await answer();
      command();
      poller.startOver();
      store.dispatch({ type: 'signedIn' });
      await clock.advance(0);
      await answer();
      assert.equal(title(), song.title);
    });

    it('asks in its time where nothing is known yet', async () => {
      store.dispatch({ type: 'signedIn' });
      const begun = clock.now();
      poller.hold()(() => false);
      for (const ms of [1 * second, 2 * second]) {
        await clock.advance(ms);
        assert.equal(clock.now() - begun, askedSince(begun).at(-1));
        await answer();
      }
      assert.deepEqual(askedSince(begun), [1 * second, 3 * second]);
      assert.equal(title(), song.title);
    });

    for (const problem of [
      { kind: 'offline' },
      { kind: 'refused', status: 502 },
      { kind: 'notRegistered' },
    ] as const) {
      it(`asks in its time while Spotify cannot be asked: ${problem.kind}`, async () => {
        await start();
        await fail(new ApiProblemError(problem));
        await clock.advance(1 * second);
        const begun = clock.now();
        poller.hold()(isAnother);
        await clock.advance(1 * second);
        await answer(playing());
        await clock.advance(2 * second);
        await answer(playing());
        assert.deepEqual(askedSince(begun), [1 * second, 3 * second]);
        assert.equal(store.playback.kind, 'playing');
      });
    }

    it('asks twice, and then ever more rarely, when Spotify cannot be asked about their effect', async () => {
      await start();
      await answer();
      command();
      for (const [index, pause] of [1, 2, 10, 20].entries()) {
        await clock.advance(pause * second - 1);
        assert.equal(questions.length, index + 1);
        await clock.advance(1);
        assert.equal(questions.length, index + 2);
        await fail(offline());
        await clock.advance(0);
        assert.equal(questions.length, index + 2);
      }
      await clock.advance(40 * second);
      await answer(playing());
      assert.equal(title(), song.title);
    });

    it('asks nothing before the end of a limit', async () => {
      await start();
      await fail(new ApiProblemError({ kind: 'limited', until: clock.now() + 10 * minute, quota: false }));
      poller.hold()(isAnother);
      await clock.advance(10 * minute - 1);
      assert.equal(questions.length, 1);
      await clock.advance(501);
      assert.equal(questions.length, 2);
    });
  });

  it('tells the log when it asks next, and why', async () => {
    await start();
    await answer();
    assert.deepEqual(log.lines, [
      'debug Next request in 0 s: nothingKnown',
      `debug Next request in ${Math.round(wait() / second)} s: ${poller.plan?.why}`,
    ]);
  });

  it('leaves no timer when it is disposed', async () => {
    await start();
    await answer();
    assert.equal(clock.waiting, 1);
    poller.dispose();
    window.focus(false);
    store.dispatch({ type: 'answered', snapshot: playing() });
    assert.equal(clock.waiting, 0);
  });

  it('leaves no timer when it is disposed while an answer is under way', async () => {
    await start();
    poller.dispose();
    await answer();
    assert.equal(clock.waiting, 0);
  });
});

describe('the poller, where the time makes leaps', () => {
  let clock: ManualClock;
  let store: Store;
  let questions: number;
  let poller: Poller;
  const wait = () => Math.ceil((poller.plan?.at ?? NaN) - clock.now());
  beforeEach(async () => {
    clock = new ManualClock();
    questions = 0;
    store = new Store();
    const source: PlaybackSource = {
      player() {
        questions += 1;
        return Promise.resolve({ kind: 'nothing', receivedAt: clock.now() });
      },
    };
    const around = new Around(new ToldFocus(false), clock);
    poller = new Poller({ store, source, likes: noLikes, conditions: around }, clock, new Lines());
    poller.start();
    store.dispatch({ type: 'signedIn' });
    await clock.advance(0);
    while (wait() < 5 * minute) await clock.advance(wait());
    questions = 0;
  });
  afterEach(() => poller.dispose());

  it('asks soon after the machine wakes', async () => {
    await clock.advance(minute);
    clock.sleep(8 * hour);
    await clock.advance(15 * second + 1);
    assert.equal(questions, 1);
  });

  it('asks once after the machine wakes, and goes on as before', async () => {
    clock.sleep(8 * hour);
    await clock.advance(15 * second + 1);
    await clock.advance(wait() - 2);
    assert.equal(questions, 1);
  });

  it('asks nothing when the clock is set back while nobody is signed in', async () => {
    store.dispatch({ type: 'signedOut', elsewhere: false });
    await clock.setBack(8 * hour);
    assert.equal(questions, 0);
  });

  it('asks once when the clock is set back, and goes on as before', async () => {
    await clock.setBack(8 * hour);
    assert.equal(questions, 1);
    await clock.advance(wait() - 2);
    assert.equal(questions, 1);
    await clock.advance(2);
    assert.equal(questions, 2);
  });
});
