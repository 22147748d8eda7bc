import * as vscode from 'vscode';
import { Account } from '../auth/account';
import { Authorizer } from '../auth/oauth/authorization';
import { forgetChoices } from '../browse/choices';
import { problemActions, problemMessage } from '../messages/apiProblems';
import { signedIn } from '../messages/signIn';
import type { FlowName } from '../model/account';
import type { ApiProblem } from '../model/errors/apiProblem';
import { escapeIcons } from '../model/text';
import { systemClock as clock } from '../platform/clock';
import { always, SpotifyClient, type AccessToken } from '../spotify/client';
import type { RequestLog } from '../spotify/requestLog';
import { describeHost } from '../ui/auth/host';
import { SignIn } from '../ui/auth/signIn';
import { flashStatus, showMessage } from '../ui/common/messages';
import { KnownRedirectUris } from '../ui/common/knownRedirectUris';
import type { openCallbacks } from './callbacks';
import type { ExtensionHost } from './extensionHost';
import type { Foundation } from './foundation';

export interface SignInParts extends Foundation, ReturnType<typeof openCallbacks> {
  readonly host: ExtensionHost;
  readonly requestLog: RequestLog;
}

/** Signing in and out, with the conversation that leads through the browser. */
export function createSignIn(early: SignInParts) {
  const { context, disposables, host, log, http, sessions, tokens, store, settings, endpoints } = early;
  const { callbacks, unfinished, requestLog } = early;
  const known = new KnownRedirectUris(context.globalState);
  const describe = (nonce: string) => describeHost(context.extension, nonce, host.opensPorts);
  const authorizer = new Authorizer(callbacks, early.tokenEndpoint, host.openPort);
  const signIn = disposables.add(
    new SignIn(authorizer, settings, endpoints, describe, { known, unfinished }),
  );
  const signInDelegate = {
    // Who signed out may want another account, and Spotify would sign in the one that its cookie names.
    requestAuthorization: async (flow?: FlowName) =>
      signIn.run(await sessions.wasSignedOut().catch(() => false), flow),
    profile: (token: AccessToken) => new SpotifyClient(http, always(token), requestLog, clock, log).profile(),
    showSignedIn: (name: string | undefined) => flashStatus(`$(check) ${escapeIcons(signedIn(name))}`),
    showProblem: (problem: ApiProblem) => {
      const sentence = problemMessage(problem, clock.now());
      void showMessage(vscode.window.showErrorMessage, sentence, ...problemActions(problem));
    },
  };
  const account = disposables.add(new Account(signInDelegate, sessions, tokens, clock, log));
  disposables.add(account.onDidSignOut(() => void forgetChoices(context.globalState)));
  const told = (active: boolean) => store.dispatch({ type: active ? 'signInStarted' : 'signInStopped' });
  disposables.add(account.onDidChangeActivity(told));
  return { known, describeHost: describe, signIn, account };
}
