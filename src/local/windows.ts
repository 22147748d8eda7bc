import type { LocalProblem } from '../model/playback/localApp';
import type { ChildEnd, OpenChildProcess, Program } from '../platform/childProcess';
import type { Clock } from '../platform/clock';
import type { Log } from '../platform/host';
import { failureIn, type LocalPlayer, type LocalState } from './player';
import { type Script, ScriptPlayer } from './scriptPlayer';
import { readWindowsLine, type WindowsLine, windowsState } from './windowsLines';

/** What is asked of the system. */
export interface WindowsSystem {
  /** The environment, in which names are compared without their case. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exists: (path: string) => Promise<boolean>;
}

export interface WindowsParts {
  readonly openChildProcess: OpenChildProcess;
  readonly system: WindowsSystem;
  /** Where media/local is, as a path. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** The exit code of the script where it is of no use to start it soon again. */
const lastingExit = 3;

/** The Spotify app on Windows, by a script that Windows PowerShell 5.1 runs; later ones know no WinRT. */
export function windowsPlayer({ openChildProcess, system, folder, clock, log }: WindowsParts): LocalPlayer {
  const supervision = { probe: '{"command":"ping"}', isLasting };
  const child = openChildProcess(powershell(system.env, folder), supervision, clock, log);
  return new ScriptPlayer(windowsScript(system), child, clock);
}

/**
 * Without `-ExecutionPolicy` no Windows for people runs any script. `RemoteSigned` runs what is on this machine and did
 * not come from the web by itself, as what VS Code unpacks; an administrator's policy comes before it. `Bypass` and
 * `-EncodedCommand` are what products against malware look for.
 */
function powershell(env: WindowsSystem['env'], folder: string): Program {
  const root = env['SystemRoot'] ?? 'C:\\Windows';
  return {
    file: `${root}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`,
    args: [
      ...['-NoLogo', '-NoProfile', '-NonInteractive'],
      ...['-ExecutionPolicy', 'RemoteSigned', '-File', `${folder}\\spotify.ps1`],
    ],
  };
}

function windowsScript(system: WindowsSystem): Script<WindowsLine> {
  return {
    isInstalled: () => isInstalled(system),
    greeting: () => [],
    read: readWindowsLine,
    state: windowsState,
    // Windows has no volume of a single player, and to open an address plays nothing.
    capabilities: new Set(['play', 'pause', 'next', 'previous', 'seek']),
    // It has no numbers for that: without a session nobody was asked.
    failure: (_, state) => (state.kind === 'available' ? 'unsupported' : failureIn(state)),
    problem,
  };
}

/** By the installer, or from the Store. */
async function isInstalled({ env, exists }: WindowsSystem): Promise<boolean> {
  const places = [
    ['APPDATA', 'Spotify\\Spotify.exe'],
    ['LOCALAPPDATA', 'Packages\\SpotifyAB.SpotifyMusic_zpdnekdrzrea0'],
  ] as const;
  const found = places.map(([name, path]) => {
    const folder = env[name];
    return folder ? exists(`${folder}\\${path}`) : Promise.resolve(false);
  });
  return (await Promise.all(found)).includes(true);
}

/** The name of the error, which unlike its sentence is in no language: a policy forbids scripts, or this one. */
function isForbidden(end: ChildEnd): boolean {
  return end.kind === 'exited' && /PSSecurityException|UnauthorizedAccess/.test(end.stderr);
}

function isLasting(end: ChildEnd): boolean {
  return end.kind === 'notStarted' || (end.kind === 'exited' && end.code === lastingExit) || isForbidden(end);
}

function problem(end: ChildEnd, before: LocalState): LocalProblem {
  if (end.kind === 'notStarted' || isForbidden(end)) return 'blocked';
  // It has said why before.
  return end.kind === 'exited' && end.code === lastingExit && before.kind === 'unavailable'
    ? before.problem
    : 'broken';
}
