import * as vscode from 'vscode';
import type { Account } from '../auth/account';
import type { ClientSecrets } from '../auth/clientSecrets';
import { firstFlow, redirectUriFor, type Host } from '../auth/oauth/flows';
import { flowNames } from '../auth/session/session';
import { troubleRemedies, troubleSentence } from '../messages/apiProblems';
import { systemClock as clock } from '../platform/clock';
import type { Log } from '../platform/host';
import { Owner } from '../platform/lifecycle';
import type { Settings } from '../platform/settings';
import type { Store } from '../player/store';
import { dashboard, type Endpoints } from '../spotify/endpoints';
import type { Sharing } from '../windows/leaderElection';
import type { SignIn } from './auth/signIn';
import { askForClientId } from './auth/spotifyApp';
import { copyOrShow, report, tell } from './common/messages';
import { open } from './common/open';
import type { AccountView, BudgetView } from './pages/pages';
import type { FollowLink } from './player/argumentPrompts';
import { playerCommands, type Command } from './player/playerCommands';

/** What the commands act upon. */
export interface Parts {
  readonly account: Account;
  readonly signIn: SignIn;
  readonly store: Store;
  readonly sharing: Sharing;
  /** Reads the session anew; what cannot be read is said by what is shown then. */
  readonly readSession: () => Promise<void>;
  readonly settings: Settings;
  readonly endpoints: () => Endpoints;
  readonly describeHost: (nonce: string) => Promise<Host>;
  readonly accountView: AccountView;
  readonly budgetView: BudgetView;
  readonly follow: FollowLink;
  /** `undefined` in a host that keeps no client secrets; `grantCommands` are none there. */
  readonly secrets: ClientSecrets | undefined;
  readonly grantCommands: Readonly<Record<string, Command>>;
  readonly log: Log & { show(preserveFocus?: boolean): void };
}

/** Every command by its id in package.json. */
function commands(parts: Parts): Readonly<Record<string, Command>> {
  return {
    'earshot.signIn': (flow) => parts.account.signIn(flowNames.find((one) => one === flow)),
    'earshot.signIn.openAgain': () => parts.signIn.openAgain(),
    'earshot.signIn.copyAddress': () => parts.signIn.copyAddress(),
    'earshot.signIn.useAnotherWay': () => parts.signIn.useAnotherWay(),
    'earshot.signOut': () => signOut(parts),
    'earshot.setClientId': (...next) => setClientId(parts, next),
    'earshot.copyRedirectUri': (uri) => copyRedirectUri(parts, uri),
    'earshot.openDashboard': () => open(dashboard),
    'earshot.refresh': () => refresh(parts),
    'earshot.showAccount': () => parts.accountView.show(),
    'earshot.showRequestBudget': () => parts.budgetView.show(),
    'earshot.showLog': () => parts.log.show(),
    'earshot.getStarted': () => getStarted(),
    ...playerCommands(parts),
    ...parts.grantCommands,
  };
}

/** Registers them all; what one throws is shown in a sentence. */
export function registerCommands(parts: Parts): Owner {
  const owner = new Owner();
  for (const [id, command] of Object.entries(commands(parts))) {
    owner.own(vscode.commands.registerCommand(id, (...args: unknown[]) => run(command, args, parts.log)));
  }
  return owner;
}

async function run(command: Command, args: unknown[], log: Log): Promise<void> {
  try {
    await command(...args);
  } catch (error) {
    report(error, log);
  }
}

async function signOut({ account, secrets }: Parts): Promise<void> {
  await account.signOut();
  const sentence = 'You are signed out of Spotify, and nothing about the account is left here.';
  if (await secrets?.any()) {
    const remove = { label: 'Remove Client Secret', command: 'earshot.removeClientSecret' };
    const more = `${sentence} The client secret, which is your app’s, is still kept.`;
    void tell(vscode.window.showInformationMessage, more, remove);
    return;
  }
  void tell(vscode.window.showInformationMessage, sentence);
}

/** `next` is the command that the user was about, with its arguments, if it was not signing in. */
async function setClientId({ settings, account }: Parts, [next, ...args]: unknown[]): Promise<void> {
  const before = settings.clientId.value;
  const after = await askForClientId(settings);
  if (next === 'earshot.importCredentials' || next === 'earshot.useRefreshToken') {
    await vscode.commands.executeCommand(next, ...args);
  } else if (after !== before) {
    await account.signIn();
  }
}

/** Of what is `given` only what a flow of ours uses is copied: whoever adds an address lets it have their sign-ins. */
async function copyRedirectUri({ settings, endpoints, describeHost }: Parts, given: unknown): Promise<void> {
  const host = await describeHost('none');
  const { relay } = endpoints();
  const best = firstFlow(host, settings.signInFlow.value).name;
  const ours = flowNames.map((flow) => redirectUriFor(flow, host, relay));
  const uri = ours.find((one) => one === given) ?? redirectUriFor(best, host, relay);
  if (!(await copyOrShow(uri, 'Redirect URI'))) return;
  void tell(
    vscode.window.showInformationMessage,
    `Copied ${uri}; add it under Redirect URIs in the settings of your Spotify app.`,
    { label: 'Open Dashboard', command: 'earshot.openDashboard' },
  );
}

async function refresh({ sharing, store, readSession }: Parts): Promise<void> {
  await readSession();
  const asked = await sharing.carryOut({ kind: 'refresh' });
  if (store.playback.kind !== 'unavailable') return;
  const { trouble } = store.playback;
  if (!asked || trouble.kind === 'sessionUnread') {
    const sentence = troubleSentence(trouble, clock.now());
    void tell(vscode.window.showInformationMessage, sentence, ...troubleRemedies(trouble));
  }
}

async function getStarted(): Promise<void> {
  const walkthrough = 'earshot.earshot-for-spotify#getStarted';
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', walkthrough, false);
}
