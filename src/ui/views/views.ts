import type * as vscode from 'vscode';
import type { Library } from '../../browse/library';
import type { DisposableStore } from '../../platform/lifecycle';
import type { LeaderElection } from '../../windows/leaderElection';
import { NowPlayingWebview, type NowPlayingParts } from './nowPlaying';
import { treeCommands, Trees } from './trees';

/** The trees, by their ids in package.json without `earshot.`. */
export type TreeId = 'queue' | 'playlists' | 'likedSongs' | 'recentlyPlayed' | 'albums' | 'shows';

/** What the views show. What can be done in them are commands (package.json). */
export interface ViewParts extends NowPlayingParts {
  readonly library: Library;
  readonly election: Pick<LeaderElection, 'request'>;
  /** Owns the trees. */
  readonly disposables: DisposableStore;
}

/** The views of the container "Spotify". */
export interface Views {
  /** To be called once for each, when it is seen first. */
  openTree(id: TreeId, view: vscode.TreeView<unknown>): vscode.TreeDataProvider<unknown>;
  /** What is done in them and nowhere else, by the ids of package.json. */
  readonly commands: Readonly<Record<string, (...args: unknown[]) => unknown>>;
  /** To be called each time VS Code has a place for it. */
  openNowPlaying(view: vscode.WebviewView): void;
}

/** The views of one window. */
export function openViews(parts: ViewParts): Views {
  const trees = new Trees(parts);
  return {
    openTree: (id, view) => trees.open(id, view),
    commands: treeCommands(trees, parts),
    openNowPlaying: (view) => {
      // It ends with its view.
      new NowPlayingWebview(view, parts);
    },
  };
}
