/* How a sign-in ends, in the browser and in the editor, and what came in its place. */
import * as l10n from '@vscode/l10n';
import type { FlowName } from '../model/account';
import { action, sentences, signIn, type Message } from './common';

/** What the browser shows that comes back to a port of this machine. */
export const loopbackPages = {
  unknown: l10n.t('Page not found.'),
  foreign: l10n.t('This response belongs to another sign-in. Return to your editor and sign in again.'),
  refused: l10n.t('Sign-in was cancelled. You can close this page.'),
  done: l10n.t('Done. You can close this page and return to your editor.'),
};

/** To another extension that asks for a session. */
export const scopesNotOffered = l10n.t(
  'Earshot for Spotify does not offer these permissions. Request fewer scopes.',
);

export function signInInterrupted(flow: FlowName): Message {
  return [
    l10n.t(
      'VS Code restarted during the Spotify sign-in, so the response from the browser was lost. Sign in again.',
    ),
    { ...signIn, arguments: [flow] },
  ];
}

/** `local`: whether the browser can come back to a port of this machine, which is the way that needs no other window. */
export function answerNotExpected(local: boolean): Message {
  const what = l10n.t(
    'The response from Spotify does not match a sign-in in this window, or it arrived too late.',
  );
  return local
    ? [
        sentences(what, l10n.t('If another window is waiting for it, sign in through this computer.')),
        signIn,
        action(l10n.t('Through This Computer'), 'signIn', 'loopback'),
      ]
    : [sentences(what, l10n.t('Nothing was changed.')), signIn];
}
