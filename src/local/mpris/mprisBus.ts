import type { Clock } from '../../platform/clock';
import { DBusError, type DBusCall, type DBusConnection, type DBusSignal } from '../../platform/dbus';
import type { Disposable } from '../../platform/lifecycle';
import { Emitter } from '../../platform/event';
import type { Log } from '../../platform/host';
import { playerInterface, playerPath, propertiesInterface, spotifyBusName, type MprisCall } from './mpris';
import { GrowingPause } from './pause';

const bus = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
} as const;
/** Spotify was never seen to send the second, which MPRIS wants. */
const playerSignals = [
  { interface: propertiesInterface, member: 'PropertiesChanged' },
  { interface: playerInterface, member: 'Seeked' },
] as const;
/** By arguments, so that of all that comes and goes on a bus only this name wakes us. */
const rules = [
  `type='signal',sender='${bus.destination}',path='${bus.path}',interface='${bus.interface}',member='NameOwnerChanged',arg0='${spotifyBusName}'`,
  ...playerSignals.map(
    (signal) =>
      `type='signal',sender='${spotifyBusName}',path='${playerPath}',interface='${signal.interface}',member='${signal.member}'`,
  ),
];

/** In milliseconds. One that ends sooner is no success: what lets us in and throws us out is tried less and less often. */
const lastingMs = 60_000;

/** Which connection has the app's name: `undefined` while there is no bus. */
export type AppOwner = { readonly uniqueName: string } | 'notRunning' | undefined;

/** Keeps a connection to the session bus, and knows who has Spotify's name there. Looks at nothing by a timer. */
export class MprisBus implements Disposable {
  readonly #ownerChanged = new Emitter<AppOwner>();
  /** Fired at the first attempt whether it succeeds or not, and then for each change. */
  readonly onDidChangeOwner = this.#ownerChanged.event;
  readonly #playerChanged = new Emitter<void>();
  /** The app says that something of its player has changed. */
  readonly onDidChangePlayer = this.#playerChanged.event;
  readonly #pause: GrowingPause;
  #connection: DBusConnection | undefined;
  #owner: AppOwner;
  /** Counts starts and stops, so that what belongs to an earlier start is known. */
  #generation = 0;

  constructor(
    private readonly connect: () => Promise<DBusConnection>,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.#pause = new GrowingPause(clock);
  }

  get owner(): AppOwner {
    return this.#owner;
  }

  start(): void {
    void this.#open();
  }

  /**
   * Calls a method of the app's.
   * @throws DBusError as `DBusConnection.callMethod`, and where there is no app
   */
  async call(call: MprisCall): Promise<readonly unknown[]> {
    const owner = this.#owner;
    if (!this.#connection || typeof owner !== 'object') throw new DBusError('not running');
    return this.#connection.callMethod({ ...call, destination: owner.uniqueName });
  }

  /** Ends the connection, and tells nobody. */
  stop(): void {
    this.#generation += 1;
    this.#owner = undefined;
    this.#pause.reset();
    this.#connection?.dispose();
    this.#connection = undefined;
  }

  dispose(): void {
    this.stop();
    this.#ownerChanged.dispose();
    this.#playerChanged.dispose();
  }

  async #open(): Promise<void> {
    const generation = (this.#generation += 1);
    const connection = await this.connect().catch(() => undefined);
    if (generation !== this.#generation) {
      connection?.dispose();
      return;
    }
    this.#connection = connection;
    if (!connection) {
      this.#lost(undefined, 'not available');
      return;
    }
    try {
      await this.#listen(connection);
    } catch (error) {
      this.#lost(connection, error instanceof DBusError ? error.message : 'a fault');
    }
  }

  /** @throws DBusError */
  async #listen(connection: DBusConnection): Promise<void> {
    const since = this.clock.monotonic();
    connection.onEnd(() => {
      if (this.clock.monotonic() - since >= lastingMs) this.#pause.reset();
      this.#lost(connection, 'disconnected');
    });
    connection.onSignal((signal) => {
      const owner = ownerIn(signal);
      if (owner !== undefined) this.#become(owner);
      else if (this.#isOfPlayer(signal)) this.#playerChanged.fire();
    });
    for (const rule of rules)
      await connection.callMethod({ ...bus, member: 'AddMatch', args: [['s', rule]] });
    const owner = await askForOwner(connection);
    // What the bus has told meanwhile is as new as its answer, or newer.
    if (this.#connection === connection && this.#owner === undefined) this.#become(owner);
  }

  /** Anybody may send signals to us alone, whatever our rules say. */
  #isOfPlayer({ sender, path, interface: name, member }: DBusSignal): boolean {
    const owner = this.#owner;
    const expected = playerSignals.some((signal) => signal.interface === name && signal.member === member);
    return expected && path === playerPath && typeof owner === 'object' && owner.uniqueName === sender;
  }

  #lost(connection: DBusConnection | undefined, why: string): void {
    if (this.#connection !== connection) return;
    connection?.dispose();
    this.#connection = undefined;
    this.log.debug(`Session bus: ${why}`);
    this.#pause.then(() => void this.#open());
    this.#become(undefined);
  }

  #become(owner: AppOwner): void {
    this.#owner = owner;
    this.#ownerChanged.fire(owner);
  }
}

/** Who has the app's name by now, if that is what the bus says in this signal. */
function ownerIn({ sender, interface: name, member, args }: DBusSignal): AppOwner {
  if (sender !== bus.destination || name !== bus.interface || member !== 'NameOwnerChanged') return undefined;
  const [changed, , owner] = args() ?? [];
  return changed === spotifyBusName ? ownerOf(owner) : undefined;
}

function ownerOf(uniqueName: unknown): AppOwner {
  return typeof uniqueName === 'string' && uniqueName.startsWith(':') ? { uniqueName } : 'notRunning';
}

/** @throws DBusError */
async function askForOwner(connection: DBusConnection): Promise<AppOwner> {
  const call: DBusCall = { ...bus, member: 'GetNameOwner', args: [['s', spotifyBusName]] };
  try {
    const [owner] = await connection.callMethod(call);
    return ownerOf(owner);
  } catch (error) {
    if (error instanceof DBusError && error.message === 'org.freedesktop.DBus.Error.NameHasNoOwner') {
      return 'notRunning';
    }
    throw error;
  }
}
