import fc from 'fast-check';

/** What comes from outside, and what has to be so of it whatever it is. */
export interface Target {
  readonly name: string;
  /** Rejects with a counterexample, as small as it could be made, and the seed that it was found with. */
  readonly run: (parameters: Parameters) => Promise<Figures>;
}

interface Parameters {
  readonly seed: number;
  readonly numRuns: number;
}

interface Figures {
  readonly cases: number;
  /** In milliseconds. */
  readonly slowest: number;
}

/**
 * Declares a target.
 * @param check throws, or rejects, for a fault
 * @param examples cases that were found once, which are always tried first
 */
export function target<T>(
  name: string,
  cases: fc.Arbitrary<T>,
  check: (one: T) => unknown,
  examples: readonly T[] = [],
): Target {
  return {
    name,
    async run(parameters) {
      const figures = { cases: 0, slowest: 0 };
      const property = fc.asyncProperty(cases, async (one) => {
        const began = performance.now();
        await check(one);
        figures.cases += 1;
        figures.slowest = Math.max(figures.slowest, performance.now() - began);
      });
      await fc.assert(property, { ...parameters, examples: examples.map((one): [T] => [one]) });
      return figures;
    },
  };
}
