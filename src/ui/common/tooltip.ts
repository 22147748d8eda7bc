import * as vscode from 'vscode';
import type { Hover } from '../../render/hover';

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
