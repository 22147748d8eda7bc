/** What is used here of the page's DOM: the compiler knows Node's world only. */
interface PageNode {
  textContent: string | null;
  childNodes: ArrayLike<PageNode>;
  classList?: Iterable<string>;
}

/**
 * Runs in the page: the texts of status bar items, with each icon as `<name>` or `<name~spin>`, so that
 * it is told from a literal `$(name)`.
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
    return node.childNodes.length === 0
      ? (node.textContent ?? '')
      : Array.from(node.childNodes, read).join('');
  };
  return items.map((item) => read(item).trim());
}
