import * as vscode from 'vscode';
import { Cancelled } from '../core/human';
import { namesOf, type Item } from '../core/item';
import { escapeIcons } from '../core/text';
import type { Settings } from '../platform/settings';
import type { Sharing } from '../windows/sharing';
import { openInSpotify } from './open';

type QueueItem = vscode.QuickPickItem & { readonly item?: Item };

const add: QueueItem = { label: '$(add) Add to Queue…', alwaysShow: true };

/**
 * Lists what plays next, as Spotify says; what is chosen is opened there, because Spotify lets nobody jump within its
 * queue.
 * @throws RefusedError, Cancelled
 */
export async function showQueue(sharing: Sharing, settings: Settings): Promise<void> {
  const entries = sharing.carryOut({ kind: 'queue' }).then((items) => [...items.map(entryFor), add]);
  const chosen = await vscode.window.showQuickPick(entries, {
    title: 'Queue',
    placeHolder: 'What plays next. Choose one to open it in Spotify.',
    matchOnDescription: true,
  });
  if (!chosen) throw new Cancelled();
  if (chosen.item) await openInSpotify(chosen.item.uri, settings);
  else await vscode.commands.executeCommand('earshot.addToQueue');
}

function entryFor(item: Item, index: number): QueueItem {
  return {
    label: `${index + 1}. ${escapeIcons(item.title)}`,
    description: escapeIcons(namesOf(item.artists)),
    item,
  };
}
