import * as vscode from 'vscode';
import { copyByHand, type Confirmation, type Message } from '../../messages/common';
import { Cancelled, type MessageAction } from '../../model/errors/userFacingError';
import { escapeLinks } from '../../model/text';

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

const passingMs = 5_000;

/** Says in the status bar for a moment that something was done; `text` in VS Code's label syntax. */
export function flashStatus(text: string): void {
  vscode.window.setStatusBarMessage(text, passingMs);
}
