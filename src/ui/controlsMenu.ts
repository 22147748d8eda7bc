import * as vscode from 'vscode';
import { buttonsFor, type Button } from '../core/buttons';
import type { Heard } from '../core/heard';
import { Cancelled } from '../core/human';
import { namesOf } from '../core/item';
import { demand } from '../core/possible';

type ControlItem = vscode.QuickPickItem & Pick<Button, 'command' | 'argument'>;

/**
 * The controls of the hover as a list, for those who use no mouse; `lastKnown` as in the hover.
 * @throws RefusedError, Cancelled
 */
export async function showControls(heard: Heard | undefined, lastKnown: string | undefined): Promise<void> {
  const shown = demand(heard);
  const entries = buttonsFor(shown)
    .filter(({ enabled }) => enabled)
    .map(({ icon, state, title, command, argument }): ControlItem => {
      return { label: `${icon} ${title}`, description: state, command, argument };
    });
  const chosen = await vscode.window.showQuickPick(entries, {
    title: 'Spotify',
    placeHolder: [shown.item.title, namesOf(shown.item.artists), lastKnown].filter(Boolean).join(' – '),
  });
  if (!chosen) throw new Cancelled();
  const { command, argument } = chosen;
  await vscode.commands.executeCommand(command, ...(argument === undefined ? [] : [argument]));
}
