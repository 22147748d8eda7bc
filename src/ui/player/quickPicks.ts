import * as vscode from 'vscode';
import type { LibraryLists } from '../../browse/libraryLists';
import {
  noLikedSongs,
  nothingPlayedRecently,
  recentlyPlayedQuestion,
  recentlyPlayedScope,
} from '../../messages/actions';
import { itemFacts } from '../../messages/items';
import { rejectionOf } from '../../model/errors/rejection';
import { Cancelled, UserFacingError } from '../../model/errors/userFacingError';
import { playIntentOf, rowInAlbum } from '../../model/library/row';
import { escapeIcons } from '../../model/text';
import { pickDevice } from './devicePicker';
import { execute, startPlayback, type ExecutionParts } from './execution';

/**
 * Lists the devices that Spotify sees and moves the music to one of them: as it was, or playing at once.
 * @throws RejectedError, UserFacingError, SettingNotWritten, Cancelled
 */
export async function selectDevice(parts: ExecutionParts): Promise<void> {
  const { election, settings } = parts;
  const load = () => election.request({ kind: 'devices' });
  const choice = await pickDevice({ load, preferred: settings.preferredDevice });
  await execute(parts, { kind: 'transfer', ...choice });
}

/**
 * Lists what was played last; what is chosen plays, and its album after it.
 * @throws RejectedError, UserFacingError, Cancelled
 */
export async function showRecentlyPlayed(parts: ExecutionParts): Promise<void> {
  const items = parts.election.request({ kind: 'recentlyPlayed' }).catch((error: unknown) => {
    const rejection = rejectionOf(error);
    const scopeMissing = rejection.kind === 'problem' && rejection.problem.kind === 'scopeMissing';
    throw scopeMissing ? new UserFacingError(...recentlyPlayedScope) : error;
  });
  const rows = items.then((all) => {
    if (all.length === 0) throw new UserFacingError(nothingPlayedRecently);
    return all.map((item) => ({
      label: escapeIcons(item.title),
      description: escapeIcons(itemFacts(item)),
      item,
    }));
  });
  const chosen = await vscode.window.showQuickPick(rows, {
    ...recentlyPlayedQuestion,
    matchOnDescription: true,
  });
  const intent = chosen && playIntentOf(rowInAlbum(chosen.item));
  if (!intent) throw new Cancelled();
  await startPlayback(parts, intent);
}

/** How many songs one command plays: a page of Liked Songs, which Spotify plays by no address of its own. */
const mostPlayed = 50;

/**
 * Plays the newest of the liked songs.
 * @throws RejectedError, UserFacingError where there are none, Cancelled
 */
export async function playLikedSongs(parts: ExecutionParts, lists: LibraryLists): Promise<void> {
  const list = lists.get('likedSongs');
  if (list.items.length === 0) await list.loadMore();
  const uris = list.items.slice(0, mostPlayed).flatMap(({ item }) => item.uri ?? []);
  const [uri] = uris;
  if (uri === undefined) throw new UserFacingError(noLikedSongs);
  await startPlayback(parts, { kind: 'playUri', uri, uris, position: 0 });
}
