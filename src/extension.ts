import { http as hostHttp } from '#host/http';
import { journalFile } from '#host/journalFile';
import { LocalChannel } from '#host/localChannel';
import { openLock } from '#host/lock';
import { openLoopback, opensPorts } from '#host/loopback';
import { network } from '#host/network';
import {
  catalogueTokens,
  clientSecrets,
  followLink,
  grantCommands,
  grantKeys,
  callbackRelayFor,
} from '#features';
import * as vscode from 'vscode';
import { Account } from './auth/account';
import { Authorizer } from './auth/oauth/authorization';
import { Callbacks } from './auth/oauth/callbacks';
import { TokenEndpoint } from './auth/oauth/tokenEndpoint';
import { Provider } from './auth/provider';
import type { FlowName } from './auth/session/session';
import { SessionExpiry } from './auth/session/sessionExpiry';
import { SessionStore } from './auth/session/sessionStore';
import { watchSession } from './auth/session/slowSecret';
import { Tokens } from './auth/tokens';
import type { WindowRequest } from './model/commands/windowRequest';
import { ApiProblemError, type ApiProblem } from './model/errors/apiProblem';
import { describeError } from './model/errors/userFacingError';
import type { Link } from './model/link';
import type { NowPlaying, Idle } from './model/playback/nowPlaying';
import { isWorthAsking, nextPoll, paces, type Circumstances } from './model/schedule/polling';
import { systemClock as clock, watch } from './platform/clock';
import { windowFocus } from './platform/focus';
import { logged, type Http, type Log } from './platform/host';
import { DisposableStore, setUnexpectedErrorHandler } from './platform/lifecycle';
import { Settings } from './platform/settings';
import { Catalogue } from './player/catalogue';
import { Controls } from './player/controls';
import { Likes } from './player/likes';
import { Poller } from './player/poller';
import { handleRequest } from './player/requestHandler';
import { guarded } from './player/spotifyApi';
import { Store } from './player/store';
import { budgetReport } from './render/budgetPage';
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
import { showError } from './ui/common/messages';
import { SettingsCheck } from './ui/common/settingsCheck';
import { LinkHovers } from './ui/hovers/linkHovers';
import { AccountView, BudgetView } from './ui/pages/pages';
import { Buttons } from './ui/statusBar/buttons';
import { remind, ExpiryItem } from './ui/statusBar/expiry';
import { StatusBar } from './ui/statusBar/statusBar';
import { AnyWindowFocus } from './windows/anyWindowFocus';
import { ExpiryReminder } from './windows/expiryReminder';
import { LeaderElection } from './windows/leaderElection';
import { protocolVersion } from './windows/protocol';
import { sessionChangeMarker, remindedFile, sharedFolder } from './windows/sharedFiles';

/** Builds the house and wires it; nothing here decides anything. */
export function activate(context: vscode.ExtensionContext): void {
  const started = clock.monotonic();
  const house = buildGround(context);
  const { owner, store, settings, sessions, log } = house;
  const sessionExpiry = owner.add(new SessionExpiry(sessions, windowFocus, clock));
  owner.add(new StatusBar(store, settings, sessionExpiry, clock, log));
  owner.add(new Buttons(store, settings));
  owner.add(new ExpiryItem(sessionExpiry, settings));
  owner.add(new ContextKeys(store, settings, grantKeys));
  owner.add(new SettingsCheck(settings));
  const { requestLog, election, report, budget } = buildPolling(house);
  const findCatalogItem = (link: Link) => election.request({ kind: 'catalogItem', link });
  const catalogue = new Catalogue(findCatalogItem, clock);
  owner.add(sessions.onDidChange(() => catalogue.forget()));
  owner.add(new LinkHovers(catalogue, store, settings, clock));
  const { account, signIn, host } = buildSignIn(house, requestLog);
  const budgetView = owner.add(new BudgetView(report));
  const accountView = owner.add(new AccountView(sessions, election, budget, clock));
  const window = { leads: () => election.leads, remind };
  owner.add(new ExpiryReminder(sessionExpiry, store, remindedFile(house.folder), window, log));
  const { endpoints, secrets } = house;
  owner.add(
    registerCommands({
      account,
      signIn,
      store,
      election,
      readSession: () => sessions.look(),
      settings,
      endpoints,
      describeHost: host,
      accountView,
      budgetView,
      secrets,
      follow: (address) => followLink(house.http, endpoints(), address),
      grantCommands: grantCommands(secrets, { ...house, account, election }),
      log,
    }),
  );
  owner.add(watch(clock));
  void begin(sessions, requestLog, log).then(() => election.start());
  log.info(`Activated in ${clock.monotonic() - started} ms`);
}

