/** Chance that is the same in every run of the same seed (mulberry32). */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** A number from 0 to 1. */
  readonly next = (): number => {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };

  /** A whole number from `least` up to, but not including, `most`. */
  between(least: number, most: number): number {
    return Math.floor(least + this.next() * (most - least));
  }
}

/** A seed for one part of a whole, so that no part shifts the numbers of another. */
export function seedFor(seed: number, part: string): number {
  let mixed = seed | 0;
  for (const character of part) {
    mixed = Math.imul(mixed ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return mixed;
}
