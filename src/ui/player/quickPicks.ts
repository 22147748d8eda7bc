import * as vscode from 'vscode';
import { nothingPlayedRecently, recentlyPlayedQuestion, recentlyPlayedScope } from '../../messages/actions';
import * as messages from '../../messages/player';
import { rejectionOf } from '../../model/errors/rejection';
import { Cancelled, UserFacingError } from '../../model/errors/userFacingError';
import { playIntentOf, rowInAlbum } from '../../model/library/row';
import type { Item } from '../../model/playback/item';
import { escapeIcons } from '../../model/text';
import type { Settings } from '../../platform/settings';
import type { LeaderElection } from '../../windows/leaderElection';
import { openInSpotify } from '../common/open';
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

type QueueItem = vscode.QuickPickItem & { readonly item?: Item };

const add: QueueItem = { label: `$(add) ${messages.addToQueue}`, alwaysShow: true };

/**
 * Lists what plays next, as Spotify says; what is chosen is opened there, because Spotify lets nobody jump within its
 * queue.
 * @throws RejectedError, Cancelled
 */
export async function showQueue(
  election: Pick<LeaderElection, 'request'>,
  settings: Settings,
): Promise<void> {
  const items = election.request({ kind: 'queue' }).then((queue) => [...queue.map(queueItemFor), add]);
  const chosen = await vscode.window.showQuickPick(items, {
    ...messages.queueQuestion,
    matchOnDescription: true,
  });
  if (!chosen) throw new Cancelled();
  if (chosen.item) await openInSpotify(chosen.item.uri, settings);
  else await vscode.commands.executeCommand('earshot.addToQueue');
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
    return all.map((item) => ({ label: escapeIcons(item.title), ...rowOf(item) }));
  });
  const chosen = await vscode.window.showQuickPick(rows, {
    ...recentlyPlayedQuestion,
    matchOnDescription: true,
  });
  const intent = chosen && playIntentOf(rowInAlbum(chosen.item));
  if (!intent) throw new Cancelled();
  await startPlayback(parts, intent);
}

function queueItemFor(item: Item, index: number): QueueItem {
  return {
    label: messages.queueEntry(index + 1, escapeIcons(item.title)),
    ...rowOf(item),
  };
}

function rowOf(item: Item) {
  return { description: escapeIcons(messages.itemFacts(item)), item };
}
