import * as vscode from 'vscode';
import type { Settings } from '../../platform/settings';

/** So close that the item of another extension comes between only if it means to. */
const priorityStep = 1 / 1024;
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
 * A status item in the place that the settings say: the song at `index` 0, what stands beside it from 1 on, to its
 * right, or on the right-hand side to its left, where a narrow window drops items first. All of them have more than the
 * plain priority: items of other extensions that have just that would come between.
 */
export function createItem(
  settings: Settings,
  id: string,
  name: string,
  index: number,
): vscode.StatusBarItem {
  const { alignment, priority } = settings;
  const isLeft = alignment.value === 'left';
  const side = isLeft ? vscode.StatusBarAlignment.Left : vscode.StatusBarAlignment.Right;
  const place = isLeft ? index : (index || places) - 1;
  const item = vscode.window.createStatusBarItem(id, side, priority.value + (places - place) * priorityStep);
  item.name = name;
  return item;
}
