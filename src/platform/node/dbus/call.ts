import type { DBusArgument, DBusCall } from '../../dbus';
import { fieldOf, longestBody, messageTypes } from './message';

/* What we send, as the D-Bus specification has it ("Message Protocol"): always in little-endian order. */

const noAutoStart = 2;

/** A call that would not be valid, and that a bus would end the connection for. */
export class InvalidCallError extends Error {
  override readonly name = 'InvalidCallError';
}

/**
 * The bytes of a method call.
 * @param serial from 1 on; the reply has it
 * @throws InvalidCallError
 */
export function writeCall(serial: number, call: DBusCall): Uint8Array {
  const args = call.args ?? [];
  const body = new Writer();
  for (const argument of args) body.put(argument);
  const fields = new Writer();
  const field = (code: number, value: DBusArgument) => {
    fields.align(8);
    fields.byte(code);
    fields.put(['v', value]);
  };
  field(fieldOf.path, ['o', call.path]);
  field(fieldOf.interface, ['s', call.interface]);
  field(fieldOf.member, ['s', call.member]);
  field(fieldOf.destination, ['s', call.destination]);
  if (args.length > 0) field(fieldOf.signature, ['g', args.map(([type]) => type).join('')]);
  const whole = new Writer();
  for (const byte of ['l'.charCodeAt(0), messageTypes.methodCall, noAutoStart, 1]) whole.byte(byte);
  for (const number of [body.length, serial, fields.length]) whole.put(['u', number]);
  whole.bytes(fields.taken());
  whole.align(8);
  whole.bytes(body.taken());
  if (body.length > longestBody) throw new InvalidCallError('too large');
  return whole.taken();
}

class Writer {
  readonly #bytes: number[] = [];

  get length(): number {
    return this.#bytes.length;
  }

  taken(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }

  byte(value: number): void {
    this.#bytes.push(value);
  }

  bytes(values: Uint8Array): void {
    for (const value of values) this.#bytes.push(value);
  }

  align(to: number): void {
    while (this.#bytes.length % to !== 0) this.#bytes.push(0);
  }

  put(argument: DBusArgument): void {
    switch (argument[0]) {
      case 'v': {
        this.#variant(argument[1]);
        return;
      }
      case 'b': {
        this.#number(4, (view) => view.setUint32(0, argument[1] ? 1 : 0, true));
        return;
      }
      case 'u':
        if (!(Number.isInteger(argument[1]) && argument[1] >= 0 && argument[1] < 2 ** 32)) break;
        {
          this.#number(4, (view) => view.setUint32(0, argument[1], true));
          return;
        }
      case 'x':
        if (!Number.isSafeInteger(argument[1])) break;
        {
          this.#number(8, (view) => view.setBigInt64(0, BigInt(argument[1]), true));
          return;
        }
      case 'd': {
        this.#number(8, (view) => view.setFloat64(0, argument[1], true));
        return;
      }
      default: {
        this.#text(...argument);
        return;
      }
    }
    throw new InvalidCallError('number out of range');
  }

  #variant(value: DBusArgument): void {
    this.put(['g', value[0]]);
    this.put(value);
  }

  #number(size: 4 | 8, set: (view: DataView) => void): void {
    this.align(size);
    const bytes = new Uint8Array(size);
    set(new DataView(bytes.buffer));
    this.bytes(bytes);
  }

  #text(type: 's' | 'o' | 'g', text: string): void {
    if (text.includes('\0') || !text.isWellFormed() || (type === 'o' && !isObjectPath(text))) {
      throw new InvalidCallError('invalid text');
    }
    const bytes = new TextEncoder().encode(text);
    if (bytes.length > longestBody) throw new InvalidCallError('too large');
    if (type === 'g') this.byte(bytes.length);
    else this.put(['u', bytes.length]);
    this.bytes(bytes);
    this.byte(0);
  }
}

/** "Valid Object Paths" of the specification. */
export function isObjectPath(text: string): boolean {
  return text.length <= 2_000 && /^\/(\w+(\/\w+)*)?$/.test(text);
}
