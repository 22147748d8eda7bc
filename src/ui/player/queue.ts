import * as vscode from 'vscode';
import * as questions from '../../messages/actions';
import { itemFacts } from '../../messages/items';
import { openInSpotify as openTitle } from '../../messages/player';
import * as messages from '../../messages/prompts';
import { Cancelled, UserFacingError } from '../../model/errors/userFacingError';
import type { Item } from '../../model/playback/item';
import { escapeIcons } from '../../model/text';
import { DisposableStore } from '../../platform/lifecycle';
import type { Settings } from '../../platform/settings';
import { mostSkips, QueueSkips } from '../../player/queueSkips';
import type { LeaderElection } from '../../windows/leaderElection';
import { flashStatus } from '../common/messages';
import { iconButton } from '../common/inputBox';
import { openInSpotify } from '../common/open';

type QueueItem = vscode.QuickPickItem & { readonly item?: Item; readonly index: number };

const open = iconButton('link-external', openTitle);
const add: QueueItem = { label: `$(add) ${messages.addToQueue}`, alwaysShow: true, index: -1 };

/** What plays next, as Spotify says, in one window. */
export class Queue {
  readonly #skips: QueueSkips;

  constructor(
    private readonly election: Pick<LeaderElection, 'request'>,
    private readonly settings: Settings,
  ) {
    this.#skips = new QueueSkips((request) => election.request(request));
  }

  /**
   * Lists it; what is chosen plays, or is opened at Spotify by its button.
   * @throws RejectedError, UserFacingError, Cancelled
   */
  async show(): Promise<void> {
    const { chosen, opens } = await pick(this.election.request({ kind: 'queue' }));
    if (!chosen.item) await vscode.commands.executeCommand('earshot.addToQueue');
    else if (opens) await openInSpotify(chosen.item.uri, this.settings);
    else await this.playFrom(chosen.index, chosen.item.uri);
  }

  /**
   * Skips to the item at `index`, from 0 on, if it is still the one of that URI, and says in passing what that brought.
   * @throws RejectedError, UserFacingError
   */
  async playFrom(index: number, uri: string | undefined): Promise<void> {
    const outcome = await this.#skips.playFrom(index, uri);
    switch (outcome.kind) {
      case 'done':
        flashStatus(questions.skippedSongs(outcome.count));
        break;
      case 'changed':
        flashStatus(`$(info) ${questions.queueChanged}`);
        break;
      case 'tooFar':
        throw new UserFacingError(questions.tooFarInQueue(mostSkips));
      case 'stopped':
        throw new UserFacingError(questions.skippedSome(outcome.count, outcome.of));
    }
  }
}

/** @throws Cancelled; rejects as the queue does */
async function pick(
  loading: Promise<readonly Item[]>,
): Promise<{ readonly chosen: QueueItem; readonly opens: boolean }> {
  const owner = new DisposableStore();
  const list = owner.add(vscode.window.createQuickPick<QueueItem>());
  list.title = messages.queueQuestion.title;
  list.placeholder = messages.queueQuestion.placeHolder;
  list.matchOnDescription = true;
  list.busy = true;
  try {
    return await new Promise((resolve, reject) => {
      owner.add(list.onDidHide(() => reject(new Cancelled())));
      owner.add(list.onDidTriggerItemButton(({ item }) => resolve({ chosen: item, opens: true })));
      owner.add(
        list.onDidAccept(() => {
          const [chosen] = list.selectedItems;
          if (chosen) resolve({ chosen, opens: false });
        }),
      );
      list.show();
      loading.then((queue) => {
        list.busy = false;
        list.items = [...queue.map(rowFor), add];
      }, reject);
    });
  } finally {
    owner.dispose();
  }
}

function rowFor(item: Item, index: number): QueueItem {
  return {
    label: messages.queueEntry(index + 1, escapeIcons(item.title)),
    description: escapeIcons(itemFacts(item)),
    item,
    index,
    buttons: [open],
  };
}
