/*
 * The values in a D-Bus message, as its specification has them ("Type System", "Marshaling"): all numbers become
 * `number`, variants become what they hold, dictionaries objects without a prototype, and structures arrays.
 */

/** Of values in one message; Spotify sends some 50. */
const mostValues = 10_000;
/** The specification allows 32 arrays in 32 structures, and variants in between. */
const deepest = 64;
const longestSignature = 255;
/** In bytes, of the types that are numbers; a boolean takes as much as an `u`, and so does the index of a file. */
const sizes: Readonly<Record<string, 1 | 2 | 4 | 8>> = {
  y: 1,
  n: 2,
  q: 2,
  b: 4,
  i: 4,
  u: 4,
  h: 4,
  x: 8,
  t: 8,
  d: 8,
};

/** The arguments of a message; `undefined` where its body is not what its signature says, or has too many values. */
export function readArguments(
  body: Uint8Array,
  signature: string,
  littleEndian: boolean,
): readonly unknown[] | undefined {
  return unlessBroken(() => {
    const reader = new ValueReader(body, littleEndian);
    const values = typesIn(signature).map((type) => reader.read(type, 0));
    return reader.atEnd ? values : undefined;
  });
}

/** All elements of an array that has these bytes, which begin where eight bytes do in the message. */
export function readElements(
  bytes: Uint8Array,
  type: string,
  littleEndian: boolean,
): readonly unknown[] | undefined {
  return unlessBroken(() => {
    const reader = new ValueReader(bytes, littleEndian);
    const values: unknown[] = [];
    while (!reader.atEnd) values.push(reader.read(type, 0));
    return values;
  });
}

/** What is broken is found deep inside of it, also by `DataView`, which throws at its end. */
function unlessBroken<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function broken(): never {
  throw new RangeError('Not a D-Bus value.');
}

/** The complete types that a signature has one after the other. */
function typesIn(signature: string): readonly string[] {
  if (signature.length > longestSignature) broken();
  const types: string[] = [];
  for (let at = 0; at < signature.length;) {
    const end = endOfType(signature, at, 0);
    types.push(signature.slice(at, end));
    at = end;
  }
  return types;
}

function endOfType(signature: string, at: number, depth: number): number {
  if (depth > deepest) broken();
  const code = signature[at] ?? broken();
  if (code === 'a') return endOfType(signature, at + 1, depth + 1);
  const close = { '(': ')', '{': '}' }[code];
  if (close === undefined) return isBasic(code) || code === 'v' ? at + 1 : broken();
  // The key of a dictionary: nothing else is surely to be had as a text.
  if (code === '{' && !isBasic(signature[at + 1] ?? broken())) broken();
  let end = at + 1;
  do end = endOfType(signature, end, depth + 1);
  while (signature[end] !== close);
  return end + 1;
}

function isBasic(code: string): boolean {
  return code in sizes || 'sog'.includes(code);
}

class ValueReader {
  readonly #view: DataView;
  #at = 0;
  #values = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly littleEndian: boolean,
  ) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get atEnd(): boolean {
    return this.#at === this.bytes.length;
  }

  /** @throws RangeError */
  read(type: string, depth: number): unknown {
    this.#values += 1;
    if (this.#values > mostValues || depth > deepest) broken();
    switch (type[0]) {
      case 's':
      case 'o':
        return this.#text(this.#number('u'));
      case 'g':
        return this.#text(this.#number('y'));
      case 'v': {
        const [held, ...more] = typesIn(this.#text(this.#number('y')));
        return held !== undefined && more.length === 0 ? this.read(held, depth + 1) : broken();
      }
      case 'a':
        return this.#array(type.slice(1), depth + 1);
      case '(':
      case '{':
        this.#align(8);
        return typesIn(type.slice(1, -1)).map((member) => this.read(member, depth + 1));
      case 'b':
        return this.#number('b') !== 0;
      default:
        return this.#number(type);
    }
  }

  #array(type: string, depth: number): unknown {
    const length = this.#number('u');
    this.#align(type[0] === '(' || type[0] === '{' ? 8 : (sizes[type] ?? (/^[vg]/.test(type) ? 1 : 4)));
    const end = this.#at + length;
    if (end > this.bytes.length) broken();
    const elements: unknown[] = [];
    while (this.#at < end) elements.push(this.read(type, depth));
    if (this.#at !== end) broken();
    return type[0] === '{' ? dictionary(elements) : elements;
  }

  #number(type: string): number {
    const size = sizes[type] ?? broken();
    this.#align(size);
    const at = this.#at;
    this.#at += size;
    switch (type) {
      case 'y':
        return this.#view.getUint8(at);
      case 'n':
        return this.#view.getInt16(at, this.littleEndian);
      case 'q':
        return this.#view.getUint16(at, this.littleEndian);
      case 'i':
        return this.#view.getInt32(at, this.littleEndian);
      case 'x':
        return Number(this.#view.getBigInt64(at, this.littleEndian));
      case 't':
        return Number(this.#view.getBigUint64(at, this.littleEndian));
      case 'd':
        return this.#view.getFloat64(at, this.littleEndian);
      default:
        return this.#view.getUint32(at, this.littleEndian);
    }
  }

  #text(length: number): string {
    const end = this.#at + length;
    if (this.#view.getUint8(end) !== 0) broken();
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.bytes.subarray(this.#at, end));
    this.#at = end + 1;
    return text;
  }

  #align(to: number): void {
    this.#at = Math.ceil(this.#at / to) * to;
  }
}

function dictionary(entries: readonly unknown[]): unknown {
  const found = Object.create(null) as Record<string, unknown>;
  for (const entry of entries) {
    const [key, value] = entry as readonly unknown[];
    found[String(key)] = value;
  }
  return found;
}
