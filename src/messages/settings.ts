/* What is wrong with a setting, and what to do about it. */
import { clientIdFault, type ClientIdFault } from '../model/account';
import type { ConfigurationFault } from '../model/errors/userFacingError';
import { openSettings, type Message } from './common';

const configurationFaults: Readonly<Record<ConfigurationFault, Message>> = {
  serverAddress: [
    'The earshot.server setting must be empty, http://127.0.0.1:PORT, or http://[::1]:PORT. Earshot sends no requests until you correct it.',
    openSettings('earshot.server'),
  ],
  settingsNotWritten: [
    'VS Code cannot write your settings. Save settings.json, correct any errors in it, and try again.',
    { label: 'Open settings.json', command: 'workbench.action.openSettingsJson' },
  ],
  noPorts: [
    'VS Code in a browser cannot open a port on this computer. Select another option in the earshot.signIn.flow setting.',
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

export const formatTooLong = 'The format is longer than 1,000 characters. Shorten it.';
export const formatEmpty = 'The format is empty.';

export function formatBracketNotClosed(bracket: string): string {
  return `The format has an unclosed “${bracket}”. Write “${bracket}${bracket}” for the character itself.`;
}

export function formatBracketNotOpened(bracket: string): string {
  return `The format has an unmatched “${bracket}”. Write “${bracket}${bracket}” for the character itself.`;
}

export function formatBraceAlone(brace: string): string {
  return `The format has a single “${brace}”. Write “${brace}${brace}” for the character itself.`;
}

/** `known` are the names of the tokens that it may have. */
export function formatTokenUnknown(name: string, known: readonly string[]): string {
  return `Unknown token {${name}}. Available tokens: ${known.map((token) => `{${token}}`).join(', ')}.`;
}

/** What is wrong with a client ID. */
export function clientIdMessage(fault: ClientIdFault): string {
  switch (fault.kind) {
    case 'clientIdMissing':
      return 'Paste the client ID of your Spotify app: 32 digits and letters from a to f.';
    case 'clientIdLength':
      return `A Spotify client ID has 32 characters. This one has ${fault.length}.`;
    case 'clientIdCharacters':
      return 'A Spotify client ID contains only digits and letters from a to f.';
  }
}

/** What is wrong with a text as a client ID, in a sentence; `undefined` when nothing is. */
export function clientIdMessageFor(text: string): string | undefined {
  const fault = clientIdFault(text);
  return fault && clientIdMessage(fault);
}
