import fc from 'fast-check';

/* What may come from outside: texts, and JSON that is right but for a few faults. */

export const id = '4uLU6hMCjMI75M1A2tKUQC';
export const uriOf = (type: string) => `spotify:${type}:${id}`;

/** What must never be said or logged, and what a reply may say back. */
export const secrets = { refreshToken: 'AQ-refresh-7f', accessToken: 'BQ-access-7f', clientSecret: 'c-7f' };

/** What steers a screen or a terminal, means something to a language, or is more or less than one character. */
const pieces = [
  ...[' ', '\t', '\n', '\r\n', '\u0000', '\u001b[2J', '\u007f', '\u00a0', '\u200b', '\u200d', '\u2028', '\ufeff'],
  ...['\u202e', '\u2066', '\u2068', '\u2069', '\ud83d', '\udc00', '\ud800\ud800', '\ufffd', '\u{10ffff}'],
  ...['é', 'e\u0301', '\u0301', '👨‍👩‍👧‍👦', '🇳🇴', '🇳', '\u1112\u1161\u11ab', '雨', 'גשם', 'ليل', 'ﷺ', 'İ', 'ß'],
  ...['$(bell)', '$(sync~spin)', '\\$(bell)', '$(', '$', '](command:x)', '[x](command:x)', '![x](y)', '[', ']'],
  ...['<img src=x>', '</td>', '<b', '<', '>', '&lt;', '&#36;', '&', '`', '*', '_', '|', '~~', '#', '\n\n# ', '- '],
  ...['{title}', '{icon}', '{', '}', '{{', ']]', '"', "'", '\\', '\\u0000', 'www.x.example', 'https://x.example/'],
  ...['%', '%25', '%2525', '%00', '%ed%a0%80', '+', '=', '?', '/', '../', ':', ';', ',', '.', '(', ')', '@', '^'],
  ...['a', 'Zoë', 'x', '0', '7', '1:23', '-1', '1h', 'command:x', 'spotify:', 'open.spotify.com/', '__proto__'],
]; // prettier-ignore

/** What belongs somewhere, if not here. */
const words = [
  ...['track', 'episode', 'ad', 'chapter', 'local', 'playing', 'paused', 'off', 'context', 'Bearer', 'invalid_grant'],
  ...['track', 'album', 'artist', 'episode', 'show', 'playlist', 'chapter', 'audiobook', 'local', 'ad'].map(uriOf),
  `https://open.spotify.com/track/${id}?si=1`,
  `https://open.spotify.com/user/x/playlist/${id}`,
  ...['https://i.scdn.co/image/a', 'http://i.scdn.co/image/a', 'https://i.scdn.co/(a)[b]|$', 'data:text/html,x'],
  ...['2024-03-08', '7', '-5', '1e308', '1e999', '0x10', '86400', 'Wed, 21 Oct 2026 07:28:00 GMT'],
  ...Object.values(secrets),
]; // prettier-ignore

/** No case of chance may spell what no reader must be shown, such as the name of no number. */
const meaningless = (text: string) => text.replace(/[A-Za-z]/g, 'x');
const long = fc
  .tuple(fc.constantFrom(...pieces), fc.integer({ min: 500, max: 2_000_000 }))
  .map(([piece, length]) => piece.repeat(Math.ceil(length / piece.length)));

/** A text of pieces like these, as short ones or, at times, up to two million UTF-16 code units long. */
export function textOf(parts: readonly string[] = pieces, longest = 12): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(...parts), { maxLength: longest }).map((all) => all.join(''));
}
export const shortText = fc.oneof(
  { weight: 4, arbitrary: textOf() },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }).map(meaningless) },
  { weight: 2, arbitrary: fc.constantFrom(...words) },
);
export const text = fc.oneof({ weight: 400, arbitrary: shortText }, { weight: 1, arbitrary: long });

const numbers = [
  ...[0, -0, 1, -1, 0.5, 5e-324, 1_300, 200_000, 2 ** 31, 2 ** 32, 2 ** 53, 8.64e15, 1e16, 1e21, 1e308, -1e308],
  Date.UTC(2026, 10, 2, 9),
]; // prettier-ignore

