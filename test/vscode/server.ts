import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { ensureVSCode, type Installation, type VSCodeVersion } from './install';
import { atExit, type Group, run, startGroup } from './processes';

/** The extension that everything here is for. */
export const extensionId = 'earshot.earshot-for-spotify';

/** How long a server may take until it listens, in milliseconds; a first start reads a cold disk. */
const startTimeout = 60_000;

export interface ServerOptions {
  version: VSCodeVersion;
  /** The packaged extension to install first. */
  vsix?: string;
  /** Other packaged extensions to install beside it. */
  others?: readonly string[];
  /** The user's settings, as in settings.json; they may be of any scope, `application` too. */
  settings?: Record<string, unknown>;
  /** Environment variables for the server, and so for the extension host; undefined removes one. */
  env?: Record<string, string | undefined>;
  /** The port on 127.0.0.1; without it the system picks a free one. */
  port?: number;
  /** A folder of an earlier server whose data it goes on with; it isn't deleted on close. */
  folder?: string;
  /**
   * Whether a loopback address that the extension opens leads through `/proxy/PORT` on this server, as on a
   * user's code-server, which decodes its query once and which 1.99 doesn't serve here. Without it the address is
   * opened as it is, as on the desktop.
   */
  proxyLoopback?: boolean;
  /**
   * Lets a page run tests: VS Code reads `payload` in its address only with it. It is not for watching the user
   * interface: with it, 1.139 shows no notifications, and 1.99 no dialogs.
   */
  testDriver?: boolean;
  /** The log level of all windows; VS Code's own is "info". */
  logLevel?: 'debug';
  /** VS Code's display language, "de" for one, as with a language pack that translates nothing of VS Code itself. */
  locale?: string;
}

/** A running VS Code; each page that opens `url` is a window of it. */
export interface VSCodeServer {
  readonly version: VSCodeVersion;
  readonly url: string;
  readonly port: number;
  /** Holds all its data. */
  readonly folder: string;
  readonly userDataDir: string;
  /** Where the extensions are installed. */
  readonly extensionsDir: string;
  /** The folder with one folder a run below it. */
  readonly logs: string;
  /** The extension's `context.globalStorageUri`. */
  readonly globalStorage: string;
  /** What the process has printed so far. */
  output(): string;
  /** The extension's own log files (its LogOutputChannel), oldest first; every window has its own. */
  extensionLogs(): Promise<{ file: string; text: string }[]>;
  /**
   * Adds to the user's settings.json; undefined takes a setting away. Windows read it when they load: this
   * server doesn't tell open ones.
   */
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
  try {
    return await startIn(folder, installation, options);
  } catch (error) {
    await discard(folder, options);
    throw error;
  }
}

async function startIn(
  folder: string,
  installation: Installation,
  options: ServerOptions,
): Promise<VSCodeServer> {
  const userDataDir = path.join(folder, 'data');
  const logs = path.join(userDataDir, 'logs');
  const updateSettings = settingsIn(path.join(userDataDir, 'User'));
  const extensionsDir = await withExtensions(installation, options);
  const command = commandLine(installation, { data: folder, extensionsDir }, options);
  await updateSettings({ ...quiet, ...options.settings });
  if (options.locale !== undefined) await addLanguage(userDataDir, options.locale);
  const group = startGroup(
    installation.node,
    [...command.base, ...command.serve],
    environment(folder, options),
  );
  const port = await listening(group);
  return {
    version: options.version,
    url: `http://127.0.0.1:${port}/`,
    port,
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
      await discard(folder, options);
    },
  };
}

/** VS Code takes a language that it has a pack for, by its own list of them. */
async function addLanguage(userDataDir: string, locale: string): Promise<void> {
  const texts = path.join(userDataDir, 'language.json');
  const extension = { extensionIdentifier: { id: `earshot.language-${locale}` }, version: '1.0.0' };
  const pack = { hash: locale, label: locale, extensions: [extension], translations: { vscode: texts } };
  await mkdir(userDataDir, { recursive: true });
  await writeFile(texts, JSON.stringify({ contents: {} }));
  await writeFile(path.join(userDataDir, 'languagepacks.json'), JSON.stringify({ [locale]: pack }));
}

