import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { endAll, settingsFor, sharedBrowser, signIn, song, startStandIn, vsix } from '../e2e/stage';
import { run } from '../vscode/processes';
import { fromRoot } from '../vscode/root';
import { extensionId, startServer, type VSCodeServer } from '../vscode/server';
import { openWorkbench } from '../vscode/workbench';

/** What VS Code keeps of an installed extension. */
interface Installed {
  readonly identifier: { readonly id: string };
  readonly version: string;
}

/** So many commits back is the earlier version looked for. */
const reach = 60;
/** What the earlier version calls itself: the update has to be one for VS Code, too. */
const earlierVersion = '0.0.1';

/** A packaged extension, and what it was made of. */
interface Packaged {
  readonly file: string;
  readonly commit: string;
}

/**
 * Updates the extension in VS Code 1.139 from an earlier commit to what is packaged now, with the same user data: who
 * signed in before sees the song after it.
 * @param commit the earlier version; the oldest of the last commits that can be packaged, if none is named
 * @returns what was found, in one line
 * @throws Error that says what did not come
 */
export async function checkUpdate(commit?: string): Promise<string> {
  const began = performance.now();
  const scratch = await mkdtemp(path.join(tmpdir(), 'earshot-update-'));
  try {
    const earlier = await packageEarlier(scratch, commit);
    const { text, version } = await update(earlier.file, path.join(scratch, 'user'));
    const seconds = ((performance.now() - began) / 1_000).toFixed(0);
    const now = await git('rev-parse', '--short', 'HEAD');
    return `from ${earlierVersion} (${earlier.commit}) to ${version} (${now}) in ${seconds} s, still signed in: ${text}`;
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
    await endAll();
  }
}

/** @returns what is shown after the update, and the version that shows it */
async function update(
  earlier: string,
  folder: string,
): Promise<{ readonly text: string; readonly version: string }> {
  const spotify = await startStandIn();
  const settings = settingsFor(spotify);
  let server = await startServer({ version: '1.139', vsix: earlier, folder, settings });
  const { port } = server;
  const window = await openWorkbench(server, { browser: await sharedBrowser() });
  try {
    await signIn(window);
    await window.page.goto('about:blank');
    await server.close();
    // The browser keeps the secrets by the address of the page.
    server = await startServer({ version: '1.139', vsix: earlier, others: [vsix], folder, port });
    await window.page.goto(server.url);
    await window.waitUntilReady();
    const text = await window.waitForStatus(song, /^<music> Kettle/);
    return { text: text ?? '', version: await installedVersion(server) };
  } finally {
    await window.close();
    await server.close();
    await spotify.close();
  }
}

/** @throws Error when there is none */
async function installedVersion({ extensionsDir }: VSCodeServer): Promise<string> {
  const installed = JSON.parse(
    await readFile(path.join(extensionsDir, 'extensions.json'), 'utf8'),
  ) as Installed[];
  const ours = installed.filter(({ identifier }) => identifier.id === extensionId);
  const [version] = ours.map((one) => one.version);
  if (version === undefined || ours.length > 1) throw new Error(`${ours.length} versions are installed.`);
  return version;
}

async function packageEarlier(scratch: string, named: string | undefined): Promise<Packaged> {
  const last = (await git('log', '--format=%h', `-${reach}`)).split('\n').reverse();
  for (const commit of named === undefined ? last : [await git('rev-parse', '--short', named)]) {
    const file = await packageCommit(scratch, commit);
    if (file !== undefined) return { file, commit };
  }
  throw new Error(
    named === undefined ? 'None of the last commits can be packaged.' : `${named} cannot be packaged.`,
  );
}

/** @returns the VSIX, or `undefined` where a commit makes none with the packages of now */
async function packageCommit(scratch: string, commit: string): Promise<string | undefined> {
  const tree = path.join(scratch, commit);
  const file = path.join(scratch, `${commit}.vsix`);
  await git('worktree', 'add', '--detach', tree, commit);
  try {
    await symlink(fromRoot('node_modules'), path.join(tree, 'node_modules'), 'junction');
    const options = { cwd: tree, quiet: true };
    const vsce = ['package', earlierVersion, '--no-update-package-json', '--no-dependencies', '--out', file];
    const built = await run(process.execPath, ['esbuild.js'], options);
    if (built.code !== 0) return undefined;
    const packaged = await run(
      process.execPath,
      [fromRoot('node_modules/@vscode/vsce/vsce'), ...vsce],
      options,
    );
    return packaged.code === 0 ? file : undefined;
  } finally {
    await git('worktree', 'remove', '--force', tree);
  }
}

/** @throws Error with what git says */
async function git(...args: readonly string[]): Promise<string> {
  const { code, output } = await run('git', args, { cwd: fromRoot(), quiet: true });
  if (code !== 0) throw new Error(`git ${args.join(' ')}: ${output}`);
  return output.trim();
}
