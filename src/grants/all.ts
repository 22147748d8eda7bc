import type { SecretStorage } from 'vscode';
import { AppTokens } from '../auth/appTokens';
import { ClientSecrets } from '../auth/clientSecrets';
import { parseDotenv } from '../platform/node/dotenv';
import type { AccessTokens } from '../spotify/client';
import { removeClientSecret, setClientSecret } from '../ui/clientSecret';
import type { Command } from '../ui/commands';
import { importCredentials, type ImportParts } from '../ui/importCredentials';
import { copyRefreshToken, useRefreshToken } from '../ui/refreshToken';

/*
 * All that takes a client secret or a refresh token made by hand. Only where requests with a secret get an answer from
 * Spotify's token endpoint: `none.ts` has its place in the bundle for browsers.
 */

export function clientSecrets(storage: SecretStorage): ClientSecrets | undefined {
  return new ClientSecrets(storage);
}

/** Access tokens of the app itself, for when nobody is signed in. */
export function appTokens(...parts: ConstructorParameters<typeof AppTokens>): AccessTokens | undefined {
  return new AppTokens(...parts);
}

/** The context keys that show the commands. */
export const grantKeys: readonly string[] = ['earshot.canKeepSecrets'];

/** The commands, by their id in package.json. */
export function grantCommands(
  secrets: ClientSecrets | undefined,
  others: Omit<ImportParts, 'parse' | 'secrets'>,
): Readonly<Record<string, Command>> {
  if (!secrets) return {};
  const parts = { ...others, secrets, parse: parseDotenv };
  return {
    'earshot.setClientSecret': (next) => setClientSecret(parts, next),
    'earshot.removeClientSecret': () => removeClientSecret(parts),
    'earshot.importCredentials': (file) => importCredentials(parts, file),
    'earshot.useRefreshToken': () => useRefreshToken(parts),
    'earshot.copyRefreshToken': () => copyRefreshToken(parts.sessions),
  };
}
