import process from 'node:process';
import { endAll, setStage, settingsFor, signIn, song, startStandIn, vsix } from './e2e/stage';
import type { Spotify } from './spotify';
import { startDesktop, whyNoDesktop } from './vscode/desktop';
import { poll } from './vscode/poll';
import { fromRoot } from './vscode/root';
import { extensionLogs } from './vscode/server';

const version = '1.139';

/**
 * `npm start`: a real VS Code with the packaged extension, pointed at a stand-in Spotify. Desktop VS Code where
 * there is one, else VS Code in the browser. With `--once` a browser without a screen signs in, takes a picture of
 * the song, and all ends.
 */
async function main(): Promise<void> {
  if (process.argv.includes('--once')) {
    await takePicture();
  } else if ((await whyNoDesktop(version)) === undefined) {
    await onTheDesktop();
  } else {
    await inTheBrowser();
  }
}

async function takePicture(): Promise<void> {
  console.log(`Starting a stand-in for Spotify and VS Code ${version} with the extension installed ...`);
  const stage = await setStage();
  try {
    console.log('Opening a window in a browser without a screen, and signing in ...');
    const window = await stage.open({ theme: 'Default Dark Modern' });
    await signIn(window);
    await window.messages.notification('waiting for you to agree').waitFor({ state: 'hidden' });
    await window.screenshot(fromRoot('out', 'song.png'));
    console.log(`The status bar says: ${await window.statusText(song)}`);
    console.log('A picture of it is in out/song.png.');
    await window.close();
  } finally {
    await stage.close();
    await endAll();
  }
}

async function inTheBrowser(): Promise<void> {
  console.log(`Starting a stand-in for Spotify and VS Code ${version} with the extension installed ...`);
  const stage = await setStage({ logLevel: 'debug' });
  try {
    console.log(`\nVS Code is at ${stage.server.url}; open this address in a browser.`);
    explain(stage.spotify);
    await Promise.race([interrupted(), showStatus(stage.server.logs)]);
  } finally {
    await stage.close();
  }
}

async function onTheDesktop(): Promise<void> {
  console.log(
    `Starting a stand-in for Spotify and desktop VS Code ${version} with the extension installed ...`,
  );
  const spotify = await startStandIn();
  const settings = { ...settingsFor(spotify), 'earshot.signIn.flow': 'loopback' };
  const desktop = await startDesktop(version, vsix, settings);
  try {
    explain(spotify);
    await Promise.race([interrupted(), desktop.closed, showStatus(desktop.logs)]);
  } finally {
    desktop.close();
    await spotify.close();
  }
}

function explain(spotify: Spotify): void {
  console.log(`The stand-in Spotify is at ${spotify.url}; its page says what plays, and can make things go wrong.

In VS Code, click "Sign in to Spotify" in the status bar, choose Continue, and Agree in the browser.
Ctrl+C here ends everything.
`);
}

function interrupted(): Promise<unknown> {
  return new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
}

/** Prints what the status bar says, whenever it changes, out of the extension's log. Never ends. */
async function showStatus(logs: string): Promise<never> {
  let told = 0;
  for (;;) {
    await poll(async () => {
      const texts = (await extensionLogs(logs)).map(({ text }) => text).join('\n');
      const said = Array.from(texts.matchAll(/Status bar: (.*)/g), ([, text]) => text);
      said.slice(told).forEach((text) => console.log(`The status bar says: ${text}`));
      told = said.length;
      return false;
    }, 60_000);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  // A browser that is still open would keep the process alive.
  process.exit(1);
});
