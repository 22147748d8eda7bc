import type { Player, Spotify } from '../../spotify';
import type { DayClock } from './clock';
import type { Connection } from './connection';
import { Display } from './record';
import type { Span } from './trace';

type Listener = (focused: boolean) => void;

/** Whether a window, or any of several, has the focus. */
export class Focus {
  readonly #listeners = new Set<Listener>();
  #focused = false;

  /** Follows the stretches in which it has it, which count from `start`. */
  constructor(spans: readonly Span[], start: number, clock: DayClock) {
    for (const { from, to } of spans) {
      clock.after(start + from - clock.now(), () => this.#change(true));
      clock.after(start + to - clock.now(), () => this.#change(false));
    }
  }

  get focused(): boolean {
    return this.#focused;
  }

  readonly onDidChange = (listener: Listener): { dispose(): void } => {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  };

  #change(focused: boolean): void {
    this.#focused = focused;
    for (const listener of [...this.#listeners]) listener(focused);
  }
}

/** The Spotify app on this machine, whoever is signed in to it. */
export interface OpenApp {
  readonly player: Player;
  /** Whether it is open; what it plays may then play on another device. */
  isOpen(): boolean;
  onDidChange(listener: () => void): { dispose(): unknown };
}

/** All that a policy has to do with. */
export class Stage {
  /** What the windows showed: one for all, or one for each that asks by itself. */
  readonly displays: Display[] = [];

  constructor(
    readonly spotify: Spotify,
    readonly clock: DayClock,
    readonly connection: Connection,
    readonly windows: readonly Focus[],
    /** Whether any of the windows has the focus. */
    readonly anyWindow: Focus,
    /** The Spotify app on this machine, if it is read. */
    readonly app: OpenApp | undefined,
  ) {}

  display(): Display {
    const display = new Display(this.clock.now);
    this.displays.push(display);
    return display;
  }
}

/** A way of deciding when to ask Spotify. */
export interface Policy {
  readonly name: string;
  /** Starts what runs by the clock of the stage from now on. The result ends what must be ended. */
  start(stage: Stage): (() => void) | undefined;
}
