import * as vscode from 'vscode';
import { buttonFor, buttonNames, furtherButtons } from '../core/buttons';
import type { Heard } from '../core/heard';
import { Cancelled } from '../core/human';
import { namesOf } from '../core/item';
import { RefusedError } from '../core/refusal';

type Entry = vscode.QuickPickItem & { readonly command: string };

/**
 * The controls of the hover as a list, for those who use no mouse.
 * @throws RefusedError, Cancelled
 */
export async function showControls(heard: Heard | undefined): Promise<void> {
  if (!heard) throw new RefusedError({ kind: 'nothingPlays' });
  const buttons = [...buttonNames.map((name) => buttonFor(name, heard)), ...furtherButtons(heard)];
  const entries = buttons
    .filter(({ enabled }) => enabled)
    .map(({ icon, title, command }): Entry => ({ label: `${icon} ${title}`, command }));
  const chosen = await vscode.window.showQuickPick(entries, {
    title: 'Spotify',
    placeHolder: [heard.item.title, namesOf(heard.item.artists)].filter(Boolean).join(' – '),
  });
  if (!chosen) throw new Cancelled();
  await vscode.commands.executeCommand(chosen.command);
}
