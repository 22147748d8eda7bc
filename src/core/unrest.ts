/** How often replies bring what could not be foreseen: a skip, a pause, a seek on some other device. */
export interface Unrest {
  /** When the last surprise came, in milliseconds since 1970. */
  readonly since: number;
  /** The usual time between two surprises, in milliseconds. */
  readonly gap: number;
}

/** Before anything is known: a surprise every ten minutes. */
const usualGap = 600_000;

export function unrestFrom(at: number): Unrest {
  return { since: at, gap: usualGap };
}

/**
 * After another surprise at `at`. The geometric mean follows a hand that begins to skip within a few songs, and is
 * not thrown off by one long calm.
 */
export function surprised({ since, gap }: Unrest, at: number): Unrest {
  return { since: at, gap: Math.sqrt(gap * Math.max(1000, at - since)) };
}

/** The time between surprises that has to be reckoned with at `at`: a calm that lasts longer than usual counts. */
export function expectedGap({ since, gap }: Unrest, at: number): number {
  return Math.max(gap, at - since);
}
