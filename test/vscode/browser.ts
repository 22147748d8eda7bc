import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { type Browser, chromium } from 'playwright-core';
import { run } from './processes';
import { fromRoot } from './root';

const namesOnPath = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];

const usualPlaces: Partial<Record<NodeJS.Platform, (string | undefined)[]>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    path.join(homedir(), 'Applications/Google Chrome.app/Contents/MacOS/Google Chrome'),
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [process.env['ProgramFiles'], process.env['ProgramFiles(x86)'], process.env['LOCALAPPDATA']].map(
    (folder) => folder && path.join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
  ),
};

/**
 * The path of a Chromium or Chrome: CHROME_PATH, else an installed one, else one that is installed now
 * (Debian's package where this user may, else Playwright's own download).
 * @throws Error that says what to do when there is none and none can be installed.
 */
export async function ensureBrowser(): Promise<string> {
  const named = process.env['CHROME_PATH'];
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) {
      throw new Error(`CHROME_PATH names ${named}, which does not exist.`);
    }
    return named;
  }
  const found = findBrowser();
  if (found !== undefined) {
    return found;
  }
  console.log('Installing Chromium, which shows VS Code in the tests ...');
  await installDebianPackage();
  if (findBrowser() === undefined) {
    await run(process.execPath, [fromRoot('node_modules/playwright-core/cli.js'), 'install', 'chromium']);
  }
  const installed = findBrowser();
  if (installed === undefined) {
    throw new Error('No Chromium found. Install Chromium or Chrome, or set CHROME_PATH to its program.');
  }
  return installed;
}

/** Starts a browser without a window, with nothing of the user's own and no background traffic. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await ensureBrowser(),
    // Signals are for the program that runs this; when it ends, the browser ends too.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Chromium refuses to run as root with its sandbox.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
}

function findBrowser(): string | undefined {
  const folders = process.env['PATH']?.split(path.delimiter) ?? [];
  const candidates = [
    ...namesOnPath.flatMap((name) => folders.map((folder) => path.join(folder, name))),
    ...(usualPlaces[process.platform] ?? []),
    chromium.executablePath(),
  ];
  return candidates.find((candidate) => candidate !== undefined && candidate !== '' && existsSync(candidate));
}

async function installDebianPackage(): Promise<void> {
  if (!existsSync('/usr/bin/apt-get')) {
    return;
  }
  const prefix = process.getuid?.() === 0 ? [] : ['sudo', '--non-interactive'];
  const environment = ['env', 'DEBIAN_FRONTEND=noninteractive'];
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    const [command = 'env', ...rest] = [...prefix, ...environment, 'apt-get', ...args];
    const { code } = await run(command, rest, { quiet: true });
    if (code !== 0) {
      return;
    }
  }
}
