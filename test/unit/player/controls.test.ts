import assert from 'node:assert/strict';
import type { Intent } from '../../../src/model/commands/intent';
import { ApiProblemError } from '../../../src/model/errors/apiProblem';
import type { NowPlaying } from '../../../src/model/playback/nowPlaying';
import { lastNowPlaying } from '../../../src/model/playback/playback';
import { setUnexpectedErrorHandler } from '../../../src/platform/lifecycle';
import { fault } from '../../spotify';
import { asked, hall, minute, second, turns } from '../support';
import { album, Listener } from './listener';

describe('controls', () => {
  let listener: Listener;
  beforeEach(async () => {
    listener = await Listener.come();
  });
  afterEach(() => listener.leave());

  const song = (number: number) => `Song ${number}`;
  const faults = () => listener.bench.spotify.faults;

  describe('show at once what an intent will bring, before anything is sent:', () => {
    const desk = () => listener.player.devices[0]?.id ?? '';
    const phone = () => listener.player.devices[1]?.id ?? '';
    const intents: readonly (readonly [
      what: string,
      intent: () => Intent,
      shown: (nowPlaying: NowPlaying) => boolean,
    ])[] = [
      ['pause', () => ({ kind: 'pause' }), ({ kind }) => kind === 'paused'],
      ['play or pause', () => ({ kind: 'playPause' }), ({ kind }) => kind === 'paused'],
      ['next', () => ({ kind: 'next' }), ({ item }) => item.title === song(2)],
      ['previous', () => ({ kind: 'previous' }), ({ changing, progressMs }) => changing && progressMs === 0],
      ['seek to', () => ({ kind: 'seekTo', ms: 90_000 }), ({ progressMs }) => progressMs === 90_000],
      [
        'seek by',
        () => ({ kind: 'seekBy', ms: 30_000 }),
        ({ progressMs }) => Math.abs((progressMs ?? NaN) - 45_000) < 500,
      ],
      ['volume to', () => ({ kind: 'volumeTo', percent: 20 }), ({ device }) => device?.volume === 20],
      ['volume by', () => ({ kind: 'volumeBy', percent: -15 }), ({ device }) => device?.volume === 45],
      ['mute', () => ({ kind: 'mute' }), ({ device }) => device?.volume === 0],
      ['shuffle', () => ({ kind: 'shuffle' }), ({ shuffle }) => shuffle === true],
      ['repeat', () => ({ kind: 'repeat' }), ({ repeat }) => repeat === 'context'],
      ['like', () => ({ kind: 'like' }), ({ liked }) => liked === true],
      [
        'another device',
        () => ({ kind: 'transfer', device: { ...hall, id: phone(), name: 'Phone' }, play: true }),
        ({ device }) => device?.id === phone() && device.name === 'Phone',
      ],
      ['a link', () => ({ kind: 'playUri', uri: album[20]?.uri ?? '' }), ({ changing }) => changing],
    ];
    for (const [what, intent, isConfirmedBy] of intents) {
      it(what, async () => {
        await listener.settle();
        assert.ok(listener.nowPlaying && !isConfirmedBy(listener.nowPlaying), 'It was so before.');
        assert.equal(await listener.do(intent()), undefined);
        assert.equal(listener.commands.length, 1);
        const [command] = listener.requests;
        const shown = command && lastNowPlaying(command.shown);
        assert.ok(shown && isConfirmedBy(shown), JSON.stringify(shown));
      });
    }

    it('play', async () => {
      await listener.settle();
      await listener.do({ kind: 'pause' });
      await listener.advance(5 * second);
      listener.forgetRequests();
      await listener.do({ kind: 'play' });
      assert.equal(listener.requests[0]?.shown.kind, 'playing');
      assert.equal(listener.player.isPlaying, true);
    });

    it('the same device again changes nothing', async () => {
      await listener.settle();
      await listener.do({ kind: 'transfer', device: { ...hall, id: desk(), name: 'Desk' }, play: false });
      assert.equal(listener.nowPlaying?.device?.name, 'Desk');
    });
  });

  describe('and replies', () => {
    it('that were asked for before the command are dropped', async () => {
      await listener.settle();
      const held = fault.held();
      faults().add(held, { path: /\/me\/player$/, method: 'GET' });
      void listener.playing.poller.refresh();
      await listener.quiet(1);
      assert.equal(listener.looks, 1);
      const sending = fault.held();
      faults().add(sending, { method: 'PUT' });
      void listener.intent({ kind: 'pause' });
      await listener.quiet(2);
      assert.deepEqual(listener.commands, ['PUT player/pause']);
      held.release();
      await listener.quiet(1);
      assert.equal(listener.store.playback.kind, 'paused');
      sending.release();
      await listener.quiet();
      await listener.advance(second);
      assert.equal(listener.looks, 2);
      assert.deepEqual(listener.titles, [song(1)]);
      assert.equal(listener.store.playback.kind, 'paused');
    });

    for (const [staleMs, looks] of [
      [0, 1],
      [500, 1],
      [1_500, 2],
      [2_500, 2],
    ] as const) {
      for (const [what, intent, isConfirmedBy] of [
        ['a song', { kind: 'next' }, ({ item }: NowPlaying) => item.title === song(2)],
        ['a pause', { kind: 'pause' }, ({ kind }: NowPlaying) => kind === 'paused'],
        ['a volume', { kind: 'volumeTo', percent: 5 }, ({ device }: NowPlaying) => device?.volume === 5],
        ['a mode', { kind: 'repeat', mode: 'track' }, ({ repeat }: NowPlaying) => repeat === 'track'],
        [
          'a position',
          { kind: 'seekTo', ms: 150_000 },
          ({ progressMs }: NowPlaying) => (progressMs ?? 0) >= 149_000,
        ],
      ] as const) {
        it(`that are ${staleMs} ms old hide not ${what} that was asked for: ${looks} looks`, async () => {
          await listener.settle();
          listener.player.staleMs = staleMs;
          const hidden: NowPlaying[] = [];
          assert.equal(await listener.do(intent), undefined);
          const sent = listener.bench.clock.now();
          listener.store.onDidChange((playback) => {
            const nowPlaying = lastNowPlaying(playback);
            if (!nowPlaying || !isConfirmedBy(nowPlaying)) hidden.push(nowPlaying as NowPlaying);
          });
          await listener.advance(4 * second);
          assert.deepEqual(hidden, []);
          assert.deepEqual(
            listener.requests.filter(({ what }) => what.startsWith('GET player?')).map(({ at }) => at - sent),
            [1_000, 3_000].slice(0, looks),
          );
          assert.ok(listener.nowPlaying && listener.nowPlaying.receivedAt > sent, 'No reply was believed.');
        });
      }
    }

    it('that contradict after a second are not shown, and after three are believed', async () => {
      await listener.settle();
      listener.player.staleMs = 5_000;
      await listener.do({ kind: 'next' });
      await listener.advance(2_900);
      assert.equal(listener.looks, 1);
      assert.equal(listener.title, song(2));
      await listener.advance(200);
      assert.equal(listener.looks, 2);
      assert.equal(listener.title, song(1));
    });

    it('are no more looked for when the poller is asked to look and sees it', async () => {
      await listener.settle();
      await listener.do({ kind: 'next' });
      await listener.playing.poller.refresh();
      await listener.advance(4 * second);
      assert.equal(listener.looks, 1);
    });
  });

  describe('pressed ten times as fast as possible, "next"', () => {
    for (const staleMs of [0, 1_500]) {
      for (const known of [true, false]) {
        it(`ends in the right song: queue ${known ? '' : 'un'}known, replies ${staleMs} ms old`, async () => {
          if (known) await listener.settle();
          else await listener.signIn();
          listener.player.staleMs = staleMs;
          listener.forgetRequests();
          const outcomes = await Promise.all(
            Array.from({ length: 10 }, async () => {
              const outcome = listener.intent({ kind: 'next' });
              await turns(1);
              return outcome;
            }),
          );
          assert.deepEqual(outcomes, Array(10).fill(undefined));
          assert.equal(listener.truth, song(11));
          await listener.advance(15 * second);
          assert.equal(listener.title, song(11));
          assert.equal(listener.commands.length, 10);
          assert.ok(listener.requests.length <= 13, listener.requests.map(({ what }) => what).join('\n'));
          const ways = known ? Array.from({ length: 10 }, (_, index) => song(index + 2)) : ['?', song(11)];
          assert.deepEqual(listener.titles, ways);
        });
      }
    }

    it('sends each after the one before has arrived, and looks when the last one has', async () => {
      await listener.settle();
      const held = [fault.held(), fault.held()] as const;
      for (const one of held) faults().add(one, { method: 'POST' });
      const intents = [listener.intent({ kind: 'next' }), listener.intent({ kind: 'next' })];
      await listener.quiet(1);
      assert.equal(listener.commands.length, 1);
      assert.equal(listener.title, song(3));
      held[0].release();
      await intents[0];
      await listener.quiet(1);
      assert.equal(listener.commands.length, 2);
      await listener.bench.clock.advance(5 * second);
      await listener.quiet(1);
      assert.equal(listener.looks, 0);
      held[1].release();
      await intents[1];
      await listener.advance(second);
      assert.equal(listener.looks, 1);
    });

    it('shows no song in between that could not be predicted', async () => {
      await listener.signIn();
      listener.player.staleMs = 1_200;
      listener.forgetRequests();
      await listener.do({ kind: 'next' });
      await listener.advance(600);
      await listener.do({ kind: 'next' });
      await listener.advance(5 * second);
      assert.equal(listener.truth, song(3));
      assert.deepEqual(listener.titles, ['?', song(3)]);
    });

    it('and "previous" as often ends where it began', async () => {
      await listener.settle();
      await Promise.all(
        (['next', 'next', 'next', 'previous', 'previous', 'previous'] as const).map((kind) =>
          listener.intent({ kind }),
        ),
      );
      await listener.advance(5 * second);
      assert.equal(listener.title, song(1));
      assert.equal(listener.truth, song(1));
      assert.deepEqual(listener.titles, [2, 3, 4, 3, 2, 1].map(song));
    });
  });

  it('go back from a song to one before which there is none', async () => {
    listener.player.wraps = false;
    await listener.settle();
    assert.deepEqual(listener.nowPlaying?.disallows, ['skipping_prev']);
    await listener.do({ kind: 'next' });
    assert.equal(await listener.do({ kind: 'previous' }), undefined);
    assert.equal(listener.truth, song(1));
  });

  it('know the volume of a device from the moment on at which it is chosen', async () => {
    await listener.settle();
    const [desk, phone] = listener.player.devices;
    assert.ok(desk && phone?.id);
    listener.player.devices = [desk, { ...phone, supportsVolume: true, volume: 40 }];
    const [, device] = await listener.playing.api.devices();
    assert.ok(device);
    await listener.do({ kind: 'transfer', device: { ...device, id: phone.id }, play: false });
    await listener.advance(500);
    assert.equal(await listener.do({ kind: 'volumeBy', percent: 10 }), undefined);
    assert.equal(listener.player.volume, 50);
  });

  describe('while looks fail', () => {
    beforeEach(async () => {
      await listener.settle();
      faults().add(fault.reset(), { path: /player$/, method: 'GET', times: Infinity });
      await listener.playing.poller.refresh();
      await listener.quiet();
      faults().clear();
      assert.equal(listener.store.playback.kind, 'unavailable');
    });

    it('show what they bring, and are done with when that is seen', async () => {
      assert.equal(await listener.do({ kind: 'next' }), undefined);
      assert.equal(listener.title, song(2));
      await listener.advance(1_200);
      assert.deepEqual([listener.title, listener.store.playback.kind], [song(2), 'playing']);
    });

    it('add up their steps', async () => {
      const louder = Array.from({ length: 3 }, () => listener.intent({ kind: 'volumeBy', percent: 10 }));
      await listener.advance(300);
      await Promise.all(louder);
      assert.equal(listener.player.volume, 90);
    });
  });

  describe('that come in steps', () => {
    it('send one volume for ten, the last one', async () => {
      await listener.settle();
      const outcomes: Promise<unknown>[] = [];
      for (let press = 1; press <= 10; press += 1) {
        outcomes.push(listener.intent({ kind: 'volumeBy', percent: 3 }));
        await listener.quiet();
        assert.equal(listener.nowPlaying?.device?.volume, 60 + 3 * press);
        await listener.advance(90, 90);
      }
      assert.deepEqual(listener.commands, []);
      await listener.advance(200);
      assert.deepEqual(listener.commands, ['PUT player/volume?volume_percent=90']);
      assert.deepEqual(await Promise.all(outcomes), Array(10).fill(undefined));
      assert.equal(listener.player.volume, 90);
      await listener.advance(10 * second);
      assert.equal(listener.looks, 1);
      assert.equal(listener.nowPlaying?.device?.volume, 90);
    });

    it('send another volume after a moment without any', async () => {
      await listener.settle();
      await listener.do({ kind: 'volumeTo', percent: 30 });
      await listener.do({ kind: 'volumeTo', percent: 31 });
      assert.deepEqual(
        listener.commands,
        [30, 31].map((percent) => `PUT player/volume?volume_percent=${percent}`),
      );
    });

    it('stay between silence and all there is', async () => {
      await listener.settle();
      await listener.do({ kind: 'volumeBy', percent: 500 });
      assert.equal(listener.player.volume, 100);
      await listener.do({ kind: 'volumeBy', percent: -500 });
      assert.equal(listener.player.volume, 0);
    });

    it('seek once to where the last of them leads', async () => {
      await listener.settle();
      const presses: Promise<unknown>[] = [];
      for (let press = 0; press < 3; press += 1) {
        presses.push(listener.intent({ kind: 'seekBy', ms: 10_000 }));
        await turns(1);
      }
      await listener.advance(200);
      await Promise.all(presses);
      assert.equal(listener.commands.length, 1);
      assert.ok(Math.abs(listener.player.positionMs - 45_200) < 500, String(listener.player.positionMs));
    });

    it('add up when they come at the same moment', async () => {
      await listener.settle();
      const both = [1, 2].map(() => listener.intent({ kind: 'volumeBy', percent: 5 }));
      await listener.advance(500);
      assert.deepEqual(await Promise.all(both), [undefined, undefined]);
      assert.equal(listener.player.volume, 70);
    });

    it('lead into the next song where they go past the end', async () => {
      await listener.settle();
      await listener.do({ kind: 'seekTo', ms: 180_000 });
      await listener.advance(5 * second);
      listener.forgetRequests();
      const both = [];
      for (let press = 0; press < 2; press += 1) {
        both.push(listener.intent({ kind: 'seekBy', ms: 12_000 }));
        await turns(2);
      }
      await listener.advance(500);
      assert.deepEqual(await Promise.all(both), [undefined, undefined]);
      assert.equal(listener.truth, song(2), listener.commands.join());
      assert.equal(listener.title, song(2));
    });

    it('go on in the next song where the first of them led there', async () => {
      await listener.settle();
      await listener.do({ kind: 'seekTo', ms: 190_000 });
      await listener.advance(5 * second);
      listener.forgetRequests();
      const both = [];
      for (let press = 0; press < 2; press += 1) {
        both.push(listener.intent({ kind: 'seekBy', ms: 15_000 }));
        await turns(2);
      }
      await listener.advance(500);
      assert.deepEqual(await Promise.all(both), [undefined, undefined]);
      assert.deepEqual(listener.commands, ['POST player/next', 'PUT player/seek?position_ms=15000']);
      assert.equal(listener.truth, song(2));
      assert.equal(listener.title, song(2));
    });

    it('remember the volume before they mute', async () => {
      await listener.settle();
      await listener.do({ kind: 'volumeTo', percent: 37 });
      await listener.do({ kind: 'mute' });
      assert.equal(listener.player.volume, 0);
      await listener.advance(minute, second);
      await listener.do({ kind: 'mute' });
      assert.equal(listener.player.volume, 37);
    });

    it('unmute what somebody else has muted', async () => {
      await listener.settle();
      listener.player.volume = 0;
      await listener.playing.poller.refresh();
      await listener.do({ kind: 'mute' });
      assert.equal(listener.player.volume, 50);
    });

    it('do not let a pause overtake a seek', async () => {
      await listener.settle();
      const both = [listener.intent({ kind: 'seekTo', ms: 100_000 }), listener.intent({ kind: 'pause' })];
      await listener.quiet();
      await listener.advance(300);
      assert.deepEqual(await Promise.all(both), [undefined, undefined]);
      assert.deepEqual(listener.commands, ['PUT player/seek?position_ms=100000', 'PUT player/pause']);
    });

    it('do not seek in the song after the one that was meant', async () => {
      await listener.settle();
      const both = [listener.intent({ kind: 'seekTo', ms: 100_000 }), listener.intent({ kind: 'next' })];
      await listener.quiet();
      await listener.advance(300);
      assert.deepEqual(await Promise.all(both), [undefined, undefined]);
      assert.equal(listener.truth, song(2));
      assert.ok(listener.player.positionMs < second, String(listener.player.positionMs));
    });
  });

  it('turn play and pause round twice when they come twice at the same moment', async () => {
    await listener.settle();
    const both = [listener.intent({ kind: 'playPause' }), listener.intent({ kind: 'playPause' })];
    await listener.advance(500);
    assert.deepEqual(await Promise.all(both), [undefined, undefined]);
    assert.equal(listener.store.playback.kind, 'playing');
    assert.equal(listener.player.isPlaying, true);
    assert.equal(listener.commands.length, 2);
  });

  describe('and the looks after them', () => {
    /** Everything that is sent from now on waits until what this returns is called. */
    const sendSlowly = () => {
      let done!: () => void;
      const sent = new Promise<void>((resolve) => (done = resolve));
      Object.assign(listener.playing.api, { command: () => sent });
      return done;
    };
    const signInAnew = () => {
      listener.playing.poller.startOver();
      listener.store.dispatch({ type: 'signedIn' });
    };

    it('go on although a part of the user interface throws', async () => {
      await listener.settle();
      const reported: unknown[] = [];
      const handler = setUnexpectedErrorHandler((error) => reported.push(error));
      const mistake = new RangeError('a mistake in the user interface');
      listener.store.onDidChange(() => {
        throw mistake;
      });
      assert.equal(await listener.do({ kind: 'pause' }), undefined);
      await listener.advance(2 * minute, second);
      handler.dispose();
      assert.ok(listener.looks > 2, 'It looks no more.');
      assert.deepEqual(new Set(reported), new Set([mistake]));
    });

    it('come at once for another session, whatever is under way for the one before', async () => {
      await listener.settle();
      const done = sendSlowly();
      const paused = listener.intent({ kind: 'pause' });
      await turns(5);
      signInAnew();
      await listener.advance(0);
      assert.equal(listener.looks, 1);
      assert.equal(listener.store.playback.kind, 'playing');
      done();
      await paused;
      await listener.advance(2 * second);
      assert.equal(listener.looks, 1);
    });

    it('are few although another session begins when they are due', async () => {
      await listener.settle();
      const done = sendSlowly();
      const paused = listener.intent({ kind: 'pause' });
      await turns(5);
      signInAnew();
      done();
      await paused;
      await listener.advance(2_500, 10);
      assert.ok(listener.looks >= 1 && listener.looks <= 3, String(listener.looks));
    });

    it('are few although a command comes right after the sign-in, before any reply', async () => {
      listener.player.play(album);
      await listener.bench.signIn({ withAccessToken: true });
      await listener.advance(3 * second);
      listener.player.staleMs = 1_500;
      const held = fault.held();
      faults().add(held, { path: /player$/, method: 'GET' });
      listener.store.dispatch({ type: 'signedIn' });
      listener.playing.poller.start();
      await listener.bench.clock.advance(0);
      await listener.quiet(1);
      void listener.intent({ kind: 'pause' });
      await listener.quiet(1);
      held.release();
      await listener.quiet();
      listener.forgetRequests();
      await listener.advance(4 * second, 10);
      assert.equal(listener.looks, 2);
      assert.equal(listener.store.playback.kind, 'paused');
    });

    it('come although Spotify was out of reach just before', async () => {
      await listener.settle();
      faults().add(fault.reset(), { path: /player$/, method: 'GET', times: Infinity });
      await listener.playing.poller.refresh();
      await listener.advance(minute);
      assert.equal(listener.store.playback.kind, 'unavailable');
      faults().clear();
      assert.equal(await listener.do({ kind: 'pause' }), undefined);
      const before = listener.looks;
      await listener.advance(second);
      assert.equal(listener.looks, before + 1);
      assert.equal(listener.store.playback.kind, 'paused');
    });

    it('are not doubled by a second command', async () => {
      await listener.settle();
      await listener.do({ kind: 'pause' });
      await listener.advance(1_500);
      listener.forgetRequests();
      await listener.do({ kind: 'playUri', uri: album[5]?.uri ?? '' });
      await listener.advance(4 * second);
      assert.equal(listener.looks, 1);
      assert.equal(listener.title, song(6));
    });
  });

  describe('that fail', () => {
    const pressed = (count: number, intent: Intent) =>
      Promise.all(Array.from({ length: count }, () => listener.intent(intent)));
    const told = (outcomes: readonly unknown[]) => outcomes.filter((outcome) => outcome !== undefined);

    it('say that no device is active, show what was there before, and look', async () => {
      await listener.settle();
      listener.player.stop();
      assert.deepEqual(await listener.do({ kind: 'next' }), { kind: 'noActiveDevice' });
      assert.deepEqual(listener.titles.slice(0, 2), [song(2), song(1)]);
      assert.equal(listener.store.playback.kind, 'nothing');
      assert.equal(listener.looks, 1);
    });

    it('say once for ten presses that Premium is required, and send the rest not', async () => {
      await listener.settle();
      listener.bench.spotify.user.premium = false;
      const outcomes = pressed(10, { kind: 'next' });
      await listener.quiet();
      await listener.advance(second);
      assert.deepEqual(told(await outcomes), [{ kind: 'premiumRequired' }]);
      assert.equal(listener.commands.length, 4, 'Asked four times, for Spotify is mistaken at times.');
      assert.equal(listener.title, song(1));
      assert.deepEqual(await listener.do({ kind: 'next' }), { kind: 'premiumRequired' });
      assert.equal(listener.commands.length, 4, 'What is known to be refused is not sent.');
      const again = pressed(10, { kind: 'pause' });
      await listener.quiet();
      await listener.advance(second);
      assert.deepEqual(told(await again), [{ kind: 'premiumRequired' }]);
      assert.equal(listener.commands.length, 5);
    });

    it('remember that Premium is required until Spotify takes a command, or is asked anew', async () => {
      const { user } = listener.bench.spotify;
      const required = () => listener.nowPlaying?.premiumRequired ?? false;
      await listener.settle();
      for (const asksAnew of [
        () => listener.do({ kind: 'pause' }),
        () => listener.playing.request({ kind: 'refresh' }),
      ]) {
        user.premium = false;
        await listener.do({ kind: 'playPause' });
        assert.ok(required());
        await listener.advance(minute);
        await listener.do({ kind: 'like' });
        assert.ok(required(), 'Replies and likes say nothing of it.');
        user.premium = true;
        await asksAnew();
        assert.ok(!required());
      }
      user.premium = false;
      await listener.do({ kind: 'playPause' });
      listener.store.dispatch({ type: 'signedIn' });
      await listener.advance(minute);
      assert.ok(listener.nowPlaying && !required(), 'Another account may have it.');
    });

    it('say nothing when it was so already', async () => {
      await listener.settle();
      listener.player.pause();
      assert.equal(listener.store.playback.kind, 'playing');
      assert.equal(await listener.do({ kind: 'pause' }), undefined);
      assert.deepEqual(listener.commands, ['PUT player/pause']);
      assert.equal(listener.store.playback.kind, 'paused');
    });

    it('say nothing when it was so already, however long after a command to the contrary', async () => {
      await listener.settle();
      await listener.do({ kind: 'pause' });
      await listener.advance(5 * second);
      await listener.do({ kind: 'play' });
      await listener.advance(10 * second);
      listener.player.pause();
      listener.forgetRequests();
      assert.equal(await listener.do({ kind: 'pause' }), undefined);
      assert.equal(listener.store.playback.kind, 'paused');
      await listener.advance(4 * second);
      assert.equal(listener.looks, 1);
    });

    it('because it was so already do not stop what waits behind them', async () => {
      await listener.settle();
      listener.player.pause();
      const paused = listener.intent({ kind: 'pause' });
      const louder = listener.intent({ kind: 'volumeTo', percent: 20 });
      const next = listener.intent({ kind: 'next' });
      await listener.advance(second);
      assert.deepEqual(await Promise.all([paused, louder, next]), [undefined, undefined, undefined]);
      assert.equal(listener.player.volume, 20);
      assert.deepEqual([listener.truth, listener.title], [song(2), song(2)]);
    });

    it('are believed at once where a command from long ago would have brought something else', async () => {
      await listener.settle();
      await listener.do({ kind: 'volumeTo', percent: 30 });
      await listener.advance(20 * second);
      listener.player.stop();
      listener.forgetRequests();
      assert.deepEqual(await listener.do({ kind: 'next' }), { kind: 'noActiveDevice' });
      assert.equal(listener.store.playback.kind, 'nothing');
      await listener.advance(4 * second);
      assert.equal(listener.looks, 1);
    });

    it('say that nobody is signed in, whatever was asked for', async () => {
      const intents: readonly Intent[] = [
        { kind: 'next' },
        { kind: 'like' },
        { kind: 'volumeBy', percent: 10 },
        { kind: 'shuffle' },
      ];
      for (const event of [{ type: 'signedOut', elsewhere: false }, { type: 'sessionEnded' }] as const) {
        listener.store.dispatch(event);
        for (const intent of intents)
          assert.deepEqual(await listener.do(intent), { kind: 'signedOut' }, intent.kind);
      }
    });

    it('by a fault of Spotify’s, which may have done it all the same, are looked after', async () => {
      await listener.settle();
      listener.player.pause();
      faults().add(fault.serverError({ status: 502 }), { method: 'PUT' });
      const problem = { kind: 'refused', status: 502 };
      assert.deepEqual(await listener.do({ kind: 'pause' }), { kind: 'problem', problem });
      await listener.advance(second);
      assert.equal(listener.store.playback.kind, 'paused');
    });

    it('say it when it was not so already', async () => {
      await listener.settle();
      listener.player.disallows.add('pausing');
      assert.deepEqual(await listener.do({ kind: 'pause' }), { kind: 'restricted' });
      assert.equal(listener.store.playback.kind, 'playing');
    });

    it('say what is known beforehand without a request', async () => {
      listener.player.disallows.add('skipping_next');
      await listener.settle();
      assert.deepEqual(await listener.do({ kind: 'next' }), { kind: 'restricted', action: 'skipping_next' });
      assert.equal(listener.requests.length, 0);
      assert.notEqual(listener.playing.poller.plan, undefined);
    });

    it('say that a volume is fixed, known beforehand or not', async () => {
      await listener.settle();
      const [desk, phone] = listener.player.devices;
      assert.ok(desk && phone);
      listener.player.devices = [{ ...desk, supportsVolume: false }, phone];
      assert.deepEqual(await listener.do({ kind: 'volumeBy', percent: 5 }), { kind: 'volumeFixed' });
      assert.equal(listener.commands.length, 1);
      assert.equal(listener.nowPlaying?.device?.volume, 60);
      assert.deepEqual(await listener.do({ kind: 'volumeBy', percent: 5 }), { kind: 'volumeFixed' });
      assert.equal(listener.commands.length, 1);
    });

    it('say once for ten steps that they were not taken, and show what was there before', async () => {
      await listener.settle();
      faults().add(fault.serverError({ status: 502 }), { method: 'PUT' });
      const outcomes: Promise<unknown>[] = [];
      for (let press = 0; press < 10; press += 1) {
        outcomes.push(listener.intent({ kind: 'volumeBy', percent: 2 }));
        await turns(1);
      }
      assert.equal(listener.nowPlaying?.device?.volume, 80);
      await listener.advance(200);
      const problem = { kind: 'refused', status: 502 };
      assert.deepEqual(told(await Promise.all(outcomes)), [{ kind: 'problem', problem }]);
      assert.equal(listener.commands.length, 1);
      assert.equal(listener.nowPlaying.device.volume, 60);
    });

    it('say that a device has gone, and show the one that plays', async () => {
      await listener.settle();
      const gone: Intent = { kind: 'transfer', device: { ...hall, id: 'ffff' }, play: true };
      assert.deepEqual(await listener.do(gone), { kind: 'deviceGone' });
      assert.equal(listener.nowPlaying?.device?.name, 'Desk');
    });

    it('without an answer show what was there before, and look once whether they were done', async () => {
      await listener.settle();
      const before = listener.store.playback;
      faults().add(fault.truncated(), { method: 'PUT' });
      const rejection = await listener.do({ kind: 'pause' });
      assert.deepEqual(rejection, { kind: 'problem', problem: { kind: 'offline' } });
      assert.deepEqual(listener.store.playback, before);
      await listener.advance(4 * second);
      assert.deepEqual([listener.nowPlaying?.kind, listener.looks], ['paused', 1]);
    });

    it('send nothing more while Spotify demands a pause', async () => {
      await listener.settle();
      faults().add(fault.rateLimit({ retryAfter: 60 }), { method: 'POST' });
      const until = listener.bench.clock.now() + minute;
      const problem = { kind: 'limited', until, quota: false };
      assert.deepEqual(told(await pressed(10, { kind: 'next' })), [{ kind: 'problem', problem }]);
      assert.equal(listener.title, song(1));
      assert.deepEqual(await listener.do({ kind: 'pause' }), { kind: 'problem', problem });
      await listener.advance(minute - second, second);
      assert.equal(listener.requests.length, 1);
      await listener.advance(2 * second);
      assert.equal(await listener.do({ kind: 'next' }), undefined);
      assert.equal(listener.truth, song(2));
    });

    it('are repeated with a new token when the old one has expired', async () => {
      await listener.settle();
      faults().add(
        fault.body(401, 'application/json', '{"error":{"status":401,"message":"The access token expired"}}'),
        { method: 'POST' },
      );
      assert.equal(await listener.do({ kind: 'next' }), undefined);
      assert.deepEqual(listener.commands, ['POST player/next', 'POST player/next']);
      assert.equal(asked(listener.bench.spotify, '/api/token').length, 1);
      assert.equal(listener.truth, song(2));
    });

    it('stop those that wait behind them, and none that comes later', async () => {
      await listener.settle();
      faults().add(fault.serverError({ status: 502 }), { method: 'POST' });
      const outcomes = await pressed(3, { kind: 'next' });
      assert.deepEqual(told(outcomes), [{ kind: 'problem', problem: { kind: 'refused', status: 502 } }]);
      assert.equal(listener.commands.length, 1);
      assert.equal(await listener.do({ kind: 'next' }), undefined);
      assert.equal(listener.title, song(2));
      await listener.advance(second);
      assert.equal(listener.title, song(2));
    });

    it('stop those that wait behind them, also behind a step', async () => {
      await listener.settle();
      faults().add(fault.serverError({ status: 502 }), { path: /seek/ });
      const seek = listener.intent({ kind: 'seekBy', ms: 5_000 });
      const next = listener.intent({ kind: 'next' });
      assert.notEqual(await seek, undefined);
      assert.equal(await next, undefined);
      await listener.quiet();
      assert.equal(listener.commands.length, 1);
      assert.equal(listener.title, listener.truth);
    });

    it('show what was there before them, not what was there before one that succeeded', async () => {
      await listener.settle();
      listener.player.staleMs = 1_500;
      await listener.do({ kind: 'next' });
      await listener.advance(300);
      listener.player.disallows.add('pausing');
      assert.deepEqual(await listener.do({ kind: 'pause' }), { kind: 'restricted' });
      assert.equal(listener.title, song(2));
      await listener.advance(5 * second);
      assert.equal(listener.title, song(2));
    });

    it('leave shown what is so, also where a step of another kind waited before them', async () => {
      await listener.settle();
      const body = { error: { status: 403, message: 'Player command failed: Restriction violated' } };
      faults().add(fault.body(403, 'application/json', JSON.stringify(body)), { path: /seek/ });
      const quiet = listener.intent({ kind: 'volumeTo', percent: 20 });
      const seek = listener.intent({ kind: 'seekBy', ms: 15_000 });
      await listener.advance(100);
      const quieter = listener.intent({ kind: 'volumeTo', percent: 10 });
      await listener.advance(400);
      await Promise.all([quiet, seek, quieter]);
      await listener.advance(second);
      assert.equal(listener.nowPlaying?.device?.volume, listener.player.volume);
      assert.deepEqual(listener.commands[0], 'PUT player/volume?volume_percent=20');
    });

    it('leave no step behind that is neither sent nor told of', async () => {
      await listener.settle();
      faults().add(fault.serverError({ status: 502 }), { path: /next/ });
      const next = listener.intent({ kind: 'next' });
      const volume = listener.intent({ kind: 'volumeBy', percent: 5 });
      assert.notEqual(await next, undefined);
      const again = listener.intent({ kind: 'volumeBy', percent: 5 });
      await listener.advance(second);
      assert.deepEqual(await Promise.all([volume, again]), [undefined, undefined]);
      assert.equal(listener.count('PUT player/volume'), 1);
      assert.equal(listener.player.volume, listener.nowPlaying?.device?.volume);
    });

    it('late, after the window gave its place up and took it again, stop no looking', async () => {
      await listener.settle();
      let fail!: (error: Error) => void;
      Object.assign(listener.playing.api, {
        command: () => new Promise((_, reject) => (fail = reject)),
      });
      const paused = listener.intent({ kind: 'pause' });
      await turns(5);
      listener.playing.poller.stop();
      listener.playing.poller.start();
      await listener.advance(minute, second);
      const looksBefore = listener.looks;
      fail(new ApiProblemError({ kind: 'offline' }));
      assert.notEqual(await paused, undefined);
      await listener.advance(minute, second);
      assert.ok(looksBefore > 0, 'What was held before it gave its place up counted for the time after.');
      assert.ok(listener.looks > looksBefore);
    });

    it('take back no like that was given meanwhile', async () => {
      await listener.settle();
      faults().add(fault.serverError({ status: 502 }), { path: /pause/ });
      const paused = listener.intent({ kind: 'pause' });
      const liked = listener.intent({ kind: 'like' });
      assert.notEqual(await paused, undefined);
      assert.equal(await liked, undefined);
      assert.equal(listener.nowPlaying?.liked, true);
    });

    it('late bring back no song of the session before', async () => {
      await listener.settle();
      let fail!: (error: Error) => void;
      Object.assign(listener.playing.api, {
        command: () => new Promise((_, reject) => (fail = reject)),
      });
      const next = listener.intent({ kind: 'next' });
      await turns(5);
      listener.playing.poller.startOver();
      listener.store.dispatch({ type: 'signedIn' });
      listener.player.play(album.slice(10));
      await listener.advance(0);
      assert.equal(listener.title, song(11));
      fail(new ApiProblemError({ kind: 'offline' }));
      assert.notEqual(await next, undefined);
      assert.equal(listener.title, song(11));
    });

    it('and never began do not stop the looking', async () => {
      await listener.signIn();
      listener.player.stop();
      await listener.playing.poller.refresh();
      assert.deepEqual(await listener.do({ kind: 'seekBy', ms: 1 }), { kind: 'nothingPlays' });
      assert.notEqual(listener.playing.poller.plan, undefined);
      assert.equal(await listener.playing.poller.refresh(), true);
    });
  });
});
