import * as vscode from 'vscode';
import type { Account } from '../auth/account';
import type { ClientSecrets } from '../auth/clientSecrets';
import { firstFlow, redirectUriFor, type Host } from '../auth/oauth/flows';
import { problemActions, problemMessage } from '../messages/apiProblems';
import * as messages from '../messages/signIn';
import { flowNames } from '../model/account';
import { systemClock as clock } from '../platform/clock';
import type { Log } from '../platform/host';
import { DisposableStore } from '../platform/lifecycle';
import type { Settings } from '../platform/settings';
import type { Store } from '../player/store';
import { dashboard, type Endpoints } from '../spotify/endpoints';
import type { LeaderElection } from '../windows/leaderElection';
import type { SignIn } from './auth/signIn';
import { askForClientId, type KnownRedirectUris } from './common/spotifyApp';
import { copyOrShow, flashStatus, inform, showError } from './common/messages';
import { open } from './common/open';
import type { AccountView, BudgetView } from './pages/pages';
import type { FollowLink } from './player/argumentPrompts';
import { playerCommands, type CommandHandler } from './player/playerCommands';
import { showWhyNothing, type WhyNothingParts } from './player/whyNothing';

/** What the commands act upon. */
interface CommandParts {
  readonly account: Account;
  readonly signIn: SignIn;
  readonly known: KnownRedirectUris;
  readonly store: Store;
  readonly election: Pick<LeaderElection, 'request'>;
  /** Reads the session anew; what cannot be read is said by what is shown then. */
  readonly readSession: () => Promise<void>;
  readonly settings: Settings;
  readonly endpoints: () => Endpoints;
  readonly describeHost: (nonce: string) => Promise<Host>;
  readonly accountView: AccountView;
  readonly budgetView: BudgetView;
  readonly follow: FollowLink;
  readonly whyNothing: Omit<WhyNothingParts, 'store' | 'settings'>;
  /** `undefined` in a host that keeps no client secrets; `grantCommands` are none there. */
  readonly secrets: ClientSecrets | undefined;
  readonly grantCommands: Readonly<Record<string, CommandHandler>>;
  readonly showLog: () => void;
  readonly reportIssue: () => Promise<void>;
  readonly extensionId: string;
  readonly log: Log;
}

/** Every command by its id in package.json. */
function commands(parts: CommandParts): Readonly<Record<string, CommandHandler>> {
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
    'earshot.showAccount': () => parts.accountView.show(),
    'earshot.showRequestBudget': () => parts.budgetView.show(),
    'earshot.whyNothing': () => showWhyNothing({ ...parts, ...parts.whyNothing }),
    'earshot.showLog': () => parts.showLog(),
    'earshot.reportIssue': () => parts.reportIssue(),
    'earshot.showKeyboardShortcuts': () => showKeyboardShortcuts(parts),
    'earshot.getStarted': () => getStarted(),
    ...playerCommands(parts),
    ...parts.grantCommands,
  };
}

/** Registers them all; what one throws is shown in a sentence. */
export function registerCommands(parts: CommandParts): DisposableStore {
  const owner = new DisposableStore();
  for (const [id, command] of Object.entries(commands(parts))) {
    owner.add(vscode.commands.registerCommand(id, (...args: unknown[]) => run(command, args, parts.log)));
  }
  return owner;
}

async function run(command: CommandHandler, args: unknown[], log: Log): Promise<void> {
  try {
    await command(...args);
  } catch (error) {
    showError(error, log);
  }
}

async function signOut({ account, secrets }: CommandParts): Promise<void> {
  await account.signOut();
  if (await secrets?.any()) inform(messages.signedOutKeepingSecret);
  else flashStatus(`$(check) ${messages.signedOut}`);
}

/** `next` is the command that the user was about, with its arguments, if it was not signing in. */
async function setClientId({ settings, account }: CommandParts, [next, ...args]: unknown[]): Promise<void> {
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
  { settings, endpoints, describeHost, known }: CommandParts,
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

async function refresh({ election, store, readSession }: CommandParts): Promise<void> {
  await readSession();
  const asked = await election.request({ kind: 'refresh' });
  if (store.playback.kind !== 'unavailable') return;
  const { problem } = store.playback;
  if (!asked || problem.kind === 'sessionUnread') {
    inform([problemMessage(problem, clock.now()), ...problemActions(problem)]);
  }
}

/** VS Code's own editor of key bindings, with our commands. */
async function showKeyboardShortcuts({ extensionId }: CommandParts): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openGlobalKeybindings', `@ext:${extensionId}`);
}

async function getStarted(): Promise<void> {
  const walkthrough = 'earshot.earshot-for-spotify#getStarted';
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', walkthrough, false);
}
