import * as messages from '../../messages/library';
import type { Intent, PlayIntent } from '../../model/commands/intent';
import { rejectionOf } from '../../model/errors/rejection';
import { UserFacingError } from '../../model/errors/userFacingError';
import { playIntentOf } from '../../model/library/row';
import { readRow, type RowReference } from '../../model/library/rowReference';
import { canBeQueued, pageOf } from '../../model/link';
import type { Settings } from '../../platform/settings';
import { confirm, copyOrShow, flashStatus } from '../common/messages';
import { openInSpotify } from '../common/open';
import { withPermission } from '../common/permission';
import { addToPlaylist, currentRow, type AddToPlaylistParts } from './addToPlaylist';

/** What the commands of rows act upon. */
export interface RowCommandParts extends AddToPlaylistParts {
  readonly settings: Settings;
  /** Does it, and says in passing what that brought. */
  readonly execute: (intent: Intent) => Promise<void>;
  /** The same of what is to be heard: on the active device, or else on one that is there. */
  readonly startPlayback: (intent: PlayIntent) => Promise<void>;
}

/** @throws UserFacingError where it has no address at Spotify */
function rowIn(given: unknown): RowReference {
  const row = readRow(given);
  if (!row) throw new UserFacingError(messages.noLink);
  return row;
}

/** What is done with a row of a list, by its id in package.json: each is given a `Row`, or the link or URI of something. */
export function rowCommands(
  parts: RowCommandParts,
): Readonly<Record<string, (given: unknown) => Promise<void>>> {
  const withRow = (run: (row: RowReference) => Promise<void>) => async (given: unknown) => run(rowIn(given));
  const add = withRow((row) => change(parts, row, true));
  const remove = withRow((row) => change(parts, row, false));
  return {
    'earshot.row.play': withRow(async ({ link: { uri }, within }) => {
      const intent = playIntentOf({ item: { uri }, within });
      if (intent) await parts.startPlayback(intent);
    }),
    'earshot.row.queue': withRow(async ({ link }) => {
      if (!canBeQueued(link)) throw new UserFacingError(messages.notForQueue);
      await parts.execute({ kind: 'queue', uri: link.uri });
    }),
    'earshot.row.open': withRow(({ link }) => openInSpotify(link.uri, parts.settings)),
    'earshot.row.copyLink': withRow(async ({ link }) => {
      if (await copyOrShow(pageOf(link.uri) ?? '', messages.linkTitle)) flashStatus(messages.linkCopied);
    }),
    'earshot.row.addToPlaylist': withRow((row) => addToPlaylist(parts, row)),
    'earshot.addToPlaylist': async (given) =>
      addToPlaylist(parts, given === undefined ? currentRow(parts) : rowIn(given)),
    'earshot.row.like': add,
    'earshot.row.unlike': remove,
    'earshot.row.save': add,
    'earshot.row.remove': remove,
  };
}

/** Takes it into the user's library or out of it: likes, saves, follows. @throws UserFacingError, Cancelled */
async function change(
  { execute }: RowCommandParts,
  { link, title }: RowReference,
  saved: boolean,
): Promise<void> {
  if (link.type === 'playlist' && !saved) await confirm(messages.removePlaylist(title), true);
  try {
    await withPermission(() => execute({ kind: 'like', uri: link.uri, liked: saved }));
  } catch (error) {
    // Of the calls of 2026 Spotify describes for artists only the one that asks whether they are followed.
    const refused = link.type === 'artist' && rejectionOf(error).kind === 'unknownItem';
    throw refused ? new UserFacingError(...messages.artistNotFollowed(link.uri)) : error;
  }
}
