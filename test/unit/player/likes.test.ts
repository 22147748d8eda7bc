import assert from 'node:assert/strict';
import { ApiProblemError } from '../../../src/model/errors/apiProblem';
import { lastNowPlaying } from '../../../src/model/playback/playback';
import { scopes } from '../../../src/spotify/requests';
import { fault, songs } from '../../spotify';
import { nowPlaying, minute, Playing, second, snapshot, song, turns } from '../support';
import { album, Listener } from './listener';

describe('likes', () => {
  let listener: Listener;
  beforeEach(async () => {
    listener = await Listener.come();
  });
  afterEach(() => listener.leave());

  const library = () => listener.bench.spotify.library;
  const faults = () => listener.bench.spotify.faults;
  const uri = (number: number) => album[number - 1]?.uri ?? '';
  const contains = () => listener.count('GET library/contains');
  const queues = () => listener.count('GET player/queue');
  const uris = (what = '') => decodeURIComponent(what.replace(/.*uris=/, '')).split(',');

  /** Goes through the songs as they play, one after the other. */
  async function hear(songs: number): Promise<void> {
    for (let count = 0; count < songs; count += 1) {
      listener.player.next();
      await listener.playing.poller.refresh();
      await listener.advance(11 * second);
    }
  }

  function switchAccount(): void {
    listener.playing.poller.startOver();
    listener.store.dispatch({ type: 'signedIn' });
    listener.playing.likes.forget();
  }

  /** Has Spotify asked about the song that plays; the answer comes when it is released. */
  async function ask(): Promise<ReturnType<typeof fault.held>> {
    const held = fault.held();
    faults().add(held, { path: /contains/ });
    await listener.bench.clock.advance(2_100);
    await listener.quiet(1);
    await turns(10);
    assert.equal(contains(), 1);
    return held;
  }

  it('are asked for when a song has been there for two seconds, with all that follow', async () => {
    library().add(uri(1)).add(uri(3));
    await listener.signIn();
    await listener.advance(1_900);
    assert.equal(listener.requests.length, 1);
    assert.equal(listener.nowPlaying?.liked, undefined);
    await listener.advance(200);
    assert.deepEqual([queues(), contains()], [1, 1]);
    assert.equal(listener.nowPlaying?.liked, true);
    assert.deepEqual(
      uris(listener.requests.at(-1)?.what),
      album.slice(0, 21).map((song) => song.uri),
    );
    await hear(2);
    assert.equal(listener.nowPlaying.item.title, 'Song 3');
    assert.equal(listener.nowPlaying.liked, true);
  });

  it('cost two requests for twenty songs', async () => {
    await listener.signIn();
    await listener.advance(15 * second);
    await hear(20);
    assert.equal(listener.title, 'Song 21');
    assert.equal(listener.nowPlaying?.liked, false);
    assert.deepEqual([queues(), contains()], [1, 1]);
    await hear(1);
    assert.deepEqual([queues(), contains()], [2, 2]);
  });

  it('are known for an hour, and then asked for anew', async () => {
    await listener.signIn();
    await listener.advance(15 * second);
    library().add(uri(1));
    listener.player.stop();
    await listener.advance(59 * minute - 15 * second, minute);
    listener.player.play(album[0]);
    await listener.playing.poller.refresh();
    assert.equal(listener.nowPlaying?.liked, false, 'What was known was forgotten.');
    listener.player.stop();
    await listener.advance(2 * minute, minute);
    listener.player.play(album[0]);
    await listener.playing.poller.refresh();
    assert.equal(
      listener.nowPlaying.liked,
      false,
      'It is shown as last heard of, while it is asked for anew.',
    );
    await listener.advance(15 * second);
    assert.equal(listener.nowPlaying.liked, true);
  });

  it('are shown again at once when a song comes back', async () => {
    library().add(uri(1));
    await listener.signIn();
    await listener.advance(15 * second);
    await hear(1);
    assert.equal(listener.nowPlaying?.liked, false);
    listener.forgetRequests();
    listener.player.previous();
    await listener.playing.poller.refresh();
    assert.equal(listener.nowPlaying.liked, true);
    await listener.do({ kind: 'next' });
    assert.equal(listener.requests.at(-1)?.what, 'POST player/next');
    assert.equal(listener.nowPlaying.item.title, 'Song 2');
    assert.equal(listener.nowPlaying.liked, false);
    assert.equal(contains(), 0);
  });

  for (const item of [songs.chapter, songs.shownAdvertisement, songs.local]) {
    it(`are not asked for where there are none, as for the ${item.kind}, nor spoilt by it for those around`, async () => {
      const [first, another] = album;
      assert.ok(first && another);
      library().add(uri(2));
      await listener.signIn();
      listener.player.play([item, first, another]);
      await listener.playing.poller.refresh();
      await listener.advance(15 * second);
      assert.deepEqual([queues(), contains()], [0, 0]);
      assert.deepEqual(await listener.do({ kind: 'like' }), {
        kind: 'notForItem',
        item: { chapter: 'chapter', ad: 'advertisement', local: 'local' }[item.kind],
      });
      listener.player.play([first, item, another]);
      await listener.playing.poller.refresh();
      await listener.advance(15 * second);
      assert.equal(listener.nowPlaying?.liked, false);
      const [question, ...more] = listener.requests.filter(({ what }) => what.includes('contains'));
      assert.deepEqual([uris(question?.what), more], [[uri(1), uri(2)], []]);
    });
  }

  it('are not asked for while somebody skips', async () => {
    await listener.signIn();
    for (let count = 0; count < 10; count += 1) {
      listener.player.next();
      await listener.playing.poller.refresh();
      await listener.advance(1_900);
    }
    assert.deepEqual([queues(), contains()], [0, 0]);
    await listener.advance(200);
    assert.deepEqual([queues(), contains()], [1, 1]);
  });

  it('are not asked for while no window has the focus, and soon after one has', async () => {
    listener.focus.focus(false);
    await listener.signIn();
    await listener.advance(10 * second);
    assert.equal(contains(), 0);
    listener.focus.focus(true);
    await listener.advance(2_100);
    assert.equal(contains(), 1);
  });

  it('are not asked for when the focus goes in the meantime', async () => {
    await listener.signIn();
    await listener.advance(second);
    listener.focus.focus(false);
    await listener.advance(10 * second);
    assert.equal(contains(), 0);
  });

  it('are not asked for beyond the budget', async () => {
    listener.around.become({ budget: { used: 1_001, limit: 1_000 } });
    await listener.signIn();
    await listener.advance(10 * second);
    assert.equal(contains(), 0);
    listener.around.become({ budget: { used: 999, limit: 1_000 } });
    await listener.advance(2_100);
    assert.equal(contains(), 1);
  });

  it('are not asked for again about the same song after an error', async () => {
    faults().add(fault.serverError({ status: 502 }), { path: /contains/, times: Infinity });
    await listener.signIn();
    await listener.advance(minute, second);
    listener.focus.focus(false);
    listener.focus.focus(true);
    await listener.advance(minute, second);
    assert.equal(contains(), 1);
    faults().clear();
    await hear(1);
    assert.equal(contains(), 2);
    assert.equal(listener.nowPlaying?.liked, false);
  });

  it('are not asked for again in a session that may not know them, and are in the next', async () => {
    const { tokens } = listener.bench.spotify;
    library().add(uri(2));
    tokens.narrow(scopes.filter((scope) => scope !== 'user-library-read'));
    await listener.signIn();
    await listener.advance(15 * second);
    await hear(1);
    assert.equal(listener.nowPlaying?.item.title, 'Song 2');
    assert.deepEqual([queues(), contains()], [1, 1]);
    tokens.narrow(scopes);
    listener.playing.likes.forget();
    await hear(1);
    assert.deepEqual([queues(), contains()], [2, 2]);
  });

  it('are asked for anew of the song that is there already when they hear of another account', async () => {
    await listener.signIn();
    await listener.advance(3 * second);
    assert.deepEqual([queues(), contains()], [1, 1]);
    listener.playing.likes.forget();
    await listener.advance(3 * second);
    assert.deepEqual([queues(), contains()], [2, 2]);
  });

  it('are not asked for again where that is forbidden, whatever plays', async () => {
    faults().add(fault.body(403, 'text/plain', ''), { path: /contains/ });
    await listener.signIn();
    await listener.advance(15 * second);
    await hear(2);
    assert.deepEqual([queues(), contains()], [1, 1]);
  });

  it('are known of the song itself where the queue cannot be had', async () => {
    library().add(uri(1));
    faults().add(fault.serverError({ status: 502 }), { path: /queue/ });
    await listener.signIn();
    await listener.advance(3 * second);
    assert.equal(listener.nowPlaying?.liked, true);
    assert.deepEqual(uris(listener.requests.at(-1)?.what), [uri(1)]);
  });

  it('are asked of the song alone right after a command whose effect nobody could predict', async () => {
    await listener.signIn();
    await listener.do({ kind: 'next' });
    await listener.advance(9_500);
    assert.deepEqual([queues(), contains()], [0, 0]);
    await listener.advance(second);
    assert.deepEqual([queues(), contains()], [0, 1]);
    assert.deepEqual(uris(listener.requests.at(-1)?.what), [uri(2)]);
  });

  it('are asked with all that follow again a minute after a command', async () => {
    await listener.signIn();
    await listener.do({ kind: 'next' });
    await listener.advance(59 * second);
    listener.player.next();
    await listener.playing.poller.refresh();
    await listener.advance(2_500);
    assert.deepEqual([queues(), contains()], [1, 2]);
    assert.deepEqual(
      uris(listener.requests.at(-1)?.what),
      album.slice(2, 23).map((song) => song.uri),
    );
  });

  for (const intent of [
    { kind: 'pause' },
    { kind: 'volumeTo', percent: 30 },
    { kind: 'seekTo', ms: 9 },
  ] as const) {
    it(`are not asked for within ten seconds of a command: ${intent.kind}`, async () => {
      await listener.signIn();
      await listener.advance(1_500);
      await listener.do(intent);
      await listener.advance(9_500);
      assert.deepEqual([queues(), contains()], [0, 0]);
      await listener.do(intent);
      await listener.advance(9_500);
      assert.deepEqual([queues(), contains()], [0, 0]);
      await listener.advance(second);
      assert.deepEqual([queues(), contains()], [0, 1]);
    });
  }

  it('cost one request when they are given or taken, and are kept', async () => {
    await listener.settle();
    assert.equal(await listener.do({ kind: 'like', liked: true }), undefined);
    assert.ok(library().has(uri(1)));
    assert.equal(listener.nowPlaying?.liked, true);
    assert.equal(await listener.do({ kind: 'like' }), undefined);
    assert.ok(!library().has(uri(1)));
    assert.equal(await listener.do({ kind: 'like' }), undefined);
    assert.deepEqual(
      listener.commands.map((what) => what.replace(/\?.*/, '')),
      ['PUT library', 'DELETE library', 'PUT library'],
    );
    await listener.advance(5 * second);
    assert.equal(listener.requests.length, 3, 'A like needs no look.');
    await hear(1);
    listener.player.previous();
    await listener.playing.poller.refresh();
    assert.equal(listener.nowPlaying.liked, true);
  });

  for (const liked of [true, false]) {
    it(`are turned round after one question when nobody knows: ${String(liked)}`, async () => {
      listener.focus.focus(false);
      if (liked) library().add(uri(1));
      await listener.signIn();
      listener.forgetRequests();
      assert.equal(await listener.do({ kind: 'like' }), undefined);
      assert.equal(contains(), 1);
      assert.equal(listener.requests.length, 2);
      assert.equal(library().has(uri(1)), !liked);
      assert.equal(listener.nowPlaying?.liked, !liked);
    });
  }

  it('need no question when it is said which way', async () => {
    listener.focus.focus(false);
    await listener.signIn();
    listener.forgetRequests();
    await listener.do({ kind: 'like', liked: true });
    assert.equal(listener.requests.length, 1);
    assert.equal(listener.nowPlaying?.liked, true);
  });

  it('change nothing when the question fails', async () => {
    listener.focus.focus(false);
    await listener.signIn();
    faults().add(fault.reset(), { path: /contains/, times: Infinity });
    const rejection = await listener.do({ kind: 'like' });
    assert.deepEqual(rejection, { kind: 'problem', problem: { kind: 'offline' } });
    assert.equal(listener.commands.length, 0);
    assert.equal(listener.nowPlaying?.liked, undefined);
  });

  it('change nothing when the answer is neither yes nor no', async () => {
    listener.focus.focus(false);
    await listener.signIn();
    faults().add(fault.body(200, 'application/json', '[null]'), { path: /contains/ });
    const rejection = await listener.do({ kind: 'like' });
    assert.deepEqual(rejection, { kind: 'problem', problem: { kind: 'unexpected' } });
    assert.equal(listener.commands.length, 0);
    assert.equal(listener.nowPlaying?.liked, undefined);
  });

  it('are not known, and not asked about again, where the answer is neither yes nor no', async () => {
    faults().add(fault.body(200, 'application/json', JSON.stringify(Array(21).fill(null))), {
      path: /contains/,
    });
    await listener.signIn();
    await listener.advance(30 * second);
    assert.equal(contains(), 1);
    assert.equal(listener.nowPlaying?.liked, undefined);
  });

  it('are shown as they were when Spotify does not take them', async () => {
    await listener.settle();
    faults().add(fault.serverError({ status: 502 }), { method: 'PUT' });
    assert.notEqual(await listener.do({ kind: 'like' }), undefined);
    assert.equal(listener.requests[0]?.shown.kind, 'playing');
    assert.equal(listener.nowPlaying?.liked, false);
    listener.player.next();
    listener.player.previous();
    await listener.playing.poller.refresh();
    assert.equal(listener.nowPlaying.liked, false);
  });

  it('that Spotify does not take bring no song back that has ended meanwhile', async () => {
    await listener.settle();
    let fail!: (error: Error) => void;
    Object.assign(listener.playing.api, {
      command: () => new Promise((_, reject) => (fail = reject)),
    });
    const liked = listener.intent({ kind: 'like' });
    await turns(5);
    listener.player.next();
    await listener.playing.poller.refresh();
    assert.equal(listener.title, 'Song 2');
    fail(new ApiProblemError({ kind: 'offline' }));
    assert.notEqual(await liked, undefined);
    assert.equal(listener.title, 'Song 2');
    assert.equal(listener.nowPlaying?.liked, false);
  });

  it('mean the song that played when they were asked for, however long the question takes', async () => {
    listener.focus.focus(false);
    await listener.signIn();
    const held = fault.held();
    faults().add(held, { path: /contains/ });
    const liked = listener.intent({ kind: 'like' });
    await listener.quiet(1);
    listener.player.next();
    void listener.playing.poller.refresh();
    await turns(20);
    await listener.quiet(1);
    assert.equal(listener.title, 'Song 2');
    held.release();
    await liked;
    assert.deepEqual([...library()], [uri(1)]);
  });

  it('go to the song that was meant, whichever plays by then, and are not shown at that', async () => {
    await listener.settle();
    listener.player.next();
    await listener.playing.poller.refresh();
    assert.equal(listener.title, 'Song 2');
    for (const [liked, saved] of [
      [true, [uri(1)]],
      [undefined, []],
      [undefined, [uri(1)]],
      [false, []],
    ] as const) {
      assert.equal(await listener.do({ kind: 'like', uri: uri(1), liked }), undefined);
      assert.deepEqual([...library()], saved);
      assert.equal(listener.nowPlaying?.liked, false);
    }
  });

  it('that are under way are not hidden by a reply', async () => {
    await listener.settle();
    const held = fault.held();
    faults().add(held, { method: 'PUT', path: /library/ });
    const liked = listener.intent({ kind: 'like' });
    await listener.quiet(1);
    assert.equal(listener.nowPlaying?.liked, true);
    const before = listener.nowPlaying;
    void listener.playing.poller.refresh();
    await turns(20);
    await listener.quiet(1);
    assert.notEqual(listener.nowPlaying, before, 'No reply came.');
    const shown = listener.nowPlaying.liked;
    held.release();
    await liked;
    assert.equal(shown, true);
  });

  it('that fail keep the look that a command before them has still to get', async () => {
    await listener.settle();
    await listener.do({ kind: 'pause' });
    const { plan } = listener.playing.poller;
    faults().add(fault.reset(), { path: /library/ });
    assert.notEqual(await listener.do({ kind: 'like' }), undefined);
    assert.equal(plan?.why, 'afterCommand');
    assert.deepEqual(listener.playing.poller.plan, plan);
  });

  it('need no look, and stop none: neither do additions to the queue', async () => {
    await listener.settle();
    const { plan } = listener.playing.poller;
    for (const intent of [{ kind: 'like' }, { kind: 'queue', uri: uri(9) }] as const) {
      assert.equal(await listener.do(intent), undefined);
      assert.equal(listener.playing.poller.plan?.at, plan?.at);
    }
    assert.equal(listener.looks, 0);
  });

  it('of an item without a URI are refused without a request', async () => {
    await listener.settle();
    listener.store.dispatch({
      type: 'answered',
      snapshot: snapshot({ item: { ...song, kind: 'local', uri: undefined } }),
    });
    assert.deepEqual(await listener.do({ kind: 'like' }), { kind: 'notForItem', item: 'local' });
    await listener.advance(3 * second);
    assert.equal(contains(), 0);
    assert.equal(listener.commands.length, 0);
  });

  it('are forgotten with the account', async () => {
    library().add(uri(1));
    await listener.signIn();
    await listener.advance(15 * second);
    assert.equal(listener.nowPlaying?.liked, true);
    library().clear();
    switchAccount();
    listener.forgetRequests();
    await listener.advance(0);
    assert.equal(listener.nowPlaying.liked, undefined);
    await listener.advance(3 * second);
    assert.equal(listener.nowPlaying.liked, false);
    assert.deepEqual([queues(), contains()], [1, 1]);
  });

  it('of the account before are not taken for those of the next', async () => {
    library().add(uri(1));
    await listener.signIn();
    const held = await ask();
    switchAccount();
    await listener.bench.clock.advance(1);
    await listener.quiet(1);
    assert.equal(listener.title, 'Song 1');
    library().clear();
    held.release();
    await listener.quiet();
    assert.equal(listener.nowPlaying?.liked, undefined);
  });

  it('are not taken back by an answer to a question from before', async () => {
    await listener.signIn();
    const held = await ask();
    void listener.intent({ kind: 'like', liked: true });
    await listener.quiet(1);
    assert.deepEqual([...library()], [uri(1)]);
    held.release();
    await listener.quiet();
    assert.equal(listener.nowPlaying?.liked, true);
  });

  it('that are turned round twice while Spotify is asked how it is are as they were', async () => {
    listener.focus.focus(false);
    await listener.signIn();
    const held = fault.held();
    faults().add(held, { path: /contains/ });
    const outcomes = [listener.intent({ kind: 'like' })];
    await listener.quiet(1);
    outcomes.push(listener.intent({ kind: 'like' }));
    await turns(20);
    held.release();
    assert.deepEqual(await Promise.all(outcomes), [undefined, undefined]);
    assert.deepEqual([...library()], []);
    assert.equal(listener.nowPlaying?.liked, false);
  });

  const two: readonly (readonly [taken: readonly boolean[], liked: boolean | undefined])[] = [
    [[true, true], false],
    [[true, false], true],
    [[false, true], false],
    [[false, false], undefined],
  ];
  for (const [taken, liked] of two) {
    it(`given and taken at once are shown as Spotify took them: ${taken.join(', ')}`, async () => {
      await listener.signIn();
      const settled: (() => void)[] = [];
      Object.assign(listener.playing.api, {
        command: () =>
          new Promise<void>((resolve, reject) => {
            const ends = taken[settled.length] ?? true;
            settled.push(ends ? resolve : () => reject(new ApiProblemError({ kind: 'offline' })));
          }),
      });
      const intents = [true, false].map((wanted) => listener.intent({ kind: 'like', liked: wanted }));
      for (let sent = 0; sent < 2; sent += 1) {
        await turns(5);
        settled[sent]?.();
      }
      const outcomes = await Promise.all(intents);
      assert.deepEqual(
        outcomes.map((outcome) => outcome === undefined),
        taken,
      );
      assert.equal(listener.nowPlaying?.liked, liked);
    });
  }

  it('say what became of the song that was meant, whatever plays by then', async () => {
    await listener.settle();
    const held = fault.held();
    faults().add(held, { path: /library/, method: 'PUT' });
    const liked = listener.playing.controls.execute({ kind: 'like' });
    await listener.quiet(1);
    void listener.intent({ kind: 'next' });
    await turns(3);
    held.release();
    assert.equal(await liked, true);
    assert.equal(await listener.playing.controls.execute({ kind: 'pause' }), null);
  });

  it('go on being shown where another window takes over', async () => {
    library().add(uri(1));
    await listener.settle();
    const { api } = listener.playing;
    const other = new Playing(api, listener.around, listener.bench.clock, listener.bench.log);
    other.store.dispatch({ type: 'shared', playback: listener.store.playback });
    listener.playing.poller.stop();
    const shown: unknown[] = [];
    other.store.onDidChange((playback) => shown.push(lastNowPlaying(playback)?.liked));
    other.poller.start();
    await other.poller.refresh();
    await listener.quiet();
    other.dispose();
    assert.deepEqual(shown, [true]);
  });

  it('are known although something comes that no library takes', async () => {
    const { api } = listener.playing;
    const chapter = { ...nowPlaying().item, uri: 'spotify:chapter:1a2b3c4d5e6f7g8h9i0j1k' };
    const queue = api.queue.bind(api);
    Object.assign(api, { queue: async () => [chapter, ...(await queue())] });
    library().add(uri(1));
    await listener.settle();
    assert.equal(listener.nowPlaying?.liked, true);
  });

  it('tell of no order that has changed while they were asked for', async () => {
    await listener.signIn();
    const held = await ask();
    const { item } = listener.nowPlaying ?? nowPlaying();
    void listener.intent({ kind: 'shuffle' });
    await listener.quiet(1);
    held.release();
    await listener.quiet();
    assert.equal(listener.nowPlaying?.liked, false);
    assert.equal(listener.playing.likes.neighbour(item, 1), undefined);
  });

  it('do not tell what comes after a song that comes twice', async () => {
    const [first, second, third] = album;
    assert.ok(first && second && third);
    await listener.bench.signIn({ withAccessToken: true });
    listener.player.play([first, second, first, third]);
    listener.store.dispatch({ type: 'signedIn' });
    listener.playing.poller.start();
    await listener.advance(15_000);
    const { likes } = listener.playing;
    const { item } = listener.nowPlaying ?? nowPlaying();
    const next = likes.neighbour(item, 1);
    assert.equal(next, undefined);
    listener.player.next();
    await listener.playing.poller.refresh();
    assert.equal(likes.neighbour(listener.nowPlaying?.item ?? item, 1)?.title, 'Song 1');
  });

  it('are not turned round for an account by what was so for the one before', async () => {
    listener.focus.focus(false);
    library().add(uri(1));
    await listener.signIn();
    const held = fault.held();
    faults().add(held, { path: /contains/ });
    const unliked = listener.intent({ kind: 'like' });
    await listener.quiet(1);
    switchAccount();
    await listener.bench.clock.advance(1);
    await listener.quiet(1);
    held.release();
    assert.deepEqual(await unliked, { kind: 'signedOut' });
    assert.equal(listener.commands.length, 0);
    assert.equal(listener.nowPlaying?.liked, undefined);
  });

  it('that Spotify does not take say nothing about the next account', async () => {
    await listener.settle();
    let fail!: (error: Error) => void;
    Object.assign(listener.playing.api, {
      command: () => new Promise((_, reject) => (fail = reject)),
    });
    const liked = listener.intent({ kind: 'like' });
    await turns(5);
    switchAccount();
    await listener.advance(0);
    fail(new ApiProblemError({ kind: 'offline' }));
    assert.notEqual(await liked, undefined);
    assert.equal(listener.nowPlaying?.liked, undefined);
  });

  it('do not hide which song comes next, unless the order changes', async () => {
    await listener.settle();
    const { likes } = listener.playing;
    const { item } = listener.nowPlaying ?? nowPlaying();
    assert.equal(likes.neighbour(item, 1)?.title, 'Song 2');
    assert.equal(likes.neighbour(item, -1), undefined);
    await listener.do({ kind: 'shuffle' });
    assert.equal(likes.neighbour(item, 1), undefined);
  });
});
