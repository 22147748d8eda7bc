import { randomBytes } from 'node:crypto';
import { lstatSync, unlinkSync } from 'node:fs';
import { lstat, rename } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { systemClock } from '../clock';
import { ChannelError, type Channel, type Connection, type Listener } from '../connection';
import { Emitter, type Event } from '../event';
import { dial, listen, shakeHands, SocketConnection } from './connection';
import { machineId, meetingPlace, publishPlace, type MeetingPlace, type Whereabouts } from './meetingPlace';
import { sweep } from './sweep';

/** Where one that hangs, or a stranger, listens at the first address of a pipe, windows meet at one of these. */
const spareAddresses = 2;

/**
 * Windows meet at a Unix socket or a named pipe. Whoever listens there is the leader: the operating system
 * lets one process listen, and tells everyone at once when it ends. `folder` is the extension's own, the same for
 * all windows; it holds the key that proves that both ends belong to the same user. Only windows whose messages are of
 * the same `version` meet, and of the same machine: where several share their folders, none reaches another's socket.
 */
export class LocalChannel implements Channel {
  readonly #whereabouts: Whereabouts;
  readonly #unusable = new Map<string, unknown>();

  constructor(
    folder: string,
    version: number,
    /** Folders for the socket, the best first: that of the user's session, and one whose name is short everywhere. */
    places: readonly string[] = [process.env['XDG_RUNTIME_DIR'] || tmpdir(), tmpdir(), '/tmp'],
    /** Whether a window can put its address in the place of another's, as it can where addresses are files. */
    private readonly replaceable = process.platform !== 'win32',
    machine = machineId,
  ) {
    const spare = replaceable ? 0 : spareAddresses;
    this.#whereabouts = { folder, version, places, spare, machine, unusable: this.#unusable };
  }

