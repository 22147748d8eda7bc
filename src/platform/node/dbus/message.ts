import { readArguments, readElements } from './values';

/*
 * What arrives, as the D-Bus specification has it ("Message Protocol"). Nothing here throws, whatever the bytes, and no
 * more is kept or read than the bounds below.
 */

/** What the specification allows for a whole message: more than that is no D-Bus. */
const longestMessage = 2 ** 27;
/** In bytes. A bus's and a player's have some 300. */
const longestHeader = 16_384;
/** In bytes. All that Spotify says has some 2,000. What is longer is skipped as it comes. */
export const longestBody = 262_144;
export const messageTypes = { methodCall: 1, reply: 2, error: 3, signal: 4 } as const;
/** Of the fields in a header. */
export const fieldOf = {
  path: 1,
  interface: 2,
  member: 3,
  error: 4,
  replyTo: 5,
  destination: 6,
  sender: 7,
  signature: 8,
};

/** A message's header; what is absent or of another type is `undefined`. */
export interface DBusMessage {
  readonly type: number;
  readonly path: string | undefined;
  readonly interface: string | undefined;
  readonly member: string | undefined;
  readonly error: string | undefined;
  readonly replyTo: number | undefined;
  readonly sender: string | undefined;
  /** Reads the body now; `undefined` for one that is broken or too large. */
  args(): readonly unknown[] | undefined;
}

const fixedLength = 16;

/** Makes messages of the bytes of a stream, whatever their pieces. */
export class MessageReader {
  /** What is being filled, and how far it is: first the fixed part of a message, then its fields, then its body. */
  #part: { readonly kind: 'fixed' | 'fields' | 'body'; readonly bytes: Uint8Array } = fixedPart();
  #filled = 0;
  /** Of a body that is too long, and that is not kept. */
  #toSkip = 0;
  #fixed: Fixed | undefined;
  #fields: Uint8Array = new Uint8Array();

  /**
   * @returns the messages that have become whole, or `broken` where the bytes are no D-Bus, after which nothing else
   * can be read
   */
  push(chunk: Uint8Array): readonly DBusMessage[] | 'broken' {
    const messages: DBusMessage[] = [];
    for (let at = 0; at < chunk.length;) {
      if (this.#toSkip > 0) {
        const skipped = Math.min(this.#toSkip, chunk.length - at);
        this.#toSkip -= skipped;
        at += skipped;
        continue;
      }
      const piece = chunk.subarray(at, at + this.#part.bytes.length - this.#filled);
      this.#part.bytes.set(piece, this.#filled);
      this.#filled += piece.length;
      at += piece.length;
      while (this.#filled === this.#part.bytes.length) {
        const message = this.#next();
        if (message === 'broken') return 'broken';
        if (message) messages.push(message);
      }
    }
    return messages;
  }

  /** Goes on from a part that is full to the next one. */
  #next(): DBusMessage | 'broken' | undefined {
    const { kind, bytes } = this.#part;
    this.#filled = 0;
    if (kind === 'fixed') {
      this.#fixed = readFixed(bytes);
      if (!this.#fixed) return 'broken';
      this.#part = { kind: 'fields', bytes: new Uint8Array(padded(this.#fixed.fieldsLength)) };
      return undefined;
    }
    const fixed = this.#fixed as Fixed;
    if (kind === 'fields') {
      this.#fields = bytes;
      const tooLong = fixed.bodyLength > longestBody;
      if (!tooLong && fixed.bodyLength > 0) {
        this.#part = { kind: 'body', bytes: new Uint8Array(fixed.bodyLength) };
        return undefined;
      }
      this.#toSkip = tooLong ? fixed.bodyLength : 0;
    }
    this.#part = fixedPart();
    const body = kind === 'body' ? bytes : fixed.bodyLength === 0 ? new Uint8Array() : undefined;
    return messageOf(fixed, this.#fields, body) ?? 'broken';
  }
}

function fixedPart() {
  return { kind: 'fixed', bytes: new Uint8Array(fixedLength) } as const;
}

interface Fixed {
  readonly littleEndian: boolean;
  readonly type: number;
  readonly bodyLength: number;
  readonly fieldsLength: number;
}

function readFixed(bytes: Uint8Array): Fixed | undefined {
  const view = new DataView(bytes.buffer);
  const littleEndian = view.getUint8(0) === 'l'.charCodeAt(0);
  if (!littleEndian && view.getUint8(0) !== 'B'.charCodeAt(0)) return undefined;
  const bodyLength = view.getUint32(4, littleEndian);
  const fieldsLength = view.getUint32(12, littleEndian);
  const fits =
    fieldsLength <= longestHeader && fixedLength + padded(fieldsLength) + bodyLength <= longestMessage;
  const type = view.getUint8(1);
  return type !== 0 && view.getUint8(3) === 1 && fits
    ? { littleEndian, type, bodyLength, fieldsLength }
    : undefined;
}

function padded(length: number): number {
  return Math.ceil(length / 8) * 8;
}

function messageOf(fixed: Fixed, fields: Uint8Array, body: Uint8Array | undefined): DBusMessage | undefined {
  const found = readElements(fields.subarray(0, fixed.fieldsLength), '(yv)', fixed.littleEndian);
  if (!found) return undefined;
  const values = new Map(found as [number, unknown][]);
  const text = (code: number) => {
    const value = values.get(code);
    return typeof value === 'string' ? value : undefined;
  };
  const replyTo = values.get(fieldOf.replyTo);
  return {
    type: fixed.type,
    path: text(fieldOf.path),
    interface: text(fieldOf.interface),
    member: text(fieldOf.member),
    error: text(fieldOf.error),
    replyTo: typeof replyTo === 'number' ? replyTo : undefined,
    sender: text(fieldOf.sender),
    args: () => body && readArguments(body, text(fieldOf.signature) ?? '', fixed.littleEndian),
  };
}
