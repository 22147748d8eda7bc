import type { Page } from 'playwright-core';
import { artworkFor, songs, startSpotify, type Spotify, type SpotifyOptions } from '../spotify';
import { patience } from '../vscode/poll';
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
  /** What the extension wrote into its log, of all windows and runs; also after the end. */
  log(): Promise<string>;
  close(): Promise<void>;
}

/** The last one that was set. */
export let newestStage: Stage | undefined;

/** A stand-in Spotify that plays two songs. */
export async function startStandIn(options?: SpotifyOptions): Promise<Spotify> {
  const spotify = await startSpotify(options);
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
  const readLog = async () => (await server.extensionLogs()).map(({ text }) => text).join('\n');
  let lastLog: string | undefined;
  return (newestStage = {
    spotify,
    server,
    open: (workbench) => openWorkbench(server, { trace: true, artwork: artworkFor, ...workbench }),
    log: async () => lastLog ?? readLog(),
    close: async () => {
      lastLog = await readLog();
      await server.close();
      await spotify.close();
    },
  });
}

/** Runs "Spotify: Sign In" up to the consent page; the question about the redirect URI is answered, if it comes. */
export async function toConsentPage(window: Workbench): Promise<Page> {
  await window.waitForStatus(song, (text) => text !== undefined);
  const consent = await window.pageOpenedBy(async () => {
    await window.runCommand('Spotify: Sign In');
    const question = window.messages.dialogButton('Continue');
    question.click({ timeout: patience }).catch(() => undefined);
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
