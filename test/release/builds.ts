import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { run } from '../vscode/processes';
import { fromRoot } from '../vscode/root';

/** What `npm run package` leaves. */
export interface Build {
  readonly vsix: Uint8Array;
  readonly sbom: string;
}

interface Circumstances {
  readonly folder: string;
  readonly umask: number;
  readonly timeZone: string;
}

/** What must not show in what is built. */
const unlike: readonly [Circumstances, Circumstances] = [
  { folder: 'a', umask: 0o022, timeZone: 'UTC' },
  { folder: 'another folder', umask: 0o077, timeZone: 'Pacific/Kiritimati' },
];

/**
 * Builds the last commit twice, each time from a clone of its own and from the packages that package-lock.json names,
 * installed anew. What is not committed takes no part.
 * @throws Error when a command fails, with its last words
 */
export async function buildTwice(): Promise<readonly [Build, Build]> {
  const parent = await mkdtemp(path.join(tmpdir(), 'earshot-builds-'));
  try {
    return [await build(parent, unlike[0]), await build(parent, unlike[1])];
  } finally {
    await rm(parent, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function build(parent: string, { folder, umask, timeZone }: Circumstances): Promise<Build> {
  const clone = path.join(parent, folder);
  // Those of npm are about the folder of the script that runs.
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(npm_package_|npm_config_local_prefix$|INIT_CWD$)/.test(name),
  );
  const env = { ...Object.fromEntries(own), TZ: timeZone };
  const before = process.umask(umask);
  try {
    await command(
      'git',
      ['clone', '--quiet', '--depth', '1', pathToFileURL(fromRoot()).href, clone],
      parent,
      env,
    );
    await npm(['ci', '--no-audit', '--no-fund', '--prefer-offline'], clone, env);
    await npm(['run', 'package'], clone, env);
  } finally {
    process.umask(before);
  }
  const dist = path.join(clone, 'dist');
  return {
    vsix: await readFile(path.join(dist, 'earshot-for-spotify.vsix')),
    sbom: await readFile(path.join(dist, 'sbom.cdx.json'), 'utf8'),
  };
}

/** Runs npm, which says under `npm run` where its program is. */
const npm = (args: readonly string[], cwd: string, env: NodeJS.ProcessEnv) =>
  command(process.execPath, [process.env['npm_execpath'] ?? '', ...args], cwd, env);

async function command(
  name: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const { code, output } = await run(name, args, { cwd, env, quiet: true });
  if (code !== 0) throw new Error(`${[path.basename(name), ...args].join(' ')} failed: ${lastWords(output)}`);
}

/** In one line. */
const lastWords = (output: string) => output.trim().split('\n').slice(-3).join(' ');
