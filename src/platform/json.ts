import * as v from 'valibot';

/**
 * How many lists and objects may stand within each other. Nothing that is meant for us has more than ten, and of some
 * thousands `JSON.stringify` makes no text again: it throws.
 */
const deepest = 64;

/** `undefined` for what is not JSON, or is nested too deeply. */
export function parseJson(text: string, most = deepest): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isDeeper(value, most) ? undefined : value;
  } catch {
    return undefined;
  }
}

function isDeeper(value: unknown, most: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return most === 0 || Object.values(value).some((inner) => isDeeper(inner, most - 1));
}

/**
 * In UTF-16 code units. Spotify's largest reply here, a queue of twenty episodes with their descriptions, has some
 * 100,000; in twice as much as this there may be what takes `JSON.parse` longer than anyone should wait.
 */
export const longestReply = 300_000;
/** Less than in other JSON: a reply goes on to other windows, as a part of a message. */
const deepestReply = 32;

/** The same of a reply of Spotify's: what is too long is none. */
export function parseReply(text: string): unknown {
  return text.length > longestReply ? undefined : parseJson(text, deepestReply);
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

/** Of milliseconds, a `Date` can hold the sum of two (ECMAScript, "Time Values": 8.64e15); no other is larger. */
export const time = between(-4e15, 4e15);

/** A text with something in it. */
export const filled = v.pipe(
  v.string(),
  v.check((value) => value !== ''),
);

/** Of a value of this type. */
export type Schema<T> = v.GenericSchema<unknown, T>;
/** The schemas of an object's fields. */
export type Fields<T> = { readonly [K in keyof T]-?: Schema<T[K]> };
/** The schemas of a union's members, which `kind` tells apart. */
export type Kinds<T extends { readonly kind: string }> = {
  readonly [K in T['kind']]: Fields<Omit<OfKind<T, K>, 'kind'>>;
};
/** Of a union, the type that may have this kind, whichever others it may have. */
type OfKind<T, K> = T extends { readonly kind: infer L } ? (K extends L ? T : never) : never;

/** An object of these fields: the compiler holds them to the type. */
export function object<T>(fields: Fields<T>): Schema<T> {
  return v.object(fields) as unknown as Schema<T>;
}

/** One of several shapes, which `kind` tells apart. */
export function oneOf<T extends { readonly kind: string }>(kinds: Kinds<T>): Schema<T> {
  const schemas = new Map(
    Object.entries<v.ObjectEntries>(kinds).map(([kind, fields]) => [
      kind,
      v.object({ ...fields, kind: v.literal(kind) }),
    ]),
  );
  const schemaFor = (value: unknown) =>
    schemas.get((value as { readonly kind?: string } | undefined | null)?.kind ?? '') ?? v.never();
  return Object.assign(v.lazy(schemaFor) as unknown as Schema<T>, { kinds });
}

/** One of some words. */
export function word<T extends string>(words: Readonly<Record<T, unknown>>): Schema<T> {
  return v.picklist(Object.keys(words) as T[]);
}

/** `true`, or left out. */
export const isTrue = v.optional(v.custom<true>((value) => value === true));
