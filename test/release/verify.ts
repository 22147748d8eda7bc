import path from 'node:path';
import process from 'node:process';
import { runChecks, type Check } from './check';
import { billOfMaterials, reproducible, sameAs, sizes, updates } from './checks';

const notTheSame = 'Check out the tag of its version; if they still differ, do not trust it, and tell us';

/**
 * `npm run verify`: what anybody can hold against a VSIX: the last commit is built twice, and printed are the hashes, the
 * packages that are bundled, and the sizes; and an earlier version is updated in VS Code.
 * `npm run verify -- earshot-for-spotify.vsix` compares that file with them.
 */
async function main(): Promise<void> {
  const [given] = process.argv.slice(2);
  // npm runs it in the folder of package.json, wherever it was called.
  const files = given === undefined ? [] : [path.resolve(process.env['INIT_CWD'] ?? '.', given)];
  const compared = files.map((file) => sameAs(file, notTheSame));
  const checks: readonly Check[] = [reproducible, ...compared, billOfMaterials, sizes, updates];
  process.exitCode = (await runChecks(checks, console.log)) ? 0 : 1;
}

void main();