type Foundation = ReturnType<typeof buildGround>;

/** What all the rest stands on. */
function buildGround(context: vscode.ExtensionContext) {
  const owner = new DisposableStore();
  context.subscriptions.push(owner);
  const log = owner.add(vscode.window.createOutputChannel('Earshot for Spotify', { log: true }));
  owner.add(setUnexpectedErrorHandler((error) => log.error(`Unexpected error: ${describeError(error)}`)));
  const settings = owner.add(new Settings());
  const endpoints = () => endpointsFor(settings.server.value);
  const issuer = () => attempt(() => endpoints().accounts);
  const folder = sharedFolder(context.globalStorageUri);
  const withLock = openLock(vscode.Uri.joinPath(folder, 'refresh.lock'), clock, log);
  /** Whether all windows share one SecretStorage. */
  const shared = vscode.env.uiKind === vscode.UIKind.Desktop;
  const mark = sessionChangeMarker(folder);
  const sessions = owner.add(new SessionStore(context.secrets, mark, issuer, clock, withLock, shared));
  owner.add(settings.server.onDidChange(() => void sessions.look()));
  owner.add(watchSession(sessions, windowFocus, log));
  const secrets = clientSecrets(context.secrets);
  const http = logged(hostHttp, log);
  const tokenEndpoint = new TokenEndpoint(http, clock, secrets);
  const tokens = new Tokens(sessions, tokenEndpoint, endpoints, clock, log);
  const store = owner.add(new Store());
  const stored = { sessions, shared, secrets, tokenEndpoint, tokens };
  return { context, owner, log, settings, endpoints, folder, http, store, ...stored };
}

/** Asking Spotify, by one window for all. */
function buildPolling(ground: Foundation) {
  const { owner, log, settings, endpoints, folder, http, sessions, tokenEndpoint, tokens, store } = ground;
  const journal = journalFile(vscode.Uri.joinPath(folder, 'requests.log'));
  const requestLog = owner.add(new RequestLog(journal, clock));
  const asLeader = <T>(work: () => Promise<T>): Promise<T> => election.asLeader(work);
  // Once more right before each: much time may have gone by, and this window with it, while the token was fetched.
  const httpAsLeader: Http = (url, request) => asLeader(() => http(url, request));
  const client = new SpotifyClient(httpAsLeader, tokens, requestLog, clock, log);
  const clientId = () => settings.clientId.value;
  const anyTokens = catalogueTokens(tokens, tokenEndpoint, endpoints, clientId, clock);
  const lookups = new SpotifyClient(httpAsLeader, anyTokens, requestLog, clock, log);
  const anyWindowFocus = owner.add(new AnyWindowFocus(windowFocus, clock));
  const conditions = {
    read: () => circumstances(settings, requestLog, anyWindowFocus),
    network,
    onDidChange: anyWindowFocus.onDidChange,
  };
  const known = new Catalogue((link) => asLeader(() => lookups.catalogItem(link)), clock);
  const api = { ...guarded(asLeader, client), catalogItem: (link: Link) => known.find(link) };
  const interest = {
    read: () => election.leads && isWorthAsking(conditions.read()),
    onDidChange: anyWindowFocus.onDidChange,
  };
  const likes = owner.add(new Likes(store, api, interest, clock, log));
  const ask = async (): Promise<NowPlaying | Idle> => likes.mark(await api.player());
  const poller = owner.add(new Poller(store, ask, conditions, clock, log));
  const controls = new Controls(store, poller, likes, (command) => api.command(command), clock);
  const work = (request: WindowRequest) => handleRequest(request, poller, controls, api);
  const parts = { store, poller, sessions, focus: windowFocus, anyWindowFocus, handle: work };
  const channel = new LocalChannel(folder.fsPath, protocolVersion);
  const election: LeaderElection = owner.add(new LeaderElection(channel, parts, clock, log));
  owner.add(sessions.onDidChange(() => [likes, known].forEach((memory) => memory.forget())));
  const report = async () => {
    await requestLog.read();
    const read = conditions.read();
    const { now, budget } = read;
    const plan = nextPoll(store.playback, read);
    return budgetReport({ sent: requestLog.sent, budget, plan, now });
  };
  const budget = async () => {
    await requestLog.read();
    return conditions.read().budget;
  };
  return { requestLog, election, report, budget };
}

