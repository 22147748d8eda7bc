import { http as hostHttp } from '#host/http';
import { journalFile } from '#host/journalFile';
import { LocalChannel } from '#host/localChannel';
import { openLock } from '#host/lock';
import { openLoopback, opensPorts } from '#host/loopback';
import { network } from '#host/network';
import { catalogueTokens, clientSecrets, followLink, grantCommands, grantKeys, mailboxOf } from '#features';
import * as vscode from 'vscode';
import { Account } from './auth/account';
import { Authorizer } from './auth/oauth/authorization';
import { Callbacks } from './auth/oauth/callbacks';
import { TokenEndpoint } from './auth/oauth/tokenEndpoint';
import { Provider } from './auth/provider';
import type { FlowName } from './auth/session/session';
import { Renewal } from './auth/session/sessionExpiry';
import { SessionStore } from './auth/session/sessionStore';
import { watchSession } from './auth/session/slowSecret';
import { Tokens } from './auth/tokens';
import type { Errand } from './model/commands/windowRequest';
import { TroubleError, type Trouble } from './model/errors/apiProblem';
import { describeError } from './model/errors/userFacingError';
import type { Link } from './model/link';
import type { Heard, Nothing } from './model/playback/nowPlaying';
import { isWorthAsking, nextPoll, paces, type Circumstances } from './model/schedule/polling';
import { systemClock as clock, watch } from './platform/clock';
import { windowFocus } from './platform/focus';
import { logged, type Http, type Log } from './platform/host';
import { Owner, setUnexpectedErrorHandler } from './platform/lifecycle';
import { Settings } from './platform/settings';
import { Catalogue } from './player/catalogue';
import { Controls } from './player/controls';
import { Likes } from './player/likes';
import { Poller } from './player/poller';
import { carryOut } from './player/requestHandler';
import { behind } from './player/spotifyApi';
import { Store } from './player/store';
import { budgetReport } from './render/budgetPage';
import { always, SpotifyClient, type AccessToken } from './spotify/client';
import { endpointsFor } from './spotify/endpoints';
import { Ledger } from './spotify/requestLog';
import { describeHost } from './ui/auth/host';
import { SignIn } from './ui/auth/signIn';
import { KnownRedirectUris } from './ui/auth/spotifyApp';
import { UnfinishedSignIn } from './ui/auth/unfinishedSignIn';
import { CallbackHandler } from './ui/auth/uriHandler';
import { registerCommands } from './ui/commands';
import { ContextKeys } from './ui/common/contextKeys';
import { report } from './ui/common/messages';
import { SettingsCheck } from './ui/common/settingsCheck';
import { LinkHovers } from './ui/hovers/linkHovers';
import { AccountView, BudgetView } from './ui/pages/pages';
import { Buttons } from './ui/statusBar/buttons';
import { remind, RenewalMark } from './ui/statusBar/expiry';
import { StatusBar } from './ui/statusBar/statusBar';
import { Attention } from './windows/anyWindowFocus';
import { Reminder } from './windows/expiryReminder';
import { Sharing } from './windows/leaderElection';
import { protocolVersion } from './windows/protocol';
import { changeFile, remindedFile, sharedFolder } from './windows/sharedFiles';

