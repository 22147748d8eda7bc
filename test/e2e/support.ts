import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { artworkFor, songs, startSpotify, type Spotify } from '../spotify';
import { fromRoot } from '../vscode/root';
import { startServer, type ServerOptions, type VSCodeServer } from '../vscode/server';
import { openWorkbench, type Workbench, type WorkbenchOptions } from '../vscode/workbench';

/** The id of the status item. */
export const song = 'song';

/** What `npm run package` makes. */
export const vsix = fromRoot('dist', 'earshot-for-spotify.vsix');

/** A stand-in Spotify, and a VS Code as a user has it, with the packaged extension pointed at the stand-in. */
export interface Stage {
  readonly spotify: Spotify;
  readonly server: VSCodeServer;
  open(options?: WorkbenchOptions): Promise<Workbench>;
  close(): Promise<void>;
}

/** A stand-in Spotify that plays two songs. */
export async function startStandIn(): Promise<Spotify> {
  const spotify = await startSpotify();
  spotify.player.play([songs.plain, songs.emoji]);
  return spotify;
}

/** The settings that point the extension at a stand-in. */
export function settingsFor(spotify: Spotify): Record<string, unknown> {
  return { 'earshot.server': spotify.url, 'earshot.clientId': spotify.apps.default.clientId };
}

export async function setStage(options: Partial<ServerOptions> = {}): Promise<Stage> {
  const spotify = await startStandIn();
  const settings = { ...settingsFor(spotify), ...options.settings };
  const server = await startServer({ version: '1.139', vsix, ...options, settings });
  const stage: Stage = {
    spotify,
    server,
    open: (workbench) => openWorkbench(server, { trace: true, artwork: artworkFor, ...workbench }),
    close: async () => {
      const text = await logText(stage);
      newestLog = () => Promise.resolve(text);
      await server.close();
      await spotify.close();
    },
  };
  newestLog = () => logText(stage);
  return stage;
}

/** What the extension wrote on the newest stage, also after that was closed. */
let newestLog = () => Promise.resolve('');

// A test that fails tells what the extension did meanwhile. Each file of tests has a copy of this one.
afterEach(async function () {
  if (this.currentTest?.state === 'failed' && this.currentTest.file === __filename) {
    console.log(`The log of the extension in "${this.currentTest.title}":\n${await newestLog()}`);
  }
});

/** Runs "Spotify: Sign In" up to the consent page; the question about the redirect URI is answered, if it comes. */
export async function toConsentPage(window: Workbench): Promise<Page> {
  await window.waitForStatus(song, (text) => text !== undefined);
  const consent = await window.pageOpenedBy(async () => {
    await window.runCommand('Spotify: Sign In');
    const question = window.messages.dialogButton('Continue');
    question.click({ timeout: 15_000 }).catch(() => undefined);
  });
  await consent.waitForLoadState();
  return consent;
}

/** Signs in by the flow of the settings and waits for the song. */
export async function signIn(window: Workbench): Promise<void> {
  const consent = await toConsentPage(window);
  await consent.click('#agree');
  await window.waitForStatus(song, /^<music> Kettle/);
  await consent.close();
}

/** What a window was told, but for what belongs to signing in. */
export function toldIn({ messagesSeen }: Workbench): string[] {
  return messagesSeen.filter(
    (text) => !/waiting for you to agree|registered in your Spotify app|sends the browser back/.test(text),
  );
}

/** What the extension wrote into its log, of all windows and runs. */
export async function logText({ server }: Stage): Promise<string> {
  return (await server.extensionLogs()).map(({ text }) => text).join('\n');
}

/** The text files below a folder, by their path in it. */
export async function storedFiles(folder: string, name = /./): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && name.test(entry.name));
  const texts = files.map(async (entry) => {
    const file = path.join(entry.parentPath, entry.name);
    return [path.relative(folder, file), await readFile(file, 'utf8')] as const;
  });
  return Object.fromEntries(await Promise.all(texts));
}

/**
 * None of these secrets stands where somebody may read it: in a log, a setting, a file, a message. Fewer than `least`
 * are too few to prove anything.
 */
export async function assertNoneStands(
  all: readonly string[],
  least: number,
  stage: Stage,
  window: Workbench,
): Promise<void> {
  const secrets = all.filter((secret) => secret.length >= 16);
  assert.ok(secrets.length >= least, `only ${secrets.length} secrets were seen`);
  const written = {
    ...(await storedFiles(stage.server.userDataDir, /(\.log|\.json)$/)),
    ...(await storedFiles(stage.server.globalStorage)),
    'the log': await logText(stage),
    messages: window.messagesSeen.join('\n'),
    'what the page printed': window.consoleErrors.join('\n'),
  };
  assert.match(written['the log'], /Status bar/, 'the log is written');
  for (const [where, text] of Object.entries(written)) {
    const found = secrets.filter((secret) => text.includes(secret));
    assert.equal(found.length, 0, `${found.length} secrets stand in ${where}`);
  }
}
