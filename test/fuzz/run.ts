import { fork } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { targets } from './targets';

/** `npm run fuzz`: each target by itself in a process, two at the same time. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string' },
    runs: { type: 'string', default: '100000' },
    only: { type: 'string' },
  },
});
const seed = Number(values.seed ?? randomInt(2 ** 31));
const numRuns = Number(values.runs);
const processes = 2;
/** A counterexample may be two million characters long, and the seed brings it back: its ends say enough. */
const shortened = (text: string) =>
  text.length > 5_000 ? `${text.slice(0, 2_500)} … ${text.slice(-2_500)}` : text;

const said = (error: unknown) =>
  error instanceof Error
    ? `${error.message}\n${(error.cause as Error | undefined)?.stack ?? ''}`
    : String(error);

async function runHere(name: string): Promise<void> {
  const began = performance.now();
  const seconds = () => `${((performance.now() - began) / 1_000).toFixed(1)} s`;
  try {
    const { cases, slowest } = (await targets.find((one) => one.name === name)?.run({ seed, numRuns })) ?? {};
    console.log(`${name}: ${cases} cases in ${seconds()}, the slowest ${slowest?.toFixed(0)} ms`);
  } catch (error) {
    console.log(`${name}: FAILED after ${seconds()}\n${shortened(said(error))}`);
    process.exitCode = 1;
  }
}

async function runAll(): Promise<void> {
  const wanted = positionals.join(' ');
  const left = targets.filter(({ name }) => name.includes(wanted));
  console.log(`${left.length} targets, ${numRuns} cases each: --seed ${seed}`);
  const work = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const args = ['--seed', String(seed), '--runs', String(numRuns), '--only', next.name];
      const [code] = (await once(fork(__filename, args), 'exit')) as [number | null];
      if (code !== 0) process.exitCode = 1;
    }
  };
  await Promise.all(Array.from({ length: processes }, work));
}

void (values.only === undefined ? runAll() : runHere(values.only));
