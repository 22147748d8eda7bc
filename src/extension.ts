import * as vscode from 'vscode';
import { openCallbacks } from './app/callbacks';
import { begin, buildFoundation, type Foundation } from './app/foundation';
import type { ExtensionHost } from './app/extensionHost';
import type { EarlyParts, LateParts } from './app/lateParts';
import { createPolling } from './app/polling';
import { Provider } from './auth/provider';
import { SessionExpiry } from './auth/session/sessionExpiry';
import { nextPoll, paces } from './model/schedule/polling';
import { systemClock as clock, watch } from './platform/clock';
import { windowFocus } from './platform/focus';
import { once } from './platform/lifecycle';
import type { BudgetFacts } from './render/budgetPage';
import { SpotifyClient } from './spotify/client';
import { RequestLog } from './spotify/requestLog';
import { ContextKeys } from './ui/common/contextKeys';
import { SettingsCheck } from './ui/common/settingsCheck';
import type { DescribeLink } from './ui/hovers/describeLink';
import { LinkHovers } from './ui/hovers/linkHovers';
import { registerCommands } from './ui/registerCommands';
import { registerViews } from './ui/registerViews';
import { Buttons } from './ui/statusBar/buttons';
import { remind, ExpiryItem } from './ui/statusBar/expiry';
import { StatusBar } from './ui/statusBar/statusBar';
import { ExpiryReminder } from './windows/expiryReminder';
import { protocolVersion } from './windows/protocol';
import { remindedFile } from './windows/sharedFiles';

/** Reads what is a bundle of its own, so that no window pays for it at activation; `folder`: where we are installed. */
type LoadLateParts = (
  folder: vscode.Uri,
) => Promise<{ readonly lateParts: (early: EarlyParts) => LateParts }>;

/** What VS Code calls in that host. */
export const activateIn = (host: ExtensionHost, load: LoadLateParts) => (context: vscode.ExtensionContext) =>
  activate(context, host, load);

/** Composes the parts; nothing here decides anything. */
function activate(context: vscode.ExtensionContext, host: ExtensionHost, loadLateParts: LoadLateParts): void {
  const started = clock.monotonic();
  const foundation = buildFoundation(context, host);
  const { disposables, store, settings, sessions, log } = foundation;
  const sessionExpiry = disposables.add(new SessionExpiry(sessions, windowFocus, clock));
  disposables.add(new StatusBar(store, settings, sessionExpiry, clock, log));
  disposables.add(new Buttons(store, settings));
  disposables.add(new ExpiryItem(sessionExpiry, settings));
  disposables.add(new ContextKeys(store, settings, foundation.secrets ? ['earshot.canKeepSecrets'] : []));
  const { requestLog, election, budget } = buildPolling(host, foundation);
  const callbacks = openCallbacks(host, foundation);
  const follow = (address: string) => host.followLink(foundation.http, foundation.endpoints(), address);
  const early = { ...foundation, ...callbacks, host, requestLog, election, budget, follow };
  const load = once(async () => {
    const { lateParts } = await loadLateParts(context.extension.extensionUri);
    return lateParts(early);
  });
  const account = {
    signIn: async () => (await load()).account.signIn(),
    signOut: async () => (await load()).account.signOut(),
  };
  const client = new SpotifyClient(foundation.http, foundation.tokens, requestLog, clock, log);
  disposables.add(new Provider(sessions, foundation.tokens, account, client));
  const showFault: SettingsCheck['showFault'] = async (...fault) => (await load()).showSettingFault(...fault);
  disposables.add(new SettingsCheck(settings, showFault, log));
  const describeLink: DescribeLink = async (...link) => (await load()).describeLink(...link);
  disposables.add(new LinkHovers(describeLink, settings, clock));
  const window = { leads: () => election.leads, remind };
  disposables.add(new ExpiryReminder(sessionExpiry, store, remindedFile(foundation.folder), window, log));
  const commands = async () => (await load()).commands;
  disposables.add(registerCommands(context.extension, foundation.secrets !== undefined, commands, log));
  disposables.add(registerViews(async () => (await load()).views));
  disposables.add(watch(clock));
  void begin(sessions, requestLog, log).then(() => election.start());
  log.info(`Activated in ${clock.monotonic() - started} ms`);
}

/** Asking Spotify, by one window for all. */
function buildPolling(host: ExtensionHost, foundation: Foundation) {
  const { disposables, settings, endpoints, folder, tokenEndpoint, tokens, store } = foundation;
  const requestLog = disposables.add(
    new RequestLog(host.journalFile(vscode.Uri.joinPath(folder, 'requests.log')), clock),
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
      lookupTokens: host.catalogueTokens(tokens, tokenEndpoint, endpoints, clientId, clock),
      channel: host.openChannel(folder.fsPath, protocolVersion),
      focus: windowFocus,
      network: host.network,
      limits: () => ({
        dailyBudget: settings.dailyBudget.value,
        pace: paces[settings.pace.value],
        localOnly: host.opensPorts && settings.source.value === 'local',
      }),
      createSource: host.sourceWith(local, settings.source),
      clock,
    }),
  );
  const budget = async (): Promise<BudgetFacts> => {
    await requestLog.read();
    const read = conditions.read();
    const plan = nextPoll(store.playback, read);
    return { sent: requestLog.sent, budget: read.budget, plan, now: read.now };
  };
  return { requestLog, election, budget };
}
