import * as vscode from 'vscode';
import type { Authorization } from '../../auth/oauth/authorization';
import type { TokenReply } from '../../auth/oauth/tokenReply';
import { waitingForBrowser } from '../../messages/signIn';
import type { Event } from '../../platform/event';
import { DisposableStore } from '../../platform/lifecycle';

/** How the waiting ended. */
export type BrowserOutcome =
  | { readonly kind: 'answered'; readonly reply: TokenReply }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'anotherWay' };

/** What the user may ask for meanwhile, by commands. */
export interface WaitingRequests {
  /** To see what waits. */
  readonly shownAgain: Event<void>;
  readonly anotherWay: Event<void>;
  readonly openAgain: () => void;
}

/**
 * Waits with a notification that can be cancelled, names the redirect URI and offers another way. That the browser was
 * not opened ends nothing: people who use another browser copy the address. One that was hidden comes back on
 * `shownAgain`, with VS Code's other notifications; whoever closes it cancels.
 */
export function waitForBrowser(
  authorization: Authorization,
  opened: Promise<boolean>,
  redirectUri: string,
  { shownAgain, anotherWay }: WaitingRequests,
): Promise<BrowserOutcome> {
  const progress = { location: vscode.ProgressLocation.Notification, title: 'Spotify', cancellable: true };
  return Promise.resolve(
    vscode.window.withProgress(progress, async (report, cancellation) => {
      report.report({ message: waitingForBrowser(redirectUri, true) });
      void opened.then((open) => open || report.report({ message: waitingForBrowser(redirectUri, false) }));
      const owner = new DisposableStore();
      try {
        return await Promise.race([
          authorization.tokens.then((reply): BrowserOutcome => ({ kind: 'answered', reply })),
          new Promise<BrowserOutcome>((resolve) => {
            owner.add(cancellation.onCancellationRequested(() => resolve({ kind: 'cancelled' })));
            owner.add(shownAgain(() => void vscode.commands.executeCommand('notifications.showList')));
            owner.add(anotherWay(() => resolve({ kind: 'anotherWay' })));
          }),
        ]);
      } finally {
        owner.dispose();
      }
    }),
  );
}
