import { http as hostHttp } from '#host/http';
import { journalFile } from '#host/journalFile';
import { LocalChannel } from '#host/localChannel';
import { openLock } from '#host/lock';
import { network } from '#host/network';
import { system } from '#host/system';
import {
  catalogueTokens,
  clientSecrets,
  explain,
  followLink,
  grantCommands,
  grantKeys,
  openPort,
  opensPorts,
  sourceWith,
  callbackRelayFor,
} from '#features';
import * as vscode from 'vscode';
import { createPolling } from './app/polling';
import { Account } from './auth/account';
import { Authorizer } from './auth/oauth/authorization';
import { Callbacks } from './auth/oauth/callbacks';
import { TokenEndpoint } from './auth/oauth/tokenEndpoint';
import { Provider } from './auth/provider';
import { SessionExpiry } from './auth/session/sessionExpiry';
import { SessionStore, watchSession } from './auth/session/sessionStore';
import { Tokens } from './auth/tokens';
import { signedIn } from './messages/signIn';
import type { FlowName } from './model/account';
import { ApiProblemError, type ApiProblem } from './model/errors/apiProblem';
import type { Link } from './model/link';
import { escapeIcons } from './model/text';
import { nextPoll, paces } from './model/schedule/polling';
import { systemClock as clock, watch } from './platform/clock';
import { windowFocus } from './platform/focus';
import { describeError, logged, type Log } from './platform/host';
import { DisposableStore, setUnexpectedErrorHandler } from './platform/lifecycle';
import { RecentLog } from './platform/recentLog';
import { Settings } from './platform/settings';
import { Catalogue } from './player/catalogue';
import { Store } from './player/store';
import { budgetPage } from './render/budgetPage';
import { always, SpotifyClient, type AccessToken } from './spotify/client';
import { endpointsFor } from './spotify/endpoints';
import { RequestLog } from './spotify/requestLog';
import { describeHost } from './ui/auth/host';
import { SignIn } from './ui/auth/signIn';
import { KnownRedirectUris } from './ui/common/spotifyApp';
import { UnfinishedSignIn } from './ui/auth/unfinishedSignIn';
import { CallbackHandler } from './ui/auth/uriHandler';
import { registerCommands } from './ui/commands';
import { ContextKeys } from './ui/common/contextKeys';
import { flashStatus, showError } from './ui/common/messages';
import { PremiumRefusal } from './ui/common/premiumRefusal';
import { SettingsCheck } from './ui/common/settingsCheck';
import { LinkHovers } from './ui/hovers/linkHovers';
import { AccountView, BudgetView } from './ui/pages/pages';
import { reportIssue } from './ui/pages/reportIssue';
import { Buttons } from './ui/statusBar/buttons';
import { remind, ExpiryItem } from './ui/statusBar/expiry';
import { StatusBar } from './ui/statusBar/statusBar';
import { ExpiryReminder } from './windows/expiryReminder';
import { protocolVersion } from './windows/protocol';
import { remindedFile, sessionChangeMarker } from './windows/sharedFiles';
import { sharedFolder } from './windows/sharedFolder';

/** Composes the parts; nothing here decides anything. */
export function activate(context: vscode.ExtensionContext): void {
  const started = clock.monotonic();
  const foundation = buildFoundation(context);
  const { disposables, store, settings, sessions, log } = foundation;
  const sessionExpiry = disposables.add(new SessionExpiry(sessions, windowFocus, clock));
  disposables.add(new StatusBar(store, settings, sessionExpiry, clock, log));
  disposables.add(new Buttons(store, settings));
  disposables.add(new ExpiryItem(sessionExpiry, settings));
  disposables.add(new ContextKeys(store, settings, grantKeys));
  disposables.add(new SettingsCheck(settings));
  const { requestLog, election, report, budget } = buildPolling(foundation);
  const findCatalogItem = (link: Link) => election.request({ kind: 'catalogItem', link });
  const catalogue = new Catalogue(findCatalogItem, clock);
  disposables.add(sessions.onDidChange(() => catalogue.forget()));
  disposables.add(new LinkHovers(catalogue, store, settings, clock));
  const { account, signIn, known, host } = buildSignIn(foundation, requestLog);
  const budgetView = disposables.add(new BudgetView(report));
  const premiumRefusal = new PremiumRefusal(context.globalState, sessions, clock);
  const premiumRefusedAt = () => premiumRefusal.at;
  const accountView = disposables.add(
    new AccountView({ sessions, election, budget, premiumRefusedAt, clock }),
  );
  const window = { leads: () => election.leads, remind };
  disposables.add(new ExpiryReminder(sessionExpiry, store, remindedFile(foundation.folder), window, log));
  const { endpoints, secrets, channel } = foundation;
  const { extension } = context;
  disposables.add(
    registerCommands({
      account,
      signIn,
      known,
      store,
      election: { request: (wanted) => premiumRefusal.watch(wanted, election.request(wanted)) },
      readSession: () => sessions.look(),
      settings,
      endpoints,
      describeHost: host,
      accountView,
      budgetView,
      secrets,
      follow: (address) => followLink(foundation.http, endpoints(), address),
      whyNothing: {
        system,
        extensionKind: context.extension.extensionKind,
        leads: () => election.leads,
        explain,
        readLocal: () => election.request({ kind: 'localApp' }),
      },
      grantCommands: grantCommands(secrets, { ...foundation, account, election }),
      showLog: () => channel.show(),
      reportIssue: () => reportIssue({ extension, settings, sessions, store, election, log }),
      extensionId: extension.id,
      log,
    }),
  );
  disposables.add(watch(clock));
  void begin(sessions, requestLog, log).then(() => election.start());
  log.info(`Activated in ${clock.monotonic() - started} ms`);
}

