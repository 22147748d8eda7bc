import * as vscode from 'vscode';
import { copyByHand, type Confirmation, type Message } from '../../messages/common';
import { rejectionMessage } from '../../messages/rejections';
import { configurationMessage } from '../../messages/settings';
import { rejectionOf } from '../../model/errors/rejection';
import {
  Cancelled,
  ConfigurationError,
  UserFacingError,
  type MessageAction,
} from '../../model/errors/userFacingError';
import { escapeLinks } from '../../model/text';
import { systemClock as clock } from '../../platform/clock';
import { describeError, type Log } from '../../platform/host';
import { SettingNotWritten } from '../../platform/settings';

/** Whether a text is in the clipboard now: systems refuse that to a window without the focus, and to some remote ones. */
export async function isCopied(text: string): Promise<boolean> {
  try {
    await vscode.env.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Puts a text into the clipboard, or shows it to be copied by hand.
 * @param what the text is, as a title
 * @returns whether it is in the clipboard
 */
export async function copyOrShow(text: string, what: string): Promise<boolean> {
  if (await isCopied(text)) return true;
  await vscode.window.showInputBox({
    title: what,
    value: text,
    prompt: copyByHand,
    ignoreFocusOut: true,
  });
  return false;
}

/** One sentence with buttons; resolves when a button has done its work or the message is gone. */
export async function showMessage(
  show: (sentence: string, ...buttons: string[]) => Thenable<string | undefined>,
  sentence: string,
  ...actions: readonly MessageAction[]
): Promise<void> {
  const chosenLabel = await show(escapeLinks(sentence), ...actions.map(({ label }) => label));
  const chosen = actions.find(({ label }) => label === chosenLabel);
  if (chosen) {
    await vscode.commands.executeCommand(chosen.command, ...(chosen.arguments ?? []));
  }
}

/** Shows a message that nobody waits for. */
export function inform(message: Message): void {
  void showMessage(vscode.window.showInformationMessage, ...message);
}

/** The same for what did not go well. */
export function warn(message: Message): void {
  void showMessage(vscode.window.showWarningMessage, ...message);
}

/** Asks before something happens; with `warning` as something to think twice about. @throws Cancelled */
export async function confirm({ question, detail, confirm }: Confirmation, warning = false): Promise<void> {
  const { showInformationMessage, showWarningMessage } = vscode.window;
  const show = warning ? showWarningMessage : showInformationMessage;
  if ((await show(question, { modal: true, detail }, confirm)) !== confirm) throw new Cancelled();
}

/** What is said in a notification once, and then only in passing: nobody can change it at the moment. */
const saidOnce = new Set<string>();
const passingMs = 5_000;

/** Shows what a command threw, if it is for people to know. Only for what a user asked for, never for polling. */
export function showError(error: unknown, log: Log): void {
  if (error instanceof Cancelled) {
    return;
  }
  if (error instanceof SettingNotWritten) {
    showError(new ConfigurationError('settingsNotWritten'), log);
    return;
  }
  if (error instanceof UserFacingError || error instanceof ConfigurationError) {
    const message =
      error instanceof UserFacingError
        ? ([error.message, ...error.actions] as const)
        : configurationMessage(error.fault);
    void showMessage(vscode.window.showErrorMessage, ...message);
    return;
  }
  const rejection = rejectionOf(error);
  const message = rejectionMessage(rejection, clock.now());
  const [sentence] = message;
  if (rejection.kind === 'itemChanged') {
    flashStatus(`$(info) ${sentence}`);
    return;
  }
  if (rejection.kind === 'premiumRequired') {
    if (saidOnce.has(sentence)) {
      flashStatus(`$(warning) ${sentence}`);
      return;
    }
    saidOnce.add(sentence);
    log.info('Command failed: premiumRequired');
    inform(message);
    return;
  }
  log.info(`Command failed: ${describeError(error)}`);
  void showMessage(vscode.window.showErrorMessage, ...message);
}

/** Says in the status bar for a moment that something was done; `text` in VS Code's label syntax. */
export function flashStatus(text: string): void {
  vscode.window.setStatusBarMessage(text, passingMs);
}
