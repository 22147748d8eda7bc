import type { ResultOf, WindowRequest } from '../model/commands/windowRequest';

/** More requests than that no click is worth. */
export const mostSkips = 10;

/** What came of playing from a row of the queue on. */
export type SkipOutcome =
  /** So far back that nothing was skipped. */
  | { readonly kind: 'tooFar' }
  /** Another song stands there by now, so that nothing was skipped. */
  | { readonly kind: 'changed' }
  /** `count`: how many were skipped, the one that played among them. */
  | { readonly kind: 'done'; readonly count: number }
  /** Spotify took `count` of them, and refused the next. */
  | { readonly kind: 'stopped'; readonly count: number; readonly of: number };

/**
 * Plays from a row of the queue on. Spotify lets nobody jump in its queue, so that songs are skipped, one after the other:
 * as commands like any other, which are neither debounced nor sent twice.
 */
export class QueueSkips {
  #underWay = false;

  constructor(private readonly request: <E extends WindowRequest>(request: E) => Promise<ResultOf<E>>) {}

  /**
   * Plays the item at `index`, from 0 on, if it is still the one of that URI. Rejects as the request where Spotify does not
   * say what the queue is, or refuses the first skip.
   */
  async playFrom(index: number, uri: string | undefined): Promise<SkipOutcome> {
    if (index >= mostSkips) return { kind: 'tooFar' };
    // A second click on a row means the same song, which stands elsewhere in a moment.
    if (this.#underWay) return { kind: 'changed' };
    this.#underWay = true;
    try {
      const item = (await this.request({ kind: 'queue' }))[index];
      return item && item.uri === uri ? await this.#skip(index + 1) : { kind: 'changed' };
    } finally {
      this.#underWay = false;
    }
  }

  async #skip(of: number): Promise<SkipOutcome> {
    for (let count = 0; count < of; count += 1) {
      try {
        await this.request({ kind: 'intent', intent: { kind: 'next' } });
      } catch (error) {
        if (count === 0) throw error;
        return { kind: 'stopped', count, of };
      }
    }
    return { kind: 'done', count: of };
  }
}
