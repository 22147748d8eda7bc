import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { constants, copyFile, link, lstat, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { systemClock } from '../clock';
import { ChannelError } from '../connection';

/** Another each time that the system starts, and one for all its containers, which have host names. Linux alone has it. */
const boot = readBoot();

/**
 * The machine that this process runs on, in eight hexadecimal digits: a home, and so each file of ours, can be shared
 * by several. To be read anew each time, since host names change, with the network for instance.
 */
export function machineId(): string {
  return createHash('sha256').update(`${hostname()} ${boot}`).digest('hex').slice(0, 8);
}

function readBoot(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8');
  } catch {
    return '';
  }
}

/** Where the windows of one user, one machine and one version meet, and how they know each other there. */
export interface MeetingPlace {
  readonly key: string;
  /** The name of the machine, as it stands in those of files. */
  readonly machine: string;
  /** The first is the one to use; the others where a listener that does not answer cannot be replaced. */
  readonly addresses: readonly string[];
}

export interface Whereabouts {
  /** The extension's own, the same for all windows. */
  readonly folder: string;
  /** Of the messages. */
  readonly version: number;
  /** Folders for the socket, the best first. */
  readonly places: readonly string[];
  /** How many more addresses there are. */
  readonly spare: number;
  /** @returns eight hexadecimal digits, others for each machine that shares the folders */
  readonly machine: () => string;
  /** Folders in which this window could not listen, and why. */
  readonly unusable: ReadonlyMap<string, unknown>;
}

const user = process.getuid?.() ?? 0;
const keyFile = 'windows.key';
/** Windows of a machine can have different environments: the folder of the socket in use stands here. */
const placeFile = (machine: string) => `windows.place-${machine}`;
/** What a window writes before it puts it in its place. */
const draft = /^(windows\.(key|place-[0-9a-f]{8})|requests\.log)\.[0-9a-f]{8}$/;
/** Earlier versions had one for all machines. */
const anyPlace = /^windows\.place(-[0-9a-f]{8})?$/;
/** How long a file system may take to tell about a folder; one whose server is gone never does. */
const patienceMs = 1_500;
/** Folders that did not answer in time and have not since: each question holds one of the few threads of Node's. */
const silent = new Set<string>();

/** How many bytes a Unix socket's name may have: `sun_path` in `sys/un.h`, without the zero at its end. */
const longest = process.platform === 'linux' ? 107 : 103;

/**
 * The same for every window that looks at the same time.
 * @throws Error where there can be none
 */
export async function meetingPlace(whereabouts: Whereabouts): Promise<MeetingPlace> {
  const key = await readKey(whereabouts.folder);
  const machine = whereabouts.machine();
  const name = `${createHash('sha256').update(key).digest('hex').slice(0, 12)}${machine}-${whereabouts.version}`;
  const names = [name, ...Array.from({ length: whereabouts.spare }, (_, index) => `${name}-${index + 1}`)];
  if (process.platform === 'win32') {
    return { key, machine, addresses: names.map((one) => `\\\\.\\pipe\\earshot-${one}`) };
  }
  const addressesIn = (folder: string) => names.map((one) => path.join(folder, `${one}.sock`));
  const fits = (folder: string) => addressesIn(folder).every((one) => Buffer.byteLength(one) <= longest);
  return { key, machine, addresses: addressesIn(await socketFolder(whereabouts, machine, fits)) };
}

/** Tells windows with another environment where this one listens. */
export async function publishPlace(folder: string, machine: string, address: string): Promise<void> {
  const file = path.join(folder, placeFile(machine));
  const place = path.dirname(address);
  if ((await readFile(file, 'utf8').catch(() => '')) === place) return;
  const own = await write(file, place);
  await rename(own, file);
}

/** What windows that ended in the middle of something have left in the extension's folder. */
export function isDraft(name: string): boolean {
  return draft.test(name);
}

/** Where windows of another machine meet, or met before it was started anew. */
export function isForeignPlace(name: string, machine: string): boolean {
  return anyPlace.test(name) && name !== placeFile(machine);
}

/** The same for all windows, made by the first; readable by this user only. */
async function readKey(folder: string): Promise<string> {
  const file = path.join(folder, keyFile);
  const key = await readFile(file, 'utf8').catch(() => makeKey(file));
  if (/^[0-9a-f]{64}$/.test(key)) {
    return key;
  }
  await rm(file);
  throw new ChannelError('The windows’ shared key is damaged. The next window creates a new one.');
}

/** Whoever is first puts it in its place. */
async function makeKey(file: string): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true });
  const own = await write(file, randomBytes(32).toString('hex'));
  await link(own, file)
    // Not every file system has links.
    .catch(() => copyFile(own, file, constants.COPYFILE_EXCL))
    .catch(() => undefined);
  await rm(own, { force: true });
  return readFile(file, 'utf8');
}

/** Under a name of its own, so that nobody finds it half written. */
async function write(file: string, text: string): Promise<string> {
  const own = `${file}.${randomBytes(4).toString('hex')}`;
  await writeFile(own, text, { mode: 0o600 });
  return own;
}

/**
 * The one that another window has told, if it is there and this user's alone; else the first of the places whose name
 * is not too long, and where there can be such a folder. A longer name would be cut, without an error.
 */
async function socketFolder(
  { folder, places, unusable }: Whereabouts,
  machine: string,
  fits: (folder: string) => boolean,
): Promise<string> {
  const name = `earshot-${user}`;
  const can = (own: string) => path.isAbsolute(own) && fits(own) && !unusable.has(own);
  const told = await readFile(path.join(folder, placeFile(machine)), 'utf8').catch(() => '');
  if (path.basename(told) === name && can(told) && (await inTime(told, isOwn).catch(() => false))) {
    return told;
  }
  const all = places.map((place) => path.join(place, name));
  let failure: unknown =
    all.map((own) => unusable.get(own)).find(Boolean) ??
    new ChannelError('The path of the folder for the windows’ socket is too long.');
  for (const own of all.filter(can)) {
    try {
      if (await inTime(own, makeOwn)) return own;
      failure = new ChannelError(
        'The folder for the windows’ socket belongs to another user or is open to others.',
      );
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

/** Makes it, if it is not there; @returns as `isOwn` */
async function makeOwn(folder: string): Promise<boolean> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return isOwn(folder);
}

/** Whether it is a folder, no link to one, that nobody else can enter. */
async function isOwn(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined);
  return found !== undefined && found.isDirectory() && found.uid === user && (found.mode & 0o077) === 0;
}

/**
 * Asks about a folder.
 * @throws ChannelError where the answer does not come in time; from then on at once, until it does
 */
function inTime(folder: string, ask: (folder: string) => Promise<boolean>): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const tooLate = () => {
      silent.add(folder);
      reject(new ChannelError('The folder for the windows’ socket does not respond.'));
    };
    if (silent.has(folder)) {
      tooLate();
      return;
    }
    const late = systemClock.after(patienceMs, tooLate);
    const answered = () => {
      late.dispose();
      silent.delete(folder);
    };
    ask(folder).finally(answered).then(resolve, reject);
  });
}
