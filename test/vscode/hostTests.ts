import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';
import type { BrowserContext } from 'playwright-core';
import { launchBrowser } from './browser';
import { addDevelopmentOptions } from './developmentOptions';
import { serveFiles, type Files } from './files';
import type { VSCodeVersion } from './install';
import { factsFile, factsVariable, testOutput } from './hostOutput';
import { poll } from './poll';
import { fromRoot } from './root';
import { startServer, type VSCodeServer } from './server';

/** How long the tests of one run may take with the start of VS Code, in milliseconds. */
const runTimeout = 300_000;

/** What the tests are told; they find `version` there, too, the version asked for. */
type Facts = Readonly<Record<string, string>>;

export interface HostTestsOptions {
  version: VSCodeVersion;
  /** The built tests: one CommonJS file, with only `vscode` left outside, that exports `run(): Promise<void>`. */
  bundle: string;
  /** VS Code's own process, or the worker in the browser that vscode.dev uses. */
  host: 'node' | 'worker';
  /** The folder of the built extension; the repository without it. For the worker, the bundle must lie below it. */
  extension?: string;
  facts?: Facts;
  /** Takes what is said, a line at a time; this console without it. */
  print?: (line: string) => void;
}

/** A window that loads an extension in development and runs tests. */
interface TestWindow {
  readonly address: string;
  /** To be called before a page is opened. */
  prepare(context: BrowserContext): Promise<void>;
  close(): Promise<void>;
}

/**
 * Runs tests inside a real extension host, with the extension loaded from its folder.
 * @returns whether they have passed.
 * @throws Error when VS Code doesn't start, or the tests don't end in time.
 */
export async function runHostTests(options: HostTestsOptions): Promise<boolean> {
  const { print = console.log } = options;
  print(`\nVS Code ${options.version}, ${options.host} extension host`);
  const workspace = await mkdtemp(path.join(tmpdir(), 'earshot-workspace-'));
  const env = { [factsVariable]: factsText(options) };
  const server = await startServer({ version: options.version, testDriver: true, env });
  let window: TestWindow | undefined;
  try {
    const others: string[] = [];
    window = await (options.host === 'node' ? nodeWindow : workerWindow)(server, workspace, options);
    const code = await exitCode(window, print, others);
    if (code !== 0) {
      print(`VS Code's own messages end with:\n${others.join('\n').slice(-4_000)}`);
    }
    if (code === undefined) {
      throw new Error(`The tests have not ended within ${runTimeout} ms.`);
    }
    return code === 0;
  } finally {
    await window?.close();
    await server.close();
    await rm(workspace, { recursive: true, force: true });
  }
}

/** The facts as the tests read them, from the environment or from a file beside the extension. */
export function factsText({ version, facts }: Pick<HostTestsOptions, 'version' | 'facts'>): string {
  return JSON.stringify({ ...facts, version });
}

function nodeWindow(server: VSCodeServer, workspace: string, options: HostTestsOptions): Promise<TestWindow> {
  const remoteUri = (file: string) =>
    `vscode-remote://127.0.0.1:${server.port}${pathToFileURL(file).pathname}`;
  const payload = [
    ['extensionDevelopmentPath', remoteUri(options.extension ?? fromRoot())],
    ['extensionTestsPath', remoteUri(path.resolve(options.bundle))],
    ['skipWelcome', 'true'],
  ];
  return Promise.resolve({
    address: addressOf(server, workspace, payload),
    prepare: () => Promise.resolve(),
    close: () => Promise.resolve(),
  });
}

/** The worker host takes an extension that comes by HTTP, and tests that do, as vscode.dev loads them. */
async function workerWindow(
  server: VSCodeServer,
  workspace: string,
  options: HostTestsOptions,
): Promise<TestWindow> {
  const folder = options.extension ?? fromRoot();
  const files: Files = await serveFiles(folder, { [`/${factsFile}`]: factsText(options) });
  const uri = (below: string) => ({
    scheme: 'http',
    authority: `127.0.0.1:${files.port}`,
    path: `/${below}`,
  });
  const tests = path.relative(folder, path.resolve(options.bundle)).split(path.sep).join('/');
  return {
    address: addressOf(server, workspace, [['skipWelcome', 'true']]),
    prepare: (context) =>
      addDevelopmentOptions(context, { extensions: [uri('')], extensionTestsPath: uri(tests) }),
    close: () => files.close(),
  };
}

function addressOf(server: VSCodeServer, workspace: string, payload: string[][]): string {
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
async function exitCode(
  window: TestWindow,
  print: (line: string) => void,
  others: string[],
): Promise<number | undefined> {
  const browser = await launchBrowser();
  try {
    // The page's own rules would let it load no extension from another port.
    const context = await browser.newContext({ bypassCSP: true });
    await window.prepare(context);
    const page = await context.newPage();
    let code: number | undefined;
    await page.exposeFunction('codeAutomationExit', (result: number) => (code = result));
    await page.exposeFunction('codeAutomationLog', (_type: string, values: unknown[]) => {
      const line = format(...values);
      if (line.startsWith(testOutput)) {
        print(line.slice(testOutput.length));
      } else {
        others.push(line);
      }
    });
    await page.goto(window.address);
    await poll(() => code !== undefined, runTimeout);
    return code;
  } finally {
    await browser.close();
  }
}
