import * as vscode from 'vscode';
import { Account } from './auth/account';
import { Authorizer } from './auth/authorization';
import { Callbacks } from './auth/callbacks';
import { TokenEndpoint } from './auth/oauth';
import { Provider } from './auth/provider';
import { SessionStore, type SessionState } from './auth/sessionStore';
import { Tokens } from './auth/tokens';
import { describeError } from './core/human';
import type { PlaybackEvent } from './core/playback';
import { systemClock as clock } from './platform/clock';
import { Owner } from './platform/disposable';
import { windowFocus } from './platform/focus';
import { http } from './platform/node/http';
import { openLoopback } from './platform/node/loopback';
import { Settings } from './platform/settings';
import { Poller } from './player/poller';
import { Store } from './player/store';
import { SpotifyClient, type AccessToken, type AccessTokens } from './spotify/client';
import { endpointsFor } from './spotify/endpoints';
import { registerCommands } from './ui/commands';
import { ContextKeys } from './ui/contextKeys';
import { describeHost } from './ui/host';
import { KnownRedirectUris } from './ui/redirectUri';
import { SettingsCheck } from './ui/settingsCheck';
import { SignIn } from './ui/signIn';
import { StatusBar } from './ui/statusBar';
import { CallbackHandler } from './ui/uriHandler';
import { changeFile } from './windows/changeFile';
import { Mailbox } from './windows/mailbox';

/** Builds the house and wires it; nothing here decides anything. */
export function activate(context: vscode.ExtensionContext): void {
  const started = clock.now();
  const owner = new Owner();
  context.subscriptions.push(owner);
  const log = owner.own(vscode.window.createOutputChannel('Earshot for Spotify', { log: true }));

  const settings = owner.own(new Settings());
  const endpoints = () => endpointsFor(settings.server.value);
  const issuer = () => attempt(() => endpoints().accounts);

  const store = owner.own(new Store());
  owner.own(new StatusBar(store, settings, clock, log));
  owner.own(new ContextKeys(store, settings));
  owner.own(new SettingsCheck(settings));

  const sessions = owner.own(
    new SessionStore(context.secrets, changeFile(context.globalStorageUri), issuer, clock),
  );
  const tokenEndpoint = new TokenEndpoint(http, clock);
  const tokens = new Tokens(sessions, tokenEndpoint, endpoints, clock, log);
  const client = new SpotifyClient(http, tokens, clock, log);
  const poller = owner.own(new Poller(store, () => client.player(), windowFocus, clock, log));

  const callbacks = new Callbacks(clock);
  const shared = vscode.env.uiKind === vscode.UIKind.Desktop;
  const mailbox = shared ? owner.own(new Mailbox(context.secrets, callbacks, clock)) : undefined;
  owner.own(vscode.window.registerUriHandler(new CallbackHandler(callbacks, mailbox)));

  const known = new KnownRedirectUris(context.globalState);
  const host = (nonce: string) => describeHost(context.extension, nonce);
  const authorizer = new Authorizer(callbacks, tokenEndpoint, openLoopback);
  const signIn = owner.own(new SignIn(authorizer, settings, endpoints, host, known));
  const entrance = {
    askForConsent: () => signIn.run(),
    profile: (token: AccessToken) => new SpotifyClient(http, always(token), clock, log).profile(),
  };
  const account = owner.own(new Account(entrance, sessions, tokens, clock, log));
  owner.own(new Provider(sessions, tokens, account));
  owner.own(
    registerCommands({ account, signIn, store, poller, settings, endpoints, describeHost: host, log }),
  );

  const follow = (state: SessionState) => {
    poller.startOver();
    store.dispatch(sessionEvent(state));
  };
  owner.own(
    account.onDidChangeActivity((active) =>
      store.dispatch({ type: active ? 'signInStarted' : 'signInStopped' }),
    ),
  );
  owner.own(sessions.onDidChange(follow));
  owner.own(settings.server.onDidChange(() => void sessions.read()));
  sessions.read().catch((error: unknown) => {
    log.error(`The session cannot be read: ${describeError(error)}`);
    follow({ kind: 'signedOut', elsewhere: false });
  });
  log.info(`Activated in ${clock.now() - started} ms`);
}

function sessionEvent(state: SessionState): PlaybackEvent {
  switch (state.kind) {
    case 'signedIn':
      return { type: 'signedIn' };
    case 'ended':
      return { type: 'sessionEnded' };
    case 'signedOut':
      return { type: 'signedOut', elsewhere: state.elsewhere };
  }
}

function always(token: AccessToken): AccessTokens {
  return { get: () => Promise.resolve(token), renew: () => Promise.resolve(token) };
}

/** A setting with a fault is reported by `SettingsCheck`; until it is mended there is no Spotify to be signed in to. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
