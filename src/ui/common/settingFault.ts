import {
  clientIdMessage,
  configurationMessage,
  formatMessage,
  settingMessage,
} from '../../messages/settings';
import { warn } from './messages';
import type { SettingFault } from './settingsCheck';

/** Says what is wrong with a setting, when `SettingsCheck` has found that; `key` as in settings.json. Read late. */
export function showSettingFault(fault: SettingFault, key: string): void {
  warn(settingMessage(sentenceFor(fault), key));
}

function sentenceFor(fault: SettingFault): string {
  if (typeof fault === 'string') return configurationMessage(fault)[0];
  switch (fault.kind) {
    case 'clientIdMissing':
    case 'clientIdLength':
    case 'clientIdCharacters':
      return clientIdMessage(fault);
    default:
      return formatMessage(fault);
  }
}
