import * as vscode from 'vscode';
import * as questions from '../../messages/actions';
import * as messages from '../../messages/prompts';
import type { PlayIntent } from '../../model/commands/intent';
import { RejectedError } from '../../model/errors/rejection';
import { Cancelled, UserFacingError } from '../../model/errors/userFacingError';
import { isAddressable } from '../../model/playback/devices';
import type { Addressable, Device } from '../../model/playback/item';
import { DisposableStore } from '../../platform/lifecycle';
import type { Setting } from '../../platform/settings';
import { deviceRows, type DeviceRow } from '../../render/devices';
import { iconButton } from '../common/inputBox';

const refresh = iconButton('refresh', messages.refreshDevices);
const playThere = iconButton('play', messages.playThere);
const prefer = iconButton('star-empty', messages.prefer);
const preferNone = iconButton('star-full', messages.preferNone);

interface DeviceQuestion {
  /** Has Spotify asked. */
  readonly load: () => Promise<readonly Device[]>;
  /** The devices as they are, if Spotify has been asked just now. */
  readonly loaded?: readonly Device[];
  /** The name of the device that is used when none is active. */
  readonly preferred: Setting<string>;
  /** What is to play; without it, what there was. */
  readonly wanted?: PlayIntent | undefined;
}

interface DeviceChoice<D extends Device = Addressable> {
  readonly device: D;
  /** Whether it is to play there, whatever was before. */
  readonly play: boolean;
}

/**
 * Lists devices, anew as often as somebody wants. Where none of them is active there is no music to be moved, and the one
 * that is chosen is to play.
 * @throws RejectedError, UserFacingError, SettingNotWritten, Cancelled
 */
export async function pickDevice(question: DeviceQuestion): Promise<DeviceChoice> {
  const owner = new DisposableStore();
  try {
    const { device, play } = await choose(question, owner);
    if (!isAddressable(device)) throw new RejectedError({ kind: 'restricted' });
    return { device, play };
  } finally {
    owner.dispose();
  }
}

function choose(
  { load, loaded, preferred, wanted }: DeviceQuestion,
  owner: DisposableStore,
): Promise<DeviceChoice<Device>> {
  const list = owner.add(vscode.window.createQuickPick<vscode.QuickPickItem & DeviceRow>());
  list.title = questions.deviceTitle;
  list.buttons = [refresh];
  list.keepScrollPosition = true;
  let devices: readonly Device[] = [];
  const plays = () => wanted !== undefined || !devices.some(({ active }) => active);
  const render = () => {
    const [active] = list.activeItems;
    list.placeholder = plays() ? questions.playOnDevice : questions.moveToDevice;
    list.items = deviceRows(devices, preferred.value).map((row) => ({
      ...row,
      buttons: buttonsOf(row, plays()),
    }));
    // VS Code makes the first of new rows the active one.
    if (active) list.activeItems = list.items.filter(({ device }) => device.id === active.device.id);
  };
  const fill = async (known?: readonly Device[]) => {
    list.busy = true;
    devices = known ?? (await load());
    if (devices.length === 0) throw new UserFacingError(...questions.noDevice(wanted));
    list.busy = false;
    render();
  };
  return new Promise((resolve, reject) => {
    owner.add(list.onDidHide(() => reject(new Cancelled())));
    owner.add(preferred.onDidChange(render));
    owner.add(
      list.onDidTriggerButton(() => {
        if (!list.busy) fill().catch(reject);
      }),
    );
    owner.add(
      list.onDidTriggerItemButton(({ item: { device }, button }) => {
        if (button === playThere) resolve({ device, play: true });
        else preferred.update(button === prefer ? device.name : '').catch(reject);
      }),
    );
    owner.add(
      list.onDidAccept(() => {
        const [item] = list.selectedItems;
        if (item) resolve({ device: item.device, play: plays() });
      }),
    );
    list.show();
    fill(loaded).catch(reject);
  });
}

/** With `plays` choosing a device is enough to play there. */
function buttonsOf({ device, preferred }: DeviceRow, plays: boolean): vscode.QuickInputButton[] {
  if (!isAddressable(device)) return [];
  return [...(plays ? [] : [playThere]), preferred ? preferNone : prefer];
}
