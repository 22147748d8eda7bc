import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { artworkFor, songs, startSpotify, type Spotify, type SpotifyOptions } from '../spotify';
import { launchBrowser } from '../vscode/browser';
import { fromRoot } from '../vscode/root';
import { startServer, type ServerOptions, type VSCodeServer } from '../vscode/server';
import { openWorkbench, type Workbench, type WorkbenchOptions } from '../vscode/workbench';

/*
 * esbuild leaves this file outside the bundles of the tests: all files of a run have the same one, and with it the same
 * browser and the same window.
 */

/** The id of the status item. */
export const song = 'song';

/** What `npm run package` makes. */
export const vsix = fromRoot('dist', 'earshot-for-spotify.vsix');

/** A stand-in Spotify, and a VS Code as a user has it, with the packaged extension pointed at the stand-in. */
export interface Stage {
  readonly spotify: Spotify;
  readonly server: VSCodeServer;
  open(options?: WorkbenchOptions): Promise<Workbench>;
  /** What the extension wrote into its log, of all windows and runs; also after the end. */
  log(): Promise<string>;
  close(): Promise<void>;
}

/** The last one that was used. */
let newest: Stage | undefined;
let browser: Promise<Browser> | undefined;
let shared: Promise<{ readonly stage: Stage; readonly window: Workbench }> | undefined;

/** A stand-in Spotify that plays two songs. */
export async function startStandIn(options: SpotifyOptions = {}): Promise<Spotify> {
  const spotify = await startSpotify(options);
  playUsual(spotify);
  return spotify;
}

function playUsual({ player }: Spotify): void {
  player.play([songs.plain, songs.emoji]);
}

/** The settings that point the extension at a stand-in, and away from a Spotify app of whoever runs the tests. */
export function settingsFor(spotify: Spotify): Record<string, unknown> {
  return {
    'earshot.server': spotify.url,
    'earshot.clientId': spotify.apps.default.clientId,
    'earshot.source': 'webApi',
  };
}

/** A server takes a second; a window, seven. */
export async function setStage(options: Partial<ServerOptions> = {}): Promise<Stage> {
  const spotify = await startStandIn();
  const settings = { ...settingsFor(spotify), ...options.settings };
  const server = await startServer({ version: '1.139', vsix, ...options, settings });
  const readLog = async () => (await server.extensionLogs()).map(({ text }) => text).join('\n');
  let lastLog: string | undefined;
  return (newest = {
    spotify,
    server,
    open: async (workbench) =>
      openWorkbench(server, {
        browser: await sharedBrowser(),
        trace: true,
        artwork: artworkFor,
        ...workbench,
      }),
    log: async () => lastLog ?? readLog(),
    close: async () => {
      lastLog = await readLog();
      await server.close();
      await spotify.close();
    },
  });
}

/** The browser of all tests. */
export function sharedBrowser(): Promise<Browser> {
  return (browser ??= launchBrowser());
}

/** The folder that the shared window shows, with one file in it. */
const sharedFolder = fromRoot('out', 'e2e', 'folder');

/** The text of `notes.txt` in the shared window's folder: a link a line. */
const notes = [
  `A song: https://open.spotify.com/track/${songs.plain.id}?si=0123456789abcdef, and more.`,
  `A nasty one: ${songs.markup.uri}`,
];

/** All that the tests of the shared window need: it reads its settings once. */
const sharedSettings = {
  'earshot.statusBar.buttons': ['like', 'previous', 'playPause', 'next'],
  'earshot.statusBar.maxLength': 200,
};

/**
 * The window that all tests share that do not need one of their own: somebody is signed in, the usual song plays, no
 * message is open. To be asked for before each test.
 */
export async function sharedWindow(): Promise<{ readonly stage: Stage; readonly window: Workbench }> {
  const { stage, window } = await (shared ??= openShared());
  newest = stage;
  const { player, faults, library } = stage.spotify;
  faults.clear();
  library.clear();
  player.disallows.clear();
  player.change({ deviceIndex: 0, isShuffled: false, repeat: 'off', queue: [] });
  player.volume = 60;
  playUsual(stage.spotify);
  await window.page.bringToFront();
  await window.messages.clear();
  if (/Sign in/.test((await window.statusText(song)) ?? '')) await signIn(window);
  else await window.runCommand('Spotify: Refresh');
  await window.waitForStatus(song, /^<music> Kettle/);
  window.messagesSeen.length = 0;
  return { stage, window };
}

async function openShared(): Promise<{ readonly stage: Stage; readonly window: Workbench }> {
  await mkdir(sharedFolder, { recursive: true });
  await writeFile(path.join(sharedFolder, 'notes.txt'), notes.join('\n\n'));
  const stage = await setStage({ settings: sharedSettings });
  const window = await stage.open({ folder: sharedFolder });
  await window.waitForStatus(song, /./);
  return { stage, window };
}

/** Gives the shared window up: the next test gets another. */
async function leaveShared(): Promise<void> {
  const left = await shared?.catch(() => undefined);
  shared = undefined;
  await left?.window.close();
  await left?.stage.close();
}

/** Ends what the files of a run share. */
export async function endAll(): Promise<void> {
  await leaveShared();
  await (await browser)?.close();
  browser = undefined;
}

/** After a test that failed: what the extension did meanwhile; and nothing of its window is used again. */
export async function afterFailure(title: string): Promise<void> {
  console.log(`The log of the extension in "${title}":\n${(await newest?.log()) ?? ''}`);
  if (newest === (await shared)?.stage) await leaveShared();
}

/** Runs "Spotify: Sign In" up to the consent page. */
export async function toConsentPage(window: Workbench): Promise<Page> {
  await window.waitForStatus(song, (text) => text !== undefined);
  const consentPage = await window.pageOpenedBy(() => window.runCommand('Spotify: Sign In'));
  await consentPage.waitForLoadState();
  return consentPage;
}

/** Signs in by the flow of the settings and waits for the song. */
export async function signIn(window: Workbench): Promise<void> {
  const consentPage = await toConsentPage(window);
  await consentPage.click('#agree');
  await window.waitForStatus(song, /^<music> Kettle/);
  await consentPage.close();
}
