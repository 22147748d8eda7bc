import { createHash } from 'node:crypto';
import process from 'node:process';
import JSZip from 'jszip';
import { run } from '../vscode/processes';
import { fromRoot } from '../vscode/root';

/** The SHA-256 of something, in hexadecimal. */
export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** What stands in a ZIP: bytes by the name of a file, in the order of the names. */
export async function unpack(zip: Uint8Array): Promise<ReadonlyMap<string, Uint8Array>> {
  const { files } = await JSZip.loadAsync(zip);
  const entries = Object.values(files)
    .filter(({ dir }) => !dir)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const read = entries.map(async (entry) => [entry.name, await entry.async('uint8array')] as const);
  return new Map(await Promise.all(read));
}

/**
 * Packs the files of a ZIP anew, so that nothing shows but their names, their bytes and the date: not their order and
 * modes, the time zone, nor how Node's zlib packs, which differs by version and processor.
 * @param date in seconds since 1970
 */
export async function repack(zip: Uint8Array, date: number): Promise<Uint8Array> {
  const packed = new JSZip();
  const plain = { date: new Date(date * 1_000), unixPermissions: 0o100644, createFolders: false };
  for (const [name, bytes] of await unpack(zip)) packed.file(name, bytes, plain);
  return packed.generateAsync({
    type: 'uint8array',
    platform: 'UNIX',
    compression: 'DEFLATE',
    compressionOptions: { level: 9 },
  });
}

/** ZIP knows no earlier time. */
const earliest = Date.UTC(1980, 0, 1) / 1_000;

/**
 * The time that all files of a VSIX bear, in seconds since 1970: SOURCE_DATE_EPOCH, else that of the last commit, else,
 * without Git, always the same (https://reproducible-builds.org/specs/source-date-epoch/).
 */
export async function sourceDate(): Promise<number> {
  const { SOURCE_DATE_EPOCH: given } = process.env;
  if (given !== undefined) return Number(given);
  const args = ['log', '-1', '--format=%ct'];
  const { code, output } = await run('git', args, { cwd: fromRoot(), quiet: true });
  return code === 0 ? Number(output) : earliest;
}

/** The names of the files of which two VSIX have not the same, sorted. */
export async function differences(one: Uint8Array, other: Uint8Array): Promise<string[]> {
  const [a, b] = [await unpack(one), await unpack(other)];
  const same = (name: string) => {
    const [left, right] = [a.get(name), b.get(name)];
    return left !== undefined && right !== undefined && sha256(left) === sha256(right);
  };
  return [...new Set([...a.keys(), ...b.keys()])].filter((name) => !same(name)).sort();
}
