import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createSbom, nameOf, type Sbom } from '../../release/sbom';
import { fromRoot } from '../../vscode/root';

const json = (file: string): unknown => JSON.parse(readFileSync(fromRoot(file), 'utf8'));

interface Locked {
  readonly version: string;
  readonly license: string;
  readonly integrity: string;
}
const { packages } = json('package-lock.json') as { packages: Readonly<Record<string, Locked>> };

/** The packages that the maps of all that ships lead to. */
function mapped(): string[] {
  const files = ['extension', 'node', 'commands', 'local', 'nowPlaying'];
  const sources = files.flatMap((file) => (json(`dist/${file}.js.map`) as { sources: string[] }).sources);
  const names = sources.map((source) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))].sort();
}

/** As `node esbuild.js` has just made what ships. */
describe('the bill of materials', () => {
  let text: string;
  before(async () => {
    text = await createSbom();
  });

  it('names the packages whose code ships, with version, licence, address and hash', () => {
    const { components } = JSON.parse(text) as Sbom;
    const named = components.map(({ version, licenses, purl, hashes, ...names }) => ({
      name: nameOf({ ...names, version, licenses, purl }),
      license: licenses.map(({ license }) => license.id),
      address: purl.replace(/\?.*/, ''),
      hashes,
    }));
    const expected = mapped().map((name) => {
      const { version, license, integrity } = packages[`node_modules/${name}`] ?? assert.fail(name);
      const hash = Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex');
      return {
        name,
        license: [license],
        address: `pkg:npm/${name}@${version}`,
        hashes: [{ alg: 'SHA-512', content: hash }],
      };
    });
    assert.deepEqual(
      expected.map(({ name }) => name),
      ['dotenv', 'node-fetch', 'oauth4webapi', 'valibot'],
    );
    assert.deepEqual(named, expected);
  });

  it('says what it is about, in words', () => {
    const { component } = (JSON.parse(text) as Sbom).metadata;
    assert.equal(component.name, 'earshot-for-spotify');
    assert.doesNotMatch(text, /%description%/);
  });

  it('has no time, no number and no folder of its own', () => {
    assert.doesNotMatch(text, /"(timestamp|serialNumber)"/);
    assert.ok(!text.includes(fromRoot()));
  });
});
