import * as vscode from 'vscode';
import * as messages from '../../messages/prompts';
import { nothingPlaying } from '../../messages/statusBar';
import { SignedOutError } from '../../model/errors/apiProblem';
import { lastNowPlaying, lastObservation, type Playback } from '../../model/playback/playback';
import { DisposableStore } from '../../platform/lifecycle';
import type { Store } from '../../player/store';
import { controlRows, type ControlRow } from '../../render/controlRows';
import { lastKnown } from '../../render/statusText';

type ControlItem = vscode.QuickPickItem & ControlRow;

/**
 * The controls as a list that stays open and shows what is so now, until it is left or another box opens. Resolves then.
 * @throws SignedOutError
 */
export async function showControls(store: Store): Promise<void> {
  if (!hasControls(store.playback)) throw new SignedOutError();
  const owner = new DisposableStore();
  const list = owner.add(vscode.window.createQuickPick<ControlItem>());
  list.title = messages.controlsTitle;
  list.keepScrollPosition = true;
  let items: readonly ControlItem[] = [];
  const update = () => {
    const { playback } = store;
    if (!hasControls(playback)) {
      list.hide();
      return;
    }
    const nowPlaying = lastNowPlaying(playback);
    list.placeholder = nowPlaying
      ? messages.controlsHint(nowPlaying.item, lastKnown(playback))
      : nothingPlaying.title;
    const rows = controlRows(nowPlaying);
    if (JSON.stringify(rows) === JSON.stringify(items)) return;
    const [active] = list.activeItems;
    list.items = items = rows;
    // VS Code makes the first of new rows the active one.
    list.activeItems = items.filter(({ id }) => id === active?.id);
  };
  const run = () => {
    // The row that is known as selected may be one from before an update.
    const chosen = items.find(({ id }) => id === list.selectedItems[0]?.id);
    if (!chosen) return;
    const { command, argument } = chosen;
    void vscode.commands.executeCommand(command, ...(argument === undefined ? [] : [argument]));
  };
  const left = new Promise<void>((resolve) => owner.add(list.onDidHide(resolve)));
  owner.add(list.onDidAccept(run));
  update();
  owner.add(store.onDidChange(update));
  list.show();
  await left;
  owner.dispose();
}

/** Whether there is something to control: somebody is signed in, or a song shows all the same. */
function hasControls(playback: Playback): boolean {
  return lastObservation(playback) !== undefined || lastNowPlaying(playback) !== undefined;
}
