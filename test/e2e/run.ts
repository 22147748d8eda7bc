import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import Mocha from 'mocha';
import { fromRoot } from '../vscode/root';
import { endAll } from './stage';

/** In milliseconds: a test waits up to half a minute for each thing that has to come. */
const testTimeout = 120_000;

/** What one file has cost. */
interface Cost {
  seconds: number;
  tests: number;
}

/**
 * Runs the end-to-end tests: all of them, or those of the files in the arguments, as in
 * `npm run test:e2e -- test/e2e/hover.test.ts`. At the end it says what each file has cost, with its hooks.
 */
async function main(): Promise<void> {
  const files = await chosenFiles(process.argv.slice(2));
  const mocha = new Mocha({ timeout: testTimeout });
  files.forEach((file) => mocha.addFile(file));
  const costs = new Map<string, Cost>();
  const failures = await new Promise<number>((resolve) => {
    countCosts(mocha.run(resolve), costs);
  });
  await endAll();
  report(costs);
  // Whatever a test that failed has left open must not keep the process alive.
  process.exit(failures === 0 ? 0 : 1);
}

/** @throws Error that names the file that is none of these */
async function chosenFiles(args: readonly string[]): Promise<string[]> {
  const folder = fromRoot('out', 'e2e');
  const names = args.length > 0 ? args.map((arg) => path.basename(arg, '.ts')) : await builtTests(folder);
  return names.map((name) => {
    const file = path.join(folder, `${name}.js`);
    if (!existsSync(file)) throw new Error(`There is no test/e2e/${name}.ts.`);
    return file;
  });
}

async function builtTests(folder: string): Promise<string[]> {
  // What was built from a file that has gone since is no test.
  const sources = await readdir(fromRoot('test', 'e2e'));
  const built = await readdir(folder);
  return sources
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => path.basename(name, '.ts'))
    .filter((name) => built.includes(`${name}.js`));
}

function countCosts(runner: Mocha.Runner, costs: Map<string, Cost>): void {
  let began = 0;
  runner.on('suite', ({ parent }) => {
    if (parent?.root === true) began = performance.now();
  });
  runner.on('test end', ({ file }) => {
    costOf(costs, file).tests += 1;
  });
  runner.on('suite end', ({ parent, file }) => {
    if (parent?.root === true) costOf(costs, file).seconds += (performance.now() - began) / 1_000;
  });
}

function costOf(costs: Map<string, Cost>, file = ''): Cost {
  const name = path.basename(file, '.js');
  const cost = costs.get(name) ?? { seconds: 0, tests: 0 };
  costs.set(name, cost);
  return cost;
}

function report(costs: ReadonlyMap<string, Cost>): void {
  const all = { seconds: 0, tests: 0 };
  console.log('Seconds  Tests  File');
  const line = (name: string, { seconds, tests }: Cost) =>
    console.log(`${seconds.toFixed(1).padStart(7)}  ${String(tests).padStart(5)}  ${name}`);
  for (const [name, cost] of costs) {
    line(`test/e2e/${name}.ts`, cost);
    all.seconds += cost.seconds;
    all.tests += cost.tests;
  }
  line('all of them', all);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
