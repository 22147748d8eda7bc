import { opensPorts, callbackRelayFor } from '#features';
import * as vscode from 'vscode';
import { Account, type AuthorizationResult } from '../auth/account';
import { Callbacks } from '../auth/oauth/callbacks';
import { Provider } from '../auth/provider';
import { forgetChoices } from '../browse/choices';
import { problemActions, problemMessage } from '../messages/apiProblems';
import { signedIn } from '../messages/signInEnds';
import type { FlowName } from '../model/account';
import type { ApiProblem } from '../model/errors/apiProblem';
import { escapeIcons } from '../model/text';
import { systemClock as clock } from '../platform/clock';
import { always, SpotifyClient, type AccessToken } from '../spotify/client';
import type { RequestLog } from '../spotify/requestLog';
import { UnfinishedSignIn } from '../ui/auth/unfinishedSignIn';
import { CallbackHandler } from '../ui/auth/uriHandler';
import { flashStatus, showMessage } from '../ui/common/messages';
import type { Foundation } from './foundation';

/** As `SignIn.run`. */
type Authorize = (showDialog: boolean, flow: FlowName | undefined) => Promise<AuthorizationResult>;

/** Signing in and out, and the ways back from the browser; the conversation in between is read late. */
export function buildSignIn(foundation: Foundation, requestLog: RequestLog, authorize: Authorize) {
  const { context, disposables, log, http, sessions, shared, tokens, store } = foundation;
  const callbacks = new Callbacks(clock);
  const callbackRelay = shared ? callbackRelayFor(context.secrets, callbacks, clock) : undefined;
  if (callbackRelay) disposables.add(callbackRelay);
  const unfinished = new UnfinishedSignIn(context.workspaceState, clock);
  unfinished.showRestarted();
  disposables.add(
    vscode.window.registerUriHandler(
      new CallbackHandler(callbacks, callbackRelay, unfinished, shared && opensPorts),
    ),
  );
  const signInDelegate = {
    // Who signed out may want another account, and Spotify would sign in the one that its cookie names.
    requestAuthorization: async (flow?: FlowName) =>
      authorize(await sessions.wasSignedOut().catch(() => false), flow),
    profile: (token: AccessToken) => new SpotifyClient(http, always(token), requestLog, clock, log).profile(),
    showSignedIn: (name: string | undefined) => flashStatus(`$(check) ${escapeIcons(signedIn(name))}`),
    showProblem: (problem: ApiProblem) => {
      const sentence = problemMessage(problem, clock.now());
      void showMessage(vscode.window.showErrorMessage, sentence, ...problemActions(problem));
    },
  };
  const account = disposables.add(new Account(signInDelegate, sessions, tokens, clock, log));
  disposables.add(account.onDidSignOut(() => void forgetChoices(context.globalState)));
  disposables.add(new Provider(sessions, tokens, account));
  const told = (active: boolean) => store.dispatch({ type: active ? 'signInStarted' : 'signInStopped' });
  disposables.add(account.onDidChangeActivity(told));
  return { account, callbacks, unfinished };
}
