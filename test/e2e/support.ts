import { songs, startSpotify, type Spotify } from '../spotify';
import { startServer, type ServerOptions, type VSCodeServer } from '../vscode/server';
import { openWorkbench, type Workbench, type WorkbenchOptions } from '../vscode/workbench';
import type { Page } from 'playwright-core';
import { fromRoot } from '../vscode/root';

/** The id that `createStatusBarItem` was given. */
export const song = 'song';

export const vsix = fromRoot('dist', 'earshot-for-spotify.vsix');

/** A stand-in Spotify, and a VS Code as a user has it, with the packaged extension pointed at it. */
export interface Stage {
  readonly spotify: Spotify;
  readonly server: VSCodeServer;
  /** What the user hears when nothing else is played. */
  open(options?: WorkbenchOptions): Promise<Workbench>;
  close(): Promise<void>;
}

export async function setStage(options: Partial<ServerOptions> = {}): Promise<Stage> {
  const spotify = await startSpotify();
  spotify.player.play([songs.plain, songs.emoji]);
  const settings = {
    'earshot.server': spotify.url,
    'earshot.clientId': spotify.apps.default.clientId,
    ...options.settings,
  };
  const server = await startServer({ version: '1.139', vsix, ...options, settings });
  return {
    spotify,
    server,
    open: (workbench) => openWorkbench(server, workbench),
    close: async () => {
      await server.close();
      await spotify.close();
    },
  };
}

/** Runs "Spotify: Sign In" up to the consent page, with every question on the way answered as a user would. */
export async function toConsentPage(window: Workbench): Promise<Page> {
  return window.pageOpenedBy(async () => {
    await window.runCommand('Spotify: Sign In');
    await window.messages.dialogButton('Continue').click();
  });
}

/** Signs in and waits for the song. */
export async function signIn(window: Workbench): Promise<void> {
  const consent = await toConsentPage(window);
  await consent.click('#agree');
  await window.waitForStatus(song, /music/);
}
