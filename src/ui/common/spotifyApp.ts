import * as vscode from 'vscode';
import { clientIdMessageFor } from '../../messages/settings';
import * as messages from '../../messages/signIn';
import { Cancelled, ConfigurationError } from '../../model/errors/userFacingError';
import { SettingNotWritten, type Settings } from '../../platform/settings';
import { dashboard } from '../../spotify/endpoints';
import { askInBox, iconButton } from './inputBox';
import { copyOrShow, flashStatus } from './messages';
import { open } from './open';

const dashboardButton = iconButton('link-external', messages.openSpotifyDashboard);

/**
 * For a sign-in without a client ID: leads to the steps that bring one, or to the box for it.
 * @throws Cancelled, also where the steps go on with the sign-in later
 */
export async function bringClientId(settings: Settings): Promise<string> {
  if (settings.clientId.value === '') {
    const { setUp, haveClientId, ...question } = messages.firstSignIn;
    const chosen = await vscode.window.showQuickPick([setUp, haveClientId], question);
    if (chosen === setUp) await vscode.commands.executeCommand('earshot.getStarted');
    if (!chosen) flashStatus(`$(info) ${messages.clientIdMissing}`);
    if (chosen !== haveClientId) throw new Cancelled();
  }
  return askForClientId(settings);
}

/**
 * Asks for the client ID and keeps it in the user's settings.
 * @throws Cancelled
 */
export async function askForClientId(settings: Settings): Promise<string> {
  const before = settings.clientId.value;
  const entered = await askInBox({
    ...messages.clientIdQuestion,
    value: before,
    fault: clientIdMessageFor,
    button: dashboardButton,
    press: () => void open(dashboard),
  }).catch((error: unknown) => {
    if (error instanceof Cancelled) {
      flashStatus(`$(info) ${before === '' ? messages.clientIdMissing : messages.clientIdUnchanged}`);
    }
    throw error;
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

/**
 * Asks, before the browser opens, for what Spotify would only say there, and never to us; `toRegister`: the user has
 * the redirect URI now, and something to do before the sign-in can go on.
 */
export async function confirmRedirectUri(
  redirectUri: string,
): Promise<'confirmed' | 'toRegister' | 'anotherWay' | 'cancelled'> {
  const { question, detail, confirm } = messages.confirmRedirectUri(redirectUri);
  const chosen = await vscode.window.showInformationMessage(
    question,
    { modal: true, detail },
    ...[confirm, messages.copyRedirectUri, messages.useAnotherWay],
  );
  switch (chosen) {
    case confirm:
      return 'confirmed';
    case messages.copyRedirectUri:
      await copyOrShow(redirectUri, messages.redirectUri);
      return 'toRegister';
    default:
      return chosen === messages.useAnotherWay ? 'anotherWay' : 'cancelled';
  }
}
