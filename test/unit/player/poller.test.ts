import assert from 'node:assert/strict';
import { lastHeard, type Heard, type Nothing } from '../../../src/core/playback';
import { SignedOutError, TroubleError } from '../../../src/core/trouble';
import { Emitter } from '../../../src/platform/emitter';
import type { Focus } from '../../../src/platform/focus';
import { Poller } from '../../../src/player/poller';
import { Store } from '../../../src/player/store';
import { songs } from '../../spotify';
import { asked, Bench, heard, Lines, ManualClock, minute, second, song, turns, until } from '../support';

/** A window whose focus comes and goes as told. */
class Window implements Focus {
  readonly #changed = new Emitter<boolean>();
  readonly onDidChange = this.#changed.event;
  focused = true;

  focus(focused: boolean): void {
    this.focused = focused;
    this.#changed.fire(focused);
  }
}

describe('following Spotify', () => {
  let bench: Bench;
  let store: Store;
  let poller: Poller;
  beforeEach(async () => {
    bench = await Bench.start();
    await bench.signIn({ withAccessToken: true });
    store = new Store();
    poller = new Poller(store, () => bench.client.player(), new Window(), bench.clock, bench.log);
  });
  afterEach(() => {
    poller.dispose();
    return bench.close();
  });

  const polls = () => asked(bench.spotify, '/v1/me/player').length;
  const title = () => lastHeard(store.playback)?.item.title;

  async function start(): Promise<void> {
    store.dispatch({ type: 'signedIn' });
    await bench.clock.advance(0);
    await until(() => store.playback.kind !== 'waiting');
  }

  it('asks at the predicted end of a song, not before, and shows the next one', async () => {
    bench.spotify.player.play([songs.plain, songs.episode], { positionMs: 214_000 - 12_000 });
    await start();
    assert.equal(title(), songs.plain.title);
    await bench.clock.advance(12_399);
    assert.equal(polls(), 1);
    await bench.clock.advance(1);
    await until(() => title() === songs.episode.title);
    assert.equal(polls(), 2);
  });

  it('asks again soon, then ever later, while Spotify goes on naming a song that has ended', async () => {
    bench.spotify.player.staleMs = 4_000;
    bench.spotify.player.play([songs.plain, songs.episode], { positionMs: 214_000 - 12_000 });
    await bench.clock.advance(4_000);
    await start();
    assert.equal(title(), songs.plain.title);
    await bench.clock.advance(8_400);
    await until(() => polls() === 2 && bench.clock.waiting === 1);
    assert.equal(title(), songs.plain.title);
    await bench.clock.advance(2_000);
    await until(() => polls() === 3 && bench.clock.waiting === 1);
    assert.equal(title(), songs.plain.title);
    await bench.clock.advance(4_000);
    await until(() => title() === songs.episode.title);
    assert.equal(polls(), 4);
  });

  it('finds a song that was skipped by its heartbeat', async () => {
    bench.spotify.player.play([songs.plain, songs.episode]);
    await start();
    await bench.clock.advance(10 * second);
    bench.spotify.player.next();
    await bench.clock.advance(20 * second);
    await until(() => title() === songs.episode.title);
    assert.equal(polls(), 2);
  });

  it('asks once an interval, and nothing in between', async () => {
    bench.spotify.player.play(songs.episode);
    await start();
    for (let round = 2; round <= 5; round += 1) {
      await bench.clock.advance(30 * second - 1);
      assert.equal(polls(), round - 1);
      await bench.clock.advance(1);
      await until(() => polls() === round && bench.clock.waiting === 1);
    }
  });
});

