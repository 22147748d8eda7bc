import { performance } from 'node:perf_hooks';
import { linux, macOS, windows } from './appOnMachine';
import { earshot, earshotOn } from './ours';
import { comparisons, summed, traceTable } from './report';
import { everyFiveSeconds, homeAssistant, rivals } from './rivals';
import { type Result, simulate } from './simulate';
import { appTraces, traces } from './traces';

const defaultSeed = 20261102;

/** Replays days of listening through our schedule and those of others, and prints what came of it. */
export async function benchDays(seed = defaultSeed): Promise<void> {
  const started = performance.now();
  console.log(introduction(seed));
  const results: Result[] = [];
  for (const trace of traces(seed)) {
    const own: Result[] = [];
    for (const policy of [...rivals, earshot]) own.push(await simulate(trace, policy, seed));
    results.push(...own);
    console.log(`\n${trace.name}\n${traceTable(own)}`);
  }
  const totals = [homeAssistant, earshot].map(({ name }) => summed(results, name));
  console.log(`\nall traces, summed\n${traceTable(totals)}\n`);
  for (const line of comparisons(results, earshot.name, homeAssistant.name, everyFiveSeconds.name)) {
    console.log(line);
  }
  for (const trace of appTraces(seed)) {
    const own: Result[] = [];
    for (const policy of [earshot, ...[linux, macOS, windows].map(earshotOn)]) {
      own.push(await simulate(trace, policy, seed));
    }
    console.log(`\n${trace.name}, without and with reading the Spotify app\n${traceTable(own)}`);
  }
  console.log(`Simulated in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
}

function introduction(seed: number): string {
  return [
    `Days of listening, simulated, seed ${seed}. All windows are open all day. A display is right when it names the`,
    'item and whether it plays; where every window has its own, the mean counts. Natural: how late the end of an',
    'item is seen; external: what a person does elsewhere.',
  ].join('\n');
}
