import type { OpenChildProcess } from '../platform/childProcess';
import type { Clock } from '../platform/clock';
import type { DBusConnection } from '../platform/dbus';
import type { Log } from '../platform/host';
import { type AutomationPermission, macPlayer } from './mac';
import { MprisPlayer } from './mpris/mprisPlayer';
import type { LocalPlayer } from './player';
import { windowsPlayer, type WindowsSystem } from './windows';

/** What outlasts a window, as VS Code's `globalState`. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

export interface LocalPlayerParts {
  readonly openChildProcess: OpenChildProcess;
  /** @throws DBusError when there is none to be reached */
  readonly connectToSessionBus: (clock: Clock) => Promise<DBusConnection>;
  readonly system: WindowsSystem;
  /** Where media/local is, as a path. */
  readonly folder: string;
  readonly memory: Memory;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * The Spotify app as this system lets it be read and told; `undefined` for a system where nobody knows how.
 * @param platform as Node's `process.platform`
 */
export function openPlayer(platform: string, parts: LocalPlayerParts): LocalPlayer | undefined {
  const { connectToSessionBus, memory, clock, log } = parts;
  switch (platform) {
    case 'linux':
      return new MprisPlayer(() => connectToSessionBus(clock), clock, log);
    case 'darwin':
      return macPlayer({ ...parts, permission: storedPermission(memory) });
    case 'win32':
      return windowsPlayer(parts);
    default:
      return undefined;
  }
}

const permissionKey = 'earshot.mayAskSpotifyApp';

function storedPermission(memory: Memory): AutomationPermission {
  const isGiven = () => memory.get(permissionKey) === true;
  return {
    isGiven,
    learn(given) {
      // One that cannot be kept is asked for again by macOS, which knows the answer.
      if (given !== isGiven()) memory.update(permissionKey, given).then(undefined, () => undefined);
    },
  };
}
