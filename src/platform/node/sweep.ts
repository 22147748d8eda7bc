import { lstat, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { systemClock } from '../clock';
import { dial } from './connection';
import { isDraft, isForeignPlace } from './meetingPlace';

/** Sockets of any version, and those that are about to be put in their place. */
const sockets = /^([0-9a-f]{8}|[0-9a-f]{20}(-\d+)*)\.sock$/;
/** Who is in the middle of something needs no longer. */
const oldMs = 60_000;
/** What another machine's windows have, none of this one can ask about; who still uses it then makes it anew. */
const foreignMs = 7 * 24 * 3_600_000;

/**
 * Takes away what windows that were killed have left: half-written files, and sockets at which nobody listens. What
 * is another machine's, in folders that machines share, is left for a week.
 */
export async function sweep(folder: string, socketFolder: string, machine: string): Promise<void> {
  const isForeign = (name: string) => name.slice(12, 20) !== machine;
  const drop = (file: string) => rm(file, { force: true });
  for (const file of await oldFiles(folder, isDraft, oldMs)) await drop(file);
  const left = (name: string) => isForeignPlace(name, machine);
  for (const file of await oldFiles(folder, left, foreignMs)) await drop(file);
  const foreign = (name: string) => sockets.test(name) && isForeign(name);
  for (const file of await oldFiles(socketFolder, foreign, foreignMs)) await drop(file);
  const own = (name: string) => sockets.test(name) && !isForeign(name);
  for (const file of await oldFiles(socketFolder, own, oldMs)) {
    const found = await dial(file);
    if (found === 'free') await drop(file);
    else if (found !== 'held') found.destroy();
  }
}

async function oldFiles(
  folder: string,
  isMeant: (name: string) => boolean,
  ageMs: number,
): Promise<string[]> {
  const now = systemClock.now();
  const old: string[] = [];
  for (const name of (await readdir(folder)).filter(isMeant)) {
    const file = path.join(folder, name);
    const found = await lstat(file).catch(() => undefined);
    if (found && now - found.mtimeMs > ageMs) old.push(file);
  }
  return old;
}
