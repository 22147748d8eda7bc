import { SignedOutError } from '../core/trouble';
import type { AccessToken, AccessTokens } from '../spotify/client';

/** The user's tokens, or, while nobody is signed in, the app's. */
export function userElseApp(user: AccessTokens, app: AccessTokens): AccessTokens {
  let ofApp: AccessToken | undefined;
  return {
    async get() {
      try {
        return await user.get();
      } catch (error) {
        if (!(error instanceof SignedOutError)) throw error;
        return (ofApp = await app.get());
      }
    },
    renew: (refused) => (refused === ofApp ? app : user).renew(refused),
  };
}
