import { mkdir } from 'node:fs/promises';
import { createVSIX } from '@vscode/vsce';
import { fromRoot, repositoryRoot } from './root';

/**
 * Packs the built extension as users get it, without its dependencies: they are in the bundle.
 * @returns the VSIX file.
 * @throws Error when the manifest is not fit for the marketplace, or dist/ isn't built.
 */
export async function packageExtension(): Promise<string> {
  const packagePath = fromRoot('out', 'earshot.vsix');
  await mkdir(fromRoot('out'), { recursive: true });
  await createVSIX({ cwd: repositoryRoot(), packagePath, dependencies: false });
  return packagePath;
}
