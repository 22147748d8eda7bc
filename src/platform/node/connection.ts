import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { connect, type Server, type Socket } from 'node:net';
import { parseJson } from '../json';
import { systemClock, type Clock } from '../clock';
import { nextMessage, type Connection } from '../connection';
import { Emitter, BufferedEmitter } from '../event';
import type { Disposable } from '../lifecycle';

/** Systems connect at once, or wait for a pipe whose owner hangs. */
const patienceMs = 1_000;

/** A socket; else `free` where nobody listens, and `held` where somebody does and cannot be reached. */
export function dial(address: string): Promise<Socket | 'free' | 'held'> {
  return new Promise((resolve) => {
    const socket = connect(address);
    const late = systemClock.after(patienceMs, () => {
      socket.destroy();
      resolve('held');
    });
    socket.once('connect', () => resolve(socket));
    socket.once('error', ({ code }: NodeJS.ErrnoException) =>
      resolve(code === 'ENOENT' || code === 'ECONNREFUSED' ? 'free' : 'held'),
    );
    for (const event of ['connect', 'close']) socket.once(event, () => late.dispose());
  });
}

/** @returns whether nobody else listens there */
export function listen(server: Server, address: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    };
    // One that is closed at the same moment never says that it listens.
    server.once('close', () => resolve(false));
    server.once('error', failed).listen(address, () => resolve(true));
  });
}

/**
 * Each end proves to the other that it knows the key, without telling it: on some systems other users can open,
 * or fake, the address that windows meet at.
 * @returns whether the other end knows the key
 */
export async function shakeHands(
  connection: Connection,
  key: string,
  side: 'client' | 'server',
): Promise<boolean> {
  const mine = randomBytes(16).toString('hex');
  connection.send({ nonce: mine });
  const theirs = text(await nextMessage(connection), 'nonce');
  if (theirs === undefined || theirs === mine) {
    return false;
  }
  connection.send({ proof: proof(key, side, mine, theirs) });
  const other = side === 'client' ? 'server' : 'client';
  return equal(text(await nextMessage(connection), 'proof') ?? '', proof(key, other, theirs, mine));
}

function proof(key: string, side: string, own: string, others: string): string {
  return createHmac('sha256', key).update(`${side} ${own} ${others}`).digest('hex');
}

function text(message: unknown, name: string): string | undefined {
  const value =
    typeof message === 'object' && message !== null ? (message as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

function equal(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}

/** In characters, far above any message of ours. */
const longest = 1_000_000;
/** Between two signs of life; a connection without any ends after three times that. */
const signOfLifeMs = 800;
const mostSilent = 3;

/**
 * Messages over a socket: JSON, one a line; an empty line is a sign of life. What is not JSON, or endless, ends the
 * connection.
 */
export class SocketConnection implements Connection {
  /** Nobody listens between two steps of a handshake. */
  readonly #messages = new BufferedEmitter<unknown>();
  readonly onMessage = this.#messages.event;
  readonly #ended = new Emitter<void>();
  readonly onEnd = this.#ended.event;
  #rest = '';
  /** How many signs of life were due since the other end sent anything. */
  #silent = 0;
  #nextSign: Disposable | undefined;

  constructor(private readonly socket: Socket) {
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => this.#read(chunk));
    // Every end comes as "close" in the end; an "error" that nobody listens to would be thrown.
    socket.on('error', () => undefined);
    socket.once('close', () => {
      this.#nextSign?.dispose();
      this.#ended.fire();
    });
  }

  send(message: unknown): boolean {
    const text = JSON.stringify(message);
    if (text.length > longest) return false;
    this.#write(text);
    return true;
  }

  /**
   * From now on each end shows that it lives, and a silent one counts as gone: a process that hangs keeps its
   * connections. What counts is how often this end looked, not the time: both may have slept.
   */
  watch(clock: Clock): void {
    this.#nextSign = clock.after(signOfLifeMs, () => {
      this.#silent += 1;
      if (this.#silent >= mostSilent) {
        this.socket.destroy();
        return;
      }
      this.#write('');
      this.watch(clock);
    });
  }

  dispose(): void {
    this.#nextSign?.dispose();
    this.#messages.dispose();
    this.#ended.dispose();
    this.socket.destroy();
  }

  #write(text: string): void {
    if (this.socket.writable) this.socket.write(`${text}\n`);
  }

  #read(chunk: string): void {
    this.#silent = 0;
    const lines = (this.#rest + chunk).split('\n');
    this.#rest = lines.pop() ?? '';
    if (this.#rest.length > longest) {
      this.socket.destroy();
      return;
    }
    for (const line of lines.filter(Boolean)) {
      const message = parseJson(line);
      if (message === undefined) {
        this.socket.destroy();
        return;
      }
      this.#messages.fire(message);
    }
  }
}