type Foundation = ReturnType<typeof buildFoundation>;

/** What all the rest stands on. */
function buildFoundation(context: vscode.ExtensionContext) {
  const disposables = new DisposableStore();
  context.subscriptions.push(disposables);
  const channel = disposables.add(vscode.window.createOutputChannel('Earshot for Spotify', { log: true }));
  const log = new RecentLog(channel, clock);
  disposables.add(
    setUnexpectedErrorHandler((error) => log.error(`Unexpected error: ${describeError(error)}`)),
  );
  const settings = disposables.add(new Settings());
  const endpoints = () => endpointsFor(settings.server.value);
  const issuer = () => attempt(() => endpoints().accounts);
  const folder = sharedFolder(context.globalStorageUri);
  const withLock = openLock(vscode.Uri.joinPath(folder, 'refresh.lock'), clock, log);
  /** Whether all windows share one SecretStorage. */
  const shared = vscode.env.uiKind === vscode.UIKind.Desktop;
  const mark = sessionChangeMarker(folder);
  const sessions = disposables.add(new SessionStore(context.secrets, mark, issuer, clock, withLock, shared));
  disposables.add(settings.server.onDidChange(() => void sessions.look()));
  disposables.add(watchSession(sessions, windowFocus, log));
  const secrets = clientSecrets(context.secrets);
  const http = logged(hostHttp, log);
  const tokenEndpoint = new TokenEndpoint(http, clock, secrets);
  const tokens = new Tokens(sessions, tokenEndpoint, endpoints, clock, log);
  const store = disposables.add(new Store());
  const stored = { sessions, shared, secrets, tokenEndpoint, tokens };
  return { context, disposables, channel, log, settings, endpoints, folder, http, store, ...stored };
}

/** Asking Spotify, by one window for all. */
function buildPolling(foundation: Foundation) {
  const { disposables, settings, endpoints, folder, tokenEndpoint, tokens, store } = foundation;
  const requestLog = disposables.add(
    new RequestLog(journalFile(vscode.Uri.joinPath(folder, 'requests.log')), clock),
  );
  const clientId = () => settings.clientId.value;
  const { context, log } = foundation;
  const openApp = () => Promise.resolve(vscode.env.openExternal(vscode.Uri.parse('spotify:')));
  const { extensionPath: extensionFolder, globalState: memory } = context;
  const local = { extensionFolder, memory, openApp, clock, log };
  const { election, conditions } = disposables.add(
    createPolling({
      ...foundation,
      requestLog,
      lookupTokens: catalogueTokens(tokens, tokenEndpoint, endpoints, clientId, clock),
      channel: new LocalChannel(folder.fsPath, protocolVersion),
      focus: windowFocus,
      network,
      limits: () => ({
        dailyBudget: settings.dailyBudget.value,
        pace: paces[settings.pace.value],
        localOnly: opensPorts && settings.source.value === 'local',
      }),
      createSource: sourceWith(local, settings.source),
      clock,
    }),
  );
  const report = async () => {
    await requestLog.read();
    const read = conditions.read();
    const { now, budget } = read;
    const plan = nextPoll(store.playback, read);
    return budgetPage({ sent: requestLog.sent, budget, plan, now });
  };
  const budget = async () => {
    await requestLog.read();
    return conditions.read().budget;
  };
  return { requestLog, election, report, budget };
}

/** Signing in and out, and the ways back from the browser. */
function buildSignIn(foundation: Foundation, requestLog: RequestLog) {
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

/** Reads what is known from before; what cannot be read counts as not there. */
async function begin(sessions: SessionStore, requestLog: RequestLog, log: Log): Promise<void> {
  for (const source of [sessions, requestLog]) {
    await source
      .read()
      .catch((error: unknown) => log.error(`Something stored cannot be read: ${describeError(error)}`));
  }
}

/** A setting with a fault is reported by `SettingsCheck`; until it is mended there is no Spotify to be signed in to. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
