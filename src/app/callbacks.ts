import * as vscode from 'vscode';
import { Callbacks } from '../auth/oauth/callbacks';
import { systemClock as clock } from '../platform/clock';
import { UnfinishedSignIn } from '../ui/auth/unfinishedSignIn';
import { CallbackHandler } from '../ui/auth/uriHandler';
import type { Foundation } from './foundation';
import type { ExtensionHost } from './extensionHost';

/** The ways back from the browser, which have to be open before anybody signs in: VS Code may start for one of them. */
export function openCallbacks(host: ExtensionHost, { context, disposables, shared }: Foundation) {
  const callbacks = new Callbacks(clock);
  const callbackRelay = shared ? host.callbackRelay(context.secrets, callbacks, clock) : undefined;
  if (callbackRelay) disposables.add(callbackRelay);
  const unfinished = new UnfinishedSignIn(context.workspaceState, clock);
  unfinished.showRestarted();
  disposables.add(
    vscode.window.registerUriHandler(
      new CallbackHandler(callbacks, callbackRelay, unfinished, shared && host.opensPorts),
    ),
  );
  return { callbacks, unfinished };
}
