import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import process from 'node:process';
import { createInterface, type Interface } from 'node:readline';
import type { TemporaryFolder } from '../unit/support';
import { atExit, run } from '../vscode/processes';
import { fromRoot } from '../vscode/root';

/*
 * A message bus of our own, and on it a player and a client that are not ours: dbus-daemon, python-dbusmock and
 * playerctl. Debian's packages for Python belong to Debian's Python.
 */

const python = '/usr/bin/python3';

/** Says what is missing on this machine: tests that pass without it would show nothing. */
export function requireBus(): void {
  const needed: readonly (readonly [string, ...string[]])[] = [
    ['dbus-daemon', '--version'],
    ['playerctl', '--version'],
    [python, '-c', 'import dbusmock, gi'],
  ];
  const missing = needed.filter(([command, ...args]) => spawnSync(command, args).status !== 0);
  if (missing.length === 0) return;
  throw new Error(
    'These tests need dbus-daemon, playerctl and python3-dbusmock, and cannot run without: install Debian’s packages of ' +
      `those names, or run "node test/setup.js". Not found: ${missing.map((words) => words.join(' ')).join('; ')}.`,
  );
}

/** A child that ends with this process, however that ends. */
class Child {
  readonly #lines: Interface;
  readonly #closed: Promise<unknown>;
  readonly #unread: string[] = [];
  #waiting: ((line: string) => void) | undefined;
  #errors = '';

  constructor(readonly process: ChildProcess) {
    this.#closed = once(process, 'close').then(atExit(() => process.kill('SIGKILL')));
    this.#lines = createInterface({ input: process.stdout as NodeJS.ReadableStream });
    this.#lines.on('line', (line) => {
      if (this.#waiting) this.#waiting(line);
      else this.#unread.push(line);
      this.#waiting = undefined;
    });
    process.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#errors += text));
  }

  /** @throws Error when it ends without another line */
  async line(): Promise<string> {
    const line = new Promise<string>((resolve) => (this.#waiting = resolve));
    const [early] = this.#unread.splice(0, 1);
    if (early !== undefined) {
      this.#waiting = undefined;
      return early;
    }
    const ended = this.#closed.then(() => {
      throw new Error(`${this.process.spawnfile} ended: ${this.#errors}`);
    });
    return Promise.race([line, ended]);
  }

  async kill(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.#closed;
  }
}

export class PrivateBus {
  private constructor(
    private readonly child: Child,
    /** All of them, as in DBUS_SESSION_BUS_ADDRESS. */
    readonly addresses: string,
  ) {}

  /** Listens at `bus` in the folder, at an abstract socket, and at a port of TCP. */
  static async start(folder: TemporaryFolder): Promise<PrivateBus> {
    const listen = [
      `unix:path=${folder.file('bus')}`,
      `unix:abstract=${folder.file('abstract')}`,
      'tcp:host=127.0.0.1,port=0',
    ];
    const config = folder.file('bus.conf');
    // No service can be started here, and, as TCP says nothing of who calls, anybody may come.
    await writeFile(
      config,
      `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
        "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
      <busconfig>
        <type>session</type>
        ${listen.map((address) => `<listen>${address}</listen>`).join('\n')}
        <auth>EXTERNAL</auth><auth>ANONYMOUS</auth><allow_anonymous/>
        <policy context="default">
          <allow send_destination="*"/><allow eavesdrop="true"/><allow own="*"/>
        </policy>
        <limit name="max_message_size">100000000</limit>
      </busconfig>`,
    );
    const args = [`--config-file=${config}`, '--nofork', '--nopidfile', '--nosyslog', '--print-address=1'];
    const child = new Child(spawn('dbus-daemon', args, { stdio: ['ignore', 'pipe', 'pipe'] }));
    return new PrivateBus(child, await child.line());
  }

  /** The one that begins so. */
  address(beginning: string): string {
    const found = this.addresses.split(';').find((one) => one.startsWith(beginning));
    if (found === undefined) throw new Error(`No ${beginning} in ${this.addresses}`);
    return found;
  }

  get env(): NodeJS.ProcessEnv {
    return { ...process.env, DBUS_SESSION_BUS_ADDRESS: this.address('unix:path=') };
  }

  /** What playerctl says, without white space at its ends. */
  async playerctl(...args: readonly string[]): Promise<string> {
    const { output } = await run('playerctl', ['--player=spotify', ...args], { env: this.env, quiet: true });
    return output.trim();
  }

  kill(): Promise<void> {
    return this.child.kill();
  }
}

/** The commands of `mockPlayer.py`. */
export class MockPlayer {
  private constructor(private readonly child: Child) {}

  /** Without a name on the bus as yet. */
  static async start(bus: PrivateBus): Promise<MockPlayer> {
    const child = new Child(
      spawn(python, [fromRoot('test/dbus/mockPlayer.py')], { env: bus.env, stdio: 'pipe' }),
    );
    await child.line();
    return new MockPlayer(child);
  }

  async do(command: string, ...args: readonly unknown[]): Promise<unknown> {
    this.child.process.stdin?.write(`${JSON.stringify([command, ...args])}\n`);
    return JSON.parse(await this.child.line());
  }

  signal(name: 'SIGSTOP' | 'SIGCONT'): void {
    this.child.process.kill(name);
  }

  kill(): Promise<void> {
    return this.child.kill();
  }
}
