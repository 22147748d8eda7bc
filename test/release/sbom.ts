import { Buffer } from 'node:buffer';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type { Metafile } from 'esbuild';
import { run } from '../vscode/processes';
import { fromRoot } from '../vscode/root';

/** What of CycloneDX’s format is read or written here: https://cyclonedx.org/docs/1.6/json/ */
export interface Sbom {
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
}

export interface Component {
  readonly name: string;
  readonly group?: string;
  readonly version: string;
  readonly purl: string;
  readonly licenses: readonly { readonly license: { readonly id: string } }[];
  /** Of what npm downloads, as package-lock.json has it, but in hexadecimal. */
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
}

const json = (file: string): unknown => JSON.parse(readFileSync(fromRoot(file), 'utf8'));

/** A package’s name on npm. */
export const nameOf = ({ group, name }: Component) => (group === undefined ? name : `${group}/${name}`);

/**
 * The bill of materials, in JSON: the packages whose code is in the bundles that `node esbuild.js` has made last. The
 * same bundles have the same one, to the letter: it has neither a time nor a number of its own.
 * @throws Error in the words of cyclonedx-esbuild when it fails or finds its own result to be invalid.
 */
export async function createSbom(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'earshot-sbom-'));
  try {
    const [metafile, result] = ['metafile.json', 'sbom.json'].map((name) => path.join(folder, name));
    await writeFile(metafile ?? '', JSON.stringify(packagesAlone(json('dist/metafiles.json') as Metafile[])));
    const tool = fromRoot('node_modules/@cyclonedx/cyclonedx-esbuild/bin/cyclonedx-esbuild-cli.js');
    const options = ['--output-reproducible', '--validate', '--output-file', result ?? ''];
    const args = [tool, ...options, metafile ?? ''];
    const { code, output } = await run(process.execPath, args, { cwd: fromRoot(), quiet: true });
    if (code !== 0) throw new Error(output);
    const sbom = complete(JSON.parse(readFileSync(result ?? '', 'utf8')) as Sbom);
    return `${JSON.stringify(sbom, undefined, 2)}\n`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** One for all bundles, without what came to nothing in them, and without modules that esbuild.js has made up. */
function packagesAlone(metafiles: readonly Metafile[]): Metafile {
  const inputs = Object.assign({}, ...metafiles.map((one) => one.inputs)) as Metafile['inputs'];
  const outputs = Object.assign({}, ...metafiles.map((one) => one.outputs)) as Metafile['outputs'];
  for (const output of Object.values(outputs)) {
    const kept = Object.entries(output.inputs).filter(
      ([file, { bytesInOutput }]) => bytesInOutput > 0 && existsSync(fromRoot(file)),
    );
    output.inputs = Object.fromEntries(kept);
  }
  return { inputs, outputs };
}

/** With the hashes, which cyclonedx-esbuild does not look up, and with our description in words. */
function complete(sbom: Sbom): Sbom {
  const { packages } = json('package-lock.json') as {
    packages: Readonly<Record<string, { readonly version: string; readonly integrity: string }>>;
  };
  const components = sbom.components.map((component) => {
    const locked = packages[`node_modules/${nameOf(component)}`];
    if (locked?.version !== component.version) {
      throw new Error(`${component.purl} is in the bundles, but not in package-lock.json: run npm ci.`);
    }
    const content = Buffer.from(locked.integrity.replace('sha512-', ''), 'base64').toString('hex');
    return { ...component, hashes: [{ alg: 'SHA-512', content }] };
  });
  const { description } = json('package.nls.json') as { readonly description: string };
  const component = { ...sbom.metadata.component, description };
  return { ...sbom, metadata: { ...sbom.metadata, component }, components };
}
