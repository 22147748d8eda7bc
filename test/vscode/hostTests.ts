import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';
import { launchBrowser } from './browser';
import type { VSCodeVersion } from './install';
import { testOutput } from './hostOutput';
import { poll } from './poll';
import { fromRoot } from './root';
import { startServer, type VSCodeServer } from './server';

/** How long the tests of one run may take with the start of VS Code, in milliseconds. */
const runTimeout = 180_000;

export interface HostTestsOptions {
  version: VSCodeVersion;
  /** The built tests: one CommonJS file, with only `vscode` left outside, that exports `run(): Promise<void>`. */
  bundle: string;
  host: 'node';
  /** The folder of the built extension; the repository without it. */
  extension?: string;
  /** Environment variables for the extension host. */
  env?: Record<string, string>;
}

/**
 * Runs tests inside a real extension host, with the extension loaded from its folder. What they print appears on
 * this console. The host's environment has EARSHOT_VSCODE, the version asked for.
 * @returns whether they have passed.
 * @throws Error when VS Code doesn't start, or the tests don't end in time.
 */
export async function runHostTests(options: HostTestsOptions): Promise<boolean> {
  console.log(`\nVS Code ${options.version}, ${options.host} extension host`);
  // Tests may look for the version that they run in.
  const env = { EARSHOT_VSCODE: options.version, ...options.env };
  const workspace = await mkdtemp(path.join(tmpdir(), 'earshot-workspace-'));
  const server = await startServer({ version: options.version, testDriver: true, env });
  try {
    const others: string[] = [];
    const code = await exitCode(testAddress(server, workspace, options), others);
    if (code !== 0) {
      console.log(`VS Code's own messages end with:\n${others.join('\n').slice(-4_000)}`);
    }
    if (code === undefined) {
      throw new Error(`The tests have not ended within ${runTimeout} ms.`);
    }
    return code === 0;
  } finally {
    await server.close();
    await rm(workspace, { recursive: true, force: true });
  }
}

/** The address of a window that loads an extension in development and runs tests. */
function testAddress(server: VSCodeServer, workspace: string, options: HostTestsOptions): string {
  const remote = (file: string) => `vscode-remote://127.0.0.1:${server.port}${pathToFileURL(file).pathname}`;
  const payload = [
    ['extensionDevelopmentPath', remote(options.extension ?? fromRoot())],
    ['extensionTestsPath', remote(path.resolve(options.bundle))],
    ['skipWelcome', 'true'],
  ];
  const query = new URLSearchParams({
    folder: pathToFileURL(workspace).pathname,
    payload: JSON.stringify(payload),
  });
  return `${server.url}?${query.toString()}`;
}

/**
 * Opens the window. VS Code calls two functions of its page: with each line of its console, and at the end. The
 * tests' lines are printed; the others are kept.
 * @returns undefined when the end doesn't come in time.
 */
async function exitCode(address: string, others: string[]): Promise<number | undefined> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    let code: number | undefined;
    await page.exposeFunction('codeAutomationExit', (result: number) => (code = result));
    await page.exposeFunction('codeAutomationLog', (_type: string, values: unknown[]) => {
      const line = format(...values);
      if (line.startsWith(testOutput)) {
        console.log(line.slice(testOutput.length));
      } else {
        others.push(line);
      }
    });
    await page.goto(address);
    await poll(() => code !== undefined, runTimeout);
    return code;
  } finally {
    await browser.close();
  }
}
