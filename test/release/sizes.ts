import { unpack } from './vsix';

type Sizes = Readonly<Record<string, number>>;

interface Limit {
  /** Bundles that are read together; none for the VSIX itself. */
  readonly files: readonly string[];
  readonly kib: number;
}

/** What each window reads and each user downloads, and how much of it there may be. */
export const limits: Readonly<Record<string, Limit>> = {
  'Node, at activation': { files: ['extension.js', 'node.js'], kib: 200 },
  'a browser, at activation': { files: ['extension.js'], kib: 140 },
  'commands.js': { files: ['commands.js'], kib: 130 },
  'local.js': { files: ['local.js'], kib: 42 },
  // Two fifths of it are translations.
  VSIX: { files: [], kib: 290 },
};

/** How much there is in a VSIX of all that has a limit, in KiB; Infinity for what is missing. */
export async function sizesOf(vsix: Uint8Array): Promise<Sizes> {
  const unpacked = await unpack(vsix);
  const sizes = Object.entries(limits).map(([what, { files }]) => {
    const read = files.map((name) => unpacked.get(`extension/dist/${name}`)?.length ?? Infinity);
    const bytes = files.length > 0 ? read.reduce((sum, one) => sum + one) : vsix.length;
    return [what, bytes / 1_024] as const;
  });
  return Object.fromEntries(sizes);
}

/** “local.js 38.7 KiB (42 at most), …” */
export function sizesInWords(sizes: Sizes): string {
  const words = Object.entries(sizes).map(([what, size]) => {
    return `${what} ${size.toFixed(1)} KiB (${limits[what]?.kib ?? 0} at most)`;
  });
  return words.join(', ');
}

/** Those that are beyond their limits. */
export const tooLarge = (sizes: Sizes): Sizes =>
  Object.fromEntries(Object.entries(sizes).filter(([what, size]) => size > (limits[what]?.kib ?? 0)));
