import * as vscode from 'vscode';
import * as questions from '../../messages/actions';
import * as messages from '../../messages/player';
import { RejectedError } from '../../model/errors/rejection';
import { Cancelled, UserFacingError } from '../../model/errors/userFacingError';
import { isAddressable } from '../../model/playback/devices';
import type { Addressable, Device } from '../../model/playback/item';
import { escapeIcons } from '../../model/text';
import { DisposableStore } from '../../platform/lifecycle';
import { deviceIcon } from '../../render/buttons';
import { distinctions } from '../../render/devices';
import { iconButton } from '../common/inputBox';

const playThere = iconButton('play', messages.playThere);

interface DeviceChoice {
  readonly device: Addressable;
  /** Whether it is to play there, whatever was before. */
  readonly play: boolean;
}

/**
 * Lists devices. Where none of them is active there is no music to be moved, and the one that is chosen is to play.
 * @param uri what is to play; without it, what there was
 * @throws RejectedError, UserFacingError, Cancelled
 */
export async function pickDevice(loading: Promise<readonly Device[]>, uri?: string): Promise<DeviceChoice> {
  const owner = new DisposableStore();
  const list = owner.add(vscode.window.createQuickPick<vscode.QuickPickItem & { device: Device }>());
  list.title = questions.deviceTitle;
  list.busy = true;
  let plays = false;
  const chosen = new Promise<{ readonly device: Device; readonly play: boolean }>((resolve, reject) => {
    owner.add(list.onDidHide(() => reject(new Cancelled())));
    owner.add(list.onDidTriggerItemButton(({ item: { device } }) => resolve({ device, play: true })));
    owner.add(
      list.onDidAccept(() => {
        const [item] = list.selectedItems;
        if (item) resolve({ device: item.device, play: plays });
      }),
    );
  });
  list.show();
  try {
    const filled = loading.then((devices) => {
      if (devices.length === 0) throw new UserFacingError(...questions.noDevice(uri));
      plays = uri !== undefined || !devices.some(({ active }) => active);
      list.placeholder = plays ? questions.playOnDevice : questions.moveToDevice;
      const apart = distinctions(devices);
      list.items = devices.map((device, index) => ({
        ...itemFor(device, apart[index] ?? '', plays),
        device,
      }));
      list.busy = false;
      return chosen;
    });
    const { device, play } = await Promise.race([filled, chosen]);
    if (!isAddressable(device)) throw new RejectedError({ kind: 'restricted' });
    return { device, play };
  } finally {
    owner.dispose();
  }
}

/** `apart` tells it from others of its name; with `plays` choosing it is enough to play there. */
function itemFor(device: Device, apart: string, plays: boolean): vscode.QuickPickItem {
  const addressable = isAddressable(device);
  return {
    label: `${deviceIcon(device.type)} ${escapeIcons(device.name)}`,
    description: escapeIcons(messages.deviceFacts(device, apart, addressable)),
    buttons: addressable && !plays ? [playThere] : [],
  };
}
