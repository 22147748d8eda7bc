import assert from 'node:assert/strict';
import { createPolling, type Polling } from '../../../src/app/polling';
import { readdir, rm } from 'node:fs/promises';
import process from 'node:process';
import type { SessionStore } from '../../../src/auth/session/sessionStore';
import type { Intent } from '../../../src/model/commands/intent';
import { rejectionOf, RejectedError } from '../../../src/model/errors/rejection';
import type { Device, Item } from '../../../src/model/playback/item';
import { positionAt, type NowPlaying } from '../../../src/model/playback/nowPlaying';
import { lastNowPlaying, type Playback } from '../../../src/model/playback/playback';
import { ChannelError, type Channel, type Connection, type Listener } from '../../../src/platform/connection';
import type { Disposable } from '../../../src/platform/lifecycle';
import { http } from '../../../src/platform/node/http';
import { LocalChannel } from '../../../src/platform/node/localChannel';
import { machineId } from '../../../src/platform/node/meetingPlace';
import type { Poller } from '../../../src/player/poller';
import { Store } from '../../../src/player/store';
import { RequestLog } from '../../../src/spotify/requestLog';
import type { LeaderElection } from '../../../src/windows/leaderElection';
import { protocolVersion } from '../../../src/windows/protocol';
import { fault, songs } from '../../spotify';
import {
  asked,
  Bench,
  granted,
  hour,
  kitchen,
  Lines,
  minute,
  realMillisecond,
  second,
  TemporaryFolder,
  ToldFocus,
  turns,
  type Secrets,
} from '../support';

/** A channel that remembers what it gave out, so that a test can tear it off. */
class Torn implements Channel {
  listener: Listener | undefined;
  #torn = false;

  constructor(private readonly real: Channel) {}

  connect() {
    return this.#torn ? never<Connection>() : this.real.connect();
  }

  async listen() {
    if (this.#torn) return never<Listener>();
    this.listener = await this.real.listen();
    return this.listener;
  }

  /** As the end of the process does it: whoever held it finds nothing any more, and takes no place of others. */
  tear(): void {
    this.#torn = true;
    this.listener?.dispose();
  }
}

const never = <T>() => new Promise<T>(() => undefined);

/** All of a window that takes part in asking Spotify. */
class Window {
  readonly store = new Store();
  readonly log = new Lines();
  readonly sessions: SessionStore;
  readonly #polling: Polling;
  /** What was shown, one after the other. */
  readonly shown: Playback['kind'][] = [];

  constructor(
    bench: Bench,
    secrets: Secrets,
    channel: Channel,
    readonly focus: ToldFocus,
  ) {
    const { clock } = bench;
    const { sessions, tokens } = bench.open(secrets);
    const requestLog = new RequestLog(bench.pages, clock);
    const { store, log } = this;
    this.sessions = sessions;
    this.#polling = createPolling({
      store,
      sessions,
      requestLog,
      tokens,
      lookupTokens: tokens,
      http,
      channel,
      focus,
      network: () => 'home',
      limits: () => ({ dailyBudget: 1_000, pace: 1 }),
      clock,
      log,
    });
    store.onDidChange(({ kind }) => this.shown.push(kind));
  }

  get election(): LeaderElection {
    return this.#polling.election;
  }

  get poller(): Poller {
    return this.#polling.player.poller;
  }

  /** When a window had the focus last, as far as this one knows. */
  get focusedSince(): number | undefined {
    return this.#polling.conditions.read().focusedSince;
  }

  async start(): Promise<void> {
    await this.sessions.read();
    this.election.start();
  }

  refresh(): Promise<boolean> {
    return this.election.request({ kind: 'refresh' });
  }

  get title(): string | undefined {
    return lastNowPlaying(this.store.playback)?.item.title;
  }

  /** Whether it asks Spotify: nothing else makes plans. */
  get leads(): boolean {
    return this.poller.plan !== undefined;
  }

  /** In the order in which the extension ends them. */
  close(): void {
    this.#polling.dispose();
    this.sessions.dispose();
    this.store.dispose();
  }
}

function tooLong(playback: Playback, title: string): Playback {
  const observation = lastNowPlaying(playback);
  assert.ok(observation);
  return { ...observation, item: { ...observation.item, title } };
}

const findCatalogItem = (uri: string) => ({ kind: 'catalogItem', link: { type: 'track', id: uri, uri } });
const intentOf = (intent: object) => ({ kind: 'intent', intent });
const likeOf = (uri: string) => intentOf({ kind: 'like', uri, liked: true });
const playOf = (uri: string) => intentOf({ kind: 'playUri', uri });
const queueOf = (uri: string) => intentOf({ kind: 'queue', uri });
const playThere = (deviceId: string) =>
  intentOf({ kind: 'playUri', uri: 'spotify:track:4uLU6hMCjMI75M1A2tKUQC', deviceId });
const transferTo = (id: string) => intentOf({ kind: 'transfer', play: true, device: { ...kitchen, id } });

const posix = process.platform === 'win32' ? describe.skip : describe;

