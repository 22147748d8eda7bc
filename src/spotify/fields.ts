import * as v from 'valibot';
import { between } from '../core/schemas';
import { clean } from '../core/text';

/*
 * Replies are read with tolerance: Spotify removed many fields in 2026 and returns null where its own
 * description has none. Only what cannot be shown without is required. Texts are cleaned here, once.
 */

/** A text for people; empty where there is none. */
export const text = v.fallback(v.pipe(v.string(), v.transform(clean)), '');
/** A text for machines. */
export const word = v.fallback(v.optional(v.string()), undefined);
export const flag = v.fallback(v.boolean(), false);
/** Milliseconds; `undefined` where Spotify does not say. */
export const ms = v.fallback(v.optional(between(0)), undefined);
/** How long something is, in milliseconds. Nothing takes 0: Spotify says so of files and shows that it has not measured. */
export const duration = v.fallback(v.optional(between(1)), undefined);

/** A list whose entries may be null or broken: those are left out. */
export function list<T>(entry: v.GenericSchema<unknown, T>) {
  return v.fallback(
    v.pipe(
      v.array(v.unknown()),
      v.transform((entries) =>
        entries.flatMap((one) => {
          const parsed = v.safeParse(entry, one);
          return parsed.success ? [parsed.output] : [];
        }),
      ),
    ),
    [],
  );
}
