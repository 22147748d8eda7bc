import * as vscode from 'vscode';
import type { Library } from '../../browse/library';
import * as messages from '../../messages/library';
import { SignedOutError } from '../../model/errors/apiProblem';
import { RejectedError, rejectionOf } from '../../model/errors/rejection';
import { UserFacingError } from '../../model/errors/userFacingError';
import type { PlaylistTarget } from '../../model/library/library';
import type { PlaylistEdit } from '../../model/library/libraryRead';
import { readRow, type RowReference } from '../../model/library/rowReference';
import { canBeQueued } from '../../model/link';
import { assertCan } from '../../model/playback/abilities';
import { lastNowPlaying, lastObservation } from '../../model/playback/playback';
import { escapeIcons, escapeLinks } from '../../model/text';
import type { Log } from '../../platform/host';
import type { Store } from '../../player/store';
import type { LeaderElection } from '../../windows/leaderElection';
import { confirm, flashStatus } from '../common/messages';
import { withPermission } from '../common/permission';
import { showError } from '../common/showError';
import { pickPlaylist } from './playlistPicker';

/** What adding to a playlist acts upon. */
export interface AddToPlaylistParts {
  readonly library: Library;
  readonly election: Pick<LeaderElection, 'request'>;
  readonly store: Store;
  readonly log: Log;
}

/**
 * What plays now, as a row.
 * @throws RejectedError where it has no address, SignedOutError
 */
export function currentRow({ store: { playback } }: Pick<AddToPlaylistParts, 'store'>): RowReference {
  const nowPlaying = lastNowPlaying(playback);
  if (!nowPlaying && !lastObservation(playback)) throw new SignedOutError();
  const { item } = assertCan(nowPlaying, 'link');
  const row = readRow({ item });
  if (!row) throw new RejectedError({ kind: 'notForItem', item: item.kind });
  return row;
}

/**
 * Adds a song or an episode to a playlist that the user chooses.
 * @throws UserFacingError, RejectedError, ApiProblemError, Cancelled
 */
export async function addToPlaylist(parts: AddToPlaylistParts, { link, title }: RowReference): Promise<void> {
  if (!canBeQueued(link)) throw new UserFacingError(messages.notForPlaylist);
  const { lists, targets } = parts.library;
  const playlist = await withPermission(() => pickPlaylist(parts.library, title));
  const looked = lists.lookedAt(playlist.uri);
  const isThere = looked?.items.some(({ item }) => item.uri === link.uri) === true;
  if (isThere) await confirm(messages.alreadyInPlaylist(title, playlist.title), true);
  await edit(parts, 'add', playlist, link.uri);
  await targets.add(await targets.userId(), playlist);
  // Taking a URI out of a playlist takes out each occurrence of it.
  const wasNotThere = looked !== undefined && !looked.hasMore && !isThere;
  if (wasNotThere) void offerUndo(parts, playlist, link.uri);
  else flashStatus(`$(check) ${escapeIcons(messages.addedTo(playlist.title))}`);
}

async function offerUndo(parts: AddToPlaylistParts, playlist: PlaylistTarget, uri: string): Promise<void> {
  const sentence = escapeLinks(messages.addedTo(playlist.title));
  if ((await vscode.window.showInformationMessage(sentence, messages.undo)) !== messages.undo) return;
  try {
    await edit(parts, 'remove', playlist, uri);
    flashStatus(`$(check) ${escapeIcons(messages.removedFrom(playlist.title))}`);
  } catch (error) {
    showError(error, parts.log);
  }
}

async function edit(
  { election, library }: AddToPlaylistParts,
  change: PlaylistEdit['change'],
  { uri: playlist, title }: PlaylistTarget,
  uri: string,
): Promise<void> {
  try {
    await withPermission(() => election.request({ kind: 'editPlaylist', change, playlist, uris: [uri] }));
  } catch (error) {
    const rejection = rejectionOf(error);
    if (rejection.kind === 'unknownItem') throw new UserFacingError(messages.playlistUnknown);
    const refused = rejection.kind === 'problem' && rejection.problem.kind === 'forbidden';
    throw refused ? new UserFacingError(...messages.playlistNotChanged(title, playlist)) : error;
  } finally {
    library.lists.drop('playlistItems', playlist);
  }
}
