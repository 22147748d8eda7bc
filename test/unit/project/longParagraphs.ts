import MarkdownIt from 'markdown-it';

/** A paragraph or a list item that is longer than it may be. */
interface LongParagraph {
  /** The line in which it begins, counted from 1. */
  readonly line: number;
  /** In characters, with the marks of Markdown and the addresses of links. */
  readonly length: number;
}

/**
 * The paragraphs and list items of a Markdown text that are longer than `limit` characters. A list item is all of its
 * paragraphs together, but not the items below it. Headings, tables and code do not count.
 */
export function longParagraphs(markdown: string, limit: number): LongParagraph[] {
  const all: { line: number; length: number }[] = [];
  /** Where each open list item stands in `all`. */
  const items: { line: number; length: number }[] = [];
  let inParagraph = false;
  for (const { type, map, content } of new MarkdownIt().parse(markdown, {})) {
    if (type === 'list_item_open') {
      const item = { line: (map?.[0] ?? 0) + 1, length: 0 };
      all.push(item);
      items.push(item);
    } else if (type === 'list_item_close') {
      items.pop();
    } else if (type === 'inline' && inParagraph) {
      const length = Array.from(content).length;
      const item = items.at(-1);
      if (item === undefined) {
        all.push({ line: (map?.[0] ?? 0) + 1, length });
      } else {
        item.length += length;
      }
    }
    inParagraph = type === 'paragraph_open';
  }
  return all.filter(({ length }) => length > limit);
}
