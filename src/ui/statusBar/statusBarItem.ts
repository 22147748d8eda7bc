import * as vscode from 'vscode';
import type { Settings } from '../../platform/settings';
import type { Hover } from '../../render/hover';

/** So close that the item of another extension comes between only if it means to. */
const step = 1 / 1024;
/** More than there are items. */
const places = 8;

/** The command of a status item, with what it is about. */
export function commandOf(
  command: string | undefined,
  argument: string | undefined,
): string | vscode.Command | undefined {
  return command === undefined || argument === undefined
    ? command
    : { title: '', command, arguments: [argument] };
}

/**
 * A status item in the place that the settings say: the song at `index` 0, what stands to its right from 1 on. All of
 * them have more than the plain priority: items of other extensions that have just that would come between.
 */
export function createItem(
  settings: Settings,
  id: string,
  name: string,
  index: number,
): vscode.StatusBarItem {
  const { alignment, priority } = settings;
  const side = alignment.value === 'left' ? vscode.StatusBarAlignment.Left : vscode.StatusBarAlignment.Right;
  const item = vscode.window.createStatusBarItem(id, side, priority.value + (places - index) * step);
  item.name = name;
  return item;
}

/** What VS Code shows in a hover: Markdown may run the commands that it names, and no others. */
export function tooltipOf(tooltip: string | Hover): string | vscode.MarkdownString {
  if (typeof tooltip === 'string') {
    return tooltip;
  }
  const markdown = new vscode.MarkdownString(tooltip.markdown, true);
  markdown.supportHtml = true;
  markdown.isTrusted = { enabledCommands: [...tooltip.commands] };
  return markdown;
}

/** Equal hovers are not written anew, so that an open one does not flicker. */
export function sameTooltip(a: string | Hover, b: string | Hover | undefined): boolean {
  return typeof a === 'string' || typeof b === 'string' ? a === b : a.markdown === b?.markdown;
}
