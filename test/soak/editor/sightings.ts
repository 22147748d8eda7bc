import type { Change } from '../../spotify';
import type { Workbench } from '../../vscode/workbench';
import { pause } from '../windows';

/** Between two looks at a window, in ms. */
const lookMs = 100;

interface Span {
  readonly from: number;
  readonly to: number;
}

/** When each window came to show each title, in ms since 1970. */
export class Sightings {
  readonly #windows: Map<string, number>[] = [];
  #over = false;

  /** Looks at a window from now on. @param read the text that it shows */
  async watch(window: Workbench, read: () => Promise<string | undefined>): Promise<void> {
    const seen = new Map<string, number>();
    this.#windows.push(seen);
    while (!this.#over && !window.page.isClosed()) {
      // While it is loaded anew there is nothing to be seen.
      const text = await read().catch(() => undefined);
      const title = /Song \d+/.exec(text ?? '')?.[0];
      if (title !== undefined && !seen.has(title)) seen.set(title, Date.now());
      await pause(lookMs);
    }
  }

  end(): void {
    this.#over = true;
  }

  /**
   * How late each window showed each of the changes that nothing disturbed for `patienceMs`, in ms; Infinity for what it
   * never showed.
   */
  lateness(changes: readonly Change[], disturbances: readonly Span[], patienceMs: number): number[] {
    const judged = changes.filter(({ at }, index) => {
      const end = changes[index + 1]?.at ?? Date.now();
      const calm = disturbances.every(({ from, to }) => to < at || from > at + patienceMs);
      return end - at > patienceMs && calm;
    });
    return judged.flatMap(({ at, title }) =>
      this.#windows.map((seen) => Math.max(0, (seen.get(title) ?? Infinity) - at)),
    );
  }
}
