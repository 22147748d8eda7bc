import { parseDotenv } from '../platform/node/dotenv';
import type { CommandParts, Commands } from '../ui/commands';
import { removeClientSecret, setClientSecret } from '../ui/credentials/clientSecret';
import { importCredentials } from '../ui/credentials/importCredentials';
import { manageCredentials } from '../ui/credentials/manageCredentials';
import { copyRefreshToken, useRefreshToken } from '../ui/credentials/refreshToken';
import { addLateParts, lateParts, type EarlyParts, type LateParts } from './lateParts';

/** Every command and view in Node's extension host: a bundle of its own, which `lateCommands.ts` has read. */
export function allParts(early: EarlyParts): LateParts {
  const parts = addLateParts(early);
  return lateParts(parts, grantCommands(parts));
}

/** All that takes a client secret or a refresh token of the user's own. */
function grantCommands({ secrets, ...others }: CommandParts): Commands {
  if (!secrets) return {};
  const parts = { ...others, secrets, parse: parseDotenv };
  return {
    'earshot.manageCredentials': () => manageCredentials(parts),
    'earshot.setClientSecret': (next) => setClientSecret(parts, next),
    'earshot.removeClientSecret': () => removeClientSecret(parts),
    'earshot.importCredentials': (file) => importCredentials(parts, file),
    'earshot.useRefreshToken': () => useRefreshToken(parts),
    'earshot.copyRefreshToken': () => copyRefreshToken(parts.sessions),
  };
}
