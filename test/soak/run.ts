import process from 'node:process';
import { percentile } from '../bench/day/metric';
import { soakDay } from './day/main';
import { soakEditor } from './editor/main';
import { soakLeader } from './leader';
import { soakRefresh } from './refresh';

interface SoakResult {
  /** What did not come true, a sentence each. */
  readonly unmet: readonly string[];
  readonly figures: object;
}

/** `npm run soak`: what is rare, often enough to be seen. Each gives one line of figures; all are named below. */
const soaks: Readonly<Record<string, () => Promise<SoakResult>>> = {
  'an hour in VS Code': async () => {
    const { unmet, ...figures } = await soakEditor();
    return { unmet, figures };
  },
  'a disturbed day of three windows': async () => {
    const { unmet, ...figures } = await soakDay();
    return { unmet, figures };
  },
  'refreshes at the same moment': async () => {
    const figures = await soakRefresh(10_000);
    const { signedOut, collisions, failures } = figures;
    return {
      figures,
      unmet: sentences({
        'Somebody was signed out.': signedOut > 0,
        'Two windows sent the same refresh token.': collisions > 0,
        'A window got no access token.': failures.length > 0,
      }),
    };
  },
  'the window that asks, of twenty, killed and stopped': async () => {
    const seed = Date.now() % 1_000_000;
    const { afterKills, afterStops, ...more } = await soakLeader({
      windows: 20,
      kills: 200,
      stops: 10,
      seed,
    });
    const msAfterKills = spread(afterKills);
    return {
      figures: { seed, msAfterKills, msAfterStops: spread(afterStops), ...more },
      unmet: sentences({
        'Another window took over too late.': msAfterKills.p95 >= 1_000,
        'A window sent after another had taken over.': more.foreign > 0,
        'A skip was sent twice.': more.skips.sent > more.skips.wanted,
        'The user was signed out.': !more.signedIn,
        'Files or sockets are left.': more.left.length > 0,
      }),
    };
  },
};

function sentences(conditions: Readonly<Record<string, boolean>>): string[] {
  return Object.keys(conditions).filter((sentence) => conditions[sentence]);
}

function spread(values: readonly number[]) {
  return { count: values.length, median: percentile(values, 0.5), p95: percentile(values, 0.95) };
}

/** Those whose name has the words of the command line, or all; exits with 1 if anything did not come true. */
async function main(): Promise<void> {
  const wanted = process.argv.slice(2).join(' ');
  for (const [what, soak] of Object.entries(soaks)) {
    if (!what.includes(wanted)) continue;
    const { figures, unmet } = await soak().catch(broken);
    console.log(`${what}: ${JSON.stringify(figures)}`);
    for (const sentence of unmet) console.error(`${what}: ${sentence}`);
    if (unmet.length > 0) process.exitCode = 1;
  }
}

/** One that could not go on to its end. */
function broken(error: unknown): SoakResult {
  return { figures: {}, unmet: [error instanceof Error ? (error.stack ?? error.message) : String(error)] };
}

void main();
