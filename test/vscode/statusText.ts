/** What is used here of the page's DOM: the compiler knows Node's world only. */
interface PageNode {
  nodeName: string;
  textContent: string | null;
  childNodes: ArrayLike<PageNode>;
  classList?: Iterable<string>;
}

/**
 * Runs in the page: the texts of status bar items or of hovers, with each icon as `<name>` or `<name~spin>`, so that
 * it is told from a literal `$(name)`. What begins a new line on the screen does here, too.
 * It must not use anything from outside its own body.
 */
export function readStatus(items: PageNode[]): string[] {
  const icon = (classes: string[]) => {
    const names = classes.filter((name) => name.startsWith('codicon-'));
    const modifier = names.find((name) => name.startsWith('codicon-modifier-'));
    const name = names.find((other) => other !== modifier)?.slice('codicon-'.length) ?? '';
    return modifier === undefined ? `<${name}>` : `<${name}~${modifier.slice('codicon-modifier-'.length)}>`;
  };
  const read = (node: PageNode): string => {
    const classes = Array.from(node.classList ?? []);
    if (classes.includes('codicon')) {
      return icon(classes);
    }
    const text =
      node.childNodes.length === 0 ? (node.textContent ?? '') : Array.from(node.childNodes, read).join('');
    const ends = { BR: '\n', HR: '\n', P: '\n', H3: '\n', TR: '\n', TD: ' ' } as Record<string, string>;
    return text + (ends[node.nodeName] ?? '');
  };
  return items.map((item) => read(item).trim());
}

/** What is used here of a link in the page. */
interface PageLink {
  textContent: string | null;
  title: string;
  dataset: { href?: string };
  querySelectorAll(selectors: string): Iterable<{ alt: string }>;
}

/**
 * Runs in the page: the links of a hover. VS Code keeps the address in an attribute of its own and leaves `href`
 * empty for commands. The name is the text and the `alt` of images; an icon has none, so the title stands in.
 * It must not use anything from outside its own body.
 */
export function readLinks(links: PageLink[]): { name: string; href: string }[] {
  return links.map((link) => {
    const alts = Array.from(link.querySelectorAll('img'), ({ alt }) => alt);
    const name = [...alts, link.textContent ?? ''].join(' ').trim();
    return { name: name === '' ? link.title : name, href: link.dataset.href ?? '' };
  });
}

/** Where a link can be hit, in pixels. */
export interface HoverTarget {
  readonly name: string;
  /** The middle. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What is used here of a link and of the page around it. */
interface PageTarget {
  title: string;
  querySelector(selectors: string): { getBoundingClientRect(): DOMRectLike } | null;
  contains(other: unknown): boolean;
  ownerDocument: { elementFromPoint(x: number, y: number): unknown };
}

interface DOMRectLike {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Runs in the page: how far from the middle of its picture a link is still what is hit.
 * It must not use anything from outside its own body.
 */
export function readTargets(links: PageTarget[]): HoverTarget[] {
  return links.flatMap((link) => {
    const picture = link.querySelector('img')?.getBoundingClientRect();
    if (!picture || picture.width <= 1) return [];
    const x = picture.x + picture.width / 2;
    const y = picture.y + picture.height / 2;
    const reach = (dx: number, dy: number) => {
      let distance = 0;
      while (
        distance < 100 &&
        link.contains(
          link.ownerDocument.elementFromPoint(x + dx * (distance + 0.5), y + dy * (distance + 0.5)),
        )
      )
        distance += 1;
      return distance;
    };
    return [
      { name: link.title, x, y, width: reach(-1, 0) + reach(1, 0), height: reach(0, -1) + reach(0, 1) },
    ];
  });
}
