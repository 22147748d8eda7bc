import type { Command } from './commands';
import { removeClientSecret, setClientSecret } from './clientSecret';
import { importCredentials, type ImportParts } from './importCredentials';
import { copyRefreshToken, useRefreshToken } from './refreshToken';

/** The context key that shows these commands. */
export const grantsKey = 'earshot.canKeepSecrets';

/** The commands about secrets and tokens; only for hosts whose requests with a secret Spotify answers. */
export function grantCommands(parts: ImportParts): Readonly<Record<string, Command>> {
  return {
    'earshot.setClientSecret': (next) => setClientSecret(parts, next),
    'earshot.removeClientSecret': () => removeClientSecret(parts),
    'earshot.importCredentials': (file) => importCredentials(parts, file),
    'earshot.useRefreshToken': () => useRefreshToken(parts),
    'earshot.copyRefreshToken': () => copyRefreshToken(parts.sessions),
  };
}