/** Builds the house and wires it; nothing here decides anything. */
export function activate(context: vscode.ExtensionContext): void {
  const started = clock.monotonic();
  const house = buildGround(context);
  const { owner, store, settings, sessions, log } = house;
  const renewal = owner.own(new Renewal(sessions, windowFocus, clock));
  owner.own(new StatusBar(store, settings, renewal, clock, log));
  owner.own(new Buttons(store, settings));
  owner.own(new RenewalMark(renewal, settings));
  owner.own(new ContextKeys(store, settings, grantKeys));
  owner.own(new SettingsCheck(settings));
  const { ledger, sharing, report, budget } = buildPolling(house);
  const entryOf = (link: Link) => sharing.carryOut({ kind: 'entry', link });
  const catalogue = new Catalogue(entryOf, clock);
  owner.own(sessions.onDidChange(() => catalogue.forget()));
  owner.own(new LinkHovers(catalogue, store, settings, clock));
  const { account, signIn, host } = buildSignIn(house, ledger);
  const budgetView = owner.own(new BudgetView(report));
  const accountView = owner.own(new AccountView(sessions, sharing, budget, clock));
  const window = { leads: () => sharing.leads, remind };
  owner.own(new Reminder(renewal, store, remindedFile(house.folder), window, log));
  const { endpoints, secrets } = house;
  owner.own(
    registerCommands({
      account,
      signIn,
      store,
      sharing,
      readSession: () => sessions.look(),
      settings,
      endpoints,
      describeHost: host,
      accountView,
      budgetView,
      secrets,
      follow: (address) => followLink(house.http, endpoints(), address),
      grantCommands: grantCommands(secrets, { ...house, account, sharing }),
      log,
    }),
  );
  owner.own(watch(clock));
  void begin(sessions, ledger, log).then(() => sharing.start());
  log.info(`Activated in ${clock.monotonic() - started} ms`);
}

type Ground = ReturnType<typeof buildGround>;

/** What all the rest stands on. */
function buildGround(context: vscode.ExtensionContext) {
  const owner = new Owner();
  context.subscriptions.push(owner);
  const log = owner.own(vscode.window.createOutputChannel('Earshot for Spotify', { log: true }));
  owner.own(setUnexpectedErrorHandler((error) => log.error(`Unexpected error: ${describeError(error)}`)));
  const settings = owner.own(new Settings());
  const endpoints = () => endpointsFor(settings.server.value);
  const issuer = () => attempt(() => endpoints().accounts);
  const folder = sharedFolder(context.globalStorageUri);
  const alone = openLock(vscode.Uri.joinPath(folder, 'refresh.lock'), clock, log);
  /** Whether all windows share one SecretStorage. */
  const shared = vscode.env.uiKind === vscode.UIKind.Desktop;
  const mark = changeFile(folder);
  const sessions = owner.own(new SessionStore(context.secrets, mark, issuer, clock, alone, shared));
  owner.own(settings.server.onDidChange(() => void sessions.look()));
  owner.own(watchSession(sessions, windowFocus, log));
  const secrets = clientSecrets(context.secrets);
  const http = logged(hostHttp, log);
  const tokenEndpoint = new TokenEndpoint(http, clock, secrets);
  const tokens = new Tokens(sessions, tokenEndpoint, endpoints, clock, log);
  const store = owner.own(new Store());
  const stored = { sessions, shared, secrets, tokenEndpoint, tokens };
  return { context, owner, log, settings, endpoints, folder, http, store, ...stored };
}

