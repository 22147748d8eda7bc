import { clientIdMessageFor, configurationMessage, settingMessage } from '../../messages/settings';
import { ConfigurationError } from '../../model/errors/userFacingError';
import { DisposableStore } from '../../platform/lifecycle';
import type { Setting, Settings } from '../../platform/settings';
import { copyTokens, labelTokens, parseTemplate, TemplateError, type Token } from '../../render/template';
import { endpointsFor } from '../../spotify/endpoints';
import { warn } from './messages';

/** Says once, in a sentence, what is wrong with a setting, when VS Code starts and when the setting changes. */
export class SettingsCheck extends DisposableStore {
  constructor({ format, copyText, copyMarkdown, server, clientId }: Settings) {
    super();
    this.#watch(format, 'earshot.statusBar.format', formatFault(labelTokens));
    this.#watch(copyText, 'earshot.copy.text', formatFault(copyTokens));
    this.#watch(copyMarkdown, 'earshot.copy.markdown', formatFault(copyTokens));
    this.#watch(server, 'earshot.server', serverFault);
    this.#watch(clientId, 'earshot.clientId', (value) =>
      value === '' ? undefined : clientIdMessageFor(value),
    );
  }

  #watch(setting: Setting<string>, key: string, faultOf: (value: string) => string | undefined): void {
    const look = (value: string) => {
      const fault = faultOf(value);
      if (fault) warn(settingMessage(fault, key));
    };
    look(setting.value);
    this.add(setting.onDidChange(look));
  }
}

function formatFault(tokens: readonly Token[]): (format: string) => string | undefined {
  return (format) => {
    try {
      parseTemplate(format, tokens);
      return undefined;
    } catch (error) {
      return error instanceof TemplateError ? error.message : undefined;
    }
  };
}

function serverFault(server: string): string | undefined {
  try {
    endpointsFor(server);
    return undefined;
  } catch (error) {
    return error instanceof ConfigurationError ? configurationMessage(error.fault)[0] : undefined;
  }
}
