import {
  LocalCommandError,
  type LocalCommand,
  type LocalPlayer,
  type LocalState,
} from '../../../src/local/player';
import type { LocalTrack } from '../../../src/local/player';
import type { Command } from '../../../src/model/commands/intent';
import { SignedOutError } from '../../../src/model/errors/apiProblem';
import type { Device, Item } from '../../../src/model/playback/item';
import { lastNowPlaying, type Playback } from '../../../src/model/playback/playback';
import type { ItemSnapshot, PlayerSnapshot } from '../../../src/model/playback/snapshot';
import { Emitter } from '../../../src/platform/event';
import type { SourceMode } from '../../../src/player/sources/localReader';
import type { SpotifyApi } from '../../../src/player/spotifyApi';
import { Around, Lines, ManualClock, Playing, snapshot, song, ToldFocus } from '../support';

export type Available = Extract<LocalState, { readonly kind: 'available' }>;

/** This machine, as Spotify lists it. */
export const desk: Device = {
  id: 'desk',
  name: 'Desk',
  type: 'Computer',
  volume: 60,
  hasVolume: true,
  restricted: false,
  active: true,
};

/** Another song than `song`. */
export const other: Item = { ...song, title: 'Kettle Hymn', uri: 'spotify:track:5e6f7g8h9i0j1k2l3m4n5o' };

/** An item as the app on Linux tells of it. */
export function trackOf({ uri, title, artists, album, durationMs, image }: Item): LocalTrack {
  const names = artists.map(({ name }) => name);
  const about = { title, artists: names, album: album?.name ?? '', durationMs, artworkUrl: image?.url };
  return { kind: 'track', uri, ...about };
}

/** What the app says of the song 20 s after its start. */
export function available(changes: Partial<Available> = {}): Available {
  return {
    kind: 'available',
    status: 'playing',
    elsewhere: false,
    track: trackOf(song),
    positionMs: 20_000,
    observedAt: 0,
    volumePercent: 60,
    shuffle: false,
    repeat: 'off',
    ...changes,
  };
}

export const closed: LocalState = { kind: 'unavailable', problem: 'notRunning' };

/** A Spotify app that says what it is told to say, and keeps what it is asked to do. */
export class FakeApp implements LocalPlayer {
  readonly #changed = new Emitter<LocalState>();
  readonly onDidChange = this.#changed.event;
  readonly capabilities = new Set(['play', 'pause', 'next', 'previous', 'seek', 'volume', 'open'] as const);
  readonly commands: LocalCommand[] = [];
  state: LocalState = { kind: 'starting' };
  isStarted = false;
  refusal: LocalCommandError['reason'] | undefined;
  reads = 0;

  constructor(private readonly clock: ManualClock) {}

  says(state: LocalState): void {
    this.state = state.kind === 'available' ? { ...state, observedAt: this.clock.monotonic() } : state;
    this.#changed.fire(this.state);
  }
  plays(item: Item, changes: Partial<Available> = {}): void {
    this.says(available({ track: trackOf(item), ...changes }));
  }
  start(): void {
    this.isStarted = true;
  }
  stop(): void {
    this.isStarted = false;
  }
  readPosition(): Promise<void> {
    this.reads += 1;
    return Promise.resolve();
  }
  execute(command: LocalCommand): Promise<void> {
    this.commands.push(command);
    return this.refusal
      ? Promise.reject(new LocalCommandError(this.refusal, 'As it was told.'))
      : Promise.resolve();
  }
  dispose(): void {
    this.#changed.dispose();
  }
}

/** One window beside a Spotify app, and a Spotify that answers what it is told to. */
export class Beside {
  readonly clock = new ManualClock();
  readonly app = new FakeApp(this.clock);
  readonly around = new Around(new ToldFocus(false), this.clock);
  readonly #modeChanged = new Emitter<unknown>();
  #mode: SourceMode = 'auto';
  /** How often Spotify was asked what plays. */
  requests = 0;
  readonly commands: Command[] = [];
  readonly shown: Playback[] = [];
  /** What Spotify answers; throws where it does not. */
  answer: () => PlayerSnapshot | Promise<PlayerSnapshot> = () => this.on(song);
  readonly playing: Playing;

  constructor() {
    const mode = { get: () => this.#mode };
    const local = {
      mode: {
        get value() {
          return mode.get();
        },
        onDidChange: this.#modeChanged.event,
      },
      open: () => Promise.resolve(this.app),
      openApp: () => Promise.resolve(false),
      deviceName: 'this machine',
    };
    this.playing = new Playing(this.#api(), this.around, this.clock, new Lines(), local);
    this.playing.store.onDidChange((playback) => this.shown.push(playback));
  }

  #api(): SpotifyApi {
    const none = () => Promise.reject(new SignedOutError());
    return {
      player: async () => {
        this.requests += 1;
        return Promise.resolve(this.answer());
      },
      command: (command) => Promise.resolve(void this.commands.push(command)),
      recentlyPlayed: () => Promise.resolve([]),
      queue: () => Promise.resolve([]),
      likes: () => Promise.resolve(new Map()),
      devices: none,
      profile: none,
      catalogItem: none,
      library: none,
      editPlaylist: none,
    };
  }

  /** What Spotify says of an item that plays now. */
  on(item: Item, changes: Partial<ItemSnapshot> = {}): PlayerSnapshot {
    return snapshot({ item, device: desk, receivedAt: this.clock.now(), ...changes });
  }

  set mode(mode: SourceMode) {
    this.#mode = mode;
    this.around.become({ localOnly: mode === 'local' });
    this.#modeChanged.fire(undefined);
  }

  get store() {
    return this.playing.store;
  }
  get playback(): Playback {
    return this.store.playback;
  }
  get title(): string | undefined {
    return lastNowPlaying(this.playback)?.item.title;
  }

  /** The window leads; nobody is signed in. */
  async start(): Promise<void> {
    this.playing.poller.start();
    await this.clock.advance(0);
  }

  async signIn(): Promise<void> {
    this.playing.poller.startOver();
    this.store.dispatch({ type: 'signedIn' });
    await this.clock.advance(0);
  }

  /** Signed in, and Spotify agrees with the app that the song plays. */
  async agree(): Promise<void> {
    await this.start();
    this.app.plays(song);
    await this.signIn();
    this.forget();
  }

  /** Counts from now on. */
  forget(): void {
    this.requests = 0;
    this.shown.length = 0;
  }

  leave(): void {
    this.playing.dispose();
  }
}
