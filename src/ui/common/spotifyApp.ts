import * as vscode from 'vscode';
import * as messages from '../../messages/signIn';
import { clientIdFault } from '../../model/account';
import { Cancelled, ConfigurationError } from '../../model/errors/userFacingError';
import { SettingNotWritten, type Settings } from '../../platform/settings';
import { dashboard } from '../../spotify/endpoints';
import { askInBox, iconButton } from './inputBox';
import { copyOrShow } from './messages';
import { open } from './open';

const dashboardButton = iconButton('link-external', messages.openSpotifyDashboard);

/**
 * Asks for the client ID and keeps it in the user's settings.
 * @throws Cancelled
 */
export async function askForClientId(settings: Settings): Promise<string> {
  const entered = await askInBox({
    ...messages.clientIdQuestion,
    value: settings.clientId.value,
    fault: clientIdMessageFor,
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

/** What is wrong with a client ID, in a sentence; `undefined` when nothing is. */
export function clientIdMessageFor(text: string): string | undefined {
  const fault = clientIdFault(text);
  return fault && messages.clientIdMessage(fault);
}

const stateKey = 'earshot.knownRedirectUris';

/** The redirect URIs that have worked for a client ID, so that nobody is asked about them again. */
export class KnownRedirectUris {
  constructor(private readonly state: vscode.Memento) {}

  has(clientId: string, redirectUri: string): boolean {
    return this.#all.includes(knownUri(clientId, redirectUri));
  }

  /** What is only remembered decides nothing: nobody waits for it. */
  add(clientId: string, redirectUri: string): void {
    if (!this.has(clientId, redirectUri)) {
      const all = [...this.#all, knownUri(clientId, redirectUri)];
      Promise.resolve(this.state.update(stateKey, all)).catch(() => undefined);
    }
  }

  get #all(): readonly string[] {
    return this.state.get<string[]>(stateKey, []);
  }
}

function knownUri(clientId: string, redirectUri: string): string {
  return `${clientId} ${redirectUri}`;
}

/** Asks, before the browser opens, for what Spotify would only say there, and never to us. */
export async function confirmRedirectUri(redirectUri: string): Promise<'go on' | 'another way' | undefined> {
  const { question, detail, confirm } = messages.confirmRedirectUri(redirectUri);
  const chosen = await vscode.window.showInformationMessage(
    question,
    { modal: true, detail },
    ...[confirm, messages.copyRedirectUri, messages.useAnotherWay],
  );
  switch (chosen) {
    case confirm:
      return 'go on';
    case messages.copyRedirectUri:
      await copyOrShow(redirectUri, messages.redirectUri);
      return confirmRedirectUri(redirectUri);
    default:
      return chosen === messages.useAnotherWay ? 'another way' : undefined;
  }
}
