import * as v from 'valibot';
import { between, filled } from '../core/schemas';
import { clean } from '../core/text';

/*
 * Replies are read with tolerance: Spotify removed many fields in 2026 and returns null where its own
 * description has none, which means the same. Only what cannot be shown without is required. Texts are cleaned here,
 * once.
 */

/** A text for people; empty where there is none. */
export const text = v.fallback(v.pipe(v.string(), v.transform(clean)), '');
/** A text for machines; an empty one is none. */
export const word = v.fallback(v.optional(filled), undefined);
export const flag = v.fallback(v.boolean(), false);

/** A number that fits, also where it is written as a text. */
export function numeric(fitting: v.GenericSchema<unknown, number>) {
  return v.pipe(
    v.unknown(),
    v.transform((value) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value)),
    fitting,
  );
}
export const ms = numeric(between(0));

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
