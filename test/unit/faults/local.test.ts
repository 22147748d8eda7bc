import assert from 'node:assert/strict';
import type { Intent } from '../../../src/model/commands/intent';
import { isAway, lastNowPlaying } from '../../../src/model/playback/playback';
import { MergedSource } from '../../../src/player/sources/mergedSource';
import { hour, minute, second } from '../support';
import { Cases } from './cases';
import { assertTrue, outcomeIn } from './expected';
import { LocalApp } from './localApp';
import { systems, type System, type SystemName } from './localSystems';
import { songs, type Beginning, type FaultyWindow } from './window';

/** One misbehaviour of the app, or of what is between it and us. */
interface AppFault {
  readonly what: string;
  readonly begin: (app: LocalApp, system: System, window: FaultyWindow) => unknown;
  readonly end?: (app: LocalApp, system: System, window: FaultyWindow) => void;
}

const said = (what: string, wrong: LocalApp['wrong']): AppFault => ({
  what,
  begin: (app) => (app.wrong = wrong),
  end: (app) => (app.wrong = {}),
});

const appFaults: readonly AppFault[] = [
  {
    what: 'is closed',
    begin(app, _, { spotify }) {
      app.isOpen = false;
      spotify.player.stop();
    },
    end(app, _, { spotify }) {
      app.isOpen = true;
      spotify.player.resume();
    },
  },
  { what: 'hangs', begin: (app) => (app.hangs = true), end: (app) => (app.hangs = false) },
  {
    what: 'does what it is told without an answer',
    begin: (app) => (app.keepsQuiet = true),
    end: (app) => (app.keepsQuiet = false),
  },
  { what: 'refuses', begin: (app) => (app.refuses = true), end: (app) => (app.refuses = false) },
  { what: 'cannot be read', begin: (app) => (app.isGarbled = true), end: (app) => (app.isGarbled = false) },
  {
    what: 'is another account’s',
    async begin(app, system, { clock, spotify }) {
      // Whoever signs out of it stops what it plays.
      spotify.player.pause();
      app.wrong = { status: 'Stopped', title: '', uri: undefined };
      system.notify();
      await clock.leap(minute);
      app.wrong = {};
      app.isForeign = true;
    },
    end: (app) => (app.isForeign = false),
  },
  {
    what: 'shows another device',
    begin: (_, __, { spotify }) => spotify.player.change({ deviceIndex: 1 }),
    end: (_, __, { spotify }) => spotify.player.change({ deviceIndex: 0 }),
  },
  { what: 'is restarted', begin: (_, system) => system.restart() },
  { what: 'is not alone', begin: (_, system) => system.makeNoise() },
  {
    what: 'tells a thousand times that it is the same',
    begin(_, system) {
      for (let time = 0; time < 1_000; time += 1) system.notify();
    },
  },
  said('has its position stuck at 0', { positionMs: 0 }),
  said('is before its start', { positionMs: -5_000 }),
  said('is past its end', { positionMs: 90 * hour }),
  said('has no position', { positionMs: undefined }),
  said('has no length', { durationMs: undefined }),
  said('has a length of 0', { durationMs: 0 }),
  said('has no artist', { artist: '' }),
  said('has no album', { album: '' }),
  said('has a URI that is none', { uri: 'spotify:tree:x' }),
  said('has no URI', { uri: undefined }),
  said('has no words', { title: '', artist: '', album: '', uri: undefined }),
  said('plays an advertisement by the name of the song before', { uri: 'spotify:ad:x' }),
];

/** Who is asked besides the app. */
const modes = ['signed in', 'signed out', 'with Spotify out of reach'] as const;
type Mode = (typeof modes)[number];

const intents: readonly (Intent | undefined)[] = [
  undefined,
  { kind: 'play' },
  { kind: 'pause' },
  { kind: 'next' },
  { kind: 'previous' },
  { kind: 'seekTo', ms: 5 * minute },
];

/** The app's words come within a second, and Spotify is asked about them once in five; a script starts anew after one. */
const settledMs = 12 * second;
/** A bus or an app that has failed is looked for at least so often. */
const foundAgainMs = minute + settledMs;
/** Spotify is asked what plays at most so often while somebody looks and the app says nothing: its shortest heartbeat. */
const mostRequests = 2 * 20;

class Case {
  constructor(
    private readonly window: FaultyWindow,
    private readonly app: LocalApp,
    private readonly system: System,
    private readonly mode: Mode,
    private readonly fault: AppFault,
    private readonly intent: Intent | undefined,
  ) {}

