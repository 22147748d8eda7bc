import { nextMessage, type Channel, type Line, type Switchboard } from '../connection';
import { Emitter, Inbox } from '../event';
import { Owner, type Disposable } from '../lifecycle';
import { isTaken, take, whenFree } from './lock';

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

/** What the page that has the switchboard says first. */
const welcome = 'welcome';

/**
 * Pages of one origin meet at a Web Lock: who has it has the switchboard, and the browser gives it to the next when
 * that page is gone. In VS Code's own server the extension hosts of all pages have one origin. vscode.dev gives those
 * of each workspace one of their own (`webWorkerExtensionHostIframeStableOriginUUID`, in the storage of the
 * workspace): there the pages of one workspace meet, and those of another ask for themselves.
 */
export class LocalChannel implements Channel {
  readonly #place: string;

  /** `folder` is the extension's own, the same for all pages; only those meet whose messages are of one `version`. */
  constructor(folder: string, version: number) {
    this.#place = `earshot ${version} ${folder}`;
  }

  async call(): Promise<Line | undefined> {
    if (!(await isTaken(this.#place))) {
      return undefined;
    }
    const name = `${this.#place} ${crypto.randomUUID()}`;
    const line = await PageLine.open(name, 'caller');
    const lobby = new BroadcastChannel(this.#place);
    lobby.postMessage(name);
    lobby.close();
    if (line && (await nextMessage(line)) === welcome) {
      line.watch();
      return line;
    }
    line?.dispose();
    return undefined;
  }

  async answer(): Promise<Switchboard | undefined> {
    const place = await take(this.#place);
    return place && new PageSwitchboard(this.#place, place);
  }
}

class PageSwitchboard extends Owner implements Switchboard {
  readonly name = 'a page';
  readonly #lines = this.own(new Inbox<Line>());
  readonly onLine = this.#lines.event;
  readonly #open = new Set<Line>();

  constructor(name: string, place: Disposable) {
    super();
    this.own({ dispose: () => this.#open.forEach((line) => void line.dispose()) });
    const lobby = new BroadcastChannel(name);
    this.own({ dispose: () => lobby.close() });
    lobby.onmessage = ({ data }) => {
      // Whatever else runs at this origin can speak here.
      if (typeof data === 'string' && data.startsWith(`${name} `)) void this.#welcome(data);
    };
    // Given back before the lines end: who looks for another leader then finds the place empty.
    this.own(place);
  }

  /** A lock cannot be lost. */
  isOurs(): Promise<boolean> {
    return Promise.resolve(!this.disposed);
  }

  async #welcome(name: string): Promise<void> {
    const line = await PageLine.open(name, 'called');
    if (!line || this.disposed) {
      line?.dispose();
      return;
    }
    this.#open.add(line);
    line.onEnd(() => this.#open.delete(line));
    line.watch();
    line.send(welcome);
    this.#lines.put(line);
  }
}
