import assert from 'node:assert/strict';
import type { DBusArgument, DBusCall } from '../../../../../src/platform/dbus';
import { InvalidCallError, writeCall } from '../../../../../src/platform/node/dbus/call';
import { longestBody, MessageReader, type DBusMessage } from '../../../../../src/platform/node/dbus/message';
import { letters, message, u32, type Parts } from './bytes';

const hex = (text: string) => [...Buffer.from(text.replaceAll(/[ |]/g, ''), 'hex')];
const read = (bytes: Uint8Array): readonly DBusMessage[] => {
  const messages = new MessageReader().push(bytes);
  assert.notEqual(messages, 'broken');
  return messages as readonly DBusMessage[];
};
const plain = (one: DBusMessage) => ({ ...one, args: one.args() });
const text = (value: string) => [...u32(letters(value).length), ...letters(value), 0];

describe('what arrives by D-Bus', () => {
  const values: readonly (readonly [signature: string, bytes: string, values: unknown[]])[] = [
    ['', '', []],
    ['y', '2a', [42]],
    ['b', '01000000', [true]],
    ['n', 'feff', [-2]],
    ['q', 'feff', [65_534]],
    ['i', 'feffffff', [-2]],
    ['u', 'feffffff', [4_294_967_294]],
    ['x', 'feffffffffffffff', [-2]],
    ['t', '80d2c10c00000000', [214_028_928]],
    ['t', 'ffffffffffffffff', [2 ** 64]],
    ['d', '000000000000e03f', [0.5]],
    ['s', '02000000 6869 00', ['hi']],
    ['s', '00000000 00', ['']],
    ['s', '03000000 ff4142 00', ['\ufffdAB']],
    ['o', '02000000 2f61 00', ['/a']],
    ['g', '02 6173 00', ['as']],
    ['ys', '2a000000 01000000 61 00', [42, 'a']],
    ['yx', '2a00000000000000 0100000000000000', [42, 1]],
    ['v', '01 75 00 00 07000000', [7]],
    ['v', '01 76 00 01 76 00 01 79 00 07', [7]],
    ['as', '15000000 01000000 61 000000 01000000 62 00 0000 00000000 00', [['a', 'b', '']]],
    ['as', '00000000', [[]]],
    ['a(yy)', '00000000 00000000', [[]]],
    ['a(yy)', '0a000000 00000000 0102000000000000 0304', [[[1, 2], [3, 4]]]],
    ['(yu)', '01000000 02000000', [[1, 2]]],
    ['at', '08000000 00000000 0500000000000000', [[5]]],
    ['a{su}', '0c000000 00000000 02000000 6869 00 00 07000000', [{ hi: 7 }]],
  ]; // prettier-ignore
  for (const [signature, bytes, expected] of values) {
    it(`has the values ${JSON.stringify(expected)} for ${bytes || 'nothing'} by ${signature || 'no type'}`, () => {
      const [found] = read(message(signature, hex(bytes)));
      assert.deepEqual(JSON.stringify(found?.args()), JSON.stringify(expected));
    });
  }

  it('may be in big-endian order', () => {
    const body = [
      ...u32(2, true),
      ...letters('hi'),
      0,
      0,
      ...u32(7, true),
      0,
      0,
      0,
      0,
      ...hex('3fe0000000000000'),
    ];
    const [found] = read(message('sud', body, { bigEndian: true }));
    assert.deepEqual([found?.replyTo, found?.args()], [7, ['hi', 7, 0.5]]);
  });

  it('may have keys that mean something elsewhere', () => {
    const body = [...u32(20), 0, 0, 0, 0, ...text('__proto__'), 0, 0, ...u32(7)];
    const [found] = read(message('a{su}', body));
    assert.deepEqual(Object.entries((found?.args() as [object])[0]), [['__proto__', 7]]);
  });

  it('has a header, whose fields may be missing or of another type', () => {
    const fields: Parts['fields'] = [
      [1, 'o', '/a'],
      [2, 's', 'b.c'],
      [3, 's', 'D'],
      [4, 'u', 5],
      [7, 's', ':1.5'],
      [99, 's', 'new'],
    ];
    const [found] = read(message('', [], { type: 4, fields }));
    assert.deepEqual(found && plain(found), {
      type: 4,
      path: '/a',
      interface: 'b.c',
      member: 'D',
      error: undefined,
      replyTo: undefined,
      sender: ':1.5',
      args: [],
    });
  });

  const variants = (count: number) => [...hex('017600'.repeat(count)), ...hex('01 79 00 07')];
  const unreadable: readonly (readonly [what: string, signature: string, body: readonly number[]])[] = [
    ['too few bytes', 'u', [1, 2]],
    ['too many bytes', 'y', [1, 2]],
    ['a text that goes on after the end', 's', [...u32(9), 1, 0]],
    ['a text as long as can be', 's', [...u32(0xffffffff), 1, 0]],
    ['a text without its end', 's', [...u32(1), 65, 66]],
    ['an array that goes on after the end', 'ay', [...u32(9), 1]],
    ['an array that ends in an element', 'au', [...u32(6), ...u32(1), ...u32(2)]],
    ['a type that nobody knows', 'z', [0]],
    ['a type by a name of objects', 'constructor', [0]],
    ['an array of nothing', 'a', u32(0)],
    ['a structure of nothing', 'a()', [...u32(8), ...u32(0), ...u32(0), ...u32(0)]],
    ['a structure without an end', '(y', [0]],
    ['an end without a structure', 'y)', [0]],
    ['a variant of nothing', 'v', [0, 0]],
    ['a variant of two', 'v', [...hex('02 7979 00'), 1, 2]],
    ['variants in variants without an end', 'v', variants(70)],
    ['arrays in arrays without an end', `${'a'.repeat(200)}y`, u32(0)],
    ['more values than anybody has', 'ay', [...u32(20_000), ...Array<number>(20_000).fill(1)]],
  ];
  for (const [what, signature, body] of unreadable) {
    it(`has no values where there is ${what}, and the next message has`, () => {
      const both = [...message(signature, body), ...message('y', [5])];
      assert.deepEqual(
        read(Uint8Array.from(both)).map((one) => one.args()),
        [undefined, [5]],
      );
    });
  }

  const start = message('y', [1]);
  const changed = (at: number, ...bytes: number[]) => start.with(at, bytes[0] ?? 0);
  const broken: readonly (readonly [what: string, bytes: Uint8Array])[] = [
    ['an order of bytes that nobody knows', changed(0, 0x78)],
    ['no type', message('y', [1], { type: 0 })],
    ['another version', message('y', [1], { version: 2 })],
    ['a body longer than D-Bus allows', message('y', [1], { bodyLength: 2 ** 27 })],
    ['a header longer than anybody has', Uint8Array.from([...start.slice(0, 12), ...u32(16_385)])],
    ['a header that is none', start.slice().fill(0xff, 16, 20)],
  ];
  for (const [what, bytes] of broken) {
    it(`is broken where there is ${what}`, () => assert.equal(new MessageReader().push(bytes), 'broken'));
  }

  it('comes in pieces of any size', () => {
    const stream = Uint8Array.from([
      ...message('s', text('one')),
      ...message('', []),
      ...message('s', text('two')),
    ]);
    for (const size of [1, 7, 16, stream.length]) {
      const reader = new MessageReader();
      const found: DBusMessage[] = [];
      for (let at = 0; at < stream.length; at += size) {
        found.push(...(reader.push(stream.slice(at, at + size)) as DBusMessage[]));
      }
      assert.deepEqual(
        found.map((one) => one.args()),
        [['one'], [], ['two']],
        `pieces of ${size}`,
      );
    }
  });

  it('is skipped where it is too long, and its header is read all the same', () => {
    const reader = new MessageReader();
    const bodyLength = 100_000_000;
    const [long] = reader.push(message('s', [], { bodyLength })) as DBusMessage[];
    assert.deepEqual([long?.replyTo, long?.args()], [7, undefined]);
    const piece = new Uint8Array(1_000_000);
    for (let sent = 0; sent < bodyLength; sent += piece.length) assert.deepEqual(reader.push(piece), []);
    const [next] = reader.push(message('y', [5])) as DBusMessage[];
    assert.deepEqual(next?.args(), [5]);
  });
});

