import { readdir, readFile } from 'node:fs/promises';

/** What a process holds. */
export interface HostResources {
  readonly pid: number;
  /** Resident memory, in MB. */
  readonly memoryMB: number;
  /** Open files and sockets. */
  readonly handles: number;
}

/** The extension hosts of the VS Code whose data is in `folder`, by `/proc`; none on other systems than Linux. */
export async function extensionHosts(folder: string): Promise<number[]> {
  const names = await readdir('/proc').catch(() => []);
  const pids = names.map(Number).filter((pid) => pid > 0);
  const found = await Promise.all(pids.map(async (pid) => ((await isHost(pid, folder)) ? [pid] : [])));
  return found.flat();
}

async function isHost(pid: number, folder: string): Promise<boolean> {
  const [command, environment] = await Promise.all([read(pid, 'cmdline'), read(pid, 'environ')]);
  return command.includes('--type=extensionHost') && environment.includes(`XDG_RUNTIME_DIR=${folder}\0`);
}

/** What a process holds now. @throws Error when it has ended */
export async function resourcesOf(pid: number): Promise<HostResources> {
  const [, memory = ''] = /^VmRSS:\s+(\d+) kB/m.exec(await read(pid, 'status')) ?? [];
  if (memory === '') throw new Error(`Extension host ${pid} has ended.`);
  const { length } = await readdir(`/proc/${pid}/fd`);
  return { pid, memoryMB: Math.round(Number(memory) / 1024), handles: length };
}

/** Processes end at any time. */
function read(pid: number, name: string): Promise<string> {
  return readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '');
}
