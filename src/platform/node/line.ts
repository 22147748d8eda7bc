import type { Socket } from 'node:net';
import type { Line } from '../channel';
import { Emitter, type Event } from '../emitter';

/** Far above any message of ours. */
const longest = 1_000_000;

/** Messages over a socket: JSON, one a line. What is not JSON, or endless, ends the connection. */
export class SocketLine implements Line {
  readonly #messages = new Emitter<unknown>();
  /** What came while nobody listened, as between two steps of a handshake, waits for the next listener. */
  readonly #inbox: unknown[] = [];
  readonly #ended = new Emitter<void>();
  readonly onEnd = this.#ended.event;
  #rest = '';

  constructor(private readonly socket: Socket) {
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => this.#read(chunk));
    // Every end comes as "close" in the end; an "error" that nobody listens to would be thrown.
    socket.on('error', () => undefined);
    socket.once('close', () => this.#ended.fire());
  }

  readonly onMessage: Event<unknown> = (listener) => {
    const subscription = this.#messages.event(listener);
    queueMicrotask(() => this.#deliver());
    return subscription;
  };

  send(message: unknown): void {
    if (this.socket.writable) {
      this.socket.write(`${JSON.stringify(message)}\n`);
    }
  }

  dispose(): void {
    this.#messages.dispose();
    this.#ended.dispose();
    this.socket.destroy();
  }

  #read(chunk: string): void {
    const lines = (this.#rest + chunk).split('\n');
    this.#rest = lines.pop() ?? '';
    if (this.#rest.length > longest) {
      this.socket.destroy();
      return;
    }
    for (const line of lines) {
      const message = parse(line);
      if (message === undefined) {
        this.socket.destroy();
        return;
      }
      this.#inbox.push(message);
    }
    this.#deliver();
  }

  #deliver(): void {
    while (this.#inbox.length > 0 && this.#messages.hasListeners) {
      this.#messages.fire(this.#inbox.shift());
    }
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
