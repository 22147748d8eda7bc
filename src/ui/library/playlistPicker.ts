import * as vscode from 'vscode';
import type { Library } from '../../browse/library';
import * as messages from '../../messages/library';
import { Cancelled, UserFacingError } from '../../model/errors/userFacingError';
import type { PlaylistTarget } from '../../model/library/library';
import { DisposableStore } from '../../platform/lifecycle';
import { targetRows, type TargetRow } from '../../render/library/targetRows';

type TargetItem = vscode.QuickPickItem & { readonly row: TargetRow };

/**
 * Lists the playlists that the user can change, page by page.
 * @param title what is to be added; empty where nobody says
 * @throws UserFacingError where there is none, RejectedError, ApiProblemError, Cancelled
 */
export async function pickPlaylist({ lists, targets }: Library, title: string): Promise<PlaylistTarget> {
  const owner = new DisposableStore();
  const list = owner.add(vscode.window.createQuickPick<TargetItem>());
  list.title = messages.playlistTitle;
  list.placeholder = messages.playlistHint(title);
  list.keepScrollPosition = true;
  const all = lists.get('playlists');
  const load = async (more: boolean): Promise<void> => {
    list.busy = true;
    const [userId] = await Promise.all([targets.userId(), more ? all.loadMore() : undefined]);
    const { items: playlists, total, hasMore } = all;
    const rows = targetRows({ recent: targets.recent(userId), playlists, userId, total, hasMore });
    if (rows.length === 0) throw new UserFacingError(...messages.noPlaylist);
    const at = list.items.findIndex(({ row }) => row.kind === 'loadMore');
    list.items = rows.map(itemFor);
    // What has come takes the place of the row that had it loaded.
    if (at >= 0) list.activeItems = list.items.slice(at, at + 1);
    list.busy = false;
  };
  const chosen = new Promise<PlaylistTarget>((resolve, reject) => {
    owner.add(list.onDidHide(() => reject(new Cancelled())));
    owner.add(
      list.onDidAccept(() => {
        const row = list.selectedItems[0]?.row;
        if (row?.kind === 'target') resolve(row.target);
        if (row?.kind === 'loadMore') load(true).catch(reject);
      }),
    );
  });
  list.show();
  try {
    return await Promise.race([load(all.items.length === 0).then(() => chosen), chosen]);
  } finally {
    owner.dispose();
  }
}

function itemFor(row: TargetRow): TargetItem {
  switch (row.kind) {
    case 'separator':
      return { label: row.label, kind: vscode.QuickPickItemKind.Separator, row };
    case 'target':
      return { label: row.label, row };
    case 'loadMore':
      return { label: row.label, description: row.description, alwaysShow: true, row };
  }
}
