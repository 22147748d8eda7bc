import { soakRefresh } from './refresh';

/** `npm run soak`: what is rare, often enough to be seen. Each gives one line of figures. */
const soaks: Readonly<Record<string, () => Promise<object>>> = {
  'refreshes at the same moment': () => soakRefresh(Number(process.argv[2] ?? 10_000)),
};

async function main(): Promise<void> {
  for (const [what, soak] of Object.entries(soaks)) {
    console.log(`${what}: ${JSON.stringify(await soak())}`);
  }
}

void main();
