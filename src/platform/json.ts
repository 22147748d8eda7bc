import * as v from 'valibot';

/** `undefined` for what is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * In UTF-16 code units. Spotify's largest reply here, a queue of twenty episodes with their descriptions, has some
 * 100,000; in twice as much as this there may be what takes `JSON.parse` longer than anyone should wait.
 */
export const longestReply = 300_000;

/** The same of a reply of Spotify's: what is too long is none. */
export function parseReply(text: string): unknown {
  return text.length > longestReply ? undefined : parseJson(text);
}

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
