import { type Item, episode, track } from '../../spotify';
import type { Chance } from './random';
import { type Act, minute, second } from './trace';

/** Songs of two and a half to five minutes, all of them different. */
export function songs(chance: Chance, count: number, title = 'Song'): Item[] {
  return Array.from({ length: count }, (_, index) =>
    track({
      title: `${title} ${index + 1}`,
      durationMs: chance.between(150 * second, 300 * second),
    }),
  );
}

/** Episodes of about three hours. */
export function episodes(chance: Chance, count: number): Item[] {
  return Array.from({ length: count }, (_, index) =>
    episode({ title: `Episode ${index + 1}`, durationMs: chance.between(170 * minute, 190 * minute) }),
  );
}

/** How far apart things happen, in ms. */
export interface Gap {
  readonly least: number;
  readonly most: number;
}

/** What somebody listens to in the course of a day, written down act by act. */
export class Listening {
  readonly #acts: Act[] = [];

  constructor(private readonly chance: Chance) {}

  add(act: Act): void {
    this.#acts.push(act);
  }

  /** Plays from one moment to another and pauses; the first time the list, afterwards on from where it was. */
  session(items: readonly Item[], from: number, to: number): void {
    this.add(this.#acts.length === 0 ? { at: from, do: 'play', items } : { at: from, do: 'resume' });
    this.add({ at: to, do: 'pause' });
  }

  /** Does something again and again between two moments. */
  repeatedly(from: number, to: number, gap: Gap, act: (at: number) => void): void {
    for (let at = from; ;) {
      at += this.chance.between(gap.least, gap.most);
      if (at >= to) return;
      act(at);
    }
  }

  skips(from: number, to: number, gap: Gap): void {
    this.repeatedly(from, to, gap, (at) => this.add({ at, do: 'next' }));
  }

  /** All acts, in order of time. */
  get acts(): Act[] {
    return [...this.#acts].sort((a, b) => a.at - b.at);
  }
}
