import type { Clock } from '../../platform/clock';
import { DBusError, type DBusConnection } from '../../platform/dbus';
import type { Disposable } from '../../platform/lifecycle';
import { Emitter } from '../../platform/event';
import type { Log } from '../../platform/host';
import { isChange } from '../change';
import {
  mprisCall,
  mprisFailure,
  playerInterface,
  playerPath,
  propertiesInterface,
  readMpris,
  type MprisReading,
} from './mpris';
import { MprisBus, type AppOwner } from './mprisBus';
import { GrowingPause } from './pause';
import {
  everyCommand,
  failureIn,
  LocalCommandError,
  type LocalCommand,
  type LocalPlayer,
  type LocalState,
} from '../player';

/** In milliseconds. A change of track comes as some four signals, and the first of them do not have it all. */
const settlesWithinMs = 50;
/** In milliseconds, from one reading to the next, however often the app says that something has changed. */
const leastBetweenMs = 200;
/** As a player starts, its name is there before its answers are. */
const failuresUntilBroken = 2;

/** The Spotify app on Linux. */
export class MprisPlayer implements LocalPlayer {
  readonly capabilities = everyCommand;
  readonly #changed = new Emitter<LocalState>();
  readonly onDidChange = this.#changed.event;
  readonly #bus: MprisBus;
  readonly #pause: GrowingPause;
  #state: LocalState = { kind: 'starting' };
  #started = false;
  #latest: MprisReading | undefined;
  #readAt = -Infinity;
  #reading: Promise<void> | undefined;
  #nextReading: Disposable | undefined;

  constructor(
    connect: () => Promise<DBusConnection>,
    private readonly clock: Clock,
    log: Log,
  ) {
    this.#pause = new GrowingPause(clock);
    this.#bus = new MprisBus(connect, clock, log);
    this.#bus.onDidChangeOwner((owner) => this.#ownerChanged(owner));
    this.#bus.onDidChangePlayer(() => this.#readSoon());
  }

  get state(): LocalState {
    return this.#state;
  }

  start(): void {
    if (this.#started) return;
    this.#started = true;
    this.#bus.start();
  }

  stop(): void {
    this.#started = false;
    this.#forget();
    this.#bus.stop();
    this.#become({ kind: 'starting' });
  }

  readPosition(): Promise<void> {
    return this.#read();
  }

  async execute(command: LocalCommand): Promise<void> {
    if (!this.#latest) throw new LocalCommandError(failureIn(this.#state));
    const call = mprisCall(command, this.#latest, this.clock.monotonic());
    try {
      await this.#bus.call(call);
    } catch (error) {
      if (!(error instanceof DBusError)) throw error;
      throw new LocalCommandError(mprisFailure(error), error.message);
    }
    // Of a new position it may tell nobody.
    this.#readSoon();
  }

  dispose(): void {
    this.#changed.dispose();
    this.stop();
    this.#bus.dispose();
  }

  /** What was read, and what is still to be read. */
  #forget(): void {
    this.#nextReading?.dispose();
    this.#nextReading = undefined;
    this.#latest = undefined;
    this.#pause.reset();
  }

  #ownerChanged(owner: AppOwner): void {
    this.#forget();
    if (typeof owner === 'object') this.#readSoon();
    else this.#become({ kind: 'unavailable', problem: owner ?? 'noBus' });
  }

  /** Once all that belongs together is there. */
  #readSoon(): void {
    if (this.#nextReading || typeof this.#bus.owner !== 'object') return;
    const wait = Math.max(settlesWithinMs, this.#readAt + leastBetweenMs - this.clock.monotonic());
    this.#nextReading = this.clock.after(wait, () => {
      this.#nextReading = undefined;
      // One that is under way may be of before.
      if (this.#reading) void this.#reading.then(() => this.#readSoon());
      else void this.#read();
    });
  }

  #read(): Promise<void> {
    return (this.#reading ??= this.#readOnce().finally(() => (this.#reading = undefined)));
  }

  async #readOnce(): Promise<void> {
    const { owner } = this.#bus;
    if (typeof owner !== 'object') return;
    this.#readAt = this.clock.monotonic();
    const reading = await this.#ask();
    if (owner !== this.#bus.owner) return;
    if (reading) {
      this.#pause.reset();
      this.#latest = reading;
      this.#become(reading.state);
      return;
    }
    this.#pause.then(() => void this.#read());
    if (this.#pause.failures < failuresUntilBroken) return;
    this.#latest = undefined;
    this.#become({ kind: 'unavailable', problem: 'broken' });
  }

  /** `undefined` where the app does not answer, or answers what cannot be read. */
  async #ask(): Promise<MprisReading | undefined> {
    const call = { path: playerPath, interface: propertiesInterface, member: 'GetAll' };
    try {
      const [properties] = await this.#bus.call({ ...call, args: [['s', playerInterface]] });
      return readMpris(properties, this.clock.monotonic());
    } catch (error) {
      if (error instanceof DBusError) return undefined;
      throw error;
    }
  }

  #become(state: LocalState): void {
    const before = this.#state;
    this.#state = state;
    if (isChange(before, state)) this.#changed.fire(state);
  }
}
