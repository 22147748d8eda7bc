/** One thing that has to hold. */
export interface Step {
  readonly name: string;
  /**
   * @returns what was found, in a few words
   * @throws Error with what is wrong, and what to do about it, in one line
   */
  run(): Promise<string> | string;
}

/**
 * Takes one step after the other, also after one that has failed, and prints a line for each.
 * @returns whether all of them passed
 */
export async function takeSteps(steps: readonly Step[], print: (line: string) => void): Promise<boolean> {
  let passed = true;
  for (const step of steps) {
    try {
      print(`ok      ${step.name}: ${await step.run()}`);
    } catch (error) {
      passed = false;
      print(`FAILED  ${step.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return passed;
}
