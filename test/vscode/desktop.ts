import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import process from 'node:process';
import { runTests } from '@vscode/test-electron';
import type { HostTestsOptions } from './hostTests';
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
      extensionTestsEnv: { EARSHOT_VSCODE: options.version, ...options.env },
      // Electron refuses to run as root with its sandbox.
      launchArgs: ['--disable-extensions', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    });
    return code === 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return false;
  }
}

async function whyNoDesktop(version: VSCodeVersion): Promise<string | undefined> {
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