  async connect(): Promise<Connection | undefined> {
    const { key, addresses } = await meetingPlace(this.#whereabouts);
    for (const address of addresses) {
      const found = await ask(address, key);
      if (typeof found === 'object') return found;
    }
    return undefined;
  }

  async listen(): Promise<Listener | undefined> {
    const place = await meetingPlace(this.#whereabouts);
    const index = this.replaceable ? 0 : await firstBehindAll(place);
    if (index === undefined) return undefined;
    const listener = new SocketListener(this.#whereabouts, place, index, this.replaceable);
    try {
      return (await listener.open()) ? listener : undefined;
    } catch (error) {
      listener.dispose();
      if (!this.replaceable) throw error;
      // Others may have met the same, and listen in the next place already: they are sought there first.
      this.#unusable.set(path.dirname(place.addresses[0] ?? ''), error);
      return undefined;
    }
  }
}

/**
 * A connection to a window of ours; else `free` where nobody listens, and `held` where somebody does who does not
 * answer.
 */
async function ask(address: string, key: string): Promise<Connection | 'free' | 'held'> {
  const socket = await dial(address);
  if (typeof socket === 'string') return socket;
  const connection = new SocketConnection(socket);
  if (await shakeHands(connection, key, 'client')) {
    connection.watch(systemClock);
    return connection;
  }
  connection.dispose();
  return 'held';
}

/**
 * The first address behind all at which somebody listens without an answer: one that hangs finds out by asking behind
 * its own. `undefined` where a window of ours answers.
 */
async function firstBehindAll({ key, addresses }: MeetingPlace): Promise<number | undefined> {
  let first = 0;
  for (const [index, address] of addresses.entries()) {
    const found = await ask(address, key);
    if (typeof found === 'object') {
      found.dispose();
      return undefined;
    }
    if (found === 'held') first = index + 1;
  }
  if (first === addresses.length)
    throw new ChannelError('Other programs use all addresses at which windows could connect.');
  return first;
}

class SocketListener implements Listener {
  readonly name = `process ${process.pid}`;
  readonly #connections = new Emitter<Connection>();
  /** Those that came before anyone subscribed to `onConnection`. */
  readonly #unclaimed: Connection[] = [];
  readonly #open = new Set<Connection>();
  readonly #address: string;
  #server = this.#createServer();
  #inode: bigint | undefined;
  #making: Promise<boolean> | undefined;
  #disposed = false;

  constructor(
    private readonly whereabouts: Whereabouts,
    private readonly place: MeetingPlace,
    private readonly index: number,
    private readonly replaceable: boolean,
  ) {
    this.#address = place.addresses[index] ?? '';
  }

  /** Named pipes end with their process, and exist once. */
  async open(): Promise<boolean> {
    if (!this.replaceable) {
      return listen(this.#server, this.#address);
    }
    if (!(await this.#takePlace())) {
      return false;
    }
    // What is left can be swept another time.
    const { folder } = this.whereabouts;
    void sweep(folder, path.dirname(this.#address), this.place.machine).catch(() => undefined);
    return true;
  }

  readonly onConnection: Event<Connection> = (listener) => {
    const subscription = this.#connections.event(listener);
    queueMicrotask(() => this.#connect());
    return subscription;
  };

  async isOurs(): Promise<boolean> {
    if (this.#disposed) return false;
    const { key, addresses } = this.place;
    // Where there is no place to be found now, nobody finds another either.
    const now = await meetingPlace(this.whereabouts).catch(() => this.place);
    if (now.key !== key || now.addresses[0] !== addresses[0]) return false;
    return this.replaceable ? this.#isInPlace() : !(await this.#isAnsweredBehind());
  }

  /** All at once, since the process may end with it. */
  dispose(): void {
    this.#disposed = true;
    this.#connections.dispose();
    this.#server.close();
    this.#open.forEach((connection) => connection.dispose());
    try {
      if (lstatSync(this.#address, { bigint: true }).ino === this.#inode) unlinkSync(this.#address);
    } catch {
      // Somebody else has taken it away.
    }
  }

  #createServer() {
    return createServer((socket) => void this.#welcome(socket));
  }

  /**
   * A socket file outlives the process that made it, so ours is made under a name of its own and then put in the
   * place of whatever is there, in one step.
   */
  async #takePlace(): Promise<boolean> {
    const { machine } = this.place;
    const draft = path.join(path.dirname(this.#address), `${randomBytes(6).toString('hex')}${machine}.sock`);
    if (!(await listen(this.#server, draft))) {
      return false;
    }
    this.#inode = (await lstat(draft, { bigint: true })).ino;
    await rename(draft, this.#address);
    // Who has the same environment finds it all the same.
    await publishPlace(this.whereabouts.folder, machine, this.#address).catch(() => undefined);
    return true;
  }

  async #isInPlace(): Promise<boolean> {
    const now = await lstat(this.#address, { bigint: true }).catch(() => undefined);
    if (this.#disposed) return false;
    if (now && !this.#making) return now.ino === this.#inode;
    return (this.#making ??= this.#makeAnew().finally(() => (this.#making = undefined)));
  }

  /** Nobody is there: temporary folders are cleaned. Who is connected stays so, as a server that closes lets them. */
  async #makeAnew(): Promise<boolean> {
    this.#server.close();
    this.#server = this.#createServer();
    return this.#takePlace().catch(() => false);
  }

  async #isAnsweredBehind(): Promise<boolean> {
    for (const address of this.place.addresses.slice(this.index + 1)) {
      const found = await ask(address, this.place.key);
      if (typeof found === 'object') {
        found.dispose();
        return true;
      }
    }
    return false;
  }

  async #welcome(socket: Socket): Promise<void> {
    const connection = new SocketConnection(socket);
    this.#open.add(connection);
    socket.once('close', () => this.#open.delete(connection));
    if (await shakeHands(connection, this.place.key, 'server')) {
      connection.watch(systemClock);
      this.#unclaimed.push(connection);
      this.#connect();
    } else {
      connection.dispose();
    }
  }

  #connect(): void {
    while (this.#unclaimed.length > 0 && this.#connections.hasListeners) {
      const connection = this.#unclaimed.shift();
      if (connection && this.#open.has(connection)) this.#connections.fire(connection);
    }
  }
}
