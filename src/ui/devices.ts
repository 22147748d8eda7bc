import * as vscode from 'vscode';
import { deviceIcon } from '../core/buttons';
import { distinctions } from '../core/devices';
import { Cancelled, HumanError } from '../core/human';
import type { Device } from '../core/item';
import { escapeIcons } from '../core/text';
import { RefusedError } from '../core/refusal';
import { Owner } from '../platform/disposable';
import type { Sharing } from '../windows/sharing';

const playThere: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('play'),
  tooltip: 'Play There Now',
};

interface Choice {
  readonly device: Device;
  readonly play: boolean;
}

/**
 * Lists the devices that Spotify sees and moves the music to one of them: as it was, or playing at once.
 * @throws RefusedError, HumanError, Cancelled
 */
export async function selectDevice(sharing: Sharing): Promise<void> {
  const { device, play } = await pick(sharing.carryOut({ kind: 'devices' }));
  const { id, restricted } = device;
  if (restricted || id === undefined) {
    throw new RefusedError({ kind: 'restricted' });
  }
  await sharing.carryOut({ kind: 'wish', wish: { kind: 'transfer', device: { ...device, id }, play } });
}

async function pick(loading: Promise<readonly Device[]>): Promise<Choice> {
  const owner = new Owner();
  const list = owner.own(vscode.window.createQuickPick<vscode.QuickPickItem & { device: Device }>());
  list.title = 'Select Device';
  list.placeholder = 'The music moves there as it is; the button beside a device plays there now.';
  list.busy = true;
  const chosen = new Promise<Choice>((resolve, reject) => {
    owner.own(list.onDidHide(() => reject(new Cancelled())));
    owner.own(list.onDidTriggerItemButton(({ item: { device } }) => resolve({ device, play: true })));
    owner.own(
      list.onDidAccept(() => {
        const [item] = list.selectedItems;
        if (item) resolve({ device: item.device, play: false });
      }),
    );
  });
  list.show();
  try {
    const filled = loading.then((devices) => {
      if (devices.length === 0) throw noDevice();
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
  const { name, type, volume, active, restricted, id } = device;
  const addressable = !restricted && id !== undefined;
  const facts = [
    apart,
    active ? 'active' : '',
    volume === undefined ? '' : `${volume}%`,
    addressable ? '' : 'takes no commands from elsewhere',
  ];
  return {
    label: `${deviceIcon(type)} ${escapeIcons(name)}`,
    description: escapeIcons(facts.filter(Boolean).join(' · ')),
    buttons: addressable ? [playThere] : [],
  };
}

function noDevice(): HumanError {
  return new HumanError(
    'Spotify sees no device. Start Spotify on the one that you want to hear, then try again.',
    {
      label: 'Open Spotify',
      command: 'earshot.openInSpotify',
    },
  );
}
