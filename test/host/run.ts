import process from 'node:process';
import { runDesktopHostTests } from '../vscode/desktop';
import { runHostTests } from '../vscode/hostTests';
import { fromRoot } from '../vscode/root';

/** Runs the tests of this folder in the oldest and the newest VS Code, and in desktop VS Code where it can be had. */
async function main(): Promise<void> {
  const bundle = fromRoot('out', 'host', 'index.js');
  let passed = true;
  for (const version of ['1.99', '1.139'] as const) {
    passed = (await runHostTests({ version, bundle, host: 'node' })) && passed;
    passed = ((await runDesktopHostTests({ version, bundle })) ?? true) && passed;
  }
  process.exitCode = passed ? 0 : 1;
}

void main();
