import * as vscode from 'vscode';
import type { Authorization } from '../../auth/oauth/authorization';
import type { TokenReply } from '../../auth/oauth/tokenReply';
import type { Event } from '../../platform/event';
import { DisposableStore } from '../../platform/lifecycle';

/** How the waiting ended. */
export type BrowserOutcome =
  | { readonly kind: 'answered'; readonly reply: TokenReply }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'anotherWay' };

/**
 * Waits with a notification that can be cancelled, names the redirect URI and offers another way. That the browser was
 * not opened ends nothing: people who use another browser copy the address.
 */
export function waitForBrowser(
  authorization: Authorization,
  opened: Promise<boolean>,
  redirectUri: string,
  anotherWay: Event<void>,
): Promise<BrowserOutcome> {
  const progress = { location: vscode.ProgressLocation.Notification, title: 'Spotify', cancellable: true };
  return Promise.resolve(
    vscode.window.withProgress(progress, async (report, cancellation) => {
      report.report({ message: waitingMessage(redirectUri, true) });
      void opened.then((open) => open || report.report({ message: waitingMessage(redirectUri, false) }));
      const owner = new DisposableStore();
      try {
        return await Promise.race([
          authorization.tokens.then((reply): BrowserOutcome => ({ kind: 'answered', reply })),
          new Promise<BrowserOutcome>((resolve) => {
            owner.add(cancellation.onCancellationRequested(() => resolve({ kind: 'cancelled' })));
            owner.add(anotherWay(() => resolve({ kind: 'anotherWay' })));
          }),
        ]);
      } finally {
        owner.dispose();
      }
    }),
  );
}

/** VS Code makes links of `[text](command:…)` in notifications; progress has no other buttons than Cancel. */
function waitingMessage(redirectUri: string, opened: boolean): string {
  const copy = `command:earshot.copyRedirectUri?${encodeURIComponent(JSON.stringify([redirectUri]))}`;
  const again = 'command:earshot.signIn.openAgain';
  const address = 'command:earshot.signIn.copyAddress';
  const start = opened
    ? `waiting for you to agree in the browser ([open it again](${again}), [copy the address](${address})).`
    : `the browser was not opened. [Open it](${again}), or [copy the address](${address}) and agree there.`;
  return `${start} If it shows INVALID_CLIENT, register ${redirectUri} ([copy](${copy})) in your Spotify app, or [use another way](command:earshot.signIn.useAnotherWay).`;
}
