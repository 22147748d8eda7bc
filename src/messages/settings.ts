/* What is wrong with a setting, and what to do about it. */
import type { ConfigurationFault } from '../model/errors/userFacingError';
import { openSettings, type Message } from './common';

const configurationFaults: Readonly<Record<ConfigurationFault, Message>> = {
  serverAddress: [
    'The setting earshot.server must be empty, http://127.0.0.1:PORT or http://[::1]:PORT; Spotify is not asked until it is.',
    openSettings('earshot.server'),
  ],
  settingsNotWritten: [
    'VS Code cannot write your settings. Save settings.json, mend what is wrong in it, and try again.',
    { label: 'Open settings.json', command: 'workbench.action.openSettingsJson' },
  ],
  noPorts: [
    'VS Code in a browser cannot open a port of this machine; choose another way back under earshot.signIn.flow.',
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
  return `The format has a “${bracket}” that is never closed; write “${bracket}${bracket}” for the character itself.`;
}

export function formatBracketNotOpened(bracket: string): string {
  return `The format has a “${bracket}” that closes nothing; write “${bracket}${bracket}” for the character itself.`;
}

export function formatBraceAlone(brace: string): string {
  return `The format has a single “${brace}”; write “${brace}${brace}” for the character itself.`;
}

/** `known` are the names of the tokens that it may have. */
export function formatTokenUnknown(name: string, known: readonly string[]): string {
  return `Unknown token {${name}}. Available tokens: ${known.map((token) => `{${token}}`).join(', ')}.`;
}
