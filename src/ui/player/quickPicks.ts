import * as vscode from 'vscode';
import * as messages from '../../messages/player';
import { RejectedError } from '../../model/errors/rejection';
import { Cancelled, UserFacingError } from '../../model/errors/userFacingError';
import { assertCan } from '../../model/playback/abilities';
import { namesOf, type Device, type Item } from '../../model/playback/item';
import type { NowPlaying } from '../../model/playback/nowPlaying';
import { escapeIcons } from '../../model/text';
import { DisposableStore } from '../../platform/lifecycle';
import type { Settings } from '../../platform/settings';
import { buttonsFor, deviceIcon, type Button } from '../../render/buttons';
import { distinctions } from '../../render/devices';
import type { LeaderElection } from '../../windows/leaderElection';
import { iconButton } from '../common/inputBox';
import { openInSpotify } from '../common/open';

type ControlItem = vscode.QuickPickItem & Pick<Button, 'command' | 'argument'>;

/**
 * The controls of the hover as a list, for those who use no mouse; `lastKnown` as in the hover.
 * @throws RejectedError, Cancelled
 */
export async function showControls(
  nowPlaying: NowPlaying | undefined,
  lastKnown: string | undefined,
): Promise<void> {
  const shown = assertCan(nowPlaying);
  const items = buttonsFor(shown)
    .filter(({ enabled }) => enabled)
    .map(({ icon, state, title, command, argument }): ControlItem => {
      return { label: `${icon} ${title}`, description: state, command, argument };
    });
  const chosen = await vscode.window.showQuickPick(items, {
    title: messages.controlsTitle,
    placeHolder: messages.controlsHint(shown.item, lastKnown),
  });
  if (!chosen) throw new Cancelled();
  const { command, argument } = chosen;
  await vscode.commands.executeCommand(command, ...(argument === undefined ? [] : [argument]));
}

const playThere = iconButton('play', messages.playThere);

interface Choice {
  readonly device: Device;
  readonly play: boolean;
}

/**
 * Lists the devices that Spotify sees and moves the music to one of them: as it was, or playing at once.
 * @throws RejectedError, UserFacingError, Cancelled
 */
export async function selectDevice(election: LeaderElection): Promise<void> {
  const { device, play } = await pick(election.request({ kind: 'devices' }));
  const { id, restricted } = device;
  if (restricted || id === undefined) {
    throw new RejectedError({ kind: 'restricted' });
  }
  await election.request({ kind: 'intent', intent: { kind: 'transfer', device: { ...device, id }, play } });
}

async function pick(loading: Promise<readonly Device[]>): Promise<Choice> {
  const owner = new DisposableStore();
  const list = owner.add(vscode.window.createQuickPick<vscode.QuickPickItem & { device: Device }>());
  list.title = messages.deviceQuestion.title;
  list.placeholder = messages.deviceQuestion.placeholder;
  list.busy = true;
  const chosen = new Promise<Choice>((resolve, reject) => {
    owner.add(list.onDidHide(() => reject(new Cancelled())));
    owner.add(list.onDidTriggerItemButton(({ item: { device } }) => resolve({ device, play: true })));
    owner.add(
      list.onDidAccept(() => {
        const [item] = list.selectedItems;
        if (item) resolve({ device: item.device, play: false });
      }),
    );
  });
  list.show();
  try {
    const filled = loading.then((devices) => {
      if (devices.length === 0) throw new UserFacingError(...messages.noDevice);
      const apart = distinctions(devices);
      list.items = devices.map((device, index) => ({ ...itemFor(device, apart[index] ?? ''), device }));
      list.busy = false;
      return chosen;
    });
    return await Promise.race([filled, chosen]);
  } finally {
    owner.dispose();
  }
}

/** `apart` tells it from others of its name. */
function itemFor(device: Device, apart: string): vscode.QuickPickItem {
  const { name, type, restricted, id } = device;
  const addressable = !restricted && id !== undefined;
  return {
    label: `${deviceIcon(type)} ${escapeIcons(name)}`,
    description: escapeIcons(messages.deviceFacts(device, apart, addressable)),
    buttons: addressable ? [playThere] : [],
  };
}

type QueueItem = vscode.QuickPickItem & { readonly item?: Item };

const add: QueueItem = { label: `$(add) ${messages.addToQueue}`, alwaysShow: true };

/**
 * Lists what plays next, as Spotify says; what is chosen is opened there, because Spotify lets nobody jump within its
 * queue.
 * @throws RejectedError, Cancelled
 */
export async function showQueue(election: LeaderElection, settings: Settings): Promise<void> {
  const items = election.request({ kind: 'queue' }).then((queue) => [...queue.map(queueItemFor), add]);
  const chosen = await vscode.window.showQuickPick(items, {
    ...messages.queueQuestion,
    matchOnDescription: true,
  });
  if (!chosen) throw new Cancelled();
  if (chosen.item) await openInSpotify(chosen.item.uri, settings);
  else await vscode.commands.executeCommand('earshot.addToQueue');
}

function queueItemFor(item: Item, index: number): QueueItem {
  return {
    label: messages.queueEntry(index + 1, escapeIcons(item.title)),
    description: escapeIcons(namesOf(item.artists)),
    item,
  };
}
