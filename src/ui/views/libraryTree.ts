import * as vscode from 'vscode';
import type { Library } from '../../browse/library';
import type { PagedLibrary } from '../../browse/libraryLists';
import { action } from '../../messages/common';
import {
  contentsRefused,
  groups,
  keptBySpotify,
  listProblem,
  playWhole,
  shownOf,
} from '../../messages/views';
import { rejectionOf, type Rejection } from '../../model/errors/rejection';
import { systemClock as clock } from '../../platform/clock';
import { DisposableStore } from '../../platform/lifecycle';
import { contentsOf, ownContents, type Contents, type OwnList } from './contents';
import { isKeptBySpotify, opens, type GroupRow, type MusicRow, type TreeRow } from './rows';
import { treeItem } from './treeItem';

/** The part of a view that says what is the matter with its list. */
export type MessageView = Pick<vscode.TreeView<unknown>, 'message'>;

/** What a tree needs. */
interface TreeParts {
  readonly view: MessageView;
  readonly library: Pick<Library, 'lists' | 'pinned'>;
  readonly isSignedIn: () => boolean;
}

/** What is shown below the rows of a list. */
const below: Readonly<Partial<Record<OwnList, PagedLibrary>>> = {
  playlists: 'playlistItems',
  albums: 'albumTracks',
};

const isGroup = (list: OwnList): list is GroupRow['list'] => list in groups;

/** Lists of the user's library. VS Code asks for rows when they are looked at, and shows its progress meanwhile. */
export class LibraryTree extends DisposableStore implements vscode.TreeDataProvider<TreeRow> {
  readonly #changed = this.add(new vscode.EventEmitter<TreeRow | undefined>());
  readonly onDidChangeTreeData = this.#changed.event;
  readonly getTreeItem = treeItem;
  /** Lists of which one more page is to be loaded. */
  readonly #wanted = new WeakSet<Contents['list']>();
  /** Why Spotify does not say what is in playlists, by their URIs. */
  readonly #sealed = new Map<string, string>();

  constructor(
    /** One list of the user's, or several as groups. */
    private readonly names: readonly [OwnList, ...OwnList[]],
    private readonly parts: TreeParts,
  ) {
    super();
    const { lists, pinned } = parts.library;
    const shown = new Set<unknown>([undefined, ...names, ...names.map((list) => below[list])]);
    this.add(lists.onDidDrop((list) => shown.has(list) && this.#forget()));
    if (names.includes('playlists')) this.add(pinned.onDidChange(() => this.update()));
  }

  /** Shows what is known by now. */
  update(): void {
    this.#changed.fire(undefined);
  }

  /** Has its lists loaded anew, when it is looked at. */
  refresh(): void {
    for (const list of this.names) this.parts.library.lists.drop(list);
  }

  async getChildren(row?: TreeRow): Promise<TreeRow[]> {
    const { view, library, isSignedIn } = this.parts;
    if (!row) say(view, undefined);
    if (!isSignedIn()) return [];
    if (row?.kind === 'music') return this.#rowsWithin(row);
    const list = row?.kind === 'group' ? row.list : this.names[0];
    if (!row && isGroup(list)) return this.names.filter(isGroup).map((list) => ({ kind: 'group', list }));
    return this.#rowsOf(ownContents(list, library, this.#sealed), row);
  }

  #forget(): void {
    this.#sealed.clear();
    this.update();
  }

  async #rowsWithin(row: MusicRow): Promise<TreeRow[]> {
    const { item } = row;
    if (!opens(item)) return [];
    const sealed =
      item.kind === 'playlist' && isKeptBySpotify(item) ? keptBySpotify : this.#sealed.get(item.uri);
    if (sealed === undefined) return this.#rowsOf(contentsOf(item, this.parts.library), row);
    return [{ kind: 'sentence', sentence: sealed, action: action(playWhole, 'row.play', row) }];
  }

  /** `parent`: what they stand below; `undefined` at the top. */
  async #rowsOf(contents: Contents, parent: TreeRow | undefined): Promise<TreeRow[]> {
    const { list, rows, empty } = contents;
    if (list.total === undefined || this.#wanted.delete(list)) {
      const rejection = await list.loadMore().then(() => undefined, rejectionOf);
      if (rejection) return this.#rowsDespite(rejection, contents, parent);
    }
    const shown = rows();
    if (list.hasMore) {
      const { items, total = 0 } = list;
      const description = total > items.length ? shownOf(items.length, total) : '';
      return [...shown, { kind: 'load', failed: false, description, load: this.#loading(list, parent) }];
    }
    if (shown.length > 0) return [...shown];
    if (parent) return [{ kind: 'sentence', sentence: empty }];
    say(this.parts.view, empty);
    return [];
  }

  async #rowsDespite(
    rejection: Rejection,
    { list, rows }: Contents,
    parent: TreeRow | undefined,
  ): Promise<TreeRow[]> {
    const sealed = parent?.kind === 'music' && parent.item.kind === 'playlist' && whySealed(rejection);
    if (sealed) {
      this.#sealed.set(parent.item.uri, sealed);
      // Its icon says so, too.
      this.update();
      return this.#rowsWithin(parent);
    }
    if (rejection.kind === 'signedOut') return [];
    return [...rows(), failureRow(rejection, this.#loading(list, parent))];
  }

  #loading(list: Contents['list'], parent: TreeRow | undefined): () => void {
    return () => {
      this.#wanted.add(list);
      this.#changed.fire(parent);
    };
  }
}

/**
 * Says it in the place of rows. A welcome view (`viewsWelcome` in package.json) would be seen while the first page is
 * loaded, and VS Code 1.139 draws no rows for two seconds after it.
 */
export function say(view: MessageView, sentence: string | undefined): void {
  if (view.message !== sentence) view.message = sentence;
}

/** Why a list is not there, and what can be done. */
export function failureRow(rejection: Rejection, load: () => void): TreeRow {
  const [sentence, action] = listProblem(rejection, clock.now());
  return action
    ? { kind: 'sentence', sentence, action }
    : { kind: 'load', failed: true, description: sentence, load };
}

/** Those of others are refused since February 2026 (403), and sometimes one's own; Spotify's own it denies (404). */
function whySealed(rejection: Rejection): string | undefined {
  if (rejection.kind === 'unknownItem') return keptBySpotify;
  return rejection.kind === 'problem' && rejection.problem.kind === 'forbidden' ? contentsRefused : undefined;
}
