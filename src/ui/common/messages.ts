import * as vscode from 'vscode';
import { refusalInWords } from '../../messages/rejections';
import { refusalOf } from '../../model/errors/rejection';
import { Cancelled, describeError, HumanError, type Remedy } from '../../model/errors/userFacingError';
import { escapeLinks } from '../../model/text';
import { systemClock as clock } from '../../platform/clock';
import type { Log } from '../../platform/host';

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
    prompt: 'The clipboard cannot be used at the moment. Copy the text from here.',
    ignoreFocusOut: true,
  });
  return false;
}

/** One sentence with buttons; resolves when a button has done its work or the message is gone. */
export async function tell(
  show: (sentence: string, ...buttons: string[]) => Thenable<string | undefined>,
  sentence: string,
  ...remedies: readonly Remedy[]
): Promise<void> {
  const label = await show(escapeLinks(sentence), ...remedies.map((remedy) => remedy.label));
  const chosen = remedies.find((remedy) => remedy.label === label);
  if (chosen) {
    await vscode.commands.executeCommand(chosen.command, ...(chosen.arguments ?? []));
  }
}

/** What is said in a notification once, and then only in passing: nobody can change it at the moment. */
const saidOnce = new Set<string>();
const passingMs = 5_000;

/** Shows what a command threw, if it is for people to know. Only for what a user asked for, never for polling. */
export function report(error: unknown, log: Log): void {
  if (error instanceof Cancelled) {
    return;
  }
  const refusal = refusalOf(error);
  const human = error instanceof HumanError ? error : refusalInWords(refusal, clock.now());
  if (refusal.kind === 'itemChanged') {
    inPassing(`$(info) ${human.message}`);
    return;
  }
  if (refusal.kind === 'premiumRequired') {
    if (saidOnce.has(human.message)) {
      inPassing(`$(warning) ${human.message}`);
      return;
    }
    saidOnce.add(human.message);
  }
  if (!(error instanceof HumanError)) {
    log.info(`Not done: ${describeError(error)}`);
  }
  void tell(vscode.window.showErrorMessage, human.message, ...human.remedies);
}

/** Says in the status bar for a moment that something was done; `text` in VS Code's label syntax. */
export function inPassing(text: string): void {
  vscode.window.setStatusBarMessage(text, passingMs);
}
