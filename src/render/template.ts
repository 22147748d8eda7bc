import {
  formatBraceAlone,
  formatBracketNotClosed,
  formatBracketNotOpened,
  formatEmpty,
  formatTokenUnknown,
  formatTooLong,
} from '../messages/settings';
import { cleanAndCut, escapeIcons, graphemes, iconPattern, isolate } from '../model/text';

const everywhere = ['title', 'artists', 'album', 'position', 'duration', 'device'] as const;
/** What a format for the status bar may name. */
export const labelTokens = ['icon', ...everywhere] as const;
/** What a format for copying may name. */
export const copyTokens = [...everywhere, 'link', 'uri'] as const;
export type Token = (typeof labelTokens)[number] | (typeof copyTokens)[number];

/** What the tokens stand for; what is missing has nothing to say. */
export type Values = Readonly<Partial<Record<Token, string>>>;

type Piece = { readonly text: string } | { readonly token: Token };
/** Pieces that appear together: `always`, or only if each of their tokens has something to say. */
interface TemplateGroup {
  readonly optional: boolean;
  readonly pieces: readonly Piece[];
}

/** A parsed template; `parseTemplate` makes it, `renderTemplate` uses it. */
export interface Template {
  readonly groups: readonly TemplateGroup[];
}

/** In UTF-16 code units; `maxLength` in package.json. */
const longestFormat = 1_000;
/** Of what is no token, in a sentence; as a reader counts. */
const longestName = 40;

/** What is wrong with a template, in a sentence for the person who wrote it. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

/**
 * Reads a format such as `{icon} {title}[ – {artists}]`: `{token}` is replaced, `[…]` vanishes when a token
 * in it is empty, and `{{ }} [[ ]]` stand for the brackets themselves.
 * @throws TemplateError with a sentence that names the fault
 */
export function parseTemplate(source: string, known: readonly Token[] = labelTokens): Template {
  if (source.length > longestFormat) {
    throw new TemplateError(formatTooLong);
  }
  const groups: { optional: boolean; pieces: Piece[] }[] = [];
  let group = { optional: false, pieces: [] as Piece[] };
  const begin = (optional: boolean) => {
    groups.push(group);
    group = { optional, pieces: [] };
  };
  for (const [part] of source.matchAll(/\{\{|\}\}|\[\[|\]\]|\{[^{}[\]]*\}|[{}[\]]|[^{}[\]]+/g)) {
    if (part === '[' || part === ']') {
      if (group.optional === (part === '[')) throw unbalanced(part);
      begin(part === '[');
    } else {
      group.pieces.push(readPiece(part, known));
    }
  }
  if (group.optional) throw unbalanced('[');
  begin(false);
  if (groups.every(({ pieces }) => pieces.length === 0)) throw new TemplateError(formatEmpty);
  return { groups };
}

function unbalanced(bracket: '[' | ']'): TemplateError {
  return new TemplateError(
    bracket === '[' ? formatBracketNotClosed(bracket) : formatBracketNotOpened(bracket),
  );
}

function readPiece(part: string, known: readonly Token[]): Piece {
  if (part === '{' || part === '}') {
    throw new TemplateError(formatBraceAlone(part));
  }
  if (/^(\{\{|\}\}|\[\[|\]\])$/.test(part)) {
    return { text: part.charAt(0) };
  }
  if (!part.startsWith('{')) {
    return { text: part };
  }
  const name = part.slice(1, -1).trim();
  const token = known.find((one) => one === name);
  if (!token) {
    throw new TemplateError(formatTokenUnknown(cleanAndCut(name, longestName), known));
  }
  return { token };
}

/** Whether the text changes as the item plays, so that it must be written every second. */
export function showsPosition(template: Template): boolean {
  return template.groups.some((group) =>
    group.pieces.some((piece) => 'token' in piece && piece.token === 'position'),
  );
}

/** Something to write: `icons` is VS Code's own `$(name)` syntax and counts as one character. */
interface Written {
  readonly text: string;
  readonly kind: 'icons' | 'data';
}

/**
 * The label for a status item: at most `maxLength` characters as a reader counts them, the last an ellipsis
 * if something was cut. Values are data: nothing in them is taken for an icon, and right-to-left text keeps
 * to itself. Icons that the template itself names, and the value of `{icon}`, are icons.
 */
export function renderTemplate(template: Template, values: Values, maxLength: number): string {
  const written = template.groups.flatMap((group) => renderGroup(group, values));
  return serialize(cut(written, maxLength));
}

function renderGroup(group: TemplateGroup, values: Values): Written[] {
  if (isIdle(group, values)) {
    return [];
  }
  return group.pieces.flatMap((piece): Written[] => {
    if ('token' in piece && piece.token !== 'icon') {
      return [{ kind: 'data', text: values[piece.token] ?? '' }];
    }
    return splitIcons('token' in piece ? (values.icon ?? '') : piece.text);
  });
}

/** An optional group in which a token has nothing to say. */
function isIdle({ optional, pieces }: TemplateGroup, values: Values): boolean {
  return optional && pieces.some((piece) => 'token' in piece && !values[piece.token]);
}

/** The text for the clipboard; `escape` makes values harmless in the language of what stands around them. */
export function renderText(
  template: Template,
  values: Values,
  escape: (value: string) => string = (value) => value,
): string {
  return template.groups
    .filter((group) => !isIdle(group, values))
    .flatMap(({ pieces }) =>
      pieces.map((piece) => ('token' in piece ? escape(values[piece.token] ?? '') : piece.text)),
    )
    .join('')
    .trim();
}

/** Divides the template's own text into icons and what stands between them. */
function splitIcons(text: string): Written[] {
  return text
    .split(new RegExp(`(${iconPattern.source})`))
    .map((part, index): Written => ({ kind: index % 2 === 1 ? 'icons' : 'data', text: part }));
}

/** No more of a text is looked at than is shown of it. */
function cut(written: readonly Written[], maxLength: number): readonly Written[] {
  const pieces: { kind: Written['kind']; characters: string[] }[] = [];
  let size = 0;
  for (const { kind, text } of written) {
    const characters = kind === 'icons' ? [text] : graphemes(text, maxLength + 1 - size);
    pieces.push({ kind, characters });
    size += characters.length;
    if (size > maxLength) return shorten(pieces, maxLength - 1);
  }
  return written;
}

/** The first `most` characters, and an ellipsis in place of the rest. */
function shorten(
  pieces: readonly { kind: Written['kind']; characters: readonly string[] }[],
  most: number,
): Written[] {
  const kept: Written[] = [];
  let left = most;
  for (const { kind, characters } of pieces) {
    const whole = characters.length <= left;
    const start = characters.slice(0, left).join('');
    kept.push(whole ? { kind, text: start } : { kind: 'data', text: `${start.trimEnd()}…` });
    if (!whole) break;
    left -= characters.length;
  }
  return kept;
}

/** Neighbouring data is escaped as one text, so that a title that ends in `$` makes no icon with what follows. */
function serialize(written: readonly Written[]): string {
  let label = '';
  let data = '';
  for (const { kind, text } of [...written, { kind: 'icons', text: '' } as const]) {
    if (kind === 'data') {
      data += isolate(text);
    } else {
      // A word joiner keeps a backslash at the end of a title from making the icon behind it plain characters.
      label += escapeIcons(data) + (data.endsWith('\\') ? `\u2060${text}` : text);
      data = '';
    }
  }
  return label.trim();
}
