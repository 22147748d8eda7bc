import type assert from 'node:assert/strict';

/** As much of `node:assert/strict` as the host tests use, for the browser's extension host, which has no Node. */
class AssertionError extends Error {
  override readonly name = 'AssertionError';
  constructor(
    message: unknown,
    fallback: string,
    readonly actual?: unknown,
    readonly expected?: unknown,
  ) {
    super(typeof message === 'string' ? message : fallback);
  }
}

function ok(value: unknown, message?: unknown): void {
  if (!value) throw new AssertionError(message, `${String(value)} is not truthy`, value, true);
}

function equal(actual: unknown, expected: unknown, message?: unknown): void {
  if (!Object.is(actual, expected)) {
    throw new AssertionError(message, `${text(actual)} is not ${text(expected)}`, actual, expected);
  }
}

function deepEqual(actual: unknown, expected: unknown, message?: unknown): void {
  if (!same(actual, expected)) {
    throw new AssertionError(message, `${text(actual)} is not like ${text(expected)}`, actual, expected);
  }
}

function match(value: string, pattern: RegExp, message?: unknown): void {
  if (!pattern.test(value)) {
    throw new AssertionError(message, `${text(value)} does not match ${String(pattern)}`, value, pattern);
  }
}

async function rejects(promise: Promise<unknown>, check: (error: unknown) => boolean): Promise<void> {
  let error: unknown;
  try {
    await promise;
  } catch (thrown) {
    error = thrown;
  }
  if (error === undefined) throw new AssertionError(undefined, 'It was not rejected');
  if (!check(error)) throw new AssertionError(undefined, `It was rejected with ${text(error)}`, error);
}

/** Plain data only, which is all that is compared: anything else is the same as itself alone. */
function same(a: unknown, b: unknown): boolean {
  if (!isPlain(a) || !isPlain(b)) return Object.is(a, b);
  const keys = Object.keys(a);
  return (
    Object.getPrototypeOf(a) === Object.getPrototypeOf(b) &&
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]))
  );
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return Array.isArray(value) || Object.prototype.toString.call(value) === '[object Object]';
}

function text(value: unknown): string {
  return value instanceof Error || value === undefined ? String(value) : JSON.stringify(value);
}

export default { ok, equal, deepEqual, match, rejects } satisfies Partial<
  Record<keyof typeof assert, unknown>
>;
