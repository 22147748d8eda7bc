import * as vscode from 'vscode';
import { clientIdFault } from '../../model/account';
import { UserFacingError } from '../../model/errors/userFacingError';
import { DisposableStore } from '../../platform/lifecycle';
import type { Setting, Settings } from '../../platform/settings';
import { copyTokens, parseTemplate } from '../../render/template';
import { endpointsFor } from '../../spotify/endpoints';
import { showMessage } from './messages';

/** Says once, in a sentence, what is wrong with a setting, when VS Code starts and when the setting changes. */
export class SettingsCheck extends DisposableStore {
  constructor({ format, copyText, copyMarkdown, server, clientId }: Settings) {
    super();
    this.#watch(format, 'earshot.statusBar.format', (value) => parseTemplate(value));
    this.#watch(copyText, 'earshot.copy.text', (value) => parseTemplate(value, copyTokens));
    this.#watch(copyMarkdown, 'earshot.copy.markdown', (value) => parseTemplate(value, copyTokens));
    this.#watch(server, 'earshot.server', endpointsFor);
    this.#watch(clientId, 'earshot.clientId', (value) => {
      const fault = value === '' ? undefined : clientIdFault(value);
      if (fault) throw new UserFacingError(fault);
    });
  }

  #watch(setting: Setting<string>, key: string, check: (value: string) => unknown): void {
    const look = (value: string) => {
      const fault = faultIn(() => check(value));
      if (fault) {
        const open = { label: 'Open Settings', command: 'workbench.action.openSettings', arguments: [key] };
        void showMessage(vscode.window.showWarningMessage, fault, open);
      }
    };
    look(setting.value);
    this.add(setting.onDidChange(look));
  }
}

function faultIn(check: () => unknown): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : undefined;
  }
}
