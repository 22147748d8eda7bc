import type * as vscode from 'vscode';
import { readRow } from '../../model/library/rowReference';
import { lastObservation } from '../../model/playback/playback';
import type { OwnList } from './contents';
import { LibraryTree } from './libraryTree';
import { QueueTree } from './queueTree';
import { isLoadRow, type TreeRow } from './rows';
import type { TreeId, ViewParts } from './views';

const groups: readonly [OwnList, ...OwnList[]] = ['shows', 'episodes', 'audiobooks'];

/** The trees of one window, those that were seen, and what is done in them. */
export class Trees {
  readonly #seen: (LibraryTree | QueueTree)[] = [];

  constructor(private readonly parts: ViewParts) {
    const { store, disposables } = parts;
    let signedIn = this.#isSignedIn();
    const look = () => {
      const before = signedIn;
      signedIn = this.#isSignedIn();
      if (signedIn !== before) for (const tree of this.#seen) tree.update();
    };
    disposables.add(store.onDidChange(look));
  }

  open(id: TreeId, view: vscode.TreeView<unknown>): vscode.TreeDataProvider<TreeRow> {
    const { store, election, library, disposables } = this.parts;
    const isSignedIn = () => this.#isSignedIn();
    const tree = disposables.add(
      id === 'queue'
        ? new QueueTree(view, store, election)
        : new LibraryTree(id === 'shows' ? groups : [id], { view, library, isSignedIn }),
    );
    this.#seen.push(tree);
    return tree;
  }

  refresh(): void {
    for (const tree of this.#seen) tree.refresh();
  }

  #isSignedIn(): boolean {
    return lastObservation(this.parts.store.playback) !== undefined;
  }
}

/** By their ids in package.json; menus and clicks hand over the row. */
export function treeCommands(trees: Trees, { library: { pinned } }: ViewParts) {
  return {
    'earshot.refreshViews': () => trees.refresh(),
    'earshot.loadMore': (row: unknown) => isLoadRow(row) && row.load(),
    'earshot.pinPlaylist': (given: unknown) => {
      const { link, title = '' } = readRow(given) ?? {};
      return link?.type === 'playlist' ? pinned.pin({ uri: link.uri, title }) : undefined;
    },
    'earshot.unpinPlaylist': (given: unknown) => {
      const row = readRow(given);
      return row && pinned.unpin(row.link.uri);
    },
  };
}
