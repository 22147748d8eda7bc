import { parseJson } from '../platform/json';

/** What stands in a file, by name. */
export type Entries = Readonly<Record<string, string>>;

/** The text of a file in UTF-8, or in UTF-16 of either byte order, with its mark or without. */
export function decode(bytes: Uint8Array): string {
  const [first, next] = bytes;
  const big = first === 0xfe || first === 0;
  const little = first === 0xff || next === 0;
  return new TextDecoder(big ? 'utf-16be' : little ? 'utf-16le' : 'utf-8').decode(bytes);
}

/** Lines that are not blank; the `.env` files of large projects have a tenth of that. */
export const mostLines = 1_000;
/** Longer than any token of Spotify's that was ever seen. */
export const longestValue = 4096;
/** A value that is cut here is still too long for one of ours. */
const longestLine = 2 * longestValue;

/**
 * The entries of a text: JSON of one level, or else what `parse` makes of it, which gets no blank lines, and no more at
 * a time than one line, or one value in quotes over several: it looks for the end of a quote, and over blank lines, from
 * each line anew.
 * @returns the entries; `undefined` for a text of more than `mostLines`
 */
export function entriesIn(text: string, parse: (text: string) => Entries): Entries | undefined {
  const json = parseJson(text);
  if (typeof json === 'object' && json !== null) return Object.fromEntries(entriesOf(json));
  const lines = linesOf(text).map((line) => line.slice(0, longestLine));
  if (lines.length > mostLines) return undefined;
  const entries: Entries = {};
  for (let from = 0, to: number; from < lines.length; from = to) {
    to = endOfValue(lines, from);
    Object.assign(entries, parse(lines.slice(from, to).join('\n')));
  }
  return entries;
}

/**
 * The entries that a text has when each of its lines that are not blank is one by itself, or those of JSON. The name is
 * empty where a line is none.
 */
export function entryOfEachLine(text: string): readonly (readonly [name: string, value: string])[] {
  const json = parseJson(text);
  if (typeof json === 'object' && json !== null) return entriesOf(json);
  return linesOf(text).map((line) => {
    const [, name = '', value = ''] = assignment.exec(line.trim()) ?? [];
    return [name, value] as const;
  });
}

function entriesOf(json: object): [string, string][] {
  const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value ?? ''));
  return Object.entries(json).map(([name, value]) => [name, asText(value)]);
}

/** Those that are not blank. */
function linesOf(text: string): string[] {
  return text.split(/[\r\n]+/).filter((line) => line.trim() !== '');
}

const assignment = /^(?:export\s+)?([\w.-]+)\s*[=:](.*)$/;

/** The line after the last one of an entry: that with the closing quote, if it is no more than `longestValue` away. */
function endOfValue(lines: readonly string[], from: number): number {
  const value = assignment.exec((lines[from] ?? '').trim())?.[2]?.trim() ?? '';
  const quote = value.charAt(0);
  if (!/["'`]/.test(quote) || value.includes(quote, 1)) return from + 1;
  let length = 0;
  for (let at = from + 1; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    length += line.length;
    if (length > longestValue) break;
    if (line.includes(quote)) return at + 1;
  }
  return from + 1;
}
