import process from 'node:process';
import { runDesktopHostTests } from '../vscode/desktop';
import { runHostTests, type Facts } from '../vscode/hostTests';
import type { VSCodeVersion } from '../vscode/install';
import { fromRoot } from '../vscode/root';
import { startPeer } from './peer';

type Runner = (version: VSCodeVersion, facts: Facts) => Promise<boolean | undefined>;

const bundle = (name: string) => fromRoot('out', 'host', name);

/** By what they are called on the command line. A desktop that cannot be had here counts as passed; it says so. */
const runners: Readonly<Record<string, Runner>> = {
  node: (version, facts) => runHostTests({ version, bundle: bundle('index.js'), host: 'node', facts }),
  worker: (version, facts) => runHostTests({ version, bundle: bundle('worker.js'), host: 'worker', facts }),
  desktop: (version, facts) => runDesktopHostTests({ version, bundle: bundle('index.js'), facts }),
};
const versions = ['1.99', '1.139'] as const;

/**
 * Runs the tests of this folder in the oldest and the newest VS Code: in its Node extension host, in the browser's,
 * and in desktop VS Code where it can be had. Arguments leave some of that out: a version, a host, and else a part of
 * the tests' titles, as in `npm run test:host -- 1.139 node "a control"`.
 */
async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const chosen = <T extends string>(all: readonly T[]) => {
    const named = all.filter((one) => args.includes(one));
    return named.length > 0 ? named : all;
  };
  const grep = args.find((arg) => !(arg in runners) && !versions.some((version) => version === arg));
  let passed = true;
  for (const version of chosen(versions)) {
    const spotify = await startPeer();
    try {
      for (const host of chosen(Object.keys(runners))) {
        const facts = { spotify: spotify.url, ...(grep !== undefined && { grep }) };
        passed = ((await runners[host]?.(version, facts)) ?? true) && passed;
      }
    } finally {
      await spotify.close();
    }
  }
  process.exitCode = passed ? 0 : 1;
}

void main();
