import { createHash, randomBytes } from 'node:crypto';
import {
  constants,
  copyFile,
  link,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import * as v from 'valibot';
import { parseJson, whole } from '../json';
import { sleep, type Clock } from '../clock';
import { describeError, longestLock, type OpenLock } from '../host';
import { machineId } from './meetingPlace';

/**
 * What stands in the file of a lock. Windows of all versions share it: this format never changes. `at` is when it was
 * taken, in milliseconds since 1970; `id` makes each one another. `machine` is only ever compared.
 */
const holderSchema = v.object({ pid: whole(1), machine: v.string(), id: v.string(), at: v.number() });

/** How often somebody who waits looks again, in milliseconds, and as much again by chance. */
const pauseMs = 20;
/** What a file system refuses for a moment only, it does not refuse so often in a row. */
const mostFailures = 5;
/** How far the clocks of machines that share a folder are apart: no more is borne by Kerberos (RFC 4120, 5 minutes). */
const mostSkewMs = 300_000;

/** A lock in a file, which all processes of this user see. */
export const openLock: OpenLock = ({ fsPath: file }, clock, log) => {
  let failed = false;
  const take = async () => {
    const attempt = new LockAttempt(file, clock);
    try {
      if (await attempt.take()) return attempt;
    } catch (error) {
      if (!failed) log.warn(`Windows cannot lock the files they share: ${describeError(error)}`);
      failed = true;
    }
    return undefined;
  };
  return async (work) => {
    const attempt = await take();
    try {
      return await work();
    } finally {
      await attempt?.giveBack().catch(() => undefined);
    }
  };
};

/** One attempt to have the lock. */
class LockAttempt {
  readonly #id = randomBytes(8).toString('hex');
  /** A name of its own beside the lock’s, for what is not to be found half written. */
  readonly #draft: string;
  #text = '';

  constructor(
    private readonly file: string,
    private readonly clock: Clock,
  ) {
    this.#draft = `${file}.${this.#id}`;
  }

  /** @returns whether it has the lock now; it has not if others had it all the time */
  async take(): Promise<boolean> {
    await mkdir(path.dirname(this.file), { recursive: true });
    let failures = 0;
    const begun = this.clock.now();
    // By the pauses alone where the clock is set back, and by the clock where the file system is slow.
    for (let paused = 0; Math.max(paused, this.clock.now() - begun) < longestLock;) {
      try {
        if (await this.#attempt()) return true;
        failures = 0;
      } catch (error) {
        failures += 1;
        if (failures >= mostFailures) throw error;
      }
      const pause = pauseMs * (1 + this.clock.jitter());
      await sleep(this.clock, pause);
      paused += pause;
    }
    return false;
  }

  async giveBack(): Promise<void> {
    if ((await textOf(this.file)) === this.#text) await rm(this.file, { force: true });
  }

  async #attempt(): Promise<boolean> {
    const found = await textOf(this.file);
    if (found !== undefined) {
      if (!(await this.#isStale(found)) || !(await this.#remove(found))) return false;
    }
    const now = this.clock.now();
    this.#text = JSON.stringify({ pid: process.pid, machine: machineId(), id: this.#id, at: now });
    await writeFile(this.#draft, this.#text, { mode: 0o600 });
    try {
      if (!(await put(this.#draft, this.file))) return false;
    } finally {
      await rm(this.#draft, { force: true });
    }
    await this.#sweep();
    return true;
  }

  /** Whether its holder is dead, or has had it for too long; what cannot be read counts by the time of the file. */
  async #isStale(text: string): Promise<boolean> {
    const holder = v.safeParse(holderSchema, parseJson(text));
    if (!holder.success) return this.#isOld((await stat(this.file)).mtimeMs);
    const { pid, machine, at } = holder.output;
    const here = machine === machineId();
    return this.#isOld(at, here ? 0 : mostSkewMs) || (here && !isAlive(pid));
  }

  /** A time to come is no better: the clock was set back. */
  #isOld(at: number, skewMs = 0): boolean {
    return Math.abs(this.clock.now() - at) > longestLock + skewMs;
  }

  /**
   * Takes this very lock away, and none that has come into its place. One alone may try, by a file that exists once for
   * each lock; and should it have got another, because the holder gave it back just then, it puts that back.
   * @returns whether it is gone now
   */
  async #remove(stale: string): Promise<boolean> {
    const right = `${this.file}.${createHash('sha256').update(stale).digest('hex').slice(0, 16)}`;
    try {
      await writeFile(right, '', { flag: 'wx', mode: 0o600 });
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      if (this.#isOld((await stat(right)).mtimeMs)) await rm(right, { force: true });
      return false;
    }
    try {
      if ((await textOf(this.file)) !== stale) return false;
      const got = `${this.#draft}.old`;
      await rename(this.file, got);
      const same = (await textOf(got)) === stale;
      if (!same) await put(got, this.file);
      await rm(got, { force: true });
      return same;
    } finally {
      await rm(right, { force: true });
    }
  }

  /** Removes what processes left that died in the middle. */
  async #sweep(): Promise<void> {
    const folder = path.dirname(this.file);
    for (const name of await readdir(folder)) {
      if (!name.startsWith(`${path.basename(this.file)}.`)) continue;
      const left = path.join(folder, name);
      const times = await stat(left).catch(() => undefined);
      if (times && this.#isOld(times.mtimeMs)) await rm(left, { force: true });
    }
  }
}

/** Puts a whole file into a place, unless something is there; @returns whether it did. */
async function put(own: string, file: string): Promise<boolean> {
  try {
    // Not every file system has links.
    await link(own, file).catch((error: unknown) => {
      if (codeOf(error) === 'EEXIST') throw error;
      return copyFile(own, file, constants.COPYFILE_EXCL);
    });
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    // Where the answer of NFS was lost, it is asked again, and it is ours that is there (link(2), BUGS).
    return (await textOf(file)) === (await textOf(own));
  }
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of somebody else lives, too.
    return codeOf(error) === 'EPERM';
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
