import * as vscode from 'vscode';
import { buttonsFor } from '../core/buttons';
import type { Heard } from '../core/heard';
import { Cancelled } from '../core/human';
import { namesOf } from '../core/item';
import { demand } from '../core/possible';

type Entry = vscode.QuickPickItem & { readonly command: string };

/**
 * The controls of the hover as a list, for those who use no mouse.
 * @throws RefusedError, Cancelled
 */
export async function showControls(heard: Heard | undefined): Promise<void> {
  const shown = demand(heard);
  const entries = buttonsFor(shown)
    .filter(({ enabled }) => enabled)
    .map(({ icon, state, title, command }): Entry => {
      return { label: `${icon} ${title}`, description: state, command };
    });
  const chosen = await vscode.window.showQuickPick(entries, {
    title: 'Spotify',
    placeHolder: [shown.item.title, namesOf(shown.item.artists)].filter(Boolean).join(' – '),
  });
  if (!chosen) throw new Cancelled();
  await vscode.commands.executeCommand(chosen.command);
}
