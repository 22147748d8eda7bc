import * as v from 'valibot';

/* What several schemas need. One check for many is smaller than a validator for each. */

/** A number between two others, both included. */
export function between(least: number, most = Number.MAX_VALUE) {
  return v.pipe(
    v.number(),
    v.check((value) => value >= least && value <= most),
  );
}

/** A whole number between two others, both included. */
export function whole(least: number, most = Number.MAX_SAFE_INTEGER) {
  return v.pipe(
    v.number(),
    v.check((value) => Number.isInteger(value) && value >= least && value <= most),
  );
}

/** A text with something in it. */
export const filled = v.pipe(
  v.string(),
  v.check((value) => value !== ''),
);
