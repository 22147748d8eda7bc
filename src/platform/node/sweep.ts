import { lstat, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { systemClock } from '../clock';
import { isDraft } from './meetingPlace';
import { dial } from './socket';

/** Sockets of any version, and those that are about to be put in their place. */
const sockets = /^([0-9a-f]{8}|[0-9a-f]{20}(-\d+)*)\.sock$/;
/** Who is in the middle of something needs no longer. */
const oldMs = 60_000;

/** Takes away what windows that were killed have left: half-written files, and sockets at which nobody listens. */
export async function sweep(folder: string, socketFolder: string): Promise<void> {
  for (const file of await oldFiles(folder, isDraft)) await rm(file, { force: true });
  for (const file of await oldFiles(socketFolder, (name) => sockets.test(name))) {
    const found = await dial(file);
    if (found === 'free') await rm(file, { force: true });
    else if (found !== 'held') found.destroy();
  }
}

async function oldFiles(folder: string, isOurs: (name: string) => boolean): Promise<string[]> {
  const now = systemClock.now();
  const old: string[] = [];
  for (const name of (await readdir(folder)).filter(isOurs)) {
    const file = path.join(folder, name);
    const found = await lstat(file).catch(() => undefined);
    if (found && now - found.mtimeMs > oldMs) old.push(file);
  }
  return old;
}