/** Asking Spotify, by one window for all. */
function buildPolling(ground: Ground) {
  const { owner, log, settings, endpoints, folder, http, sessions, tokenEndpoint, tokens, store } = ground;
  const journal = journalFile(vscode.Uri.joinPath(folder, 'requests.log'));
  const ledger = owner.own(new Ledger(journal, clock));
  const asLeader = <T>(work: () => Promise<T>): Promise<T> => sharing.asLeader(work);
  // Once more right before each: much time may have gone by, and this window with it, while the token was fetched.
  const httpAsLeader: Http = (url, request) => asLeader(() => http(url, request));
  const client = new SpotifyClient(httpAsLeader, tokens, ledger, clock, log);
  const clientId = () => settings.clientId.value;
  const anyTokens = catalogueTokens(tokens, tokenEndpoint, endpoints, clientId, clock);
  const lookups = new SpotifyClient(httpAsLeader, anyTokens, ledger, clock, log);
  const attention = owner.own(new Attention(windowFocus, clock));
  const conditions = {
    read: () => circumstances(settings, ledger, attention),
    network,
    onDidChange: attention.onDidChange,
  };
  const known = new Catalogue((link) => asLeader(() => lookups.entry(link)), clock);
  const remote = { ...behind(asLeader, client), entry: (link: Link) => known.find(link) };
  const interest = {
    read: () => sharing.leads && isWorthAsking(conditions.read()),
    onDidChange: attention.onDidChange,
  };
  const likes = owner.own(new Likes(store, remote, interest, clock, log));
  const ask = async (): Promise<Heard | Nothing> => likes.mark(await remote.player());
  const poller = owner.own(new Poller(store, ask, conditions, clock, log));
  const controls = new Controls(store, poller, likes, (command) => remote.command(command), clock);
  const work = (errand: Errand) => carryOut(errand, poller, controls, remote);
  const parts = { store, poller, sessions, focus: windowFocus, attention, carryOut: work };
  const channel = new LocalChannel(folder.fsPath, protocolVersion);
  const sharing: Sharing = owner.own(new Sharing(channel, parts, clock, log));
  owner.own(sessions.onDidChange(() => [likes, known].forEach((memory) => memory.forget())));
  const report = async () => {
    await ledger.read();
    const read = conditions.read();
    const { now, budget } = read;
    const plan = nextPoll(store.playback, read);
    return budgetReport({ sent: ledger.sent, budget, plan, now });
  };
  const budget = async () => {
    await ledger.read();
    return conditions.read().budget;
  };
  return { ledger, sharing, report, budget };
}

/** Signing in and out, and the ways back from the browser. */
function buildSignIn(ground: Ground, ledger: Ledger) {
  const { context, owner, log, settings, endpoints, http, sessions, shared, tokenEndpoint, tokens, store } =
    ground;
  const callbacks = new Callbacks(clock);
  const mailbox = shared ? mailboxOf(context.secrets, callbacks, clock) : undefined;
  if (mailbox) owner.own(mailbox);
  const unfinished = new UnfinishedSignIn(context.workspaceState, clock);
  unfinished.tell();
  owner.own(
    vscode.window.registerUriHandler(
      new CallbackHandler(callbacks, mailbox, unfinished, shared && opensPorts),
    ),
  );
  const known = new KnownRedirectUris(context.globalState);
  const host = (nonce: string) => describeHost(context.extension, nonce, opensPorts);
  const authorizer = new Authorizer(callbacks, tokenEndpoint, openLoopback);
  const signIn = owner.own(new SignIn(authorizer, settings, endpoints, host, { known, unfinished }));
  const entrance = {
    // Who signed out may want another account, and Spotify would sign in the one that its cookie names.
    askForConsent: async (flow?: FlowName) =>
      signIn.run(await sessions.wasSignedOut().catch(() => false), flow),
    profile: (token: AccessToken) => new SpotifyClient(http, always(token), ledger, clock, log).profile(),
    tell: (trouble: Trouble) => report(new TroubleError(trouble), log),
  };
  const account = owner.own(new Account(entrance, sessions, tokens, clock, log));
  owner.own(new Provider(sessions, tokens, account));
  const told = (active: boolean) => store.dispatch({ type: active ? 'signInStarted' : 'signInStopped' });
  owner.own(account.onDidChangeActivity(told));
  return { account, signIn, host };
}

/** Reads what is known from before; what cannot be read counts as not there. */
async function begin(sessions: SessionStore, ledger: Ledger, log: Log): Promise<void> {
  for (const source of [sessions, ledger]) {
    await source
      .read()
      .catch((error: unknown) => log.error(`Something stored cannot be read: ${describeError(error)}`));
  }
}

function circumstances(
  { dailyBudget, pace }: Settings,
  ledger: Ledger,
  { focusedSince }: Attention,
): Circumstances {
  return {
    now: clock.now(),
    focusedSince,
    budget: ledger.budget(dailyBudget.value),
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
