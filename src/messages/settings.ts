/* What is wrong with a setting, and what to do about it. */
import * as l10n from '@vscode/l10n';
import { clientIdFault, type ClientIdFault } from '../model/account';
import type { ConfigurationFault, FormatFault } from '../model/errors/userFacingError';
import { openSettings, type Message } from './common';

const configurationFaults: Readonly<Record<ConfigurationFault, Message>> = {
  serverAddress: [
    l10n.t(
      'The earshot.server setting must be empty, http://127.0.0.1:PORT, or http://[::1]:PORT. Earshot sends no requests until you correct it.',
    ),
    openSettings('earshot.server'),
  ],
  settingsNotWritten: [
    l10n.t(
      'VS Code cannot write your settings. Save settings.json, correct any errors in it, and try again.',
    ),
    { label: l10n.t('Open settings.json'), command: 'workbench.action.openSettingsJson' },
  ],
  noPorts: [
    l10n.t(
      'VS Code in a browser cannot open a port on this computer. Select another option in the earshot.signIn.flow setting.',
    ),
    openSettings('earshot.signIn.flow'),
  ],
};

export function configurationMessage(fault: ConfigurationFault): Message {
  return configurationFaults[fault];
}

/** A setting with a fault, in the fault's own sentence. */
export function settingMessage(sentence: string, key: string): Message {
  return [sentence, openSettings(key)];
}

/** What is wrong with a format. */
export function formatMessage(fault: FormatFault): string {
  switch (fault.kind) {
    case 'formatTooLong':
      return l10n.t('The format is longer than 1,000 characters. Shorten it.');
    case 'formatEmpty':
      return l10n.t('The format is empty.');
    case 'formatBracketNotClosed':
      return l10n.t(
        'The format has an unclosed “{bracket}”. Write “{doubled}” for the character itself.',
        doubled(fault),
      );
    case 'formatBracketNotOpened':
      return l10n.t(
        'The format has an unmatched “{bracket}”. Write “{doubled}” for the character itself.',
        doubled(fault),
      );
    case 'formatBraceAlone':
      return l10n.t('The format has a single “{brace}”. Write “{doubled}” for the character itself.', {
        brace: fault.bracket,
        ...doubled(fault),
      });
    case 'formatTokenUnknown':
      return l10n.t('Unknown token {token}. Available tokens: {tokens}.', {
        token: `{${fault.name}}`,
        tokens: fault.known.map((token) => `{${token}}`).join(', '),
      });
  }
}

function doubled({ bracket }: { readonly bracket: string }) {
  return { bracket, doubled: bracket + bracket };
}

/** What is wrong with a client ID. */
export function clientIdMessage(fault: ClientIdFault): string {
  switch (fault.kind) {
    case 'clientIdMissing':
      return l10n.t('Paste the client ID of your Spotify app: 32 digits and letters from a to f.');
    case 'clientIdLength':
      return l10n.t('A Spotify client ID has 32 characters. This one has {length}.', {
        length: fault.length,
      });
    case 'clientIdCharacters':
      return l10n.t('A Spotify client ID contains only digits and letters from a to f.');
  }
}

/** What is wrong with a text as a client ID, in a sentence; `undefined` when nothing is. */
export function clientIdMessageFor(text: string): string | undefined {
  const fault = clientIdFault(text);
  return fault && clientIdMessage(fault);
}
