import type { ChildEnd, OpenChildProcess } from '../platform/childProcess';
import type { Clock } from '../platform/clock';
import type { Log } from '../platform/host';
import { type MacLine, macFailure, macState, notPermitted, readMacLine } from './macLines';
import { everyCommand, type LocalPlayer } from './player';
import { type Script, ScriptPlayer } from './scriptPlayer';

/** Whether macOS lets the editor ask the Spotify app: it asks its user once, when the first command is given. */
export interface AutomationPermission {
  /** It was given before, as far as is known: then the app is asked without a command, too. */
  isGiven(): boolean;
  /** What macOS has said. */
  learn(given: boolean): void;
}

export interface MacParts {
  readonly openChildProcess: OpenChildProcess;
  /** Where media/local is, as a path. */
  readonly folder: string;
  readonly permission: AutomationPermission;
  readonly clock: Clock;
  readonly log: Log;
}

/** The Spotify app on macOS, by a script that `osascript` runs. */
export function macPlayer({ openChildProcess, folder, permission, clock, log }: MacParts): LocalPlayer {
  const program = {
    file: '/usr/bin/osascript',
    args: ['-l', 'JavaScript', `${folder}/spotify.js`],
  };
  const supervision = { probe: '{"command":"ping"}', isLasting };
  const child = openChildProcess(program, supervision, clock, log);
  return new ScriptPlayer(macScript(permission), child, clock);
}

function isLasting(end: ChildEnd): boolean {
  return end.kind === 'notStarted';
}

function macScript(permission: AutomationPermission): Script<MacLine> {
  return {
    // The script asks the system, which tells it at once when that changes.
    isInstalled: () => Promise.resolve(true),
    greeting: () => (permission.isGiven() ? [{ command: 'allow' }, { command: 'read' }] : []),
    read: readMacLine,
    state: macState,
    learn(line) {
      if (line.kind === 'read') permission.learn(true);
      if (line.kind === 'failed' && line.code === notPermitted) permission.learn(false);
    },
    capabilities: everyCommand,
    failure: macFailure,
    problem: (end) => (isLasting(end) ? 'blocked' : 'broken'),
  };
}
