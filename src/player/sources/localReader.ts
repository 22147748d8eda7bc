import type { LocalPlayer, LocalState } from '../../local/player';
import type { LocalApp } from '../../model/playback/localApp';
import type { Clock } from '../../platform/clock';
import { Emitter, type Event } from '../../platform/event';
import { describeError, type Log } from '../../platform/host';
import { DisposableStore, type Disposable } from '../../platform/lifecycle';

/** Who is asked what plays: both, Spotify, or the app on this machine. */
export type SourceMode = 'auto' | 'webApi' | 'local';

/** The setting of that. */
export interface LocalMode {
  readonly value: SourceMode;
  readonly onDidChange: Event<unknown>;
}

/** The Spotify app on this machine. */
export interface LocalParts {
  readonly mode: LocalMode;
  /** Loads what reads it; `undefined` where no app can be read. */
  readonly open: () => Promise<LocalPlayer | undefined>;
  /** Has the system start the app; resolves with whether it knows how. */
  readonly openApp: () => Promise<boolean>;
  /** What this machine is called. */
  readonly deviceName: string;
}

/** The app does not tell everything of a position: on Linux nobody hears of a place that somebody sought in it. */
const positionMs = 15_000;

/** Reads the Spotify app on this machine, in the window that asks Spotify for all and while the settings want it. */
export class LocalReader extends DisposableStore {
  readonly #changed = this.add(new Emitter<void>());
  /** Tells also that there is nothing to be read. */
  readonly onDidChange = this.#changed.event;
  #isOpening = false;
  #player: LocalPlayer | undefined;
  #opened = false;
  #running = false;
  #nextPosition: Disposable | undefined;

  constructor(
    private readonly parts: LocalParts,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super();
    this.add(parts.mode.onDidChange(() => this.#modeChanged()));
    this.add({ dispose: () => this.#nextPosition?.dispose() });
  }

  get mode(): SourceMode {
    return this.parts.mode.value;
  }

  get #wanted(): boolean {
    return this.#running && this.mode !== 'webApi';
  }

  /** The app, while it is read. */
  get player(): LocalPlayer | undefined {
    return this.#wanted ? this.#player : undefined;
  }

  /** What it says; `undefined` where there is none to be read. */
  get state(): LocalState | undefined {
    return this.player?.state;
  }

  /** Whether it is known by now what the app says, be it nothing. */
  get settled(): boolean {
    return !this.#wanted || (this.#opened && this.#player?.state.kind !== 'starting');
  }

  /** Whether the app is there to be started, and is not running. */
  get closed(): boolean {
    const { state } = this;
    return state?.kind === 'unavailable' && state.problem === 'notRunning';
  }

  /** How it stands with the app, for people who want to know. */
  get app(): LocalApp {
    const { state } = this;
    if (state?.kind !== 'available') return state ?? { kind: this.settled ? 'off' : 'starting' };
    const { kind, status, elsewhere, track } = state;
    return { kind, status: track ? status : 'stopped', elsewhere };
  }

  start(): void {
    this.#running = true;
    if (!this.#wanted) return;
    if (this.#player) this.#player.start();
    else if (!this.#isOpening) void this.#open();
  }

  stop(): void {
    this.#running = false;
    this.#rest();
  }

  #rest(): void {
    this.#player?.stop();
    this.#nextPosition?.dispose();
  }

  #modeChanged(): void {
    if (!this.#running) return;
    if (this.#wanted) this.start();
    else this.#rest();
    this.#changed.fire();
  }

  async #open(): Promise<void> {
    this.#isOpening = true;
    try {
      const player = await this.parts.open();
      if (player) this.#take(player);
    } catch (error) {
      this.log.error(`Cannot read the Spotify app on this computer: ${describeError(error)}`);
    }
    this.#opened = true;
    if (!this.disposed) this.#changed.fire();
  }

  #take(player: LocalPlayer): void {
    if (this.disposed) {
      player.dispose();
      return;
    }
    this.#player = this.add(player);
    this.add(player.onDidChange(() => this.#told()));
    if (this.#wanted) player.start();
  }

  #told(): void {
    this.#readPositionLater();
    this.#changed.fire();
  }

  #readPositionLater(): void {
    this.#nextPosition?.dispose();
    const { player } = this;
    if (player?.state.kind !== 'available' || player.state.status !== 'playing') return;
    this.#nextPosition = this.clock.after(positionMs, () => {
      void player
        .readPosition()
        .catch(() => undefined)
        .then(() => this.#readPositionLater());
    });
  }
}
