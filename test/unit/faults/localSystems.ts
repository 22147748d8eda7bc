import { macPlayer } from '../../../src/local/mac';
import { notPermitted } from '../../../src/local/macLines';
import { MprisPlayer } from '../../../src/local/mpris/mprisPlayer';
import { spotifyBusName } from '../../../src/local/mpris/mpris';
import type { LocalPlayer } from '../../../src/local/player';
import { windowsPlayer } from '../../../src/local/windows';
import type { ChildEnd, ChildProcess } from '../../../src/platform/childProcess';
import { sleep, type Clock } from '../../../src/platform/clock';
import { DBusError, type DBusCall, type DBusConnection, type DBusSignal } from '../../../src/platform/dbus';
import { Emitter } from '../../../src/platform/event';
import type { Disposable } from '../../../src/platform/lifecycle';
import { Lines, second } from '../support';
import type { LocalApp } from './localApp';

/** One system's way to the app, from what our parts of it see of it on. */
export interface System {
  readonly player: LocalPlayer;
  /** The app tells that something has changed, as it does there. */
  notify(): void;
  /** What stands between us and the app ends, and can be had again. */
  restart(): void;
  /** Something comes that is none of the app's words. */
  makeNoise(): void;
}

export const systems = { Linux: onLinux, macOS: onMac, Windows: onWindows } as const;
export type SystemName = keyof typeof systems;

