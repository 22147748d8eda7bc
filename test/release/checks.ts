import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { buildTwice } from './builds';
import { nameOf, type Sbom } from './sbom';
import { sizesInWords, sizesOf, tooLarge } from './sizes';
import type { Check } from './check';
import { checkUpdate } from './update';
import { differences, sha256 } from './vsix';

let made: ReturnType<typeof buildTwice> | undefined;
/** The two builds of the last commit, made when the first check asks for them. */
const builds = () => (made ??= buildTwice());

/** The last commit makes the same files twice, to the byte. */
export const reproducible: Check = {
  name: 'two builds',
  async run() {
    const [one, other] = await builds();
    const [first, second] = [sha256(one.vsix), sha256(other.vsix)];
    if (first !== second) {
      const files = await differences(one.vsix, other.vsix);
      throw new Error(
        `SHA-256 ${first} and ${second}; they differ in ${files.join(', ') || 'how they are packed'}. ` +
          'Find what depends on folder, umask or time zone (test/release/builds.ts)',
      );
    }
    if (one.sbom !== other.sbom) {
      throw new Error(
        'the bills of materials differ. Find what depends on the folder (test/release/sbom.ts)',
      );
    }
    return `SHA-256 ${first} and ${second}`;
  },
};

/**
 * A VSIX that was made elsewhere or at another time is that of the last commit.
 * @param file its path
 * @param otherwise what to do about one that is not
 */
export const sameAs = (file: string, otherwise: string): Check => ({
  name: path.relative('.', file),
  async run() {
    const [{ vsix }, given] = [(await builds())[0], await readFile(file)];
    const hash = `SHA-256 ${sha256(given)}`;
    if (sha256(vsix) === sha256(given)) return hash;
    const files = await differences(vsix, given);
    if (files.length === 0)
      return `${hash}, packed in another way, but with the same files as the two builds`;
    throw new Error(`${hash}, and not the same as the two builds in ${files.join(', ')}. ${otherwise}`);
  },
});

/** The bill of materials names packages, each with its licence. */
export const billOfMaterials: Check = {
  name: 'SBOM',
  async run() {
    const [{ sbom }] = await builds();
    const { components } = JSON.parse(sbom) as Sbom;
    const named = components.map((one) => {
      const licences = one.licenses.map(({ license }) => license.id).join(', ');
      return `${nameOf(one)} ${one.version} (${licences})`;
    });
    return `${named.length} packages: ${named.join(', ')}`;
  },
};

/** How large all is, which cannot fail. */
export const sizes: Check = {
  name: 'sizes',
  run: async () => sizesInWords(await sizesOf((await builds())[0].vsix)),
};

/** The same, where it may not be too large. */
export const smallEnough: Check = {
  name: 'sizes',
  async run() {
    const all = await sizesOf((await builds())[0].vsix);
    const large = tooLarge(all);
    if (Object.keys(large).length > 0) {
      throw new Error(`${sizesInWords(large)}. Find what has grown: npx vsce ls --tree`);
    }
    return sizesInWords(all);
  },
};

/** Whoever has an earlier version, and is signed in, stays so. */
export const updates: Check = { name: 'update', run: () => checkUpdate() };