describe('the poller', () => {
  let clock: ManualClock;
  let store: Store;
  let window: Window;
  let log: Lines;
  let poller: Poller;
  /** The questions so far, and how to answer them. */
  let questions: { readonly at: number; answer(seen: Heard | Nothing): void; fail(error: unknown): void }[];

  beforeEach(() => {
    clock = new ManualClock();
    clock.chance = 0.5;
    store = new Store();
    window = new Window();
    log = new Lines();
    questions = [];
    poller = new Poller(store, ask, window, clock, log);
  });
  afterEach(() => poller.dispose());

  function ask(): Promise<Heard | Nothing> {
    return new Promise((answer, fail) => questions.push({ at: clock.now(), answer, fail }));
  }

  const playing = (changes: Partial<Heard> = {}) => heard({ receivedAt: clock.now(), ...changes });
  const newest = () => {
    const question = questions.at(-1);
    assert.ok(question, 'Nothing was asked.');
    return question;
  };
  const answer = async (seen: Heard | Nothing = playing()) => {
    newest().answer(seen);
    await turns(1);
  };
  const fail = async (error: unknown) => {
    newest().fail(error);
    await turns(1);
  };
  const troubles = () => (store.playback.kind === 'unavailable' ? store.playback.failures : 0);
  const offline = () => new TroubleError({ kind: 'offline' });

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
    store.dispatch({ type: 'answered', seen: playing() });
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
      store.dispatch({ type: 'answered', seen: playing() });
    }
    assert.equal(clock.waiting, 1);
  });

  it('has the answer in the store when a refresh resolves', async () => {
    await start();
    await answer();
    const refreshed = poller.refresh();
    assert.equal(questions.length, 2);
    const seen = playing({ item: { ...song, title: 'Another' } });
    newest().answer(seen);
    assert.equal(await refreshed, true);
    assert.equal(store.playback, seen);
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

  it('drops an answer that comes after starting over, and asks anew', async () => {
    await start();
    const [old] = questions;
    poller.startOver();
    store.dispatch({ type: 'signedIn' });
    await clock.advance(0);
    assert.equal(questions.length, 2);
    const fresh = playing({ item: { ...song, title: 'Fresh' } });
    await answer(fresh);
    old?.answer(playing({ item: { ...song, title: 'Stale' } }));
    await turns();
    assert.equal(store.playback, fresh);
    assert.equal(clock.waiting, 1);
  });

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
    const song1 = playing();
    await answer(song1);
    await clock.advance(30 * second);
    for (const [index, wait] of [5, 10, 20, 40, 80, 160, 300, 300].entries()) {
      await fail(offline());
      assert.equal(lastHeard(store.playback), song1);
      assert.equal(troubles(), index + 1);
      await clock.advance(wait * second - 1);
      assert.equal(questions.length, index + 2);
      await clock.advance(1);
      assert.equal(questions.length, index + 3);
    }
    const seen = playing();
    await answer(seen);
    assert.deepEqual(store.playback, seen);
    await clock.advance(30 * second);
    await fail(offline());
    assert.equal(troubles(), 1);
  });

  it('asks nothing during a limit, not even when refreshed, and goes on after it', async () => {
    await start();
    await fail(new TroubleError({ kind: 'limited', until: clock.now() + 10 * minute, quota: false }));
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

  it('can be refreshed during any other trouble', async () => {
    await start();
    await fail(new TroubleError({ kind: 'notRegistered' }));
    void poller.refresh();
    assert.equal(questions.length, 2);
    await answer();
    assert.equal(store.playback.kind, 'playing');
  });

  it('takes an error of our own for a fault, and logs nothing of its message', async () => {
    await start();
    await fail(new RangeError('https://127.0.0.1/callback?code=AQsecret'));
    assert.ok(store.playback.kind === 'unavailable');
    assert.deepEqual(store.playback.trouble, { kind: 'fault' });
    assert.match(log.text, /error Asking Spotify failed: RangeError/);
    assert.doesNotMatch(log.text, /AQsecret/);
    assert.equal(clock.waiting, 1);
  });

  it('asks at once when the focus comes back after a long time', async () => {
    window.focused = false;
    await start();
    await answer({ kind: 'nothing', receivedAt: clock.now() });
    await clock.advance(4 * minute);
    assert.equal(questions.length, 1);
    window.focus(true);
    await clock.advance(0);
    assert.equal(questions.length, 2);
  });

  it('asks less when the focus goes', async () => {
    await start();
    await answer({ kind: 'nothing', receivedAt: clock.now() });
    window.focus(false);
    await clock.advance(5 * minute - 1);
    assert.equal(questions.length, 1);
    await clock.advance(1);
    assert.equal(questions.length, 2);
  });

  it('tells the log when it asks next, and why', async () => {
    await start();
    await answer();
    assert.deepEqual(log.lines, [
      'debug Next request in 0 s: nothing is known yet',
      'debug Next request in 30 s: heartbeat',
    ]);
  });

  it('leaves no timer when it is disposed', async () => {
    await start();
    await answer();
    assert.equal(clock.waiting, 1);
    poller.dispose();
    window.focus(false);
    store.dispatch({ type: 'answered', seen: playing() });
    assert.equal(clock.waiting, 0);
  });

  it('leaves no timer when it is disposed while an answer is under way', async () => {
    await start();
    poller.dispose();
    await answer();
    assert.equal(clock.waiting, 0);
  });
});