const uniqueName = ':1.5';
const bus = { sender: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus' } as const;

/** A session bus with the app on it, by the interface of our own client. */
function onLinux(app: LocalApp, clock: Clock): System {
  const signals = new Emitter<DBusSignal>();
  const ended = new Emitter<void>();
  const owner = () => (app.isOpen ? uniqueName : '');
  const callMethod = async ({ member, args = [] }: DBusCall): Promise<readonly unknown[]> => {
    if (member === 'AddMatch') return [];
    if (member === 'GetNameOwner') {
      if (!app.isOpen) throw new DBusError('org.freedesktop.DBus.Error.NameHasNoOwner');
      return [owner()];
    }
    if (!app.isOpen) throw new DBusError('org.freedesktop.DBus.Error.ServiceUnknown');
    if (app.hangs) {
      await sleep(clock, 2 * second);
      throw new DBusError('timeout');
    }
    if (member === 'GetAll')
      return [app.isGarbled ? { PlaybackStatus: 7, Metadata: 'x' } : propertiesOf(app)];
    if (app.refuses) throw new DBusError('org.freedesktop.DBus.Error.AccessDenied');
    const [first, value] = args.map(([, one]) => one);
    const microseconds = Number(member === 'SetPosition' ? value : first);
    app.do(member, microseconds / 1_000);
    if (app.keepsQuiet) {
      await sleep(clock, 2 * second);
      throw new DBusError('timeout');
    }
    return [];
  };
  const connection = (): DBusConnection => {
    const [subscribed, ends]: Disposable[][] = [[], []];
    const add = (list: Disposable[] = [], one: Disposable) => (list.push(one), one);
    return {
      callMethod,
      onSignal: (listener) => add(subscribed, signals.event(listener)),
      onEnd: (listener) => add(ends, ended.event(listener)),
      dispose: () => [...(subscribed ?? []), ...(ends ?? [])].forEach((one) => one.dispose()),
    };
  };
  const player = new MprisPlayer(() => Promise.resolve(connection()), clock, new Lines());
  const signal = (sender: string, path: string, name: string, member: string, ...args: unknown[]) =>
    signals.fire({ sender, path, interface: name, member, args: () => args });
  const changed = (sender: string) =>
    signal(sender, '/org/mpris/MediaPlayer2', 'org.freedesktop.DBus.Properties', 'PropertiesChanged');
  let told = '';
  return {
    player,
    notify() {
      if (told !== owner())
        signal(
          bus.sender,
          bus.path,
          'org.freedesktop.DBus',
          'NameOwnerChanged',
          spotifyBusName,
          told,
          owner(),
        );
      told = owner();
      // Some four for each change.
      for (let time = 0; time < 4; time += 1) changed(uniqueName);
    },
    restart: () => ended.fire(),
    makeNoise() {
      // Another player, and who pretends to be the bus.
      changed(':1.99');
      signal(':1.99', bus.path, 'org.freedesktop.DBus', 'NameOwnerChanged', spotifyBusName, owner(), '');
      signal(
        bus.sender,
        bus.path,
        'org.freedesktop.DBus',
        'NameOwnerChanged',
        `${spotifyBusName}d.x`,
        '',
        ':1.9',
      );
    },
  };
}

function propertiesOf(app: LocalApp): object {
  const { status, title, artist, album, uri, durationMs, positionMs } = app.said;
  const id = uri?.split(':').slice(1).join('/');
  return {
    PlaybackStatus: status,
    LoopStatus: 'None',
    Shuffle: false,
    Volume: 0.6,
    Position: positionMs === undefined ? undefined : positionMs * 1_000,
    Metadata: {
      ...(id && { 'mpris:trackid': `/com/spotify/${id}` }),
      'mpris:length': durationMs && durationMs * 1_000,
      'xesam:title': title,
      'xesam:artist': [artist],
      'xesam:album': album,
    },
  };
}

/** What a script is to the player that it serves: lines both ways, and an end. */
class FakeChild implements ChildProcess {
  readonly #line = new Emitter<string>();
  readonly onLine = this.#line.event;
  readonly #end = new Emitter<ChildEnd>();
  readonly onEnd = this.#end.event;
  #isRunning = false;
  #nextStart: Disposable | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly begin: () => void,
    private readonly take: (request: {
      readonly command: string;
      readonly id: number;
      readonly positionMs?: number;
    }) => void,
  ) {}

  start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.clock.after(100, this.begin);
  }
  stop(): void {
    this.#isRunning = false;
    this.#nextStart?.dispose();
  }
  say(line: object | string): void {
    if (this.#isRunning) this.#line.fire(typeof line === 'string' ? line : JSON.stringify(line));
  }
  send(line: string): boolean {
    if (this.#isRunning) this.take(JSON.parse(line) as Parameters<typeof this.take>[0]);
    return this.#isRunning;
  }
  /** As `platform/node/childProcess.ts` does it: ended, and started anew after a pause. */
  end(end: ChildEnd): void {
    if (!this.#isRunning) return;
    this.#isRunning = false;
    this.#end.fire(end);
    this.#nextStart = this.clock.after(second, () => this.start());
  }
  reject(): void {
    this.end({ kind: 'broken', reason: 'unreadable' });
  }
  allowSilence(): void {
    // Nobody watches it.
  }
  dispose(): void {
    this.stop();
  }
}

/** @param say what the script writes, `all` or only what the app itself tells */
function byScript(app: LocalApp, clock: Clock, say: (child: FakeChild, all: boolean) => void) {
  const child: FakeChild = new FakeChild(
    clock,
    () => say(child, true),
    ({ command, id, positionMs = 0 }) => {
      if (app.hangs) return;
      if (command === 'read' || command === 'allow') say(child, true);
      else if (command !== 'ping' && app.isOpen && !app.refuses) app.do(command, positionMs);
      const failed = command !== 'ping' && (!app.isOpen || app.refuses);
      const answer = failed
        ? { kind: 'failed', id, code: app.refuses ? notPermitted : -600 }
        : { kind: 'done', id };
      if (!app.keepsQuiet) clock.after(10, () => child.say(answer));
    },
  );
  const notify = () => {
    if (!app.hangs) say(child, false);
  };
  const restart = () => child.end({ kind: 'exited', code: 1, stderr: '' });
  return { child, system: { notify, restart, makeNoise: () => child.say({ kind: 'pong' }) } };
}

const garbage = '{"kind":"session","status":';

function onMac(app: LocalApp, clock: Clock): System {
  const { child, system } = byScript(app, clock, (script, all) => {
    if (app.isGarbled) {
      script.say(garbage);
      return;
    }
    script.say({ kind: 'app', installed: true, running: app.isOpen });
    const { status: state, ...said } = app.said;
    const more = { volumePercent: 60, shuffling: false, repeating: false };
    if (app.isOpen) script.say({ kind: all ? 'read' : 'changed', state, ...said, ...(all && more) });
  });
  const permission = { isGiven: () => true, learn: () => undefined };
  const openChildProcess = () => child;
  const parts = { openChildProcess, folder: '/x', permission, clock, log: new Lines() };
  return { ...system, player: macPlayer(parts) };
}

function onWindows(app: LocalApp, clock: Clock): System {
  const { child, system } = byScript(app, clock, (script) => {
    const session = { kind: 'session', ...app.said, uri: undefined, shuffle: false, repeat: 'None' };
    script.say(app.isGarbled ? garbage : app.isOpen ? session : { kind: 'hidden', running: false });
  });
  const found = { env: { APPDATA: 'C:\\R' }, exists: () => Promise.resolve(true) };
  const openChildProcess = () => child;
  const parts = { openChildProcess, system: found, folder: 'C:\\x', clock, log: new Lines() };
  return { ...system, player: windowsPlayer(parts) };
}
