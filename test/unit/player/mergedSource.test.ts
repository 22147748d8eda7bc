import assert from 'node:assert/strict';
import { ApiProblemError, type ApiProblem } from '../../../src/model/errors/apiProblem';
import { rejectionOf } from '../../../src/model/errors/rejection';
import { lastNowPlaying } from '../../../src/model/playback/playback';
import type { PlayerSnapshot } from '../../../src/model/playback/snapshot';
import { hour, minute, second, song } from '../support';
import { available, Beside, closed, desk, other, trackOf } from './fakeApp';

describe('what the Spotify app on this machine says, beside what Spotify says', () => {
  let beside: Beside;
  beforeEach(() => (beside = new Beside()));
  afterEach(() => beside.leave());

  const nothing = (): PlayerSnapshot => ({ kind: 'nothing', receivedAt: beside.clock.now() });
  const phone = { ...desk, id: 'phone', type: 'Smartphone' };
  const titles = () => beside.shown.map((playback) => lastNowPlaying(playback)?.item.title);
  const kinds = () => beside.shown.map(({ kind }) => kind);
  const rejection = (work: Promise<unknown>) => work.then(() => undefined, rejectionOf);

  describe('where both agree', () => {
    beforeEach(() => beside.agree());

    it('is shown at once, and costs no request', async () => {
      for (const status of ['paused', 'playing'] as const) {
        beside.app.plays(song, { status });
        assert.equal(beside.playback.kind, status);
      }
      beside.app.plays(other);
      assert.equal(beside.title, other.title);
      assert.equal(beside.requests, 0);
      await beside.clock.advance(2 * minute);
      assert.equal(beside.requests, 0);
    });

    it('is believed rather than an answer from before it', async () => {
      let reply: (answer: PlayerSnapshot) => void = () => undefined;
      beside.answer = () => new Promise((resolve) => (reply = resolve));
      const refreshed = beside.playing.poller.refresh();
      await beside.clock.advance(100);
      beside.app.plays(other);
      // It takes longer than any such answer is doubted for.
      await beside.clock.advance(5 * second);
      beside.answer = () => beside.on(other);
      reply(beside.on(song));
      await beside.clock.advance(3 * second);
      await refreshed;
      assert.deepEqual(new Set(titles()), new Set([other.title]));
      assert.equal(beside.requests, 2);
    });

    it('may be from before an answer that stays the same', async () => {
      beside.app.plays(other);
      const refreshed = beside.playing.poller.refresh();
      await beside.clock.advance(4 * second);
      await refreshed;
      assert.equal(beside.title, song.title);
      assert.equal(beside.requests, 3);
    });

    it('says where it is rather than an answer from before somebody sought', async () => {
      beside.app.plays(song, { positionMs: 150_000 });
      const refreshed = beside.playing.poller.refresh();
      await beside.clock.advance(500);
      beside.answer = () => beside.on(song, { progressMs: 151_000 });
      await beside.clock.advance(second);
      await refreshed;
      for (const playback of beside.shown) {
        assert.ok((lastNowPlaying(playback)?.progressMs ?? 0) >= 150_000);
      }
    });

    for (const [what, state] of [
      ['closed', closed],
      ['stopped', available({ status: 'stopped' })],
      [
        'showing what another device plays',
        available({ elsewhere: true, track: trackOf({ ...song, title: '' }) }),
      ],
    ] as const) {
      it(`has Spotify asked once by an app that is ${what}, and shows nothing less meanwhile`, async () => {
        await beside.clock.advance(10 * second);
        beside.answer = () => beside.on(other, { device: phone });
        beside.app.says(state);
        assert.equal(beside.title, song.title);
        await beside.clock.advance(second);
        assert.equal(beside.title, other.title);
        assert.equal(beside.requests, 1);
        assert.ok(!kinds().includes('nothing'));
      });
    }

    it('is asked about again where the answer still has it play here', async () => {
      await beside.clock.advance(10 * second);
      beside.app.says(closed);
      await beside.clock.advance(500);
      beside.answer = nothing;
      assert.equal(beside.playback.kind, 'playing');
      await beside.clock.advance(second);
      assert.equal(beside.playback.kind, 'nothing');
      assert.equal(beside.requests, 2);
    });

    it('does not hide by a pause what another device goes on with', async () => {
      await beside.clock.advance(10 * second);
      beside.answer = () => beside.on(song, { device: phone });
      beside.app.plays(song, { status: 'paused' });
      await beside.clock.advance(5 * second);
      assert.equal(lastNowPlaying(beside.playback)?.device?.id, 'phone');
      beside.app.plays(song, { status: 'paused', volumePercent: 10 });
      assert.equal(lastNowPlaying(beside.playback)?.device?.id, 'phone');
      const before = beside.requests;
      beside.answer = () => beside.on(other);
      beside.app.plays(other);
      assert.equal(beside.title, other.title, 'It goes on here, which is shown at once.');
      await beside.clock.advance(6 * second);
      assert.equal(beside.requests, before + 1, 'Whoever plays there may be another by now.');
    });

    it('executes a command once, in the app, and what only Spotify can do by Spotify', async () => {
      await beside.playing.controls.execute({ kind: 'next' });
      await beside.playing.controls.execute({ kind: 'shuffle' });
      assert.deepEqual(beside.app.commands, [{ kind: 'next' }]);
      assert.deepEqual(
        beside.commands.map(({ kind }) => kind),
        ['shuffle'],
      );
    });

    it('shows by itself that a command has come through, which saves the look after it', async () => {
      await beside.playing.controls.execute({ kind: 'pause' });
      beside.app.plays(song, { status: 'paused' });
      await beside.clock.advance(10 * second);
      assert.equal(beside.requests, 0);
    });

    for (const reason of ['notRunning', 'notPermitted', 'unsupported', 'noAnswer'] as const) {
      it(`sends a command that the app refuses (${reason}) to Spotify, unless it may have been done`, async () => {
        beside.app.refusal = reason;
        const refused = await rejection(beside.playing.controls.execute({ kind: 'pause' }));
        assert.equal(beside.app.commands.length, 1);
        assert.equal(beside.commands.length, reason === 'noAnswer' ? 0 : 1);
        assert.equal(refused?.kind, reason === 'noAnswer' ? 'appRefused' : undefined);
      });
    }

    it('is kept while a command is under way', () => {
      const release = beside.playing.poller.hold();
      beside.app.plays(other);
      assert.equal(beside.title, song.title);
      release();
      assert.equal(beside.title, other.title);
    });

    it('counts anew with another session', async () => {
      beside.app.says(closed);
      beside.answer = nothing;
      await beside.signIn();
      await beside.clock.advance(10 * second);
      beside.app.plays(other);
      assert.equal(beside.playback.kind, 'nothing');
    });

    it('sends a command to Spotify when the app is gone', async () => {
      beside.app.says(closed);
      await beside.playing.controls.execute({ kind: 'pause' });
      assert.deepEqual([beside.app.commands.length, beside.commands.length], [0, 1]);
    });

    it('costs a bounded number of requests with a thousand changes a second', async () => {
      for (let change = 0; change < 30_000; change += 1) {
        if (change % 7 === 0) beside.app.says(closed);
        else beside.app.plays(change % 2 ? song : other, { positionMs: change });
        if (change % 10 === 0) await beside.clock.advance(10);
      }
      // One in five seconds, and twice more for an answer that may be old.
      assert.ok(beside.requests > 0 && beside.requests <= 18, `${beside.requests} requests`);
    });

    it('has a new leader ask, which may not read the same app', async () => {
      const { playback } = beside;
      const next = new Beside();
      // It has led before, and stopped to read the app.
      await next.start();
      next.playing.poller.stop();
      next.store.dispatch({ type: 'signedIn' });
      next.store.dispatch({ type: 'shared', playback });
      await next.clock.advance(20 * second);
      next.answer = () => ({ kind: 'nothing', receivedAt: next.clock.now() });
      await next.start();
      await next.clock.advance(second);
      assert.deepEqual([next.requests, next.playback.kind], [1, 'nothing']);
      next.leave();
    });

    const outages: readonly (readonly [what: string, problem: () => ApiProblem])[] = [
      ['demands a pause', () => ({ kind: 'limited', until: beside.clock.now() + hour, quota: false })],
      ['cannot be reached', () => ({ kind: 'offline' })],
    ];
    for (const [what, problem] of outages) {
      it(`goes on while Spotify ${what}, with its controls`, async () => {
        beside.answer = () => {
          throw new ApiProblemError(problem());
        };
        await beside.playing.poller.refresh();
        assert.equal(beside.playback.kind, 'unavailable');
        beside.app.plays(other);
        assert.equal(beside.title, other.title);
        await beside.playing.controls.execute({ kind: 'next' });
        assert.deepEqual(beside.app.commands, [{ kind: 'next' }]);
        assert.deepEqual(new Set(titles()), new Set([song.title, other.title]));
      });
    }

    it('does not blink when the session ends, and when somebody signs in again', async () => {
      beside.playing.poller.startOver();
      beside.store.dispatch({ type: 'signedOut', elsewhere: false });
      await beside.clock.advance(second);
      beside.store.dispatch({ type: 'signInStarted' });
      await beside.signIn();
      assert.deepEqual(kinds(), ['signedOut', 'signingIn', 'waiting', 'playing']);
      assert.deepEqual(new Set(titles()), new Set([song.title]));
    });

    it('does not blink when the first request after a sign-in fails', async () => {
      beside.answer = () => {
        throw new ApiProblemError({ kind: 'offline' });
      };
      await beside.signIn();
      assert.equal(beside.playback.kind, 'unavailable');
      assert.deepEqual(new Set(titles()), new Set([song.title]));
    });
  });

  describe('where the app is signed in to another account', () => {
    beforeEach(async () => {
      await beside.start();
      beside.answer = () => beside.on(song, { device: phone });
      await beside.signIn();
      beside.app.plays(other);
      await beside.clock.advance(12 * second);
      beside.forget();
    });

    it('counts for nothing, and costs nothing', async () => {
      for (const item of [song, other, song, other]) {
        beside.app.plays(item);
        await beside.clock.advance(10);
      }
      assert.deepEqual(new Set([...titles(), beside.title]), new Set([song.title]));
      assert.equal(beside.requests, 0);
    });

    it('counts again as soon as Spotify has the same', async () => {
      beside.answer = () => beside.on(other);
      await beside.playing.poller.refresh();
      beside.app.plays(song);
      assert.equal(beside.title, song.title);
      assert.equal(beside.requests, 1);
    });

    it('is asked about when it plays again after a pause, which may have been for another device', async () => {
      beside.app.plays(other, { status: 'paused' });
      const refreshed = beside.playing.poller.refresh();
      await beside.clock.advance(4 * second);
      await refreshed;
      beside.answer = () => beside.on(other);
      beside.app.plays(other);
      assert.equal(beside.playing.poller.plan?.why, 'localChange');
      await beside.clock.advance(6 * second);
      assert.equal(beside.title, other.title);
    });

    it('is shown when nobody is signed in any more', () => {
      beside.playing.poller.startOver();
      beside.store.dispatch({ type: 'signedOut', elsewhere: false });
      assert.equal(beside.title, other.title);
    });

    it('takes no commands', async () => {
      await beside.playing.controls.execute({ kind: 'pause' });
      assert.deepEqual([beside.app.commands.length, beside.commands.length], [0, 1]);
    });

    it('stands aside while Spotify cannot be asked, too', async () => {
      beside.answer = () => {
        throw new ApiProblemError({ kind: 'offline' });
      };
      await beside.playing.poller.refresh();
      beside.app.plays({ ...other, title: 'Third' });
      assert.equal(beside.title, song.title);
    });
  });

  describe('where nobody is signed in', () => {
    beforeEach(async () => {
      await beside.start();
      beside.store.dispatch({ type: 'signedOut', elsewhere: false });
    });

    it('is shown, with no request, and no more when the app is closed', async () => {
      beside.app.plays(song);
      assert.equal(beside.title, song.title);
      await beside.clock.advance(hour);
      beside.app.says(closed);
      assert.equal(beside.title, undefined);
      assert.deepEqual([beside.playback.kind, beside.requests], ['signedOut', 0]);
    });

    it('takes commands, also one that opens a song', async () => {
      beside.app.plays(song);
      const uri = other.uri ?? '';
      await beside.playing.controls.execute({ kind: 'playUri', uri });
      await beside.playing.controls.execute({ kind: 'pause' });
      assert.deepEqual(beside.app.commands, [{ kind: 'open', uri }, { kind: 'pause' }]);
      assert.deepEqual(beside.commands, []);
    });

    it('is believed when a command had no effect, three seconds later', async () => {
      beside.app.plays(song);
      await beside.playing.controls.execute({ kind: 'pause' });
      assert.equal(lastNowPlaying(beside.playback)?.kind, 'paused');
      await beside.clock.advance(4 * second);
      assert.equal(lastNowPlaying(beside.playback)?.kind, 'playing');
    });

    it('says why the app did not do it, and shows what was before', async () => {
      beside.app.plays(song);
      beside.app.refusal = 'notPermitted';
      const refused = await rejection(beside.playing.controls.execute({ kind: 'pause' }));
      assert.deepEqual(refused, { kind: 'appRefused', reason: 'notPermitted' });
      assert.equal(lastNowPlaying(beside.playback)?.kind, 'playing');
    });

    it('asks for a sign-in where there is no app either', async () => {
      beside.app.says(closed);
      assert.equal((await rejection(beside.playing.controls.execute({ kind: 'pause' })))?.kind, 'signedOut');
    });
  });

  describe('by the setting', () => {
    beforeEach(() => beside.agree());

    it('is all that counts: nothing is nothing, and Spotify is never asked', async () => {
      beside.mode = 'local';
      beside.app.plays(other);
      assert.equal(beside.title, other.title);
      await beside.playing.poller.refresh();
      assert.equal(beside.title, other.title);
      beside.app.says(closed);
      assert.equal(beside.playback.kind, 'nothing');
      await beside.clock.advance(hour);
      assert.equal(beside.requests, 0);
    });

    it('is all that counts also where Spotify could not be asked before', async () => {
      beside.answer = () => {
        throw new ApiProblemError({ kind: 'limited', until: beside.clock.now() + hour, quota: true });
      };
      await beside.playing.poller.refresh();
      beside.mode = 'local';
      assert.equal(beside.playback.kind, 'playing');
    });

    it('is asked Spotify about at once when it is no longer all that counts', async () => {
      beside.mode = 'local';
      beside.app.says(closed);
      await beside.clock.advance(10 * second);
      beside.answer = () => beside.on(song, { device: phone });
      beside.mode = 'auto';
      await beside.clock.advance(second);
      assert.deepEqual([beside.title, beside.requests], [song.title, 1]);
    });

    it('counts for nothing, and is not read', async () => {
      await beside.clock.advance(10 * second);
      beside.mode = 'webApi';
      assert.equal(beside.app.isStarted, false);
      await beside.clock.advance(second);
      assert.equal(beside.requests, 1);
      beside.app.plays(other);
      assert.equal(beside.title, song.title);
      beside.mode = 'auto';
      assert.equal(beside.app.isStarted, true);
    });
  });

  for (const status of ['playing', 'paused'] as const) {
    it(`sets no timer more often than once in five seconds while nothing changes: ${status}`, async () => {
      const item = { ...song, durationMs: 3 * hour };
      beside.answer = () => beside.on(item, { kind: status, progressMs: beside.clock.now() % hour });
      await beside.start();
      beside.app.plays(item, { status, positionMs: beside.clock.now() % hour });
      await beside.signIn();
      await beside.clock.advance(minute);
      beside.forget();
      const waits: number[] = [];
      const set = beside.clock.after.bind(beside.clock);
      beside.clock.after = (ms, action) => {
        waits.push(ms);
        return set(ms, action);
      };
      await beside.clock.advance(hour);
      const [poller, position] = [5 * second, 15 * second];
      const reads = status === 'playing' ? hour / position : 0;
      const most = hour / poller + reads + beside.requests;
      assert.ok(waits.length > 0 && waits.length <= most, `${waits.length} timers`);
      const short = waits.filter((ms) => ms < poller);
      assert.ok(short.length <= beside.requests, short.join());
      assert.ok(Math.abs(beside.app.reads - reads) <= (reads && 4), `${beside.app.reads} readings`);
      assert.ok(beside.requests <= 20, `${beside.requests} requests`);
    });
  }
});