  async run(): Promise<void> {
    const { window, app, system, fault, mode } = this;
    const { clock } = window;
    if (mode === 'signed out') await window.sessions.clear();
    await this.#settle();
    if (mode === 'with Spotify out of reach')
      window.arm({ kind: 'noReply', code: 'ENOTFOUND' }, { path: /./, times: Infinity });
    const since = window.sent.length;
    await fault.begin(app, system, window);
    await this.#settle();
    this.#assertShown();
    if (this.intent) await this.#command(this.intent);
    assert.ok(window.sent.length - since <= mostRequests, `${window.sent.length - since} requests`);
    if (mode === 'signed out') assert.equal(window.sent.length, since);
    fault.end?.(app, system, window);
    window.disarm();
    system.notify();
    await clock.leap(foundAgainMs);
    this.#assertShown();
    assert.equal(this.#title, window.spotify.player.item?.title);
  }

  async #settle(): Promise<void> {
    this.system.notify();
    await this.window.clock.leap(settledMs);
  }

  /** It is done once or not at all, and only what was done is said to be. */
  async #command(intent: Intent): Promise<void> {
    const { window, app } = this;
    const { spotify, sent } = window;
    const before = {
      app: app.done.length,
      spotify: sent.filter(isCommand).length,
      at: spotify.player.changes.length,
    };
    const outcome = await outcomeIn(window, window.polling.election.request({ kind: 'intent', intent }));
    await this.#settle();
    const byApp = app.done.length - before.app;
    const bySpotify = sent.filter(isCommand).length - before.spotify;
    assert.ok(byApp + bySpotify <= 1, `It was done ${byApp} times by the app, and ${bySpotify} by Spotify.`);
    if (outcome === 'ok' && this.fault.what !== 'is another account’s') assert.equal(byApp + bySpotify, 1);
    this.#assertShown();
  }

  get #title(): string | undefined {
    return lastNowPlaying(this.window.store.playback)?.item.title;
  }

  /** With a session it is what Spotify says, without what the app says, or nothing. */
  #assertShown(): void {
    const { window, app, mode } = this;
    const { playback } = window.store;
    if (isAway(playback)) {
      assert.equal(mode, 'signed out');
      const { local } = playback;
      if (!local) return;
      assert.ok(app.isOpen, 'The app is closed.');
      assert.deepEqual([local.item.title, local.kind], [app.said.title, app.said.status.toLowerCase()]);
    } else if (playback.kind === 'nothing') {
      assert.equal(window.spotify.player.item, null);
    } else if (playback.kind === 'unavailable' && lastNowPlaying(playback)?.local && isRead(app)) {
      const { item, kind } = lastNowPlaying(playback) ?? assert.fail();
      assert.deepEqual([item.title, kind], [app.said.title, app.said.status.toLowerCase()]);
    } else if (window.spotify.player.item) {
      assertTrue(window, mode === 'with Spotify out of reach');
    } else {
      assert.equal(playback.kind, 'unavailable', 'Something plays, it says.');
    }
  }
}

const isRead = ({ isOpen, hangs, isGarbled }: LocalApp) => isOpen && !hangs && !isGarbled;
const isCommand = ({ what }: { readonly what: string }) => !what.startsWith('GET ');

/** The app of each window. */
const apps = new WeakMap<FaultyWindow, { readonly app: LocalApp; readonly system: System }>();

function beside(name: SystemName): Beginning {
  return {
    focused: false,
    list: songs.long,
    source: (window) => (parts) => {
      const app = new LocalApp(window.spotify.player);
      const system = systems[name](app, window.clock);
      app.notify = () => system.notify();
      apps.set(window, { app, system });
      const mode = { value: 'auto', onDidChange: () => ({ dispose: () => undefined }) } as const;
      const local = {
        mode,
        open: () => Promise.resolve(system.player),
        openApp: () => Promise.resolve(false),
        deviceName: 'Desk',
      };
      return new MergedSource({ ...parts, local }, window.clock, window.log);
    },
  };
}

describe('the Spotify app on this machine', () => {
  for (const name of Object.keys(systems) as SystemName[]) {
    const cases = new Cases(beside(name));
    for (const mode of modes) {
      const all = appFaults.flatMap((fault) =>
        intents.map((intent) => ({
          what: `${fault.what}, ${intent?.kind ?? 'and nobody commands'}`,
          run(window: FaultyWindow) {
            const { app, system } = apps.get(window) ?? assert.fail();
            return new Case(window, app, system, mode, fault, intent).run();
          },
        })),
      );
      it(`misleads nobody on ${name}, ${mode}: ${all.length} cases`, () => cases.all(all));
    }
  }
});
