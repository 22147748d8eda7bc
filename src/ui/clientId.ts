import * as vscode from 'vscode';
import { clientIdFault } from '../core/clientId';
import { Cancelled } from '../core/human';
import { Owner } from '../platform/disposable';
import type { Settings } from '../platform/settings';
import { dashboard } from '../spotify/endpoints';

const dashboardButton: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('link-external'),
  tooltip: 'Open Spotify’s Dashboard',
};

/**
 * Asks for the client ID and keeps it in the user's settings.
 * @throws Cancelled
 */
export async function askForClientId(settings: Settings): Promise<string> {
  const owner = new Owner();
  const box = owner.own(vscode.window.createInputBox());
  box.title = 'Client ID of Your Spotify App';
  box.prompt =
    'Create an app in Spotify’s dashboard (the button above opens it) and paste its client ID here.';
  box.placeholder = '32 digits and letters from a to f';
  box.value = settings.clientId.value;
  box.ignoreFocusOut = true;
  box.buttons = [dashboardButton];
  const entered = new Promise<string>((resolve, reject) => {
    owner.own(box.onDidHide(() => reject(new Cancelled())));
    owner.own(box.onDidTriggerButton(() => void vscode.env.openExternal(vscode.Uri.parse(dashboard))));
    owner.own(box.onDidChangeValue(() => (box.validationMessage = undefined)));
    owner.own(
      box.onDidAccept(() => {
        box.validationMessage = clientIdFault(box.value);
        if (!box.validationMessage) resolve(box.value.trim().toLowerCase());
      }),
    );
  });
  box.show();
  try {
    const clientId = await entered;
    await settings.clientId.update(clientId);
    return clientId;
  } finally {
    owner.dispose();
  }
}
