import * as vscode from 'vscode';
import type { Account } from '../auth/account';
import type { ClientSecrets } from '../auth/clientSecrets';
import type { Library } from '../browse/library';
import { firstFlow, redirectUriFor, type Host } from '../auth/oauth/flows';
import type { TokenEndpoint } from '../auth/oauth/tokenEndpoint';
import type { SessionStore } from '../auth/session/sessionStore';
import type { Tokens } from '../auth/tokens';
import { problemActions, problemMessage } from '../messages/apiProblems';
import * as messages from '../messages/signIn';
import { flowNames } from '../model/account';
import type { Intent, PlayIntent } from '../model/commands/intent';
import { systemClock as clock } from '../platform/clock';
import type { System } from '../platform/host';
import type { DisposableStore } from '../platform/lifecycle';
import type { RecentLog } from '../platform/recentLog';
import type { Settings } from '../platform/settings';
import type { Catalogue } from '../player/catalogue';
import type { Store } from '../player/store';
import type { BudgetFacts } from '../render/budgetPage';
import { dashboard, type Endpoints } from '../spotify/endpoints';
import type { LeaderElection } from '../windows/leaderElection';
import type { SignIn } from './auth/signIn';
import type { KnownRedirectUris } from './common/knownRedirectUris';
import { copyOrShow, flashStatus, inform } from './common/messages';
import { open } from './common/open';
import { PremiumRefusal } from './common/premiumRefusal';
import { askForClientId } from './common/spotifyApp';
import { AccountView, BudgetView } from './pages/pages';
import { reportIssue } from './pages/reportIssue';
import { rowCommands } from './library/rowCommands';
import type { FollowLink } from './player/argumentPrompts';
import { execute, startPlayback } from './player/execution';
import { playerCommands, type CommandHandler } from './player/playerCommands';
import { showWhyNothing } from './player/whyNothing';
import { showSearch } from './search/search';

/** What is run under the ids of package.json. */
export type Commands = Readonly<Record<string, CommandHandler>>;

/** What the commands act upon. */
export interface CommandParts {
  readonly account: Account;
  readonly signIn: SignIn;
  readonly library: Library;
  readonly catalogue: Catalogue;
  readonly known: KnownRedirectUris;
  readonly store: Store;
  readonly sessions: SessionStore;
  readonly tokens: Tokens;
  readonly tokenEndpoint: TokenEndpoint;
  readonly election: LeaderElection;
  readonly settings: Settings;
  readonly endpoints: () => Endpoints;
  readonly describeHost: (nonce: string) => Promise<Host>;
  readonly budget: () => Promise<BudgetFacts>;
  readonly follow: FollowLink;
  readonly system: System;
  /** `undefined` in a host that keeps no client secrets. */
  readonly secrets: ClientSecrets | undefined;
  readonly channel: vscode.LogOutputChannel;
  readonly log: RecentLog;
  readonly context: Pick<vscode.ExtensionContext, 'extension' | 'globalState'>;
  /** Owns what the commands leave behind, such as an open page. */
  readonly disposables: DisposableStore;
}

