import { isChange } from '../../../src/local/change';
import type { LocalCommand, LocalPlayer, LocalState, LocalTrack } from '../../../src/local/player';
import type { Clock } from '../../../src/platform/clock';
import type { Item } from '../../spotify';
import type { OpenApp, Stage } from './stage';
import { second } from './trace';

/** How one system tells what the app plays, and what it leaves out. */
export interface System {
  readonly name: string;
  /** How long a change takes to arrive, in ms. */
  readonly delay: { readonly least: number; readonly most: number };
  /** Between two looks, in ms, where changes are not told. */
  readonly looksEvery?: number;
  readonly tells: ReadonlySet<'kind' | 'uri' | 'artwork' | 'elsewhere' | 'position' | 'volume'>;
}

/** MPRIS: everything, but for a place that somebody sought, which has to be read. */
export const linux: System = {
  name: 'Linux',
  delay: { least: 50, most: 300 },
  tells: new Set(['kind', 'uri', 'artwork', 'elsewhere', 'position', 'volume']),
};

/** The notification alone, as long as the user was not asked for more. */
export const macOS: System = {
  name: 'macOS',
  delay: { least: 100, most: 300 },
  tells: new Set(['kind', 'uri', 'elsewhere']),
};

/** Nobody has written down what Windows shows while another device plays: here what it showed before, paused. */
export const windows: System = {
  name: 'Windows',
  delay: { least: 20, most: 80 },
  looksEvery: second,
  tells: new Set(['position']),
};

/** The Spotify app on this machine as one system's `LocalPlayer` would tell of it. */
export class AppOnMachine implements LocalPlayer {
  readonly #listeners = new Set<(state: LocalState) => void>();
  readonly capabilities: ReadonlySet<LocalCommand['kind']> = new Set(['play', 'pause', 'next', 'previous']);
  #state: LocalState = { kind: 'starting' };
  #started = false;
  readonly #subscription: { dispose(): unknown };

  constructor(
    private readonly system: System,
    private readonly app: OpenApp,
    private readonly clock: Clock,
  ) {
    this.#subscription = app.onDidChange(() => this.#lookSoon());
  }

  get state(): LocalState {
    return this.#state;
  }

  readonly onDidChange = (listener: (state: LocalState) => void) => {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  };

  start(): void {
    this.#started = true;
    this.#lookSoon();
  }

  stop(): void {
    this.#started = false;
  }

  dispose(): void {
    this.stop();
    this.#subscription.dispose();
    this.#listeners.clear();
  }

  readPosition(): Promise<void> {
    if (this.system.tells.has('position')) this.#look();
    return Promise.resolve();
  }

  execute({ kind }: LocalCommand): Promise<void> {
    const { player } = this.app;
    if (kind === 'play') player.resume();
    else if (kind === 'pause' || kind === 'next' || kind === 'previous') player[kind]();
    this.#lookSoon();
    return Promise.resolve();
  }

  #lookSoon(): void {
    if (!this.#started) return;
    const { delay, looksEvery } = this.system;
    const untilLook = looksEvery === undefined ? 0 : looksEvery - (this.clock.now() % looksEvery);
    const ms = untilLook + delay.least + this.clock.jitter() * (delay.most - delay.least);
    this.clock.after(ms, () => this.#look());
  }

  #look(): void {
    if (!this.#started) return;
    const before = this.#state;
    this.#state = this.#read(before);
    if (!isChange(before, this.#state)) return;
    for (const listener of [...this.#listeners]) listener(this.#state);
  }

  #read(before: LocalState): LocalState {
    const { player } = this.app;
    if (!this.app.isOpen()) return { kind: 'unavailable', problem: 'notRunning' };
    const { isActive, isPlaying, item, deviceIndex } = player.state;
    const elsewhere = isActive && deviceIndex !== 0;
    const known = before.kind === 'available' ? before : undefined;
    const observedAt = this.clock.monotonic();
    if (elsewhere && !this.system.tells.has('elsewhere')) {
      return known?.track
        ? { ...known, status: 'paused', positionMs: known.positionMs, observedAt }
        : { kind: 'unavailable', problem: 'hiddenFromSystem' };
    }
    return {
      kind: 'available',
      status: !isActive ? 'stopped' : isPlaying ? 'playing' : 'paused',
      elsewhere,
      track: isActive ? this.#track(item, elsewhere) : undefined,
      positionMs: isActive ? player.positionMs : undefined,
      observedAt,
      volumePercent: this.system.tells.has('volume') ? (player.volume ?? undefined) : undefined,
      shuffle: player.shuffle,
      repeat: player.repeat,
    };
  }

  #track(item: Item, elsewhere: boolean): LocalTrack {
    const { tells } = this.system;
    const artists = item.kind === 'track' ? item.artists.map(({ name }) => name) : [];
    return {
      kind: tells.has('kind') && item.kind === 'track' ? 'track' : 'unknown',
      uri: tells.has('uri') ? item.uri : undefined,
      title: elsewhere ? '' : item.title,
      artists: elsewhere ? [] : artists,
      album: item.kind === 'track' && !elsewhere ? item.album.name : '',
      durationMs: item.durationMs,
      artworkUrl: tells.has('artwork') ? 'https://i.scdn.co/image/ab67616d00001e02' : undefined,
    };
  }
}

/** What the extension reads the app by, where a day has one and the system is given. */
export function localOf({ app, clock }: Stage, system: System | undefined) {
  return {
    mode: { value: 'auto', onDidChange: () => ({ dispose: () => undefined }) },
    open: () => Promise.resolve(app && system && new AppOnMachine(system, app, clock)),
    openApp: () => Promise.resolve(false),
    deviceName: 'Desk',
  } as const;
}
