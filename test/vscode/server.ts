import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { ensureVSCode, type Installation, type VSCodeVersion } from './install';
import { type Group, run, startGroup } from './processes';

/** The extension that everything here is for. */
export const extensionId = 'earshot.earshot-for-spotify';

/** How long a server may take until it listens, in milliseconds; a first start reads a cold disk. */
const startTimeout = 60_000;

export interface ServerOptions {
  version: VSCodeVersion;
  /** The packaged extension to install first. */
  vsix?: string;
  /** The user's settings, as in settings.json; they may be of any scope, `application` too. */
  settings?: Record<string, unknown>;
  /** Environment variables for the server, and so for the extension host; undefined removes one. */
  env?: Record<string, string | undefined>;
  /** The port on 127.0.0.1; without it the system picks a free one. */
  port?: number;
  /** A folder of an earlier server whose data it goes on with; it isn't deleted on close. */
  folder?: string;
  /** Lets pages choose log levels and run tests: `payload` in their address is read only with it. */
  testDriver?: boolean;
}

/** A running VS Code; each page that opens `url` is a window of it. */
export interface VSCodeServer {
  readonly version: VSCodeVersion;
  readonly url: string;
  readonly port: number;
  readonly testDriver: boolean;
  /** Holds all its data. */
  readonly folder: string;
  readonly userDataDir: string;
  readonly extensionsDir: string;
  /** The folder with one folder a run below it. */
  readonly logs: string;
  /** The extension's `context.globalStorageUri`. */
  readonly globalStorage: string;
  /** What the process has printed so far. */
  output(): string;
  /** The extension's own log files (its LogOutputChannel), oldest first; every window has its own. */
  extensionLogs(): Promise<{ file: string; text: string }[]>;
  /** Adds to the user's settings.json; open windows follow it. A setting goes back to its default by undefined. */
  updateSettings(changes: Record<string, unknown>): Promise<void>;
  /** Stops it with all extension hosts, and deletes its data unless the caller owns the folder. */
  close(): Promise<void>;
}

/**
 * Starts VS Code as a user has it: with a profile of its own and the packaged extension installed.
 * @throws Error with the server's output when the VSIX cannot be installed or the server doesn't listen.
 */
export async function startServer(options: ServerOptions): Promise<VSCodeServer> {
  const installation = await ensureVSCode(options.version);
  const folder = options.folder ?? (await mkdtemp(path.join(tmpdir(), 'earshot-vscode-')));
  const userDataDir = path.join(folder, 'data');
  const extensionsDir = path.join(folder, 'extensions');
  const updateSettings = settingsIn(path.join(userDataDir, 'User'));
  const command = commandLine(installation, folder);
  const env = environment(folder, options.env);
  await mkdir(extensionsDir, { recursive: true });
  await updateSettings({ ...quiet, ...options.settings });
  if (options.vsix !== undefined) {
    await installExtension(installation.node, [...command.base, ...command.install(options.vsix)], env);
  }
  const group = startGroup(
    installation.node,
    [...command.base, ...command.serve(options.port ?? 0, options.testDriver ?? false)],
    env,
  );
  const port = await listening(group);
  const logs = path.join(userDataDir, 'logs');
  return {
    version: options.version,
    url: `http://127.0.0.1:${port}/`,
    port,
    testDriver: options.testDriver ?? false,
    folder,
    userDataDir,
    extensionsDir,
    logs,
    globalStorage: path.join(userDataDir, 'User', 'globalStorage', extensionId),
    output: () => group.output(),
    extensionLogs: () => extensionLogs(logs),
    updateSettings,
    close: async () => {
      await group.stop();
      if (options.folder === undefined) {
        await rm(folder, { recursive: true, force: true, maxRetries: 5 });
      }
    },
  };
}

/** What would cover the window on a first start, or ask the network for something. */
const quiet = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
};

function settingsIn(folder: string): VSCodeServer['updateSettings'] {
  const file = path.join(folder, 'settings.json');
  return async (changes) => {
    const present = await readFile(file, 'utf8').catch(() => '{}');
    await mkdir(folder, { recursive: true });
    await writeFile(file, JSON.stringify({ ...(JSON.parse(present) as object), ...changes }, undefined, 2));
  };
}

interface CommandLine {
  base: string[];
  install(vsix: string): string[];
  serve(port: number, testDriver: boolean): string[];
}

function commandLine({ version, folder }: Installation, data: string): CommandLine {
  const folders = [
    '--user-data-dir',
    path.join(data, 'data'),
    '--extensions-dir',
    path.join(data, 'extensions'),
  ];
  const shared = ['--disable-telemetry', '--disable-workspace-trust'];
  if (version === '1.139') {
    const entry = path.join(folder, 'out', 'node', 'entry.js');
    return {
      base: [entry, ...folders],
      install: (vsix) => ['--install-extension', vsix, '--force'],
      serve: (port, testDriver) => [
        ...['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-update-check', ...shared],
        ...(testDriver ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
      ],
    };
  }
  // code-server's own entry of that time needs a compiled module; VS Code's does not, but for /proxy/PORT.
  const entry = path.join(folder, 'lib', 'vscode', 'out', 'server-main.js');
  return {
    base: [entry, ...folders, '--server-data-dir', data, '--accept-server-license-terms'],
    install: (vsix) => ['--install-extension', vsix, '--force'],
    serve: (port, testDriver) => [
      ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token', ...shared],
      ...(testDriver ? ['--enable-smoke-test-driver'] : []),
    ],
  };
}

/** The environment of a user's terminal, without what a VS Code around this process has put into it. */
function environment(folder: string, extra: ServerOptions['env'] = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|ELECTRON_|npm_|PORT$)/.test(name),
  );
  return { ...Object.fromEntries(inherited), XDG_CONFIG_HOME: path.join(folder, 'config'), ...extra };
}

async function installExtension(node: string, args: string[], env: NodeJS.ProcessEnv): Promise<void> {
  const { code, output } = await run(node, args, { env, quiet: true });
  if (code !== 0 || !output.includes('was successfully installed')) {
    throw new Error(`The extension could not be installed:\n${output}`);
  }
}

async function listening(group: Group): Promise<number> {
  try {
    // code-server prints the first, VS Code's own server the second.
    const line = /server listening on http:\/\/127\.0\.0\.1:(\d+)|Extension host agent listening on (\d+)/;
    const match = await group.waitForOutput(line, startTimeout);
    return Number(match[1] ?? match[2]);
  } catch (error) {
    await group.stop();
    throw error;
  }
}

async function extensionLogs(logs: string): Promise<{ file: string; text: string }[]> {
  const files = await readdir(logs, { recursive: true }).catch(() => [] as string[]);
  const own = files.filter(
    (file) => file.includes(`${path.sep}${extensionId}${path.sep}`) && file.endsWith('.log'),
  );
  return Promise.all(
    own.sort().map(async (name) => {
      const file = path.join(logs, name);
      return { file, text: await readFile(file, 'utf8') };
    }),
  );
}
