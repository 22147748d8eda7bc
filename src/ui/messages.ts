import * as vscode from 'vscode';
import { Cancelled, describeError, HumanError, type Remedy } from '../core/human';
import { troubleRemedies, troubleSentence } from '../core/troubleWords';
import { TroubleError } from '../core/trouble';
import { systemClock as clock } from '../platform/clock';
import type { Log } from '../platform/log';

const showLog: Remedy = { label: 'Show Log', command: 'earshot.showLog' };

/** One sentence with buttons; resolves when a button has done its work or the message is gone. */
export async function tell(
  show: (sentence: string, ...buttons: string[]) => Thenable<string | undefined>,
  sentence: string,
  ...remedies: readonly Remedy[]
): Promise<void> {
  const label = await show(sentence, ...remedies.map((remedy) => remedy.label));
  const chosen = remedies.find((remedy) => remedy.label === label);
  if (chosen) {
    await vscode.commands.executeCommand(chosen.command, ...(chosen.arguments ?? []));
  }
}

/** Shows what a command threw, if it is for people to know. Only for what a user asked for, never for polling. */
export function report(error: unknown, log: Log): void {
  if (error instanceof Cancelled) {
    return;
  }
  const human = asHumanError(error);
  if (human !== error) {
    log.error(describeError(error));
  }
  void tell(vscode.window.showErrorMessage, human.message, ...human.remedies);
}

function asHumanError(error: unknown): HumanError {
  if (error instanceof HumanError) {
    return error;
  }
  if (error instanceof TroubleError) {
    const remedies = troubleRemedies[error.trouble.kind] ?? [showLog];
    return new HumanError(troubleSentence(error.trouble, clock.now()), ...remedies);
  }
  return new HumanError('That did not work because of a fault in Earshot; its log says more.', showLog);
}
