import type * as vscode from 'vscode';
import type { Library } from '../../browse/library';
import type { LeaderElection } from '../../windows/leaderElection';
import { NowPlayingWebview, type NowPlayingParts } from './nowPlaying';

/** The trees, by their ids in package.json. */
export type TreeId = `earshot.${string}`;

/** What the views show. What can be done in them are commands (package.json). */
export interface ViewParts extends NowPlayingParts {
  readonly library: Library;
  readonly election: Pick<LeaderElection, 'request'>;
}

/** The views of the container "Spotify". */
export interface Views {
  /** To be called once for each, when it is seen first. */
  openTree(id: TreeId, view: vscode.TreeView<unknown>): vscode.TreeDataProvider<unknown>;
  /** To be called each time VS Code has a place for it. */
  openNowPlaying(view: vscode.WebviewView): void;
}

/** The views of one window. */
export const openViews: (parts: ViewParts) => Views = (parts) => ({
  openTree: (id) => {
    throw new Error(`There is no view ${id}.`);
  },
  openNowPlaying: (view) => {
    // It ends with its view.
    new NowPlayingWebview(view, parts);
  },
});