/** Signing in and out, and the ways back from the browser. */
function buildSignIn(ground: Foundation, requestLog: RequestLog) {
  const { context, owner, log, settings, endpoints, http, sessions, shared, tokenEndpoint, tokens, store } =
    ground;
  const callbacks = new Callbacks(clock);
  const callbackRelay = shared ? callbackRelayFor(context.secrets, callbacks, clock) : undefined;
  if (callbackRelay) owner.add(callbackRelay);
  const unfinished = new UnfinishedSignIn(context.workspaceState, clock);
  unfinished.tellOfRestart();
  owner.add(
    vscode.window.registerUriHandler(
      new CallbackHandler(callbacks, callbackRelay, unfinished, shared && opensPorts),
    ),
  );
  const known = new KnownRedirectUris(context.globalState);
  const host = (nonce: string) => describeHost(context.extension, nonce, opensPorts);
  const authorizer = new Authorizer(callbacks, tokenEndpoint, openLoopback);
  const signIn = owner.add(new SignIn(authorizer, settings, endpoints, host, { known, unfinished }));
  const signInDelegate = {
    // Who signed out may want another account, and Spotify would sign in the one that its cookie names.
    requestAuthorization: async (flow?: FlowName) =>
      signIn.run(await sessions.wasSignedOut().catch(() => false), flow),
    profile: (token: AccessToken) => new SpotifyClient(http, always(token), requestLog, clock, log).profile(),
    tell: (problem: ApiProblem) => showError(new ApiProblemError(problem), log),
  };
  const account = owner.add(new Account(signInDelegate, sessions, tokens, clock, log));
  owner.add(new Provider(sessions, tokens, account));
  const told = (active: boolean) => store.dispatch({ type: active ? 'signInStarted' : 'signInStopped' });
  owner.add(account.onDidChangeActivity(told));
  return { account, signIn, host };
}

/** Reads what is known from before; what cannot be read counts as not there. */
async function begin(sessions: SessionStore, requestLog: RequestLog, log: Log): Promise<void> {
  for (const source of [sessions, requestLog]) {
    await source
      .read()
      .catch((error: unknown) => log.error(`Something stored cannot be read: ${describeError(error)}`));
  }
}

function circumstances(
  { dailyBudget, pace }: Settings,
  requestLog: RequestLog,
  { focusedSince }: AnyWindowFocus,
): Circumstances {
  return {
    now: clock.now(),
    focusedSince,
    budget: requestLog.budget(dailyBudget.value),
    pace: paces[pace.value],
  };
}

/** A setting with a fault is reported by `SettingsCheck`; until it is mended there is no Spotify to be signed in to. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
