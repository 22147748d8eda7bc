import { createHash, randomBytes } from 'node:crypto';
import { constants, copyFile, link, lstat, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { ChannelError, type Channel, type Line, type Switchboard } from '../channel';
import { Emitter, type Event } from '../emitter';
import { shakeHands } from './handshake';
import { SocketLine } from './line';

/**
 * Windows meet at a Unix socket or a named pipe. Whoever listens there has the switchboard: the operating system
 * lets one process listen, and tells everyone at once when it ends. `folder` is the extension's own, the same for
 * all windows; it holds the key that proves that both ends belong to the same user. Only windows whose messages are of
 * the same `version` meet.
 */
export class LocalChannel implements Channel {
  constructor(
    private readonly folder: string,
    private readonly version: number,
    /** Folders for the socket, the best first: that of the user's session, and one whose name is short everywhere. */
    private readonly places: readonly string[] = [process.env['XDG_RUNTIME_DIR'] || tmpdir(), '/tmp'],
  ) {}

  async call(): Promise<Line | undefined> {
    const key = await readKey(this.folder);
    const socket = await open(await addressFor(key, this.version, this.places));
    if (!socket) {
      return undefined;
    }
    const line = new SocketLine(socket);
    if (await shakeHands(line, key, 'caller')) {
      return line;
    }
    line.dispose();
    return undefined;
  }

  async answer(): Promise<Switchboard | undefined> {
    const key = await readKey(this.folder);
    const address = await addressFor(key, this.version, this.places);
    const board = new SocketSwitchboard(key, address);
    try {
      return (await board.open()) ? board : undefined;
    } catch (error) {
      board.dispose();
      throw error;
    }
  }
}

class SocketSwitchboard implements Switchboard {
  readonly name = `process ${process.pid}`;
  readonly #lines = new Emitter<Line>();
  /** Who called before anyone listened. */
  readonly #waiting: Line[] = [];
  readonly #open = new Set<Line>();
  readonly #server: Server;
  #inode: bigint | undefined;

  constructor(
    private readonly key: string,
    private readonly address: string,
  ) {
    this.#server = createServer((socket) => void this.#welcome(socket));
  }

  /**
   * A socket file outlives the process that made it, so ours is made under a name of its own and then put in the
   * place of whatever is there, in one step. Named pipes end with their process, and exist once.
   */
  async open(): Promise<boolean> {
    if (process.platform === 'win32') {
      return listen(this.#server, this.address);
    }
    const own = path.join(path.dirname(this.address), `${randomBytes(4).toString('hex')}.sock`);
    if (!(await listen(this.#server, own))) {
      return false;
    }
    this.#inode = (await lstat(own, { bigint: true })).ino;
    await rename(own, this.address);
    return true;
  }

  readonly onLine: Event<Line> = (listener) => {
    const subscription = this.#lines.event(listener);
    queueMicrotask(() => this.#connect());
    return subscription;
  };

  async isOurs(): Promise<boolean> {
    if (this.#inode === undefined) {
      return this.#server.listening;
    }
    const now = await lstat(this.address, { bigint: true }).catch(() => undefined);
    return now?.ino === this.#inode;
  }

  dispose(): void {
    this.#lines.dispose();
    this.#server.close();
    this.#open.forEach((line) => line.dispose());
    void this.#tidy();
  }

  async #tidy(): Promise<void> {
    if (this.#inode !== undefined && (await this.isOurs())) {
      await rm(this.address, { force: true });
    }
  }

  async #welcome(socket: Socket): Promise<void> {
    const line = new SocketLine(socket);
    this.#open.add(line);
    socket.once('close', () => this.#open.delete(line));
    if (await shakeHands(line, this.key, 'called')) {
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

/** @returns whether nobody else listens there */
function listen(server: Server, address: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    };
    server.once('error', failed).listen(address, () => resolve(true));
  });
}

function open(address: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(undefined));
  });
}

/** The same for all windows, made by the first; readable by this user only. */
async function readKey(folder: string): Promise<string> {
  const file = path.join(folder, 'windows.key');
  const key = await readFile(file, 'utf8').catch(() => makeKey(file));
  if (/^[0-9a-f]{64}$/.test(key)) {
    return key;
  }
  await rm(file);
  throw new ChannelError('The key of the windows was damaged; the next window makes another.');
}

/** Under a name of its own first, so that nobody finds it half written; whoever is first puts it in its place. */
async function makeKey(file: string): Promise<string> {
  const own = `${file}.${randomBytes(4).toString('hex')}`;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(own, randomBytes(32).toString('hex'), { mode: 0o600 });
  await link(own, file)
    // Not every file system has links.
    .catch(() => copyFile(own, file, constants.COPYFILE_EXCL))
    .catch(() => undefined);
  await rm(own);
  return readFile(file, 'utf8');
}

/** How many bytes a Unix socket's name may have: `sun_path` in `sys/un.h`, without the zero at its end. */
const longest = process.platform === 'linux' ? 107 : 103;

/**
 * In the first of the places where its name is not too long, and where there can be a folder that is this user's alone.
 * A longer name would be cut, without an error.
 */
async function addressFor(key: string, version: number, places: readonly string[]): Promise<string> {
  const name = `${createHash('sha256').update(key).digest('hex').slice(0, 20)}-${version}`;
  if (process.platform === 'win32') {
    return `\\\\.\\pipe\\earshot-${name}`;
  }
  const user = process.getuid?.() ?? 0;
  let failure: unknown = new ChannelError('The folder for the windows’ socket has too long a name.');
  for (const place of places) {
    const folder = path.join(place, `earshot-${user}`);
    const address = path.join(folder, `${name}.sock`);
    if (Buffer.byteLength(address) > longest) continue;
    try {
      await ensureOwn(folder, user);
      return address;
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

async function ensureOwn(folder: string, user: number): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== user || (found.mode & 0o077) !== 0) {
    throw new ChannelError(
      'The folder for the windows’ socket belongs to somebody else, or is open to others.',
    );
  }
}
