import * as vscode from 'vscode';
import { rejectionOf } from '../../model/errors/rejection';
import { sameItem } from '../../model/playback/item';
import { lastNowPlaying, lastObservation } from '../../model/playback/playback';
import { DisposableStore } from '../../platform/lifecycle';
import type { Store } from '../../player/store';
import type { LeaderElection } from '../../windows/leaderElection';
import { failureRow } from './libraryTree';
import { queueRows, type TreeRow } from './rows';
import { treeItem } from './treeItem';

/** What plays next. It is asked for when it is looked at, and anew with each song: VS Code asks for no hidden view. */
export class QueueTree extends DisposableStore implements vscode.TreeDataProvider<TreeRow> {
  readonly #changed = this.add(new vscode.EventEmitter<undefined>());
  readonly onDidChangeTreeData = this.#changed.event;
  readonly getTreeItem = treeItem;

  constructor(
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
    if (row || !lastObservation(this.store.playback)) return [];
    try {
      return [...queueRows(await this.election.request({ kind: 'queue' }))];
    } catch (error) {
      const rejection = rejectionOf(error);
      return rejection.kind === 'signedOut' ? [] : [failureRow(rejection, () => this.update())];
    }
  }
}
