import { readFileSync } from 'node:fs';
import process from 'node:process';
import { version } from '../../package.json';
import { run } from '../vscode/processes';
import { fromRoot } from '../vscode/root';
import { runChecks, type Check } from './check';
import { billOfMaterials, reproducible, sameAs, smallEnough, updates } from './checks';
import { nextTag } from './version';

/** What a command prints; @throws Error with that when it fails */
async function said(command: string, args: readonly string[]): Promise<string> {
  const { code, output } = await run(command, args, { cwd: fromRoot(), quiet: true });
  if (code !== 0) throw new Error(output.trim());
  return output.trim();
}
const lines = (text: string) => text.split('\n').filter((line) => line !== '');

const versionAgrees: Check = {
  name: 'version',
  async run() {
    const tags = lines(await said('git', ['tag', '--list']));
    const { tag, day } = nextTag(version, readFileSync(fromRoot('CHANGELOG.md'), 'utf8'), tags);
    return `${tag}, of ${day}`;
  },
};

const allIsCommitted: Check = {
  name: 'clean tree',
  async run() {
    const changed = lines(await said('git', ['status', '--porcelain']));
    if (changed.length > 0) throw new Error(`${changed.join(', ')}. Commit it or take it back`);
    return `commit ${await said('git', ['rev-parse', 'HEAD'])}`;
  },
};

const subjects: Check = {
  name: 'commit subjects',
  async run() {
    await said(process.execPath, [fromRoot('test', 'commits.js')]);
    return 'none is too long';
  },
};

/** Its output is shown as it comes, for it takes some ten minutes. */
const tests: Check = {
  name: 'npm test',
  async run() {
    const npm = process.env['npm_execpath'] ?? '';
    const { code } = await run(process.execPath, [npm, 'test'], { cwd: fromRoot() });
    if (code !== 0) throw new Error('its output is above. Mend what it names');
    return 'passed';
  },
};

/** `npm run release`: all that has to hold before a version is published. It publishes nothing itself. */
async function main(): Promise<void> {
  const tested = sameAs(fromRoot('dist', 'earshot-for-spotify.vsix'), 'Run npm ci, and this again');
  const checks = [
    versionAgrees,
    allIsCommitted,
    subjects,
    reproducible,
    billOfMaterials,
    smallEnough,
    tests,
    tested,
    updates,
  ];
  const ready = await runChecks(checks, console.log);
  const tag = `git tag v${version} && git push origin v${version}`;
  console.log(
    ready
      ? `\nNothing is published yet. This starts .github/workflows/release.yml, which does it: ${tag}`
      : '\nNot ready: a line above begins with FAILED.',
  );
  process.exitCode = ready ? 0 : 1;
}

void main();
