import { randomBytes } from 'node:crypto';
import { lstat, rename, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { ChannelError, type Channel, type Line, type Switchboard } from '../channel';
import { systemClock } from '../clock';
import { Emitter, type Event } from '../emitter';
import { shakeHands } from './handshake';
import { SocketLine } from './line';
import { meetingPlace, tellPlace, type MeetingPlace, type Whereabouts } from './meetingPlace';
import { dial, listen } from './socket';
import { sweep } from './sweep';

/** Where one that hangs, or a stranger, listens at the first address of a pipe, windows meet at one of these. */
const spareAddresses = 2;

/**
 * Windows meet at a Unix socket or a named pipe. Whoever listens there has the switchboard: the operating system
 * lets one process listen, and tells everyone at once when it ends. `folder` is the extension's own, the same for
 * all windows; it holds the key that proves that both ends belong to the same user. Only windows whose messages are of
 * the same `version` meet.
 */
export class LocalChannel implements Channel {
  readonly #whereabouts: Whereabouts;

  constructor(
    folder: string,
    version: number,
    /** Folders for the socket, the best first: that of the user's session, and one whose name is short everywhere. */
    places: readonly string[] = [process.env['XDG_RUNTIME_DIR'] || tmpdir(), '/tmp'],
    /** Whether a window can put its address in the place of another's, as it can where addresses are files. */
    private readonly replaceable = process.platform !== 'win32',
  ) {
    this.#whereabouts = { folder, version, places, spare: replaceable ? 0 : spareAddresses };
  }

  async call(): Promise<Line | undefined> {
    const { key, addresses } = await meetingPlace(this.#whereabouts);
    for (const address of addresses) {
      const found = await ask(address, key);
      if (typeof found === 'object') return found;
    }
    return undefined;
  }

  async answer(): Promise<Switchboard | undefined> {
    const place = await meetingPlace(this.#whereabouts);
    const index = this.replaceable ? 0 : await firstBehindAll(place);
    if (index === undefined) return undefined;
    const board = new SocketSwitchboard(this.#whereabouts, place, index, this.replaceable);
    try {
      return (await board.open()) ? board : undefined;
    } catch (error) {
      board.dispose();
      throw error;
    }
  }
}

/** A line to a window of ours; else `free` where nobody listens, and `held` where somebody does who does not answer. */
async function ask(address: string, key: string): Promise<Line | 'free' | 'held'> {
  const socket = await dial(address);
  if (typeof socket === 'string') return socket;
  const line = new SocketLine(socket);
  if (await shakeHands(line, key, 'caller')) {
    line.watch(systemClock);
    return line;
  }
  line.dispose();
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
    throw new ChannelError('Other programs have all places where they could meet.');
  return first;
}

class SocketSwitchboard implements Switchboard {
  readonly name = `process ${process.pid}`;
  readonly #lines = new Emitter<Line>();
  /** Who called before anyone listened. */
  readonly #waiting: Line[] = [];
  readonly #open = new Set<Line>();
  readonly #server = createServer((socket) => void this.#welcome(socket));
  readonly #address: string;
  #inode: bigint | undefined;

  constructor(
    private readonly whereabouts: Whereabouts,
    private readonly place: MeetingPlace,
    private readonly index: number,
    private readonly replaceable: boolean,
  ) {
    this.#address = place.addresses[index] ?? '';
  }

  /**
   * A socket file outlives the process that made it, so ours is made under a name of its own and then put in the
   * place of whatever is there, in one step. Named pipes end with their process, and exist once.
   */
  async open(): Promise<boolean> {
    if (!this.replaceable) {
      return listen(this.#server, this.#address);
    }
    const { folder } = this.whereabouts;
    const socketFolder = path.dirname(this.#address);
    const own = path.join(socketFolder, `${randomBytes(4).toString('hex')}.sock`);
    if (!(await listen(this.#server, own))) {
      return false;
    }
    this.#inode = (await lstat(own, { bigint: true })).ino;
    await rename(own, this.#address);
    await tellPlace(folder, this.#address);
    // What is left can be swept another time.
    void sweep(folder, socketFolder).catch(() => undefined);
    return true;
  }

  readonly onLine: Event<Line> = (listener) => {
    const subscription = this.#lines.event(listener);
    queueMicrotask(() => this.#connect());
    return subscription;
  };

  async isOurs(): Promise<boolean> {
    if (!this.#server.listening) return false;
    const { key, addresses } = this.place;
    // Where there is no place to be found now, nobody finds another either.
    const now = await meetingPlace(this.whereabouts).catch(() => this.place);
    if (now.key !== key || now.addresses[0] !== addresses[0]) return false;
    return this.replaceable ? this.#isInPlace() : !(await this.#isAnsweredBehind());
  }

  dispose(): void {
    this.#lines.dispose();
    this.#server.close();
    this.#open.forEach((line) => line.dispose());
    void this.#tidy();
  }

  async #isInPlace(): Promise<boolean> {
    const now = await lstat(this.#address, { bigint: true }).catch(() => undefined);
    return now?.ino === this.#inode;
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

  async #tidy(): Promise<void> {
    if (this.#inode !== undefined && (await this.#isInPlace())) {
      await rm(this.#address, { force: true });
    }
  }

  async #welcome(socket: Socket): Promise<void> {
    const line = new SocketLine(socket);
    this.#open.add(line);
    socket.once('close', () => this.#open.delete(line));
    if (await shakeHands(line, this.place.key, 'called')) {
      line.watch(systemClock);
      this.#waiting.push(line);
      this.#connect();
    } else {
      line.dispose();
    }
  }

  #connect(): void {
    while (this.#waiting.length > 0 && this.#lines.hasListeners) {
      const line = this.#waiting.shift();
      if (line && this.#open.has(line)) this.#lines.fire(line);
    }
  }
}
