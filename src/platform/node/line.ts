import type { Socket } from 'node:net';
import { parseJson } from '../../core/json';
import type { Line } from '../channel';
import { Emitter } from '../emitter';
import { Inbox } from '../inbox';

/** Far above any message of ours. */
const longest = 1_000_000;

/** Messages over a socket: JSON, one a line. What is not JSON, or endless, ends the connection. */
export class SocketLine implements Line {
  /** Nobody listens between two steps of a handshake. */
  readonly #messages = new Inbox<unknown>();
  readonly onMessage = this.#messages.event;
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
      const message = parseJson(line);
      if (message === undefined) {
        this.socket.destroy();
        return;
      }
      this.#messages.put(message);
    }
  }
}
