import process from 'node:process';
import { ensureBrowser } from '../vscode/browser';
import { runDesktopHostTests } from '../vscode/desktop';
import { runHostTests } from '../vscode/hostTests';
import { ensureVSCode, type VSCodeVersion } from '../vscode/install';
import { fromRoot } from '../vscode/root';
import type { Told } from './facts';
import { startPeer } from './peer';

/** What is run at the same time: most tests wait for something, and seldom for the processor. */
const atOnce = 2;

const versions = ['1.99', '1.139'] as const;
/** Node's extension host, the browser's, and Node's in desktop VS Code. */
const hosts = ['node', 'worker', 'desktop'] as const;

interface Run {
  readonly version: VSCodeVersion;
  readonly host: (typeof hosts)[number];
}

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
  const grep = args.find((arg) => ![...versions, ...hosts].some((one) => one === arg));
  const runs = chosen(versions).flatMap((version) => chosen(hosts).map((host): Run => ({ version, host })));
  // Together they would install the same things twice.
  await ensureBrowser();
  for (const version of chosen(versions)) await ensureVSCode(version);
  const passed: boolean[] = [];
  const work = async () => {
    for (let run = runs.shift(); run; run = runs.shift()) passed.push(await runOne(run, grep));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  process.exitCode = passed.every(Boolean) ? 0 : 1;
}

/** @returns whether they have passed; a desktop that cannot be had here counts as passed, and says so */
async function runOne({ version, host }: Run, grep: string | undefined): Promise<boolean> {
  const spotify = await startPeer();
  const facts: Omit<Told, 'version'> = { spotify: spotify.url, ...(grep !== undefined && { grep }) };
  const bundle = fromRoot('out', 'host', host === 'worker' ? 'worker.js' : 'index.js');
  const lines: string[] = [];
  try {
    if (host === 'desktop') return (await runDesktopHostTests({ version, bundle, facts })) ?? true;
    return await runHostTests({ version, bundle, host, facts, print: (line) => lines.push(line) });
  } catch (error) {
    lines.push(error instanceof Error ? error.message : String(error));
    return false;
  } finally {
    console.log(lines.join('\n'));
    await spotify.close();
  }
}

void main();
