import type { FormatFault } from '../model/errors/userFacingError';
import { cleanAndCut, cutToColumns, escapeIcons, iconPattern, isolate, textColumns } from '../model/text';

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

/** Something is wrong with a template. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
  constructor(readonly fault: FormatFault) {
    super(fault.kind);
  }
}

/**
 * Reads a format such as `{icon} {title}[ – {artists}]`: `{token}` is replaced, `[…]` vanishes when a token
 * in it is empty, and `{{ }} [[ ]]` stand for the brackets themselves.
 * @throws TemplateError
 */
export function parseTemplate(source: string, known: readonly Token[] = labelTokens): Template {
  if (source.length > longestFormat) {
    throw new TemplateError({ kind: 'formatTooLong' });
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
  if (groups.every(({ pieces }) => pieces.length === 0)) throw new TemplateError({ kind: 'formatEmpty' });
  return { groups };
}

function unbalanced(bracket: '[' | ']'): TemplateError {
  return new TemplateError({
    kind: bracket === '[' ? 'formatBracketNotClosed' : 'formatBracketNotOpened',
    bracket,
  });
}

function readPiece(part: string, known: readonly Token[]): Piece {
  if (part === '{' || part === '}') {
    throw new TemplateError({ kind: 'formatBraceAlone', bracket: part });
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
    throw new TemplateError({ kind: 'formatTokenUnknown', name: cleanAndCut(name, longestName), known });
  }
  return { token };
}

/** Whether the text changes as the item plays, so that it must be written every second. */
export function showsPosition(template: Template): boolean {
  return template.groups.some((group) =>
    group.pieces.some((piece) => 'token' in piece && piece.token === 'position'),
  );
}

/** Something to write: `icons` is VS Code's own `$(name)` syntax and counts as one column. */
interface Written {
  readonly text: string;
  readonly kind: 'icons' | 'data';
}

/** What may be shortened, first what is missed least; of the other tokens a part says nothing. */
const flexible = ['artists', 'album', 'device', 'title'] as const;
/** Of fewer columns a name says nothing; of a title two are left, whatever the rest takes. */
const leastColumns = 4;
const leastTitle = 2;

/**
 * The label for a status item: at most `maxLength` columns, of which East Asian characters and emoji take two. Names
 * are shortened for that, the artists first and the title last, and end in an ellipsis then; the format's own text and
 * tokens such as `{position}` stay whole, even if they alone are longer. Values are data: nothing in them is taken for
 * an icon, and right-to-left text keeps to itself. Icons that the template itself names, and the value of `{icon}`, are
 * icons.
 */
export function renderTemplate(template: Template, values: Values, maxLength: number): string {
  const measure = measured();
  // No more of a text is looked at than can be shown of it.
  const fitting: Partial<Record<Token, string>> = { ...values };
  for (const token of flexible) fitting[token] = cutToColumns(values[token] ?? '', maxLength);
  for (const token of flexible) {
    const uses = usesOf(template, token, fitting);
    if (uses === 0) continue;
    const written = write(template, fitting).map(({ kind, text }) => (kind === 'icons' ? 1 : measure(text)));
    const over = written.reduce((sum, columns) => sum + columns, 0) - maxLength;
    if (over <= 0) break;
    const text = fitting[token] ?? '';
    const room = measure(text) - Math.ceil(over / uses);
    const least = token === 'title' ? leastTitle : leastColumns;
    fitting[token] = token === 'title' || room >= least ? cutToColumns(text, Math.max(room, least)) : '';
  }
  return serialize(write(template, fitting));
}

function write(template: Template, values: Values): Written[] {
  return template.groups.flatMap((group) => renderGroup(group, values));
}

/** How often a token's value is to be seen. */
function usesOf(template: Template, token: Token, values: Values): number {
  return template.groups
    .filter((group) => !isIdle(group, values))
    .flatMap(({ pieces }) => pieces)
    .filter((piece) => 'token' in piece && piece.token === token).length;
}

/** `textColumns`, once for each text: the same title may stand in a format many times. */
function measured(): (text: string) => number {
  const known = new Map<string, number>();
  return (text) => {
    const columns = known.get(text) ?? textColumns(text);
    known.set(text, columns);
    return columns;
  };
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
