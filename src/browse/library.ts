import type { Memento } from 'vscode';
import { askThrough, type AskLibrary } from './askLibrary';
import { LibraryIndex } from './libraryIndex';
import { LibraryLists } from './libraryLists';
import { LibrarySearch } from './librarySearch';
import { PinnedPlaylists } from './pinnedPlaylists';
import { PlaylistTargets } from './playlistTargets';
import { RecentSearches } from './recentSearches';
import type { Profile } from '../model/account';
import type { WindowRequest } from '../model/commands/windowRequest';
import type { Playlist } from '../model/library/library';
import type { Clock } from '../platform/clock';
import type { Event } from '../platform/event';
import { DisposableStore, type Disposable } from '../platform/lifecycle';

/** What choosing music needs of the rest. */
interface LibraryParts {
  /** Has the window that asks Spotify do it, as `LeaderElection.request`. */
  readonly request: (request: WindowRequest) => Promise<unknown>;
  /** Whose session it is has changed. */
  readonly onDidChangeSession: Event<unknown>;
  /** Of this machine. */
  readonly state: Pick<Memento, 'get' | 'update'>;
  readonly clock: Clock;
}

/** Choosing music, in one window. */
export interface Library extends Disposable {
  readonly lists: LibraryLists;
  readonly search: LibrarySearch;
  readonly recentSearches: RecentSearches;
  readonly targets: PlaylistTargets;
  readonly pinned: PinnedPlaylists;
}

/** Nothing is asked for before somebody looks. */
export function createLibrary({ request, onDidChangeSession, state, clock }: LibraryParts): Library {
  const disposables = new DisposableStore();
  const ask = askThrough(request);
  const index = new LibraryIndex(ask, clock);
  const noting: AskLibrary = async (asked) => {
    const page = await ask(asked);
    if (asked.list === 'playlists') index.add((page as { readonly items: readonly Playlist[] }).items);
    return page;
  };
  const lists = disposables.add(new LibraryLists(noting, clock));
  const pinned = disposables.add(new PinnedPlaylists(state));
  const search = disposables.add(new LibrarySearch(ask, index, clock));
  const targets = new PlaylistTargets(() => request({ kind: 'profile' }) as Promise<Profile>, state);
  const forget = () => [index, lists, search, targets].forEach((memory) => memory.forget());
  disposables.add(onDidChangeSession(forget));
  const recentSearches = new RecentSearches(state);
  return { lists, search, recentSearches, targets, pinned, dispose: () => disposables.dispose() };
}