posix('windows that share one place to ask', () => {
  let bench: Bench;
  let folder: TemporaryFolder;
  let runtime: string | undefined;
  let windows: Window[];
  let strange = 0;

  before(async () => {
    await turns(100);
    strange = pipes();
  });
  beforeEach(async () => {
    bench = await Bench.start();
    bench.clock.chance = 0.5;
    folder = await TemporaryFolder.make();
    runtime = process.env['XDG_RUNTIME_DIR'];
    process.env['XDG_RUNTIME_DIR'] = folder.path;
    windows = [];
  });
  afterEach(async () => {
    for (const window of windows) window.close();
    await comes(() => bench.clock.waiting === 0, 'A timer is left.');
    await closed();
    await bench.close();
    if (runtime === undefined) delete process.env['XDG_RUNTIME_DIR'];
    else process.env['XDG_RUNTIME_DIR'] = runtime;
    await folder.remove();
  });

  const pipes = () => process.getActiveResourcesInfo().filter((name) => /^Pipe/.test(name)).length - strange;
  /** Lets windows that were closed in the middle of something come to its end before the next test. */
  async function closed(): Promise<void> {
    let quiet = 0;
    for (let turn = 0; turn < 1_000 && quiet < 20; turn += 1) {
      await realMillisecond();
      await bench.clock.advance(20);
      quiet = pipes() === 0 && bench.clock.waiting === 0 ? quiet + 1 : 0;
    }
  }

  const polls = () => asked(bench.spotify, '/v1/me/player').length;
  const channel = () => new LocalChannel(folder.file('storage'), protocolVersion);
  const sockets = () => readdir(folder.file(`earshot-${process.getuid?.() ?? 0}`));

  /** Lets the sockets work and the time go on until something is so. */
  async function comes(condition: () => boolean, what = 'it never came to that', step = 1): Promise<void> {
    const deadline = Date.now() + 10_000;
    while (!condition()) {
      if (Date.now() > deadline) throw new Error(what);
      // The sockets and files are real, and windows wait for each other's.
      await realMillisecond();
      await bench.clock.advance(step);
    }
  }

  /** Lets some time go by, in steps that leave the sockets time to work. */
  async function advance(ms: number, step = 1): Promise<void> {
    for (let passed = 0; passed < ms; passed += step) {
      await bench.clock.advance(step);
      await turns(2);
    }
  }

  function make(secrets = bench.keychain.window(), through: Channel = channel(), focused = false): Window {
    const window = new Window(bench, secrets, through, new ToldFocus(focused));
    windows.push(window);
    return window;
  }

  async function open(secrets?: Secrets, through?: Channel, focused?: boolean): Promise<Window> {
    const window = make(secrets, through, focused);
    await window.start();
    return window;
  }

  const all = (condition: (window: Window) => boolean) => () => windows.every(condition);
  const show = (title: string) => all((window) => window.title === title);
  const leaders = () => windows.filter(({ leads }) => leads);
  const leader = () => {
    const [first, ...more] = leaders();
    assert.ok(first, 'Nobody asks.');
    assert.equal(more.length, 0, 'More than one asks.');
    return first;
  };
  const followers = () => windows.filter(({ leads }) => !leads);
  const follower = () => {
    const [first] = followers();
    assert.ok(first);
    return first;
  };

  function close(window: Window): void {
    window.close();
    windows = windows.filter((other) => other !== window);
  }

  /** Windows that all show a song, one after the other. */
  async function listening(count: number): Promise<void> {
    bench.spotify.player.play(songs.episode);
    await bench.signIn({ withAccessToken: false });
    for (let index = 0; index < count; index += 1) {
      await open();
      await comes(show(songs.episode.title));
    }
    await comes(() => leaders().length === 1);
    for (const { shown } of windows) shown.length = 0;
  }

  function signIn(window: Window, id: string): Promise<void> {
    return window.sessions.save(granted(bench.spotify, id).session);
  }

  it('ask once, when they are opened at the same moment, and all show the same', async () => {
    bench.spotify.player.play(songs.plain);
    await bench.signIn({ withAccessToken: false });
    await Promise.all(Array.from({ length: 5 }, () => open()));
    await comes(show(songs.plain.title));
    await advance(300);
    assert.equal(leaders().length, 1);
    assert.equal(polls(), 1);
    // What is not known is left out on the way.
    const plain = ({ store }: Window): unknown => JSON.parse(JSON.stringify(store.playback));
    for (const window of windows) assert.deepEqual(plain(window), plain(leader()));
  });

  it('ask no more when another one is opened, which shows the song at once', async () => {
    await listening(1);
    const before = polls();
    const late = await open();
    await comes(() => late.title === songs.episode.title);
    await advance(300);
    assert.deepEqual(
      late.shown.filter((kind) => kind !== 'waiting'),
      ['playing'],
    );
    assert.equal(polls(), before);
  });

  it('all show a change within a quarter of a second', async () => {
    await listening(4);
    bench.spotify.player.play(songs.plain);
    assert.equal(await leader().refresh(), true);
    const changed = bench.clock.now();
    await comes(show(songs.plain.title));
    assert.ok(bench.clock.now() - changed < 250);
  });

  it('ask as often as one would', async () => {
    await listening(3);
    const before = polls();
    const { plan } = leader().poller;
    assert.ok(plan);
    await bench.clock.advance(plan.at - bench.clock.now() - 1);
    assert.equal(polls(), before);
    await bench.clock.advance(2);
    await comes(() => polls() > before);
    await advance(100);
    assert.equal(polls(), before + 1);
    assert.equal(leaders().length, 1);
  });

  for (const back of [10 * minute, hour, 25 * hour]) {
    it(`ask one time more when the clock is set back, and all go on: ${back / minute} minutes`, async () => {
      await listening(2);
      const times = ({ store }: Window) => {
        const now = lastNowPlaying(store.playback);
        return now && [positionAt(now, bench.clock.now()), now.startedAt];
      };
      await advance(3 * second, 100);
      const before = polls();
      const [position = NaN, startedAt = NaN] = times(leader()) ?? [];
      await bench.clock.setBack(back);
      await comes(() => polls() > before);
      await open();
      await comes(all(({ title }) => title !== undefined));
      await advance(2 * second, 100);
      assert.equal(polls(), before + 1);
      for (const window of windows) {
        const [went = NaN, began = NaN] = times(window) ?? [];
        assert.ok(went >= position + 2 * second && went < position + 3 * second, `${position} to ${went}`);
        assert.equal(began, startedAt - back);
      }
    });
  }

  it('tell each other nothing secret', async () => {
    await listening(2);
    const connection = await channel().connect();
    assert.ok(connection);
    const received: unknown[] = [];
    connection.onMessage((message) => received.push(message));
    await leader().refresh();
    await bench.clock.advance(1);
    await leader().sessions.clear();
    await comes(() => received.length >= 3);
    connection.dispose();
    assert.ok(bench.spotify.secrets.size > 0);
    const said = JSON.stringify(received);
    for (const secret of bench.spotify.secrets) assert.ok(!said.includes(secret));
  });

  for (const [how, end] of [
    ['is closed', (window: Window) => close(window)],
    [
      'ends without a goodbye',
      (window: Window, torn: Torn) => {
        window.poller.dispose();
        window.store.dispose();
        torn.tear();
        windows = windows.filter((other) => other !== window);
      },
    ],
  ] as const) {
    it(`go on without flicker or a request too many when the one that asks ${how}`, async () => {
      bench.spotify.player.play(songs.episode);
      await bench.signIn({ withAccessToken: false });
      const torn = new Torn(channel());
      const first = await open(undefined, torn);
      await comes(() => first.title === songs.episode.title);
      await open();
      await open();
      await comes(show(songs.episode.title));
      for (const { shown } of windows) shown.length = 0;
      const before = polls();
      const plan = first.poller.plan;
      assert.ok(plan);
      const ended = bench.clock.now();
      end(first, torn);
      await comes(() => leaders().length === 1);
      assert.ok(bench.clock.now() - ended < 5 * second);
      await advance(500);
      assert.equal(leaders().length, 1);
      assert.equal(polls(), before);
      const next = leader().poller.plan?.at ?? NaN;
      assert.ok(Math.abs(next - plan.at) < 1, `It made a schedule of its own: ${next - plan.at} ms`);
      for (const { shown } of windows) assert.ok(shown.every((kind) => kind === 'playing'));
      bench.spotify.player.play(songs.plain);
      await bench.clock.advance(plan.at - bench.clock.now() + 1);
      await comes(show(songs.plain.title));
      assert.equal(polls(), before + 1);
      first.close();
    });
  }

  it('find another one each time, until the last', async () => {
    await listening(5);
    const before = polls();
    while (windows.length > 1) {
      close(leader());
      await comes(() => leaders().length === 1);
    }
    await advance(300);
    assert.equal(polls(), before);
    assert.deepEqual(new Set(leader().shown), new Set(leader().shown.length > 0 ? ['playing'] : []));
  });

  it('follow whoever has taken the place of the one that asks, which finds out before it asks', async () => {
    await listening(2);
    const loser = leader();
    const before = polls();
    const thief = await channel().listen();
    assert.ok(thief);
    const lines: unknown[] = [];
    thief.onConnection((connection) => {
      lines.push(connection);
      connection.send({ type: 'playback', playback: loser.store.playback });
    });
    void loser.refresh();
    await comes(() => lines.length === 2);
    await advance(200);
    assert.equal(polls(), before);
    assert.deepEqual(leaders(), []);
    thief.dispose();
    await comes(() => leaders().length === 1);
  });

  it('find out within a second that another one has taken the place, although nothing is to be asked', async () => {
    bench.spotify.player.play(songs.episode);
    await bench.signIn({ withAccessToken: true });
    const loser = await open();
    await comes(() => loser.title === songs.episode.title);
    const [begun, before] = [bench.clock.now(), polls()];
    const thief = await channel().listen();
    try {
      assert.ok(thief);
      assert.ok((loser.poller.plan?.at ?? 0) > begun + 5 * second, 'It would find out by asking.');
      await bench.clock.advance(second);
      await comes(() => !loser.leads);
      assert.ok(bench.clock.now() - begun < 2 * second);
      assert.equal(polls(), before);
    } finally {
      thief?.dispose();
    }
    await comes(() => leaders().length === 1);
  });

  it('go on with what they show when they are told what they cannot read', async () => {
    await listening(2);
    const [one, asking] = [follower(), leader()];
    const thief = await channel().listen();
    assert.ok(thief);
    const good = asking.store.playback as NowPlaying;
    const lines: Connection[] = [];
    thief.onConnection((connection) => {
      lines.push(connection);
      for (const playback of [
        null,
        { kind: 'dreaming' },
        { ...good, item: { ...good.item, kind: 'hologram' } },
      ]) {
        connection.send({ type: 'playback', playback });
      }
      connection.onMessage((message) => {
        const { type, id } = message as { readonly type: string; readonly id?: number };
        const outcome = { kind: 'done', result: [{ kind: 'hologram' }] };
        if (type === 'request') connection.send({ type: 'done', id, outcome });
      });
    });
    close(asking);
    await comes(() => lines.length === 1);
    let error: unknown;
    one.election.request({ kind: 'queue' }).catch((reason: unknown) => (error = reason));
    await comes(() => error !== undefined);
    assert.deepEqual(rejectionOf(error), { kind: 'problem', problem: { kind: 'fault' } });
    assert.equal(one.title, songs.episode.title);
    assert.deepEqual(new Set(one.shown), new Set());
    assert.equal(
      one.log.lines.filter((connection) => connection.startsWith('warn Invalid message')).length,
      4,
    );
    thief.dispose();
  });

  describe('and one session', () => {
    it('all see a sign-in in one that follows', async () => {
      bench.spotify.player.play(songs.plain);
      for (let index = 0; index < 3; index += 1) await open();
      await comes(all(({ store }) => store.playback.kind === 'signedOut'));
      const last = windows.at(-1);
      assert.ok(last);
      await signIn(last, 's1');
      const started = bench.clock.now();
      await comes(show(songs.plain.title));
      assert.ok(bench.clock.now() - started < second);
      await advance(300);
      assert.equal(polls(), 1);
    });

    it('all see a sign-in in the one that asks', async () => {
      bench.spotify.player.play(songs.plain);
      const first = await open();
      await comes(() => first.store.playback.kind === 'signedOut');
      await open();
      await comes(all(({ store }) => store.playback.kind === 'signedOut'));
      await signIn(first, 's1');
      await comes(show(songs.plain.title));
      assert.equal(polls(), 1);
    });

    for (const [which, choose] of [
      ['the one that asks', leader],
      ['one that follows', follower],
    ] as const) {
      it(`all see a sign-out in ${which}, and ask no more`, async () => {
        await listening(3);
        const before = polls();
        await bench.clock.advance(1);
        await choose().sessions.clear();
        await comes(all(({ store }) => store.playback.kind === 'signedOut'));
        await advance(hour, minute);
        assert.equal(polls(), before);
        for (const { store } of windows) {
          assert.deepEqual(store.playback, { kind: 'signedOut', elsewhere: false });
        }
      });

      it(`all see another sign-in in ${which}`, async () => {
        await listening(3);
        const before = polls();
        bench.spotify.player.play(songs.plain);
        await bench.clock.advance(1);
        await signIn(choose(), 's2');
        await comes(show(songs.plain.title));
        await advance(200);
        assert.equal(polls(), before + 1);
      });
    }
  });

  describe('and a copy of the session each, as in a browser', () => {
    const states = (state: Playback['kind']) => all(({ store }) => store.playback.kind === state);

    async function pages(count: number): Promise<void> {
      bench.spotify.player.play(songs.plain);
      for (let index = 0; index < count; index += 1) {
        await open(bench.keychain.page());
        await comes(states('signedOut'));
      }
    }

    it('ask through the one that signs in, and all see it', async () => {
      await pages(3);
      const withSession = windows[2];
      assert.ok(withSession);
      await bench.clock.advance(1);
      await signIn(withSession, 's1');
      await comes(show(songs.plain.title));
      await advance(1_000);
      assert.equal(leader(), withSession);
      assert.equal(polls(), 1);
    });

    it('do not flicker once the song is shown', async () => {
      await pages(3);
      await bench.clock.advance(1);
      const hasSession = windows[1];
      assert.ok(hasSession);
      await signIn(hasSession, 's1');
      await comes(show(songs.plain.title));
      for (const { shown } of windows) shown.length = 0;
      await advance(1_000);
      for (const { shown } of windows) {
        assert.ok(
          shown.every((kind) => kind === 'playing'),
          shown.join(' '),
        );
      }
    });

    it('ask through one that has the session when they are opened together', async () => {
      bench.spotify.player.play(songs.plain);
      const unable = [bench.keychain.page(), bench.keychain.page()];
      await bench.signIn({ withAccessToken: false });
      await Promise.all([...unable, bench.keychain.page()].map((secrets) => open(secrets)));
      await comes(show(songs.plain.title));
      await advance(500);
      assert.equal(leader(), windows[2]);
      assert.equal(polls(), 1);
    });

    for (const index of [0, 1, 2]) {
      it(`all see a sign-out in one, even one that cannot read the session: ${index}`, async () => {
        await pages(3);
        await bench.clock.advance(1);
        const hasSession = windows[1];
        const leaver = windows[index];
        assert.ok(hasSession && leaver);
        await signIn(hasSession, 's1');
        await comes(show(songs.plain.title));
        const before = polls();
        await bench.clock.advance(1);
        await leaver.sessions.clear();
        await comes(states('signedOut'));
        await advance(500);
        await advance(hour, minute);
        assert.equal(polls(), before);
        assert.ok(states('signedOut')());
        assert.ok(![...bench.keychain.values.values()].join().includes('refreshToken'));
      });
    }

    it('refresh from one that cannot read the session', async () => {
      await pages(2);
      await bench.clock.advance(1);
      const [unable, hasSession] = windows;
      assert.ok(unable && hasSession);
      await signIn(hasSession, 's1');
      await comes(show(songs.plain.title));
      await advance(500);
      const before = polls();
      let outcome: boolean | undefined;
      void unable.refresh().then((did) => (outcome = did));
      await comes(() => outcome !== undefined);
      assert.equal(outcome, true);
      assert.equal(polls(), before + 1);
    });

    it('say that nobody can ask when the one that could is closed', async () => {
      await pages(2);
      await bench.clock.advance(1);
      const hasSession = windows[1];
      assert.ok(hasSession);
      await signIn(hasSession, 's1');
      await comes(show(songs.plain.title));
      close(hasSession);
      await comes(all(({ store }) => store.playback.kind === 'signedOut'));
      assert.deepEqual(windows[0]?.store.playback, { kind: 'signedOut', elsewhere: true });
    });
  });

  describe('refreshed from one that follows', () => {
    it('ask once, and say so when the answer is there', async () => {
      await listening(3);
      const before = polls();
      bench.spotify.player.play(songs.plain);
      const one = follower();
      let outcome: boolean | undefined;
      void one.refresh().then((did) => {
        outcome = did;
        assert.equal(one.title, songs.plain.title);
      });
      await comes(() => outcome !== undefined);
      assert.equal(outcome, true);
      assert.equal(polls(), before + 1);
    });

    it('ask once for several that want it at the same moment', async () => {
      await listening(3);
      const before = polls();
      const outcomes: boolean[] = [];
      for (const one of followers()) void one.refresh().then((did) => outcomes.push(did));
      await comes(() => outcomes.length === 2);
      assert.deepEqual(outcomes, [true, true]);
      assert.ok(polls() <= before + 2);
    });

    it('say that they did not ask during a limit', async () => {
      await listening(2);
      bench.spotify.faults.add(fault.rateLimit({ retryAfter: 3_600 }));
      await leader().refresh();
      await comes(all(({ store }) => store.playback.kind === 'unavailable'));
      const before = polls();
      let outcome: boolean | undefined;
      void follower()
        .refresh()
        .then((did) => (outcome = did));
      await comes(() => outcome !== undefined);
      assert.equal(outcome, false);
      assert.equal(polls(), before);
    });

    it('have it asked by the next one when the one that should is closed meanwhile', async () => {
      await listening(2);
      const asking = leader();
      const held = fault.held();
      bench.spotify.faults.add(held);
      const before = polls();
      let outcome: boolean | undefined;
      void follower()
        .refresh()
        .then((did) => (outcome = did));
      await comes(() => polls() > before);
      assert.equal(outcome, undefined);
      close(asking);
      await comes(() => outcome !== undefined);
      assert.equal(outcome, true);
      assert.equal(polls(), before + 2);
      held.release();
    });

    it('say that they did not ask while there is nobody who could', async () => {
      const window = make();
      let error: unknown;
      window.refresh().catch((reason: unknown) => (error = reason));
      await bench.clock.advance(4 * second);
      assert.equal(error, undefined, 'It did not wait for somebody.');
      await bench.clock.advance(2 * second);
      assert.deepEqual(rejectionOf(error), { kind: 'notAsking' });
    });
  });

  describe('controlled from one that follows', () => {
    const requests = (path: string) => asked(bench.spotify, `/v1/me/${path}`).length;

    it('execute an intent once, through the one that asks, and all show it', async () => {
      await listening(3);
      const one = follower();
      const before = polls();
      let done = false;
      void one.election.request({ kind: 'intent', intent: { kind: 'pause' } }).then(() => {
        done = true;
        assert.equal(one.store.playback.kind, 'paused');
      });
      await comes(() => done);
      assert.equal(bench.spotify.player.isPlaying, false);
      await comes(all(({ store }) => store.playback.kind === 'paused'));
      assert.equal(requests('player/pause'), 1);
      await comes(() => polls() > before);
      await advance(100);
      assert.equal(polls(), before + 1);
      for (const { shown } of windows) assert.deepEqual(new Set(shown), new Set(['paused']));
    });

    it('show what an intent will bring before Spotify has answered', async () => {
      await listening(2);
      const one = follower();
      const held = fault.held();
      bench.spotify.faults.add(held, { method: 'PUT' });
      const intent = one.election.request({ kind: 'intent', intent: { kind: 'pause' } });
      await comes(() => one.store.playback.kind === 'paused');
      await comes(() => requests('player/pause') === 1);
      held.release();
      await intent;
    });

    for (const [what, intent, rejection, prepare] of [
      ['no active device', { kind: 'next' }, { kind: 'noActiveDevice' }, () => bench.spotify.player.stop()],
      [
        'what is known beforehand',
        { kind: 'like', liked: true },
        { kind: 'notForItem', item: 'local' },
        () => bench.spotify.player.play(songs.local),
      ],
      [
        'a fault of Spotify',
        { kind: 'next' },
        { kind: 'problem', problem: { kind: 'refused', status: 503 } },
        () => void bench.spotify.faults.add(fault.serverError({ status: 503 }), { method: 'POST' }),
      ],
    ] as const) {
      it(`are told by the one that asks why not: ${what}`, async () => {
        await listening(2);
        const [one, asking] = [follower(), leader()];
        prepare();
        if (intent.kind === 'like') await asking.refresh();
        for (const window of [one, asking]) {
          let error: unknown;
          window.election.request({ kind: 'intent', intent }).catch((reason: unknown) => (error = reason));
          await comes(() => error !== undefined);
          assert.ok(error instanceof RejectedError);
          assert.deepEqual(error.rejection, rejection);
          if (intent.kind === 'next') prepare();
          if (rejection.kind === 'noActiveDevice') bench.spotify.player.play(songs.episode);
          if (rejection.kind === 'noActiveDevice') await asking.refresh();
          if (rejection.kind === 'noActiveDevice') bench.spotify.player.stop();
        }
      });
    }

    it('have the devices and what comes next brought to them', async () => {
      await listening(2);
      bench.spotify.player.play([songs.plain, songs.emoji, songs.episode]);
      const one = follower();
      let devices: readonly Device[] | undefined;
      let queue: readonly Item[] | undefined;
      void one.election.request({ kind: 'devices' }).then((list) => (devices = list));
      void one.election.request({ kind: 'queue' }).then((list) => (queue = list));
      await comes(() => devices !== undefined && queue !== undefined);
      assert.deepEqual(
        devices?.map(({ name, active }) => [name, active]),
        bench.spotify.player.devices.map(({ name }, index) => [name, index === 0]),
      );
      assert.deepEqual(queue?.[0]?.uri, songs.emoji.uri);
    });

    /** Closes the window that asks as soon as Spotify has a command, and says how the command ended. */
    async function closedDuring(intent: Intent, by: Window, path: string): Promise<unknown> {
      const asking = leader();
      let outcome: unknown;
      void by.election
        .request({ kind: 'intent', intent })
        .catch((reason: unknown) => rejectionOf(reason))
        .then((result) => (outcome = result));
      await comes(() => requests(path) === 1);
      assert.equal(outcome, undefined);
      close(asking);
      if (by !== asking) await comes(() => outcome !== undefined);
      return outcome;
    }

    describe('when the one that asks is closed while a command is under way', () => {
      const { plain, emoji } = songs;
      const kitchenOf = () => bench.spotify.player.devices[1]?.id ?? '';
      /** Spotify takes the first command, and the window that sent it never learns that. */
      const held = (method: string) => bench.spotify.faults.add(fault.held(), { method });
      const soon = async (condition: () => boolean, ms = 3 * second) => {
        const begun = bench.clock.now();
        await comes(condition);
        assert.ok(bench.clock.now() - begun < ms, `${bench.clock.now() - begun} ms`);
      };
      const hears = async () => {
        await listening(3);
        bench.spotify.player.play([plain, emoji]);
        await leader().refresh();
        await comes(show(plain.title));
      };

      for (const [what, intent, path, method, times] of [
        ['a pause', { kind: 'pause' }, 'player/pause', 'PUT', 2],
        ['a pause by a toggle', { kind: 'playPause' }, 'player/pause', 'PUT', 2],
        ['a volume', { kind: 'volumeTo', percent: 12 }, 'player/volume', 'PUT', 2],
        ['a step of the volume', { kind: 'volumeBy', percent: 10 }, 'player/volume', 'PUT', 2],
        ['a position', { kind: 'seekTo', ms: 90_000 }, 'player/seek', 'PUT', 2],
        ['a mode by a toggle', { kind: 'shuffle' }, 'player/shuffle', 'PUT', 2],
        ['a like', { kind: 'like', liked: true }, 'library', 'PUT', 2],
        ['a skip', { kind: 'next' }, 'player/next', 'POST', 1],
        ['a way back', { kind: 'previous' }, 'player/previous', 'POST', 1],
        ['a song for the queue', { kind: 'queue', uri: emoji.uri }, 'player/queue', 'POST', 1],
        ['a song', { kind: 'playUri', uri: emoji.uri }, 'player/play', 'PUT', 1],
      ] as const) {
        const [happens, outcome] =
          times === 2 ? ['is sent once more', null] : ['is not sent again', { kind: 'interrupted' }];
        it(`${what} ${happens}`, async () => {
          await hears();
          held(method);
          const ended = await closedDuring(intent, follower(), path);
          assert.deepEqual(ended, intent.kind === 'like' ? true : outcome);
          await advance(4 * second, 20);
          assert.equal(requests(path), times);
          if (intent.kind === 'volumeBy') assert.equal(bench.spotify.player.volume, 70);
          if (intent.kind === 'shuffle') assert.equal(bench.spotify.player.shuffle, true);
        });
      }

      it('another device is asked for once more', async () => {
        await hears();
        held('PUT');
        const intent = { kind: 'transfer', device: { ...kitchen, id: kitchenOf() }, play: true } as const;
        const sent = () =>
          asked(bench.spotify, '/v1/me/player').filter(({ method }) => method === 'PUT').length;
        let outcome: unknown;
        const asking = leader();
        void follower()
          .election.request({ kind: 'intent', intent })
          .then((result) => (outcome = result));
        await comes(() => sent() === 1);
        close(asking);
        await comes(() => outcome !== undefined);
        assert.equal(sent(), 2);
      });

      for (const who of ['the one that asks', 'one that follows'] as const) {
        const of = () => (who === 'one that follows' ? follower() : leader());

        it(`all show the song that came by a skip in ${who}`, async () => {
          await hears();
          held('POST');
          const before = polls();
          await closedDuring({ kind: 'next' }, of(), 'player/next');
          await soon(show(emoji.title));
          assert.deepEqual([requests('player/next'), polls()], [1, before + 1]);
          for (const { store } of windows) assert.equal(lastNowPlaying(store.playback)?.changing, false);
        });

        it(`all show what plays where a song was asked for in ${who} and nothing played`, async () => {
          await hears();
          bench.spotify.player.stop();
          await leader().refresh();
          await comes(all(({ store }) => store.playback.kind === 'nothing'));
          const device = bench.spotify.player.devices[0]?.id ?? '';
          const intent = { kind: 'transfer', device: { ...kitchen, id: device }, play: true } as const;
          let outcome: unknown;
          void of()
            .election.request({ kind: 'intent', intent })
            .then((result) => (outcome = result));
          await comes(() => outcome !== undefined);
          close(leader());
          await soon(all(({ store }) => store.playback.kind === 'playing'));
        });

        it(`all show that it plays where a pause in ${who} never came through`, async () => {
          await hears();
          bench.spotify.faults.add(fault.hang(), { method: 'PUT', times: Infinity });
          const by = of();
          const asking = leader();
          by.election.request({ kind: 'intent', intent: { kind: 'pause' } }).catch(() => undefined);
          await comes(() => requests('player/pause') === 1);
          await comes(all(({ store }) => store.playback.kind === 'paused'));
          if (by !== asking) close(by);
          close(asking);
          await soon(
            all(({ store }) => store.playback.kind === 'playing'),
            4 * second,
          );
        });
      }

      it('all show the song that came, also where Spotify tells of it late', async () => {
        await hears();
        held('POST');
        bench.spotify.player.staleMs = second;
        const before = polls();
        await closedDuring({ kind: 'next' }, leader(), 'player/next');
        await soon(() => polls() === before + 2);
        await soon(show(emoji.title));
        assert.equal(polls(), before + 2);
      });

      it('all show it when the command was through, and nobody had looked yet', async () => {
        await hears();
        let done = false;
        void follower()
          .election.request({ kind: 'intent', intent: { kind: 'next' } })
          .then(() => (done = true));
        await comes(() => done);
        const before = polls();
        close(leader());
        await soon(() => polls() > before);
        await soon(show(emoji.title));
      });

      it('the devices and what comes next are asked for once more', async () => {
        for (const [kind, path] of [
          ['devices', 'player/devices'],
          ['queue', 'player/queue'],
        ] as const) {
          await hears();
          held('GET');
          const asking = leader();
          let outcome: unknown;
          void follower()
            .election.request({ kind })
            .then((result) => (outcome = result));
          await comes(() => requests(path) === 1);
          close(asking);
          await comes(() => outcome !== undefined);
          assert.ok(Array.isArray(outcome) && outcome.length > 0);
          for (const window of [...windows]) close(window);
        }
      });

      it('what is sent once more does not come after what was asked for later', async () => {
        await hears();
        bench.spotify.faults.add(fault.hang(), { method: 'PUT' });
        const [one, asking] = [follower(), leader()];
        const outcomes: string[] = [];
        const intent = (kind: 'pause' | 'play') =>
          void one.election.request({ kind: 'intent', intent: { kind } }).then(() => outcomes.push(kind));
        intent('pause');
        await comes(() => requests('player/pause') === 1);
        close(asking);
        intent('play');
        await comes(() => outcomes.length === 2);
        assert.deepEqual(outcomes, ['pause', 'play']);
        assert.equal(bench.spotify.player.isPlaying, true);
      });
    });

    it('look again whether the place is theirs when the look was long ago, as by a process that was stopped', async () => {
      bench.spotify.player.play(songs.plain);
      await bench.signIn({ withAccessToken: false });
      const torn = new Torn(channel());
      const window = await open(undefined, torn);
      await comes(show(songs.plain.title));
      let looks = 0;
      assert.ok(torn.listener);
      torn.listener.isOurs = () => {
        looks += 1;
        if (looks === 1) bench.clock.sleep(3 * second);
        return Promise.resolve(looks === 1);
      };
      const asked = window.election.asLeader(() => Promise.resolve());
      await assert.rejects(asked, { name: 'NotAskingError' });
      assert.equal(looks, 2);
    });

    it('try again, whatever it is, when the place was taken from the one that asked before it did', async () => {
      await listening(2);
      bench.spotify.player.play([songs.plain, songs.emoji]);
      await leader().refresh();
      await comes(show(songs.plain.title));
      for (const by of [leader(), follower()]) {
        await rm(folder.file(`earshot-${process.getuid?.() ?? 0}`), { recursive: true });
        bench.spotify.player.play([songs.plain, songs.emoji]);
        const sent = requests('player/next');
        let outcome: unknown;
        void by.election
          .request({ kind: 'intent', intent: { kind: 'next' } })
          .catch((reason: unknown) => rejectionOf(reason))
          .then((result) => (outcome = result));
        await comes(() => outcome !== undefined);
        assert.equal(outcome, null);
        assert.equal(requests('player/next'), sent + 1);
        assert.equal(bench.spotify.player.item, songs.emoji);
        await comes(() => leaders().length === 1 && (windows.length === 1 || followers().length === 1));
      }
    });

    it('wait until it is known who asks', async () => {
      bench.spotify.player.play([songs.plain, songs.emoji, songs.rightToLeft]);
      await bench.signIn({ withAccessToken: false });
      for (const role of ['leads', 'follows']) {
        const window = make();
        let outcome: unknown;
        void window.election
          .request({ kind: 'intent', intent: { kind: 'next' } })
          .catch((reason: unknown) => rejectionOf(reason))
          .then((result) => (outcome = result));
        await advance(100);
        assert.equal(outcome, undefined, role);
        await window.start();
        await comes(() => outcome !== undefined);
        assert.equal(outcome, null);
      }
      assert.equal(bench.spotify.player.item, songs.rightToLeft);
      assert.equal(requests('player/next'), 2);
    });

    it('reject a request that they cannot read, so that nobody waits for it, and go on', async () => {
      await listening(1);
      const connection = await channel().connect();
      assert.ok(connection);
      const messages: unknown[] = [];
      connection.onMessage((message) => messages.push(message));
      connection.send({ type: 'request', id: 7, request: { kind: 'playlists' } });
      connection.send({ type: 'request', id: 8, request: { kind: 'refresh' } });
      const answers = () => messages.filter((message) => (message as { type?: unknown }).type === 'done');
      await comes(() => answers().length > 1);
      await advance(100);
      connection.dispose();
      assert.deepEqual(answers(), [
        {
          type: 'done',
          id: 7,
          outcome: { kind: 'refused', rejection: { kind: 'problem', problem: { kind: 'fault' } } },
        },
        { type: 'done', id: 8, outcome: { kind: 'done', result: true } },
      ]);
    });

    it('ask about likes in one place only', async () => {
      bench.spotify.player.play(songs.plain);
      await bench.signIn({ withAccessToken: false });
      for (let index = 0; index < 3; index += 1) await open(undefined, undefined, index === 1);
      await comes(show(songs.plain.title));
      await advance(3_000, 10);
      await comes(all(({ store }) => lastNowPlaying(store.playback)?.liked === false));
      assert.equal(requests('library/contains'), 1);
      assert.equal(requests('player/queue'), 1);
    });
  });

  it('send nothing before the end of a limit, whoever is closed and opened meanwhile', async () => {
    await listening(3);
    bench.spotify.faults.add(fault.quota({ retryAfter: 7_200 }));
    await leader().refresh();
    await comes(all(({ store }) => store.playback.kind === 'unavailable'));
    const before = bench.spotify.requests.filter(({ path }) => path.startsWith('/v1/')).length;
    close(leader());
    await comes(() => leaders().length === 1);
    for (const window of [...windows]) close(window);
    await advance(200);
    await open();
    await open();
    await comes(all(({ store }) => store.playback.kind === 'unavailable'));
    await advance(hour, minute);
    assert.equal(bench.spotify.requests.filter(({ path }) => path.startsWith('/v1/')).length, before);
    await advance(hour + minute, minute);
    await comes(show(songs.episode.title));
    assert.equal(leaders().length, 1);
  });

  it('count the focus of each', async () => {
    await listening(3);
    const asking = leader();
    assert.equal(asking.focusedSince, undefined);
    const [one, other] = followers();
    assert.ok(one && other);
    one.focus.focus(true);
    await comes(() => asking.focusedSince !== undefined);
    other.focus.focus(true);
    one.focus.focus(false);
    await advance(100);
    assert.notEqual(asking.focusedSince, undefined);
    close(other);
    await comes(() => asking.focusedSince === undefined);
  });

  it('know of a focus that was there before they met', async () => {
    await listening(1);
    await open(undefined, undefined, true);
    await comes(() => leader().focusedSince !== undefined);
    close(leader());
    await comes(() => leaders().length === 1);
    assert.notEqual(leader().focusedSince, undefined);
  });

  it('each ask for themselves where they cannot see each other', async () => {
    bench.spotify.player.play(songs.plain);
    await bench.signIn({ withAccessToken: false });
    const why = 'The path of the folder for the windows’ socket is too long.';
    const blind: Channel = {
      connect: () => Promise.reject(new ChannelError(why)),
      listen: () => Promise.reject(new ChannelError(why)),
    };
    for (let index = 0; index < 3; index += 1) await open(undefined, blind);
    await comes(show(songs.plain.title));
    assert.equal(leaders().length, 3);
    assert.equal(polls(), 3);
    for (const window of windows) {
      assert.match(
        window.log.text,
        /warn Windows cannot connect to each other.*: The path of the folder .* is too long\./,
      );
      assert.equal(await window.refresh(), true);
    }
  });

  describe('where a stranger has the place', () => {
    /** Neither answers nor lets anybody in, until it is gone. */
    class Occupied implements Channel {
      tries = 0;
      real: Channel | undefined;

      connect() {
        this.tries += 1;
        return this.real?.connect() ?? Promise.resolve(undefined);
      }

      listen() {
        return this.real?.listen() ?? Promise.resolve(undefined);
      }
    }

    const warnings = () =>
      windows.flatMap(({ log }) => log.lines.filter((connection) => connection.startsWith('warn')));

    it('each ask for themselves after a few tries, and say so once', async () => {
      bench.spotify.player.play(songs.plain);
      await bench.signIn({ withAccessToken: false });
      const occupied = new Occupied();
      const begun = bench.clock.now();
      const window = await open(undefined, occupied);
      let outcome: unknown;
      void window.election
        .request({ kind: 'intent', intent: { kind: 'pause' } })
        .catch((reason: unknown) => rejectionOf(reason))
        .then((result) => (outcome = result));
      await comes(() => window.title === songs.plain.title);
      assert.ok(bench.clock.now() - begun < 3 * second);
      assert.ok(occupied.tries <= 5, `${occupied.tries} tries`);
      await comes(() => outcome !== undefined);
      assert.notDeepEqual(outcome, { kind: 'interrupted' });
      assert.equal(await window.refresh(), true);
      await advance(10 * minute, second);
      assert.ok(occupied.tries <= 15, `${occupied.tries} tries`);
      assert.deepEqual(warnings(), [
        'warn Windows cannot connect to each other, so this one asks Spotify on its own: The program at the windows’ address does not respond.',
      ]);
    });

    it('come together within a minute or so when it has gone', async () => {
      bench.spotify.player.play(songs.episode);
      await bench.signIn({ withAccessToken: false });
      const channels = [new Occupied(), new Occupied(), new Occupied()];
      for (const occupied of channels) await open(undefined, occupied);
      await comes(show(songs.episode.title));
      assert.equal(leaders().length, 3);
      for (const { shown } of windows) shown.length = 0;
      for (const occupied of channels) occupied.real = channel();
      await advance(minute - 4 * second, second / 2);
      await comes(() => leaders().length === 1, 'they never came together', 5);
      await advance(5 * second, 100);
      assert.equal(leaders().length, 1);
      for (const { shown } of windows) assert.ok(shown.every((kind) => kind === 'playing'));
    });
  });

  it('find each other within a minute or so when the key was taken away meanwhile', async () => {
    await listening(2);
    await rm(folder.file('storage', 'windows.key'));
    const late = await open();
    await comes(() => late.title === songs.episode.title);
    await advance(minute, second / 2);
    await comes(() => leaders().length === 1 && followers().length === 2);
    const before = polls();
    assert.equal(await leader().refresh(), true);
    assert.equal(polls(), before + 1);
  });

  describe('and one that asks as it should not', () => {
    /** Has the place from now on, and does something with who calls. */
    async function thief(welcome: (connection: Connection) => unknown): Promise<Listener> {
      const listener = await channel().listen();
      assert.ok(listener);
      listener.onConnection((connection) => void welcome(connection));
      return listener;
    }

    it('wait for it no longer than a request may take', async () => {
      await bench.signIn({ withAccessToken: false });
      const lines: Connection[] = [];
      const listener = await thief((connection) => lines.push(connection));
      const window = await open();
      await comes(() => lines.length === 1);
      let error: unknown;
      window.refresh().catch((reason: unknown) => (error = reason));
      await advance(19 * second, 10);
      assert.equal(error, undefined);
      await advance(2 * second, 10);
      assert.deepEqual(rejectionOf(error), { kind: 'interrupted' });
      listener.dispose();
    });

    it('call it again after pauses that grow, when it ends the connection each time', async () => {
      await bench.signIn({ withAccessToken: false });
      let calls = 0;
      const listener = await thief((connection) => {
        calls += 1;
        connection.dispose();
      });
      await open();
      await comes(() => calls > 0);
      await advance(5 * second);
      assert.ok(calls > 3 && calls < 12, `${calls} calls in 5 s`);
      listener.dispose();
      await comes(() => leaders().length === 1);
    });

    it('are not told what is too long, and stay', async () => {
      await listening(2);
      const one = follower();
      const title = 'x'.repeat(1_500_000);
      leader().store.dispatch({ type: 'shared', playback: tooLong(leader().store.playback, title) });
      let error: unknown;
      const said = one.election.request({ kind: 'intent', intent: { kind: 'playUri', uri: title } });
      said.catch((reason: unknown) => (error = reason));
      await comes(() => error !== undefined);
      assert.deepEqual(rejectionOf(error), { kind: 'problem', problem: { kind: 'fault' } });
      await advance(2 * second, 10);
      assert.match(leader().log.text, /warn Message too long for another window: playback/);
      assert.match(one.log.text, /warn Message too long for the window that asks Spotify: request/);
      assert.equal(one.title, songs.episode.title);
      assert.equal(one.log.lines.filter((connection) => /Another window asks/.test(connection)).length, 1);
    });
  });

  for (const [what, request, kind] of [
    ['a link that leads elsewhere', findCatalogItem('../../me/following?type=artist'), 'unknownItem'],
    ['a link of one thing that calls itself another', findCatalogItem('spotify:track:x'), 'unknownItem'],
    ['a link with a query', likeOf(`${songs.plain.uri}&uris=spotify:track:x`), 'unknownItem'],
    ['what is no link, to be played', playOf('spotify:user:wren/../me'), 'unknownItem'],
    ['what is no link, to be queued', queueOf('a b'), 'unknownItem'],
    ['a device that is none', transferTo('d1\r\nx'), 'deviceGone'],
    ['a device that is none, to play there', playThere('d1\r\nx'), 'deviceGone'],
    ['a device without an end', transferTo('d'.repeat(1_000)), 'deviceGone'],
  ] as const) {
    it(`refuse before Spotify is asked, when one of them wants ${what}`, async () => {
      await listening(1);
      const connection = await channel().connect();
      assert.ok(connection);
      const messages: unknown[] = [];
      connection.onMessage((message) => messages.push(message));
      const before = bench.spotify.requests.length;
      connection.send({ type: 'request', id: 7, request });
      const outcome = { kind: 'refused', rejection: { kind } };
      await comes(() => messages.some((message) => (message as { type?: unknown }).type === 'done'));
      connection.dispose();
      assert.deepEqual(messages.at(-1), { type: 'done', id: 7, outcome });
      assert.equal(bench.spotify.requests.length, before);
    });
  }

  it('ask for a link by what it names, whatever else a window says that it is', async () => {
    await listening(1);
    const connection = await channel().connect();
    assert.ok(connection);
    const { uri } = songs.plain;
    const link = { type: 'artist', id: '../../me/following?type=artist', uri };
    connection.send({ type: 'request', id: 7, request: { kind: 'catalogItem', link } });
    const asked = () => bench.spotify.requests.at(-1)?.path;
    await comes(() => asked() === `/v1/tracks/${uri.split(':')[2]}`);
    connection.dispose();
  });

  it('try again when they could not call for a moment', async () => {
    await listening(1);
    const real = channel();
    let calls = 0;
    const flaky: Channel = {
      connect: () => ((calls += 1) === 1 ? Promise.reject(new Error('EMFILE')) : real.connect()),
      listen: () => Promise.resolve(undefined),
    };
    const window = await open(undefined, flaky);
    await comes(() => window.title === songs.episode.title);
    assert.equal(leaders().length, 1);
  });

  describe('and are closed too early', () => {
    /** What the channel gave out, and whether it was given back. */
    let given: { readonly end: () => unknown; ended: boolean }[];
    beforeEach(() => {
      given = [];
    });
    // Nothing that a window has kept may disturb the next test.
    afterEach(() => given.forEach(({ end }) => void end()));

    function note<T extends Disposable | undefined>(thing: T): T {
      if (thing) {
        const catalogItem = { end: thing.dispose.bind(thing), ended: false };
        given.push(catalogItem);
        thing.dispose = () => {
          catalogItem.ended = true;
          return catalogItem.end();
        };
      }
      return thing;
    }

    const allGivenBack = () => given.length > 0 && given.every(({ ended }) => ended);

    it('do not follow when that comes while they call', async () => {
      await listening(1);
      const real = channel();
      const window: Window = make(undefined, {
        connect: async () => {
          const connection = note(await real.connect());
          window.close();
          return connection;
        },
        listen: () => real.listen(),
      });
      await window.start();
      await advance(500);
      await comes(allGivenBack, 'A line is left.');
    });

    it('do not lead when that comes while they take the place', async () => {
      await bench.signIn({ withAccessToken: false });
      const real = channel();
      const window: Window = make(undefined, {
        connect: () => real.connect(),
        listen: async () => {
          const listener = note(await real.listen());
          window.close();
          return listener;
        },
      });
      await window.start();
      await advance(500);
      assert.equal(window.leads, false);
      await comes(allGivenBack, 'The place is still taken.');
    });

    it('do not lead when that comes while they look whether the place is theirs', async () => {
      await bench.signIn({ withAccessToken: false });
      const real = channel();
      const window: Window = make(undefined, {
        connect: () => real.connect(),
        listen: async () => {
          const listener = note(await real.listen());
          return (
            listener && {
              name: listener.name,
              onConnection: listener.onConnection,
              isOurs: async () => {
                const ours = await listener.isOurs();
                window.close();
                return ours;
              },
              dispose: () => listener.dispose(),
            }
          );
        },
      });
      await window.start();
      await advance(500);
      await comes(allGivenBack, 'The place is still taken.');
      assert.equal(polls(), 0);
    });

    it('do not ask alone when that comes before they know that they are', async () => {
      await bench.signIn({ withAccessToken: false });
      const window: Window = make(undefined, {
        connect: () => Promise.resolve(undefined),
        listen: () => {
          window.close();
          return Promise.reject(new Error('EACCES'));
        },
      });
      await window.start();
      await advance(500);
      assert.equal(polls(), 0);
    });
  });

  it('do not show what the one that asked said last, once they ask themselves', async () => {
    bench.spotify.player.play(songs.plain);
    await bench.signIn({ withAccessToken: false });
    const listener = await channel().listen();
    assert.ok(listener);
    const lines: Connection[] = [];
    listener.onConnection((connection) => lines.push(connection));
    const real = bench.keychain.window();
    /** What the next reading of the keychain brings, when it does. */
    let next: Promise<undefined> | undefined;
    const get = (key: string) => {
      const answer = next ?? real.get(key);
      next = undefined;
      return answer;
    };
    const window = await open({ ...real, get });
    await comes(() => lines.length === 1);
    let refuse: (error: Error) => void = () => undefined;
    next = new Promise((_resolve, reject) => (refuse = reject));
    lines[0]?.send({ type: 'playback', playback: { kind: 'signedOut', elsewhere: false } });
    await comes(() => next === undefined, 'The session is read before that is believed.');
    listener.dispose();
    await comes(() => window.title === songs.plain.title);
    refuse(new Error('The keychain is locked.'));
    await advance(50);
    assert.equal(window.title, songs.plain.title);
  });

  it('mind it not when one cannot read its secrets', async () => {
    await listening(1);
    let broken = false;
    const secrets = bench.keychain.page();
    const brittle: Secrets = {
      ...secrets,
      get: (key) => (broken ? Promise.reject(new Error('No keyring.')) : secrets.get(key)),
    };
    close(leader());
    await open(brittle);
    await comes(() => leaders().length === 1);
    broken = true;
    const rejections: unknown[] = [];
    const note = (reason: unknown) => rejections.push(reason);
    const others = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection');
    process.on('unhandledRejection', note);
    try {
      await open();
      await advance(200);
    } finally {
      process.off('unhandledRejection', note);
      for (const listener of others) process.on('unhandledRejection', listener);
    }
    assert.deepEqual(rejections, []);
  });

  it('leave no socket, timer, file or listener after fifty were opened and closed', async () => {
    bench.spotify.player.play(songs.episode);
    await bench.signIn({ withAccessToken: false });
    const focuses: ToldFocus[] = [];
    for (let round = 0; round < 5; round += 1) {
      for (let index = 0; index < 10; index += 1) focuses.push((await open()).focus);
      await comes(show(songs.episode.title));
      // Half of them in the order of their coming, half of them at once and in the reverse order.
      for (const window of windows.slice(0, 5)) {
        close(window);
        await advance(20);
      }
      for (const window of [...windows].reverse()) close(window);
    }
    await comes(() => pipes() === 0, 'A socket or server is left.');
    await comes(() => bench.clock.waiting === 0, 'A timer is left.');
    let left: string[] = ['?'];
    for (let turn = 0; turn < 100 && left.length > 0; turn += 1) {
      await turns(2);
      left = await sockets();
    }
    assert.deepEqual(left, []);
    assert.deepEqual(await readdir(folder.file('storage')), ['windows.key', `windows.place-${machineId()}`]);
    assert.ok(focuses.length === 50 && focuses.every(({ hasListeners }) => !hasListeners));
  });
});
