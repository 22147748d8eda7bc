import type { Line } from '../channel';
import { Owner } from '../disposable';
import { Emitter } from '../emitter';
import { Inbox } from '../inbox';
import { take, whenFree } from './locks';

/**
 * Messages over a BroadcastChannel that two pages share. Each end has a lock while it lives, so that the other learns
 * of its end from the browser, however it came.
 */
export class PageLine extends Owner implements Line {
  readonly #messages = this.own(new Inbox<unknown>());
  readonly onMessage = this.#messages.event;
  readonly #ended = this.own(new Emitter<void>());
  readonly onEnd = this.#ended.event;
  readonly #wire: InstanceType<typeof BroadcastChannel>;

  private constructor(
    private readonly name: string,
    private readonly other: 'caller' | 'called',
  ) {
    super();
    this.#wire = new BroadcastChannel(name);
    this.own({ dispose: () => this.#wire.close() });
    this.#wire.onmessage = ({ data }) => this.#messages.put(data);
  }

  /** @returns `undefined` if this side of the line has been taken */
  static async open(name: string, side: 'caller' | 'called'): Promise<PageLine | undefined> {
    const life = await take(`${name} ${side}`);
    if (!life) {
      return undefined;
    }
    const line = new PageLine(name, side === 'caller' ? 'called' : 'caller');
    line.own(life);
    return line;
  }

  send(message: unknown): boolean {
    if (!this.disposed) this.#wire.postMessage(message);
    return true;
  }

  /** To be called when the other end has its lock. */
  watch(): void {
    const gone = () => {
      this.#ended.fire();
      this.dispose();
    };
    this.own(whenFree(`${this.name} ${this.other}`, gone));
  }
}