/** Deletes the data, but not in a folder of the caller's. */
async function discard(folder: string, options: ServerOptions): Promise<void> {
  if (options.folder === undefined) {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** What would cover the window on a first start, or ask the network for something. */
const quiet = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  // It would tell of any port that any program on this machine opens meanwhile.
  'remote.autoForwardPorts': false,
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
  /** The program with its folders; it takes `--install-extension FILE` too. */
  base: string[];
  serve: string[];
}

function commandLine(
  { version, folder }: Installation,
  { data, extensionsDir }: { data: string; extensionsDir: string },
  options: Pick<ServerOptions, 'port' | 'logLevel' | 'testDriver' | 'locale'>,
): CommandLine {
  const port = options.port ?? 0;
  const folders = [`--user-data-dir=${path.join(data, 'data')}`, `--extensions-dir=${extensionsDir}`];
  const log = options.logLevel === undefined ? [] : [`--log=${options.logLevel}`];
  const locale = options.locale === undefined ? [] : ['--locale', options.locale];
  const shared = ['--disable-telemetry', '--disable-workspace-trust', ...log, ...locale];
  if (version === '1.139') {
    const driver = options.testDriver === true ? ['--vscode-option=enable-smoke-test-driver'] : [];
    return {
      base: [path.join(folder, 'out', 'node', 'entry.js'), ...folders],
      serve: ['--auth=none', `--bind-addr=127.0.0.1:${port}`, '--disable-update-check', ...shared, ...driver],
    };
  }
  // code-server's own entry of that time needs a compiled module. VS Code's needs none, but has no /proxy/PORT.
  const entry = path.join(folder, 'lib', 'vscode', 'out', 'server-main.js');
  const driver = options.testDriver === true ? ['--enable-smoke-test-driver'] : [];
  return {
    base: [entry, ...folders, `--server-data-dir=${data}`, '--accept-server-license-terms'],
    serve: ['--host=127.0.0.1', `--port=${port}`, '--without-connection-token', ...shared, ...driver],
  };
}

/** The environment of a user's terminal, without what a VS Code around this process has put into it. */
function environment(
  folder: string,
  { env, proxyLoopback = false }: Pick<ServerOptions, 'env' | 'proxyLoopback'>,
): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|ELECTRON_|npm_|PORT$)/.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    XDG_CONFIG_HOME: path.join(folder, 'config'),
    XDG_RUNTIME_DIR: folder,
    // VS Code rewrites loopback addresses by this template; without it, it doesn't.
    ...(proxyLoopback ? {} : { VSCODE_PROXY_URI: '' }),
    ...env,
  };
}

const folders = new Map<string, Promise<string>>();

/**
 * A folder with the extensions in it. They are installed once, as a user does it, and all servers of this process share
 * them: VS Code only reads what is installed. The folder goes with the process.
 */
function withExtensions(installation: Installation, { vsix, others = [] }: ServerOptions): Promise<string> {
  const all = [...(vsix === undefined ? [] : [vsix]), ...others];
  const key = [installation.version, ...all].join('\n');
  const known = folders.get(key) ?? installExtensions(installation, all);
  folders.set(key, known);
  return known;
}

async function installExtensions(installation: Installation, extensions: readonly string[]): Promise<string> {
  const data = await mkdtemp(path.join(tmpdir(), 'earshot-extensions-'));
  atExit(() => rmSync(data, { recursive: true, force: true }));
  const extensionsDir = path.join(data, 'extensions');
  await mkdir(extensionsDir);
  const { base } = commandLine(installation, { data, extensionsDir }, {});
  for (const extension of extensions) {
    const args = [...base, '--install-extension', extension];
    const { code, output } = await run(installation.node, args, { env: environment(data, {}), quiet: true });
    if (code !== 0 || !output.includes('was successfully installed')) {
      throw new Error(`The extension could not be installed:\n${output}`);
    }
  }
  return extensionsDir;
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

/** The log files of the extension's LogOutputChannel below VS Code's folder of logs, oldest first. */
export async function extensionLogs(logs: string): Promise<{ file: string; text: string }[]> {
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
