import * as v from 'valibot';
import { between } from '../platform/json';
import { parseLink } from './link';
import { cleanAndCut, longestList, longestName, longestTitle } from './text';

/*
 * Replies and the app's own words are read with tolerance: Spotify removed many fields in 2026 and returns null where its
 * own description has none, which means the same. Only what cannot be shown without is required. Texts are cleaned, and
 * texts and lists are cut, here and once.
 */

/** A text for people; empty where there is none. */
export const text = textUpTo(longestTitle);
/** The same for one of many. */
export const name = textUpTo(longestName);

function textUpTo(longest: number) {
  const cut = v.transform((value: string) => cleanAndCut(value, longest));
  return v.fallback(v.pipe(v.string(), cut), '');
}

/** A text for machines: an empty one is none, and so is one that is longer than any address of Spotify's. */
export const filledWord = v.pipe(
  v.string(),
  v.check((value) => value !== '' && value.length <= 2_000),
);
/** As it came: for comparing, and never kept. */
export const raw = v.fallback(v.optional(filledWord), undefined);
/** An ID, which says nothing: with half a pair of code units or with what could steer, it is none. */
export const word = v.fallback(
  v.optional(
    v.pipe(
      filledWord,
      v.check((value) => value.isWellFormed() && !/\p{Cc}/u.test(value)),
    ),
  ),
  undefined,
);
/** A URI or the address of a page, as the URI that is made of what it names; `undefined` for anything else. */
export const uri = v.pipe(
  raw,
  v.transform((value) => parseLink(value ?? '')?.uri),
);
export const flag = v.fallback(v.boolean(), false);

/** A number that fits, also where it is written as a text. */
export function numeric(fitting: v.GenericSchema<unknown, number>) {
  return v.pipe(
    v.unknown(),
    v.transform((value) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value)),
    fitting,
  );
}

/** Of something to hear: what takes longer than a month is a fault, and past what a clock can say. */
const longestMs = 30 * 24 * 3_600_000;
/** Milliseconds; `undefined` where Spotify does not say. */
export const ms = v.fallback(v.optional(numeric(between(0, longestMs))), undefined);
/** How long something is, in milliseconds. Nothing takes 0: Spotify says so of files and shows that it has not measured. */
export const duration = v.fallback(v.optional(numeric(between(1, longestMs))), undefined);

/** What a schema makes of a reply; `undefined` where it does not fit. */
export function read<T>(schema: v.GenericSchema<unknown, T>, reply: unknown): T | undefined {
  const parsed = v.safeParse(schema, reply);
  return parsed.success ? parsed.output : undefined;
}

/** A list whose entries may be null or broken: those are left out. Of what is longer than `most` the beginning. */
export function list<T>(entry: v.GenericSchema<unknown, T>, most = longestList) {
  return v.fallback(
    v.pipe(
      v.array(v.unknown()),
      v.transform((entries) =>
        entries.slice(0, most).flatMap((one) => {
          const parsed = v.safeParse(entry, one);
          return parsed.success ? [parsed.output] : [];
        }),
      ),
    ),
    [],
  );
}
