import assert from 'node:assert/strict';
import process from 'node:process';
import { setUnexpectedErrorHandler } from '../../../src/platform/lifecycle';
import { turns } from '../support';
import { FaultyWindow, type Beginning } from './window';

/** One case, and what it is called. */
export interface FaultCase {
  readonly what: string;
  readonly run: (window: FaultyWindow) => Promise<void>;
}

/** So many of those that failed are told. */
const mostTold = 20;

/** Runs cases one after the other in a window that is right again after each, and in another after one that failed. */
export class Cases {
  constructor(private readonly beginning: Beginning) {}

  async all(cases: readonly FaultCase[]): Promise<void> {
    const failures: string[] = [];
    const strays: unknown[] = [];
    const stray = (error: unknown) => void strays.push(error);
    const handler = setUnexpectedErrorHandler(stray);
    process.on('unhandledRejection', stray);
    let window: FaultyWindow | undefined;
    for (const { what, run } of cases) {
      window ??= await FaultyWindow.open(this.beginning);
      let isRight = false;
      try {
        window.renew();
        await run(window);
        assert.deepEqual(strays, [], 'Nobody took an error.');
        assert.doesNotMatch(window.log.text, /^error /m);
        isRight = window.sessions.state.kind === 'signedIn';
      } catch (error) {
        failures.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
        strays.length = 0;
      }
      if (isRight) continue;
      await window.close();
      window = undefined;
    }
    await window?.close();
    await turns(1);
    process.off('unhandledRejection', stray);
    handler.dispose();
    const told = failures.slice(0, mostTold).join('\n');
    assert.equal(failures.length, 0, `${failures.length} of ${cases.length} cases failed:\n${told}`);
  }
}
