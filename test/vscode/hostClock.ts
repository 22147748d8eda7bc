import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { run } from './processes';
import { fromRoot } from './root';

const fileVariable = 'EARSHOT_TEST_CLOCK';

/**
 * Sets the time of day of a whole extension host, by an extension of its own: all extensions of a host share one
 * `Date`. VS Code passes neither NODE_OPTIONS nor LD_PRELOAD on to that process, so that no other way leads in.
 */
export interface HostClock {
  /** To be installed beside the extension under test. It is activated first. */
  readonly vsix: string;
  /** For the server. */
  readonly env: Record<string, string>;
  /** So many milliseconds from the real time on, for windows that are loaded from now on. */
  shift(ms: number): Promise<void>;
  remove(): Promise<void>;
}

const manifest = {
  name: 'host-clock',
  publisher: 'earshot-tests',
  version: '1.0.0',
  engines: { vscode: '^1.99.0' },
  main: './main.js',
  activationEvents: ['*'],
  extensionKind: ['workspace'],
  repository: 'https://github.com/earshot/earshot-for-spotify.git',
};

const main = `
const real = Date.now;
exports.activate = () => {
  const ms = Number(require('node:fs').readFileSync(process.env.${fileVariable}, 'utf8'));
  Date.now = () => real() + ms;
};
`;

/**
 * Makes the extension in a folder for itself.
 * @throws Error with what vsce printed when it cannot be packaged.
 */
export async function makeHostClock(): Promise<HostClock> {
  const folder = await mkdtemp(path.join(tmpdir(), 'earshot-clock-'));
  const file = (name: string) => path.join(folder, name);
  const cwd = file('extension');
  await mkdir(cwd);
  await writeFile(path.join(cwd, 'package.json'), JSON.stringify(manifest));
  await writeFile(path.join(cwd, 'main.js'), main);
  await writeFile(path.join(cwd, 'LICENSE'), 'MIT');
  const vsce = fromRoot('node_modules', '@vscode', 'vsce', 'vsce');
  const options = ['--no-dependencies', '--allow-star-activation', '--out', file('clock.vsix')];
  const { code, output } = await run(process.execPath, [vsce, 'package', ...options], { cwd, quiet: true });
  if (code !== 0) throw new Error(`The clock could not be packaged:\n${output}`);
  const shift = (ms: number) => writeFile(file('ms'), String(ms));
  await shift(0);
  return {
    vsix: file('clock.vsix'),
    env: { [fileVariable]: file('ms') },
    shift,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
