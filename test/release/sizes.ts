import { unpack } from './vsix';

type Sizes = Readonly<Record<string, number>>;

/** What each window reads and each user downloads, and how much of it there may be, in KiB. */
export const limits: Sizes = {
  'extension.js': 200,
  'commands.js': 120,
  'local.js': 42,
  'web/extension.js': 140,
  VSIX: 250,
};

/** How much there is in a VSIX of all that has a limit, in KiB; Infinity for what is missing. */
export async function sizesOf(vsix: Uint8Array): Promise<Sizes> {
  const files = await unpack(vsix);
  const bytes = (name: string) => (name === 'VSIX' ? vsix : files.get(`extension/dist/${name}`));
  const sizes = Object.keys(limits).map((name) => [name, (bytes(name)?.length ?? Infinity) / 1_024]);
  return Object.fromEntries(sizes) as Sizes;
}

/** “extension.js 185.3 KiB (200 at most), …” */
export function sizesInWords(sizes: Sizes): string {
  const words = Object.entries(sizes).map(([name, size]) => {
    return `${name} ${size.toFixed(1)} KiB (${limits[name] ?? 0} at most)`;
  });
  return words.join(', ');
}

/** Those that are beyond their limits. */
export const tooLarge = (sizes: Sizes): Sizes =>
  Object.fromEntries(Object.entries(sizes).filter(([name, size]) => size > (limits[name] ?? 0)));
