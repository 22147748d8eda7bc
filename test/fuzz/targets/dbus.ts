import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DBusCall } from '../../../src/platform/dbus';
import { sessionBusAddresses } from '../../../src/platform/node/dbus/address';
import { InvalidCallError, writeCall } from '../../../src/platform/node/dbus/call';
import { MessageReader, type DBusMessage } from '../../../src/platform/node/dbus/message';
import { letters, message } from '../../unit/platform/node/dbus/bytes';
import { shortText, text } from '../arbitraries';
import { target } from '../target';

/** In bytes, of the types that are numbers, and the numbers that are put there. */
const numbers: Readonly<Record<string, readonly [size: number, least: bigint, most: bigint]>> = {
  y: [1, 0n, 255n],
  n: [2, -32_768n, 32_767n],
  q: [2, 0n, 65_535n],
  b: [4, 0n, 1n],
  i: [4, -(2n ** 31n), 2n ** 31n - 1n],
  u: [4, 0n, 2n ** 32n - 1n],
  x: [8, -(2n ** 63n), 2n ** 63n - 1n],
  t: [8, 0n, 2n ** 64n - 1n],
};
const alignments: Readonly<Record<string, number>> = { s: 4, o: 4, a: 4, d: 8, '(': 8, '{': 8 };
const alignmentOf = ([code = '']: string) => numbers[code]?.[0] ?? alignments[code] ?? 1;

/** A value of a type: how its bytes are put behind others, and what is read of them. */
interface Typed {
  readonly type: string;
  readonly put: (out: number[]) => void;
  readonly value: unknown;
  /** It has, or might have, a dictionary whose keys are of no basic type, as no bus lets through. */
  readonly broken: boolean;
}

const isBroken = (type: string, held: readonly Typed[]) =>
  /\{[^ybnqiuxtdsog]/.test(type) || held.some(({ broken }) => broken);

function align(out: number[], to: number): void {
  while (out.length % to !== 0) out.push(0);
}

function number(type: string, value: bigint): Typed {
  const [size = 1] = numbers[type] ?? [];
  const put = (out: number[]) => {
    align(out, size);
    for (let at = 0; at < size; at += 1)
      out.push(Number((BigInt.asUintN(64, value) >> BigInt(8 * at)) & 255n));
  };
  return { type, put, value: type === 'b' ? value === 1n : Number(value), broken: false };
}

function word(type: string, value: string): Typed {
  const bytes = letters(value);
  const put = (out: number[]) => {
    number(type === 'g' ? 'y' : 'u', BigInt(bytes.length)).put(out);
    out.push(...bytes, 0);
  };
  return { type, put, value, broken: false };
}

function structure(members: readonly Typed[], [open, close] = '()'): Typed {
  const put = (out: number[]) => {
    align(out, 8);
    for (const member of members) member.put(out);
  };
  const type = `${open}${members.map((one) => one.type).join('')}${close}`;
  return { type, put, value: members.map(({ value }) => value), broken: isBroken(type, members) };
}

function array(type: string, elements: readonly Typed[]): Typed {
  const put = (out: number[]) => {
    align(out, 4);
    const start = out.length;
    out.push(0, 0, 0, 0);
    align(out, alignmentOf(type));
    const from = out.length;
    for (const element of elements) element.put(out);
    const length: number[] = [];
    number('u', BigInt(out.length - from)).put(length);
    out.splice(start, 4, ...length);
  };
  const values = elements.map(({ value }) => value);
  const broken = isBroken(type, elements);
  const isDictionary = type.startsWith('{') && !broken;
  return { type: `a${type}`, put, value: isDictionary ? dictionary(values) : values, broken };
}

/** Without a prototype. */
function dictionary(pairs: readonly unknown[]): object {
  return Object.assign(Object.create(null) as object, Object.fromEntries(pairs as [string, unknown][]));
}

function variant(held: Typed): Typed {
  const put = (out: number[]) => {
    word('g', held.type).put(out);
    held.put(out);
  };
  return { type: 'v', put, value: held.value, broken: held.broken };
}

const words = shortText.map((one) => one.toWellFormed().replaceAll('\0', '').slice(0, 60));
const basic: fc.Arbitrary<Typed> = fc.oneof(
  ...Object.entries(numbers).map(([type, [, min, max]]) =>
    fc.bigInt({ min, max }).map((one) => number(type, one)),
  ),
  words.map((one) => word('s', one)),
  fc.constantFrom('/', '/a/b').map((one) => word('o', one)),
);
const { any } = fc.letrec<{ any: Typed }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 4, arbitrary: basic },
    { weight: 1, arbitrary: tie('any').map(variant) },
    {
      weight: 1,
      arbitrary: fc.array(tie('any'), { minLength: 1, maxLength: 3 }).map((all) => structure(all)),
    },
    // Of one element or none, so that all are of one type.
    {
      weight: 1,
      arbitrary: fc
        .tuple(tie('any'), fc.nat(3))
        .map(([one, count]) => array(one.type, Array<Typed>(count).fill(one))),
    },
    {
      weight: 1,
      arbitrary: entries(
        words.map((one) => word('s', one)),
        tie('any'),
      ),
    },
    { weight: 1, arbitrary: entries(tie('any'), tie('any')) },
  ),
}));

