import * as vscode from 'vscode';
import { nothingIn } from '../../messages/views';
import { rejectionOf } from '../../model/errors/rejection';
import { sameItem } from '../../model/playback/item';
import { lastNowPlaying, lastObservation } from '../../model/playback/playback';
import { DisposableStore } from '../../platform/lifecycle';
import type { Store } from '../../player/store';
import type { LeaderElection } from '../../windows/leaderElection';
import { failureRow, say, type MessageView } from './libraryTree';
import { queueRows, type TreeRow } from './rows';
import { treeItem } from './treeItem';

/** What plays next. It is asked for when it is looked at, and anew with each song: VS Code asks for no hidden view. */
export class QueueTree extends DisposableStore implements vscode.TreeDataProvider<TreeRow> {
  readonly #changed = this.add(new vscode.EventEmitter<undefined>());
  readonly onDidChangeTreeData = this.#changed.event;
  readonly getTreeItem = treeItem;

  constructor(
    private readonly view: MessageView,
    private readonly store: Store,
    private readonly election: Pick<LeaderElection, 'request'>,
  ) {
    super();
    let item = lastNowPlaying(store.playback)?.item;
    this.add(
      store.onDidChange((playback) => {
        const before = item;
        item = lastNowPlaying(playback)?.item;
        const isSame = before && item ? sameItem(before, item) : before === item;
        if (!isSame) this.update();
      }),
    );
  }

  update(): void {
    this.#changed.fire(undefined);
  }

  refresh(): void {
    this.update();
  }

  async getChildren(row?: TreeRow): Promise<TreeRow[]> {
    if (row) return [];
    say(this.view, undefined);
    if (!lastObservation(this.store.playback)) return [];
    try {
      const rows = queueRows(await this.election.request({ kind: 'queue' }));
      if (rows.length === 0) say(this.view, nothingIn.queue);
      return [...rows];
    } catch (error) {
      const rejection = rejectionOf(error);
      return rejection.kind === 'signedOut' ? [] : [failureRow(rejection, () => this.update())];
    }
  }
}
