import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The repository's folder. The tests run as bundles below `out/`, so it is searched from there upwards.
 * @throws Error when the file that asks lies outside the repository.
 */
function repositoryRoot(): string {
  for (let folder = __dirname; ; folder = path.dirname(folder)) {
    const manifest = path.join(folder, 'package.json');
    if (existsSync(manifest) && readFileSync(manifest, 'utf8').includes('"name": "earshot-for-spotify"')) {
      return folder;
    }
    if (folder === path.dirname(folder)) {
      throw new Error(`No package.json of earshot-for-spotify above ${__dirname}.`);
    }
  }
}

/** A path inside the repository. */
export function fromRoot(...parts: string[]): string {
  return path.join(repositoryRoot(), ...parts);
}