function entries(key: fc.Arbitrary<Typed>, value: fc.Arbitrary<Typed>): fc.Arbitrary<Typed> {
  const pair = fc.tuple(key, value).map((both) => structure(both, '{}'));
  return fc.tuple(pair, fc.nat(1)).map(([one, count]) => array(one.type, Array<Typed>(count).fill(one)));
}

const bytes = fc.record({
  values: fc.array(any, { maxLength: 3 }),
  changes: fc.array(
    fc.tuple(fc.nat(300), fc.oneof(fc.constantFrom(0, 1, 8, ...letters('a(){}sv')), fc.nat(255))),
    {
      maxLength: 4,
    },
  ),
  cuts: fc.array(fc.nat(300), { maxLength: 6 }),
});

/** Of what is its key nothing can make a text. */
const empty = array('{ss}', []);
const keyedByObject = array('{a{ss}s}', [structure([empty, word('s', '')], '{}')]);

const plain = (one: DBusMessage) => ({ ...one, args: one.args() });
/** What is read of bytes is what was written, wherever they are divided; what was changed is at worst unreadable. */
function assertRead({ values, changes, cuts }: typeof bytes extends fc.Arbitrary<infer T> ? T : never): void {
  const body: number[] = [];
  for (const { put } of values) put(body);
  const signature = values.map(({ type }) => type).join('');
  if (signature.length > 255) return;
  const sent = message(signature, body);
  for (const [at, byte] of changes) if (at < sent.length) sent[at] = byte;
  const whole = new MessageReader().push(sent);
  const reader = new MessageReader();
  const ends = [...cuts.toSorted((a, b) => a - b), sent.length];
  const pieces = ends.map((end, index) => reader.push(sent.subarray(ends[index - 1] ?? 0, end)));
  if (whole === 'broken') {
    assert.ok(pieces.includes('broken'));
    return;
  }
  assert.deepEqual((pieces as DBusMessage[][]).flat().map(plain), whole.map(plain));
  if (changes.length > 0) return;
  const broken = values.some((one) => one.broken);
  assert.deepEqual(whole[0]?.args(), broken ? undefined : values.map(({ value }) => value));
}

const sendable = fc.oneof(
  fc.tuple(fc.constant('s' as const), text),
  fc.tuple(fc.constant('o' as const), fc.constantFrom('/', '/a/b_1', '/com/spotify/track/x', 'a', '/a/', '')),
  fc.tuple(fc.constant('d' as const), fc.double({ noNaN: true })),
  fc.tuple(fc.constant('x' as const), fc.oneof(fc.maxSafeInteger(), fc.double({ min: 1 }))),
  fc.tuple(fc.constant('u' as const), fc.oneof(fc.nat(), fc.constantFrom(2 ** 32 - 1, 2 ** 32, -1))),
  fc.tuple(fc.constant('b' as const), fc.boolean()),
);
const call: fc.Arbitrary<DBusCall> = fc.record({
  destination: fc.constant(':1.7'),
  path: fc.constantFrom('/org/mpris/MediaPlayer2', '/'),
  interface: fc.constant('org.mpris.MediaPlayer2.Player'),
  member: fc.constantFrom('Seek', 'OpenUri'),
  args: fc.array(fc.oneof(sendable, fc.tuple(fc.constant('v' as const), sendable)), { maxLength: 4 }),
});

/** What we send can be read again. */
function assertWritten(one: DBusCall): void {
  try {
    const read = new MessageReader().push(writeCall(7, one));
    assert.ok(read !== 'broken' && read.length === 1);
    const [{ path, interface: name, member, args }] = read.map(plain) as [ReturnType<typeof plain>];
    assert.deepEqual([path, name, member], [one.path, one.interface, one.member]);
    const sent = one.args?.map(([type, value]) => (type === 'v' ? value[1] : value));
    assert.deepEqual(args, sent);
  } catch (error) {
    assert.ok(error instanceof InvalidCallError, String(error));
  }
}

const parts = [
  ...[
    'unix:',
    'tcp:',
    'path=/run/x',
    'abstract=x',
    'runtime=yes',
    'host=x',
    'port=7',
    'port=70000',
    'family=ipv6',
  ],
  ...[',', ';', '%00', '%', '=', ':', 'guid=7', 'disabled:', 'unixexec:path=x'],
];
const address = fc
  .array(fc.oneof(fc.constantFrom(...parts), shortText), { maxLength: 8 })
  .map((all) => all.join(''));

function assertAddresses([named, runtime]: readonly [string, string]): void {
  const found = sessionBusAddresses({ DBUS_SESSION_BUS_ADDRESS: named, XDG_RUNTIME_DIR: runtime }, 7);
  assert.ok(found.length <= 12);
  for (const one of found) {
    if ('path' in one) {
      assert.ok(one.path !== '' && !one.path.includes('\0', 1) && Buffer.byteLength(one.path) <= 107);
    } else {
      assert.ok(one.port > 0 && one.port < 65_536);
    }
  }
}

export const dbus = [
  target('D-Bus: bytes of messages', bytes, assertRead, [{ values: [keyedByObject], changes: [], cuts: [] }]),
  target('D-Bus: calls', call, assertWritten),
  target(
    'D-Bus: where a bus is',
    fc.tuple(address, fc.oneof(fc.constant('/run/user/7'), shortText)),
    assertAddresses,
  ),
];