describe('what is sent by D-Bus', () => {
  const call: DBusCall = { destination: ':1.5', path: '/a', interface: 'b.c', member: 'D' };
  const sent = (...args: DBusArgument[]) => writeCall(1, { ...call, args });

  it('is a method call that starts no service', () => {
    const [order, type, flags, version] = sent();
    assert.deepEqual([order, type, flags, version], [108, 1, 2, 1]);
    const [found] = read(sent());
    assert.deepEqual([found?.path, found?.interface, found?.member], ['/a', 'b.c', 'D']);
  });

  it('has the bytes of its arguments', () => {
    const args: DBusArgument[] = [['b', true], ['s', 'hi'], ['x', -2], ['v', ['d', 0.5]]];
    const body = hex('01000000 02000000 6869 00 0000000000 feffffffffffffff 01 64 00 0000000000 000000000000e03f');
    assert.deepEqual([...sent(...args).slice(-body.length)], body);
  }); // prettier-ignore

  const invalid: readonly (readonly [what: string, DBusArgument])[] = [
    ['a NUL', ['s', 'a\0b']],
    ['half a pair', ['s', '\ud83d']],
    ['too much', ['s', 'x'.repeat(longestBody + 1)]],
    ['an id that is no object path', ['o', 'spotify:track:1']],
    ['a path that ends with a slash', ['o', '/a/']],
    ['a path with other characters', ['o', '/a-b']],
    ['a fraction', ['x', 0.5]],
    ['no number', ['x', NaN]],
    ['more than 32 bits', ['u', 2 ** 32]],
  ];
  for (const [what, argument] of invalid) {
    it(`is refused with ${what}`, () => {
      for (const one of [argument, ['v', argument] as DBusArgument])
        assert.throws(() => sent(one), InvalidCallError);
    });
  }
});
