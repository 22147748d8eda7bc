import { nextMessage, type Channel, type Connection, type Listener } from '../connection';
import { Emitter, BufferedEmitter } from '../event';
import { DisposableStore, type Disposable } from '../lifecycle';
import { isTaken, take, whenFree } from './lock';

/**
 * Messages over a BroadcastChannel that two pages share. Each end has a lock while it lives, so that the other learns
 * of its end from the browser, however it came.
 */
class PageConnection extends DisposableStore implements Connection {
  readonly #messages = this.add(new BufferedEmitter<unknown>());
  readonly onMessage = this.#messages.event;
  readonly #ended = this.add(new Emitter<void>());
  readonly onEnd = this.#ended.event;
  readonly #wire: InstanceType<typeof BroadcastChannel>;

  private constructor(
    private readonly name: string,
    private readonly other: 'client' | 'server',
  ) {
    super();
    this.#wire = new BroadcastChannel(name);
    this.add({ dispose: () => this.#wire.close() });
    this.#wire.onmessage = ({ data }) => this.#messages.fire(data);
  }

  /** @returns `undefined` if this side of the connection has been taken */
  static async open(name: string, side: 'client' | 'server'): Promise<PageConnection | undefined> {
    const life = await take(`${name} ${side}`);
    if (!life) {
      return undefined;
    }
    const connection = new PageConnection(name, side === 'client' ? 'server' : 'client');
    connection.add(life);
    return connection;
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
    this.add(whenFree(`${this.name} ${this.other}`, gone));
  }
}

/** What the page that listens says first. */
const welcome = 'welcome';

/**
 * Pages of one origin meet at a Web Lock: who has it listens for the others, and the browser gives it to the next when
 * that page is gone. In VS Code's own server the extension hosts of all pages have one origin. vscode.dev gives those
 * of each workspace one of their own (`webWorkerExtensionHostIframeStableOriginUUID`, in the storage of the
 * workspace): there the pages of one workspace meet, and those of another ask for themselves.
 */
export class LocalChannel implements Channel {
  readonly #lockName: string;

  /** `folder` is the extension's own, the same for all pages; only those meet whose messages are of one `version`. */
  constructor(folder: string, version: number) {
    this.#lockName = `earshot ${version} ${folder}`;
  }

  async connect(): Promise<Connection | undefined> {
    if (!(await isTaken(this.#lockName))) {
      return undefined;
    }
    const name = `${this.#lockName} ${crypto.randomUUID()}`;
    const connection = await PageConnection.open(name, 'client');
    const lobby = new BroadcastChannel(this.#lockName);
    lobby.postMessage(name);
    lobby.close();
    if (connection && (await nextMessage(connection)) === welcome) {
      connection.watch();
      return connection;
    }
    connection?.dispose();
    return undefined;
  }

  async listen(): Promise<Listener | undefined> {
    const lock = await take(this.#lockName);
    return lock && new PageListener(this.#lockName, lock);
  }
}

class PageListener extends DisposableStore implements Listener {
  readonly name = 'a page';
  readonly #connections = this.add(new BufferedEmitter<Connection>());
  readonly onConnection = this.#connections.event;
  readonly #open = new Set<Connection>();

  constructor(name: string, lock: Disposable) {
    super();
    this.add({ dispose: () => this.#open.forEach((connection) => void connection.dispose()) });
    const lobby = new BroadcastChannel(name);
    this.add({ dispose: () => lobby.close() });
    lobby.onmessage = ({ data }) => {
      // Whatever else runs at this origin can speak here.
      if (typeof data === 'string' && data.startsWith(`${name} `)) void this.#welcome(data);
    };
    // Given back before the connections end: who looks for another leader then finds the lock free.
    this.add(lock);
  }

  /** A lock cannot be lost. */
  isOurs(): Promise<boolean> {
    return Promise.resolve(!this.disposed);
  }

  async #welcome(name: string): Promise<void> {
    const connection = await PageConnection.open(name, 'server');
    if (!connection || this.disposed) {
      connection?.dispose();
      return;
    }
    this.#open.add(connection);
    connection.onEnd(() => this.#open.delete(connection));
    connection.watch();
    connection.send(welcome);
    this.#connections.fire(connection);
  }
}
