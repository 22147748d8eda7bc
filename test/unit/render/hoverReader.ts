/** An element as it was written, with what is in it as people read it. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The text in it, without icons and pictures. */
  text: string;
  readonly icons: string[];
  /** What its pictures are called. */
  readonly alts: string[];
}

/** A paragraph: a line of HTML, or a line of text. */
export interface Paragraph {
  /** "table" where all of it is that, else "text". */
  readonly kind: string;
  readonly text: string;
  readonly icons: readonly string[];
  readonly elements: readonly Element[];
}

/** The elements that a hover has, with their attributes, in the order in which they are written. */
const known: Readonly<Record<string, readonly string[]>> = {
  table: ['width'],
  tfoot: [],
  tbody: [],
  tr: [],
  td: ['width', 'colspan', 'align'],
  p: [],
  br: [],
  wbr: [],
  strong: [],
  a: ['href', 'title'],
  img: ['src', 'alt', 'width', 'height', 'align'],
  span: ['style', 'title'],
};
const optional = new Set([
  'td width',
  'td colspan',
  'td align',
  'a title',
  'img height',
  'img align',
  'span style',
  'span title',
]);
const empty = new Set(['br', 'wbr', 'img']);

const token =
  /<(?<open>[a-z0-9]+)(?<attributes>(?: [a-z]+="[^"<>]*")*)>|<\/(?<close>[a-z0-9]+)>|(?<reference>&#\d+;|&nbsp;)|\$\((?<icon>[a-z-]+)\)|(?<plain>[^!-/:-@[-`{-~\n]|[,%])/uy;

/**
 * Reads the Markdown of a hover strictly: what is neither an element that a hover has, nor an icon, nor a character
 * that means nothing to Markdown, HTML or VS Code, is an error. Characters that mean something come as references.
 */
export function readHover(markdown: string): readonly Paragraph[] {
  return markdown.split('\n\n').map((text) => new Reader(text).read());
}

class Reader {
  readonly #root = element('', {});
  readonly #open = [this.#root];
  readonly #elements: Element[] = [];

  constructor(private readonly source: string) {}

  read(): Paragraph {
    let at = 0;
    while (at < this.source.length) {
      token.lastIndex = at;
      const groups = token.exec(this.source)?.groups;
      if (!groups) throw this.#error('unexpected', this.source.slice(at, at + 30));
      at = token.lastIndex;
      this.#take(groups);
    }
    if (this.#open.length > 1) throw this.#error('not closed', this.#open.at(-1)?.name);
    const { text, icons } = this.#root;
    return { kind: this.#kind(), text, icons, elements: this.#elements };
  }

  #take(groups: Readonly<Record<string, string | undefined>>): void {
    const { open, attributes = '', close, reference, icon, plain } = groups;
    if (open !== undefined) this.#begin(open, attributes);
    else if (close !== undefined) this.#end(close);
    else if (icon !== undefined) this.#open.forEach(({ icons }) => icons.push(icon));
    else this.#say(reference === undefined ? (plain ?? '') : dereference(reference));
  }

  #begin(name: string, source: string): void {
    const attributes = this.#attributes(name, source);
    const begun = element(name, attributes);
    if (name !== 'span' && this.#open.some((outer) => outer.name === name)) throw this.#error('nested', name);
    this.#elements.push(begun);
    if (name === 'br' || (name === 'p' && this.#open.at(-1)?.text !== '')) this.#say('\n');
    if (name === 'img') this.#open.forEach(({ alts }) => alts.push(attributes['alt'] ?? ''));
    if (!empty.has(name)) this.#open.push(begun);
  }

  #attributes(name: string, source: string): Record<string, string> {
    const pairs = [...source.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, key = '', value = '']) => {
      // What is data, or made from data, has no more meaning here than in the text.
      if (/[<>]|&(?!#\d+;)/.test(value)) throw this.#error('a value with a meaning', value);
      return [key, value.replace(/&#\d+;/g, dereference)] as const;
    });
    const keys = pairs.map(([key]) => key);
    const wanted = known[name]?.filter((key) => keys.includes(key) || !optional.has(`${name} ${key}`));
    if (wanted?.join() !== keys.join()) throw this.#error('unexpected', `<${name}${source}>`);
    return Object.fromEntries(pairs);
  }

  #end(name: string): void {
    const ended = this.#open.pop();
    if (!ended || ended.name !== name) throw this.#error('closed', name);
  }

  #say(text: string): void {
    for (const one of this.#open) one.text += text;
  }

  /** HTML that Markdown leaves alone begins its line with this (CommonMark, "HTML blocks", 6). */
  #kind(): string {
    const end = '</table>';
    const whole = this.source.indexOf(end) + end.length === this.source.length;
    return this.source.startsWith('<table ') && whole ? 'table' : 'text';
  }

  #error(what: string, where = ''): Error {
    return new Error(`${what}: ${where}\nin: ${this.source}`);
  }
}

function element(name: string, attributes: Readonly<Record<string, string>>): Element {
  return { name, attributes, text: '', icons: [], alts: [] };
}

function dereference(reference: string): string {
  return reference === '&nbsp;' ? '\u00a0' : String.fromCodePoint(Number(reference.slice(2, -1)));
}

/** A row of a table, with all that is in it. */
export interface Row extends Element {
  readonly elements: readonly Element[];
}

/** The rows of a hover's tables, in the order in which they are written. */
export function rowsOf(paragraphs: readonly Paragraph[]): readonly Row[] {
  const all = paragraphs.flatMap(({ elements }) =>
    elements.filter(({ name }) => !/^t(able|foot|body)$/.test(name)),
  );
  const starts = all.flatMap(({ name }, index) => (name === 'tr' ? [index] : []));
  return starts.map((start, index) => {
    const row = all[start] ?? element('', {});
    return { ...row, elements: all.slice(start + 1, starts[index + 1]) };
  });
}
