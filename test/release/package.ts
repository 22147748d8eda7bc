import { readFile, rm, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { createVSIX } from '@vscode/vsce';
import { fromRoot } from '../vscode/root';
import { createSbom } from './sbom';
import { repack, sha256, sourceDate } from './vsix';

/**
 * `npm run package`, once esbuild.js has made the bundles: dist/earshot-for-spotify.vsix and, beside it, its bill of
 * materials. The same commit and packages make the same bytes, wherever, whenever and by whomever.
 */
async function main(): Promise<void> {
  const packed = fromRoot('dist', 'packed.vsix');
  await createVSIX({ cwd: fromRoot(), dependencies: false, packagePath: packed });
  const vsix = await repack(await readFile(packed), await sourceDate());
  await rm(packed);
  await writeFile(fromRoot('dist', 'earshot-for-spotify.vsix'), vsix);
  await writeFile(fromRoot('dist', 'sbom.cdx.json'), await createSbom());
  console.log(`dist/earshot-for-spotify.vsix, beside sbom.cdx.json: SHA-256 ${sha256(vsix)}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
