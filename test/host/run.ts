import process from 'node:process';
import { runDesktopHostTests } from '../vscode/desktop';
import { runHostTests } from '../vscode/hostTests';
import { fromRoot } from '../vscode/root';
import { startPeer } from './peer';

/**
 * Runs the tests of this folder in the oldest and the newest VS Code: in its Node extension host, in the browser's,
 * and in desktop VS Code where it can be had.
 */
async function main(): Promise<void> {
  const node = fromRoot('out', 'host', 'index.js');
  const worker = fromRoot('out', 'host', 'worker.js');
  let passed = true;
  for (const version of ['1.99', '1.139'] as const) {
    const spotify = await startPeer();
    const facts = { spotify: spotify.url };
    try {
      passed = (await runHostTests({ version, bundle: node, host: 'node', facts })) && passed;
      passed = (await runHostTests({ version, bundle: worker, host: 'worker', facts })) && passed;
      passed = ((await runDesktopHostTests({ version, bundle: node, facts })) ?? true) && passed;
    } finally {
      await spotify.close();
    }
  }
  process.exitCode = passed ? 0 : 1;
}

void main();
