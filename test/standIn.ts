import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { settingsFor, startStandIn } from './e2e/stage';
import type { Spotify } from './spotify';
import { fromRoot } from './vscode/root';

/** Always the same, because a session that a window has kept belongs to one address. */
const port = 9377;

/** The folders of data of the windows that .vscode/launch.json starts, with the way to sign in there. */
const windows = { desktop: 'loopback', web: 'paste' };

/** `npm run stand-in`: a stand-in Spotify for the windows that F5 opens, until Ctrl+C. */
async function main(): Promise<void> {
  console.log('Starting a stand-in for Spotify ...');
  const spotify = await startStandIn({ port });
  await Promise.all(Object.entries(windows).map(([name, flow]) => writeSettings(spotify, name, flow)));
  console.log(
    `The stand-in Spotify is at ${spotify.url}; its page says what plays, and can make things go wrong.`,
  );
}

async function writeSettings(spotify: Spotify, window: string, flow: string): Promise<void> {
  const user = fromRoot('.vscode-test', 'stand-in', window, 'User');
  const settings = { ...settingsFor(spotify), 'earshot.signIn.flow': flow };
  await mkdir(user, { recursive: true });
  await writeFile(path.join(user, 'settings.json'), JSON.stringify(settings, undefined, 2));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
