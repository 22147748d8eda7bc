import { clientIdFault, type ClientIdFault } from '../../model/account';
import {
  ConfigurationError,
  type ConfigurationFault,
  type FormatFault,
} from '../../model/errors/userFacingError';
import { describeError, type Log } from '../../platform/host';
import { DisposableStore } from '../../platform/lifecycle';
import type { Setting, Settings } from '../../platform/settings';
import { copyTokens, labelTokens, parseTemplate, TemplateError, type Token } from '../../render/template';
import { endpointsFor } from '../../spotify/endpoints';

export type SettingFault = ConfigurationFault | FormatFault | ClientIdFault;

/** Has said once what is wrong with a setting, when VS Code starts and when the setting changes. */
export class SettingsCheck extends DisposableStore {
  constructor(
    { format, copyText, copyMarkdown, server, clientId }: Settings,
    /** `key` as in settings.json. */
    readonly showFault: (fault: SettingFault, key: string) => Promise<void>,
    private readonly log: Log,
  ) {
    super();
    this.#watch(format, 'earshot.statusBar.format', formatFault(labelTokens));
    this.#watch(copyText, 'earshot.copy.text', formatFault(copyTokens));
    this.#watch(copyMarkdown, 'earshot.copy.markdown', formatFault(copyTokens));
    this.#watch(server, 'earshot.server', serverFault);
    this.#watch(clientId, 'earshot.clientId', (value) => (value === '' ? undefined : clientIdFault(value)));
  }

  #watch(setting: Setting<string>, key: string, faultOf: (value: string) => SettingFault | undefined): void {
    const look = (value: string) => {
      const fault = faultOf(value);
      if (!fault) return;
      this.showFault(fault, key).catch((error: unknown) =>
        this.log.error(`Cannot say what is wrong with a setting: ${describeError(error)}`),
      );
    };
    look(setting.value);
    this.add(setting.onDidChange(look));
  }
}

function formatFault(tokens: readonly Token[]): (format: string) => FormatFault | undefined {
  return (format) => {
    try {
      parseTemplate(format, tokens);
      return undefined;
    } catch (error) {
      return error instanceof TemplateError ? error.fault : undefined;
    }
  };
}

function serverFault(server: string): ConfigurationFault | undefined {
  try {
    endpointsFor(server);
    return undefined;
  } catch (error) {
    return error instanceof ConfigurationError ? error.fault : undefined;
  }
}
