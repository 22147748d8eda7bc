import { targets } from '../fuzz/targets';

/* Always the same cases, so that a failure is of the last change; `npm run fuzz` tries new ones. */
const parameters = { seed: 20, numRuns: 100 };

describe('whatever comes from outside', () => {
  for (const { name, run } of targets) it(`does no harm: ${name}`, () => run(parameters));
});
