import { connect, type Socket } from 'node:net';
import type { Clock } from '../../clock';
import { DBusError, type DBusCall, type DBusConnection, type DBusSignal } from '../../dbus';
import { Emitter } from '../../event';
import { sessionBusAddresses, type BusAddress } from './address';
import { InvalidCallError, writeCall } from './call';
import { MessageReader, messageTypes, type DBusMessage } from './message';

/** In milliseconds. On one machine all is there at once, or somebody hangs. */
const patienceMs = 2_000;
/** Calls that nobody has answered yet; each of ours ends after two seconds. */
const mostPending = 32;
/** In characters, of a line of the authentication. */
const longestLine = 1_000;

/** What the bus says to a newcomer, and who it is. */
const bus = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
} as const;

/**
 * Connects to the user's session bus, wherever it is found first.
 * @throws DBusError when none can be reached
 */
export function connectToSessionBus(clock: Clock): Promise<DBusConnection> {
  return connectToBus(sessionBusAddresses(process.env, process.getuid?.()), clock);
}

/**
 * Connects to the first of these that lets us in.
 * @throws DBusError when none does; each is given two seconds to let us in, and two to say who we are
 */
export async function connectToBus(addresses: readonly BusAddress[], clock: Clock): Promise<DBusConnection> {
  for (const address of addresses) {
    const socket = await open(address, clock);
    if (!socket) continue;
    const connection = new BusConnection(socket, clock);
    try {
      await connection.callMethod({ ...bus, member: 'Hello' });
      return connection;
    } catch {
      connection.dispose();
    }
  }
  throw new DBusError('no bus available');
}

/** A socket to a bus that has let us in. */
function open(address: BusAddress, clock: Clock): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(address);
    const settle = (succeeded: boolean) => {
      late.dispose();
      socket.off('data', read).off('close', fail);
      if (!succeeded) socket.destroy();
      resolve(succeeded ? socket : undefined);
    };
    const fail = () => settle(false);
    const late = clock.after(patienceMs, fail);
    let rest = '';
    const read = (chunk: Buffer) => {
      const lines = (rest + chunk.toString('latin1')).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line === 'DATA') {
          socket.write('DATA\r\n');
        } else if (line.startsWith('OK ')) {
          socket.write('BEGIN\r\n');
          settle(true);
          return;
        } else {
          fail();
          return;
        }
      }
      if (rest.length > longestLine) fail();
    };
    // Every end comes as "close" in the end; an "error" that nobody listens to would be thrown.
    socket
      .on('error', () => undefined)
      .on('close', fail)
      .on('data', read);
    // Without a name, so that the system's own says who we are: in a container, ours may be another than the bus's.
    socket.write(`\0AUTH ${'path' in address ? 'EXTERNAL' : 'ANONYMOUS'}\r\n`);
  });
}

interface PendingCall {
  /** Who may answer. */
  readonly destination: string;
  readonly settle: (result: readonly unknown[] | DBusError) => void;
}

class BusConnection implements DBusConnection {
  readonly #signal = new Emitter<DBusSignal>();
  readonly onSignal = this.#signal.event;
  readonly #end = new Emitter<void>();
  readonly onEnd = this.#end.event;
  readonly #reader = new MessageReader();
  readonly #pending = new Map<number, PendingCall>();
  #serial = 0;
  #ended = false;

  constructor(
    private readonly socket: Socket,
    private readonly clock: Clock,
  ) {
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.once('close', () => this.#finish());
  }

  callMethod(call: DBusCall): Promise<readonly unknown[]> {
    return new Promise((resolve, reject) => {
      if (this.#ended || this.socket.destroyed) throw new DBusError('the bus disconnected');
      if (this.#pending.size >= mostPending) throw new DBusError('too many calls');
      const serial = (this.#serial = (this.#serial % (2 ** 32 - 1)) + 1);
      this.socket.write(bytesOf(serial, call));
      const settle = (result: readonly unknown[] | DBusError) => {
        this.#pending.delete(serial);
        late.dispose();
        if (result instanceof DBusError) reject(result);
        else resolve(result);
      };
      const late = this.clock.after(patienceMs, () => settle(new DBusError('no answer')));
      this.#pending.set(serial, { destination: call.destination, settle });
    });
  }

  dispose(): void {
    this.#end.dispose();
    this.socket.destroy();
    this.#finish();
  }

  #read(chunk: Buffer): void {
    if (this.#ended) return;
    const messages = this.#reader.push(chunk);
    if (messages === 'broken') {
      this.socket.destroy();
      return;
    }
    for (const message of messages) this.#take(message);
  }

  #take(message: DBusMessage): void {
    const { type, replyTo = 0, sender = '', path = '', interface: name = '', member = '' } = message;
    if (type === messageTypes.signal) {
      this.#signal.fire({ sender, path, interface: name, member, args: () => message.args() });
      return;
    }
    const pending = this.#pending.get(replyTo);
    if (pending?.destination !== sender) return;
    if (type === messageTypes.reply) {
      pending.settle(message.args() ?? new DBusError('invalid reply'));
    } else if (type === messageTypes.error) {
      pending.settle(new DBusError(errorName(message.error)));
    }
  }

  #finish(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const pending of [...this.#pending.values()]) pending.settle(new DBusError('the bus disconnected'));
    this.#end.fire();
    this.#signal.dispose();
    this.#end.dispose();
  }
}

function bytesOf(serial: number, call: DBusCall): Uint8Array {
  try {
    return writeCall(serial, call);
  } catch (error) {
    throw error instanceof InvalidCallError ? new DBusError(error.message) : error;
  }
}

/** Names of errors are like those of interfaces; anything else would be whatever the other side likes to have logged. */
function errorName(name = ''): string {
  return name.length <= 255 && /^\w+(\.\w+)+$/.test(name) ? name : 'unnamed error';
}
