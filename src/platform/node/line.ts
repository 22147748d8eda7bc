import type { Socket } from 'node:net';
import { parseJson } from '../../core/json';
import type { Line } from '../channel';
import type { Clock } from '../clock';
import type { Disposable } from '../disposable';
import { Emitter } from '../emitter';
import { Inbox } from '../inbox';

/** In characters, far above any message of ours. */
const longest = 1_000_000;
/** Between two signs of life; a connection without any ends after three times that. */
const signOfLifeMs = 800;
const mostSilent = 3;

/**
 * Messages over a socket: JSON, one a line; an empty line is a sign of life. What is not JSON, or endless, ends the
 * connection.
 */
export class SocketLine implements Line {
  /** Nobody listens between two steps of a handshake. */
  readonly #messages = new Inbox<unknown>();
  readonly onMessage = this.#messages.event;
  readonly #ended = new Emitter<void>();
  readonly onEnd = this.#ended.event;
  #rest = '';
  /** How many signs of life were due since the other end was heard. */
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
      this.#messages.put(message);
    }
  }
}
