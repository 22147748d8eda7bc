import type { WindowRequest } from '../model/commands/windowRequest';
import type { LibraryList, LibraryPages, LibraryRead } from '../model/library/libraryRead';
import { readLibrary } from '../spotify/library/libraryReplies';

/** Asks for a page of a list. Rejects with what `rejectionOf` knows. */
export type AskLibrary = <L extends LibraryList>(asked: LibraryRead<L>) => Promise<LibraryPages[L]>;

/** Asks through the window that asks Spotify for all, and reads here what has come. */
export function askThrough(request: (request: WindowRequest) => Promise<unknown>): AskLibrary {
  return async (asked) => readLibrary(asked, await request({ kind: 'library', ...asked }));
}
