import { openPort, opensPorts, callbackRelayFor } from '#features';
import * as vscode from 'vscode';
import { Account } from '../auth/account';
import { Authorizer } from '../auth/oauth/authorization';
import { Callbacks } from '../auth/oauth/callbacks';
import { Provider } from '../auth/provider';
import { signedIn } from '../messages/signIn';
import type { FlowName } from '../model/account';
import { ApiProblemError, type ApiProblem } from '../model/errors/apiProblem';
import { escapeIcons } from '../model/text';
import { systemClock as clock } from '../platform/clock';
import { always, SpotifyClient, type AccessToken } from '../spotify/client';
import type { RequestLog } from '../spotify/requestLog';
import { describeHost } from '../ui/auth/host';
import { SignIn } from '../ui/auth/signIn';
import { KnownRedirectUris } from '../ui/common/spotifyApp';
import { UnfinishedSignIn } from '../ui/auth/unfinishedSignIn';
import { CallbackHandler } from '../ui/auth/uriHandler';
import { flashStatus, showError } from '../ui/common/messages';
import type { Foundation } from './foundation';

/** Signing in and out, and the ways back from the browser. */
export function buildSignIn(foundation: Foundation, requestLog: RequestLog) {
  const {
    context,
    disposables,
    log,
    settings,
    endpoints,
    http,
    sessions,
    shared,
    tokenEndpoint,
    tokens,
    store,
  } = foundation;
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
  const known = new KnownRedirectUris(context.globalState);
  const host = (nonce: string) => describeHost(context.extension, nonce, opensPorts);
  const authorizer = new Authorizer(callbacks, tokenEndpoint, openPort);
  const signIn = disposables.add(new SignIn(authorizer, settings, endpoints, host, { known, unfinished }));
  const signInDelegate = {
    // Who signed out may want another account, and Spotify would sign in the one that its cookie names.
    requestAuthorization: async (flow?: FlowName) =>
      signIn.run(await sessions.wasSignedOut().catch(() => false), flow),
    profile: (token: AccessToken) => new SpotifyClient(http, always(token), requestLog, clock, log).profile(),
    showSignedIn: (name: string | undefined) => flashStatus(`$(check) ${escapeIcons(signedIn(name))}`),
    showProblem: (problem: ApiProblem) => showError(new ApiProblemError(problem), log),
  };
  const account = disposables.add(new Account(signInDelegate, sessions, tokens, clock, log));
  disposables.add(new Provider(sessions, tokens, account));
  const told = (active: boolean) => store.dispatch({ type: active ? 'signInStarted' : 'signInStopped' });
  disposables.add(account.onDidChangeActivity(told));
  return { account, signIn, known, host };
}
