import * as vscode from 'vscode';
import { rejectionMessage } from '../../messages/rejections';
import { configurationMessage } from '../../messages/settings';
import { rejectionOf } from '../../model/errors/rejection';
import { Cancelled, ConfigurationError, UserFacingError } from '../../model/errors/userFacingError';
import { systemClock as clock } from '../../platform/clock';
import { describeError, type Log } from '../../platform/host';
import { SettingNotWritten } from '../../platform/settings';
import { flashStatus, inform, showMessage } from './messages';

/** What is said in a notification once, and then only in passing: nobody can change it at the moment. */
const saidOnce = new Set<string>();

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

type Handlers = Readonly<Record<string, (...args: unknown[]) => unknown>>;

/** The same commands; what one throws is shown in a sentence. */
export function guarded(commands: Handlers, log: Log): Handlers {
  const entries = Object.entries(commands).map(([id, run]) => {
    const guardedRun = async (...args: unknown[]) => {
      try {
        await run(...args);
      } catch (error) {
        showError(error, log);
      }
    };
    return [id, guardedRun] as const;
  });
  return Object.fromEntries(entries);
}
