import * as vscode from 'vscode';
import { clientIdFault } from '../../model/account';
import { Cancelled, ConfigurationError } from '../../model/errors/userFacingError';
import { SettingNotWritten, type Settings } from '../../platform/settings';
import { dashboard } from '../../spotify/endpoints';
import { askInBox } from './inputBox';
import { copyOrShow } from './messages';
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
  await keepClientId(settings, clientId);
  return clientId;
}

/** Writes it into the user's settings. @throws ConfigurationError where VS Code cannot */
export async function keepClientId({ clientId: setting }: Settings, clientId: string): Promise<void> {
  try {
    await setting.update(clientId);
  } catch (error) {
    if (!(error instanceof SettingNotWritten)) throw error;
    throw new ConfigurationError('settingsNotWritten');
  }
}

const stateKey = 'earshot.knownRedirectUris';

/** The redirect URIs that have worked for a client ID, so that nobody is asked about them again. */
export class KnownRedirectUris {
  constructor(private readonly state: vscode.Memento) {}

  has(clientId: string, redirectUri: string): boolean {
    return this.#all.includes(entry(clientId, redirectUri));
  }

  /** What is only remembered decides nothing: nobody waits for it. */
  add(clientId: string, redirectUri: string): void {
    if (!this.has(clientId, redirectUri)) {
      const all = [...this.#all, entry(clientId, redirectUri)];
      Promise.resolve(this.state.update(stateKey, all)).catch(() => undefined);
    }
  }

  get #all(): readonly string[] {
    return this.state.get<string[]>(stateKey, []);
  }
}

function entry(clientId: string, redirectUri: string): string {
  return `${clientId} ${redirectUri}`;
}

/** Asks, before the browser opens, for what Spotify would only say there, and never to us. */
export async function confirmRedirectUri(redirectUri: string): Promise<'go on' | 'another way' | undefined> {
  const [goOn, copy, anotherWay] = ['Continue', 'Copy Redirect URI', 'Use Another Way'];
  const chosen = await vscode.window.showInformationMessage(
    `Is ${redirectUri} registered in your Spotify app?`,
    {
      modal: true,
      detail:
        'Spotify sends the browser back only to a redirect URI that stands, to the letter, in the settings of your app.',
    },
    ...[goOn, copy, anotherWay],
  );
  switch (chosen) {
    case goOn:
      return 'go on';
    case copy:
      await copyOrShow(redirectUri, 'Redirect URI');
      return confirmRedirectUri(redirectUri);
    default:
      return chosen === anotherWay ? 'another way' : undefined;
  }
}