/** Stands in JSON as it is, between quotes that `written` takes away. */
const literal = (json: string) => `\ue000${json}\ue001`;
const literals = /"\ue000(\w+)?([^\ue001]*)\ue001"/g;
/** JSON, with what no value of JavaScript stands for. */
export const written = (value: unknown): string =>
  ((JSON.stringify(value) as string | undefined) ?? '').replace(
    literals,
    (_, deep: string | undefined, json: string) =>
      deep === undefined ? json : '['.repeat(Number(deep)) + ']'.repeat(Number(deep)),
  );

const scalarWith = (texts: fc.Arbitrary<string>): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 12, arbitrary: texts },
    { weight: 4, arbitrary: fc.constantFrom(...numbers) },
    { weight: 2, arbitrary: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer()) },
    {
      weight: 3,
      arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [null], { kind: 'x' }, [[]]),
    },
    { weight: 1, arbitrary: fc.constantFrom(' 1e999', ' -1e999', ' 1E5').map(literal) },
  );
const scalar = scalarWith(shortText);
const many = fc.tuple(scalar, fc.integer({ min: 2, max: 3_000 }));
const fieldName = fc.constantFrom('kind', 'uri', 'name', 'id', 'x', '__proto__', 'toString');

/** Anything that JSON can say; at times much of it, or up to 20,000 lists within each other. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 60, arbitrary: scalarWith(text) },
  { weight: 4, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 4, arbitrary: fc.array(fc.tuple(fieldName, scalar), { maxLength: 3 }).map(Object.fromEntries) },
  { weight: 1, arbitrary: many.map(([one, count]) => Array.from({ length: count }, () => one)) },
  { weight: 1, arbitrary: fc.integer({ min: 2, max: 20_000 }).map((depth) => literal(String(depth))) },
);

type Path = readonly string[];
type Change = (value: unknown) => unknown;

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Of a value and of all that is in it. */
function pathsIn(value: unknown, path: Path = []): Path[] {
  const inside = isObject(value) ? Object.entries(value) : [];
  return [path, ...inside.flatMap(([key, one]) => pathsIn(one, [...path, key]))];
}

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce((inside, key) => (isObject(inside) ? Reflect.get(inside, key) : undefined), value);

/** The same with something else at a path; what becomes `undefined` is left out. */
function changedAt(value: unknown, [key, ...rest]: Path, change: Change): unknown {
  if (key === undefined) return change(value);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, one]) => [
    name,
    name === key ? changedAt(one, rest, change) : (one as unknown),
  ]);
  const kept = entries.filter(([, one]) => one !== undefined);
  return Array.isArray(value) ? kept.map(([, one]) => one) : Object.fromEntries(kept);
}

const twice: Change = (value) =>
  Array.isArray(value) ? [...(value as unknown[]), ...(value as unknown[])] : value;
const withField =
  (name: string, field: unknown): Change =>
  (value) =>
    isObject(value) && !Array.isArray(value)
      ? Object.fromEntries([...Object.entries(value), [name, field]])
      : value;

/** A value with up to four faults: fields that are missing, of another type, of another field, unknown, or too many. */
export function damagedValue(valid: unknown): fc.Arbitrary<unknown> {
  const paths = pathsIn(valid);
  const change: fc.Arbitrary<Change> = fc.oneof(
    { weight: 6, arbitrary: anything.map((one) => () => one) },
    { weight: 2, arbitrary: fc.constant(() => undefined) },
    { weight: 2, arbitrary: fc.constantFrom(...paths).map((path) => () => valueAt(valid, path)) },
    { weight: 1, arbitrary: fc.constant(twice) },
    { weight: 1, arbitrary: fc.tuple(fieldName, anything).map(([name, one]) => withField(name, one)) },
  );
  const faults = fc.array(fc.tuple(fc.constantFrom(...paths), change), { maxLength: 4 });
  return faults.map((all) => all.reduce((value, [path, one]) => changedAt(value, path, one), valid));
}

/** The JSON of one of these with such faults, or, at times, of anything at all, or cut off. */
export function damaged(...valid: readonly unknown[]): fc.Arbitrary<string> {
  const json = fc.oneof(...valid.map((one) => damagedValue(one))).map(written);
  return fc.oneof(
    { weight: 30, arbitrary: json },
    { weight: 1, arbitrary: anything.map(written) },
    { weight: 1, arbitrary: text },
    { weight: 1, arbitrary: fc.tuple(json, fc.nat(300)).map(([whole, length]) => whole.slice(0, length)) },
  );
}
