import { existsSync } from 'node:fs';
import process from 'node:process';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { downloadAndUnzipVSCode, runTests, runVSCodeCommand } from '@vscode/test-electron';
import { factsVariable } from './hostOutput';
import { factsText, type HostTestsOptions } from './hostTests';
import { fullVersion, type VSCodeVersion } from './install';
import { fromRoot } from './root';

/** Where @vscode/test-electron downloads VS Code from. */
const downloads = 'https://update.code.visualstudio.com/api/releases/stable';

/** How long the downloads may take to answer, in milliseconds. */
const reachTimeout = 5_000;

/**
 * Runs tests inside the extension host of desktop VS Code, which is downloaded when it isn't there yet.
 * @returns whether they have passed; undefined when there can be no desktop here, which one line says.
 */
export async function runDesktopHostTests(
  options: Omit<HostTestsOptions, 'host'>,
): Promise<boolean | undefined> {
  const version = fullVersion(options.version);
  const obstacle = await whyNoDesktop(options.version);
  if (obstacle !== undefined) {
    console.log(`\nDesktop VS Code ${version}: skipped, ${obstacle}.`);
    return undefined;
  }
  console.log(`\nDesktop VS Code ${version}`);
  try {
    const code = await runTests({
      version,
      cachePath: fromRoot('.vscode-test'),
      extensionDevelopmentPath: options.extension ?? fromRoot(),
      extensionTestsPath: options.bundle,
      extensionTestsEnv: { [factsVariable]: factsText(options) },
      // Electron refuses to run as root with its sandbox.
      launchArgs: ['--disable-extensions', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    });
    return code === 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return false;
  }
}

/** Why there can be no desktop VS Code here, or undefined: it is there, or can be downloaded. */
export async function whyNoDesktop(version: VSCodeVersion): Promise<string | undefined> {
  const display = process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'];
  if (process.platform === 'linux' && display === undefined) {
    return 'there is no display';
  }
  if (await isDownloaded(version)) {
    return undefined;
  }
  try {
    await fetch(downloads, { method: 'HEAD', signal: AbortSignal.timeout(reachTimeout) });
    return undefined;
  } catch {
    return 'its download cannot be reached';
  }
}

/** @vscode/test-electron names its folders vscode-PLATFORM-VERSION and marks them when they are complete. */
async function isDownloaded(version: VSCodeVersion): Promise<boolean> {
  const cache = fromRoot('.vscode-test');
  const folders = existsSync(cache) ? await readdir(cache) : [];
  const ours = folders.filter(
    (name) => name.startsWith('vscode-') && name.endsWith(`-${fullVersion(version)}`),
  );
  return ours.some((name) => existsSync(fromRoot('.vscode-test', name, 'is-complete')));
}

/** A desktop VS Code with a profile of its own. */
interface Desktop {
  /** The folder with one folder a run below it. */
  readonly logs: string;
  /** Resolves when the user has closed it, or `close` has. */
  readonly closed: Promise<void>;
  close(): void;
}

/** Starts desktop VS Code with the extension installed; it is downloaded first if need be. */
export async function startDesktop(
  version: VSCodeVersion,
  vsix: string,
  settings: Record<string, unknown>,
): Promise<Desktop> {
  const options = { version: fullVersion(version), cachePath: fromRoot('.vscode-test') };
  const program = await downloadAndUnzipVSCode(options);
  const folder = await mkdtemp(path.join(tmpdir(), 'earshot-desktop-'));
  const user = path.join(folder, 'data', 'User');
  const folders = [
    '--user-data-dir',
    path.join(folder, 'data'),
    '--extensions-dir',
    path.join(folder, 'extensions'),
  ];
  await mkdir(user, { recursive: true });
  await writeFile(path.join(user, 'settings.json'), JSON.stringify(settings, undefined, 2));
  await runVSCodeCommand([...folders, '--install-extension', vsix], options);
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(program, [...folders, ...sandbox, '--log', 'debug', '--skip-welcome'], {
    stdio: 'ignore',
  });
  const closed = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    logs: path.join(folder, 'data', 'logs'),
    closed: closed.then(() => rm(folder, { recursive: true, force: true, maxRetries: 5 })),
    close: () => child.kill(),
  };
}
