import { SignedOutError } from '../core/trouble';
import type { AccessToken, AccessTokens } from '../spotify/client';

/** The user's tokens, or, while nobody is signed in, the app's. */
export function userElseApp(user: AccessTokens, app: AccessTokens): AccessTokens {
  const ofApp = new WeakSet<AccessToken>();
  return {
    async get() {
      try {
        return await user.get();
      } catch (error) {
        if (!(error instanceof SignedOutError)) throw error;
        const token = await app.get();
        ofApp.add(token);
        return token;
      }
    },
    renew: (refused) => (ofApp.has(refused) ? app : user).renew(refused),
  };
}
