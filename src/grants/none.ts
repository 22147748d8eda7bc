import type * as all from './all';

/* In a browser Spotify's token endpoint does not answer requests with a secret (CORS), so that there is none of it. */

export const clientSecrets: typeof all.clientSecrets = () => undefined;
export const appTokens: typeof all.appTokens = () => undefined;
export const grantKeys: typeof all.grantKeys = [];
export const grantCommands: typeof all.grantCommands = () => ({});
