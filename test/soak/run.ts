import process from 'node:process';
import { percentile, soakLeader } from './leader';
import { soakRefresh } from './refresh';

/** `npm run soak`: what is rare, often enough to be seen. Each gives one line of figures; all are named below. */
const soaks: Readonly<Record<string, () => Promise<object>>> = {
  'refreshes at the same moment': () => soakRefresh(10_000),
  'the window that asks, killed and stopped': async () => {
    const { afterKills, afterStops, ...more } = await soakLeader({ kills: 200, stops: 20 });
    return { msAfterKills: spread(afterKills), msAfterStops: spread(afterStops), ...more };
  },
};

function spread(values: readonly number[]): object {
  return { count: values.length, median: percentile(values, 0.5), p95: percentile(values, 0.95) };
}

async function main(): Promise<void> {
  const wanted = process.argv.slice(2).join(' ');
  for (const [what, soak] of Object.entries(soaks)) {
    if (what.includes(wanted)) console.log(`${what}: ${JSON.stringify(await soak())}`);
  }
}

void main();
