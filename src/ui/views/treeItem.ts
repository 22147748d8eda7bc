import * as vscode from 'vscode';
import type { TreeRow } from './rows';
import { shownRow, type ShownRow } from './shownRow';

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
const states: Readonly<Record<ShownRow['below'], vscode.TreeItemCollapsibleState>> = {
  none: None,
  collapsed: Collapsed,
  expanded: Expanded,
};

/** A row as VS Code takes it. Its tooltip is a plain string: names in it are no Markdown. */
export function treeItem(row: TreeRow): vscode.TreeItem {
  const { label, description, tooltip, spoken, icon, viewItem, below, id, click } = shownRow(row);
  const item = new vscode.TreeItem(label, states[below]);
  item.description = description;
  item.tooltip = tooltip;
  item.contextValue = viewItem;
  if (spoken !== undefined) item.accessibilityInformation = { label: spoken };
  if (icon !== undefined) item.iconPath = new vscode.ThemeIcon(icon);
  if (id !== undefined) item.id = id;
  if (click) item.command = { title: '', command: click.command, arguments: [...(click.arguments ?? [])] };
  return item;
}
