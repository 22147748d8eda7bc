import * as vscode from 'vscode';
import { DisposableStore, once } from '../platform/lifecycle';
import type { TreeId, Views } from './views/views';

/** Whether any of their rows have others below them. */
const trees: Readonly<Record<TreeId, boolean>> = {
  queue: false,
  playlists: true,
  likedSongs: false,
  recentlyPlayed: false,
  albums: true,
  shows: true,
};

/** Registers every view; the first that is looked at has `load` bring them. */
export function registerViews(load: () => Promise<Views>): DisposableStore {
  const owner = new DisposableStore();
  const resolveWebviewView = async (view: vscode.WebviewView) => (await load()).openNowPlaying(view);
  owner.add(vscode.window.registerWebviewViewProvider('earshot.nowPlaying', { resolveWebviewView }));
  for (const id of Object.keys(trees) as TreeId[]) owner.add(new LateTree(id, load));
  return owner;
}

/** VS Code asks a tree for its rows when it is seen, and not before. */
class LateTree extends DisposableStore implements vscode.TreeDataProvider<unknown> {
  readonly #changed = this.add(new vscode.EventEmitter<unknown>());
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<unknown>;
  readonly #tree = once(async () => {
    const tree = (await this.load()).openTree(this.id, this.#view);
    if (tree.onDidChangeTreeData) this.add(tree.onDidChangeTreeData((row) => this.#changed.fire(row)));
    return tree;
  });

  constructor(
    private readonly id: TreeId,
    private readonly load: () => Promise<Views>,
  ) {
    super();
    this.#view = this.add(
      vscode.window.createTreeView(`earshot.${id}`, { treeDataProvider: this, showCollapseAll: trees[id] }),
    );
  }

  async getChildren(row?: unknown): Promise<unknown[]> {
    return (await (await this.#tree()).getChildren(row)) ?? [];
  }

  async getTreeItem(row: unknown): Promise<vscode.TreeItem> {
    return (await this.#tree()).getTreeItem(row);
  }
}
