/* Messages put together by hand from the D-Bus specification, so that reading and writing are not each other's proof. */

export const u32 = (value: number, bigEndian = false): number[] => {
  const bytes = [value, value >>> 8, value >>> 16, value >>> 24].map((byte) => byte & 0xff);
  return bigEndian ? bytes.reverse() : bytes;
};
export const letters = (text: string): number[] => [...new TextEncoder().encode(text)];
const align = (bytes: number[], to: number): number[] => {
  return [...bytes, ...Array.from({ length: -bytes.length & (to - 1) }, () => 0)];
};

/** A field of a header: its number, its type, and its bytes, which follow at an offset of four. */
type Field = readonly [code: number, type: 's' | 'o' | 'g' | 'u', value: string | number];

export interface Parts {
  readonly bigEndian?: boolean;
  readonly type?: number;
  readonly version?: number;
  readonly fields?: readonly Field[];
  /** What the header says of the body's length, where that is not true. */
  readonly bodyLength?: number;
}

/** A message with a body of these bytes; without other parts it is the reply to call 7. */
export function message(signature: string, body: readonly number[], parts: Parts = {}): Uint8Array {
  const { bigEndian = false, type = 2, version = 1, bodyLength = body.length } = parts;
  const fields: readonly Field[] = [...(parts.fields ?? [[5, 'u', 7]]), [8, 'g', signature]];
  let header: number[] = [];
  for (const [code, kind, value] of fields) {
    const text = typeof value === 'string' ? letters(value) : [];
    const length = kind === 'g' ? [text.length] : u32(text.length, bigEndian);
    const bytes = typeof value === 'number' ? u32(value, bigEndian) : [...length, ...text, 0];
    header = [...align(header, 8), code, 1, kind.charCodeAt(0), 0, ...bytes];
  }
  const order = (bigEndian ? 'B' : 'l').charCodeAt(0);
  const fixed = [order, type, 0, version, ...u32(bodyLength, bigEndian), ...u32(99, bigEndian)];
  return Uint8Array.from([...align([...fixed, ...u32(header.length, bigEndian), ...header], 8), ...body]);
}
