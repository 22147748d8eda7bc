/** One thing that has to hold. */
export interface Check {
  readonly name: string;
  /**
   * @returns what was found, in a few words
   * @throws Error with what is wrong, and what to do about it, in one line
   */
  run(): Promise<string> | string;
}

/**
 * Runs one check after the other, also after one that has failed, and prints a line for each.
 * @returns whether all of them passed
 */
export async function runChecks(checks: readonly Check[], print: (line: string) => void): Promise<boolean> {
  let passed = true;
  for (const check of checks) {
    try {
      print(`ok      ${check.name}: ${await check.run()}`);
    } catch (error) {
      passed = false;
      print(`FAILED  ${check.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return passed;
}
