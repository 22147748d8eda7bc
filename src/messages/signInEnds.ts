/* How a sign-in ends, in the browser and in the editor, and what came in its place. */
import type { FlowName } from '../model/account';
import { action, sentences, signIn, type Message } from './common';

/** What the browser shows that comes back to a port of this machine. */
export const loopbackPages = {
  unknown: 'Page not found.',
  foreign: 'This response belongs to another sign-in. Return to your editor and sign in again.',
  refused: 'Sign-in was cancelled. You can close this page.',
  done: 'Done. You can close this page and return to your editor.',
};

/** In passing; `name`: Spotify's for the account, unless it was not told. */
export function signedIn(name: string | undefined): string {
  return name === undefined ? 'Signed in to Spotify.' : `Signed in as ${name}.`;
}

/** To another extension that asks for a session. */
export const scopesNotOffered = 'Earshot for Spotify does not offer these permissions. Request fewer scopes.';

export function signInInterrupted(flow: FlowName): Message {
  return [
    'VS Code restarted during the Spotify sign-in, so the response from the browser was lost. Sign in again.',
    { ...signIn, arguments: [flow] },
  ];
}

/** `local`: whether the browser can come back to a port of this machine, which is the way that needs no other window. */
export function answerNotExpected(local: boolean): Message {
  const what = 'The response from Spotify does not match a sign-in in this window, or it arrived too late.';
  return local
    ? [
        sentences(what, 'If another window is waiting for it, sign in through this computer.'),
        signIn,
        action('Through This Computer', 'signIn', 'loopback'),
      ]
    : [sentences(what, 'Nothing was changed.'), signIn];
}
