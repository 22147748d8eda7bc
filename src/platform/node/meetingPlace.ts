import { createHash, randomBytes } from 'node:crypto';
import { constants, copyFile, link, lstat, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { ChannelError } from '../channel';

/** Where the windows of one user and one version meet, and how they know each other there. */
export interface MeetingPlace {
  readonly key: string;
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
}

const user = process.getuid?.() ?? 0;
const keyFile = 'windows.key';
/** Windows can have different environments: the folder of the socket in use stands here. */
const placeFile = 'windows.place';
/** What a window writes before it puts it in its place. */
const draft = /^windows\.(key|place)\.[0-9a-f]{8}$/;

/** How many bytes a Unix socket's name may have: `sun_path` in `sys/un.h`, without the zero at its end. */
const longest = process.platform === 'linux' ? 107 : 103;

/**
 * The same for every window that looks at the same time.
 * @throws Error where there can be none
 */
export async function meetingPlace(whereabouts: Whereabouts): Promise<MeetingPlace> {
  const key = await readKey(whereabouts.folder);
  const name = `${createHash('sha256').update(key).digest('hex').slice(0, 20)}-${whereabouts.version}`;
  const names = [name, ...Array.from({ length: whereabouts.spare }, (_, index) => `${name}-${index + 1}`)];
  if (process.platform === 'win32') {
    return { key, addresses: names.map((one) => `\\\\.\\pipe\\earshot-${one}`) };
  }
  const addressesIn = (folder: string) => names.map((one) => path.join(folder, `${one}.sock`));
  const fits = (folder: string) => addressesIn(folder).every((one) => Buffer.byteLength(one) <= longest);
  return { key, addresses: addressesIn(await socketFolder(whereabouts, fits)) };
}

/** Tells windows with another environment where this one listens. */
export async function tellPlace(folder: string, address: string): Promise<void> {
  const file = path.join(folder, placeFile);
  const place = path.dirname(address);
  if ((await readFile(file, 'utf8').catch(() => '')) === place) return;
  const own = await write(file, place);
  await rename(own, file);
}

/** What windows that ended in the middle of something have left in the extension's folder. */
export function isDraft(name: string): boolean {
  return draft.test(name);
}

/** The same for all windows, made by the first; readable by this user only. */
async function readKey(folder: string): Promise<string> {
  const file = path.join(folder, keyFile);
  const key = await readFile(file, 'utf8').catch(() => makeKey(file));
  if (/^[0-9a-f]{64}$/.test(key)) {
    return key;
  }
  await rm(file);
  throw new ChannelError('The key of the windows was damaged; the next window makes another.');
}

/** Whoever is first puts it in its place. */
async function makeKey(file: string): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true });
  const own = await write(file, randomBytes(32).toString('hex'));
  await link(own, file)
    // Not every file system has links.
    .catch(() => copyFile(own, file, constants.COPYFILE_EXCL))
    .catch(() => undefined);
  await rm(own);
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
  { folder, places }: Whereabouts,
  fits: (folder: string) => boolean,
): Promise<string> {
  const name = `earshot-${user}`;
  const told = await readFile(path.join(folder, placeFile), 'utf8').catch(() => '');
  if (path.isAbsolute(told) && path.basename(told) === name && fits(told) && (await isOwn(told))) {
    return told;
  }
  let failure: unknown = new ChannelError('The folder for the windows’ socket has too long a name.');
  for (const own of places.map((place) => path.join(place, name)).filter(fits)) {
    try {
      await mkdir(own, { recursive: true, mode: 0o700 });
      if (await isOwn(own)) return own;
      failure = new ChannelError(
        'The folder for the windows’ socket belongs to somebody else, or is open to others.',
      );
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

/** Whether it is a folder, no link to one, that nobody else can enter. */
async function isOwn(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined);
  return found !== undefined && found.isDirectory() && found.uid === user && (found.mode & 0o077) === 0;
}