/** Every command but those about credentials, by its id in package.json. */
export function commands(all: CommandParts): Commands {
  const { sessions, election, budget, disposables, context } = all;
  const { extension, globalState } = context;
  const refusal = new PremiumRefusal(globalState, sessions, clock);
  const premiumRefusedAt = () => refusal.at;
  const accountView = disposables.add(
    new AccountView({ sessions, election, budget, premiumRefusedAt, clock }),
  );
  const budgetView = disposables.add(new BudgetView(budget));
  const request: LeaderElection['request'] = (wanted) => refusal.watch(wanted, election.request(wanted));
  const watched = { ...all, extension, election: { request } };
  const parts = {
    ...watched,
    execute: (intent: Intent) => execute(watched, intent),
    startPlayback: (intent: PlayIntent) => startPlayback(watched, intent),
  };
  return {
    'earshot.signIn': (flow) => parts.account.signIn(flowNames.find((one) => one === flow)),
    'earshot.signIn.showProgress': () => parts.signIn.showProgress(),
    'earshot.signIn.openAgain': () => parts.signIn.openAgain(),
    'earshot.signIn.copyAddress': () => parts.signIn.copyAddress(),
    'earshot.signIn.useAnotherWay': () => parts.signIn.useAnotherWay(),
    'earshot.signOut': () => signOut(parts),
    'earshot.setClientId': (...next) => setClientId(parts, next),
    'earshot.copyRedirectUri': (uri) => copyRedirectUri(parts, uri),
    'earshot.copyAppName': () => copyAppText(messages.appName),
    'earshot.copyAppDescription': () => copyAppText(messages.appDescription),
    'earshot.openDashboard': () => open(dashboard),
    'earshot.refresh': () => refresh(parts),
    'earshot.showAccount': () => accountView.show(),
    'earshot.showRequestBudget': () => budgetView.show(),
    'earshot.whyNothing': () => showWhyNothing({ ...parts, leads: () => election.leads }),
    'earshot.showLog': () => parts.channel.show(),
    'earshot.reportIssue': () => reportIssue({ ...parts, election }),
    'earshot.showKeyboardShortcuts': () => showKeyboardShortcuts(extension.id),
    'earshot.getStarted': () => getStarted(),
    ...playerCommands(parts),
    ...rowCommands(parts),
    'earshot.search': () => showSearch(parts),
  };
}

/** The same with requests of which note is taken. */
interface WatchedParts extends Omit<CommandParts, 'election'> {
  readonly election: Pick<LeaderElection, 'request'>;
}

async function signOut({ account, secrets }: WatchedParts): Promise<void> {
  await account.signOut();
  if (await secrets?.any()) inform(messages.signedOutKeepingSecret);
  else flashStatus(`$(check) ${messages.signedOut}`);
}

/** `next` is the command that the user was about, with its arguments, if it was not signing in. */
async function setClientId({ settings, account }: WatchedParts, [next, ...args]: unknown[]): Promise<void> {
  const before = settings.clientId.value;
  const after = await askForClientId(settings);
  if (next === 'earshot.importCredentials' || next === 'earshot.useRefreshToken') {
    await vscode.commands.executeCommand(next, ...args);
  } else if (after !== before) {
    await account.signIn();
  }
}

/** Of what is `given` only what a flow of ours uses is copied: whoever adds an address lets it have their sign-ins. */
async function copyRedirectUri(
  { settings, endpoints, describeHost, known }: WatchedParts,
  given: unknown,
): Promise<void> {
  const host = await describeHost('none');
  const { relay } = endpoints();
  const best = firstFlow(host, settings.signInFlow.value);
  const ours = flowNames.map((flow) => redirectUriFor(flow, host, relay));
  const uri = ours.find((one) => one === given) ?? redirectUriFor(best, host, relay);
  known.add(settings.clientId.value, uri);
  if (!(await copyOrShow(uri, messages.redirectUri))) return;
  inform(messages.redirectUriCopied(uri));
}

/** Copies what a field of the form in Spotify's dashboard may say. */
async function copyAppText({ field, text }: messages.AppText): Promise<void> {
  if (await copyOrShow(text, field)) flashStatus(`$(copy) ${messages.appTextCopied(text)}`);
}

async function refresh({ election, store, sessions }: WatchedParts): Promise<void> {
  // What cannot be read is said by what is shown then.
  await sessions.look();
  const asked = await election.request({ kind: 'refresh' });
  if (store.playback.kind !== 'unavailable') return;
  const { problem } = store.playback;
  if (!asked || problem.kind === 'sessionUnread') {
    inform([problemMessage(problem, clock.now()), ...problemActions(problem)]);
  }
}

/** VS Code's own editor of key bindings, with our commands. */
async function showKeyboardShortcuts(extensionId: string): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openGlobalKeybindings', `@ext:${extensionId}`);
}

async function getStarted(): Promise<void> {
  const walkthrough = 'earshot.earshot-for-spotify#getStarted';
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', walkthrough, false);
}
