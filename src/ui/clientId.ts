import * as vscode from 'vscode';
import { clientIdFault } from '../core/clientId';
import { Cancelled } from '../core/human';
import type { Settings } from '../platform/settings';
import { dashboard } from '../spotify/endpoints';
import { askInBox } from './inputBox';
import { open } from './open';

const dashboardButton: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('link-external'),
  tooltip: 'Open Spotify’s Dashboard',
};

/**
 * Asks for the client ID and keeps it in the user's settings.
 * @throws Cancelled
 */
export async function askForClientId(settings: Settings): Promise<string> {
  const entered = await askInBox({
    title: 'Client ID of Your Spotify App',
    prompt: 'Create an app in Spotify’s dashboard (the button above opens it) and paste its client ID here.',
    placeholder: '32 digits and letters from a to f',
    value: settings.clientId.value,
    fault: clientIdFault,
    button: dashboardButton,
    press: () => void open(dashboard),
  });
  if (entered === undefined) throw new Cancelled();
  const clientId = entered.toLowerCase();
  await settings.clientId.update(clientId);
  return clientId;
}
